"""Stable Image Core and Ultra, Stable Diffusion 3.5 Large: an aspect ratio in place of a size."""

import math
from typing import Final

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.given import picture
from sandbox.bedrock.families.stability.one import SIZES, one
from sandbox.bedrock.picture_check import PictureFacts

_MEGAPIXEL: Final = 1024 * 1024
_STEP: Final = 64
_SHORTEST, _LONGEST = 640, 1536
_USUAL_STRENGTH: Final = 0.35
"""Of Ultra; SD 3.5 wants it said."""


def from_words(body: Body) -> Plan:
    return one(body, SIZES[body.get("aspect_ratio", "1:1")])


def from_words_or_picture(body: Body) -> Plan:
    """With a picture, one in its shape: of about a megapixel, as the contract says of SD 3.5."""
    if "image" not in body:
        return from_words(body)
    data, facts = picture(body)
    strength = float(body.get("strength", _USUAL_STRENGTH))
    return one(body, a_megapixel(facts), pictures=(data,), strength=strength, work="rework")


def a_megapixel(facts: PictureFacts) -> tuple[int, int]:
    """Width and height of about a megapixel in a picture's shape, in steps of 64 pixels within what is painted."""
    ratio = facts.width / facts.height
    width, height = math.sqrt(_MEGAPIXEL * ratio), math.sqrt(_MEGAPIXEL / ratio)
    return _stepped(width), _stepped(height)


def _stepped(side: float) -> int:
    return min(max(round(side / _STEP) * _STEP, _SHORTEST), _LONGEST)
