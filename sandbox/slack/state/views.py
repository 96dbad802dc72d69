"""Modals, stacked per person, and App Home tabs."""

import hashlib
from typing import Final

from sandbox.slack.state.feed import Feed
from sandbox.slack.state.ids import Ids
from sandbox.slack.state.model import Json, View

MAX_STACK: Final = 3
"""Modals on top of each other (views.push, "push_limit_reached")."""


class Views:
    def __init__(self, ids: Ids, feed: Feed) -> None:
        self._ids = ids
        self._feed = feed
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, user: str) -> list[View]:
        """Bottom first; empty when no modal is open."""
        return list(self._stacks.get(user, ()))

    def home(self, user: str) -> View | None:
        return self._homes.get(user)

    def find(self, view_id: str | None = None, external_id: str | None = None) -> View | None:
        for view in [*(view for stack in self._stacks.values() for view in stack), *self._homes.values()]:
            if view_id is not None and view.id == view_id:
                return view
            if external_id and view.body.get("external_id") == external_id:
                return view
        return None

    def open(self, user: str, body: Json, *, now: float, images: dict[str, str]) -> View:
        """A new modal instead of whatever was open."""
        view = self._new(user, body, now, images)
        self._stacks[user] = [view]
        self._publish("view_opened", view)
        return view

    def push(self, user: str, body: Json, *, now: float, images: dict[str, str]) -> View:
        """On top of the open modal; the caller has checked `MAX_STACK`."""
        below = self._stacks[user][-1]
        view = self._new(user, body, now, images)
        view.root_id, view.previous_id = below.root_id, below.id
        self._stacks[user].append(view)
        self._publish("view_opened", view)
        return view

    def publish(self, user: str, body: Json, *, now: float, images: dict[str, str]) -> View:
        if (known := self._homes.get(user)) is not None:
            self.update(known, body, now=now, images=images)
            return known
        view = self._new(user, body, now, images)
        self._homes[user] = view
        self._publish("home", view)
        return view

    def update(self, view: View, body: Json, *, now: float, images: dict[str, str]) -> None:
        """Replace what is shown; what the person entered stays where block_id and action_id stay."""
        view.body, view.images = body, images
        view.hash = _hash(view.id, body, now)
        kept = {block["block_id"] for block in body.get("blocks", ())}
        view.state = {block_id: values for block_id, values in view.state.items() if block_id in kept}
        view.errors, view.failure = {}, ""
        self._publish("home" if view.is_home else "view_updated", view)

    def changed(self, view: View) -> None:
        self._publish("view_updated", view)

    def pop(self, view: View) -> None:
        """Close one modal and whatever is on top of it."""
        stack = self._stacks.get(view.user, [])
        if view in stack:
            del stack[stack.index(view) :]
            self._feed.publish("view_closed", {"view_id": view.id}, user=view.user)

    def clear(self, user: str) -> list[View]:
        """Close every modal of `user`; returns them, top first."""
        closed = list(reversed(self._stacks.pop(user, [])))
        for view in closed:
            self._feed.publish("view_closed", {"view_id": view.id}, user=user)
        return closed

    def _new(self, user: str, body: Json, now: float, images: dict[str, str]) -> View:
        view_id = self._ids.new("V")
        return View(
            id=view_id,
            user=user,
            body=body,
            hash=_hash(view_id, body, now),
            root_id=view_id,
            images=images,
        )

    def _publish(self, kind: str, view: View) -> None:
        self._feed.publish(kind, {"view": shown_view(view)}, user=view.user)


def _hash(view_id: str, body: Json, now: float) -> str:
    digest = hashlib.blake2s(repr((view_id, body, now)).encode()).hexdigest()[:8]
    return f"{int(now)}.{digest}"


def shown_view(view: View) -> Json:
    """The view as the page needs it: Slack's fields, the person's entries, errors and picture copies."""
    return {
        "id": view.id,
        "root_view_id": view.root_id,
        "previous_view_id": view.previous_id,
        "hash": view.hash,
        **view.body,
        "state": {"values": view.state},
        "_sandbox": {"images": dict(view.images), "errors": dict(view.errors), "failure": view.failure},
    }
