"""What every server on this side does with the faults in force, in one place."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from sandbox.faults import Fault, FaultPlan, cut

MOST_REPEATED: Final = 1 << 20
"""Bytes of a request that can be carried out twice; a larger one is streamed, and gone by then."""


async def through_trouble(
    request: web.Request,
    faults: FaultPlan,
    name: str,
    *,
    refuse: Callable[[Fault], web.Response],
    serve: Callable[[bool], Awaitable[web.StreamResponse]],
) -> web.StreamResponse:
    """Answer `request`, meeting the faults for the operation `name` on the way.

    Parameters
    ----------
    refuse : makes the answer to an ``error`` fault, in the words of the service
    serve : carries the call out; its argument says whether the reply will be dropped, in which case it
        must not have written anything to the connection yet; may be called twice
    """
    await faults.delay(name)
    if faults.strike(name, "kill_before") or faults.take(name, ["cut"]):
        return hung_up(request)
    if fault := faults.take(name, ["error"]):
        return refuse(fault)
    dropped = faults.take(name, ["drop_reply"]) is not None
    if (request.content_length or 0) <= MOST_REPEATED and faults.take(name, ["duplicate"]):
        # Whoever asks hears what came of the first; the second is what the network made of it.
        response = await serve(dropped)
        await serve(True)
    else:
        response = await serve(dropped)
    return hung_up(request) if faults.strike(name, "kill_after") or dropped else response


def hung_up(request: web.Request) -> web.Response:
    """Close the connection; the response only tells aiohttp that the handler is done."""
    cut(request)
    return web.Response(status=500)
