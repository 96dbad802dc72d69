"""How the control API's handlers read requests and answer them."""

import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ValidationError

from sandbox.slack.people.refusal import RefusalError
from sandbox.slack.state.model import Json

R = TypeVar("R", bound=BaseModel)

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def parsed(request: web.Request, model: type[R]) -> R:
    """The JSON body as `model`; an empty body is an empty object."""
    try:
        return model.model_validate_json(await request.text() or "{}")
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in error.errors()]
        raise RefusalError("bad_request", "; ".join(faults)) from error


def answering(handler: Callable[[web.Request], Awaitable[Json]]) -> Handler:
    """Turn a handler that returns JSON, or refuses, into one that answers HTTP."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response(await handler(request), dumps=_dumps)
        except RefusalError as error:
            body = {"ok": False, "error": error.code, "message": str(error), **error.extra}
            return web.json_response(body, status=400)

    return handle


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def number(request: web.Request, name: str, default: float, high: float) -> float:
    """A non-negative number of the query string, at most `high`."""
    try:
        value = float(request.query.get(name, default))
    except ValueError as error:
        raise RefusalError("bad_request", f"{name} is not a number") from error
    return min(max(value, 0.0), high)
