"""A page of the gallery on the web: from the request to the last byte, the time of the store included."""

import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, cast

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from handlers.people import People
from services.cdn import Cdn
from services.deleting import Deleter
from services.deletions import Deletions
from services.gallery import Gallery, Viewer
from services.painting.roster import Roster
from services.records.records import Records
from services.storage import Storage
from services.visibility import Place
from web.identity import Identity
from web.routes import GalleryPages, Sources
from web.sessions import SESSION, Session, Sessions

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

ROUNDS: Final = 15
_WARMING: Final = 3


class _Members:
    """Answers at once, as a bot does that has asked within the last minute."""

    async def users_info(self, user: str, **_: Any) -> dict[str, Any]:
        return {"user": {"id": user, "name": "alex"}}


@asynccontextmanager
async def pages(client: "DynamoDBClient", table: str, viewer: Viewer) -> AsyncIterator[aiohttp.ClientSession]:
    """A browser in which `viewer` is signed in to the pages over `table`."""
    gallery, records = Gallery(client, table), Records(client, table)
    nothing = cast(Any, None)  # no page that is measured changes or reads a file
    storage = Storage(nothing, "bench", "https://cdn.example")
    deleter = Deleter(Deletions(client, table), records, gallery, storage, Cdn(nothing, ""), nothing)
    people = People(cast(AsyncWebClient, _Members()))
    sessions = Sessions("bench")

    async def known(team: str) -> bool:
        return team == viewer.team

    async def link(_: Place) -> str:
        return ""

    app = web.Application()
    sources = Sources(gallery, records.images, storage, people, Roster({}), deleter)
    GalleryPages(sources, cast(Identity, None), sessions, known, link).add_to(app)
    given = web.Response()
    sessions.begin(given, Session(viewer.team, viewer.user))
    cookie = f"{SESSION}={given.cookies[SESSION].value}"
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession(server.make_url(""), headers={"Cookie": cookie}) as browser,
    ):
        yield browser


async def page_seconds(client: "DynamoDBClient", table: str, viewer: Viewer) -> tuple[float, int]:
    """The median time of a page, in seconds, and its size in bytes.

    Raises
    ------
    aiohttp.ClientResponseError
        if it is no page
    """
    times: list[float] = []
    size = 0
    async with pages(client, table, viewer) as browser:
        for _ in range(_WARMING + ROUNDS):
            begun = time.perf_counter()
            async with browser.get("/gallery", raise_for_status=True) as response:
                size = len(await response.read())
            times.append(time.perf_counter() - begun)
    return statistics.median(times[_WARMING:]), size
