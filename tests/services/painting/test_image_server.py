"""Every task of an image server over the wire, to a stub that demands the documented format; every answer it has."""

import asyncio
import io
import json
import logging
import traceback
from dataclasses import replace

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from PIL import Image as Pillow
from pydantic import SecretStr

from sandbox.image_server.contract import error
from sandbox.slack.testing import picture
from services.ask import PictureOptions
from services.bedrock import (
    MAX_PICTURES_BYTES,
    ModelBusyError,
    ModelFaultError,
    ModelForbiddenError,
    ModelGoneError,
    ModelUnreachableError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    QuotaSpentError,
    RequestRefusedError,
    SourceRefusedError,
)
from services.painting import catalogue, image_server_wire
from services.painting.image_server import ImageServer
from services.painting.interface import WORDLESS, Inputs, Shrunk, Steering, Task
from services.painting.planning import planned
from tests.image_server import running_stub
from tests.ports import refusing_port
from tests.services.painting.given import picture as plain
from tests.services.painting.servers import GPT, OLD, OWN, SERVERS, described, inputs_for, mask_of, rules_of

KEY = "sk-very-secret-0123456789"
STEERING = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))
REFUSED = error("Rejected by the safety system.", "moderation_blocked", "image_generation_user_error")
BUSY = error("Rate limit reached.", "rate_limit_exceeded", "requests")

SINGLE = described(each=1)
"""It paints one picture a call, and edits with as many pictures as any."""

of_every_task = pytest.mark.parametrize("task", sorted(GPT.capabilities.tasks))


@pytest_asyncio.fixture
async def session():
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        yield session


@pytest_asyncio.fixture
async def stub():
    async with running_stub() as stub:
        yield stub


@pytest.fixture
def painter(stub, session):
    """A painter of a described server, which the stub is."""

    def made(server=GPT, key=None):
        description = replace(server, url=f"{stub.url}/v1", key=SecretStr(key) if key else None)
        stub.rules = rules_of(description)
        return ImageServer(session, description)

    return made


def plan(painter, task=Task.TEXT_TO_IMAGE, **chosen):
    return painter.plan(PictureOptions(**chosen), 11, task, STEERING)


async def painted(painter, task=Task.TEXT_TO_IMAGE, prompt="a boat", **chosen):
    return await painter.paint(prompt, plan(painter, task, **chosen), inputs_for(task))


async def failure(kind, painter, task=Task.TEXT_TO_IMAGE, prompt="a boat", **chosen):
    with pytest.raises(kind) as caught:
        await painted(painter, task, prompt, **chosen)
    assert type(caught.value) is kind
    return caught.value


@pytest.mark.parametrize(
    ("server", "task"), [(server, task) for server in SERVERS for task in sorted(server.capabilities.tasks)]
)
async def test_every_task(stub, painter, server, task):
    painting = await painted(painter(server), task, count=3)
    assert (len(painting.pictures), painting.withheld) == (3, 0)
    assert sum(asked.fields["n"] for asked in stub.asked) == 3
    size = stub.asked[0].fields.get("size", "64x48")
    for one in painting.pictures:
        with Pillow.open(io.BytesIO(one.data)) as opened:
            assert f"{opened.width}x{opened.height}" == size
    for asked in stub.asked:
        # What arrives in a form is what was handed over, to the byte.
        expected = inputs_for(task).pictures if asked.pictures else ()
        assert tuple(asked.pictures) == expected[: len(asked.pictures)]


async def test_a_picture_larger_than_is_taken_arrives_smaller_and_its_mask_with_it(stub, painter):
    one = painter(OWN)
    given = Inputs((plain(1800, 1200),), mask_of(1800, 1200))
    await one.paint("a boat", plan(one, Task.INPAINT_MASKED), given)
    (asked,) = stub.asked
    for sent in (*asked.pictures, asked.mask):
        with Pillow.open(io.BytesIO(sent)) as opened:
            assert opened.size == (1536, 1024)


def test_a_picture_that_becomes_as_large_as_the_server_paints_says_so(painter):
    large = Steering(width=3000, height=2000, where="the sky")
    smaller = Shrunk(was=(3000, 2000), becomes=(1536, 1024))
    for server in (OWN, GPT):
        assert planned(painter(server), PictureOptions(), Task.INPAINT, large).notes == (smaller,)


async def test_two_pictures_arrive_in_their_order(stub, painter):
    await painted(painter(), Task.RESTYLE)
    assert tuple(stub.asked[0].pictures) == inputs_for(Task.RESTYLE).pictures


@pytest.mark.parametrize(("server", "each"), [(GPT, [5]), (OLD, [4, 1]), (OWN, [1, 1, 1, 1, 1])])
async def test_more_pictures_than_a_call_takes_are_more_calls(stub, painter, server, each):
    painting = await painted(painter(server), count=5)
    assert len(painting.pictures) == 5
    assert sorted((asked.fields["n"] for asked in stub.asked), reverse=True) == each


async def test_a_seed_is_reported_as_it_was_used(stub, painter):
    painting = await painted(painter(OWN), count=3, seed=2_147_483_646)
    used = {asked.fields["seed"] for asked in stub.asked}
    assert used == {2_147_483_646, 2_147_483_647, 0}
    assert [one.seed for one in painting.pictures] == [2_147_483_646, 2_147_483_647, 0]


@pytest.mark.parametrize("seeded", [True, False])
async def test_of_a_seed_for_several_it_is_said_which_picture_each_is(stub, painter, seeded):
    painting = await painted(painter(described(each=2, seed=seeded)), count=3, seed=7)
    assert [(one.seed, one.place, one.together) for one in painting.pictures] == (
        [(7, 0, 2), (7, 1, 2), (9, 0, 1)] if seeded else [(7, 0, 1)] * 3
    )


async def test_no_more_calls_at_once_than_a_server_has_places(stub, painter, monkeypatch):
    running, most, enough = 0, 0, asyncio.Event()

    async def call(session, server, request):
        nonlocal running, most
        running += 1
        most = max(most, running)
        if running == 3:
            enough.set()
        await asyncio.wait_for(enough.wait(), 60)
        running -= 1
        return [stub.entry(picture())]

    monkeypatch.setattr("services.painting.image_server.call", call)
    assert len((await painted(painter(OWN), count=5)).pictures) == 5
    assert most == 3


@of_every_task
@pytest.mark.parametrize(
    "failed", [(400, REFUSED), (429, BUSY), (500, "?"), (200, {"data": []}), (200, {"data": [{"url": "?"}]})]
)
async def test_one_of_four_fails_and_three_are_delivered(stub, painter, task, failed):
    good = 200, stub.painted({})
    stub.answers = [good, failed, good, good]
    painting = await painted(painter(SINGLE), task, count=4)
    assert (len(painting.pictures), painting.withheld) == (3, 1)
    assert len(stub.asked) == 4


@of_every_task
async def test_an_answer_with_fewer_pictures_than_asked_for(stub, painter, task):
    stub.answers = [(200, stub.painted({"n": 3}))]
    painting = await painted(painter(), task, count=4)
    assert (len(painting.pictures), painting.withheld) == (3, 1)


async def test_an_answer_with_more_pictures_than_asked_for(stub, painter):
    stub.answers = [(200, stub.painted({"n": 3}))]
    assert len((await painted(painter())).pictures) == 1


@of_every_task
async def test_a_broken_entry_leaves_the_others(stub, painter, task):
    answer = stub.painted({"n": 3})
    answer["data"][1] = {"b64_json": "?"}
    stub.answers = [(200, answer)]
    painting = await painted(painter(), task, count=3)
    assert (len(painting.pictures), painting.withheld) == (2, 1)


async def test_addresses_are_fetched_without_the_key(stub, painter):
    stub.key = KEY
    painting = await painted(painter(OLD, KEY), count=2)
    assert [one.data for one in painting.pictures] == [picture(size=(1024, 1024))] * 2
    assert [asked.headers["Authorization"] for asked in stub.asked] == [f"Bearer {KEY}"]
    assert len(stub.fetched) == 2
    assert all(not {"Authorization", "Cookie"} & set(headers) for headers in stub.fetched)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "ftp://example.com/a.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "/files/0",
        "http://",
        "http://[::1",
        "http://user:word@127.0.0.1/a.png",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.7/a.png",
        "http://[::1]:80/a.png",
        "http://localhost:80/a.png",
        "http://metadata.google.internal/a.png",
    ],
)
async def test_addresses_that_are_not_fetched(stub, painter, address):
    stub.answers = [(200, {"data": [{"url": address}]})]
    told = await failure(NotAPictureError, painter(OLD))
    assert "address" in str(told)
    assert stub.fetched == []


@pytest.mark.parametrize(
    "response",
    [
        lambda: web.Response(status=302, headers={"Location": "/files/1"}),
        lambda: web.Response(status=404),
        lambda: web.Response(text="<html>Sign in</html>", content_type="text/html"),
        lambda: web.Response(body=b""),
        lambda: web.Response(body=picture() + bytes(3_000)),
    ],
)
async def test_what_an_address_may_answer_instead_of_a_picture(stub, painter, monkeypatch, response):
    monkeypatch.setattr(image_server_wire, "MAX_PICTURE_BYTES", 2_000)
    stub.answers = [(200, {"data": [{"url": stub.keep(response())}]})]
    stub.keep(web.Response(body=picture(), content_type="image/png"))
    await failure(NotAPictureError, painter(OLD))
    assert len(stub.fetched) == 1


DOCUMENTED = [
    (400, REFUSED, PromptRefusedError),
    (400, error("Violates our policy.", "content_policy_violation"), PromptRefusedError),
    (400, error("Blocked.", "moderation_blocked", moderation_details={"moderation_stage": "input"}), PromptRefusedError),
    (400, error("Blocked.", "moderation_blocked", moderation_details={"moderation_stage": "output"}), PictureRefusedError),
    (400, error("Invalid size.", "invalid_size"), RequestRefusedError),
    (400, error("Unknown parameter: 'seed'.", "unknown_parameter"), RequestRefusedError),
    (401, error("Incorrect API key provided.", "invalid_api_key"), ModelForbiddenError),
    (401, error("You must be a member of an organization.", None), ModelForbiddenError),
    (403, error("Country, region, or territory not supported.", "unsupported_country"), ModelForbiddenError),
    (404, error("The model `x` does not exist.", "model_not_found"), ModelGoneError),
    (404, error("The model `x` does not exist.", 404, "NotFoundError"), ModelGoneError),
    (404, "404 page not found", RequestRefusedError),
    (413, "Too large", RequestRefusedError),
    (422, {"detail": [{"loc": ["body", "n"], "msg": "too many"}]}, RequestRefusedError),
    (429, BUSY, ModelBusyError),
    (429, error("You exceeded your current quota.", "insufficient_quota", "insufficient_quota"), QuotaSpentError),
    (429, error("Spent.", None, "insufficient_quota"), QuotaSpentError),
    (400, error("Billing hard limit.", "billing_hard_limit_reached"), QuotaSpentError),
    (500, error("The server had an error.", None, "server_error"), ModelFaultError),
    (502, "<html>Bad gateway</html>", ModelFaultError),
    (503, error("Overloaded.", "server_is_overloaded", "service_unavailable_error"), ModelBusyError),
    (503, "", ModelFaultError),
    (200, "no JSON", ModelFaultError),
    (200, [], ModelFaultError),
    (200, {"created": 1}, ModelFaultError),
    (200, {"created": 1, "data": []}, NotAPictureError),
    (200, {"created": 1, "data": [{"revised_prompt": "a boat"}]}, NotAPictureError),
    (200, {"created": 1, "data": [{"b64_json": "bm8gcGljdHVyZQ=="}]}, NotAPictureError),
    (200, {"created": 1, "data": ["picture"]}, NotAPictureError),
    (200, REFUSED, PromptRefusedError),
    (307, "elsewhere", RequestRefusedError),
]  # fmt: skip


@of_every_task
@pytest.mark.parametrize(("status", "body", "kind"), DOCUMENTED)
async def test_every_answer_ends_in_its_own_outcome(stub, painter, task, status, body, kind):
    stub.answers = [(status, body)]
    if kind is PromptRefusedError and task in WORDLESS:
        kind = SourceRefusedError
    await failure(kind, painter(), task)
    # It may have been paid: whether it is asked again is not decided here.
    assert len(stub.asked) == 1


async def test_the_first_failure_is_told_if_there_is_no_picture_at_all(stub, painter):
    stub.answers = [(429, BUSY)] * 3
    await failure(ModelBusyError, painter(OWN), count=3)
    assert len(stub.asked) == 3


@pytest.mark.parametrize(("task", "prompt"), [(Task.ERASE_MASKED, "a boat"), (Task.VARIATION, "")])
async def test_without_words_it_is_the_picture_that_is_refused(stub, painter, task, prompt):
    stub.answers = [(400, REFUSED)]
    await failure(SourceRefusedError, painter(), task, prompt)


async def test_the_server_is_not_there(session):
    with refusing_port() as port:
        nowhere = described(url=f"http://127.0.0.1:{port}/v1")
        await failure(ModelUnreachableError, ImageServer(session, nowhere))


async def test_a_server_that_says_nothing(session):
    forever = asyncio.Event()

    async def silent(reader, writer):
        await forever.wait()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        slow = replace(GPT, url=f"http://127.0.0.1:{port}/v1", seconds=0.2)
        await failure(ModelFaultError, ImageServer(session, slow))
    finally:
        forever.set()
        server.close()
        await server.wait_closed()


async def test_a_server_that_hangs_up(session):
    async def rude(reader, writer):
        await reader.read(10)
        writer.close()

    server = await asyncio.start_server(rude, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        await failure(ModelFaultError, ImageServer(session, replace(GPT, url=f"http://127.0.0.1:{port}/v1")))
    finally:
        server.close()
        await server.wait_closed()


async def test_an_answer_that_is_too_large(stub, painter, monkeypatch):
    monkeypatch.setattr(image_server_wire, "MAX_PICTURE_BYTES", 300)
    monkeypatch.setattr(image_server_wire, "_MAX_WORDS_BYTES", 100)
    stub.answers = [(200, {"data": [{"b64_json": "x" * 2000}]}), (500, "x" * 2000)]
    for _ in range(2):
        assert "larger" in str(await failure(ModelFaultError, painter()))


async def test_pictures_that_are_too_large_are_not_sent(stub, painter):
    one = painter()
    heavy = inputs_for(Task.VARIATION).pictures[0] + bytes(MAX_PICTURES_BYTES)
    with pytest.raises(RequestRefusedError, match="bytes"):
        await one.paint("", plan(one, Task.VARIATION), Inputs((heavy,)))
    assert stub.asked == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, error(f"Incorrect API key provided: {KEY}.", "invalid_api_key")),
        (400, f"what is {KEY}?"),
        (500, json.dumps({"error": f"Bearer {KEY}"})),
    ],
)
async def test_the_key_is_nowhere_to_be_read(stub, painter, caplog, status, body):
    caplog.set_level(logging.DEBUG)
    stub.answers = [(status, body)]
    one = painter(key=KEY)
    with pytest.raises(Exception, match=str(status)) as caught:
        await painted(one)
    assert stub.asked[0].headers["Authorization"] == f"Bearer {KEY}"
    shown = "".join(traceback.format_exception(caught.value))
    for text in (
        str(caught.value),
        repr(caught.value),
        shown,
        caplog.text,
        repr(one._server),
        str(one._server),
    ):
        assert KEY not in text
    assert caught.value.__cause__ is None


async def test_the_clients_own_errors_are_not_carried_along(session):
    """Some of them hold the request's headers."""

    async def rude(reader, writer):
        await reader.read(10)
        writer.write(b"nonsense\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(rude, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        answering = replace(described(key=KEY), url=f"http://127.0.0.1:{port}/v1")
        told = await failure(ModelFaultError, ImageServer(session, answering))
    finally:
        server.close()
        await server.wait_closed()
    assert told.__cause__ is None
    assert told.__suppress_context__
    assert KEY not in "".join(traceback.format_exception(told))


async def test_without_a_key_none_is_sent(stub, painter):
    await painted(painter())
    assert "Authorization" not in stub.asked[0].headers


def test_without_a_session_there_are_no_servers():
    with pytest.raises(ValueError, match="session"):
        catalogue.painters(None, servers=[GPT])
    known = catalogue.painters(None)
    assert list(known) == list(catalogue.KNOWN)


async def test_the_catalogue_makes_servers(session):
    made = catalogue.painters(None, servers=[GPT], session=session)
    assert list(made) == [*catalogue.KNOWN, "ours"]
    assert isinstance(made["ours"], ImageServer)
    assert made["ours"].capabilities is GPT.capabilities
