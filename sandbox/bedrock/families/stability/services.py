"""Stability's image services: each reads its own body, and each is a row of `SERVICES`.

Sizes of answers are the given picture's where the contract names none. New pictures in another's layout have
sides of 256 to 1536 pixels, which is what the painter plans; larger ones are for the upscalers.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.errors import malformed
from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.given import picture
from sandbox.bedrock.families.stability.one import SIZES, one
from sandbox.bedrock.orders import Work
from sandbox.bedrock.picture_check import PictureFacts

_SHORTEST, _LONGEST = 256, 1536
_GROWN: Final = 5
"""Pixels, the contract's default of `grow_mask`."""
_UPSCALED: Final = 4 << 20
"""Pixels an upscale with a prompt has, if that is twice the picture's or more: the contract names no size."""
_MOST_UPSCALED: Final = 16 << 20
FAST: Final = 4
"""How many times longer the sides become of a fast upscale."""


_BEHIND: Final = re.compile(r"\b(empty|nothing|plain)\b.*\bbackground\b", re.IGNORECASE)
"""Words for what lies behind a thing: painting that is taking the thing away."""


def _size(facts: PictureFacts) -> tuple[int, int]:
    return facts.width, facts.height


def _paintable(facts: PictureFacts) -> tuple[int, int]:
    """The picture's size, made larger or smaller where the painter needs it; at most 2.5 to 1, so it can be."""
    least, most = min(_size(facts)), max(_size(facts))
    scale = min(max(1.0, _SHORTEST / least), _LONGEST / most)
    return max(round(facts.width * scale), 1), max(round(facts.height * scale), 1)


def _control(work: Work) -> Callable[[Body], Plan]:
    def plan(body: Body) -> Plan:
        data, facts = picture(body)
        strength = float(body.get("control_strength", 0.7))
        return one(body, _paintable(facts), pictures=(data,), work=work, strength=strength)

    return plan


def _style_guide(body: Body) -> Plan:
    data, _ = picture(body)
    size = SIZES[body.get("aspect_ratio", "1:1")]
    fidelity = float(body.get("fidelity", 0.5))
    return one(body, size, pictures=(data,), work="resemble", strength=fidelity)


def _style_transfer(body: Body) -> Plan:
    """How much of the look is taken is the product of the two strengths: either can hold it back."""
    data, facts = picture(body, "init_image")
    style, _ = picture(body, "style_image")
    return one(
        body,
        _paintable(facts),
        pictures=(data, style),
        work="transfer",
        strength=float(body.get("style_strength", 1.0)) * float(body.get("change_strength", 0.9)),
        similarity=float(body.get("composition_fidelity", 0.9)),
    )


def _masked(body: Body) -> Plan:
    """White is painted anew; without a mask, what is transparent.

    Raises
    ------
    BedrockError : ValidationException, where there is neither
    """
    data, facts = picture(body)
    mask = picture(body, "mask")[0] if "mask" in body else b""
    if not mask and not facts.alpha:
        raise malformed("#: required key [mask] not found: the image has no alpha channel to take its place")
    grow = int(body.get("grow_mask", _GROWN))
    body = _taken_away(body)
    return one(body, _size(facts), pictures=(data,), mask=mask, grow=grow, work="repaint")


def _found(work: Work, name: str) -> Callable[[Body], Plan]:
    def plan(body: Body) -> Plan:
        data, facts = picture(body)
        grow = int(body.get("grow_mask", _GROWN))
        asked = _taken_away(body) if work == "inpaint" else body
        return one(asked, _size(facts), pictures=(data,), mask_words=body[name], grow=grow, work=work)

    return plan


def _taken_away(body: Body) -> Body:
    """`body` without its prompt where that asks for background alone: without one, a thing is taken away."""
    if not _BEHIND.search(body.get("prompt", "")):
        return body
    return {name: value for name, value in body.items() if name != "prompt"}


def _search_replace(body: Body) -> Plan:
    """What is searched for and also to be left out goes: what surrounds it takes its place, whatever is said."""
    plan = _found("inpaint", "search_prompt")(body)
    if body["search_prompt"].lower() not in body.get("negative_prompt", "").lower():
        return plan
    return replace(plan, orders=tuple(replace(order, prompt="") for order in plan.orders))


def _outpaint(body: Body) -> Plan:
    data, facts = picture(body)
    left, up, right, down = (int(body.get(side, 0)) for side in ("left", "up", "right", "down"))
    return one(
        body,
        (facts.width + left + right, facts.height + up + down),
        pictures=(data,),
        margins=(left, up, right, down),
        strength=float(body.get("creativity", 0.5)),
        work="extend",
    )


def _remove_background(body: Body) -> Plan:
    data, facts = picture(body)
    return one(body, _size(facts), pictures=(data,), work="cut out", seeded=False)


def _fast_upscale(body: Body) -> Plan:
    data, facts = picture(body)
    size = (facts.width * FAST, facts.height * FAST)
    return one(body, size, pictures=(data,), work="enlarge", strength=0.0, seeded=False)


def _upscale(share: float, usual: float) -> Callable[[Body], Plan]:
    """`share` of `creativity` (by default `usual`) becomes invented detail."""

    def plan(body: Body) -> Plan:
        data, facts = picture(body)
        detail = share * float(body.get("creativity", usual))
        return one(body, _upscaled(facts), pictures=(data,), work="enlarge", strength=detail)

    return plan


def _upscaled(facts: PictureFacts) -> tuple[int, int]:
    pixels = facts.width * facts.height
    scale = math.sqrt(max(_UPSCALED, min(2 * pixels, _MOST_UPSCALED)) / pixels)
    return round(facts.width * scale), round(facts.height * scale)


SERVICES: Final[Mapping[str, Callable[[Body], Plan]]] = MappingProxyType(
    {
        "control-sketch": _control("sketch"),
        "control-structure": _control("edges"),
        "style-guide": _style_guide,
        "style-transfer": _style_transfer,
        "inpaint": _masked,
        "erase-object": _masked,
        "search-replace": _search_replace,
        "search-recolor": _found("recolour", "select_prompt"),
        "outpaint": _outpaint,
        "remove-background": _remove_background,
        "fast-upscale": _fast_upscale,
        "conservative-upscale": _upscale(0.3, 0.35),
        "creative-upscale": _upscale(1.0, 0.3),
    }
)
"""By the name of the contract's file."""
