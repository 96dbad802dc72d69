"""People write messages and run commands."""

from typing import Any

import pytest

from sandbox.slack.client import ControlError, WorkspaceClient
from sandbox.slack.server import running_slack
from sandbox.slack.testing import picture


@pytest.fixture
async def asked(bolt, connect):
    """The bodies of commands; each is answered with what the test puts into ``answer``."""

    class Asked(list[dict[str, Any]]):
        answer: Any = None

    bodies = Asked()

    async def command(ack, body):
        bodies.append(body)
        if isinstance(bodies.answer, dict):
            await ack(**bodies.answer)
        elif bodies.answer is not None:
            await ack(bodies.answer)
        else:
            await ack()

    bolt.command("/imagine")(command)
    bolt.command("/plain")(command)
    await connect(bolt)
    return bodies


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ("#design", "design"),
        ("#random", "random"),
        ("#launch-plans", "privategroup"),
        ("@app", "directmessage"),
    ],
)
async def test_commands_run_everywhere(asked, people, channel, name):
    result = await people.command("mina", channel, "/imagine boat")
    assert result["ok"]
    assert result["ack_ms"] >= 0
    assert asked[0]["channel_name"] == name


async def test_should_escape_is_per_command(asked, people, users):
    await people.command("alex", "#design", "/imagine for @mina")
    await people.command("alex", "#design", "/plain for @mina")
    assert [body["text"] for body in asked] == [f"for <@{users['mina']}|mina>", "for @mina"]


@pytest.mark.parametrize(
    ("answer", "everyone"),
    [
        ("words", False),
        ({"text": "words"}, False),
        ({"text": "words", "response_type": "in_channel"}, True),
    ],
)
async def test_an_answer_with_the_acknowledgement(asked, people, answer, everyone):
    asked.answer = answer
    result = await people.command("alex", "#design", "/imagine boat")
    [shown] = await people.messages("alex", "#design")
    assert (shown["text"], shown["ts"]) == ("words", result["ts"])
    assert shown["_sandbox"]["ephemeral"] is not everyone
    assert len(await people.messages("mina", "#design")) == everyone


async def test_an_answer_where_the_app_is_not(asked, people):
    asked.answer = {"text": "invite me", "response_type": "in_channel"}
    await people.command("alex", "#launch-plans", "/imagine boat")
    [shown] = await people.messages("mina", "#launch-plans")
    assert (shown["text"], shown["subtype"]) == ("invite me", "bot_message")


@pytest.mark.parametrize(
    "answer",
    [
        {"text": "x", "blocks": [{"type": "teapot"}]},
        {"text": "x", "response_type": "aloud"},
    ],
)
async def test_an_answer_that_is_not_valid(asked, people, answer):
    asked.answer = answer
    result = await people.command("alex", "#design", "/imagine boat")
    assert result["error"] == "invalid_command_response"
    [shown] = await people.messages("alex", "#design")
    assert shown["text"] == '/imagine failed with the error "invalid_command_response"'
    assert any(entry["error"] and entry["name"] == "answer to /imagine" for entry in await people.log())


@pytest.mark.parametrize(
    ("user", "channel", "text", "code"),
    [
        ("alex", "#design", "/unknown", "unknown_command"),
        ("alex", "#design", "imagine", "unknown_command"),
        ("nobody", "#design", "/imagine", "unknown_user"),
        ("imagine", "#design", "/imagine", "unknown_user"),
        ("alex", "#nowhere", "/imagine", "channel_not_found"),
    ],
)
async def test_commands_that_do_not_exist(people, user, channel, text, code):
    with pytest.raises(ControlError) as refused:
        await people.command(user, channel, text)
    assert refused.value.code == code


async def test_a_message(people, users, channels):
    ts = await people.say("Alex Rivera", channels["design"], "hello <world>")
    [shown] = await people.messages("mina", "#design")
    assert (shown["ts"], shown["user"]) == (ts, users["alex"])
    assert shown["text"] == "hello &lt;world&gt;"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"text": " "}, "no_text"),
        ({"text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"text": "x", "files": ["F0"]}, "file_not_found"),
    ],
)
async def test_what_cannot_be_said(people, arguments, code):
    with pytest.raises(ControlError) as refused:
        await people.say("alex", "#design", **arguments)
    assert refused.value.code == code


async def test_files_are_their_uploaders(people):
    file = await people.upload("alex", "boat.png", picture())
    with pytest.raises(ControlError):
        await people.say("mina", "#design", files=[file["id"]])


async def test_channels_one_is_not_in(people):
    await people.add_channel("open", members=["alex"])
    await people.add_channel("closed", private=True, members=["alex"])
    for channel, code in [("#open", "not_in_channel"), ("#closed", "channel_not_found")]:
        with pytest.raises(ControlError) as refused:
            await people.say("mina", channel, "let me in")
        assert refused.value.code == code
        with pytest.raises(ControlError) as refused:
            await people.command("mina", channel, "/imagine boat")
        assert refused.value.code == code


async def test_a_messages_tab_that_only_reads(tmp_path):
    manifest = tmp_path / "manifest.yml"
    manifest.write_text(
        "features: {app_home: {messages_tab_enabled: true, messages_tab_read_only_enabled: true}}",
        encoding="utf-8",
    )
    async with running_slack(manifest=manifest) as slack, WorkspaceClient(slack.url) as people:
        with pytest.raises(ControlError) as refused:
            await people.say("alex", "@app", "hello")
        assert refused.value.code == "read_only"
        people_alone = next(
            one["id"] for one in (await people.workspace("alex"))["channels"] if one["name"] == "김민아"
        )
        await people.say("alex", people_alone, "hello")


async def test_messages_are_deleted_by_their_author(people):
    await people.say("alex", "#design", "oops")
    [message] = await people.messages("mina", "#design")
    with pytest.raises(ControlError) as refused:
        await people.delete_message("mina", message)
    assert refused.value.code == "cant_delete_message"
    await people.delete_message("alex", message)
    assert await people.messages("mina", "#design") == []


async def test_an_ephemeral_message_can_be_dismissed(people, web_client, channels, users):
    await web_client.chat_postEphemeral(channel=channels["design"], user=users["mina"], text="psst")
    [message] = await people.messages("mina", "#design")
    await people.delete_message("mina", message)
    assert await people.messages("mina", "#design") == []


async def test_a_new_person(asked, people):
    user = await people.add_user("lee", "Lee Park", locale="ko-KR")
    assert user["locale"] == "ko-KR"
    assert (await people.command("lee", "@app", "/imagine boat"))["ok"]
    assert asked[0]["user_id"] == user["id"]
    with pytest.raises(ControlError) as refused:
        await people.add_user("lee", "Another Lee")
    assert refused.value.code == "name_taken"
