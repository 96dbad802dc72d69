"""Palettes as pictures: one with the share of each colour, or an asked one above a painted one."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal, NamedTuple

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from services.measuring import Swatch
from services.oklab import luminance
from services.palette_match import Comparison
from services.picture_files import File, encoded

WIDTH: Final = 960
HEIGHT: Final = 200

LEAST: Final = 56
"""Width of the narrowest field, pixels: its code is written upwards."""

ROW: Final = 176
"""Height of one of two palettes, pixels: a code fits in upwards."""

GAP: Final = 8
APART: Final = 24
"""Pixels between two columns, and between those that were asked for and the others."""

_FONT_SIZE: Final = 32
"""Large, because conversations show pictures at a half or a third of their size."""
_MARGIN: Final = 16
_TIGHT: Final = 8
"""Beside a code that is one of a row; three pairs with seven others keep theirs level so."""
_BORDER: Final = "#9a9a9a"
"""Seen on a page that is white and on one that is black, as the fields at the ends may be."""
_CLEAR: Final = (0, 0, 0, 0)


class _Box(NamedTuple):
    """A field's outermost pixels."""

    left: int
    top: int
    right: int
    bottom: int


def draw_palette(palette: Sequence[Swatch]) -> File:
    """A PNG of `palette`, one to ten colours: a field for each, as wide as its share, with its hex code."""
    picture = Pillow.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    left = 0
    for swatch, width in zip(palette, _widths([swatch.share for swatch in palette]), strict=True):
        box = _Box(left, 0, left + width - 1, HEIGHT - 1)
        _field(draw, box, swatch.colour, "bottom", upwards=not _is_room(swatch.colour, width - 2 * _MARGIN))
        left += width
    draw.rectangle((0, 0, WIDTH - 1, HEIGHT - 1), outline=_BORDER)
    return File(encoded(picture, "PNG"), "png")


def draw_comparison(compared: Comparison) -> File:
    """A PNG of two palettes: each asked colour above the painted one that stands for it, the others on the right.

    The two of a pair touch, so that one sees how far apart they are; their codes are at the outer ends. Where
    nothing was painted, or asked for, the page shows through.
    """
    picture = Pillow.new("RGBA", (WIDTH, 2 * ROW), _CLEAR)
    draw = ImageDraw.Draw(picture)
    columns = _pair_columns(compared)
    room = min(right - left + 1 for left, right in columns) - 2 * _TIGHT
    codes = [code for pair in compared.pairs for code in (pair.asked, pair.painted and pair.painted.colour)]
    # All of them one way: a row is easier to read so.
    upwards = not all(_is_room(code, room) for code in codes if code)
    for pair, (left, right) in zip(compared.pairs, columns, strict=True):
        _field(draw, _Box(left, 0, right, ROW - 1), pair.asked, "top", upwards=upwards)
        below = _Box(left, ROW, right, 2 * ROW - 1)
        if pair.painted is None:
            _nothing(draw, below)
        else:
            _field(draw, below, pair.painted.colour, "bottom", upwards=upwards)
        draw.rectangle((left, 0, right, 2 * ROW - 1), outline=_BORDER, width=2)
    left = WIDTH - _others_width(compared)
    for swatch in compared.others:
        box = _Box(left, ROW, left + LEAST - 1, 2 * ROW - 1)
        _field(draw, box, swatch.colour, "bottom", upwards=True)
        draw.rectangle(box, outline=_BORDER, width=2)
        left += LEAST + GAP
    return File(encoded(picture, "PNG"), "png")


def _pair_columns(compared: Comparison) -> list[tuple[int, int]]:
    """First and last pixel of each pair's column: they share what the others leave."""
    count = len(compared.pairs)
    room = WIDTH - (_others_width(compared) + APART if compared.others else 0)
    step = (room + GAP) / count
    return [(round(index * step), round((index + 1) * step) - GAP - 1) for index in range(count)]


def _others_width(compared: Comparison) -> int:
    return len(compared.others) * (LEAST + GAP) - GAP


def _field(
    draw: ImageDraw.ImageDraw, box: _Box, colour: str, code_at: Literal["top", "bottom"], *, upwards: bool
) -> None:
    """A field filled with `colour`, its hex code at one end."""
    draw.rectangle(box, fill=colour)
    code = _code(colour)
    if upwards:
        code = code.transpose(Pillow.Transpose.ROTATE_90)
    width = box.right - box.left + 1
    top = box.top + _MARGIN if code_at == "top" else box.bottom + 1 - _MARGIN - code.height
    draw.bitmap((box.left + (width - code.width) // 2, top), code, fill=_ink(colour))


def _is_room(colour: str, width: int) -> bool:
    """Whether the code of `colour` is no longer than `width`."""
    return _code(colour).width <= width


def _nothing(draw: ImageDraw.ImageDraw, box: _Box) -> None:
    """A dash where a colour would be."""
    x, y = (box.left + box.right) // 2, (box.top + box.bottom) // 2
    draw.rectangle((x - 16, y - 2, x + 16, y + 1), fill=_BORDER)


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
