"""Which events the app gets, and which not."""

import json
from pathlib import Path

import pytest

from sandbox.slack.client import WorkspaceClient
from sandbox.slack.delivery.events import EVENT_SCOPES, MESSAGE_EVENTS
from sandbox.slack.server import running_slack
from sandbox.slack.testing import picture

REFERENCE = Path(__file__).parents[5] / "shared/contracts/slack/events"


@pytest.fixture
async def heard(bolt, connect, people):
    """What the app was told, once it has been told `count` things."""
    events = []

    @bolt.event({"type": "message"})
    async def message(event):
        events.append(event)

    @bolt.event({"type": "message", "subtype": "message_changed"})
    async def changed(event):
        events.append(event)

    @bolt.event({"type": "message", "subtype": "message_deleted"})
    async def deleted(event):
        events.append(event)

    @bolt.event({"type": "message", "subtype": "file_share"})
    async def shared(event):
        events.append(event)

    for kind in ("app_mention", "file_shared", "member_joined_channel", "app_home_opened", "reaction_added"):

        @bolt.event(kind)
        async def other(event):
            events.append(event)

    await connect(bolt)

    async def wait(count):
        async def enough(_):
            return len(events) >= count

        await people.wait_for(enough, what=f"{count} events, got {events}")
        return events

    return wait


def kinds(events):
    return sorted(
        (event["type"], event.get("subtype", ""), event.get("channel_type", "")) for event in events
    )


async def test_messages_where_the_app_is(heard, people):
    await people.say("alex", "#random", "the app is not here")
    await people.say("alex", "#launch-plans", "nor here")
    await people.say("alex", "#design", "public")
    await people.say("alex", "#brand-team", "private")
    await people.say("alex", "@app", "direct")
    events = await heard(3)
    assert kinds(events) == [("message", "", "channel"), ("message", "", "group"), ("message", "", "im")]
    assert {event["text"] for event in events} == {"public", "private", "direct"}


async def test_a_mention_is_a_message_too(heard, people, users, channels):
    parent = await people.say("mina", "#design", "look")
    await heard(1)
    await people.say("mina", "#design", "@Imagine lighthouse & storm", thread_ts=parent)
    events = await heard(3)
    assert kinds(events[1:]) == [("app_mention", "", ""), ("message", "", "channel")]
    mention = next(event for event in events if event["type"] == "app_mention")
    assert mention["text"] == f"<@{users['imagine']}> lighthouse &amp; storm"
    assert mention["thread_ts"] == parent
    assert mention["channel"] == channels["design"]
    assert mention["event_ts"] == mention["ts"]


async def test_no_mention_in_a_direct_message(heard, people):
    await people.say("mina", "@app", "@Imagine hello")
    await people.say("mina", "@app", "second")
    assert kinds(await heard(2)) == [("message", "", "im")] * 2


async def test_pictures_in_a_message(heard, people):
    file = await people.upload("alex", "boat.png", picture())
    await people.say("alex", "#design", "@Imagine like this", files=[file["id"]])
    events = await heard(3)
    assert kinds(events) == [
        ("app_mention", "", ""),
        ("file_shared", "", ""),
        ("message", "file_share", "channel"),
    ]
    message = next(event for event in events if event["type"] == "message")
    assert message["files"][0]["url_private"].startswith("http")
    assert next(e for e in events if e["type"] == "file_shared")["file_id"] == file["id"]


async def test_a_file_from_slack_connect_is_a_stub(heard, people, web_client):
    file = await people.upload("alex", "boat.png", picture(), connect=True)
    await people.say("alex", "@app", files=[file["id"]])
    events = await heard(2)
    message = next(event for event in events if event["type"] == "message")
    [stub] = message["files"]
    assert stub["file_access"] == "check_file_info"
    assert "url_private" not in stub
    info = await web_client.files_info(file=stub["id"])
    assert info["file"]["file_access"] == "visible"
    assert info["file"]["url_private"].startswith("http")


async def test_the_apps_own_messages_and_their_changes(heard, web_client, channels):
    posted = await web_client.chat_postMessage(channel=channels["design"], text="one")
    assert (await heard(1))[0]["bot_id"] == posted["message"]["bot_id"]
    await web_client.chat_update(channel=channels["design"], ts=posted["ts"], text="two")
    changed = (await heard(2))[1]
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "two")
    assert changed["previous_message"]["text"] == "one"
    await web_client.chat_delete(channel=channels["design"], ts=posted["ts"])
    deleted = (await heard(3))[2]
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", posted["ts"])


async def test_ephemeral_messages_are_not_told(heard, web_client, people, channels, users):
    await web_client.chat_postEphemeral(channel=channels["design"], user=users["mina"], text="psst")
    await people.say("alex", "#design", "aloud")
    assert [event["text"] for event in await heard(1)] == ["aloud"]


async def test_being_invited(heard, people, users, channels):
    await people.invite("#random")
    await people.say("alex", "#random", "welcome")
    events = await heard(3)
    joined = next(event for event in events if event["type"] == "member_joined_channel")
    assert (joined["user"], joined["channel"]) == (users["imagine"], channels["random"])
    assert any(event.get("subtype") == "channel_join" for event in events)
    assert any(event.get("text") == "welcome" for event in events)
    assert (await people.invite("#random"))["already_in_channel"]


async def test_the_home_tab(heard, people, users):
    await people.open_home("mina")
    event = (await heard(1))[0]
    assert (event["type"], event["tab"], event["user"]) == ("app_home_opened", "home", users["mina"])
    assert "view" not in event


async def test_reactions(heard, people, users):
    await people.say("alex", "#design", "hello")
    [message] = await people.messages("mina", "#design")
    await people.react("mina", message, "eyes")
    event = next(e for e in await heard(2) if e["type"] == "reaction_added")
    assert (event["reaction"], event["item"]["ts"]) == ("eyes", message["ts"])
    [message] = await people.messages("mina", "#design")
    assert message["reactions"] == [{"name": "eyes", "users": [users["mina"]], "count": 1}]
    await people.react("mina", message, "eyes")
    [message] = await people.messages("mina", "#design")
    assert "reactions" not in message


@pytest.mark.parametrize(
    "text",
    [
        "settings: {event_subscriptions: {bot_events: [app_mention]}}",
        "oauth_config: {scopes: {bot: ['im:history']}}",
        """
        settings: {event_subscriptions: {bot_events: [message.im]}}
        features: {app_home: {messages_tab_enabled: true}}
        """,
    ],
)
async def test_nothing_without_subscription_and_scope(tmp_path, text):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(text, encoding="utf-8")
    async with running_slack(manifest=manifest) as slack, WorkspaceClient(slack.url) as people:
        await people.say("alex", "#design", "@App hello")
        if slack.slack.manifest.messages_tab:
            await people.say("alex", "@app", "hello")
        assert [entry for entry in await people.log() if entry["kind"] == "envelope"] == []


@pytest.mark.parametrize(
    "name", ["app_mention", "file_shared", "message.channels", "message.groups", "message.im"]
)
def test_scopes_are_those_of_the_reference(name):
    path = REFERENCE / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"Slack's event reference is not at {REFERENCE}")
    needed = {subscription: scope for subscription, scope, _ in MESSAGE_EVENTS.values()} | dict(EVENT_SCOPES)
    scopes = [scope.replace(".", ":") for scope in json.loads(path.read_text(encoding="utf-8"))["scopes"]]
    assert [needed[name]] == scopes


@pytest.mark.parametrize("name", ["message", "file_shared"])
async def test_events_have_the_fields_of_the_reference(heard, people, name):
    path = REFERENCE / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"Slack's event reference is not at {REFERENCE}")
    example = json.loads(path.read_text(encoding="utf-8"))["example"]
    file = await people.upload("alex", "boat.png", picture())
    await people.say("alex", "#design", "like this", files=[file["id"]])
    event = next(event for event in await heard(2) if event["type"] == name)
    assert {key: type(value) for key, value in example.items()} == {
        key: type(event.get(key)) for key in example
    }
