"""Which painted colour answers which asked one: a picture's palette beside the one that was wished for."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist, inf
from typing import Final, Literal

from services.ask import HexColour
from services.measuring import Swatch
from services.oklab import Lab, oklab
from services.painting.interface import Note, Plan

Nearness = Literal["very_close", "close", "far"]

VERY_CLOSE: Final = 0.03
"""OKLab distance up to which the eye hardly tells two colours apart (0.02 is just noticeable, CSS Color 4), nor
does the measure: the colours of a measured palette are at least twice as far from each other."""

CLOSE: Final = 0.12
"""OKLab distance up to which a colour may be off when its painter knows nothing but its name: of all pairs of sRGB
colours that have the same name in `services.painting.colour_names`, three in four are no further apart."""

_APPROXIMATE: Final[frozenset[Note]] = frozenset({"palette_approximate", "colours_approximate"})


@dataclass(frozen=True)
class Pair:
    """An asked colour, and the painted one that stands for it; None where the picture has none left."""

    asked: HexColour
    painted: Swatch | None

    @property
    def nearness(self) -> Nearness | None:
        """How near it came, by eye; None without a partner."""
        if self.painted is None:
            return None
        apart = dist(_lab(self.asked), _lab(self.painted.colour))
        return "very_close" if apart <= VERY_CLOSE else "close" if apart <= CLOSE else "far"


@dataclass(frozen=True)
class Comparison:
    """An asked palette beside a painted one.

    Attributes
    ----------
    pairs
        in the order in which the colours were asked for
    others
        painted colours that nobody asked for, largest share first
    """

    pairs: tuple[Pair, ...]
    others: tuple[Swatch, ...]


def approximate_palette(plan: Plan) -> tuple[HexColour, ...]:
    """The colours that the painter is only told by name, at most ten; empty where it takes them as they are."""
    return plan.palette if _APPROXIMATE & set(plan.notes) else ()


def compare(asked: Sequence[HexColour], painted: Sequence[Swatch]) -> Comparison:
    """Pair as many colours as there are on both sides, so that the sum of their OKLab distances is the least."""
    aims = [_lab(colour) for colour in asked]
    found = [_lab(swatch.colour) for swatch in painted]
    if len(asked) <= len(painted):
        partners = dict(enumerate(assigned([[dist(aim, one) for one in found] for aim in aims])))
    else:
        chosen = assigned([[dist(aim, one) for aim in aims] for one in found])
        partners = {aim: one for one, aim in enumerate(chosen)}
    pairs = tuple(
        Pair(colour, painted[partners[index]] if index in partners else None)
        for index, colour in enumerate(asked)
    )
    paired = set(partners.values())
    return Comparison(pairs, tuple(one for index, one in enumerate(painted) if index not in paired))


def assigned(costs: Sequence[Sequence[float]]) -> list[int]:
    """A column for each row, no column twice, at the least total cost: the Hungarian method.

    Parameters
    ----------
    costs
        of each row, what each column would cost; no more rows than columns
    """
    columns = range(len(costs[0]) if costs else 0)
    outside = len(columns)  # a column that does not exist: from there each new row sets out
    holders: list[int | None] = [None] * (outside + 1)
    row_prices = [0.0] * len(costs)
    column_prices = [0.0] * (outside + 1)
    for new in range(len(costs)):
        holders[outside] = new
        at = outside
        spare = [inf] * outside
        reached_from = [outside] * outside
        passed: dict[int, int] = {}
        while (row := holders[at]) is not None:
            passed[at] = row
            ahead = [column for column in columns if column not in passed]
            for column in ahead:
                cost = costs[row][column] - row_prices[row] - column_prices[column]
                if cost < spare[column]:
                    spare[column], reached_from[column] = cost, at
            at = min(ahead, key=spare.__getitem__)
            step = spare[at]
            for column, holder in passed.items():
                row_prices[holder] += step
                column_prices[column] -= step
            for column in ahead:
                spare[column] -= step
        # The free column goes to whoever reached it, theirs to whoever reached that, and so on to the new row.
        while at != outside:
            holders[at] = holders[reached_from[at]]
            at = reached_from[at]
    by_row = {row: column for column, row in enumerate(holders[:-1]) if row is not None}
    return [by_row[row] for row in range(len(costs))]


def _lab(colour: HexColour) -> Lab:
    return oklab(*bytes.fromhex(colour[1:]))
