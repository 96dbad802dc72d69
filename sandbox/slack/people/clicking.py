"""People click buttons, choose from menus and use shortcuts."""

from typing import Any

from sandbox.slack.blockkit.normalise import elements_of
from sandbox.slack.blockkit.values import STATEFUL, NotOfferedError, entered, options_of
from sandbox.slack.core import Slack
from sandbox.slack.delivery.outcome import Outcome
from sandbox.slack.people import payloads
from sandbox.slack.people.refusal import RefusalError
from sandbox.slack.state.files import file_json
from sandbox.slack.state.model import Json, Message, View


def visible_message(slack: Slack, user: str, channel: str, ts: str) -> Message:
    message = slack.workspace.message(channel, ts)
    if message is None or message.ephemeral_to not in (None, user):
        raise RefusalError("message_not_found", f"{user} sees no message {ts} there")
    if not slack.workspace.can_see(user, slack.workspace.channels[channel]):
        raise RefusalError("message_not_found", f"{user} sees no message {ts} there")
    return message


def find_element(blocks: list[Json], action_id: str, block_id: str | None, value: Any) -> tuple[Json, Json]:
    """The one element that fits, with its block; `value` tells buttons with the same ids apart.

    Raises
    ------
    RefusalError
        ``no_such_element`` or ``ambiguous_element``.
    """
    found = [
        (block, element)
        for block in blocks
        for element in elements_of(block)
        if element["action_id"] == action_id and block_id in (None, block["block_id"])
    ]
    if len(found) > 1 and value is not None:
        found = [(block, element) for block, element in found if element.get("value") == value] or found
    if not found:
        shown = [element["action_id"] for block in blocks for element in elements_of(block)]
        raise RefusalError("no_such_element", f"nothing with action_id {action_id}; there are {shown}")
    if len(found) > 1:
        raise RefusalError("ambiguous_element", f"{len(found)} elements have the action_id {action_id}")
    return found[0]


def _file(slack: Slack, file_id: Any) -> Json | None:
    file = slack.workspace.files.get(str(file_id))
    return None if file is None else file_json(file, slack.base_url, slack.workspace)


def _picked(slack: Slack, kind: str, value: Any) -> Any:
    """People and conversations by id, whichever way they were named; Slack's menus offer no others."""
    if value in (None, "", []) or not kind.endswith(
        ("users_select", "channels_select", "conversations_select")
    ):
        return value
    if isinstance(value, list):
        return [_picked(slack, kind, one) for one in value]
    workspace, name = slack.workspace, str(value)
    if kind.endswith("users_select"):
        user = workspace.users.get(name) or workspace.user_named(name)
        found = user.id if user else None
    else:
        channel = workspace.channels.get(name) or workspace.channel_named(name.lstrip("#"))
        found = channel.id if channel else None
    if found is None:
        raise RefusalError("not_offered", f"{name} is not in the menu")
    return found


def use(slack: Slack, block: Json, element: Json, value: Any, state: Json) -> Json:
    """Set the element in `state` to the plain `value`; returns the action Slack would send."""
    if element["type"] == "button" and value not in (None, element.get("value")):
        raise RefusalError("not_offered", f"the button's value is {element.get('value')!r}")
    action: Json = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": slack.workspace.ids.ts(slack.clock.now()),
    }
    for name in ("text", "value", "style", "placeholder", "confirm"):
        if name in element and element["type"] not in ("plain_text_input", "number_input"):
            action[name] = element[name]
    if element["type"] == "overflow":
        options = [option for option in options_of(element) if option["value"] == value]
        if not options:
            offered = [option["value"] for option in options_of(element)]
            raise RefusalError("not_offered", f"{value!r} is not one of {offered}")
        return action | {"selected_option": options[0]}
    if element["type"] not in STATEFUL:
        return action
    try:
        picked = _picked(slack, element["type"], value)
        chosen = entered(element, picked, lambda file_id: _file(slack, file_id))
    except NotOfferedError as error:
        raise RefusalError("not_offered", str(error)) from error
    state.setdefault(block["block_id"], {})[element["action_id"]] = chosen
    return action | chosen


async def act_on_message(
    slack: Slack, user: str, message: Message, action_id: str, block_id: str | None, value: Any
) -> Json:
    """Click or change one element of a message; returns once the app has acknowledged."""
    blocks = [*message.body.get("blocks", [])]
    for attachment in message.body.get("attachments", []):
        blocks += attachment.get("blocks", [])
    block, element = find_element(blocks, action_id, block_id, value)
    state = message.state.setdefault(user, {})
    action = use(slack, block, element, value, state)
    if not dispatches(block):
        return {"ok": True, "dispatched": False}
    where = {"block_id": block["block_id"], "action_id": action_id}
    outcome = await _interactive(slack, payloads.message_action(slack, user, message, action))
    others = [
        one for one in message.failed_actions if (one["block_id"], one["action_id"]) != tuple(where.values())
    ]
    failed = [*others, {**where, "error": outcome.error}] if outcome.error else others
    if failed != message.failed_actions:
        message.failed_actions = failed
        if slack.workspace.message(message.channel, message.ts) is message:
            slack.workspace.changed(message)
    return _result(outcome)


async def act_on_view(
    slack: Slack, view: View, action_id: str, block_id: str | None, value: Any, others: Json
) -> Json:
    """Change one element of a modal or App Home; `others` are plain values entered but not sent yet."""
    remember(slack, view, others)
    block, element = find_element(view.body["blocks"], action_id, block_id, value)
    action = use(slack, block, element, value, view.state)
    if not dispatches(block):
        return {"ok": True, "dispatched": False}
    outcome = await _interactive(slack, payloads.view_action(slack, view, action))
    if outcome.error:
        view.failure = "We had some trouble connecting. Try again?"
        slack.workspace.views.changed(view)
    return _result(outcome)


def remember(slack: Slack, view: View, values: Json) -> None:
    """Take over what a person has entered: ``{block_id: {action_id: plain value}}``."""
    for block_id, by_action in values.items():
        for action_id, value in by_action.items():
            block, element = find_element(view.body["blocks"], action_id, block_id, None)
            use(slack, block, element, value, view.state)


def dispatches(block: Json) -> bool:
    """Inputs are sent with the form, unless their block asks for more."""
    return block["type"] != "input" or bool(block.get("dispatch_action", False))


async def use_shortcut(slack: Slack, user: str, callback_id: str, message: Message | None) -> Json:
    """A message's shortcut, or without a message a global one."""
    shortcut = slack.manifest.shortcut(callback_id)
    kind = "global" if message is None else "message"
    if shortcut is None or shortcut.kind != kind:
        raise RefusalError("unknown_shortcut", f"the manifest has no {kind} shortcut {callback_id}")
    if message is None:
        payload = payloads.global_shortcut(slack, user, shortcut)
    else:
        payload = payloads.message_shortcut(slack, user, shortcut, message)
    return _result(await _interactive(slack, payload))


async def _interactive(slack: Slack, payload: Json) -> Outcome:
    if not slack.manifest.interactivity:
        raise RefusalError("interactivity_disabled", "the manifest does not enable interactivity")
    return await slack.courier.deliver("interactive", payload, accepts_response=True)


def _result(outcome: Outcome) -> Json:
    result: Json = {"ok": outcome.ok, "dispatched": True, "ack_ms": outcome.ms, "response": outcome.body}
    return result | ({"error": outcome.error} if outcome.error else {})
