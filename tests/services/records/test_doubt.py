"""Of what the table certainly did not do nobody is in doubt; of everything else, everybody."""

import asyncio
import json
from typing import Any

import pytest
from aiobotocore.config import AioConfig
from aiohttp import web
from botocore.exceptions import BotoCoreError, ClientError

from services.records.acceptance import UnsureError
from services.records.records import Records
from tests.cloud import AWS
from tests.jobs import job_of, request_of

THROTTLED = (400, "ProvisionedThroughputExceededException")
DENIED = (400, "AccessDeniedException")
BROKEN = (500, "InternalServerError")
CUT = "cut"
SILENCE = "silence"


class Table:
    """Answers one write after the other as it is told to, the last again and again."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[Any] = [DENIED]
        self.silent = asyncio.Event()
        self.over = asyncio.Event()

    async def answer(self, request):
        await request.read()
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer == CUT:
            request.transport.close()
            return web.Response()
        if answer == SILENCE:
            self.silent.set()
            await self.over.wait()
            return web.Response()
        status, code = answer
        body = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": code})
        return web.Response(status=status, text=body, content_type="application/x-amz-json-1.0")


@pytest.fixture
async def table():
    table = Table()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", table.answer)
    runner = web.AppRunner(app, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    table.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield table
    table.over.set()
    await runner.cleanup()


@pytest.fixture
async def accept(cloud, table, monkeypatch):
    """Accepts a job through a client that tries twice."""
    monkeypatch.setattr("services.records.rows.RETRY_SECONDS", 0)
    config = AioConfig(retries={"mode": "standard", "total_max_attempts": 2})
    async with AWS.create_client("dynamodb", endpoint_url=table.url, config=config) as client:
        records = Records(client, "table")
        request = request_of()
        yield lambda: records.acceptance.accept([job_of(request)], request)


@pytest.mark.parametrize("answers", [[THROTTLED], [DENIED], [THROTTLED, DENIED]], ids=str)
async def test_what_was_refused_each_time_was_certainly_not_written(table, accept, answers):
    table.answers = list(answers)
    with pytest.raises(ClientError):
        await accept()


@pytest.mark.parametrize(
    "answers",
    [[BROKEN], [CUT], [BROKEN, THROTTLED], [CUT, THROTTLED], [CUT, DENIED], [THROTTLED, CUT]],
    ids=str,
)
async def test_what_was_refused_only_after_an_answer_got_lost_is_in_doubt(table, accept, answers):
    table.answers = list(answers)
    with pytest.raises(UnsureError):
        await accept()


async def test_who_is_out_of_time_before_there_is_an_answer_is_in_doubt(table, accept):
    table.answers = [SILENCE]
    accepting = asyncio.create_task(accept())
    await table.silent.wait()
    accepting.cancel()
    with pytest.raises(UnsureError):
        await accepting


async def test_where_nobody_answers_the_door_nothing_is_written(cloud):
    async with AWS.create_client("dynamodb", endpoint_url="http://127.0.0.1:9") as client:
        request = request_of()
        with pytest.raises((BotoCoreError, ClientError)):
            await Records(client, "table").acceptance.accept([job_of(request)], request)
