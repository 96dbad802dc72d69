"""People submit and close modals."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.blockkit.values import REQUIRED
from sandbox.slack.client import ControlError
from sandbox.slack.people.forms import TROUBLE
from sandbox.slack.testing import picture, plain, section


def form(callback_id="imagine", **more):
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain("Imagine"),
        "submit": plain("Paint"),
        "private_metadata": "meta",
        "blocks": [
            {
                "type": "input",
                "block_id": "prompt",
                "label": plain("Prompt"),
                "element": {"type": "plain_text_input", "action_id": "text", "max_length": 20},
            },
            {
                "type": "input",
                "block_id": "count",
                "optional": True,
                "label": plain("How many"),
                "element": {
                    "type": "number_input",
                    "action_id": "n",
                    "is_decimal_allowed": False,
                    "initial_value": "3",
                },
            },
            {
                "type": "input",
                "block_id": "where",
                "optional": True,
                "label": plain("Where"),
                "element": {
                    "type": "conversations_select",
                    "action_id": "channel",
                    "response_url_enabled": True,
                },
            },
        ],
        **more,
    }


class Desk:
    """A bot that opens `form` for the shortcut and answers submissions as told."""

    def __init__(self) -> None:
        self.submissions: list[dict[str, Any]] = []
        self.closed: list[dict[str, Any]] = []
        self.answer: dict[str, Any] = {}
        self.view = form()


@pytest.fixture
async def desk(bolt, connect):
    desk = Desk()

    @bolt.shortcut("paint")
    async def paint(ack, body, client):
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=desk.view)

    async def submitted(ack, body):
        desk.submissions.append(body)
        await ack(**desk.answer)

    async def closed(ack, body):
        await ack()
        desk.closed.append(body)

    for name in ("imagine", "next"):
        bolt.view_submission(name)(submitted)
        bolt.view_closed(name)(closed)
    await connect(bolt)
    return desk


@pytest.fixture
def opened(desk, people):
    async def open_form():
        await people.shortcut("alex", "paint")
        [view] = await people.wait_for(lambda client: client.modals("alex"))
        return view["id"]

    return open_form


FILLED = {"prompt": {"text": "a boat"}}


async def test_a_submissions_payload(desk, opened, people, users, channels):
    view_id = await opened()
    values = {**FILLED, "where": {"channel": channels["design"]}}
    result = await people.submit("alex", view_id, values)
    assert (result["ok"], result["response_action"]) == (True, "close")
    assert await people.modals("alex") == []
    [payload] = desk.submissions
    assert payload["type"] == "view_submission"
    assert payload["user"]["id"] == users["alex"]
    assert payload["trigger_id"]
    assert payload["view"]["private_metadata"] == "meta"
    assert payload["view"]["state"]["values"] == {
        "prompt": {"text": {"type": "plain_text_input", "value": "a boat"}},
        "count": {"n": {"type": "number_input", "value": "3"}},
        "where": {"channel": {"type": "conversations_select", "selected_conversation": channels["design"]}},
    }
    [url] = payload["response_urls"]
    assert (url["channel_id"], url["block_id"]) == (channels["design"], "where")


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({}, {"prompt": REQUIRED}),
        ({"prompt": {"text": "x" * 21}}, {"prompt": "This must be no more than 20 characters."}),
        ({**FILLED, "count": {"n": "1.5"}}, {"count": "Please enter a whole number."}),
    ],
)
async def test_the_client_checks_first(desk, opened, people, values, errors):
    result = await people.submit("alex", await opened(), values)
    assert (result["error"], result["errors"]) == ("client_validation", errors)
    assert desk.submissions == []
    [view] = await people.modals("alex")
    assert view["_sandbox"]["errors"] == errors


async def test_what_was_entered_is_kept(desk, opened, people):
    view_id = await opened()
    await people.submit("alex", view_id, {"count": {"n": "5"}})
    result = await people.submit("alex", view_id, FILLED)
    assert result["ok"]
    assert desk.submissions[0]["view"]["state"]["values"]["count"]["n"]["value"] == "5"


async def test_errors(desk, opened, people):
    desk.answer = {"response_action": "errors", "errors": {"prompt": "Too short"}}
    result = await people.submit("alex", await opened(), FILLED)
    assert (result["ok"], result["response_action"]) == (True, "errors")
    assert result["errors"] == {"prompt": "Too short"}
    [view] = await people.modals("alex")
    assert view["_sandbox"]["errors"] == {"prompt": "Too short"}
    desk.answer = {}
    assert (await people.submit("alex", view["id"]))["response_action"] == "close"


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"elsewhere": "?"}},
        {"response_action": "update", "view": {**form(), "title": plain("x" * 25)}},
        {"response_action": "dance"},
    ],
)
async def test_answers_that_are_not_valid(desk, opened, people, answer):
    desk.answer = answer
    result = await people.submit("alex", await opened(), FILLED)
    assert (result["ok"], result["error"]) == (False, "invalid_view_response")
    assert result["shown"] == TROUBLE
    [view] = await people.modals("alex")
    assert view["_sandbox"]["failure"] == TROUBLE


async def test_update(desk, opened, people):
    desk.answer = {
        "response_action": "update",
        "view": {"type": "modal", "title": plain("Done"), "blocks": [section("Thanks")]},
    }
    view_id = await opened()
    assert (await people.submit("alex", view_id, FILLED))["response_action"] == "update"
    [view] = await people.modals("alex")
    assert (view["id"], view["title"]["text"]) == (view_id, "Done")
    with pytest.raises(ControlError) as refused:
        await people.submit("alex", view_id)
    assert refused.value.code == "no_submit"


async def test_push_and_clear(desk, opened, people):
    desk.answer = {"response_action": "push", "view": form("next")}
    first = await opened()
    await people.submit("alex", first, FILLED)
    stack = await people.modals("alex")
    assert [view["callback_id"] for view in stack] == ["imagine", "next"]
    desk.answer = {}
    await people.submit("alex", stack[1]["id"], FILLED)
    assert [view["id"] for view in await people.modals("alex")] == [first]
    desk.answer = {"response_action": "push", "view": form("next")}
    await people.submit("alex", first, FILLED)
    desk.answer = {"response_action": "clear"}
    top = (await people.modals("alex"))[1]["id"]
    assert (await people.submit("alex", top, FILLED))["response_action"] == "clear"
    assert await people.modals("alex") == []


async def test_push_beyond_three(desk, opened, people):
    desk.answer = {"response_action": "push", "view": form("next")}
    await opened()
    for _ in range(2):
        top = (await people.modals("alex"))[-1]["id"]
        assert (await people.submit("alex", top, FILLED))["ok"]
    top = (await people.modals("alex"))[-1]["id"]
    result = await people.submit("alex", top, FILLED)
    assert (result["error"], result["detail"]) == ("invalid_view_response", "push_limit_reached")


async def test_no_answer(desk, opened, people):
    """The form stays, with Slack's line above it."""
    view_id = await opened()
    await people.add_fault("slack:deliver:interactive", "drop_reply", times=1)
    result = await people.submit("alex", view_id, FILLED)
    assert (result["error"], result["shown"]) == ("operation_timeout", TROUBLE)
    [view] = await people.modals("alex")
    assert view["_sandbox"]["failure"] == TROUBLE
    assert view["state"]["values"]["prompt"]["text"]["value"] == "a boat"


async def test_close_tells_who_wants_to_know(desk, opened, people):
    view_id = await opened()
    assert (await people.close_view("alex", view_id))["notified"] == 0
    desk.view = form(notify_on_close=True)
    view_id = await opened()
    assert (await people.close_view("alex", view_id))["notified"] == 1
    assert desk.closed[0]["is_cleared"] is False
    assert desk.closed[0]["view"]["id"] == view_id


async def test_closing_a_stack(desk, opened, people):
    desk.view = form(notify_on_close=True)
    desk.answer = {"response_action": "push", "view": form("next", notify_on_close=True)}
    first = await opened()
    await people.submit("alex", first, FILLED)
    second = (await people.modals("alex"))[1]["id"]
    await people.close_view("alex", second)
    assert [view["id"] for view in await people.modals("alex")] == [first]
    await people.submit("alex", first, FILLED)
    second = (await people.modals("alex"))[1]["id"]
    result = await people.close_view("alex", second, everything=True)
    assert result["notified"] == 2
    assert await people.modals("alex") == []
    assert [body["is_cleared"] for body in desk.closed] == [False, True, True]


async def test_clear_on_close(desk, opened, people):
    desk.answer = {"response_action": "push", "view": form("next", clear_on_close=True)}
    await people.submit("alex", await opened(), FILLED)
    second = (await people.modals("alex"))[1]["id"]
    await people.close_view("alex", second)
    assert await people.modals("alex") == []


async def test_a_new_modal_takes_the_place_of_an_open_one(opened, people):
    first = await opened()
    await people.shortcut("alex", "paint")

    async def replaced(client):
        [view] = await client.modals("alex")
        return view["id"] != first

    await people.wait_for(replaced)


async def test_home_has_no_submit(web_client, people, users):
    await web_client.views_publish(user_id=users["alex"], view={"type": "home", "blocks": []})
    home = await people.home("alex")
    with pytest.raises(ControlError) as refused:
        await people.submit("alex", home["id"])
    assert refused.value.code == "no_submit"
    with pytest.raises(ControlError) as refused:
        await people.close_view("alex", home["id"])
    assert refused.value.code == "view_not_found"


async def test_a_file_submitted_in_a_form_is_the_apps_to_see(bolt, connect, people, web_client):
    opened = {}

    @bolt.command("/imagine")
    async def opens(ack, body, client):
        await ack()
        block = {
            "type": "input",
            "block_id": "file",
            "label": plain("File"),
            "element": {"type": "file_input", "action_id": "file"},
        }
        view = form("form", blocks=[block])
        opened["view"] = await client.views_open(trigger_id=body["trigger_id"], view=view)

    @bolt.view("form")
    async def submitted(ack, view):
        opened["files"] = view["state"]["values"]["file"]["file"]["files"]
        await ack()

    await connect(bolt)
    file = await people.upload("alex", "a.png", picture())
    with pytest.raises(SlackApiError, match="file_not_found"):
        await web_client.files_info(file=file["id"])
    await people.command("alex", "#design", "/imagine")
    (shown,) = await people.wait_for(lambda client: client.modals("alex"))  # opened after the acknowledgement
    assert (await people.submit("alex", shown["id"], {"file": {"file": [file["id"]]}}))["ok"]
    assert [one["id"] for one in opened["files"]] == [file["id"]]
    assert (await web_client.files_info(file=file["id"]))["file"]["name"] == "a.png"
