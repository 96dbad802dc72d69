"""Snapshots, the log, and changes as they come."""

import asyncio

import aiohttp
import pytest

from sandbox.slack.client import ControlError
from sandbox.slack.state.feed import Feed
from sandbox.slack.testing import picture


async def test_a_snapshot(people, users, channels):
    seen = await people.workspace("mina")
    assert seen["me"] == users["mina"]
    assert seen["team"]["name"] == "Harbour Studio"
    assert seen["commands"][0] == {
        "command": "/imagine",
        "description": "Paint something",
        "usage_hint": "keywords",
        "builtin": False,
    }
    assert (seen["commands"][-1]["command"], seen["commands"][-1]["builtin"]) == ("/invite", True)
    assert seen["shortcuts"][0]["callback_id"] == "use_reference"
    assert seen["app"]["home_tab"] is True
    assert seen["delivery"]["connections"] == 0
    rooms = {channel["name"]: channel for channel in seen["channels"]}
    assert rooms["random"]["bot_is_member"] is False
    assert rooms["Imagine"]["kind"] == "im"
    assert rooms["Imagine"]["user"] == users["imagine"]


async def test_a_snapshot_shows_only_what_one_may_see(people):
    await people.add_channel("closed", private=True, members=["alex"])
    for user, sees, others in (
        ("alex", True, {"김민아", "Sam Okafor", "Imagine"}),
        ("mina", False, {"Alex Rivera", "Sam Okafor", "Imagine"}),
    ):
        names = {channel["name"] for channel in (await people.workspace(user))["channels"]}
        assert ("closed" in names) is sees
        direct = [one for one in (await people.workspace(user))["channels"] if one["kind"] == "im"]
        assert {one["name"] for one in direct} == others
        assert [one["name"] for one in direct if one["bot_is_member"]] == ["Imagine"]


async def test_messages_in_pages(people):
    for number in range(5):
        await people.say("alex", "#design", str(number))
    assert [m["text"] for m in await people.messages("mina", "#design", limit=2)] == ["3", "4"]


async def test_who_may_read(people):
    await people.add_channel("closed", private=True, members=["alex"])
    with pytest.raises(ControlError) as refused:
        await people.messages("mina", "#closed")
    assert refused.value.code == "channel_not_found"


async def test_the_log(people, web_client, channels):
    await web_client.chat_postMessage(channel=channels["design"], text="hello")
    [entry] = [entry for entry in await people.log() if entry["kind"] == "api"]
    assert (entry["kind"], entry["name"], entry["ok"]) == ("api", "chat.postMessage", True)
    assert entry["request"]["text"] == "hello"
    assert entry["response"]["message"]["text"] == "hello"
    assert entry["ms"] >= 0
    assert entry["seq"] not in [later["seq"] for later in await people.log(since=entry["seq"])]
    async with people._opened().get(f"{people.url}/_sandbox/log/{entry['seq']}") as response:
        assert (await response.json())["entry"] == entry
    async with people._opened().get(f"{people.url}/_sandbox/log/0") as response:
        assert response.status == 400


async def test_no_token_in_the_log(people, web_client):
    await web_client.auth_test()
    assert "xoxb" not in str(await people.log())


async def test_changes(people, users):
    start = (await people.changes(0))["seq"]
    await people.say("alex", "#design", "hello")
    batch = await people.changes(start)
    assert not batch["lost"]
    [change] = [change for change in batch["changes"] if change["type"] == "message"]
    assert (change["message"]["text"], change["message"]["user"]) == ("hello", users["alex"])
    assert (await people.changes(batch["seq"]))["changes"] == []


async def test_changes_as_one_person_sees_them(people, web_client, channels, users):
    await people.add_channel("closed", private=True, members=["alex"])
    start = (await people.changes(0))["seq"]
    await people.say("alex", "#closed", "secret")
    await web_client.chat_postEphemeral(channel=channels["design"], user=users["alex"], text="psst")
    await people.say("alex", "#design", "aloud")
    for user, texts in (("alex", ["secret", "psst", "aloud"]), ("mina", ["aloud"])):
        batch = await people.changes(start, user=user)
        assert [c["message"]["text"] for c in batch["changes"] if c["type"] == "message"] == texts


async def test_long_poll(people):
    start = (await people.changes(0))["seq"]
    waiting = asyncio.create_task(people.changes(start, seconds=30))
    await people.say("alex", "#design", "hello")
    assert (await waiting)["changes"][0]["type"] == "message"


async def test_changes_that_are_forgotten(people, slack, monkeypatch):
    monkeypatch.setattr(slack.slack.feed, "_changes", Feed(keep=1)._changes)
    for text in "ab":
        await people.say("alex", "#random", text)
    assert (await people.changes(0))["lost"]


@pytest.mark.parametrize("query", ["since=x", "timeout=soon", "user=nobody"])
async def test_questions_without_sense(people, query):
    async with people._opened().get(f"{people.url}/_sandbox/changes?{query}") as response:
        assert response.status == 400
        assert (await response.json())["ok"] is False


@pytest.fixture
async def live(people):
    async with aiohttp.ClientSession() as session:

        async def connect(user, **query):
            ws = await session.ws_connect(f"{people.url}/_sandbox/live", params={"user": user, **query})
            hello = await ws.receive_json(timeout=30)
            assert hello["type"] == "hello"
            return ws

        yield connect


async def texts(ws, count):
    found: list[str] = []
    while len(found) < count:
        batch = await ws.receive_json(timeout=30)
        assert batch["type"] == "changes"
        found += [c["message"]["text"] for c in batch["changes"] if c["type"] == "message"]
    return found


async def test_live(live, people):
    alex, mina = await live("alex"), await live("mina")
    await people.add_channel("closed", private=True, members=["alex"])
    await people.say("alex", "#closed", "secret")
    await people.say("alex", "#design", "aloud")
    assert await texts(alex, 2) == ["secret", "aloud"]
    assert await texts(mina, 1) == ["aloud"]


async def test_live_after_a_break(live, people):
    await people.say("alex", "#design", "before")
    seq = (await people.changes(0))["seq"]
    await people.say("alex", "#design", "meanwhile")
    ws = await live("mina", since=str(seq))
    assert await texts(ws, 1) == ["meanwhile"]


async def test_live_loses_and_reorders_nothing(live, people, web_client, channels):
    windows = [await live("alex"), await live("mina")]
    wanted = [str(number) for number in range(200)]
    for text in wanted:
        await web_client.chat_postMessage(channel=channels["design"], text=text)
    for ws in windows:
        assert await texts(ws, 200) == wanted


async def test_live_needs_somebody(people):
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await people._opened().ws_connect(f"{people.url}/_sandbox/live?user=nobody")


async def test_files_for_the_page(people):
    shown = await people.upload("alex", "boat.png", picture())
    page = await people.upload("alex", "evil.html", b"<script>alert(1)</script>")
    for file, disposition in ((shown, "inline"), (page, "attachment")):
        async with people._opened().get(f"{people.url}/_sandbox/files/{file['id']}") as response:
            assert response.headers["Content-Disposition"] == disposition
    async with people._opened().get(f"{people.url}/_sandbox/files/F0") as response:
        assert response.status == 404
    async with people._opened().get(f"{people.url}/_sandbox/images/none") as response:
        assert response.status == 404
