"""What a request to the image server asks the painter for.

The contract of an edit has one task only: whatever is to be done with a picture is said in the prompt, and read
from there, as a model that follows instructions would.
"""

import io
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PIL import Image

from sandbox.bedrock.orders import Order, Work

LARGEST_SEED: Final = 2**31 - 1
USUAL: Final = (1024, 1024)
"""Width and height of a picture from words, where none is asked for."""

_SHORTEST, _LONGEST = 256, 1536
"""Sides, pixels, that the painter plans a picture for."""

_OF_THE_PICTURE: Final = r"(?: (?:in|from) the (?:picture|image|photo))?"
_REMOVED: Final = re.compile(
    rf"\b(?:remove|erase|delete) (?P<what>.+?)(?:{_OF_THE_PICTURE}[,.\n]|$)", re.IGNORECASE
)
_REPLACED: Final = re.compile(
    r"\breplace (?P<what>.+?) (?:with|by)(?: this)?:? (?P<into>[^\n]+)", re.IGNORECASE
)
_RECOLOURED: Final = re.compile(
    rf"\bchange the colou?r of (?P<what>.+?){_OF_THE_PICTURE} to (?:this: )?(?P<into>[^\n]+)", re.IGNORECASE
)
_SHOWN: Final = re.compile(r"\b(?:shows|paint|with) this: (?P<into>[^\n]+)", re.IGNORECASE)
_CONTINUED: Final = re.compile(r"\b(?:beyond|extend|expand|outpaint)\b", re.IGNORECASE)
_MANNER: Final = re.compile(r"\b(?:manner|style|look) of\b", re.IGNORECASE)
_SKETCHED: Final = re.compile(r"\b(?:sketch|line drawing|given drawing)\b", re.IGNORECASE)
_COMPOSED: Final = re.compile(r"\b(?:composition|layout|contours?) of\b", re.IGNORECASE)
_CLOSE: Final = re.compile(r"\b(?:exact|exactly|close|every)\b", re.IGNORECASE)
_FREE: Final = re.compile(r"\b(?:loosely|hint|free|liberties)\b", re.IGNORECASE)
_ABOUT_THE_PICTURES: Final = re.compile(
    r"[^.\n]*\b(?:given|first|second) (?:one|picture|image|drawing)\b[^.\n]*[.\n]?"
    r"|\bchange nothing else\b[^.\n]*[.\n]?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """What is to be painted, and the width and height it is answered in; None for those it is painted in."""

    orders: tuple[Order, ...]
    size: tuple[int, int] | None


def read(fields: Mapping[str, Any], pictures: Sequence[bytes] = (), mask: bytes | None = None) -> Asked:
    """Read a request that is as documented; without a seed each picture has one of its own.

    Raises
    ------
    OSError
        if a picture can't be opened
    """
    size = None if fields.get("size", "auto") == "auto" else _pixels(fields["size"])
    order = Order(
        prompt=fields["prompt"],
        width=(size or USUAL)[0],
        height=(size or USUAL)[1],
        seed=int(fields.get("seed", random.randint(0, LARGEST_SEED))),
        negative=fields.get("negative_prompt", ""),
        quality="premium" if fields.get("quality") in {"hd", "high"} else "standard",
        format=fields.get("output_format", "png"),
    )
    if pictures:
        order = _edit(order, tuple(pictures), mask, size)
    seeds = ((order.seed + index) % (LARGEST_SEED + 1) for index in range(fields.get("n", 1)))
    return Asked(tuple(replace(order, seed=seed) for seed in seeds), size)


def _edit(
    order: Order, pictures: tuple[bytes, ...], mask: bytes | None, size: tuple[int, int] | None
) -> Order:
    words = order.prompt
    own = _size_of(pictures[0])
    part = replace(order, pictures=pictures[:1], width=own[0], height=own[1])
    if mask is not None:
        shown = _SHOWN.search(words)
        work: Work = "outpaint" if _CONTINUED.search(words) else "repaint"
        kept = "" if shown or _REMOVED.search(words) or work == "outpaint" else words
        return replace(part, work=work, mask=_white_where_open(mask), prompt=shown["into"] if shown else kept)
    if found := _REPLACED.search(words):
        return replace(part, work="inpaint", mask_words=found["what"], prompt=found["into"])
    if found := _RECOLOURED.search(words):
        return replace(part, work="recolour", mask_words=found["what"], prompt=found["into"])
    if found := _REMOVED.search(words):
        return replace(part, work="inpaint", mask_words=found["what"], prompt="")
    width, height = size or _paintable(own)
    degree = 0.9 if _CLOSE.search(words) else 0.4 if _FREE.search(words) else 0.7
    prompt = " ".join(_ABOUT_THE_PICTURES.sub(" ", words).split())
    anew = replace(order, prompt=prompt, width=width, height=height, strength=degree, similarity=degree)
    if _MANNER.search(words) and len(pictures) > 1:
        return replace(anew, work="transfer", pictures=pictures[:2])
    if _MANNER.search(words):
        return replace(anew, work="resemble", pictures=pictures[:1])
    if _SKETCHED.search(words):
        return replace(anew, work="sketch", pictures=pictures[:1])
    if _COMPOSED.search(words):
        return replace(anew, work="edges", pictures=pictures[:1])
    return replace(anew, work="vary", pictures=pictures)


def _pixels(size: str) -> tuple[int, int]:
    width, _, height = size.partition("x")
    return int(width), int(height)


def _size_of(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as opened:
        return opened.size


def _paintable(size: tuple[int, int]) -> tuple[int, int]:
    scale = min(max(1.0, _SHORTEST / min(size)), _LONGEST / max(size))
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)


def _white_where_open(mask: bytes) -> bytes:
    """The mask as the painter takes it: white where this one is transparent, and the picture painted anew."""
    with Image.open(io.BytesIO(mask)) as opened:
        open_there = opened.getchannel("A").point([255] + [0] * 255)
    written = io.BytesIO()
    open_there.save(written, "PNG", compress_level=1)
    return written.getvalue()
