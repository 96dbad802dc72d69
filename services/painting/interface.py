"""What every painter offers: what it can do, what a picture would be, and the picture."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.ask import HexColour, PictureOptions, Quality, Ratio, Size, Strength
from services.faults import AskError, NeedsWhere
from services.painting.sizes import SizeRule
from services.painting.source_limits import SourceLimits


class Task(StrEnum):
    """What is painted from what."""

    TEXT_TO_IMAGE = "text_to_image"
    COLOURS = "colours"
    """A prompt in the colours of a picture."""
    STYLE = "style"
    """A prompt in the manner of a picture: its medium, its brushwork, its light."""
    LAYOUT = "layout"
    """A prompt in the layout of a picture."""
    SKETCH = "sketch"
    """A prompt that finishes a drawing."""
    VARIATION = "variation"
    """A picture close to one or more others."""
    RESTYLE = "restyle"
    """A picture in the manner of a second one."""
    INPAINT = "inpaint"
    """A picture with one part repainted, the part named in words."""
    INPAINT_MASKED = "inpaint_masked"
    """A picture with one part repainted, the part marked by a mask."""
    ERASE = "erase"
    """A picture without one thing, which is named in words."""
    ERASE_MASKED = "erase_masked"
    """A picture without what a mask marks."""
    RECOLOUR = "recolour"
    """A picture with one thing in another colour, thing and colour named in words."""
    OUTPAINT = "outpaint"
    """A picture continued beyond its edges, up to a mask."""
    CUT_OUT = "cut_out"
    """A picture without its background."""
    UPSCALE = "upscale"
    """A picture enlarged, nothing added."""
    UPSCALE_FAITHFUL = "upscale_faithful"
    """A picture enlarged, with detail that keeps to it."""
    UPSCALE_CREATIVE = "upscale_creative"
    """A picture enlarged, with detail invented."""
    TRY_ON = "try_on"
    """A person in the garment of a second picture."""


WORDLESS: Final = frozenset({Task.ERASE, Task.ERASE_MASKED, Task.CUT_OUT, Task.UPSCALE, Task.TRY_ON})
"""Tasks that a prompt has no say in."""

PAIRED: Final = frozenset({Task.RESTYLE, Task.TRY_ON})
"""Tasks that take two pictures, in this order: what is changed, and what it is changed after."""

OF_A_PART: Final = frozenset({Task.INPAINT, Task.ERASE, Task.RECOLOUR})
"""Tasks whose part of the picture has to be named in words."""

MASKED: Final = frozenset({Task.INPAINT_MASKED, Task.ERASE_MASKED, Task.OUTPAINT})
"""Tasks that take a mask."""


class Shrunk(BaseModel):
    """A picture that is made smaller before it is worked on, because it is larger than the painter takes.

    Attributes
    ----------
    was, becomes
        width and height in pixels
    """

    model_config = ConfigDict(frozen=True)

    was: tuple[int, int]
    becomes: tuple[int, int]


Saying = Literal[
    "palette_approximate",
    "colours_approximate",
    "guidance_ignored",
    "quality_ignored",
    "ratio_nearest",
    "size_ignored",
    "ratio_of_picture",
    "palette_ignored",
    "pictures_ignored",
    "count_ignored",
    "negative_ignored",
    "negative_cut",
    "strength_ignored",
    "recolour_repaints",
    "seed_changed",
    "seed_ignored",
]

Note = Saying | Shrunk
"""What the painter can't do as asked, and does instead or not at all; the person is told."""


@dataclass(frozen=True)
class Price:
    """US dollars for one picture, of a quality and up to a size where these matter.

    Attributes
    ----------
    quality
        None for every quality
    up_to
        pixels in all, None for every size
    """

    usd: Decimal
    quality: Quality | None = None
    up_to: int | None = None


@dataclass(frozen=True)
class Capabilities:
    """What a model can do, as data.

    Attributes
    ----------
    model_id
        as it is called: a model's or an inference profile's
    family
        whose contract it keeps to, and whose file speaks it
    aliases
        short names that people may call it by, lower case; the first is the one shown
    regions
        of AWS in which it can be called, best first; empty for one that is not called through AWS
    end_of_life
        the day after which it can't be called, as far as it was announced when this was written
    end_described
        whether that day was described in settings: then it holds where Bedrock lists the model without an end, too
    sizes
        sizes in pixels it paints, empty if it takes an aspect ratio instead or has no choice
    any_size
        what a size has to keep to, where any that does is painted: `sizes` are then only some to choose from
    ratios
        aspect ratios it paints, empty if it takes a size instead or has no choice
    images_per_call
        the most pictures of one call
    prompt_limit, negative_limit
        characters; 0 where it takes none
    seed_limit
        the largest seed it takes; 0 where it takes none
    guidance
        lowest and highest guidance (cfg) scale, None if it has no such setting
    palette
        ``native`` if it takes hex colours, ``approximate`` if colours can only be put into words, ``none`` if it
        takes no words
    presets
        styles that it knows by name, as its contract calls them
    most_sources
        the most pictures that a variation is made from
    takes
        what a picture that it works from may be; None where it works from words alone
    requests_per_minute
        calls that it takes, where that is known; 0 where it is not
    prices
        the first that fits is the one; the last fits everything
    """

    model_id: str
    name: str
    family: str
    aliases: tuple[str, ...]
    tasks: frozenset[Task]
    sizes: tuple[Size, ...]
    ratios: tuple[Ratio, ...]
    images_per_call: int
    prompt_limit: int
    negative_limit: int
    seed_limit: int
    guidance: tuple[float, float] | None
    qualities: tuple[Quality, ...]
    palette: Literal["native", "approximate", "none"]
    prices: tuple[Price, ...]
    any_size: SizeRule | None = None
    presets: tuple[str, ...] = ()
    most_sources: int = 0
    takes: SourceLimits | None = None
    requests_per_minute: float = 0.0
    regions: tuple[str, ...] = ()
    end_of_life: date | None = None
    end_described: bool = False

    @property
    def masks(self) -> frozenset[Literal["image", "words"]]:
        """How it can be told which part of a picture is meant."""
        by_image: frozenset[Literal["image", "words"]] = frozenset({"image"} if self.tasks & MASKED else ())
        return by_image | ({"words"} if self.tasks & OF_A_PART else frozenset())

    def price(self, quality: Quality = "standard", pixels: int = 0) -> Decimal:
        """US dollars for one picture of so many pixels."""
        return next(
            price.usd
            for price in self.prices
            if price.quality in {None, quality} and (price.up_to is None or pixels <= price.up_to)
        )


class Steering(BaseModel):
    """The picture or pictures that something is made from, as far as a plan needs to know.

    Attributes
    ----------
    width, height
        pixels of the first picture as it is handed over (`Inputs.pictures`)
    strength
        how strongly it steers
    where
        the part that is meant, in words
    colours
        measured in it
    pictures
        how many were given; what is not taken of them is told
    picture, placed
        of a picture that is continued, width and height in pixels: its own, and as it stands on the canvas, whose
        size `width` and `height` are then
    """

    model_config = ConfigDict(frozen=True)

    width: int
    height: int
    strength: Strength = Strength.MEDIUM
    where: str = ""
    colours: tuple[HexColour, ...] = ()
    pictures: int = 1
    picture: tuple[int, int] | None = None
    placed: tuple[int, int] | None = None


@dataclass(frozen=True)
class Inputs:
    """The pictures handed to a painter: PNG or JPEG, within its limits.

    Attributes
    ----------
    pictures
        the first is what is worked on; see `PAIRED` for the second
    mask
        for the tasks of `MASKED`: a PNG as large as the picture, black where the picture stays, white where it is
        to be painted. Families whose contract has it the other way round turn it
    """

    pictures: tuple[bytes, ...] = ()
    mask: bytes | None = None


NO_INPUTS: Final = Inputs()


class Plan(BaseModel):
    """Everything a picture will be made from, but for the words: settled before anything is paid.

    Attributes
    ----------
    model_id, model_name
        who paints it
    size
        None where the model decides it, from `ratio` or from the picture
    seed
        what the pictures can be painted again from
    guidance, quality, similarity, control, creativity
        None where the model has no such setting; `similarity` is of a variation or of a manner taken over,
        `control` of a layout or a sketch, `creativity` of a picture that is continued or enlarged
    preset
        a style that the model knows by name
    control_by
        what of a layout's picture is followed
    untouched
        of a picture that is continued: not a pixel of it may change to make the join smoother
    where
        the part that is meant, in words
    price_each
        US dollars for one picture
    """

    model_config = ConfigDict(frozen=True)

    model_id: str
    model_name: str = ""
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
    preset: str | None = None
    price_each: Decimal = Field(ge=0)
    notes: tuple[Note, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _called_by_its_service(cls, data: object) -> object:
        """A plan stored while image services were parts of a model names what is called beside it."""
        if isinstance(data, dict) and data.get("service"):
            return data | {"model_id": data["service"]}
        return data


@dataclass(frozen=True)
class Painted:
    """One picture as the model sent it: PNG or JPEG bytes, not yet looked at.

    Attributes
    ----------
    seed
        of its call
    place, together
        which picture of its call it is, from 0, and for how many the call was. What a seed makes of the second and
        the third is documented nowhere: such a picture is painted again for certain by the same call alone
    """

    data: bytes
    seed: int
    place: int = 0
    together: int = 1


@dataclass(frozen=True)
class Painting:
    """What one order came to: at least one picture, and how many the model withheld."""

    pictures: tuple[Painted, ...]
    withheld: int = 0


def pictures_taken(task: Task, limits: Capabilities) -> int:
    """How many pictures a task works from; the colours of all of them are one palette."""
    if task in PAIRED:
        return 2
    return max(1, limits.most_sources) if task is Task.VARIATION else 1


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
        style: str = "",
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
        style
            in the person's own words: one that the model knows by name is asked for by it. The prompt says it too

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
            at most `capabilities.prompt_limit` characters; not looked at by the tasks of `WORDLESS`
        inputs
            what the plan's task works from

        Raises
        ------
        ModelError
            if there is no picture at all
        """


def check_task(limits: Capabilities, task: Task, steering: Steering | None) -> None:
    """See that a plan can be made at all; see `Painter.plan`.

    Raises
    ------
    AskError
        if `steering` doesn't say which part is meant
    ValueError
        if the model doesn't have the `task`, or the task lacks the `steering` that it needs
    """
    if task not in limits.tasks:
        raise ValueError(f"{limits.name} has no {task}")
    if task is not Task.TEXT_TO_IMAGE and steering is None:
        raise ValueError(f"{task} needs a picture to work from")
    if task in OF_A_PART and not (steering and steering.where):
        raise AskError(NeedsWhere())


def preset_named(style: str, presets: Iterable[str]) -> str | None:
    """The preset that `style` names, however it is written: "pixel art" is pixel-art, and PIXEL_ART."""
    plain = _plain(style)
    return next((preset for preset in presets if plain and _plain(preset) == plain), None)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


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


def shape_differs(width: int, height: int, painted: Size | Ratio) -> bool:
    """Whether what is painted has another shape than width to height; two parts in a hundred don't matter."""
    asked, done = width * painted.height, height * painted.width
    return abs(asked - done) * 50 > max(asked, done)


def on_canvas(plan: Plan, options: PictureOptions, steering: Steering) -> Saying | None:
    """What of the shape and size that were asked for the canvas of a picture that is continued does not have."""
    if options.size not in {None, plan.size}:
        return "size_ignored"
    asked = options.ratio
    if asked is None or steering.picture is None or not shape_differs(*steering.picture, asked):
        return None  # what had the shape already was continued as if none was asked for
    canvas = Size(width=steering.width, height=steering.height)
    return "ratio_nearest" if shape_differs(asked.width, asked.height, canvas) else None


def has_shape(picture: Steering, options: PictureOptions) -> bool:
    """Whether `picture` has the shape that was asked for already; a pixel doesn't matter."""
    if options.size is not None:
        return (picture.width, picture.height) == (options.size.width, options.size.height)
    if options.ratio is not None:
        difference = picture.width * options.ratio.height - picture.height * options.ratio.width
        return abs(difference) <= max(options.ratio.width, options.ratio.height)
    return True
