"""A palette as a picture: what the measured colours are, and how much of each there is."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from services.measuring import Swatch
from services.oklab import luminance
from services.picture_files import File, encoded

WIDTH: Final = 960
HEIGHT: Final = 200

LEAST: Final = 56
"""Width of the narrowest field, pixels: its code is written upwards."""

_FONT_SIZE: Final = 32
"""Large, because conversations show pictures at a half or a third of their size."""
_MARGIN: Final = 16
_BORDER: Final = "#9a9a9a"
"""Seen on a page that is white and on one that is black, as the fields at the ends may be."""


def draw_palette(palette: Sequence[Swatch]) -> File:
    """A PNG of `palette`, one to ten colours: a field for each, as wide as its share, with its hex code."""
    picture = Pillow.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    left = 0
    for swatch, width in zip(palette, _widths([swatch.share for swatch in palette]), strict=True):
        draw.rectangle((left, 0, left + width - 1, HEIGHT - 1), fill=swatch.colour)
        code = _code(swatch.colour)
        if code.width + 2 * _MARGIN > width:
            code = code.transpose(Pillow.Transpose.ROTATE_90)
        at = left + (width - code.width) // 2, HEIGHT - _MARGIN - code.height
        draw.bitmap(at, code, fill=_ink(swatch.colour))
        left += width
    draw.rectangle((0, 0, WIDTH - 1, HEIGHT - 1), outline=_BORDER)
    return File(encoded(picture, "PNG"), "png")


def _widths(shares: Sequence[float]) -> list[int]:
    """Whole pixels that add up to `WIDTH`: what is too narrow gets `LEAST`, the others share the rest."""
    shares = [max(share, 0.001) for share in shares]
    narrow: set[int] = set()
    while True:
        room = WIDTH - LEAST * len(narrow)
        total = sum(share for index, share in enumerate(shares) if index not in narrow)
        found = {
            index
            for index, share in enumerate(shares)
            if index not in narrow and share * room < LEAST * total
        }
        if not found:
            break
        narrow |= found
    edges, at = [0], 0.0
    for index, share in enumerate(shares):
        at += LEAST if index in narrow else share / total * room
        edges.append(round(at))
    edges[-1] = WIDTH
    return [right - left for left, right in pairwise(edges)]


def _code(colour: str) -> Pillow.Image:
    """The written code as a mask, cut to its ink."""
    font = ImageFont.load_default(_FONT_SIZE)
    left, top, right, bottom = font.getbbox(colour)
    mask = Pillow.new("L", (round(right - left), round(bottom - top)))
    ImageDraw.Draw(mask).text((-left, -top), colour, font=font, fill=255)
    return mask


def _ink(colour: str) -> str:
    """Black or white, whichever stands out more (WCAG's contrast ratio)."""
    ground = luminance(*bytes.fromhex(colour[1:]))
    return "white" if 1.05 / (ground + 0.05) > (ground + 0.05) / 0.05 else "black"
