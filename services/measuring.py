"""What a picture looks like in numbers: measured here, not guessed by a model."""

from collections.abc import Sequence
from math import cos, dist, hypot, radians, sin, sqrt
from typing import Final

from PIL import Image as Pillow
from PIL import ImageChops, ImageFilter
from pydantic import BaseModel, ConfigDict, Field

from services.ask import MAX_COLOURS, HexColour
from services.oklab import lab_of
from services.painting.colour_names import colour_name
from services.palette import Bin, bins_of, palette_of

MEASURED_SIDE: Final = 256
"""Longest side of the copy that is measured, pixels: grain is averaged away, and what is left is what one sees."""

_ORANGE: Final = cos(radians(65)), sin(radians(65))
"""Where orange lies in OKLab's plane of a and b; blue lies opposite."""

_VIVID: Final = 0.1
"""The chroma from which on a colour counts fully as warm or cool."""

_EDGE: Final = 32
"""The step in grey, 0 to 255, along x and y together, from which on a pixel is on an edge."""

_SAME: Final = 0.04
"""OKLab distance below which two colours of different pictures count as one."""


class Swatch(BaseModel):
    """One colour of a palette.

    Attributes
    ----------
    share
        of the picture's pixels, 0 to 1
    name
        a plain English name: "deep blue"
    """

    model_config = ConfigDict(frozen=True)

    colour: HexColour
    share: float = Field(ge=0, le=1)
    name: str


class Measures(BaseModel):
    """One picture in numbers.

    Attributes
    ----------
    width, height
        pixels of the picture as it is seen, turned as its EXIF says
    palette
        one to ten colours, largest share first
    brightness
        mean OKLab lightness, 0 (black) to 1 (white)
    contrast
        standard deviation of the OKLab lightness, 0 to 0.5
    saturation
        mean OKLab chroma, 0 (grey) to about 0.32
    warmth
        -1 (all blue) to 1 (all orange); 0 where all is grey, or as much blue as orange
    edge_density
        share of pixels on an edge, 0 to 1, in a copy of `MEASURED_SIDE` pixels
    """

    model_config = ConfigDict(frozen=True)

    width: int = Field(ge=1)
    height: int = Field(ge=1)
    palette: tuple[Swatch, ...] = Field(min_length=1, max_length=10)
    brightness: float
    contrast: float
    saturation: float
    warmth: float
    edge_density: float


def distance(one: str, other: str) -> float:
    """OKLab distance of two colours: 0.02 is just noticeable, black to white is 1."""
    return dist(lab_of(one), lab_of(other))


def together(measures: Sequence[Measures]) -> tuple[Swatch, ...]:
    """One palette of several pictures, each counting the same: at most ten colours, largest share first.

    A colour that two pictures have, as near as the eye tells, is one.
    """
    merged: list[Swatch] = []
    for swatch in sorted(
        (swatch for one in measures for swatch in one.palette), key=lambda swatch: -swatch.share
    ):
        share = swatch.share / len(measures)
        for place, known in enumerate(merged):
            if distance(known.colour, swatch.colour) < _SAME:
                merged[place] = known.model_copy(update={"share": min(1.0, known.share + share)})
                break
        else:
            merged.append(swatch.model_copy(update={"share": share}))
    return tuple(sorted(merged, key=lambda swatch: -swatch.share)[:MAX_COLOURS])


def in_words(measures: Sequence[Measures]) -> str:
    """What was measured, a line for each picture, as the language model is told."""
    lines = []
    for number, one in enumerate(measures, start=1):
        colours = ", ".join(
            f"{swatch.name} {swatch.colour} {round(swatch.share * 100)}%" for swatch in one.palette
        )
        lines.append(
            f"picture {number}: {one.width}x{one.height}; colours {colours}; brightness {one.brightness:.2f}, "
            f"contrast {one.contrast:.2f}, saturation {one.saturation:.2f}, warmth {one.warmth:+.2f}, "
            f"edges {one.edge_density:.2f}"
        )
    return "\n".join(lines)


def measure(picture: Pillow.Image, width: int, height: int) -> Measures:
    """Measure an RGB picture of any size; `width` and `height` are told of what it was made from."""
    copy = _reduced(picture)
    bins = bins_of(copy)
    brightness = sum(one.share * one.lab.lightness for one in bins)
    spread = sum(one.share * (one.lab.lightness - brightness) ** 2 for one in bins)
    return Measures(
        width=width,
        height=height,
        palette=_swatches(bins),
        brightness=round(brightness, 4),
        contrast=round(sqrt(spread), 4),
        saturation=round(sum(one.share * hypot(one.lab.a, one.lab.b) for one in bins), 4),
        warmth=round(_warmth(bins), 4),
        edge_density=round(_edge_density(copy.convert("L")), 4),
    )


def measure_palette(picture: Pillow.Image) -> tuple[Swatch, ...]:
    """The palette alone of an RGB picture of any size: one to ten colours, largest share first."""
    return _swatches(bins_of(_reduced(picture)))


def _swatches(bins: Sequence[Bin]) -> tuple[Swatch, ...]:
    return tuple(
        Swatch(colour=colour, share=share, name=colour_name(colour)) for colour, share in palette_of(bins)
    )


def _reduced(picture: Pillow.Image) -> Pillow.Image:
    """A small copy; averaged, because other filters make colours that aren't there."""
    if max(picture.size) <= MEASURED_SIDE:
        return picture
    scale = MEASURED_SIDE / max(picture.size)
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Pillow.Resampling.BOX)


def _warmth(bins: Sequence[Bin]) -> float:
    total = 0.0
    for one in bins:
        along = one.lab.a * _ORANGE[0] + one.lab.b * _ORANGE[1]
        total += one.share * max(-1.0, min(1.0, along / _VIVID))
    return total


def _edge_density(grey: Pillow.Image) -> float:
    """Sobel's filter along both axes; the outermost pixels have no neighbours to differ from."""
    if min(grey.size) < 3:
        return 0.0
    inner = 1, 1, grey.width - 1, grey.height - 1
    steps = ImageChops.add(
        _steps(grey, (-1, 0, 1, -2, 0, 2, -1, 0, 1)), _steps(grey, (-1, -2, -1, 0, 0, 0, 1, 2, 1))
    )
    histogram = steps.crop(inner).histogram()
    return sum(histogram[_EDGE:]) / sum(histogram)


def _steps(grey: Pillow.Image, kernel: tuple[int, ...]) -> Pillow.Image:
    """How much neighbours differ along one axis, either way, halved and then doubled to stay within a byte."""
    signed = grey.filter(ImageFilter.Kernel((3, 3), kernel, scale=8, offset=128))
    return signed.point([min(255, 2 * abs(value - 128)) for value in range(256)])
