"""The image server over the wire: to the bot's own painter, and to whoever asks for what it does not take."""

import asyncio
import io
from dataclasses import replace

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer
from PIL import Image
from pydantic import SecretStr

from bot.models import described_models
from bot.settings import read_settings
from sandbox.bedrock.calls import CallLog
from sandbox.bedrock.studio import Studio
from sandbox.constants import IMAGE_SERVER_KEY, IMAGE_SERVER_MODEL
from sandbox.faults import Fault, FaultPlan
from sandbox.image_server.described import PRICE, described
from sandbox.image_server.server import ImageServer as Server
from services.ask import PictureOptions
from services.bedrock import (
    ModelBusyError,
    ModelFaultError,
    ModelForbiddenError,
    ModelGoneError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
)
from services.painting.image_server import ImageServer
from services.painting.interface import Steering, Task
from tests.services.painting.servers import inputs_for

STEERING = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))
KEY = {"Authorization": f"Bearer {IMAGE_SERVER_KEY}"}
GOOD = {"model": IMAGE_SERVER_MODEL, "prompt": "a boat"}


class World:
    """The server with what it is set up with."""

    def __init__(self) -> None:
        self.faults = FaultPlan()
        self.calls = CallLog()
        self.seconds = 0.0
        self.url = ""

    def trouble(self, kind, operation="images:*", **more):
        self.faults.add(Fault(operation=operation, kind=kind, **more))


@pytest_asyncio.fixture
async def world():
    world = World()
    studio = Studio()
    app = web.Application()
    Server(world.faults, studio, world.calls, lambda: world.seconds, lambda: True).add_routes(app)
    async with TestServer(app) as server:
        world.url = str(server.make_url("")).rstrip("/")
        yield world
    await studio.aclose()


@pytest_asyncio.fixture
async def session():
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def painter(world, session, tmp_path):
    """The bot's painter, made from the file that a bot in the sandbox is given."""
    told = described(world.url, tmp_path)
    settings = read_settings(
        slack_bot_token="xoxb-1",
        slack_signing_secret="shhh",
        aws_region="us-west-2",
        imagine_bucket="pictures",
        imagine_cdn_url="https://cdn.example",
        imagine_models_file=told["IMAGINE_MODELS_FILE"],
    )
    (server,) = described_models(settings, told).servers
    return ImageServer(session, server)


async def painted(painter, task=Task.TEXT_TO_IMAGE, prompt="a boat", **chosen):
    plan = painter.plan(PictureOptions(seed=7, **chosen), 1, task, STEERING)
    assert float(plan.price_each) == PRICE
    return await painter.paint(prompt, plan, inputs_for(task))


async def test_every_task_of_the_bot_is_painted(world, painter):
    tasks = sorted(painter.capabilities.tasks)
    assert {Task.TEXT_TO_IMAGE, Task.VARIATION, Task.RESTYLE, Task.OUTPAINT, Task.ERASE} <= set(tasks)
    for task in tasks:
        painting = await painted(painter, task, count=2, negative="people")
        assert len(painting.pictures) == 2
        for one in painting.pictures:
            with Image.open(io.BytesIO(one.data)) as opened:
                assert f"{opened.width}x{opened.height}" in {"1024x1024", "1536x1024"}
    calls = [call.view() for call in world.calls.since(0)]
    assert {call["operation"] for call in calls} == {"images:generations", "images:edits"}
    assert {call["outcome"] for call in calls} == {"ok"}
    assert calls[0]["body"]["fields"]["seed"] == 7


@pytest.mark.parametrize(
    ("kind", "more", "error"),
    [
        ("behave", {"code": "filtered_prompt"}, PromptRefusedError),
        ("behave", {"code": "filtered_output"}, PictureRefusedError),
        ("behave", {"code": "not_an_image"}, NotAPictureError),
        ("behave", {"code": "partial_output"}, NotAPictureError),
        ("error", {"status": 429, "code": "ThrottlingException"}, ModelBusyError),
        ("error", {"status": 404, "code": "model_not_found"}, ModelGoneError),
        ("error", {"status": 500}, ModelFaultError),
        ("cut", {}, ModelFaultError),
        ("drop_reply", {}, ModelFaultError),
    ],
)
async def test_trouble_on_purpose(world, painter, kind, more, error):
    world.trouble(kind, times=1, **more)
    with pytest.raises(error) as caught:
        await painted(painter)
    assert type(caught.value) is error
    assert len((await painted(painter)).pictures) == 1


async def test_the_last_of_several_does_not_come(world, painter):
    world.trouble("behave", code="partial_output")
    painting = await painted(painter, count=4)
    assert (len(painting.pictures), painting.withheld) == (3, 1)


async def test_the_content_filter(painter):
    with pytest.raises(PromptRefusedError):
        await painted(painter, prompt="gore")
    with pytest.raises(PictureRefusedError):
        await painted(painter, prompt="a bloodstained shirt")


async def test_another_key_is_refused(painter, session):
    stranger = ImageServer(session, replace(painter._server, key=SecretStr("sk-another")))
    with pytest.raises(ModelForbiddenError):
        await painted(stranger)


async def test_it_takes_as_long_as_it_is_told(world, painter):
    world.seconds = 30
    call = asyncio.create_task(painted(painter))
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(call), 0.3)
    call.cancel()
    await asyncio.wait([call])


@pytest.mark.parametrize(
    "more",
    [
        {"n": 5},
        {"size": "512x512"},
        {"response_format": "url"},
        {"seed": -1},
        {"steps": 30},
        {"prompt": ""},
        {"model": "another"},
    ],
)
@pytest.mark.parametrize("endpoint", ["generations", "edits"])
async def test_what_is_not_as_documented_is_refused(world, session, endpoint, more):
    sent = {"json": GOOD | more}
    if endpoint == "edits":
        form = aiohttp.FormData({name: str(value) for name, value in (GOOD | more).items()})
        form.add_field(
            "image", inputs_for(Task.VARIATION).pictures[0], content_type="image/png", filename="a.png"
        )
        sent = {"data": form}
    async with session.post(f"{world.url}/v1/images/{endpoint}", headers=KEY, **sent) as answer:
        assert answer.status == 400
        assert (await answer.json())["error"]["type"] == "invalid_request_error"


@pytest.mark.parametrize("endpoint", ["generations", "edits"])
async def test_a_body_of_another_kind_is_refused(world, session, endpoint):
    for sent in ({"data": b"{"}, {"json": ["a boat"]}, {"data": {"prompt": "a boat"}}):
        async with session.post(f"{world.url}/v1/images/{endpoint}", headers=KEY, **sent) as answer:
            assert answer.status == 400


async def test_files_that_are_no_pictures_are_refused(world, session):
    for name, data in (("image", b"GIF89a"), ("image", b"\x89PNG\r\n\x1a\nbroken"), ("photo", b"?")):
        form = aiohttp.FormData(GOOD)
        form.add_field(name, data, content_type="image/png", filename="a.png")
        async with session.post(f"{world.url}/v1/images/edits", headers=KEY, data=form) as answer:
            assert answer.status == 400
