"""What was spent on each day of a month, drawn: bars, and a line for the budget.

There are no words in it, so it needs no language; numbers only. Its ground is clear and its colours are of
middling lightness, so that it is seen on a light and on a dark page.
"""

import math
from typing import Final

from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont
from pydantic import BaseModel, ConfigDict

from services.picture_files import File, encoded

WIDTH: Final = 1000
HEIGHT: Final = 400
BAR: Final = "#3a86d8"
LINE: Final = "#d0671c"
INK: Final = "#808285"
"""Each has a contrast of at least 3 to white and to Slack's dark ground, #1a1d21 (WCAG 2.2, 1.4.11)."""

_FONT_SIZE: Final = 34
"""Large, because conversations show pictures at half their size or less."""
_LEFT: Final = 130
_RIGHT: Final = 12
_TOP: Final = 34
_BOTTOM: Final = 58
_FAINT: Final = 90
_DASH: Final = 18
_FARTHEST: Final = 4
"""Times the highest bar that the line may be away."""

_LEAST: Final = 0.01
"""US dollars that the scale goes up to at least."""

_LABELLED: Final = 5
"""Every so many days."""


class Chart(BaseModel):
    """What it shows.

    Attributes
    ----------
    days
        US dollars of each day of the month
    line
        US dollars a day that the budget allows, spread evenly; 0 for none
    """

    model_config = ConfigDict(frozen=True)

    days: tuple[float, ...]
    line: float = 0.0

    @property
    def shows_line(self) -> bool:
        """Whether the line is drawn: one far above what was spent would press the bars flat."""
        return 0 < self.line <= _FARTHEST * max(self.days)


def draw_usage(chart: Chart) -> File:
    """A PNG of `chart`."""
    picture = Pillow.new("RGBA", (WIDTH, HEIGHT), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    highest = max(*chart.days, chart.line if chart.shows_line else 0.0)
    step = _step(max(highest, _LEAST))
    top = step * math.ceil(max(highest, step) / step - 1e-9)
    bottom = HEIGHT - _BOTTOM

    def y(amount: float) -> int:
        return round(bottom - (bottom - _TOP) * amount / top)

    for index in range(round(top / step) + 1):
        level = y(index * step)
        draw.line((_LEFT, level, WIDTH - _RIGHT, level), fill=_faint(INK) if index else INK, width=2)
        label = f"${index * step:,.{_digits(step)}f}"
        _write(draw, label, right=_LEFT - 12, middle=level)
    room = (WIDTH - _LEFT - _RIGHT) / len(chart.days)
    for index, amount in enumerate(chart.days):
        left = _LEFT + index * room
        if amount > 0:
            # However little it was, it is there.
            draw.rectangle((left + 4, min(y(amount), bottom - 4), left + room - 4, bottom), fill=BAR)
        day = index + 1
        if day == 1 or (day % _LABELLED == 0 and day <= len(chart.days)):
            _write(draw, str(day), centre=left + room / 2, middle=bottom + 32)
    if chart.shows_line:
        level = y(chart.line)
        for x in range(_LEFT, WIDTH - _RIGHT, 2 * _DASH):
            draw.line((x, level, min(x + _DASH, WIDTH - _RIGHT), level), fill=LINE, width=5)
    return File(encoded(picture, "PNG"), "png")


def _step(highest: float) -> float:
    """A round distance of the scale's lines, two to five of them."""
    rough = highest / 3
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def _digits(step: float) -> int:
    return max(0, -math.floor(math.log10(step) + 1e-9))


def _faint(colour: str) -> tuple[int, int, int, int]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red, green, blue, _FAINT


def _write(
    draw: ImageDraw.ImageDraw,
    text: str,
    *,
    middle: float,
    right: float | None = None,
    centre: float | None = None,
) -> None:
    """`text` with its ink ending at `right` or around `centre`."""
    font = ImageFont.load_default(_FONT_SIZE)
    x0, y0, x1, y1 = font.getbbox(text)
    x = right - x1 if right is not None else (centre or 0.0) - (x0 + x1) / 2
    draw.text((x, middle - (y0 + y1) / 2), text, font=font, fill=INK)
