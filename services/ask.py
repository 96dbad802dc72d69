"""What a person asks for: the keywords or prompt, and how the picture should be made."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

MAX_KEYWORDS: Final = 2000
"""Characters of keywords; ours, so that they fit in one section of a Slack message (3000) with its markup."""

MAX_COUNT: Final = 5
"""Pictures in one go: Titan's `numberOfImages`."""

MAX_SEED: Final = 2_147_483_646
"""Titan's and Nova's largest seed; Stability's range is larger, so a seed up to this one suits all."""

MAX_COLOURS: Final = 10
"""Titan's `colors`."""

MAX_REFERENCES: Final = 5
"""Pictures that one request may be made from: Titan's `images`."""

Quality = Literal["standard", "premium"]
HexColour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]


class Size(BaseModel):
    """Width and height in pixels."""

    model_config = ConfigDict(frozen=True)

    width: int = Field(ge=1)
    height: int = Field(ge=1)

    def __str__(self) -> str:
        return f"{self.width}x{self.height}"


class Ratio(BaseModel):
    """Width to height, as a person writes it: 16:9."""

    model_config = ConfigDict(frozen=True)

    width: int = Field(ge=1, le=100)
    height: int = Field(ge=1, le=100)

    def __str__(self) -> str:
        return f"{self.width}:{self.height}"


class PictureOptions(BaseModel):
    """How a picture should be made. What is None is the painter's to choose."""

    model_config = ConfigDict(frozen=True)

    count: int = Field(default=1, ge=1, le=MAX_COUNT)
    ratio: Ratio | None = None
    size: Size | None = None
    seed: int | None = Field(default=None, ge=0, le=MAX_SEED)
    guidance: float | None = Field(default=None, ge=1.1, le=10)
    quality: Quality = "standard"
    negative: str = ""
    palette: tuple[HexColour, ...] = Field(default=(), max_length=MAX_COLOURS)


class Use(StrEnum):
    """What a reference picture is good for."""

    SPIRIT = "spirit"
    COLOURS = "colours"
    STYLE = "style"
    LAYOUT = "layout"
    SKETCH = "sketch"
    VARIATION = "variation"
    CHANGE = "change"
    ERASE = "erase"
    RECOLOUR = "recolour"
    EXTEND = "extend"
    CUTOUT = "cutout"
    UPSCALE = "upscale"
    RESTYLE = "restyle"
    TRY_ON = "try-on"


class Strength(StrEnum):
    """How strongly a reference picture steers, in words: painters have scales of their own."""

    LIGHT = "light"
    MEDIUM = "medium"
    STRONG = "strong"


Side = Literal["left", "right", "top", "bottom", "wider", "taller", "around"]
SIDES: Final[tuple[Side, ...]] = ("left", "right", "top", "bottom", "wider", "taller", "around")

Enlarging = Literal["fast", "faithful", "creative"]
ENLARGING: Final[tuple[Enlarging, ...]] = ("fast", "faithful", "creative")
"""How a picture is enlarged: at once, with detail added that keeps to it, or with detail invented."""


class ReferenceOptions(BaseModel):
    """How a reference picture should be used.

    Attributes
    ----------
    where
        for `Use.CHANGE`, `Use.ERASE` and `Use.RECOLOUR` the part, in words; for `Use.EXTEND` one of `SIDES`, empty
        for all round; for `Use.UPSCALE` one of `ENLARGING`, empty for the first; for `Use.TRY_ON` what of the
        person's clothes is exchanged, in words, empty for what covers the upper body
    """

    model_config = ConfigDict(frozen=True)

    use: Use = Use.SPIRIT
    strength: Strength = Strength.MEDIUM
    where: str = ""


class Ask(BaseModel):
    """One request of a person.

    Attributes
    ----------
    text
        keywords for the prompt writer or, if `raw`, the prompt itself; empty only beside a reference picture
    style
        the style in the person's own words, empty for none
    creativity
        0 (safe) to 1 (daring): the prompt writer's temperature
    private
        the answer is for the asker's eyes only
    model
        id of the model that is to paint, empty for the one that is chosen for them
    reference
        how the request's reference pictures are used, if it has any
    """

    model_config = ConfigDict(frozen=True)

    text: str = Field(max_length=MAX_KEYWORDS)
    style: str = ""
    raw: bool = False
    creativity: float | None = Field(default=None, ge=0, le=1)
    private: bool = False
    model: str = ""
    picture: PictureOptions = PictureOptions()
    reference: ReferenceOptions = ReferenceOptions()
