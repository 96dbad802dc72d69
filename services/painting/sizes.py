"""Sizes that a model paints where it takes any within a rule."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, gcd, log
from typing import Final

from services.ask import Size

_LEAST_PART: Final = 0.75
"""How much of the usual pixels a picture has at least whose shape alone was said."""


@dataclass(frozen=True)
class SizeRule:
    """Any size that keeps to this is painted.

    Attributes
    ----------
    step
        both sides are a multiple of it, pixels
    least_side, most_side
        pixels
    most_pixels
        width times height
    aspects
        least and most of width / height
    usual_pixels
        what a picture has at most whose shape alone was said: more would cost more
    """

    step: int
    least_side: int
    most_side: int
    most_pixels: int
    aspects: tuple[float, float]
    usual_pixels: int

    def takes(self, size: Size) -> bool:
        return (
            size.width % self.step == size.height % self.step == 0
            and self.least_side <= min(size.width, size.height)
            and max(size.width, size.height) <= self.most_side
            and size.width * size.height <= self.most_pixels
            and self.aspects[0] <= size.width / size.height <= self.aspects[1]
        )

    def nearest(self, size: Size) -> Size:
        """The size within the rule whose sides are nearest to both sides of `size`."""
        return min(self._nearest(size), key=lambda other: _away(size, other))

    def exactly(self, width: int, height: int) -> Size | None:
        """A size of exactly the shape of `width` to `height`: the largest with at most the usual pixels, else the
        smallest there is; None if there is none within the rule.
        """
        common = gcd(width, height)
        across, down = width // common * self.step, height // common * self.step
        sizes = [
            size
            for times in range(1, self.most_side // max(across, down) + 1)
            if self.takes(size := Size(width=across * times, height=down * times))
        ]
        usual = [size for size in sizes if size.width * size.height <= self.usual_pixels]
        return usual[-1] if usual else next(iter(sizes), None)

    def shaped(self, width: int, height: int) -> Size:
        """A size of about the usual pixels, and not more, whose shape is nearest to `width` to `height`."""
        ratio = min(max(width / height, self.aspects[0]), self.aspects[1])
        sizes = (
            Size(width=across, height=max(self.step, round(across / ratio / self.step) * self.step))
            for across in self._sides()
        )
        return min(
            (size for size in sizes if self.takes(size) and self._usual(size)),
            key=lambda size: (abs(log(size.width / size.height / ratio)), -size.width * size.height),
        )

    def _usual(self, size: Size) -> bool:
        return _LEAST_PART * self.usual_pixels <= size.width * size.height <= self.usual_pixels

    def _sides(self) -> range:
        return range(ceil(self.least_side / self.step) * self.step, self.most_side + 1, self.step)

    def _nearest(self, size: Size) -> Iterator[Size]:
        """For every width the nearest height."""
        for width in self._sides():
            most = min(self.most_side, int(self.most_pixels / width), int(width / self.aspects[0]))
            least = max(self.least_side, ceil(width / self.aspects[1]))
            highest, lowest = most // self.step * self.step, ceil(least / self.step) * self.step
            if lowest <= highest:
                height = int(size.height / self.step + 0.5) * self.step
                yield Size(width=width, height=min(max(height, lowest), highest))


def _away(size: Size, other: Size) -> float:
    return abs(log(other.width / size.width)) + abs(log(other.height / size.height))
