"""The pages of the gallery on a socket, with pictures beneath them and people who may come."""

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError

from handlers.people import People
from services.batches import put_all
from services.cdn import Cdn
from services.deleting import Deleter
from services.deletions import Deletions
from services.gallery import Gallery
from services.painting.roster import Roster
from services.records.records import Records
from services.serving import served
from services.storage import Storage
from services.table import family_item, image_item
from web.routes import GalleryPages, Sources
from web.sessions import SESSION, Session, Sessions

CDN = "https://cdn.example"


@dataclass
class Members:
    """What `users.info` and `conversations.info` know, of the workspace that is served."""

    people: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)
    """(workspace, id) → what Slack says of them beside their name."""
    trouble: Exception | None = None

    async def users_info(self, *, user, include_locale):
        if self.trouble is not None:
            raise self.trouble
        found = self.people.get((served(), user))
        if found is None:
            raise SlackApiError("no", {"ok": False, "error": "user_not_found"})
        return {"user": {"id": user, "name": f"name of {user}"} | found}

    async def conversations_info(self, *, channel):
        private = not channel.startswith("C")
        return {"channel": {"id": channel, "name": f"name-of-{channel.lower()}", "is_private": private}}


class Telling:
    """Keeps of which pictures it was said that they are deleted."""

    def __init__(self):
        self.deleted_ids = []

    async def deleted(self, image, job, left, by):
        self.deleted_ids.append(image.id)


class Site:
    """The running pages.

    Attributes
    ----------
    sessions
        with the secret of the pages
    members
        who is in which workspace
    """

    def __init__(self, ground, identity=None, teams=("T1", "T2")):
        dynamodb, s3, made = ground.dynamodb, ground.s3, ground.made
        self.members = Members()
        self.telling = Telling()
        self.sessions = Sessions("the app's secret")
        self.gallery = Gallery(dynamodb, made.imagine_table)
        self._dynamodb, self._s3, self._made = dynamodb, s3, made
        records = Records(dynamodb, made.imagine_table)
        storage = Storage(s3, made.imagine_bucket, CDN)
        deleter = Deleter(
            Deletions(dynamodb, made.imagine_table),
            records,
            self.gallery,
            storage,
            Cdn(None, ""),
            self.telling,
        )
        sources = Sources(self.gallery, records.images, storage, People(self.members), Roster({}), deleter)

        async def known(team):
            return team in teams

        async def link(place):
            return f"https://slack.example/{place.channel}/{place.ts}"

        self.app = web.Application()
        GalleryPages(sources, identity or SimpleNamespace(), self.sessions, known, link).add_to(self.app)

    async def hang(self, *images):
        """Pictures with their records, entries and originals; the content of each original is its id."""
        await self.gallery.index(await self.keep(*images))
        return images

    async def keep(self, *images):
        """The same without entries, so that they are found by their addresses alone."""
        items = [image_item(image) for image in images]
        items += [family_item(image, None) for image in images if image.family]
        await put_all(self._dynamodb, self._made.imagine_table, items)
        for image in images:
            await self._s3.put_object(
                Bucket=self._made.imagine_bucket, Key=image.s3_key, Body=image.id.encode()
            )
        return images

    def cookie(self, session: Session) -> str:
        response = web.Response()
        self.sessions.begin(response, session)
        return f"{SESSION}={response.cookies[SESSION].value}"

    @asynccontextmanager
    async def open(self):
        """Serve; gives the address."""
        async with TestServer(self.app) as server:
            yield str(server.make_url("")).rstrip("/")


@asynccontextmanager
async def browsing(url, cookie=""):
    """A client that sends this cookie, follows no redirect and keeps nothing."""
    headers = {"Cookie": cookie} if cookie else {}
    async with aiohttp.ClientSession(url, headers=headers, cookie_jar=aiohttp.DummyCookieJar()) as client:
        yield client


async def signed_in(url: str, user: str) -> str:
    """Go to the sandbox's Slack and back as `user`, an id; returns the cookie."""
    async with browsing(url) as client:
        async with client.get("/gallery/sign-in", allow_redirects=False) as response:
            at_slack, going = response.headers["Location"], response.cookies
        async with client.post(at_slack, data={"user": user}, allow_redirects=False) as response:
            back = response.headers["Location"]
        sent = "; ".join(f"{name}={cookie.value}" for name, cookie in going.items())
        async with client.get(back, headers={"Cookie": sent}, allow_redirects=False) as response:
            assert response.status == 303, await response.text()
            return f"{SESSION}={response.cookies[SESSION].value}"


_TOKEN = re.compile(r'name="form-token" content="([0-9a-f]+)"')


async def token_of(client: aiohttp.ClientSession) -> str:
    """What a page gives to be sent back with changes."""
    async with client.get("/gallery") as response:
        found = _TOKEN.search(await response.text())
        assert found is not None
        return found[1]
