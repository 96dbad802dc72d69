"""Where an app sends people's browsers: installation, and Sign in with Slack."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from sandbox.constants import CLIENT_ID
from sandbox.slack.core import Slack
from sandbox.slack.oauth import pages
from sandbox.slack.oauth.grants import Code
from sandbox.slack.oauth.identity import discovery
from sandbox.slack.oauth.words import in_words

INSTALL: Final = "/oauth/v2/authorize"
SIGN_IN: Final = "/openid/connect/authorize"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_CLAIMS: Final = {"openid": "who you are", "profile": "your name", "email": "your e-mail address"}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class _AskedWrongError(Exception):
    """The app's request is no valid one: told to the person, who is not sent back."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True)
class _Asked:
    """What an app asks for, checked.

    Attributes
    ----------
    redirect_uri
        where the answer goes
    given_uri
        the same as the app gave it, None where it left that to its manifest
    """

    redirect_uri: str
    given_uri: str | None
    state: str
    scopes: tuple[str, ...]
    user_scopes: tuple[str, ...] = ()
    nonce: str = ""
    challenge: str = field(default="", repr=False)


def add_oauth_routes(app: web.Application, slack: Slack) -> None:
    async def ask_to_install(request: web.Request) -> web.Response:
        asked = _installation(slack, request.query)
        team = slack.workspace.team_name
        wanted, behalf = in_words(asked.scopes), in_words(asked.user_scopes)
        people = slack.workspace.people
        page = pages.consent(
            slack.manifest, team, people, wanted, behalf, request.path_qs, asked.redirect_uri
        )
        return _html(page, asked.redirect_uri)

    async def answer_install(request: web.Request) -> web.Response:
        return await _answer(slack, request, _installation(slack, request.query), "install")

    async def ask_who(request: web.Request) -> web.Response:
        asked = _sign_in(slack, request.query)
        shared = [words for scope, words in _CLAIMS.items() if scope in asked.scopes]
        team, people = slack.workspace.team_name, slack.workspace.people
        page = pages.sign_in(slack.manifest, team, people, shared, request.path_qs, asked.redirect_uri)
        return _html(page, asked.redirect_uri)

    async def answer_who(request: web.Request) -> web.Response:
        return await _answer(slack, request, _sign_in(slack, request.query), "openid")

    async def keys(_: web.Request) -> web.Response:
        return web.json_response(slack.signer.keys())

    async def configuration(_: web.Request) -> web.Response:
        return web.json_response(discovery(slack))

    app.router.add_get(INSTALL, _explaining(ask_to_install))
    app.router.add_post(INSTALL, _explaining(answer_install))
    app.router.add_get(SIGN_IN, _explaining(ask_who))
    app.router.add_post(SIGN_IN, _explaining(answer_who))
    app.router.add_get("/openid/connect/keys", keys)
    app.router.add_get("/.well-known/openid-configuration", configuration)


def _explaining(handler: _Handler) -> _Handler:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except _AskedWrongError as error:
            page = pages.trouble("Something went wrong with this request", error.code, error.sentence)
            return _html(page, status=400)

    return handle


async def _answer(slack: Slack, request: web.Request, asked: _Asked, kind: str) -> web.Response:
    """Send the browser back with a code, or with the refusal."""
    form = await request.post()
    if form.get("answer") == "cancel":
        return _back(asked, {"error": "access_denied"})
    user = slack.workspace.users.get(str(form.get("user", "")))
    if user is None or user.is_bot:
        raise _AskedWrongError("invalid_user", "There is no such person in this workspace.")
    code = Code(
        kind="install" if kind == "install" else "openid",
        user=user.id,
        scopes=asked.scopes,
        user_scopes=asked.user_scopes,
        redirect_uri=asked.given_uri,
        nonce=asked.nonce,
        challenge=asked.challenge,
        made_at=slack.clock.now(),
    )
    return _back(asked, {"code": slack.grants.new_code(code)})


def _back(asked: _Asked, said: dict[str, str]) -> web.Response:
    joint = "&" if urlsplit(asked.redirect_uri).query else "?"
    location = f"{asked.redirect_uri}{joint}{urlencode(said | {'state': asked.state})}"
    # 303: what was a form is fetched from here on.
    return web.Response(status=303, headers={"Location": location, "Cache-Control": "no-store"})


def _installation(slack: Slack, query: Mapping[str, str]) -> _Asked:
    redirect_uri = _checked(slack, query)
    scopes, user_scopes = _listed(query.get("scope", "")), _listed(query.get("user_scope", ""))
    if not scopes and not user_scopes:
        raise _AskedWrongError("no_scopes", "The app does not say what it wants to do: scope is missing.")
    # Stricter than Slack, which also grants what the manifest does not list.
    unknown = [one for one in scopes if one not in slack.manifest.scopes]
    unknown += [one for one in user_scopes if one not in slack.manifest.user_scopes]
    if unknown:
        raise _AskedWrongError("invalid_scope", f"The app's manifest does not have {', '.join(unknown)}.")
    return _Asked(
        redirect_uri,
        query.get("redirect_uri") or None,
        query.get("state", ""),
        scopes,
        user_scopes,
        challenge=_challenge(query),
    )


def _sign_in(slack: Slack, query: Mapping[str, str]) -> _Asked:
    redirect_uri = _checked(slack, query)
    if query.get("response_type") != "code":
        raise _AskedWrongError("unsupported_response_type", "response_type has to be code.")
    scopes = _listed(query.get("scope", ""))
    if "openid" not in scopes or not set(scopes) <= set(_CLAIMS):
        raise _AskedWrongError("invalid_scope", "scope has openid, and besides profile and email only.")
    return _Asked(
        redirect_uri,
        query.get("redirect_uri") or None,
        query.get("state", ""),
        scopes,
        nonce=query.get("nonce", ""),
        challenge=_challenge(query),
    )


def _checked(slack: Slack, query: Mapping[str, str]) -> str:
    """Where the answer goes, if the app is this one and the address one of its own."""
    if query.get("client_id") != CLIENT_ID:
        raise _AskedWrongError("invalid_client_id", "There is no app with this client_id.")
    if query.get("team", slack.workspace.team_id) != slack.workspace.team_id:
        raise _AskedWrongError(
            "invalid_team", "You are not signed in to the workspace that the app asks for."
        )
    known = slack.manifest.redirect_urls
    given = query.get("redirect_uri") or (known[0] if known else "")
    host = urlsplit(given).hostname or ""
    # The port of a bot in a sandbox is not known when the manifest is written: any of this machine will do.
    if not given.startswith(("https://", "http://")) or not (
        host in _LOOPBACK or any(given.startswith(one) for one in known)
    ):
        raise _AskedWrongError(
            "bad_redirect_uri", "redirect_uri is none of the addresses that the app has registered."
        )
    return given


def _challenge(query: Mapping[str, str]) -> str:
    challenge = query.get("code_challenge", "")
    if challenge and query.get("code_challenge_method") != "S256":
        raise _AskedWrongError("invalid_code_challenge_method", "code_challenge_method has to be S256.")
    return challenge


def _listed(scopes: str) -> tuple[str, ...]:
    """Scopes with commas or blanks between them, each once."""
    return tuple(dict.fromkeys(scopes.replace(",", " ").split()))


def _html(page: str, redirect_uri: str = "", status: int = 200) -> web.Response:
    """Nothing inline, nothing from elsewhere; a form's answer may lead to the app and nowhere else."""
    parts = urlsplit(redirect_uri)
    target = f" {parts.scheme}://{parts.netloc}" if redirect_uri else ""
    policy = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "base-uri": "'none'",
        "form-action": f"'self'{target}",
        "frame-ancestors": "'none'",
    }
    headers = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # without any, a form's origin would be unknown
        "Cache-Control": "no-store",
    }
    return web.Response(text=page, status=status, content_type="text/html", charset="utf-8", headers=headers)
