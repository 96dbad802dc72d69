"""People submit and close modals, and open the App Home."""

from typing import Any, Final

from sandbox.slack.api.errors import SlackError
from sandbox.slack.api.views import check_view
from sandbox.slack.api.views import to_slack as view_json
from sandbox.slack.blockkit.values import current, form_faults
from sandbox.slack.core import Slack
from sandbox.slack.delivery import events
from sandbox.slack.people import payloads
from sandbox.slack.people.clicking import remember
from sandbox.slack.people.refusal import RefusalError
from sandbox.slack.state.model import Json, View
from sandbox.slack.state.views import MAX_STACK

TROUBLE: Final = "We had some trouble connecting. Try again?"
"""Slack's own line when a submission is not acknowledged, or answered with something invalid."""


def open_view(slack: Slack, user: str, view_id: str) -> View:
    view = slack.workspace.views.find(view_id)
    if view is None or view.user != user:
        raise RefusalError("view_not_found", f"{user} has no view {view_id} open")
    return view


async def submit(slack: Slack, view: View, values: Json) -> Json:
    """Fill in the plain `values` and press the submit button; what is not named keeps what it held.

    Returns ``{"ok", "ack_ms", "response_action", …}``. With ``client_validation`` nothing was sent.
    """
    if view.body["type"] != "modal" or view.body.get("submit") is None:
        raise RefusalError("no_submit", "this view has no submit button")
    remember(slack, view, values)
    faults = form_faults(view.body["blocks"], current(view.body["blocks"], view.state))
    view.errors, view.failure = faults, ""
    if faults:
        slack.workspace.views.changed(view)
        return {"ok": False, "error": "client_validation", "errors": faults}
    _hand_files_over(slack, view)
    outcome = await slack.courier.deliver(
        "interactive", payloads.view_submission(slack, view), accepts_response=True
    )
    result: Json = {"ok": outcome.ok, "ack_ms": outcome.ms, "response": outcome.body}
    error, detail = outcome.error, ""
    if not error:
        try:
            result["response_action"] = await _answered(slack, view, outcome.body or {})
        except SlackError as fault:
            error, detail = "invalid_view_response", str(fault)
    if error:
        view.failure = TROUBLE
        slack.workspace.views.changed(view)
        result |= {"ok": False, "error": error, "shown": TROUBLE, "detail": detail}
    elif view.errors:
        result["errors"] = view.errors
    return result


def _hand_files_over(slack: Slack, view: View) -> None:
    for block in current(view.body["blocks"], view.state).values():
        for state in block.values():
            for file in state.get("files") or ():
                slack.workspace.files[file["id"]].handed_over = True


async def _answered(slack: Slack, view: View, body: Any) -> str:
    """Do what the acknowledgement asks for; returns its name, ``close`` if it asked for nothing."""
    views = slack.workspace.views
    if not isinstance(body, dict):
        raise SlackError("invalid_view_response")
    match body.get("response_action"):
        case None:
            views.pop(view)
            return "close"
        case "clear":
            views.clear(view.user)
            return "clear"
        case "errors":
            view.errors = _checked_errors(view, body.get("errors"))
            views.changed(view)
            return "errors"
        case "update":
            new, images = await check_view(slack, body.get("view"), ("modal",), view)
            views.update(view, new, now=slack.clock.now(), images=images)
            return "update"
        case "push":
            if len(views.stack(view.user)) >= MAX_STACK:
                raise SlackError("push_limit_reached")
            new, images = await check_view(slack, body.get("view"), ("modal",), None)
            views.push(view.user, new, now=slack.clock.now(), images=images)
            return "push"
    raise SlackError("invalid_view_response", [f"unknown response_action {body['response_action']}"])


def _checked_errors(view: View, errors: Any) -> dict[str, str]:
    """Slack shows errors under inputs only; naming another block makes the whole answer invalid."""
    inputs = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise SlackError("invalid_view_response", ["errors must name input blocks of the view"])
    if not all(isinstance(text, str) and text for text in errors.values()):
        raise SlackError("invalid_view_response", ["errors must be sentences"])
    return dict(errors)


async def close(slack: Slack, view: View, *, everything: bool) -> Json:
    """Press the close button, or (`everything`) the cross that closes the whole stack.

    The app hears of a view that was opened with ``notify_on_close``.
    """
    stack = slack.workspace.views.stack(view.user)
    if view not in stack:
        raise RefusalError("view_not_found", "only an open modal can be closed")
    everything = everything or bool(view.body.get("clear_on_close"))
    closed = list(reversed(stack)) if everything else list(reversed(stack[stack.index(view) :]))
    notices = [
        payloads.view_closed(slack, one, cleared=everything)
        for one in closed
        if one.body.get("notify_on_close")
    ]
    if everything:
        slack.workspace.views.clear(view.user)
    else:
        slack.workspace.views.pop(view)
    outcomes = [await slack.courier.deliver("interactive", notice) for notice in notices]
    return {"ok": True, "notified": len(outcomes), "errors": [one.error for one in outcomes if one.error]}


def visit_home(slack: Slack, user: str, tab: str) -> bool:
    """Click on the app in the sidebar; tells whether an event was sent."""
    if tab == "home" and not slack.manifest.home_tab:
        raise RefusalError("not_enabled", "the manifest does not enable the Home tab")
    channel = slack.workspace.direct_message([user, slack.workspace.bot.id])
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel.id if channel else "",
        "tab": tab,
        "event_ts": slack.workspace.ids.ts(slack.clock.now()),
    }
    home = slack.workspace.views.home(user)
    if home is not None and tab == "home":
        event["view"] = view_json(slack, home)
    return events.emit(slack, event)
