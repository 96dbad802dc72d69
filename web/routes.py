"""What the browser asks for."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

import aiohttp
import htpy as h
from aiohttp import web
from botocore.exceptions import BotoCoreError, ClientError
from slack_sdk.errors import SlackApiError
from yarl import URL

from handlers.people import People
from services.batches import TableBusyError
from services.deleting import Deleter
from services.gallery import CursorError, Gallery, Viewer
from services.jobs import Image, Language
from services.made_from import references_for
from services.painting.roster import Roster
from services.recipe_line import recipe_line
from services.records.images import Images
from services.serving import serving, speaking_of
from services.storage import Storage
from services.visibility import Place, may_see, place_for
from web.identity import Identity, NotSignedInError
from web.pages.grid import Asked, Card, cards_of, grid, those_named
from web.pages.layout import FILES, STATIC, Frame, address_of, notice
from web.pages.picture import Shown, picture, picture_page
from web.sessions import Session, Sessions
from web.texts import words_in

logger = logging.getLogger(__name__)

BACK: Final = "/gallery/signed-in"
PART: Final = "X-Part"
"""The header by which the script asks for a part of a page."""

_FOR_EVER: Final = "public, max-age=31536000, immutable"
_UNREACHABLE: Final = (
    BotoCoreError,
    ClientError,
    SlackApiError,
    TableBusyError,
    aiohttp.ClientError,
    TimeoutError,
)

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_Inside = Callable[[web.Request, "Visitor"], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Visitor:
    """Somebody who is signed in and still a member."""

    viewer: Viewer
    frame: Frame


@dataclass(frozen=True)
class Sources:
    """What the pages are made from."""

    gallery: Gallery
    images: Images
    storage: Storage
    people: People
    roster: Roster
    deleter: Deleter


class GalleryPages:
    """The pages below `/gallery`.

    Parameters
    ----------
    known_team
        whether a workspace is one of this bot's
    """

    def __init__(
        self,
        sources: Sources,
        identity: Identity,
        sessions: Sessions,
        known_team: Callable[[str], Awaitable[bool]],
        link: Callable[[Place], Awaitable[str]],
    ) -> None:
        self._from = sources
        self._identity = identity
        self._sessions = sessions
        self._known_team = known_team
        self._link = link
        self._headers = {
            "Content-Security-Policy": _policy(sources.storage.url("")),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
            "Cache-Control": "no-store",
        }

    def add_to(self, app: web.Application) -> None:
        routes: Sequence[tuple[str, str, _Handler]] = (
            ("GET", "/gallery", self._page(self._grid)),
            ("GET", "/gallery/sign-in", self._careful(self._sign_in)),
            ("GET", BACK, self._careful(self._signed_in)),
            ("POST", "/gallery/sign-out", self._change(self._sign_out)),
            ("GET", "/gallery/pictures/{id}", self._page(self._picture)),
            ("GET", "/gallery/pictures/{id}/original", self._page(self._original)),
            ("POST", "/gallery/pictures/{id}/favourite", self._change(self._favourite)),
            ("POST", "/gallery/pictures/{id}/delete", self._change(self._delete)),
            ("GET", "/gallery/static/{hash}/{name}", self._static),
        )
        for method, path, handler in routes:
            app.router.add_route(method, path, handler)
        app.on_response_prepare.append(self._prepare)

    # Around all of them

    def _careful(self, handler: _Handler) -> _Handler:
        """With the headers of every page, and a page of its own where something can't be reached."""

        async def handle(request: web.Request) -> web.StreamResponse:
            session = self._sessions.session(request)
            with speaking_of(team=session.team if session else "", user=session.user if session else ""):
                return await answer(request)

        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                response = await handler(request)
            except _UNREACHABLE as error:
                logger.warning("%s can't be shown: %s", request.path, error)
                frame = Frame(words_in(_language(request)))
                words = frame.words
                again = h.a(".button", href=request.path_qs if request.method == "GET" else "/gallery")[
                    words.try_again
                ]
                response = _html(notice(frame, words.trouble, words.trouble_lead, again, mark="🌧️"), 503)
            except web.HTTPException:
                raise
            except Exception:
                logger.exception("%s can't be shown", request.path)
                words = words_in(_language(request))
                back = h.a(".button", href="/gallery")[words.back]
                response = _html(notice(Frame(words), words.trouble, words.trouble_lead, back, mark="🌧️"), 500)
            response.headers.update(self._headers)
            return response

        return handle

    async def _prepare(self, request: web.Request, response: web.StreamResponse) -> None:
        """Everything below `/gallery` has the headers, whoever answers it: an address that there is not too."""
        if request.path == "/gallery" or request.path.startswith("/gallery/"):
            for name, value in self._headers.items():
                response.headers.setdefault(name, value)

    def _page(self, inside: _Inside) -> _Handler:
        """For members; others are asked to sign in."""

        async def handle(request: web.Request) -> web.StreamResponse:
            with serving(self._team(request)):
                visitor = await self._visitor(request)
                if isinstance(visitor, Visitor):
                    return await inside(request, visitor)
                return visitor

        return self._careful(handle)

    def _change(self, inside: _Inside) -> _Handler:
        """For members who send back what a page of ours gave them."""

        async def handle(request: web.Request) -> web.StreamResponse:
            with serving(self._team(request)):
                visitor = await self._visitor(request)
                if not isinstance(visitor, Visitor):
                    return visitor
                form = await request.post()
                if not self._sessions.is_ours(request, str(form.get("token", ""))):
                    words = visitor.frame.words
                    back = h.a(".button", href="/gallery")[words.back]
                    return _html(notice(visitor.frame, words.stale, words.stale_lead, back, mark="⏳"), 403)
                return await inside(request, visitor)

        return self._careful(handle)

    def _team(self, request: web.Request) -> str:
        """The workspace whose token Slack is asked with."""
        session = self._sessions.session(request)
        return session.team if session else ""

    async def _visitor(self, request: web.Request) -> Visitor | web.Response:
        """Who it is or, if they may not come in, what they are told."""
        session = self._sessions.session(request)
        words = words_in(session.language if session else _language(request))
        if session is None:
            go = h.a(".button.primary", href=str(URL("/gallery/sign-in").with_query(back=request.path_qs)))[
                words.sign_in
            ]
            page = notice(Frame(words), words.title, words.sign_in_lead, go, mark="🎨")
            return _html(page, HTTPStatus.OK if request.method == "GET" else HTTPStatus.UNAUTHORIZED)
        known = await self._known_team(session.team)
        standing = await self._from.people.standing(session.team, session.user) if known else "outsider"
        if standing == "outsider":
            response = _html(notice(Frame(words), words.left, words.left_lead, mark="🚪"), 403)
            self._sessions.end(response)
            return response
        name = await self._from.people.name(session.user)
        frame = Frame(words, self._sessions.form_token(request), name)
        return Visitor(Viewer(session.team, session.user, standing=standing), frame)

    # Coming and going

    async def _sign_in(self, request: web.Request) -> web.Response:
        back = request.query.get("back", "")
        # Nowhere but here, whatever a link says.
        path = back if back == "/gallery" or back.startswith(("/gallery?", "/gallery/")) else "/gallery"
        try:
            address, signing_in = await self._identity.set_out(path)
        except NotSignedInError as error:
            return self._refused(request, str(error))
        response = web.Response(status=303, headers={"Location": address})
        self._sessions.set_out(response, signing_in)
        return response

    async def _signed_in(self, request: web.Request) -> web.Response:
        response = web.Response(status=303)
        signing_in = self._sessions.came_back(request, response)
        state, code = request.query.get("state", ""), request.query.get("code", "")
        if signing_in is None or state != signing_in.state:
            return self._refused(request, "the answer is to nobody's question")
        if not code:
            return self._refused(request, f"Slack says {request.query.get('error', 'nothing')}")
        try:
            team, user = await self._identity.who(code, signing_in)
        except NotSignedInError as error:
            return self._refused(request, str(error))
        with serving(team):
            known = await self._known_team(team)
            # People of another company, in a channel that both share, have a workspace of their own.
            standing = await self._from.people.standing(team, user) if known else "outsider"
        if standing == "outsider":
            words = words_in(_language(request))
            again = h.a(".button", href="/gallery/sign-in")[words.try_again]
            return _html(notice(Frame(words), words.elsewhere, words.elsewhere_lead, again, mark="🏘️"), 403)
        response.headers["Location"] = signing_in.back
        with serving(team):
            language = await self._from.people.language(user)
        self._sessions.begin(response, Session(team, user, language))
        return response

    def _refused(self, request: web.Request, why: str) -> web.Response:
        logger.info("somebody could not sign in: %s", why)
        words = words_in(_language(request))
        again = h.a(".button.primary", href="/gallery/sign-in")[words.sign_in]
        return _html(
            notice(Frame(words), words.not_signed_in, words.not_signed_in_lead, again, mark="🔑"), 403
        )

    async def _sign_out(self, _: web.Request, __: Visitor) -> web.Response:
        response = web.Response(status=303, headers={"Location": "/gallery"})
        self._sessions.end(response)
        return response

    # Looking

    async def _grid(self, request: web.Request, visitor: Visitor) -> web.Response:
        asked = Asked.of(request.query)
        try:
            page = await self._from.gallery.page(visitor.viewer, asked.filters, asked.cursor or None)
        except CursorError:
            return web.Response(status=303, headers={"Location": asked.address()})
        stars = await self._from.gallery.is_favourite(visitor.viewer, page.images)
        cards = [self._card(one, one.id in stars) for one in page.images]
        if request.headers.get(PART) == "cards":
            return _html(str(cards_of(visitor.frame.words, asked, cards, page.next)))
        models = {one.capabilities.model_id: one.capabilities.name for one in self._from.roster.standings()}
        names = await self._names(those_named(asked, ()), {asked.channel} - {""})
        return _html(
            grid(
                visitor.frame,
                asked,
                cards,
                page.next,
                page.previous,
                models=models,
                names=models | names,
            )
        )

    async def _picture(self, request: web.Request, visitor: Visitor) -> web.Response:
        image = await self._from.gallery.image(visitor.viewer, request.match_info["id"])
        if image is None:
            return self._gone(visitor)
        everybody = await self._from.images.family(image)
        family = [one for one in everybody if may_see(visitor.viewer, one)]
        references = await references_for(
            visitor.viewer, image, everybody, self._from.gallery, self._from.storage
        )
        origin = image.origin
        channels = {origin.channel} if origin.audience == "workspace" else set()
        admin = await self._from.people.is_admin(visitor.viewer.user)
        # One that was shared is linked to where its visitor can read the message.
        place = place_for(visitor.viewer, image)
        shown = Shown(
            image=image,
            preview=self._url(image.preview_key),
            references=[self._url(key) for key in references],
            relatives=[(one, self._url(one.thumb_key)) for one in family],
            names=await self._names({origin.user}, channels),
            recipe=recipe_line(image, self._from.roster.short_name(image.model_id)),
            link=await self._link(place) if place else "",
            favourite=bool(await self._from.gallery.is_favourite(visitor.viewer, [image])),
            removable=origin.user == visitor.viewer.user or admin,
        )
        if request.headers.get(PART) == "picture":
            return _html(str(picture(visitor.frame, shown)))
        return _html(picture_page(visitor.frame, shown))

    async def _original(self, request: web.Request, visitor: Visitor) -> web.Response:
        """The file as it was painted, under a name that says what it is."""
        image = await self._from.gallery.image(visitor.viewer, request.match_info["id"])
        data = await self._from.storage.get(image.s3_key) if image else None
        if image is None or data is None:
            return self._gone(visitor)
        name = f"imagine-{image.created_at:%Y-%m-%d}-{image.job_id[:8]}-{image.index + 1}.png"
        return web.Response(
            body=data,
            content_type="image/png",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    # Changing

    async def _favourite(self, request: web.Request, visitor: Visitor) -> web.Response:
        image = await self._from.gallery.image(visitor.viewer, request.match_info["id"])
        if image is None:
            return self._gone(visitor)
        if (await request.post()).get("on"):
            await self._from.gallery.favourite(visitor.viewer, image)
        else:
            await self._from.gallery.unfavourite(visitor.viewer, image)
        return web.Response(status=303, headers={"Location": f"/gallery/pictures/{image.id}"})

    async def _delete(self, request: web.Request, visitor: Visitor) -> web.Response:
        viewer = visitor.viewer
        image = await self._from.gallery.image(viewer, request.match_info["id"])
        if image is None:
            return self._gone(visitor)
        if image.origin.user != viewer.user and not await self._from.people.is_admin(viewer.user):
            return self._gone(visitor)
        deletion = await self._from.deleter.begin(image, viewer.user)
        if deletion is not None:
            # What is not done at once, the sweeper does.
            await self._from.deleter.finish(deletion)
        return web.Response(status=303, headers={"Location": "/gallery"})

    def _gone(self, visitor: Visitor) -> web.Response:
        words = visitor.frame.words
        back = h.a(".button", href="/gallery")[words.back]
        return _html(notice(visitor.frame, words.gone, words.gone_lead, back, mark="🫥"), 404)

    async def _static(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in FILES or request.path != address_of(name):
            return web.Response(status=404, headers={"X-Content-Type-Options": "nosniff"})
        return web.Response(
            body=(STATIC / name).read_bytes(),
            content_type=FILES[name],
            charset="utf-8",
            headers={"Cache-Control": _FOR_EVER, "X-Content-Type-Options": "nosniff"},
        )

    def _card(self, image: Image, favourite: bool) -> Card:
        return Card(image, self._url(image.thumb_key), self._url(image.preview_key), favourite)

    def _url(self, key: str) -> str:
        return self._from.storage.url(key)

    async def _names(self, users: set[str], channels: set[str]) -> dict[str, str]:
        people = {one: await self._from.people.name(one) for one in users}
        places = {one: await self._from.people.public_channel_name(one) for one in channels}
        return people | {one: name for one, name in places.items() if name}


def _policy(cdn: str) -> str:
    """What pages may load: from here, and pictures from the CDN."""
    pictures = str(URL(cdn).origin())
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' {pictures}",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _language(request: web.Request) -> Language:
    """What the browser prefers, until it is known who it is."""
    return "ko" if request.headers.get("Accept-Language", "").lower().startswith("ko") else "en"


def _html(page: str, status: int = HTTPStatus.OK) -> web.Response:
    kind: dict[str, Any] = {"content_type": "text/html", "charset": "utf-8"}
    return web.Response(text=page, status=status, **kind)
