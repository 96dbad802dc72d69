"""The process that is S3, DynamoDB and SQS: ministack, on a listening socket its parent hands down.

Run as a file, ``python -P emulator_process.py FD``, never imported by the sandbox: ministack reads its
settings from the environment while it is imported. It lives exactly as long as its standard input stays
open, so it ends with its parent however that one ends, SIGKILL included, on every Unix.
"""

import asyncio
import copy
import heapq
import os
import re
import sys
import threading
from typing import Any

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack.app import app  # type: ignore[import-untyped]
from ministack.services import dynamodb  # type: ignore[import-untyped]

GRACE_SECONDS = 1.0
"""How long open connections (long polls, mostly) may delay the end."""

LAST_SECONDS = 15.0
"""After this the process goes even if saving its state hangs."""

_RANGE = re.compile(r"pk = (:\w+) AND sk BETWEEN (:\w+) AND (:\w+)")
_OTHERWISE = {"IndexName", "ExclusiveStartKey", "FilterExpression"}


def watch_parent(loop: asyncio.AbstractEventLoop, gone: asyncio.Event) -> None:
    """Wait for the end of standard input, in a thread of its own."""
    while os.read(0, 1024):
        pass
    last = threading.Timer(LAST_SECONDS, os._exit, args=(1,))
    last.daemon = True
    last.start()
    loop.call_soon_threadsafe(gone.set)


def near(query: Any) -> Any:
    """`query` of ministack, which sorts and tests every item of a partition, told only of those that it may give.

    Where a range of sort keys with a limit is asked for, DynamoDB is as quick among many items as among few.
    """

    def narrowed(data: Any) -> Any:
        table = dynamodb._tables.get(data.get("TableName"))  # noqa: SLF001
        form = _RANGE.fullmatch(data.get("KeyConditionExpression", ""))
        if not table or not form or not data.get("Limit") or _OTHERWISE & data.keys():
            return query(data)
        values = data.get("ExpressionAttributeValues", {})
        partition, low, high = (values.get(name, {}).get("S", "") for name in form.groups())
        items = table["items"].get(partition, {})
        if len(items) <= data["Limit"] or (table["pk_name"], table["sk_name"]) != ("pk", "sk"):
            return query(data)
        nearest = heapq.nsmallest if data.get("ScanIndexForward", True) else heapq.nlargest
        keys = nearest(data["Limit"], (key for key in items if low <= key <= high))
        table["items"][partition] = {key: items[key] for key in keys}
        try:
            return query(data)
        finally:
            table["items"][partition] = items

    return narrowed


def as_it_came(transact: Any) -> Any:
    """`transact_write_items` of ministack, which rewrites the numbers of a transaction while it checks them, and
    then does not know the same transaction again: DynamoDB makes one that is repeated with its token once.
    """

    def remembering(data: Any) -> Any:
        token = data.get("ClientRequestToken")
        known = token in dynamodb._txn_idempotency  # noqa: SLF001
        came = copy.deepcopy({name: value for name, value in data.items() if name != "ClientRequestToken"})
        response = transact(data)
        if not known and token in dynamodb._txn_idempotency:  # noqa: SLF001
            dynamodb._txn_idempotency[token]["signature"] = came  # noqa: SLF001
        return response

    return remembering


async def hanging_up(scope: Any, receive: Any, send: Any) -> None:
    """The application, except that a long poll ends when its client hangs up.

    ministack polls on, takes the next message for nobody, and hides it for the visibility timeout.
    """
    headers = dict(scope.get("headers", ()))
    if headers.get(b"x-amz-target") != b"AmazonSQS.ReceiveMessage":
        await app(scope, receive, send)
        return
    body = [await receive()]
    while body[-1].get("more_body"):
        body.append(await receive())
    messages = iter(body)

    async def replay() -> Any:
        return next(messages)

    polling = asyncio.create_task(app(scope, replay, send))
    leaving = asyncio.create_task(receive())
    await asyncio.wait([polling, leaving], return_when=asyncio.FIRST_COMPLETED)
    for task in (polling, leaving):
        task.cancel()
    await asyncio.gather(polling, leaving, return_exceptions=True)


async def main(listener: int) -> None:
    dynamodb._query = near(dynamodb._query)  # noqa: SLF001
    dynamodb._transact_write_items = as_it_came(dynamodb._transact_write_items)  # noqa: SLF001
    config = Config()
    config.bind = [f"fd://{listener}"]
    config.keep_alive_timeout = 3600.0  # clients of one sandbox keep their connections; none is a stranger
    config.graceful_timeout = GRACE_SECONDS
    config.loglevel = "ERROR"
    gone = asyncio.Event()
    threading.Thread(target=watch_parent, args=(asyncio.get_running_loop(), gone), daemon=True).start()
    await serve(hanging_up, config, shutdown_trigger=gone.wait)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
