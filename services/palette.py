"""The colours of a picture: clusters in OKLab, the same each time.

Every step is deterministic: bins are sorted, seeds are chosen by rule, ties go to the first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final, NamedTuple

from PIL import Image as Pillow

from services.oklab import Lab, oklab, srgb

MAX_COLOURS: Final = 10

_BINS: Final = 2000
"""As many colours as are worth clustering one by one; with more, near ones are put together first."""
_SEEDS: Final = 16
"""More than are wanted: what is too many is merged where it is least missed."""
_ROUNDS: Final = 8

_NEAR: Final = 0.06
"""How far two colours of a palette are apart in OKLab at least; a step that is just visible is about 0.02."""
_DARK: Final = 0.35
"""Below this lightness the eye tells less apart than OKLab does, at black half as much."""
_LEAST_SHARE: Final = 0.01
"""Smaller clusters are the blend between two colours along an edge more often than a colour of their own."""
_RULES: Final = 0.4
"""A single colour with this share of its cluster stands for it: a brand's red is named to the digit."""


class Bin(NamedTuple):
    """One colour of a picture, or several next to each other, and its share of the pixels."""

    share: float
    colour: tuple[int, int, int]
    lab: Lab


class PaletteColour(NamedTuple):
    """A colour ("#rrggbb") and its share of the pixels, 0 to 1."""

    colour: str
    share: float


@dataclass
class _Cluster:
    share: float
    lab: Lab
    heaviest: Bin


def bins_of(picture: Pillow.Image) -> list[Bin]:
    """The colours of an RGB picture, at most about two thousand, largest share first."""
    pixels = picture.width * picture.height
    counted: list[tuple[int, tuple[int, int, int]]] = picture.getcolors(pixels)  # type: ignore[assignment]
    if len(counted) > _BINS:
        sums = _put_together(counted)
        while len(sums) > _BINS:
            sums = _put_further_together(sums)
        counted = [
            (count, (round(red / count), round(green / count), round(blue / count)))
            for count, red, green, blue in sums.values()
        ]
    found = [Bin(count / pixels, colour, oklab(*colour)) for count, colour in counted]
    return sorted(found, key=lambda one: (-one.share, one.colour))


_Sums = dict[int, list[int]]
"""Where a bin is in the cube of colours -> how many pixels it has, and the sums of their red, green and blue."""


def _put_together(counted: list[tuple[int, tuple[int, int, int]]]) -> _Sums:
    """Put colours together that are within a cube of eight steps a side."""
    sums: _Sums = {}
    for count, (red, green, blue) in counted:
        key = red >> 3 << 10 | green >> 3 << 5 | blue >> 3
        if key in sums:
            total = sums[key]
            total[0] += count
            total[1] += count * red
            total[2] += count * green
            total[3] += count * blue
        else:
            sums[key] = [count, count * red, count * green, count * blue]
    return sums


def _put_further_together(sums: _Sums) -> _Sums:
    """The same with cubes of twice the side."""
    larger: _Sums = {}
    for key, values in sums.items():
        red, green, blue = key >> 10, key >> 5 & 31, key & 31
        total = larger.setdefault(red >> 1 << 10 | green >> 1 << 5 | blue >> 1, [0, 0, 0, 0])
        for index, value in enumerate(values):
            total[index] += value
    return larger


def palette_of(bins: Sequence[Bin]) -> list[PaletteColour]:
    """One to ten colours, largest share first; the shares add up to 1 but for rounding."""
    clusters = _clustered(bins, _seeds(bins))
    _merge_near(clusters)
    _dissolve_small(clusters)
    while len(clusters) > MAX_COLOURS:
        _merge(clusters, *min(_pairs(clusters), key=lambda pair: _loss(clusters[pair[0]], clusters[pair[1]])))
    named: dict[str, float] = {}
    for cluster in clusters:
        colour = _representative(cluster)
        named[colour] = named.get(colour, 0.0) + cluster.share
    ordered = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    return [PaletteColour(colour, min(1.0, round(share, 4))) for colour, share in ordered]


def _seeds(bins: Sequence[Bin]) -> list[Lab]:
    """The heaviest colour, then each time the one that is both far from all chosen and common.

    The root of the share, so that a small vivid accent is chosen before another shade of the sky.
    """
    chosen = [bins[0].lab]
    away = [_squared(one.lab, chosen[0]) for one in bins]
    weights = [sqrt(one.share) for one in bins]
    while len(chosen) < _SEEDS:
        scores = [weight * distance for weight, distance in zip(weights, away, strict=True)]
        best = max(range(len(bins)), key=scores.__getitem__)
        if scores[best] <= 0:
            break
        seed = bins[best].lab
        chosen.append(seed)
        away = [min(known, _squared(one.lab, seed)) for known, one in zip(away, bins, strict=True)]
    return chosen


def _clustered(bins: Sequence[Bin], centres: list[Lab]) -> list[_Cluster]:
    """k-means, weighted by share."""
    members = _assigned(bins, centres)
    for _ in range(_ROUNDS):
        moved = [_mean(group) for group in members if group]
        if moved == centres:
            break
        centres = moved
        members = _assigned(bins, centres)
    return [_Cluster(sum(one.share for one in group), _mean(group), group[0]) for group in members if group]


def _assigned(bins: Sequence[Bin], centres: Sequence[Lab]) -> list[list[Bin]]:
    members: list[list[Bin]] = [[] for _ in centres]
    numbered = [(*centre, group) for centre, group in zip(centres, members, strict=True)]
    for one in bins:
        lightness, a, b = one.lab
        least, nearest = 9.0, members[0]
        for other_lightness, other_a, other_b, group in numbered:
            distance = (lightness - other_lightness) ** 2 + (a - other_a) ** 2 + (b - other_b) ** 2
            if distance < least:
                least, nearest = distance, group
        nearest.append(one)
    return members


def _merge_near(clusters: list[_Cluster]) -> None:
    while len(clusters) > 1:
        pair = min(_pairs(clusters), key=lambda pair: _apart(clusters[pair[0]].lab, clusters[pair[1]].lab))
        if _apart(clusters[pair[0]].lab, clusters[pair[1]].lab) >= 1:
            return
        _merge(clusters, *pair)


def _apart(one: Lab, other: Lab) -> float:
    """From 1 on, two colours are two to a person who reads a palette."""
    dark = max(0.0, 1 - (one.lightness + other.lightness) / 2 / _DARK)
    return _squared(one, other) / (_NEAR * (1 + dark)) ** 2


def _dissolve_small(clusters: list[_Cluster]) -> None:
    """Give the pixels of what is too small to the nearest colour, which stays as it is."""
    while len(clusters) > 1:
        small = min(clusters, key=lambda cluster: (cluster.share, cluster.lab))
        if small.share >= _LEAST_SHARE:
            return
        clusters.remove(small)
        nearest = min(clusters, key=lambda cluster: _squared(cluster.lab, small.lab))
        nearest.share += small.share


def _loss(one: _Cluster, other: _Cluster) -> float:
    """How much is missed when two become one: Ward's criterion, but with the root of the weight."""
    return sqrt(one.share * other.share / (one.share + other.share)) * _squared(one.lab, other.lab)


def _merge(clusters: list[_Cluster], first: int, second: int) -> None:
    other = clusters.pop(second)
    one = clusters[first]
    share = one.share + other.share
    part = other.share / share
    one.lab = Lab(*(mine + (theirs - mine) * part for mine, theirs in zip(one.lab, other.lab, strict=True)))
    one.share = share
    one.heaviest = max(one.heaviest, other.heaviest, key=lambda found: found.share)


def _representative(cluster: _Cluster) -> str:
    rules = cluster.heaviest.share >= _RULES * cluster.share
    red, green, blue = cluster.heaviest.colour if rules else srgb(cluster.lab)
    return f"#{red:02x}{green:02x}{blue:02x}"


def _pairs(clusters: Sequence[_Cluster]) -> list[tuple[int, int]]:
    return [(first, second) for second in range(len(clusters)) for first in range(second)]


def _mean(bins: Sequence[Bin]) -> Lab:
    weight = sum(one.share for one in bins)
    return Lab(*(sum(one.share * one.lab[axis] for one in bins) / weight for axis in range(3)))


def _squared(one: Lab, other: Lab) -> float:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2
