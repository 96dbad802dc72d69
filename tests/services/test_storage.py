"""Pictures in the bucket."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PIL import Image

from services.pictures import render
from services.storage import CACHE_CONTROL, Credit, Original, Storage, folder_of, original_key
from tests.services.test_pictures import encoded


@pytest.fixture
def storage(s3, made):
    return Storage(s3, made.imagine_bucket, "https://cdn.example/")


@pytest.fixture(scope="module")
def renditions():
    return render(encoded(Image.effect_noise((300, 200), 40).convert("RGB"), "PNG"))


async def test_three_renditions_that_may_be_cached_for_ever(storage, s3, made, renditions):
    await storage.put_original("t0ken", 0, renditions.original, seed=7, of=1)
    keys = await storage.put_renditions("t0ken", 0, renditions)
    assert keys.original == "pictures/t0ken/0/original.png"
    for key, kind, data in (
        (keys.original, "image/png", renditions.original.data),
        (keys.preview, "image/jpeg", renditions.preview.data),
        (keys.thumb, "image/jpeg", renditions.thumb.data),
    ):
        found = await s3.get_object(Bucket=made.imagine_bucket, Key=key)
        assert found["ContentType"] == kind
        assert found["CacheControl"] == CACHE_CONTROL
        assert await found["Body"].read() == data
    assert storage.url(keys.preview) == "https://cdn.example/pictures/t0ken/0/preview.jpg"


async def test_copies_of_what_goes_some_day_are_kept_for_a_day(s3, made, renditions):
    async def told(storage):
        await storage.put_original("t0ken", 0, renditions.original, seed=7, of=1)
        keys = await storage.put_renditions("t0ken", 0, renditions)
        own, *_ = await storage.put_reference("t0ken", 0, renditions.preview, renditions.thumb)
        chart = await storage.put_chart("t0ken", renditions.thumb)
        return [
            (await s3.head_object(Bucket=made.imagine_bucket, Key=key))["CacheControl"]
            for key in (keys.preview, own, chart)
        ]

    day = "public, max-age=86400, immutable"
    assert await told(Storage(s3, made.imagine_bucket, "https://cdn")) == [CACHE_CONTROL, day, day]
    month = timedelta(days=30)
    assert await told(Storage(s3, made.imagine_bucket, "https://cdn", month)) == [day, day, day]


async def test_what_an_earlier_attempt_paid_for_is_found(storage, renditions):
    original = renditions.original
    await storage.put_original("t0ken", 0, original, seed=7, of=3)
    await storage.put_original("t0ken", 2, original, seed=9, of=3)
    assert await storage.originals("t0ken", 3) == {
        0: Original(original.data, 7, 3),
        2: Original(original.data, 9, 3),
    }
    assert await storage.originals("0ther", 1) == {}


async def test_who_painted_a_picture_lies_beside_it_whatever_its_name(storage, renditions):
    credit = Credit("server/그림 1", "우리 서버 (v1.0) 50% é", Decimal("0.035"), place=1, together=3)
    stored = await storage.put_original("t0ken", 0, renditions.original, seed=7, of=3, credit=credit)
    assert stored.credit == credit
    assert (await storage.originals("t0ken", 1))[0] == Original(renditions.original.data, 7, 3, credit)
    # Of two that paint the same the first is credited.
    other = replace(credit, model_id="another", place=0)
    assert (await storage.put_original("t0ken", 0, renditions.original, 8, 3, other)).credit == credit


async def test_of_two_who_store_the_same_picture_the_first_decides(storage, renditions):
    other = render(encoded(Image.new("RGB", (300, 200), "#0b3954"), "PNG"))
    first = await storage.put_original("t0ken", 0, renditions.original, seed=7, of=1)
    second = await storage.put_original("t0ken", 0, other.original, seed=8, of=1)
    assert second == first == Original(renditions.original.data, 7, 1)
    assert await storage.get(original_key("t0ken", 0)) == renditions.original.data


async def test_deleting_leaves_nothing_and_may_be_done_again(storage, renditions):
    for index in range(3):
        await storage.put_original("t0ken", index, renditions.original, seed=7, of=3)
        await storage.put_renditions("t0ken", index, renditions)
    await storage.delete_folder("pictures/t0ken/0/")
    await storage.delete_folder("pictures/t0ken/0/")
    assert await storage.get(original_key("t0ken", 0)) is None
    assert await storage.get(original_key("t0ken", 1)) is not None
    await storage.delete_all("t0ken")
    assert await storage.originals("t0ken", 3) == {}


async def test_a_probe_leaves_nothing(storage, s3, made, renditions):
    await storage.put_original("t0ken", 0, renditions.original, seed=7, of=1)
    await storage.probe("t0ken")
    listed = await s3.list_objects_v2(Bucket=made.imagine_bucket)
    assert [one["Key"] for one in listed["Contents"]] == ["pictures/t0ken/0/original.png"]


async def test_what_is_left_of_a_probe_goes_with_the_job(storage, s3, made, monkeypatch):
    async def dies(**_):
        raise ConnectionResetError

    monkeypatch.setattr(s3, "delete_object", dies)
    with pytest.raises(ConnectionResetError):
        await storage.probe("t0ken")
    await storage.delete_all("t0ken")
    assert "Contents" not in await s3.list_objects_v2(Bucket=made.imagine_bucket)


async def test_one_address_leads_to_no_other_picture_of_its_job(storage, renditions):
    secret = "s3cret"
    for index in range(2):
        await storage.put_original("t0ken", index, renditions.original, seed=7, of=2, secret=secret)
    first, second = [
        await storage.put_renditions("t0ken", index, renditions, secret=secret) for index in (0, 1)
    ]
    cards = [
        await storage.put_comparison("t0ken", index, renditions.thumb, secret=secret) for index in (0, 1)
    ]
    own = [set(folder_of(keys.original).split("/")[2].split("-", 1)) for keys in (first, second)]
    assert not own[0] & own[1], own
    # All that is known from the one: the token, and a part that is not the other's.
    guessed = first.original.replace("/0-", "/1-")
    assert guessed != second.original
    assert await storage.there([guessed, "pictures/t0ken/1/original.png"]) == frozenset()
    for keys, card in ((first, cards[0]), (second, cards[1])):
        assert {folder_of(key) for key in (keys.preview, keys.thumb, card)} == {folder_of(keys.original)}
        assert secret not in keys.original
    # What belongs to a job alone must not be found from its picture either.
    reference, *_ = await storage.put_reference("t0ken", 0, renditions.thumb, renditions.thumb, secret=secret)
    assert reference.removeprefix("references/").rpartition("/")[0] != folder_of(first.original)[9:-1]


async def test_with_its_secret_a_job_finds_what_was_stored_and_leaves_nothing(storage, renditions):
    original = renditions.original
    for secret in ("s3cret", ""):  # the second as before there were secrets
        await storage.put_original("t0ken", 1, original, seed=9, of=2, secret=secret)
        assert await storage.originals("t0ken", 2, secret=secret) == {1: Original(original.data, 9, 2)}
        assert await storage.originals("t0ken", 2, secret="another") == {}
        await storage.delete_all("t0ken")
        assert await storage.originals("t0ken", 2, secret=secret) == {}


async def test_which_of_several_are_there(storage, renditions):
    keys = await storage.put_renditions("t0ken", 0, renditions)
    assert await storage.there([keys.preview, "pictures/t0ken/9/preview.jpg"]) == {keys.preview}
    assert await storage.there([]) == frozenset()
