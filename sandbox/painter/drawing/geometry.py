"""SVG path strings from points: pure functions, coordinates rounded to a hundredth."""

import math
from collections.abc import Iterable, Sequence
from random import Random

Point = tuple[float, float]
Points = Sequence[Point]


def num(value: float) -> str:
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def poly(points: Iterable[Point], *, closed: bool = True) -> str:
    """Straight segments through `points`."""
    body = "L".join(f"{num(x)} {num(y)}" for x, y in points)
    return f"M{body}Z" if closed else f"M{body}"


def smooth(points: Points, *, closed: bool = True, tension: float = 1.0) -> str:
    """A soft curve through `points` (Catmull-Rom, written as cubic Béziers)."""
    count = len(points)
    if count < 3:
        return poly(points, closed=False)
    out = [f"M{num(points[0][0])} {num(points[0][1])}"]
    for i in range(count if closed else count - 1):
        if closed:
            before, start, end, after = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            before, start, end, after = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        k = tension / 6
        out.append(
            f"C{num(start[0] + (end[0] - before[0]) * k)} {num(start[1] + (end[1] - before[1]) * k)} "
            f"{num(end[0] - (after[0] - start[0]) * k)} {num(end[1] - (after[1] - start[1]) * k)} "
            f"{num(end[0])} {num(end[1])}"
        )
    return "".join(out) + ("Z" if closed else "")


def rect(x: float, y: float, width: float, height: float, radius: float = 0.0) -> str:
    """A rectangle from its top left corner; `radius` rounds the corners."""
    if radius <= 0:
        return f"M{num(x)} {num(y)}h{num(width)}v{num(height)}h{num(-width)}Z"
    r = min(radius, abs(width) / 2, abs(height) / 2)
    arc = f"a{num(r)} {num(r)} 0 0 1 "
    return (
        f"M{num(x + r)} {num(y)}h{num(width - 2 * r)}{arc}{num(r)} {num(r)}v{num(height - 2 * r)}"
        f"{arc}{num(-r)} {num(r)}h{num(2 * r - width)}{arc}{num(-r)} {num(-r)}v{num(2 * r - height)}"
        f"{arc}{num(r)} {num(-r)}Z"
    )


def ellipse(x: float, y: float, rx: float, ry: float | None = None) -> str:
    """An ellipse around (x, y); a circle without `ry`."""
    ry = rx if ry is None else ry
    arc = f"a{num(rx)} {num(ry)} 0 1 0 "
    return f"M{num(x - rx)} {num(y)}{arc}{num(2 * rx)} 0{arc}{num(-2 * rx)} 0Z"


def arc_top(x: float, y: float, width: float, height: float) -> str:
    """A door or window with a round top: (x, y) is the middle of its foot, `height` includes the arch."""
    r = width / 2
    straight = height - r
    return f"M{num(x - r)} {num(y)}v{num(-straight)}a{num(r)} {num(r)} 0 0 1 {num(width)} 0v{num(straight)}Z"


def ring(x: float, y: float, radius: float, count: int, turn: float = 0.0, flat: float = 1.0) -> list[Point]:
    """`count` points evenly around a circle (`flat` squeezes it vertically), starting at `turn` degrees."""
    return [
        (
            x + radius * math.cos(math.radians(turn) + 2 * math.pi * i / count),
            y + radius * flat * math.sin(math.radians(turn) + 2 * math.pi * i / count),
        )
        for i in range(count)
    ]


def star(x: float, y: float, outer: float, inner: float, points: int, turn: float = -90.0) -> str:
    """A star polygon."""
    corners = []
    for i in range(points * 2):
        radius = outer if i % 2 == 0 else inner
        angle = math.radians(turn + 180 * i / points)
        corners.append((x + radius * math.cos(angle), y + radius * math.sin(angle)))
    return poly(corners)


def ragged(
    rng: Random, x: float, y: float, rx: float, ry: float, *, lobes: int = 9, depth: float = 0.16
) -> str:
    """A leafy, cloud-like blob: scalloped bumps of random size around an ellipse."""
    points: list[Point] = []
    turn = rng.uniform(0, math.tau)
    for i in range(lobes):
        for part, dent in ((0.0, 1 - depth), (0.33, 1.0), (0.67, 1.02)):
            angle = turn + math.tau * (i + part + rng.uniform(-0.08, 0.08)) / lobes
            reach = dent * rng.uniform(0.94, 1.06)
            points.append((x + rx * reach * math.cos(angle), y + ry * reach * math.sin(angle)))
    return smooth(points)


def pebble(rng: Random, x: float, y: float, rx: float, ry: float, *, corners: int = 8) -> str:
    """A stone: an uneven rounded polygon."""
    points = []
    turn = rng.uniform(0, 1)
    for i in range(corners):
        angle = math.tau * (i + turn + rng.uniform(-0.2, 0.2)) / corners
        reach = rng.uniform(0.82, 1.08)
        points.append((x + rx * reach * math.cos(angle), y + ry * reach * math.sin(angle)))
    return smooth(points, tension=0.7)


def taper(points: Points, start: float, end: float, belly: float = 0.0) -> str:
    """A closed stroke along `points` whose width goes from `start` to `end`, `belly` more in the middle."""
    left: list[Point] = []
    right: list[Point] = []
    last = len(points) - 1
    for i, (x, y) in enumerate(points):
        ahead, behind = points[min(i + 1, last)], points[max(i - 1, 0)]
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        length = math.hypot(dx, dy) or 1.0
        share = i / last
        half = (start + (end - start) * share + belly * math.sin(math.pi * share)) / 2
        left.append((x - dy / length * half, y + dx / length * half))
        right.append((x + dy / length * half, y - dx / length * half))
    return smooth(left + right[::-1], tension=0.9)


def bend(start: Point, end: Point, sag: float, steps: int = 6) -> list[Point]:
    """Points from `start` to `end` on an arc that leaves the straight line by `sag` (to its right)."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    points = []
    for i in range(steps + 1):
        t = i / steps
        bow = 4 * sag * t * (1 - t)
        points.append((start[0] + dx * t - dy / length * bow, start[1] + dy * t + dx / length * bow))
    return points


def mirrored(points: Points) -> list[Point]:
    """`points` followed by their mirror image across x = 0, in reverse: a symmetrical outline."""
    return [*points, *((-x, y) for x, y in reversed(points) if x != 0)]
