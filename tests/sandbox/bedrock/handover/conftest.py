"""A small OpenAI-compatible server on loopback, and a Bedrock that hands over to it."""

import asyncio
import base64
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio
from aiobotocore.config import AioConfig
from aiohttp import web

from sandbox.aws.client import AwsControl
from sandbox.aws.server import running_aws
from sandbox.bedrock.handover import handover_from
from sandbox.bedrock.plain_picture import plain_picture
from sandbox.bedrock.studio import Studio
from sandbox.slack.testing import picture, serving
from tests.cloud import AWS
from tests.ports import refusing_port


def completion(message: dict[str, Any], finish: str = "stop", **more: Any) -> dict[str, Any]:
    return {
        "choices": [{"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}],
        "usage": {"prompt_tokens": 12, "completion_tokens": 5, "total_tokens": 17},
        **more,
    }


def call(name: str, arguments: str, identity: str = "call_1") -> dict[str, Any]:
    function = {"name": name, "arguments": arguments}
    return {"id": identity, "type": "function", "function": function}


@dataclass
class Stub:
    """Answers in turn with what was prepared, the last of it for ever; keeps what it was asked."""

    answers: list[Any] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    silent: bool = False

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(await request.json())
        self.keys.append(request.headers.get("Authorization"))
        self.paths.append(request.path)
        if self.silent:
            await asyncio.Event().wait()
        answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        if isinstance(answer, tuple):
            status, body = answer
            return web.json_response(body, status=status)
        return web.Response(text=answer) if isinstance(answer, str) else web.json_response(answer)


def b64_picture(size: tuple[int, int] = (64, 64)) -> dict[str, Any]:
    return {"created": 1, "data": [{"b64_json": base64.b64encode(picture(size=size)).decode()}]}


@pytest_asyncio.fixture(scope="session")
async def servers():
    """The stub, Bedrock that hands over to it, and Bedrock whose servers are not there."""
    stub = Stub()
    config = AioConfig(retries={"max_attempts": 0}, read_timeout=120)
    studio = Studio(plain_picture)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(studio.aclose)
        url = await stack.enter_async_context(
            serving(
                {"/v1/chat/completions": stub.handle, "/api/images/generations": stub.handle},
            )
        )
        settings = {
            "SANDBOX_LLM_URL": url,
            "SANDBOX_LLM_MODEL": "words",
            "SANDBOX_LLM_KEY": "sesame",
            "SANDBOX_IMAGE_URL": f"{url}/api/",
        }

        async def bedrock(**changes: str) -> tuple[Any, AwsControl]:
            handover = handover_from(settings | changes)
            aws = await stack.enter_async_context(
                running_aws(studio=studio, handover=handover, extended_access=True)
            )
            client = AWS.create_client(
                "bedrock-runtime",
                endpoint_url=aws.url,
                region_name="us-west-2",
                aws_access_key_id="x",
                aws_secret_access_key="x",
                config=config,
            )
            return (
                await stack.enter_async_context(client),
                await stack.enter_async_context(AwsControl(aws.url)),
            )

        nobody = f"http://127.0.0.1:{stack.enter_context(refusing_port())}"
        real, control = await bedrock()
        broken, _ = await bedrock(SANDBOX_LLM_URL=nobody, SANDBOX_IMAGE_URL=nobody)
        yield stub, real, broken, control


@pytest_asyncio.fixture
async def stub(servers):
    """The stub, with nothing asked yet."""
    stub, _, _, control = servers
    stub.answers, stub.asked, stub.keys, stub.paths, stub.silent = [], [], [], [], False
    yield stub
    await control.clear_faults()


@pytest_asyncio.fixture
async def control(servers):
    return servers[3]


@pytest_asyncio.fixture
async def bedrock(servers):
    return servers[1]


@pytest_asyncio.fixture
async def broken(servers):
    return servers[2]
