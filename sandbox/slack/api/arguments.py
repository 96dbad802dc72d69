"""A call's arguments, however they were sent: query string, form or JSON body."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiohttp import web

from sandbox.slack.api.errors import SlackError, invalid_arguments
from sandbox.slack.api.methods import Argument, ArgumentKind, Method

_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_BOOLEANS: Final = {"1": True, "true": True, "0": False, "false": False}
_JSON_FAULTS: Final = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}
"""What a method answers to an argument that is not the JSON it should be; else ``invalid_arguments``."""


@dataclass(frozen=True)
class RawCall:
    """What the request carried, before the method is known to want it."""

    values: Mapping[str, Any]
    token: str | None


async def read_call(request: web.Request) -> RawCall:
    """Collect the arguments of `request`; a later source wins over an earlier one (query, then body).

    Raises
    ------
    SlackError
        ``invalid_post_type``, ``missing_post_type``, ``invalid_form_data`` or ``invalid_charset``.
    """
    values: dict[str, Any] = dict(request.query)
    if request.method == "POST" and request.can_read_body:
        values |= await _body(request)
    header = request.headers.get("Authorization", "")
    if header.startswith("Basic "):
        values |= _client(header.removeprefix("Basic "))
    token = header.removeprefix("Bearer ") if header.startswith("Bearer ") else values.pop("token", None)
    values.pop("token", None)
    return RawCall({name: value for name, value in values.items() if value is not None}, token or None)


def _client(credentials: str) -> dict[str, str]:
    """The app's id and secret, as HTTP Basic authentication carries them."""
    try:
        client_id, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return {}
    return {"client_id": client_id, "client_secret": secret}


async def _body(request: web.Request) -> dict[str, Any]:
    if (request.charset or "utf-8").lower() not in ("utf-8", "iso-8859-1"):
        raise SlackError("invalid_charset")
    if "Content-Type" not in request.headers:
        raise SlackError("missing_post_type")
    if request.content_type in _FORMS:
        try:
            form = await request.post()
        except ValueError as error:
            raise SlackError("invalid_form_data") from error
        return {name: value for name, value in form.items() if isinstance(value, str)}
    if request.content_type != "application/json":
        raise SlackError("invalid_post_type")
    try:
        body = json.loads(await request.text())
    except ValueError as error:
        raise invalid_arguments("the body is not valid JSON") from error
    if not isinstance(body, dict):
        raise invalid_arguments("the body is not a JSON object")
    return body


def bind(method: Method, values: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `method` with their types: `str`, `bool`, `int`, or parsed JSON.

    Stricter than Slack in one thing: an argument the method does not have is refused, for it is
    nearly always a slip that Slack would pass over in silence. `team_id` is let through everywhere,
    since Bolt adds it to all calls it makes for an event.
    """
    values = {name: value for name, value in values.items() if name in method.arguments or name != "team_id"}
    faults = [f"unknown argument: {name}" for name in values if name not in method.arguments]
    faults += [
        f"missing required field: {argument.name}"
        for argument in method.arguments.values()
        if argument.required
        and (argument.name not in values or values[argument.name] == "")
        # an empty status is how it is cleared, so emptiness is the method's own business there
        and not (argument.name == "status" and "status" in values)
    ]
    if faults:
        raise invalid_arguments(*faults)
    return {name: _typed(method.arguments[name], value) for name, value in values.items()}


def _typed(argument: Argument, value: Any) -> Any:
    convert: Mapping[ArgumentKind, Callable[[str, Any], Any]] = {
        "str": _string,
        "bool": _boolean,
        "int": _integer,
        "json": _parsed,
    }
    return convert[argument.kind](argument.name, value)


def _string(name: str, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise invalid_arguments(f"must provide a string [json-pointer:/{name}]")
    return str(value)


def _boolean(name: str, value: Any) -> bool:
    known = _BOOLEANS.get(str(value).lower())
    if known is None:
        raise invalid_arguments(f"must provide a boolean [json-pointer:/{name}]")
    return known


def _integer(name: str, value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError) as error:
        raise invalid_arguments(f"must provide an integer [json-pointer:/{name}]") from error


def _parsed(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError as error:
        if name in _JSON_FAULTS:
            raise SlackError(_JSON_FAULTS[name]) from error
        raise invalid_arguments(f"must be valid JSON [json-pointer:/{name}]") from error
