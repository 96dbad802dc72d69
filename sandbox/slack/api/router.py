"""From an HTTP request under ``/api/`` to a method and back."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from aiohttp import web

from sandbox.constants import APP_TOKEN
from sandbox.faults import Fault, cut
from sandbox.slack.api import basics, chat, conversations, files, oauth, reactions, views
from sandbox.slack.api.arguments import bind, read_call
from sandbox.slack.api.call import Call, Handler, need_scope
from sandbox.slack.api.errors import SlackError
from sandbox.slack.api.methods import COMMON_ERRORS, UNLISTED_ERRORS, Method
from sandbox.slack.api.table import METHODS
from sandbox.slack.core import Slack
from sandbox.slack.oauth.grants import GrantError, Token
from sandbox.slack.state.log import Entry
from sandbox.slack.state.model import Json

HANDLERS: Final[Mapping[str, Handler]] = {
    **basics.HANDLERS,
    **chat.HANDLERS,
    **conversations.HANDLERS,
    **files.HANDLERS,
    **oauth.HANDLERS,
    **reactions.HANDLERS,
    **views.HANDLERS,
}
_APP_LEVEL: Final = frozenset(["apps.connections.open"])
_BY_SECRET: Final = frozenset(["oauth.v2.access", "openid.connect.token"])
"""Called with the app's client id and secret in the place of a token."""
_PEOPLES: Final = frozenset(["openid.connect.userInfo"])
"""Called with the token of a person."""
_ANYBODYS: Final = frozenset(["auth.test", "auth.revoke", "apps.uninstall"])
_OTHER_WORDS: Final = {
    "msg_blocks_too_long": ("msg_too_long", "invalid_blocks"),
    "invalid_blocks_format": ("invalid_blocks",),
    "invalid_metadata_format": ("invalid_arguments",),
}
"""Where a method does not list an error, it lists one of these for the same fault."""
_FAMILIES: Final = ("channels", "groups", "mpim", "im")


def add_api_routes(app: web.Application, slack: Slack) -> None:
    async def handle(request: web.Request) -> web.Response:
        return await _handle(slack, request)

    app.router.add_route("*", "/api/{method}", handle)


async def _handle(slack: Slack, request: web.Request) -> web.Response:
    name = request.match_info["method"]
    entry = slack.log.begin("api", name, None)
    operation = f"slack:{name}"
    await slack.faults.delay(operation)
    if slack.faults.strike(operation, "kill_before"):
        slack.log.finish(entry, ok=False, error="no answer: the bot was killed")
        return web.Response(status=500)
    if fault := slack.faults.take(operation, ["error", "cut"]):
        with suppress(SlackError):
            entry.request = (await read_call(request)).values
        if fault.kind == "cut":
            slack.log.finish(entry, ok=False, error="no answer: the connection was cut")
            cut(request)
            return web.Response(status=500)
        code, body, headers = _faulty(fault)
        slack.log.finish(entry, ok=False, error=code, response=body)
        return web.json_response(body, status=fault.status, headers=headers)
    try:
        answer = {"ok": True, **await _carry_out(slack, name, request, entry)}
    except SlackError as error:
        error = _in_the_methods_words(name, error)
        answer = error.to_json()
        slack.log.finish(entry, ok=False, error=error.code, response=answer)
        status = 429 if error.retry_after is not None else 200
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
        return web.json_response(answer, status=status, headers=headers)
    except BaseException as error:
        slack.log.finish(entry, ok=False, error=f"{type(error).__name__}: {error}")
        raise
    slack.faults.strike(operation, "kill_after")
    if slack.faults.take(operation, ["drop_reply"]):
        slack.log.finish(entry, ok=False, error="done, but the answer was lost", response=answer)
        cut(request)
    else:
        slack.log.finish(entry, ok=True, response=answer)
    return web.json_response(answer, headers=_scope_headers(slack, name))


async def _carry_out(slack: Slack, name: str, request: web.Request, entry: Entry) -> Json:
    raw = await read_call(request)
    entry.request = raw.values
    method = METHODS.get(name)
    if method is None or name not in HANDLERS:
        raise SlackError("unknown_method", req_method=name)
    token = None if name in _BY_SECRET else _authorise(slack, method, raw.token)
    _limit(slack, method, raw.values)
    entry.request = arguments = bind(method, raw.values)
    return await HANDLERS[name](Call(slack, method, arguments, token))


def _authorise(slack: Slack, method: Method, value: str | None) -> Token | None:
    """The right kind of token, and of the scopes those that don't depend on a conversation."""
    if value is None:
        raise SlackError("not_authed")
    if value == APP_TOKEN:
        if method.name not in _APP_LEVEL:
            raise SlackError("not_allowed_token_type")
        return None
    try:
        token = slack.grants.token(value)
    except GrantError as error:
        raise SlackError(str(error)) from error
    if method.name in _ANYBODYS:
        return token
    wanted = "openid" if method.name in _PEOPLES else "bot"
    if token.kind != wanted or method.name in _APP_LEVEL:
        raise SlackError("not_allowed_token_type")
    if wanted == "openid":
        if not set(method.scopes) <= set(token.scopes):
            raise SlackError("missing_scope", needed=",".join(method.scopes), provided=",".join(token.scopes))
        return token
    scopes: list[str] = []
    for scope in method.scopes:
        family, _, right = scope.partition(":")
        scopes += [f"{kind}:{right}" for kind in _FAMILIES] if family == "*" else [scope]
    need_scope(slack, scopes)
    return token


def _limit(slack: Slack, method: Method, values: Mapping[str, Any]) -> None:
    given = str(values.get("channel", ""))  # by id or by name, it is one conversation
    channel = slack.workspace.channel_named(given.lstrip("#"))
    wait = slack.limits.take(method, channel.id if channel else given)
    if wait is not None:
        raise SlackError("ratelimited", retry_after=wait)


def _in_the_methods_words(name: str, error: SlackError) -> SlackError:
    """The sandbox holds itself to the method reference, too: the same fault has other names elsewhere."""
    method = METHODS.get(name)
    listed = COMMON_ERRORS | UNLISTED_ERRORS | (method.errors if method else frozenset())
    code = next((word for word in (error.code, *_OTHER_WORDS.get(error.code, ())) if word in listed), None)
    if code is None:
        raise RuntimeError(f"{name} does not answer {error.code} in Slack") from error
    return error if code == error.code else error.renamed(code)


def _faulty(fault: Fault) -> tuple[str, Json, dict[str, str]]:
    """Slack's word, body and headers for an ``error`` fault."""
    code = fault.code or ("ratelimited" if fault.status == 429 else "internal_error")
    wait = fault.retry_after if fault.retry_after is not None else 1 if fault.status == 429 else None
    headers = {"Retry-After": str(wait)} if wait is not None else {}
    body: Json = {"ok": False, "error": code}
    if fault.message:
        body["response_metadata"] = {"messages": [fault.message]}
    return code, body, headers


def _scope_headers(slack: Slack, name: str) -> dict[str, str]:
    return {
        "X-OAuth-Scopes": ",".join(sorted(slack.grants.scopes)),
        "X-Accepted-OAuth-Scopes": ",".join(METHODS[name].scopes),
    }
