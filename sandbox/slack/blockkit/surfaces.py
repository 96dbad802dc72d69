"""A whole message, modal or App Home: its blocks, and the rules that span them.

Sources: https://docs.slack.dev/reference/block-kit/blocks (how many blocks, unique ids),
https://docs.slack.dev/reference/views (modals and the App Home), and the pages of the elements.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from sandbox.slack.blockkit import composition as c
from sandbox.slack.blockkit.blocks import BLOCK, MAX_MARKDOWN
from sandbox.slack.blockkit.schema import Bool, Enum, Fault, Faults, List, Obj, Str, Surface

MAX_BLOCKS: Final[dict[Surface, int]] = {"message": 50, "modal": 100, "home": 100}
"""Blocks on each surface ("Blocks")."""

MAX_MESSAGE_JSON: Final = 13_000
"""Characters of a message's blocks as compact JSON, beyond which Slack answers `msg_blocks_too_long`.

Not documented. Developers of several apps measured a limit near 13,200 that counts containers, not
only text; the sandbox stays a little below, so that what it accepts Slack accepts.
"""

MAX_VIEW_BYTES: Final = 250_000
"""A view as JSON (views.open, "view_too_large")."""

MODAL: Final = Obj(
    {"type": Enum(("modal",)), "title": c.plain(24), "blocks": List(BLOCK, high=100, low=0)},
    {
        "submit": c.plain(24),
        "close": c.plain(24),
        "private_metadata": Str(3000, 0),
        "callback_id": Str(255, 0),
        "external_id": Str(255, 0),
        "clear_on_close": Bool(),
        "notify_on_close": Bool(),
    },
)
HOME: Final = Obj(
    {"type": Enum(("home",)), "blocks": List(BLOCK, high=100, low=0)},
    {"private_metadata": Str(3000, 0), "callback_id": Str(255, 0), "external_id": Str(255, 0)},
)


def message_faults(blocks: Any, at: str = "/blocks") -> list[Fault]:
    """What Slack would refuse in a message's `blocks`; empty if nothing."""
    faults = list(List(BLOCK, high=MAX_BLOCKS["message"], low=0).check(blocks, at, "message"))
    if faults:
        return faults
    return [*_unique_ids(blocks, at), *_markdown_total(blocks, at), *_response_urls(blocks, at, "message")]


def blocks_too_long(blocks: Sequence[Any]) -> bool:
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MAX_MESSAGE_JSON


def view_faults(view: Any, at: str = "/view") -> list[Fault]:
    """What Slack would refuse in a modal or App Home view; empty if nothing."""
    if not isinstance(view, dict):
        return [Fault("must provide an object", at)]
    if view.get("type") not in ("modal", "home"):
        return [Fault("unsupported type: " + str(view.get("type")), f"{at}/type")]
    surface: Surface = "modal" if view["type"] == "modal" else "home"
    faults = list((MODAL if surface == "modal" else HOME).check(view, at, surface))
    if faults:
        return faults
    blocks = view["blocks"]
    within = f"{at}/blocks"
    faults = [
        *_unique_ids(blocks, within),
        *_one_focus(blocks, within),
        *_response_urls(blocks, within, surface),
    ]
    if surface == "modal" and view.get("submit") is None:
        faults += [
            Fault("must define `submit` to use an `input` block in modals", f"{at}/blocks/{index}/input")
            for index, block in enumerate(blocks)
            if block["type"] == "input"
        ]
    return faults


def view_too_large(view: Any) -> bool:
    return len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode()) > MAX_VIEW_BYTES


def _unique_ids(blocks: list[dict[str, Any]], at: str) -> Faults:
    """`block_id` on a surface, `action_id` within a block."""
    seen_blocks: set[str] = set()
    for index, block in enumerate(blocks):
        if (block_id := block.get("block_id")) is not None:
            if block_id in seen_blocks:
                yield Fault(f'`block_id` "{block_id}" already exists', f"{at}/{index}/block_id")
            seen_blocks.add(block_id)
        seen_actions: set[str] = set()
        for position, element in enumerate(block.get("elements") or ()):
            action_id = element.get("action_id") if isinstance(element, dict) else None
            if action_id is not None:
                if action_id in seen_actions:
                    pointer = f"{at}/{index}/elements/{position}/action_id"
                    yield Fault(f'`action_id` "{action_id}" already exists', pointer)
                seen_actions.add(action_id)


def _elements(blocks: list[dict[str, Any]], at: str) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    """Each element with its block and its JSON pointer."""
    for index, block in enumerate(blocks):
        for name in ("accessory", "element"):
            if isinstance(block.get(name), dict):
                yield block, block[name], f"{at}/{index}/{name}"
        for position, element in enumerate(block.get("elements") or ()):
            if isinstance(element, dict):
                yield block, element, f"{at}/{index}/elements/{position}"


def _one_focus(blocks: list[dict[str, Any]], at: str) -> Faults:
    """`focus_on_load`, on every element's page: "Only one element can be set to true"."""
    focused = [pointer for _, element, pointer in _elements(blocks, at) if element.get("focus_on_load")]
    for pointer in focused[1:]:
        yield Fault("only one element can set `focus_on_load`", f"{pointer}/focus_on_load")


def _response_urls(blocks: list[dict[str, Any]], at: str, surface: Surface) -> Faults:
    """Select menus' page on `response_url_enabled`: only works with menus in input blocks in modals."""
    for block, element, pointer in _elements(blocks, at):
        if element.get("response_url_enabled") and (surface != "modal" or block["type"] != "input"):
            yield Fault(
                "`response_url_enabled` only works in `input` blocks in modals",
                f"{pointer}/response_url_enabled",
            )


def _markdown_total(blocks: list[dict[str, Any]], at: str) -> Faults:
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MAX_MARKDOWN:
        yield Fault(f"markdown blocks must be less than {MAX_MARKDOWN + 1} characters together", at)
