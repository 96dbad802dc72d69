"""views.*: modals and the App Home tab."""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.slack.api.call import Call, Handler, need_scope
from sandbox.slack.api.errors import SlackError, invalid_arguments
from sandbox.slack.blockkit.normalise import normalise, normalise_text
from sandbox.slack.blockkit.schema import Fault
from sandbox.slack.blockkit.surfaces import view_faults, view_too_large
from sandbox.slack.blockkit.values import current
from sandbox.slack.core import Slack
from sandbox.slack.people.responses import Trigger
from sandbox.slack.pictures import resolve
from sandbox.slack.state.model import Json, View
from sandbox.slack.state.views import MAX_STACK


def to_slack(slack: Slack, view: View) -> Json:
    """The view as methods and interaction payloads carry it."""
    workspace, body = slack.workspace, view.body
    common: Json = {
        "id": view.id,
        "team_id": workspace.team_id,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "external_id": body.get("external_id", ""),
        "state": {"values": current(body["blocks"], view.state)},
        "hash": view.hash,
        "title": body.get("title"),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot.bot_id,
    }
    return common


async def check_view(
    slack: Slack, given: Any, kinds: tuple[str, ...], replaced: View | None
) -> tuple[Json, dict[str, str]]:
    """A view of one of `kinds`, valid and with its ids filled in, and the copies of its pictures.

    Raises
    ------
    SlackError
        ``view_too_large``, ``duplicate_external_id``, ``missing_scope`` for a file input without the scope
        its page asks for, or ``invalid_arguments`` with the faults.
    """
    if view_too_large(given):
        raise SlackError("view_too_large")
    faults = view_faults(given)
    if not faults and given["type"] not in kinds:
        faults = [Fault(f"must be of type {' or '.join(kinds)}", "/view/type")]
    if faults:
        raise invalid_arguments(*(str(fault) for fault in faults))
    if any(block.get("element", {}).get("type") == "file_input" for block in given["blocks"]):
        need_scope(slack, ["files:read"])
    external_id = given.get("external_id")
    other = slack.workspace.views.find(external_id=external_id) if external_id else None
    if other is not None and other is not replaced:
        raise SlackError("duplicate_external_id")
    texts = {name: normalise_text(given[name]) for name in ("title", "submit", "close") if given.get(name)}
    body = dict(given) | texts | {"blocks": normalise(given["blocks"], slack.workspace.ids.short)}
    resolved = await resolve(
        body["blocks"], "/view/blocks", slack.pictures, slack.workspace.files, slack.clock.now()
    )
    if resolved.faults:
        raise invalid_arguments(*(str(fault) for fault in resolved.faults))
    return {key: value for key, value in body.items() if value is not None}, resolved.images


def _exchange(call: Call) -> Trigger:
    given = [value for name in ("trigger_id", "interactivity_pointer") if (value := call.get(name))]
    if not given:
        raise invalid_arguments("missing required field: trigger_id")
    if len(given) > 1:
        raise invalid_arguments("must provide only one of `trigger_id` and `interactivity_pointer`")
    [trigger_id] = given
    trigger = call.slack.passes.use_trigger(trigger_id)
    if isinstance(trigger, str):
        raise SlackError(trigger)
    return trigger


async def open_(call: Call) -> Json:
    trigger = _exchange(call)
    body, images = await check_view(call.slack, call.arguments["view"], ("modal",), None)
    view = call.workspace.views.open(trigger.user, body, now=call.slack.clock.now(), images=images)
    return {"view": to_slack(call.slack, view)}


async def push(call: Call) -> Json:
    trigger = _exchange(call)
    stack = call.workspace.views.stack(trigger.user)
    if trigger.view is None or trigger.view not in stack:
        raise SlackError("not_found")
    if len(stack) >= MAX_STACK:
        raise SlackError("push_limit_reached")
    body, images = await check_view(call.slack, call.arguments["view"], ("modal",), None)
    view = call.workspace.views.push(trigger.user, body, now=call.slack.clock.now(), images=images)
    return {"view": to_slack(call.slack, view)}


async def update(call: Call) -> Json:
    view_id, external_id = call.get("view_id"), call.get("external_id")
    if (view_id is None) == (external_id is None):
        raise invalid_arguments("must provide exactly one of `view_id` and `external_id`")
    view = call.workspace.views.find(view_id, external_id)
    if view is None:
        raise SlackError("not_found")
    if call.get("hash") not in (None, view.hash):
        raise SlackError("hash_conflict")
    body, images = await check_view(call.slack, call.arguments["view"], (view.body["type"],), view)
    if call.workspace.views.find(view.id) is None:  # closed while its pictures were fetched
        raise SlackError("not_found")
    call.workspace.views.update(view, body, now=call.slack.clock.now(), images=images)
    return {"view": to_slack(call.slack, view)}


async def publish(call: Call) -> Json:
    if not call.slack.manifest.home_tab:
        raise SlackError("not_enabled")
    user = call.arguments["user_id"]
    if user not in call.workspace.users:
        raise invalid_arguments("invalid `user_id`")
    home = call.workspace.views.home(user)
    if call.get("hash") and (home is None or home.hash != call.arguments["hash"]):
        raise SlackError("hash_conflict")
    body, images = await check_view(call.slack, call.arguments["view"], ("home",), home)
    view = call.workspace.views.publish(user, body, now=call.slack.clock.now(), images=images)
    return {"view": to_slack(call.slack, view)}


HANDLERS: Final[Mapping[str, Handler]] = {
    "views.open": open_,
    "views.push": push,
    "views.update": update,
    "views.publish": publish,
}
