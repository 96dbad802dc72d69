import os

import aiohttp
import pytest
import pytest_asyncio

CACHED = "public, max-age=31536000, immutable"


@pytest_asyncio.fixture
async def web():
    async with aiohttp.ClientSession() as session:
        yield session


async def test_an_object_is_served_with_what_it_was_stored_with(aws, web, s3, bucket):
    body = os.urandom(1_200_000)
    put = await s3.put_object(
        Bucket=bucket, Key="w/abc/preview.jpg", Body=body, ContentType="image/jpeg", CacheControl=CACHED
    )
    async with web.get(f"{aws.cdn_url}/w/abc/preview.jpg") as answer:
        assert answer.status == 200
        assert await answer.read() == body
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Cache-Control"] == CACHED
        assert answer.headers["ETag"] == put["ETag"]
        assert answer.headers["Content-Length"] == str(len(body))
        assert not [name for name in answer.headers if name.lower().startswith("x-amz")]


async def test_head_gives_the_length_without_the_bytes(aws, web, s3, bucket):
    await s3.put_object(Bucket=bucket, Key="head.png", Body=b"x" * 1000, ContentType="image/png")
    async with web.head(f"{aws.cdn_url}/head.png") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Length"] == "1000"
        assert await answer.read() == b""


async def test_an_unchanged_object_is_not_sent_again(aws, web, s3, bucket):
    put = await s3.put_object(Bucket=bucket, Key="etag.png", Body=b"abc")
    async with web.get(f"{aws.cdn_url}/etag.png", headers={"If-None-Match": put["ETag"]}) as answer:
        assert answer.status == 304


async def test_a_part_of_an_object(aws, web, s3, bucket):
    await s3.put_object(Bucket=bucket, Key="part.bin", Body=b"0123456789")
    async with web.get(f"{aws.cdn_url}/part.bin", headers={"Range": "bytes=2-4"}) as answer:
        assert answer.status == 206
        assert await answer.read() == b"234"


async def test_a_missing_key_is_forbidden_as_with_a_private_bucket(aws, web, bucket):
    async with web.get(f"{aws.cdn_url}/nothing/here.png") as answer:
        assert answer.status == 403
        assert "AccessDenied" in await answer.text()
    async with web.head(f"{aws.cdn_url}/nothing/here.png") as answer:
        assert answer.status == 403


async def test_what_is_to_be_invalidated_is_kept_under_the_distribution(aws, control, cloudfront):
    batch = {"Paths": {"Quantity": 1, "Items": ["/pictures/t/0/*"]}, "CallerReference": "one"}
    named = {"DistributionId": aws.environment()["IMAGINE_DISTRIBUTION"]}
    for _ in range(2):
        await cloudfront.create_invalidation(**named, InvalidationBatch=batch)
    made = (await cloudfront.list_invalidations(**named))["InvalidationList"]["Items"]
    assert len(made) == 1
    found = await cloudfront.get_invalidation(**named, Id=made[0]["Id"])
    assert found["Invalidation"]["InvalidationBatch"]["Paths"]["Items"] == ["/pictures/t/0/*"]
    await control.add_fault("cloudfront:POST", "error", status=400)
    with pytest.raises(cloudfront.exceptions.TooManyInvalidationsInProgress):
        await cloudfront.create_invalidation(**named, InvalidationBatch=batch)


async def test_the_bucket_cannot_be_written_or_listed_through_it(aws, web, bucket):
    async with web.put(f"{aws.cdn_url}/evil.png", data=b"x") as answer:
        assert answer.status >= 400
    async with web.get(f"{aws.cdn_url}/?list-type=2") as answer:
        assert answer.status >= 400


async def test_faults_of_the_cdn(aws, control, web, s3, bucket):
    await s3.put_object(Bucket=bucket, Key="f.png", Body=b"abc")
    url = f"{aws.cdn_url}/f.png"
    await control.add_fault("cdn:GET", "error", times=1, status=503, retry_after=2)
    async with web.get(url) as answer:
        assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    for kind in ("cut", "drop_reply"):
        await control.add_fault("cdn:GET", kind)  # every time: aiohttp asks twice before it gives up
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await web.get(url)
        await control.clear_faults()
    async with web.get(url) as answer:
        assert await answer.read() == b"abc"
