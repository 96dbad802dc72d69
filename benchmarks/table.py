"""The rows of the table that ``make bench`` prints."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line: what was measured, what came out here, and what it should be."""

    what: str
    figure: str
    aim: str


def percentile(measured: Sequence[float], percent: int) -> float:
    ordered = sorted(measured)
    return ordered[min(len(ordered) - 1, round(percent / 100 * (len(ordered) - 1)))]


def print_table(rows: Sequence[Row]) -> None:
    print(f"{'measured':<58}{'here':>26}   aim")
    for row in rows:
        print(f"{row.what:<58}{row.figure:>26}   {row.aim}")
