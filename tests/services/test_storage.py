"""Pictures in the bucket."""

import pytest
from PIL import Image

from services.pictures import render
from services.storage import CACHE_CONTROL, Original, Storage, original_key
from tests.services.test_pictures import encoded


@pytest.fixture
def storage(s3, made):
    return Storage(s3, made.imagine_bucket, "https://cdn.example/")


@pytest.fixture(scope="module")
def renditions():
    return render(encoded(Image.effect_noise((300, 200), 40).convert("RGB"), "PNG"))


async def test_three_renditions_that_may_be_cached_for_ever(storage, s3, made, renditions):
    keys = await storage.put("t0ken", 0, renditions, seed=7)
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


async def test_what_an_earlier_attempt_paid_for_is_found_if_it_is_complete(storage, renditions):
    await storage.put("t0ken", 0, renditions, seed=7)
    assert await storage.originals("t0ken", 2) == []
    await storage.put("t0ken", 1, renditions, seed=8)
    data = renditions.original.data
    assert await storage.originals("t0ken", 2) == [Original(data, 7), Original(data, 8)]
    assert await storage.originals("0ther", 1) == []


async def test_deleting_leaves_nothing_and_may_be_done_again(storage, renditions):
    await storage.put("t0ken", 0, renditions, seed=7)
    await storage.put("t0ken", 1, renditions, seed=7)
    await storage.delete("t0ken", 0)
    await storage.delete("t0ken", 0)
    assert await storage.get(original_key("t0ken", 0)) is None
    assert await storage.get(original_key("t0ken", 1)) is not None
