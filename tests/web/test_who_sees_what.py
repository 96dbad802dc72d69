"""Every kind of picture × every kind of viewer × every way in, in Slack and on the web.

What is shown is looked through for anything that belongs to a picture that is not for its viewer: its id and all keys,
those of what it was made from as well.
"""

import json
import re
from types import SimpleNamespace

import pytest

from handlers import gallery, history, picture_pages
from handlers.background import Background
from handlers.blocks import gallery as blocks
from handlers.blocks import picture_page
from handlers.desk import Desk
from handlers.looking import Form, Looking
from handlers.people import People
from handlers.publishing import publish_home
from handlers.replies import Asker
from handlers.texts import texts_in
from services.archives.exporting import Exporter
from services.jobs import Shared, now
from services.painting.interface import Task
from services.records.records import Records
from services.serving import serving
from services.shares import Shares
from services.storage import Storage
from tests.galleries import picture
from tests.handlers.test_gallery import App, Budgets, Client, Deleter, ack
from tests.web.site import CDN, Site, browsing
from web.sessions import Session

OWNER, INSIDER, MEMBER, GUEST, STRANGER, PARTNER, LEFT, ELSEWHERE = (f"U{n}" for n in range(1, 9))
PUBLIC, OTHER_PUBLIC, PRIVATE, DIRECT = "C1", "C7", "G1", "D1"

OWNED = {
    "public", "private channel", "direct message", "--private", "shared with all", "not shared with all",
    "shared with some", "from there, shared with all", "private parent", "public child", "shared child", "child of a deleted one",
}  # fmt: skip
OPEN = {
    "from there, shared with all",
    "public",
    "shared with all",
    "public child",
    "shared child",
    "child of a deleted one",
    "a guest's",
}
THERE = {
    PUBLIC: {"public", "public child", "child of a deleted one", "a guest's"},
    OTHER_PUBLIC: {"shared with all", "from there, shared with all", "shared child"},
    PRIVATE: {"private channel", "shared with some", "from there, shared with all"},
    "": set(),
    DIRECT: set(),
}
PEOPLE = {
    "owner": OWNER, "member of the conversation": INSIDER, "other member": MEMBER, "guest": GUEST,
    "stranger": STRANGER, "person of another company": PARTNER, "deactivated": LEFT,
    "person of another workspace": ELSEWHERE,
}  # fmt: skip


def sees(viewer, here):
    """The names of what somebody may see, looking from a conversation in which they are or from nowhere."""
    there = THERE[here]
    return {
        "owner": OWNED | OPEN | there,
        "member of the conversation": OPEN | there,
        "other member": OPEN | there,
        "guest": {"a guest's"} | there,
        # Slack shows them the messages of a conversation that both companies are in, and nothing else is shown.
        "stranger": there,
        "person of another company": there,
        "deactivated": there,
        "person of another workspace": {"another workspace's"},
        "signed out": set(),
    }[viewer]


LOOKS = [
    pytest.param(viewer, here, id=f"{viewer}-{here or 'home'}")
    for viewer in PEOPLE
    for here in ("", PUBLIC, OTHER_PUBLIC, PRIVATE, DIRECT)
    # Those who are not in it can't look from there.
    if here not in {PRIVATE, DIRECT} or viewer in {"owner", "member of the conversation", "guest"}
    if here != DIRECT or viewer == "owner"
    if here != OTHER_PUBLIC or viewer in {"guest", "stranger"}
    if here == "" or viewer != "deactivated"
]


def one_of_each():
    def made(**given):
        return picture(
            **{"user": OWNER, "prompt": "a lighthouse", "style": "ink", "tags": ("coast",)} | given
        )

    def shared(channel, audience):
        return (Shared(id="s", channel=channel, audience=audience, by=OWNER, at=now(), ts="18.1"),)

    def own(name):
        return f"references/{name}/0/source.png"

    alone = {"audience": "person", "channel": DIRECT}
    half = made(**alone, shared=shared(OTHER_PUBLIC, "workspace"))
    folder = f"pictures/{half.job_id}/1-own/"
    parent = made(**alone, references=(own("parent"),), reference_ids=("",))
    of_it = {"parent": parent.id, "family": parent.id}
    gone = made()
    return {
        "public": made(channel=PUBLIC),
        "private channel": made(channel=PRIVATE, audience="conversation"),
        "direct message": made(**alone),
        "--private": made(audience="person", channel=PUBLIC),
        "shared with all": half,
        "not shared with all": half.model_copy(
            update={
                "index": 1,
                "shared": (),
                "s3_key": f"{folder}original.png",
                "preview_key": f"{folder}preview.jpg",
                "thumb_key": f"{folder}thumb.jpg",
            }
        ),
        "shared with some": made(**alone, shared=shared(PRIVATE, "conversation")),
        "from there, shared with all": made(
            channel=PRIVATE, audience="conversation", shared=shared(OTHER_PUBLIC, "workspace")
        ),
        "private parent": parent,
        # As records say it now, and as they said it before they kept the ids.
        "public child": made(
            channel=PUBLIC, **of_it, references=(parent.s3_key, own("child")), reference_ids=(parent.id, "")
        ),
        "shared child": made(
            **alone,
            **of_it,
            references=(parent.s3_key, own("shared")),
            shared=shared(OTHER_PUBLIC, "workspace"),
        ),
        "child of a deleted one": made(
            channel=PUBLIC,
            parent=gone.id,
            family=gone.id,
            references=(gone.s3_key,),
            reference_ids=(gone.id,),
        ),
        "a guest's": made(user=GUEST, channel=PUBLIC),
        "another workspace's": made(team="T2", user=ELSEWHERE, channel="C2"),
        "gone": gone,
    }


def belongs(image):
    """What tells that a picture is there, or shows it."""
    return {image.id, image.s3_key, image.preview_key, image.thumb_key}


SHOWS = {
    "public child": (PUBLIC, "references/child/0/source.png"),
    "shared child": (DIRECT, "references/shared/0/source.png"),
    "private parent": (DIRECT, "references/parent/0/source.png"),
}
"""Where a picture was asked for, and the person's own picture that it was made from."""


@pytest.fixture(scope="module")
async def scene(ground):
    site = Site(ground)
    said: dict[str, dict[str, dict[str, object]]] = {
        "T1": {
            OWNER: {"team_id": "T1"},
            INSIDER: {},
            MEMBER: {"team_id": "T1", "enterprise_user": {"teams": ["T3", "T1"]}},
            GUEST: {"is_restricted": True, "is_ultra_restricted": True},
            STRANGER: {"team_id": "T9", "is_stranger": True},
            PARTNER: {"team_id": "T9"},
            LEFT: {"deleted": True},
        },
        "T2": {ELSEWHERE: {"team_id": "T2"}},
    }
    site.members.people = {(team, user): info for team, of in said.items() for user, info in of.items()}
    pictures = one_of_each()
    gone = pictures.pop("gone")
    await site.hang(*pictures.values())
    for _, key in SHOWS.values():
        await ground.s3.put_object(Bucket=ground.made.imagine_bucket, Key=key, Body=b"mine")
    table = ground.made.imagine_table
    records = Records(ground.dynamodb, table)
    client, people = Client(), People(site.members)
    roster = SimpleNamespace(
        standings=lambda: (), tasks=lambda: frozenset({Task.VARIATION}), short_name=lambda _: "titan"
    )
    desk = Desk(
        **dict.fromkeys(("intake", "queue", "line", "channels", "notices", "studio", "reporter")),
        client=client,
        client_behind=client,
        records=records,
        records_behind=records,
        storage=Storage(ground.s3, ground.made.imagine_bucket, CDN),
        people=people,
        background=Background(),
        models=SimpleNamespace(roster=roster, warnings=lambda: ()),
        budgets=Budgets(),
        gallery=site.gallery,
        deleter=Deleter(),
        shares=Shares(ground.dynamodb, table, site.gallery),
    )
    app = App()
    for module in (gallery, picture_pages):
        module.register(app, desk)
    # Everybody has among their favourites what they may see, from wherever they were.
    for viewer, user in PEOPLE.items():
        team = "T2" if user == ELSEWHERE else "T1"
        for here in ("", PUBLIC, OTHER_PUBLIC, PRIVATE):
            with serving(team):
                looks = await people.viewer(team, user, here)
            for name in sees(viewer, here) & pictures.keys():
                await site.gallery.favourite(looks, pictures[name])
    async with site.open() as url:
        yield SimpleNamespace(
            site=site, url=url, pictures=pictures, gone=gone, desk=desk, client=client, app=app, ground=ground
        )


def shows_no_other(scene, viewer, here, text, asked=""):
    """Nothing that is shown belongs to a picture that is not for them."""
    may = sees(viewer, here)
    for name, image in {**scene.pictures, "gone": scene.gone}.items():
        if name not in may:
            leaked = [one for one in belongs(image) - {asked} if one in text]
            assert not leaked, (name, leaked)
    for name, (channel, key) in SHOWS.items():
        asked_for = name in may and (viewer == "owner" or may_read(viewer, here, channel))
        assert asked_for or key not in text, f"what {name} was made from"


def may_read(viewer, here, channel):
    """Whether they may read where something was asked for."""
    return channel == PUBLIC and (here == PUBLIC or viewer in {"member of the conversation", "other member"})


class Person:
    """Somebody who uses Slack from one place; what they are shown is text."""

    def __init__(self, scene, viewer, here):
        self.scene, self.here = scene, here
        team = "T2" if viewer == "person of another workspace" else "T1"
        self.asker = Asker(team, PEOPLE[viewer], here, channel_name="general" if here else "")

    def looking(self, **given):
        return Looking(**{"view": "visible", "here": self.here} | given)

    async def lists(self, looking):
        """A page of the App Home or, in a conversation, of the form that the command opens there."""
        with serving(self.asker.team):
            if not self.here:
                await publish_home(self.scene.desk, self.asker, looking)
            else:
                await gallery.show(self.scene.desk, self.asker, "V0", looking)
        return self.shown()

    async def commands(self, words):
        with serving(self.asker.team):
            await gallery.open_gallery(self.scene.desk, self.asker, texts_in("en"), "t", words)
            await self.scene.desk.background.drain(60)
        return self.shown()

    async def clicks(self, action_id, value, view):
        body = {
            "team": {"id": self.asker.team},
            "user": {"id": self.asker.user},
            "trigger_id": "t",
            "view": view,
            "actions": [],
        }
        with serving(self.asker.team):
            await self.scene.app.listeners[action_id](ack=ack, body=body, action={"value": value})
            await self.scene.desk.background.drain(60)
        return self.shown()

    async def histories(self, image_id):
        self.scene.client.shown.append({})
        with serving(self.asker.team):
            await history.open_history(self.scene.desk, self.asker, {"trigger_id": "t"}, image_id)
            await self.scene.desk.background.drain(60)
        return self.shown()

    def shown(self):
        return json.dumps(self.scene.client.shown[-1])

    def view(self, image_id=""):
        form = Form(self.looking(), below="V0", image=image_id)
        callback = picture_page.PAGE if image_id else blocks.MODAL
        return {
            "id": "V1",
            "type": "modal",
            "callback_id": callback,
            "private_metadata": form.written() if image_id else self.looking().written(),
            "state": {"values": {}},
        }


def opened(scene, text):
    """The names of the pictures that a list offers to open."""
    return {name for name, image in scene.pictures.items() if f'"value": "{image.id}"' in text}


@pytest.mark.parametrize(("viewer", "here"), LOOKS)
async def test_lists_in_slack(scene, viewer, here):
    person, may = Person(scene, viewer, here), sees(viewer, here)
    mine = {name for name in may if scene.pictures[name].origin.user == PEOPLE[viewer]}
    knows = viewer == "owner" or here == PRIVATE
    alone = {name for name, image in scene.pictures.items() if image.origin.channel == DIRECT}
    ways = {
        "all": (person.looking(), may),
        "search": (person.looking(words="lighthouse coast"), may),
        "style": (person.looking(style="ink"), may),
        "mine": (person.looking(view="mine"), mine),
        "by person": (person.looking(person=OWNER), may & OWNED),
        # From which private conversation something comes is known to those who are there.
        "by a private channel": (person.looking(channel=PRIVATE), may & THERE[PRIVATE] if knows else set()),
        "by a direct message": (person.looking(channel=DIRECT), alone if viewer == "owner" else set()),
        "workspace": (person.looking(view="workspace"), None),
        "favourites": (person.looking(view="favourites"), None),
        "conversation": (person.looking(view="conversation"), None),
    }
    for way, (looking, expected) in ways.items():
        found, at = set(), looking
        while True:
            text = await person.lists(at)
            shows_no_other(scene, viewer, here, text)
            found |= opened(scene, text)
            following = _next(text)
            if following is None:
                break
            at = Looking(**{**at.kept(), "cursor": following})
        assert expected is None or found == expected, way
        if way == "favourites":
            # From elsewhere they list what may be seen anywhere.
            assert found <= may
            assert found >= may & (OPEN if viewer != "guest" else {"a guest's"}), way
        if way == "conversation" and here:
            assert found == {name for name in may if name in THERE[here] or is_of(scene, name, here)}, way
    for words in ("", "lighthouse"):
        if here:
            shows_no_other(scene, viewer, here, await person.commands(words))


def is_of(scene, name, here):
    image = scene.pictures[name]
    return image.origin.channel == here and image.origin.audience != "person"


def _next(text):
    for block in json.loads(text)["blocks"]:
        for element in block.get("elements", ()):
            if element.get("action_id") == blocks.NEXT:
                return element["value"]
    return None


@pytest.mark.parametrize(("viewer", "here"), LOOKS)
async def test_pages_in_slack(scene, viewer, here):
    person, may = Person(scene, viewer, here), sees(viewer, here)
    for name, image in scene.pictures.items():
        text = await person.clicks(blocks.OPEN, image.id, person.view())
        assert (image.preview_key in text) is (name in may), name
        shows_no_other(scene, viewer, here, text, asked=image.id)
        if name in SHOWS and name in may:
            channel, key = SHOWS[name]
            assert (key in text) is (viewer == "owner" or may_read(viewer, here, channel)), name
        if not image.family and name not in {"private parent", "--private"}:
            continue
        text = await person.histories(image.id)
        assert (image.thumb_key in text) is (name in may), name
        shows_no_other(scene, viewer, here, text, asked=image.id)
        before = len(scene.client.shown)
        text = await person.clicks(picture_page.COPY, image.id, person.view(image.id))
        copied = len(scene.client.shown) > before and picture_page.RECIPE in text
        # No line paints again what was made from another picture.
        assert copied is (name in may and not image.references), name
    if viewer == "owner":
        for child in ("public child", "shared child"):
            text = await person.clicks(blocks.OPEN, scene.pictures[child].id, person.view())
            assert scene.pictures["private parent"].s3_key in text


_CARD = re.compile(r'data-picture="([^"]+)"')


@pytest.mark.parametrize("viewer", [*PEOPLE, "signed out"])
async def test_the_web(scene, viewer):
    user = PEOPLE.get(viewer)
    team = "T2" if user == ELSEWHERE else "T1"
    cookie = scene.site.cookie(Session(team, user)) if user else ""
    may = sees(viewer, "")
    by_id = {image.id: name for name, image in scene.pictures.items()}
    mine = {name for name in may if scene.pictures[name].origin.user == user}
    workspace = mine if viewer == "guest" else may & (OPEN | {"another workspace's"})
    grids = {
        "/gallery": workspace,
        "/gallery?view=mine": mine,
        "/gallery?q=lighthouse+coast": workspace,
        "/gallery?view=mine&q=lighthouse": mine,
        f"/gallery?person={OWNER}": workspace & OWNED,
        f"/gallery?channel={OTHER_PUBLIC}": workspace & THERE[OTHER_PUBLIC],
        f"/gallery?channel={PRIVATE}": set(),
        f"/gallery?channel={PRIVATE}&view=favourites": mine & THERE[PRIVATE],
        f"/gallery?channel={DIRECT}&view=mine": {
            name for name in mine if scene.pictures[name].origin.channel == DIRECT
        },
        "/gallery?view=favourites": None,
    }
    async with browsing(scene.url, cookie) as client:
        for address, expected in grids.items():
            for part in ({}, {"X-Part": "cards"}):
                async with client.get(address, headers=part) as response:
                    text = await response.text()
                shows_no_other(scene, viewer, "", text)
                assert expected is None or {by_id[one] for one in _CARD.findall(text)} == expected, address
        for name, image in {**scene.pictures, "gone": scene.gone}.items():
            for part in ({}, {"X-Part": "picture"}):
                async with client.get(f"/gallery/pictures/{image.id}", headers=part) as response:
                    text = await response.text()
                shows_no_other(scene, viewer, "", text, asked=image.id)
                assert (image.preview_key in text) is (name in may), name
                if name in may and name in SHOWS:
                    channel, key = SHOWS[name]
                    assert (key in text) is (viewer == "owner" or may_read(viewer, "", channel)), name
                if name == "public child":
                    assert (scene.pictures["private parent"].s3_key in text) is (viewer == "owner")
            async with client.get(f"/gallery/pictures/{image.id}/original") as response:
                assert (await response.read() == image.id.encode()) is (name in may), name


async def test_an_export_holds_nothing_of_another_workspace(scene, tmp_path):
    made = scene.ground.made
    for team, others in (("T1", False), ("T2", True)):
        folder = tmp_path / team
        exporter = Exporter(
            scene.ground.dynamodb, scene.ground.s3, made.imagine_table, made.imagine_bucket, folder
        )
        await exporter.export(team)
        files = {
            str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
        }
        text = "".join(files) + "".join(data.decode() for data in files.values())
        for name, image in scene.pictures.items():
            inside = (image.origin.team == "T2") is others
            assert (image.id in text) is inside, name
            assert (image.s3_key in text) is inside, name


async def test_what_is_gone_is_not_shown_and_the_rest_is(scene):
    """A person's own picture goes after a while; the page keeps the picture itself."""
    person = Person(scene, "owner", "")
    child = scene.pictures["child of a deleted one"]
    text = await person.clicks(blocks.OPEN, child.id, person.view())
    assert child.preview_key in text
    assert scene.gone.s3_key not in text
    old = picture(user=OWNER, references=("references/long-gone/0/source.png",), reference_ids=("",))
    await scene.site.keep(old)
    text = await person.clicks(blocks.OPEN, old.id, person.view())
    assert old.preview_key in text
    assert "long-gone" not in text
