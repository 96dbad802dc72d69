"""What a picture that a model works from may be: data, known to whoever plans and to whoever fits the picture."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

from services.bedrock import SourceUnsuitableError

_MOST_ENLARGED: Final = 16
"""A picture that would have to be enlarged by more than this holds nothing to work from."""


@dataclass(frozen=True)
class SourceLimits:
    """What a model takes, `x-image` of its contract; None where that is not documented.

    Attributes
    ----------
    least_side
        pixels
    most_pixels
        width times height
    aspects
        least and most of width / height
    most_side
        pixels
    most_bytes
        of the file
    opaque
        whether it must be RGB without transparent parts; these become white
    furthest
        pixels by which a picture is continued on one side at most, where it is handed over alone and its margins
        as numbers; None where the whole canvas is handed over, and has to keep to these limits itself
    """

    least_side: int
    most_pixels: int | None = None
    aspects: tuple[float, float] | None = None
    most_side: int | None = None
    most_bytes: int | None = None
    opaque: bool = False
    furthest: int | None = None

    def takes(self, width: int, height: int) -> bool:
        """Whether a picture of width x height pixels can be handed over in any size."""
        try:
            self.fitted(width, height)
        except SourceUnsuitableError:
            return False
        return True

    def fitted(self, width: int, height: int) -> tuple[int, int]:
        """The size that a picture of width x height pixels is handed over in.

        Raises
        ------
        SourceUnsuitableError
            if it can't be
        """
        if not self._shaped(width, height):
            raise SourceUnsuitableError(f"{width}x{height} is too long a shape")
        shortest, longest = min(width, height), max(width, height)
        if shortest * _MOST_ENLARGED < self.least_side:
            raise SourceUnsuitableError(f"{width}x{height} is too small")
        if shortest < self.least_side:
            longest, shortest = longest * self.least_side // shortest, self.least_side
        else:
            longest, shortest = self._shrunk(longest, shortest, tall=height > width)
        if not self._within(longest, shortest):
            # What is enlarged until it is wide enough may be too long then, and the other way round.
            raise SourceUnsuitableError(f"{width}x{height} is too long and thin")
        return (longest, shortest) if width >= height else (shortest, longest)

    def _shaped(self, width: int, height: int) -> bool:
        return self.aspects is None or self.aspects[0] <= width / height <= self.aspects[1]

    def _shrunk(self, longest: int, shortest: int, *, tall: bool) -> tuple[int, int]:
        """Both sides rounded down: neither limit is passed by a pixel."""
        scale = 1.0
        if self.most_pixels is not None:
            scale = min(scale, sqrt(self.most_pixels / (longest * shortest)))
        if self.most_side is not None:
            scale = min(scale, self.most_side / longest)
        if scale == 1:
            return longest, shortest
        longest, shortest = int(longest * scale), int(shortest * scale)
        if self.aspects is not None:
            # A shape at the edge of what is taken must not get longer.
            longest = min(longest, int(shortest / self.aspects[0] if tall else shortest * self.aspects[1]))
        return longest, shortest

    def _within(self, longest: int, shortest: int) -> bool:
        return (
            shortest >= self.least_side
            and (self.most_side is None or longest <= self.most_side)
            and (self.most_pixels is None or longest * shortest <= self.most_pixels)
        )
