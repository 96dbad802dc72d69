"""What every painter offers: what it can do, what a picture would be, and the picture."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from services.ask import HexColour, PictureOptions, Quality, Ratio, Size


class Task(StrEnum):
    """What is painted from what."""

    TEXT_TO_IMAGE = "text_to_image"
    VARIATION = "variation"


Note = Literal["palette_approximate", "guidance_ignored", "quality_ignored", "ratio_nearest", "size_ignored"]
"""What the painter can't do as asked, and does instead or not at all; the person is told."""


@dataclass(frozen=True)
class Capabilities:
    """What a model can do.

    Attributes
    ----------
    sizes
        sizes in pixels it paints, empty if it takes an aspect ratio instead
    ratios
        aspect ratios it paints, empty if it takes a size instead
    images_per_call
        the most pictures of one call
    prompt_limit, negative_limit
        characters
    seed_limit
        the largest seed it takes
    guidance
        lowest and highest guidance (cfg) scale, None if it has no such setting
    palette
        ``native`` if it takes hex colours, ``approximate`` if colours can only be put into words
    """

    model_id: str
    name: str
    tasks: frozenset[Task]
    sizes: tuple[Size, ...]
    ratios: tuple[Ratio, ...]
    images_per_call: int
    prompt_limit: int
    negative_limit: int
    seed_limit: int
    guidance: tuple[float, float] | None
    qualities: tuple[Quality, ...]
    palette: Literal["native", "approximate"]


class Plan(BaseModel):
    """Everything a picture will be made from, but for the words: settled before anything is paid.

    Attributes
    ----------
    size
        None where the model decides it from `ratio`
    seed
        what the pictures can be painted again from
    guidance, quality, similarity
        None where the model has no such setting
    price_each
        US dollars for one picture
    """

    model_config = ConfigDict(frozen=True)

    model_id: str
    task: Task = Task.TEXT_TO_IMAGE
    count: int = Field(ge=1)
    size: Size | None = None
    ratio: Ratio | None = None
    seed: int = Field(ge=0)
    guidance: float | None = None
    quality: Quality | None = None
    negative: str = ""
    palette: tuple[HexColour, ...] = ()
    similarity: float | None = None
    price_each: Decimal = Field(ge=0)
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Painted:
    """One picture as the model sent it: PNG or JPEG bytes, not yet looked at."""

    data: bytes
    seed: int


@dataclass(frozen=True)
class Painting:
    """What one order came to: at least one picture, and how many the model withheld."""

    pictures: tuple[Painted, ...]
    withheld: int = 0


class Painter(Protocol):
    """A model that paints."""

    @property
    def capabilities(self) -> Capabilities: ...

    def plan(self, options: PictureOptions, seed: int, task: Task = Task.TEXT_TO_IMAGE) -> Plan:
        """Settle what would be painted.

        Parameters
        ----------
        seed
            used where `options` names none

        Raises
        ------
        AskError
            if `options` asks for a size that the model doesn't paint
        """

    async def paint(self, prompt: str, plan: Plan, sources: Sequence[bytes] = ()) -> Painting:
        """Make the paid call, or calls.

        Parameters
        ----------
        prompt
            at most `capabilities.prompt_limit` characters
        sources
            for a variation: one to five PNG or JPEG pictures

        Raises
        ------
        ModelError
            if there is no picture at all
        """


def nearest_ratio(ratio: float, choices: Iterable[Ratio]) -> Ratio:
    """The choice whose shape is nearest: twice as wide is as far as half as wide."""
    return min(choices, key=lambda choice: abs(math.log(choice.width / choice.height / ratio)))


def nearest_size(ratio: float, choices: Iterable[Size]) -> Size:
    """The choice whose shape is nearest; of several, the largest."""
    return min(
        choices,
        key=lambda choice: (
            abs(math.log(choice.width / choice.height / ratio)),
            -choice.width * choice.height,
        ),
    )


def closest_size(size: Size, choices: Iterable[Size]) -> Size:
    """The choice whose sides are nearest to both sides of `size`."""
    return min(
        choices,
        key=lambda choice: (
            abs(math.log(choice.width / size.width)) + abs(math.log(choice.height / size.height))
        ),
    )
