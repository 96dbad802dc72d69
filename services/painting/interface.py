"""What every painter offers: what it can do, what a picture would be, and the picture."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from services.ask import HexColour, PictureOptions, Quality, Ratio, Size, Strength


class Task(StrEnum):
    """What is painted from what."""

    TEXT_TO_IMAGE = "text_to_image"
    COLOURS = "colours"
    """A prompt in the colours (and the manner) of a picture."""
    LAYOUT = "layout"
    """A prompt in the layout of a picture."""
    VARIATION = "variation"
    """A picture close to one or more others."""
    INPAINT = "inpaint"
    """A picture with one part repainted, the part named in words."""
    OUTPAINT = "outpaint"
    """A picture continued beyond its edges, up to a mask."""
    CUT_OUT = "cut_out"
    """A picture without its background."""


Note = Literal[
    "palette_approximate",
    "colours_approximate",
    "guidance_ignored",
    "quality_ignored",
    "ratio_nearest",
    "size_ignored",
    "ratio_of_picture",
    "palette_ignored",
    "count_ignored",
    "negative_ignored",
    "strength_ignored",
]
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
    most_sources
        the most pictures that a variation is made from
    source_side
        longest side of a picture it is given, pixels
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
    most_sources: int = 0
    source_side: int = 0


class Steering(BaseModel):
    """The picture or pictures that something is made from, as far as a plan needs to know.

    Attributes
    ----------
    width, height
        pixels of the first picture as it is handed over (`Inputs.pictures`)
    strength
        how strongly it steers
    where
        the part to change, in words
    colours
        measured in it
    """

    model_config = ConfigDict(frozen=True)

    width: int
    height: int
    strength: Strength = Strength.MEDIUM
    where: str = ""
    colours: tuple[HexColour, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """The pictures handed to a painter: PNG or JPEG, within its limits.

    Attributes
    ----------
    mask
        for `Task.OUTPAINT`: a PNG as large as the picture, black where the picture stays, white where it is to be
        continued
    """

    pictures: tuple[bytes, ...] = ()
    mask: bytes | None = None


NO_INPUTS: Final = Inputs()


class Plan(BaseModel):
    """Everything a picture will be made from, but for the words: settled before anything is paid.

    Attributes
    ----------
    service
        what is called for the task in place of the model itself, by the id Bedrock calls it; None for the model
    size
        None where the model decides it from `ratio`
    seed
        what the pictures can be painted again from
    guidance, quality, similarity, control, creativity
        None where the model has no such setting; `similarity` is of a variation, `control` of a layout,
        `creativity` of a picture that is continued
    control_by
        what of a layout's picture is followed
    untouched
        of a picture that is continued: not a pixel of it may change to make the join smoother
    where
        the part to repaint, in words
    price_each
        US dollars for one picture
    """

    model_config = ConfigDict(frozen=True)

    model_id: str
    service: str | None = None
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
    control: float | None = None
    creativity: float | None = None
    control_by: Literal["lines", "shapes"] | None = None
    untouched: bool = False
    where: str = ""
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

    def plan(
        self,
        options: PictureOptions,
        seed: int,
        task: Task = Task.TEXT_TO_IMAGE,
        steering: Steering | None = None,
    ) -> Plan:
        """Settle what would be painted.

        Parameters
        ----------
        seed
            used where `options` names none
        task
            one of `capabilities.tasks`
        steering
            for every task that works from a picture

        Raises
        ------
        AskError
            if `options` asks for a size that the model doesn't paint, or `steering` doesn't say which part is to
            change
        ValueError
            if the model doesn't have the `task`, or the task lacks the `steering` that it needs
        """

    async def paint(self, prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> Painting:
        """Make the paid call, or calls.

        Parameters
        ----------
        prompt
            at most `capabilities.prompt_limit` characters; not looked at by `Task.CUT_OUT`
        inputs
            what the plan's task works from

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


def has_shape(picture: Steering, options: PictureOptions) -> bool:
    """Whether `picture` has the shape that was asked for already; a pixel doesn't matter."""
    if options.size is not None:
        return (picture.width, picture.height) == (options.size.width, options.size.height)
    if options.ratio is not None:
        difference = picture.width * options.ratio.height - picture.height * options.ratio.width
        return abs(difference) <= max(options.ratio.width, options.ratio.height)
    return True
