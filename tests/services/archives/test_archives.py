"""Everything out as files and back: identical elsewhere, whole after a break, and nobody else's."""

import asyncio
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.infrastructure import create_missing
from services.archives import exporting
from services.archives.exporting import Exporter
from services.archives.importing import Importer
from services.archives.layout import (
    ArchiveError,
    Checked,
    Manifest,
    picture_path,
    read_manifest,
    record_path,
    record_text,
    write_manifest,
    write_whole,
)
from services.gallery import Filters, Gallery, Viewer
from services.jobs import Origin, now
from services.pictures import File, render
from services.recipes import recipe_of_image
from services.records.records import Records
from services.storage import Storage, folder_of, original_key
from services.table import DELETING, family_item, image_item, item_to_wire
from tests.records import image_of_origin
from tests.services.test_pictures import encoded, noise
from tests.services.test_recipes import StudioHere

PAINTED = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)
HOME, OTHER = "T0HARBOUR", "T0OTHER"
OWN = "references/0wn/0/source.jpg"
SECRET = "s3cret"


def secret_of(token):
    """Every second picture is from before there were secrets."""
    return SECRET if token[len("t0ken")] in "02468" else ""


def painted(number, team=HOME, audience="workspace", **more):
    """Record `number` of a workspace, an hour younger than the one before."""
    token = f"t0ken{number}{team}"
    job = f"{hashlib.sha256(token.encode()).hexdigest()[:30]}"
    base = image_of_origin(team=team, user="U0ALEX", channel="C0DESIGN", audience=audience)
    keys = {
        f"{name}_key": f"{folder_of(original_key(token, 0, secret_of(token)))}{file}"
        for name, file in (("s3", "original.png"), ("preview", "preview.jpg"), ("thumb", "thumb.jpg"))
    }
    moment = PAINTED + timedelta(hours=number)
    return base.model_copy(
        update={"job_id": job, "seed": number, "created_at": moment, "tags": ("배", "boat"), **keys, **more}
    )


class Store:
    """A table and a bucket of their own, filled as the bot fills them."""

    def __init__(self, dynamodb, s3, settings):
        self.dynamodb, self.s3, self.name = dynamodb, s3, settings.imagine_table
        self.storage = Storage(s3, settings.imagine_bucket, "https://cdn.example/")

    async def add(self, image, data=None):
        data = data or encoded(noise(80, 60), "PNG")
        made = render(data, recipe_of_image(image))
        token = image.s3_key.split("/")[1]
        await self.storage.put_original(token, 0, made.original, image.seed, 1, secret=secret_of(token))
        await self.storage.put_renditions(token, 0, made, secret=secret_of(token))
        if image.palette_key:
            await self.storage.put_comparison(
                token, 0, File(encoded(noise(9, 9), "PNG"), "png"), secret=secret_of(token)
            )
        if OWN in image.references:
            await self.storage.put_reference("0wn", 0, made.preview, made.thumb)
        for item in (image_item(image), *([family_item(image)] if image.family else [])):
            await self.dynamodb.put_item(TableName=self.name, Item=item_to_wire(item))
        await Gallery(self.dynamodb, self.name).index([image])
        return image

    async def export(self, folder, workspace=HOME, since=None):
        return await Exporter(self.dynamodb, self.s3, self.name, self.name, folder).export(workspace, since)

    async def bring_back(self, folder, workspace=None, **more):
        gallery = Gallery(self.dynamodb, self.name)
        importer = Importer(
            self.dynamodb, self.s3, self.name, self.name, StudioHere(), gallery=gallery, **more
        )
        return await importer.bring_back(folder, workspace)

    async def objects(self):
        """Key → content, of everything in the bucket."""
        listed = await self.s3.list_objects_v2(Bucket=self.name)
        return {one["Key"]: await self.storage.get(one["Key"]) for one in listed.get("Contents", [])}

    async def items(self):
        found = (await self.dynamodb.scan(TableName=self.name))["Items"]
        return sorted(found, key=str)


@pytest.fixture
def here(dynamodb, s3, made):
    return Store(dynamodb, s3, made)


@pytest.fixture
async def elsewhere(dynamodb, s3, made):
    settings = made.model_copy(
        update=dict.fromkeys(("imagine_table", "imagine_bucket", "imagine_queue"), f"{made.imagine_table}-b")
    )
    await asyncio.to_thread(create_missing, settings)
    return Store(dynamodb, s3, settings)


@pytest.fixture
async def full(here):
    """Pictures of all kinds, and some of another workspace."""
    first = await here.add(painted(0))
    await here.add(painted(1, audience="person", alt="비밀.", prompt="a secret boat"))
    await here.add(painted(2, parent=first.id, family=first.id, references=(first.s3_key, OWN)))
    palette = painted(3)
    await here.add(palette.model_copy(update={"palette_key": palette.s3_key.replace("original", "palette")}))
    await here.add(painted(4, team=OTHER))
    await here.add(painted(5, team=OTHER, audience="person", references=(OWN,)))
    return here


def contents(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_anyone_can_read_it(full, tmp_path):
    await full.export(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    files = contents(tmp_path)
    assert (manifest["workspace"], manifest["counts"]["images"]) == (HOME, 4)
    assert {path: one["sha256"] for path, one in manifest["files"].items()} == {
        path: hashlib.sha256(data).hexdigest() for path, data in files.items() if path != "manifest.json"
    }
    image = painted(1, audience="person", alt="비밀.", prompt="a secret boat")
    said = json.loads(files[record_path(image)])
    assert said["id"] == image.id
    assert (said["prompt"], said["alt"], said["tags"]) == ("a secret boat", "비밀.", ["배", "boat"])
    assert (said["price_usd"], said["origin"]["user"]) == ("0.01", "U0ALEX")
    assert files[picture_path(image)] == await full.storage.get(image.s3_key)
    assert {path.split("/")[1] for path in files if path.startswith("images/")} == {"2026-01", "2026-02"}
    assert files[OWN] == await full.storage.get(OWN)


async def test_another_workspaces_pictures_are_never_in_it(full, tmp_path):
    await full.export(tmp_path)
    foreign = [painted(4, team=OTHER), painted(5, team=OTHER)]
    everything = b"".join(contents(tmp_path).values())
    for image in foreign:
        assert image.id.encode() not in everything
        assert image.s3_key.encode() not in everything
    assert OTHER.encode() not in everything


async def test_imported_elsewhere_and_exported_again_it_is_identical(full, elsewhere, tmp_path):
    await full.export(tmp_path / "one")
    await elsewhere.bring_back(tmp_path / "one")
    await elsewhere.export(tmp_path / "two")
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    # Records, families and what lists them: all of it, and nothing of anybody else's.
    foreign = [painted(number, team=OTHER).job_id for number in (4, 5)]
    kept = [item for item in await full.items() if not any(job in str(item) for job in foreign)]
    assert await elsewhere.items() == kept
    there = await full.objects()
    for key, data in (await elsewhere.objects()).items():
        assert data == there[key], f"{key}, previews too, is what it was"


async def test_importing_again_changes_nothing(full, elsewhere, tmp_path):
    await full.export(tmp_path)
    await elsewhere.bring_back(tmp_path)
    before = await elsewhere.items(), await elsewhere.objects()
    again = await elsewhere.bring_back(tmp_path)
    assert (await elsewhere.items(), await elsewhere.objects()) == before
    assert again.bytes == 0


async def test_what_came_back_is_found_by_those_who_may_see_it(full, elsewhere, tmp_path):
    await full.export(tmp_path)
    await elsewhere.bring_back(tmp_path)
    gallery = Gallery(elsewhere.dynamodb, elsewhere.name)
    for user, numbers in (("U0ALEX", [3, 2, 1, 0]), ("U0MINA", [3, 2, 0])):
        page = await gallery.page(Viewer(HOME, user), Filters(words="boat"))
        assert [image.id for image in page.images] == [painted(number).id for number in numbers]


async def test_what_happened_since_is_not_undone_by_an_import(full, tmp_path):
    await full.export(tmp_path)
    changed = painted(0).model_copy(update={"title": "Renamed"})
    await full.dynamodb.put_item(TableName=full.name, Item=item_to_wire(image_item(changed)))
    await full.bring_back(tmp_path)
    image = await Records(full.dynamodb, full.name).images.get(changed.job_id, 0)
    assert image is not None
    assert image.title == "Renamed"


async def test_what_is_deleted_or_past_its_time_does_not_come_back(full, elsewhere, tmp_path):
    await full.export(tmp_path)
    deleting = image_item(painted(1)) | {DELETING: "U0ALEX"}
    await elsewhere.dynamodb.put_item(TableName=elsewhere.name, Item=item_to_wire(deleting))
    done = await elsewhere.bring_back(tmp_path, retention=now() - painted(2).created_at)
    assert (done.images, done.passed_over) == (1, 3)
    originals = [key for key in await elsewhere.objects() if key.endswith("original.png")]
    assert originals == [painted(3).s3_key]


async def test_into_another_workspace(full, elsewhere, tmp_path):
    await full.export(tmp_path)
    await elsewhere.bring_back(tmp_path, "T0NEW")
    image = await Records(elsewhere.dynamodb, elsewhere.name).images.get(painted(0).job_id, 0)
    assert image is not None
    assert image.origin == Origin(**{**painted(0).origin.model_dump(), "team": "T0NEW"})
    with pytest.raises(ArchiveError, match="here already, in another workspace"):
        await elsewhere.bring_back(tmp_path)


async def test_an_interrupted_export_goes_on_where_it_was(full, tmp_path, monkeypatch):
    whole = await full.export(tmp_path / "whole")
    folder = tmp_path / "broken"
    copied: list[str] = []
    fetch = Exporter._fetch

    async def breaks(self, image, run):
        if len(copied) == 2:
            raise ConnectionError("pulled out")
        copied.append(image.id)
        await fetch(self, image, run)

    monkeypatch.setattr(exporting, "_AT_ONCE", 1)
    monkeypatch.setattr(Exporter, "_fetch", breaks)
    with pytest.raises(ConnectionError):
        await full.export(folder)
    assert not (folder / "manifest.json").exists(), "what is not whole says so"
    with pytest.raises(ArchiveError, match="not finished"):
        await full.bring_back(folder)
    monkeypatch.setattr(Exporter, "_fetch", fetch)
    asked: list[str] = []
    full.s3.meta.events.register(
        "provide-client-params.s3.GetObject", lambda params, **_: asked.append(params["Key"])
    )
    assert await full.export(folder) == whole
    assert contents(folder) == contents(tmp_path / "whole")
    assert 0 < len(asked) < 6, "what was fetched before is not fetched again"


async def test_a_file_that_was_damaged_since_is_fetched_again(full, tmp_path):
    await full.export(tmp_path)
    before = contents(tmp_path)
    path = tmp_path / picture_path(painted(0))
    path.write_bytes(b"\0" + path.read_bytes()[1:])
    await full.export(tmp_path)
    assert contents(tmp_path) == before


async def test_from_a_day_on(full, tmp_path):
    manifest = await full.export(tmp_path, since=datetime(2026, 2, 1, tzinfo=UTC))
    assert {path.rpartition("/")[2] for path in manifest.records} == {
        f"{painted(number).id}.json" for number in (1, 2, 3)
    }
    with pytest.raises(ArchiveError, match="holds an export from 2026-02-01 on"):
        await full.export(tmp_path)
    with pytest.raises(ArchiveError, match=f"holds an export of workspace {HOME}"):
        await full.export(tmp_path, workspace=OTHER)


async def test_what_is_being_deleted_is_not_in_it(full, tmp_path):
    image = painted(0)
    item = image_item(image) | {DELETING: "U0ALEX"}
    await full.dynamodb.put_item(TableName=full.name, Item=item_to_wire(item))
    manifest = await full.export(tmp_path)
    assert record_path(image) not in manifest.files
    assert not manifest.missing


async def test_a_record_without_its_picture_is_named(full, tmp_path):
    lost = painted(0)
    await full.storage.delete_folder(folder_of(lost.s3_key))
    manifest = await full.export(tmp_path)
    assert manifest.missing == (lost.id,)
    assert record_path(lost) not in manifest.files


@pytest.fixture
def small(tmp_path):
    """An archive of one picture, that no store had a part in."""
    image = painted(0)
    files = {
        record_path(image): write_whole(tmp_path / record_path(image), [record_text(image).encode()]),
        picture_path(image): write_whole(tmp_path / picture_path(image), [encoded(noise(80, 60), "PNG")]),
    }
    write_manifest(tmp_path, Manifest(HOME, None, (), files))
    return tmp_path


async def refused(folder, match):
    """What is said of an archive that is refused before table or bucket were so much as looked at."""
    importer = Importer(None, None, "table", "bucket", StudioHere(), gallery=None)
    with pytest.raises(ArchiveError, match=match) as caught:
        await importer.bring_back(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda path: path.unlink(), "is missing"),
        (lambda path: path.write_bytes(path.read_bytes() + b"!"), "bytes and should have"),
        (lambda path: path.write_bytes(b"!" + path.read_bytes()[1:]), "its checksum is another"),
    ],
    ids=["gone", "longer", "other"],
)
@pytest.mark.parametrize("path", [picture_path(painted(0)), record_path(painted(0))])
async def test_a_damaged_file_is_named_and_nothing_is_written(small, path, damage, named):
    damage(small / path)
    assert path in await refused(small, named)


def forged(folder, text):
    """The record with other content, and a manifest that agrees with it."""
    path = record_path(painted(0))
    manifest = read_manifest(folder)
    assert manifest is not None
    held = write_whole(folder / path, [text.encode()])
    write_manifest(folder, replace(manifest, files={**manifest.files, path: held}))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"s3_key": "pictures/../../secret.png"}, "not a picture's own"),
        ({"preview_key": "pictures/0ther/0/preview.jpg"}, "not a picture's own"),
        ({"references": ["charts/x/chart.png"]}, "are no pictures"),
        ({"origin": {"team": OTHER, "user": "U"}}, "is of another workspace"),
        ({"job_id": "0ther"}, "the record of another picture"),
        ({"width": "wide"}, "no record of a picture: width"),
    ],
)
async def test_a_record_that_would_write_elsewhere_is_refused(small, changes, named):
    forged(small, json.dumps(json.loads(record_text(painted(0))) | changes))
    assert record_path(painted(0)) in await refused(small, named)


async def test_many_faults_are_counted(small):
    manifest = read_manifest(small)
    assert manifest is not None
    gone = {f"images/2026-01/{number}.0.png": Checked("0", 0) for number in range(30)}
    write_manifest(small, replace(manifest, files={**manifest.files, **gone}))
    told = await refused(small, "nothing was imported")
    assert told.count("is missing") == 10
    assert told.endswith("… and 20 more")


HEAD = '"format": "imagine archive"'
OUTSIDE = '"workspace": "T", "since": null, "missing": [], "files": {"../x.json": {"sha256": "", "bytes": 0}}'


@pytest.mark.parametrize(
    ("manifest", "named"),
    [
        ("{", "can't be read"),
        ("[]", "is not the manifest of an archive"),
        (f'{{{HEAD}, "version": 9}}', "of version 9"),
        (f'{{{HEAD}, "version": 1}}', "is damaged"),
        (f'{{{HEAD}, "version": 1, {OUTSIDE}}}', "no place for a file"),
    ],
)
async def test_a_manifest_that_is_none_is_refused(tmp_path, manifest, named):
    (tmp_path / "manifest.json").write_text(manifest)
    await refused(tmp_path, named)


async def test_another_picture_in_the_same_place_is_not_overwritten(full, elsewhere, tmp_path):
    await full.export(tmp_path)
    token = painted(0).s3_key.split("/")[1]
    other = File(encoded(noise(30, 20), "PNG"), "png")
    await elsewhere.storage.put_original(token, 0, other, 7, 1, secret=SECRET)
    with pytest.raises(ArchiveError, match="another picture is stored at"):
        await elsewhere.bring_back(tmp_path)
    assert await elsewhere.storage.get(painted(0).s3_key) == other.data
