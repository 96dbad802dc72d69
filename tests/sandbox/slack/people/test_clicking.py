"""People click and choose; what the app is told of it."""

import re

import pytest

from sandbox.slack.client import ControlError
from sandbox.slack.testing import actions, button, plain

ONE = {"text": plain("One"), "value": "1"}
TWO = {"text": plain("Two"), "value": "2"}
FORM = {
    "type": "modal",
    "title": plain("Imagine"),
    "submit": plain("Paint"),
    "blocks": [
        {
            "type": "input",
            "block_id": "prompt",
            "label": plain("Prompt"),
            "element": {"type": "plain_text_input", "action_id": "text", "initial_value": "a boat"},
        },
        {
            "type": "input",
            "block_id": "style",
            "label": plain("Style"),
            "dispatch_action": True,
            "element": {"type": "static_select", "action_id": "pick", "options": [ONE, TWO]},
        },
        *actions(button("more"), block_id="more"),
    ],
}


@pytest.fixture
async def clicks(bolt, connect):
    """Payloads of everything that was clicked."""
    payloads = []

    async def take(ack, body):
        await ack()
        payloads.append(body)

    bolt.action(re.compile(".*"))(take)
    bolt.shortcut(re.compile(".*"))(take)
    await connect(bolt)
    return payloads


@pytest.fixture
def posted(web_client, people, channels):
    async def post(*elements, **more):
        await web_client.chat_postMessage(
            channel=channels["design"], text="x", blocks=actions(*elements), **more
        )
        return (await people.messages("alex", "#design"))[-1]

    return post


async def test_a_buttons_payload(clicks, people, posted, users, channels, slack):
    metadata = {"event_type": "job", "event_payload": {"id": "j1"}}
    message = await posted(button("go", value="7", style="primary"), metadata=metadata)
    result = await people.click("mina", message, "go")
    assert result["ok"]
    assert result["dispatched"]
    [payload] = clicks
    workspace = slack.slack.workspace
    assert payload["type"] == "block_actions"
    assert payload["user"] == {
        "id": users["mina"],
        "username": "mina",
        "name": "mina",
        "team_id": workspace.team_id,
    }
    assert payload["team"] == {"id": workspace.team_id, "domain": "harbour-studio"}
    assert payload["channel"] == {"id": channels["design"], "name": "design"}
    assert payload["container"] == {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channels["design"],
        "is_ephemeral": False,
    }
    assert payload["api_app_id"] == workspace.app_id
    assert payload["is_enterprise_install"] is False
    assert payload["message"]["ts"] == message["ts"]
    assert payload["message"]["metadata"] == metadata
    assert payload["state"] == {"values": {}}
    assert payload["response_url"].startswith(f"{slack.url}/actions/")
    assert len(payload["trigger_id"].split(".")) == 3
    [action] = payload["actions"]
    assert float(action.pop("action_ts")) > float(message["ts"])
    assert action == {
        "type": "button",
        "action_id": "go",
        "block_id": "b",
        "text": {"type": "plain_text", "text": "Go", "emoji": True},
        "value": "7",
        "style": "primary",
    }


async def test_in_a_thread(clicks, people, web_client, channels):
    parent = await people.say("alex", "#design", "parent")
    await web_client.chat_postMessage(
        channel=channels["design"], text="x", thread_ts=parent, blocks=actions(button("go"))
    )
    reply = (await people.thread("alex", "#design", parent))[1]
    await people.click("alex", reply, "go")
    assert clicks[0]["container"]["thread_ts"] == parent
    assert clicks[0]["message"]["thread_ts"] == parent


async def test_in_an_ephemeral_message(clicks, people, web_client, channels, users):
    """Slack leaves the message itself out."""
    await web_client.chat_postEphemeral(
        channel=channels["brand-team"], user=users["alex"], text="x", blocks=actions(button("go"))
    )
    [message] = await people.messages("alex", "#brand-team")
    await people.click("alex", message, "go")
    assert clicks[0]["container"]["is_ephemeral"] is True
    assert clicks[0]["channel"]["name"] == "privategroup"
    assert "message" not in clicks[0]
    with pytest.raises(ControlError) as refused:
        await people.click("mina", message, "go")
    assert refused.value.code == "message_not_found"


async def test_a_menus_payload_and_state(clicks, people, posted):
    message = await posted(
        {"type": "static_select", "action_id": "pick", "options": [ONE, TWO]}, button("go")
    )
    await people.click("alex", message, "pick", value="2")
    [payload] = clicks
    assert payload["actions"][0]["selected_option"]["value"] == "2"
    assert payload["state"]["values"]["b"]["pick"]["selected_option"]["value"] == "2"
    await people.click("alex", message, "go")
    assert clicks[1]["state"]["values"]["b"]["pick"]["selected_option"]["value"] == "2"
    await people.click("mina", message, "go")
    assert clicks[2]["state"]["values"]["b"]["pick"]["selected_option"] is None


async def test_people_and_conversations_by_name(clicks, people, posted, users, channels):
    message = await posted(
        {"type": "users_select", "action_id": "who"}, {"type": "conversations_select", "action_id": "where"}
    )
    await people.click("alex", message, "who", value="김민아")
    await people.click("alex", message, "where", value="#random")
    assert clicks[0]["actions"][0]["selected_user"] == users["mina"]
    assert clicks[1]["actions"][0]["selected_conversation"] == channels["random"]
    for action_id in ("who", "where"):
        with pytest.raises(ControlError) as refused:
            await people.click("alex", message, action_id, value="nobody")
        assert refused.value.code == "not_offered"


async def test_an_overflow_menu(clicks, people, posted):
    message = await posted({"type": "overflow", "action_id": "menu", "options": [ONE, TWO]})
    await people.click("alex", message, "menu", value="1")
    assert clicks[0]["actions"][0]["selected_option"]["text"]["text"] == "One"
    assert clicks[0]["state"] == {"values": {}}
    with pytest.raises(ControlError) as refused:
        await people.click("alex", message, "menu", value="3")
    assert refused.value.code == "not_offered"


async def test_blocks_in_attachments_can_be_clicked(clicks, people, web_client, channels):
    await web_client.chat_postMessage(
        channel=channels["design"], text="x", attachments=[{"blocks": actions(button("go"))}]
    )
    [message] = await people.messages("alex", "#design")
    assert (await people.click("alex", message, "go"))["ok"]
    assert clicks[0]["actions"][0]["action_id"] == "go"


@pytest.mark.parametrize(
    ("action_id", "more", "code"),
    [
        ("stop", {}, "no_such_element"),
        ("go", {}, "ambiguous_element"),
        ("go", {"block_id": "b1", "value": "3"}, "not_offered"),
        ("go", {"block_id": "b3"}, "no_such_element"),
    ],
)
async def test_what_cannot_be_clicked(people, web_client, channels, action_id, more, code):
    blocks = [
        *actions(button("go", value="1"), block_id="b1"),
        *actions(button("go", value="2"), block_id="b2"),
    ]
    await web_client.chat_postMessage(channel=channels["design"], text="x", blocks=blocks)
    [message] = await people.messages("alex", "#design")
    with pytest.raises(ControlError) as refused:
        await people.click("alex", message, action_id, **more)
    assert refused.value.code == code


async def test_buttons_are_told_apart_by_value(clicks, people, web_client, channels):
    blocks = [
        *actions(button("go", value="1"), block_id="b1"),
        *actions(button("go", value="2"), block_id="b2"),
    ]
    await web_client.chat_postMessage(channel=channels["design"], text="x", blocks=blocks)
    [message] = await people.messages("alex", "#design")
    await people.click("alex", message, "go", value="2")
    assert clicks[0]["actions"][0]["block_id"] == "b2"


async def test_a_click_that_is_not_answered_leaves_a_warning(people, posted, bolt, connect):
    message = await posted(button("go"), button("stop"))
    result = await people.click("alex", message, "go")
    assert (result["ok"], result["error"]) == (False, "dispatch_failed")
    [shown] = await people.messages("alex", "#design")
    assert shown["_sandbox"]["failed_actions"] == [
        {"block_id": "b", "action_id": "go", "error": "dispatch_failed"}
    ]

    @bolt.action("go")
    async def go(ack):
        await ack()

    await connect(bolt)
    assert (await people.click("alex", message, "go"))["ok"]
    [shown] = await people.messages("alex", "#design")
    assert shown["_sandbox"]["failed_actions"] == []


async def test_a_messages_shortcut(clicks, people, users, channels):
    await people.say("mina", "#random", "a picture")
    [message] = await people.messages("alex", "#random")
    await people.shortcut("alex", "use_reference", message)
    [payload] = clicks
    assert (payload["type"], payload["callback_id"]) == ("message_action", "use_reference")
    assert payload["message"]["text"] == "a picture"
    assert payload["message_ts"] == message["ts"]
    assert payload["channel"] == {"id": channels["random"], "name": "random"}
    assert payload["user"]["id"] == users["alex"]
    assert payload["response_url"]


async def test_a_global_shortcut(clicks, people):
    await people.shortcut("alex", "paint")
    assert clicks[0]["type"] == "shortcut"
    assert "channel" not in clicks[0]


async def test_shortcuts_of_the_other_kind(people):
    with pytest.raises(ControlError) as refused:
        await people.shortcut("alex", "use_reference")
    assert refused.value.code == "unknown_shortcut"


@pytest.fixture
async def modal(clicks, web_client, people):
    await people.shortcut("alex", "paint")
    answer = await web_client.views_open(trigger_id=clicks.pop()["trigger_id"], view=FORM)
    return answer["view"]["id"]


async def test_in_a_modal(clicks, modal, people):
    result = await people.change("alex", modal, "more")
    assert result["ok"]
    [payload] = clicks
    assert payload["container"] == {"type": "view", "view_id": modal}
    assert payload["view"]["id"] == modal
    assert payload["view"]["state"]["values"]["prompt"]["text"]["value"] == "a boat"
    assert "response_url" not in payload
    assert "message" not in payload


async def test_inputs_are_quiet_unless_they_dispatch(clicks, modal, people):
    assert (await people.change("alex", modal, "text", "a ship"))["dispatched"] is False
    assert clicks == []
    await people.change("alex", modal, "pick", "2")
    [payload] = clicks
    assert payload["actions"][0]["selected_option"]["value"] == "2"
    values = payload["view"]["state"]["values"]
    assert values["prompt"]["text"]["value"] == "a ship"
    assert values["style"]["pick"]["selected_option"]["value"] == "2"


async def test_another_persons_modal(modal, people):
    with pytest.raises(ControlError) as refused:
        await people.change("mina", modal, "more")
    assert refused.value.code == "view_not_found"
