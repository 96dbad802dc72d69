"""The external upload flow, as the SDK does it and by hand."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError, SlackRequestError

from sandbox.constants import BOT_TOKEN
from sandbox.slack.testing import picture


async def refused(call):
    with pytest.raises(SlackApiError) as error:
        await call
    return error.value.response["error"]


async def fetch(url, **headers):
    async with aiohttp.ClientSession(headers=headers) as session, session.get(url) as response:
        return response.status, response.content_type, await response.read()


async def test_upload_as_the_sdk_does_it(web_client, people, channels):
    content = picture()
    answer = await web_client.files_upload_v2(
        channel=channels["design"],
        content=content,
        filename="boat.png",
        title="A boat",
        initial_comment="Here",
    )
    [message] = await people.messages("alex", "#design")
    assert (message["text"], message["subtype"]) == ("Here", "file_share")
    [file] = message["files"]
    assert (file["title"], file["mimetype"], file["size"]) == ("A boat", "image/png", len(content))
    assert (file["original_w"], file["original_h"]) == (64, 48)
    assert answer["file"]["id"] == file["id"]
    info = (await web_client.files_info(file=file["id"]))["file"]
    assert info["channels"] == [channels["design"]]
    [share] = info["shares"]["public"][channels["design"]]
    assert share["ts"] == message["ts"]
    assert await fetch(people.url + f"/_sandbox/files/{file['id']}") == (200, "image/png", content)


async def upload(web_client, content=b"hello", *, length=None, multipart=False):
    answer = await web_client.files_getUploadURLExternal(
        filename="note.txt", length=len(content) if length is None else length
    )
    data = content
    if multipart:
        data = aiohttp.FormData()
        data.add_field("filename", content, filename="note.txt")
    async with aiohttp.ClientSession() as session, session.post(answer["upload_url"], data=data) as response:
        return answer["file_id"], response.status, await response.text()


@pytest.mark.parametrize("multipart", [False, True])
async def test_bytes_come_raw_or_as_a_form(web_client, channels, multipart):
    file_id, status, text = await upload(web_client, multipart=multipart)
    assert (status, text) == (200, "OK - 5")
    answer = await web_client.files_completeUploadExternal(files=[{"id": file_id, "title": "Note"}])
    assert answer["files"][0]["size"] == 5
    assert answer["files"][0]["mimetype"] == "text/plain"


async def test_too_few_bytes(web_client):
    file_id, status, _ = await upload(web_client, length=9)
    assert status == 400
    call = web_client.files_completeUploadExternal(files=[{"id": file_id, "title": "x"}])
    assert await refused(call) == "file_update_failed"


async def test_an_upload_is_completed_once(web_client):
    file_id, _, _ = await upload(web_client)
    await web_client.files_completeUploadExternal(files=[{"id": file_id, "title": "x"}])
    call = web_client.files_completeUploadExternal(files=[{"id": file_id, "title": "x"}])
    assert await refused(call) == "file_not_found"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"files": []}, "invalid_arguments"),
        ({"files": [{"id": "F0"}]}, "file_not_found"),
    ],
)
async def test_what_cannot_be_completed(web_client, arguments, error):
    assert await refused(web_client.api_call("files.completeUploadExternal", json=arguments)) == error


@pytest.mark.parametrize(
    ("channel", "error"), [("random", "not_in_channel"), ("launch-plans", "channel_not_found")]
)
async def test_where_files_cannot_be_shared(web_client, channels, channel, error):
    file_id, _, _ = await upload(web_client)
    call = web_client.files_completeUploadExternal(
        files=[{"id": file_id, "title": "x"}], channel_id=channels[channel]
    )
    assert await refused(call) == error


async def test_shared_in_a_thread(web_client, people, channels):
    parent = await people.say("alex", "#design", "please")
    file_id, _, _ = await upload(web_client)
    await web_client.files_completeUploadExternal(
        files=[{"id": file_id, "title": "x"}], channel_id=channels["design"], thread_ts=parent
    )
    thread = await people.thread("alex", "#design", parent)
    assert thread[1]["files"][0]["id"] == file_id


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"length": 0, "filename": "x"}, "file_upload_size_restricted"),
        ({"length": 1_000_000_001, "filename": "x"}, "file_upload_size_restricted"),
        ({"length": 1, "filename": "x", "alt_txt": "y" * 1001}, "alt_txt_too_large"),
        ({"length": 1}, "invalid_arguments"),
        ({"length": "many", "filename": "x"}, "invalid_arguments"),
    ],
)
async def test_what_cannot_be_uploaded(web_client, arguments, error):
    assert await refused(web_client.api_call("files.getUploadURLExternal", params=arguments)) == error


async def test_delete(web_client, people, channels):
    await web_client.files_upload_v2(channel=channels["design"], content=picture(), filename="a.png")
    [message] = await people.messages("alex", "#design")
    file_id = message["files"][0]["id"]
    await web_client.files_delete(file=file_id)
    [message] = await people.messages("alex", "#design")
    assert message["files"] == [{"id": file_id, "mode": "tombstone"}]
    assert await refused(web_client.files_info(file=file_id)) == "file_deleted"
    assert (await fetch(people.url + f"/_sandbox/files/{file_id}"))[0] == 404


async def test_other_peoples_files(web_client, people):
    file = await people.upload("alex", "boat.png", picture())
    assert await refused(web_client.files_info(file=file["id"])) == "file_not_found"
    await people.say("alex", "#design", files=[file["id"]])
    assert (await web_client.files_info(file=file["id"]))["file"]["name"] == "boat.png"
    assert await refused(web_client.files_delete(file=file["id"])) == "cant_delete_file"


async def test_processing_takes_its_time(web_client, people, channels):
    """Slack shares a file some time after the upload was completed."""
    await people.process_files_for(5)
    answer = await web_client.files_upload_v2(
        channel=channels["design"], content=picture(), filename="boat.png"
    )
    file_id = answer["file"]["id"]
    assert "original_w" not in answer["file"]
    assert await people.messages("alex", "#design") == []
    image = {"type": "image", "slack_file": {"id": file_id}, "alt_text": "A boat"}
    call = web_client.chat_postMessage(channel=channels["design"], text="x", blocks=[image])
    assert await refused(call) == "invalid_blocks"
    await people.advance(5)
    [shared] = await people.wait_for(lambda client: client.messages("alex", "#design"))
    assert shared["files"][0]["id"] == file_id
    await web_client.chat_postMessage(channel=channels["design"], text="x", blocks=[image])


# url_private


async def test_a_download_needs_the_token(web_client, people, channels):
    file = await people.upload("alex", "boat.png", picture())
    await people.say("alex", "#design", files=[file["id"]])
    for url in (file["url_private"], file["url_private_download"]):
        status, kind, content = await fetch(url, Authorization=f"Bearer {BOT_TOKEN}")
        assert (status, kind, content) == (200, "image/png", picture())
        for headers in ({}, {"Authorization": "Bearer xoxb-other"}):
            status, kind, content = await fetch(url, **headers)
            assert (status, kind) == (200, "text/html")
            assert b"Sign in" in content


async def test_a_file_the_app_cannot_see(people):
    file = await people.upload("alex", "boat.png", picture())
    await people.say("alex", "#launch-plans", files=[file["id"]])
    status, kind, _ = await fetch(file["url_private"], Authorization=f"Bearer {BOT_TOKEN}")
    assert (status, kind) == (404, "text/html")


@pytest.mark.parametrize("operation", ["slack:upload"])
async def test_uploads_can_fail(web_client, people, operation):
    await people.add_fault(operation, "error", status=500, times=1)
    with pytest.raises(SlackRequestError):
        await web_client.files_upload_v2(content=b"x", filename="a.txt")


async def test_downloads_can_fail(people):
    file = await people.upload("alex", "boat.png", picture())
    await people.add_fault("slack:download", "error", status=502, times=1)
    assert (await fetch(file["url_private"]))[0] == 502
