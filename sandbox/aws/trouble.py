"""What every server on this side does with the faults in force, in one place."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.faults import Fault, FaultPlan, cut


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
        must not have written anything to the connection yet
    """
    await faults.delay(name)
    if faults.take(name, ["cut"]):
        return hung_up(request)
    if fault := faults.take(name, ["error"]):
        return refuse(fault)
    dropped = faults.take(name, ["drop_reply"]) is not None
    response = await serve(dropped)
    return hung_up(request) if dropped else response


def hung_up(request: web.Request) -> web.Response:
    """Close the connection; the response only tells aiohttp that the handler is done."""
    cut(request)
    return web.Response(status=500)
