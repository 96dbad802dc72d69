"""Pictures are fetched while a message is posted; a failed fetch refuses the whole message."""

import asyncio

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.pictures import MAX_BYTES, PictureError, inspect
from sandbox.slack.testing import picture, plain


def image(url):
    return {"type": "image", "alt_text": "A boat", "image_url": url}


async def post(web_client, channels, *blocks):
    return await web_client.chat_postMessage(channel=channels["design"], text="x", blocks=list(blocks))


@pytest.mark.parametrize("kind", ["png", "jpeg", "gif"])
async def test_what_slack_shows(web_client, people, channels, picture_host, kind):
    url = f"{picture_host}/{kind}"
    answer = await post(web_client, channels, image(url))
    block = answer["message"]["blocks"][0]
    assert (block["image_width"], block["image_height"]) == (64, 48)
    assert block["image_bytes"] == len(picture(kind.upper()))
    [message] = await people.messages("alex", "#design")
    assert message["blocks"][0]["image_url"] == url
    path = message["_sandbox"]["images"][url]
    async with people._opened().get(people.url + path) as response:
        assert response.content_type == f"image/{kind}"
        assert await response.read() == picture(kind.upper())


@pytest.mark.parametrize("path", ["gone", "text", "webp", "moved", "big"])
async def test_what_slack_does_not_show(web_client, people, channels, picture_host, path):
    good, bad = image(f"{picture_host}/png"), image(f"{picture_host}/{path}")
    with pytest.raises(SlackApiError) as refused:
        await post(web_client, channels, good, bad)
    answer = refused.value.response
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == ["downloading image failed [json-pointer:/blocks/1/image_url]"]
    assert await people.messages("alex", "#design") == []
    [entry] = [e for e in await people.log() if e["kind"] == "picture" and not e["ok"]]
    assert entry["error"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/a.png", "https://example.com/a.png"])
async def test_hosts_that_cannot_be_reached(web_client, channels, url):
    """Nothing outside of this machine is ever asked."""
    with pytest.raises(SlackApiError) as refused:
        await post(web_client, channels, image(url))
    assert "downloading image failed" in refused.value.response["errors"][0]


async def test_every_place_a_picture_can_be_in(web_client, people, channels, picture_host):
    url = f"{picture_host}/png"
    element = {"type": "image", "alt_text": "x", "image_url": url}
    context = {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}, element]}
    section = {"type": "section", "text": plain("x"), "accessory": element}
    await post(web_client, channels, context, section)
    [message] = await people.messages("alex", "#design")
    assert list(message["_sandbox"]["images"]) == [url]
    broken = {**element, "image_url": f"{picture_host}/gone"}
    with pytest.raises(SlackApiError) as refused:
        await post(
            web_client,
            channels,
            {"type": "context", "elements": [broken]},
            {**section, "accessory": broken},
        )
    assert refused.value.response["errors"] == [
        "downloading image failed [json-pointer:/blocks/0/elements/0/image_url]",
        "downloading image failed [json-pointer:/blocks/1/accessory/image_url]",
    ]


@pytest.mark.parametrize("kind", ["error", "cut"])
async def test_trouble_at_the_picture_host(web_client, people, channels, picture_host, kind):
    await people.add_fault("slack:image", kind, times=1)
    with pytest.raises(SlackApiError):
        await post(web_client, channels, image(f"{picture_host}/png"))
    await post(web_client, channels, image(f"{picture_host}/png"))


async def test_a_slow_host(web_client, people, channels, picture_host):
    """The fetch is given up on the workspace's clock."""
    await people.add_fault("slack:image", "delay", seconds=600, times=1)
    posting = asyncio.create_task(post(web_client, channels, image(f"{picture_host}/png")))

    async def fetching(client):
        return any(entry["kind"] == "picture" for entry in await client.log())

    await people.wait_for(fetching)
    await people.advance(3)
    with pytest.raises(SlackApiError) as refused:
        await posting
    assert "downloading image failed" in refused.value.response["errors"][0]


async def test_an_update_fetches_too(web_client, people, channels, picture_host):
    posted = await web_client.chat_postMessage(channel=channels["design"], text="painting")
    where = {"channel": channels["design"], "ts": posted["ts"]}
    with pytest.raises(SlackApiError):
        await web_client.chat_update(**where, text="x", blocks=[image(f"{picture_host}/gone")])
    await web_client.chat_update(**where, text="x", blocks=[image(f"{picture_host}/png")])
    [message] = await people.messages("alex", "#design")
    assert message["_sandbox"]["images"]


async def test_uploaded_pictures(web_client, people, channels):
    file = await people.upload("alex", "boat.png", picture())
    for named in ({"id": file["id"]}, {"url": file["url_private"]}, {"url": file["permalink"]}):
        block = {"type": "image", "alt_text": "x", "slack_file": named}
        await post(web_client, channels, block)
        message = (await people.messages("alex", "#design"))[-1]
        key = next(iter(named.values()))
        assert message["_sandbox"]["images"] == {key: f"/_sandbox/files/{file['id']}"}


async def test_files_that_are_no_pictures(web_client, people, channels):
    note = await people.upload("alex", "note.txt", b"words")
    for named in ({"id": note["id"]}, {"id": "F0"}, {"url": "https://files.example/T0-F0/x.png"}):
        with pytest.raises(SlackApiError) as refused:
            await post(web_client, channels, {"type": "image", "alt_text": "x", "slack_file": named})
        assert refused.value.response["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]


def test_inspect_trusts_the_bytes():
    found = inspect(picture("JPEG", (20, 10)))
    assert (found.mimetype, found.width, found.height, found.animated) == ("image/jpeg", 20, 10, False)
    assert inspect(picture("WEBP"), extra=("WEBP",)).mimetype == "image/webp"
    for content in (b"", b"\x89PNG\r\n", picture("WEBP"), b"<svg/>"):
        with pytest.raises(PictureError):
            inspect(content)


def test_a_bomb_is_no_picture():
    """Only the header is read, and what it promises is too much."""
    header = bytearray(picture("PNG"))
    header[16:24] = (60_000).to_bytes(4) * 2
    with pytest.raises(PictureError):
        inspect(bytes(header))
    assert len(header) < MAX_BYTES
