"""People's files: which are pictures, and getting their bytes from Slack and nobody else."""

import io

import aiohttp
import pytest
from aiohttp import web
from PIL import Image
from slack_sdk.web.async_client import AsyncWebClient

from handlers import files as module
from handlers.files import SlackFiles, pictures_among
from sandbox.constants import BOT_TOKEN
from sandbox.slack.client import WorkspaceClient
from sandbox.slack.server import running_slack
from sandbox.slack.testing import serving
from sandbox.stack import MANIFEST
from services.reference_files import NotFetchedError


def png():
    buffer = io.BytesIO()
    Image.new("RGB", (30, 20), "#d9662c").save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
async def slack():
    async with running_slack(manifest=MANIFEST) as running:
        yield running


@pytest.fixture
async def session():
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
async def uploaded(slack):
    """The id of a picture that somebody posted where the bot is."""
    async with WorkspaceClient(slack.url) as people:
        file = await people.upload("alex", "poster.png", png())
        await people.say("alex", "#design", files=[file["id"]])
    return file["id"]


def client(slack, token=BOT_TOKEN):
    return AsyncWebClient(token=token, base_url=slack.api_url)


async def test_a_picture_arrives_to_the_byte(slack, session, uploaded):
    assert await SlackFiles(client(slack), session).fetch(uploaded) == png()


async def test_a_file_that_is_not_there_is_gone(slack, session):
    with pytest.raises(NotFetchedError) as caught:
        await SlackFiles(client(slack), session).fetch("F0000000000")
    assert (caught.value.code, caught.value.passing) == ("file_gone", False)


async def test_the_page_that_slack_answers_a_bad_token_with_is_no_picture(slack, session, uploaded):
    """Its status is 200."""

    class Named:
        token = "xoxb-wrong"
        base_url = slack.api_url

        async def files_info(self, file):
            return await client(slack).files_info(file=file)

    with pytest.raises(NotFetchedError) as caught:
        await SlackFiles(Named(), session).fetch(uploaded)
    assert caught.value.code == "file_unreachable"


async def test_more_than_the_limit_is_not_taken_in(slack, session, uploaded, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", len(png()) - 1)
    with pytest.raises(NotFetchedError) as caught:
        await SlackFiles(client(slack), session).fetch(uploaded)
    assert caught.value.code == "file_too_large"


class Elsewhere:
    """A client whose files are somewhere else."""

    token = BOT_TOKEN

    def __init__(self, url, base_url="https://slack.com/api/", size=10):
        self.base_url = base_url
        self._file = {"id": "F1", "url_private_download": url, "size": size}

    async def files_info(self, file):
        return {"ok": True, "file": self._file | {"id": file}}


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com.evil.example/a.png",
        "https://evil.example/files.slack.com/a.png",
        "http://files.slack.com/a.png",
        "https://docs.google.example/a.png",
        "ftp://files.slack.com/a.png",
        "",
    ],
)
async def test_the_token_goes_to_slack_alone(session, url):
    with pytest.raises(NotFetchedError) as caught:
        await SlackFiles(Elsewhere(url), session).fetch("F1")
    assert caught.value.code == "file_not_picture"


async def test_a_redirect_is_not_followed_and_a_long_body_is_broken_off(session, monkeypatch):
    asked = []

    async def answer(request):
        asked.append(request.path)
        if request.path == "/go":
            raise web.HTTPFound("/other")
        return web.Response(body=b"x" * 5000, content_type="image/png")

    monkeypatch.setattr(module, "MAX_BYTES", 4000)
    async with serving({"/{any:.*}": answer}) as url:
        with pytest.raises(NotFetchedError) as caught:
            await SlackFiles(Elsewhere(f"{url}/go", base_url=f"{url}/api/"), session).fetch("F1")
        assert caught.value.code == "file_unreachable"
        with pytest.raises(NotFetchedError) as caught:
            await SlackFiles(Elsewhere(f"{url}/long", base_url=f"{url}/api/"), session).fetch("F1")
        assert caught.value.code == "file_too_large"
    assert asked == ["/go", "/long"]


def test_pictures_are_told_from_other_files():
    found, others = pictures_among(
        [
            {"id": "F1", "filetype": "png", "name": "a.png"},
            {"id": "F2", "mimetype": "image/heic", "name": "b.heic"},
            {"id": "F3", "filetype": "pdf", "name": "c.pdf"},
            {"id": "F4", "file_access": "check_file_info"},
            {"id": "F5", "mode": "tombstone"},
            {"id": "F6", "filetype": "svg", "mimetype": "image/svg+xml", "title": "d"},
        ]
    )
    assert [one.file_id for one in found] == ["F1", "F2", "F4"]
    assert others == ("c.pdf", "d")
