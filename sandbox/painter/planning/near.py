"""The ground of a landscape, from the horizon to the lower edge: water, shores, meadows, roads."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sandbox.painter.planning import contours, heavens
from sandbox.painter.planning.places import SALT
from sandbox.painter.planning.placing import lead
from sandbox.painter.planning.task import Pile, Task
from sandbox.painter.scene import Point

_BLOOMS: Final[Mapping[str, str]] = MappingProxyType({
    "poppy": "#d63a2b", "poppies": "#d63a2b", "sunflower": "#efb62c", "tulip": "#d8433f",
})  # fmt: skip
_OPEN_EDGE: Final = frozenset({
    "desert", "snowfield", "canyon", "lavender field", "flower field", "path", "city",
})  # fmt: skip
"""Ground that wants nothing before it."""


@dataclass(frozen=True)
class Ground:
    """Where things can stand, or float."""

    top: float
    """The farthest place, y."""
    bottom: float
    """The nearest, y."""
    ridge: tuple[Point, ...] = ()
    """A crest to stand on instead: a headland, an island, a knoll."""
    middle: float = 0.5
    """Where along it, share of the width."""

    @property
    def narrow(self) -> bool:
        """A strip rather than a plain."""
        return self.bottom - self.top < 100


Grounds = tuple[Ground, Ground | None]
"""Where land things stand, and where floating ones lie."""


def foreground(task: Task, places: Sequence[str], pile: Pile) -> Grounds:
    """Add the ground's layers."""
    found = set(places)
    wild_cliff = (
        "cliff" in found and bool(found & {"mountains", "forest", "desert"}) and not found & {"sea", "waves"}
    )
    if found & SALT and not found & {"lake", "river"} and not wild_cliff:
        return _sea(task, found, pile)
    if "beach" in found:
        pile.add("water", 0.6, task.frame.horizon, task.h, amount=_roughness(task, found))
        return _beach(task, pile)
    if found & {"lake", "waterfall"}:
        return _lake(task, found, pile)
    return _land(task, found, pile)


def _roughness(task: Task, found: set[str]) -> float:
    if "storm" in task.intent.weather or "waves" in found:
        return 0.9
    if "serene" in task.intent.moods or "reflection" in task.intent.views:
        return 0.05
    return 0.12 + 0.5 * task.air.wind * task.rng.uniform(0.6, 1.0)


def _share(task: Task, share: float) -> float:
    """A y between the horizon (0) and the lower edge (1)."""
    return task.frame.horizon + (task.h - task.frame.horizon) * share


def _word(task: Task, subject: str) -> str:
    mention = task.intent.find(subject)
    return mention.word if mention else ""


def _sea(task: Task, found: set[str], pile: Pile) -> Grounds:
    frame, rng, intent, h = task.frame, task.rng, task.intent, task.h
    rough = _roughness(task, found)
    pile.add("water", 0.6, frame.horizon, h, amount=rough, colour=intent.colour_of("sea"))
    wave = _word(task, "waves")
    if "wave" in wave and not wave.endswith("waves"):
        foot = _share(task, 0.62)
        top = max(
            frame.horizon * (0.6 if frame.view == "wide" else rng.uniform(0.34, 0.46)), foot - task.w * 0.62
        )
        pile.add("breaker", 0.12, top, foot, side=-frame.away, colour=intent.colour_of("waves"))
    if rough > 0.8:
        amount = 1.25 if "waves" in found else 0.7
        pile.add("swell", 0.4, _share(task, 0.16), h, amount=amount, colour=intent.colour_of("waves"))
    sea = Ground(_share(task, 0.06), h * 0.94)
    if "beach" in found:
        return _beach(task, pile)
    if found & {"cliff", "island"} and any(
        member.subject.stands not in ("air", "water") for member in task.members
    ):
        return _rock(task, found, pile, rough)
    if "cliff" in found:
        return _rock(task, found, pile, rough)
    if "harbour" in found:
        pile.add("quay", 0.2, _share(task, 0.36), h, side=-frame.away)
    return Ground(h * 0.9, h * 0.98), sea


def _beach(task: Task, pile: Pile) -> Grounds:
    frame, rng, h = task.frame, task.rng, task.h
    shore = contours.rolling(
        rng, task.w, _share(task, rng.uniform(0.4, 0.55)), h * 0.1, waves=0.8, side=-frame.away * 0.9
    )
    pile.ridge("shore", 0.12, shore, h, colour=task.intent.colour_of("beach"))
    sea = Ground(_share(task, 0.06), min(y for _, y in shore) - 10)
    return Ground(max(y for _, y in shore) + h * 0.04, h * 0.95, middle=frame.focus), sea


def _rock(task: Task, found: set[str], pile: Pile, rough: float) -> Grounds:
    """A headland from one side, or an island, to build on."""
    frame, rng, w = task.frame, task.rng, task.w
    base = _share(task, rng.uniform(0.3, 0.48))
    rise = (base - frame.horizon) + frame.horizon * rng.uniform(0.12, 0.26) * (
        0.8 if frame.view == "wide" else 1.0
    )
    tint = task.intent.colour_of("cliff") or task.intent.colour_of("rocks")
    if frame.centred or "cliff" not in found or task.chance(0.25):
        half = max(w * rng.uniform(0.2, 0.27), task.h * frame.size * 0.42)
        line = contours.isle(rng, frame.focus * w, half, base, rise * 0.72)
    else:
        side = -1.0 if frame.focus < 0.5 else 1.0
        reach = (frame.focus if side < 0 else 1 - frame.focus) + rng.uniform(0.28, 0.36)
        line = contours.headland(rng, w, base, rise, reach, side)
    pile.ridge("cliff", 0.22, line, base + 8, amount=rough, colour=tint)
    return Ground(frame.horizon, base, line, frame.focus), Ground(_share(task, 0.12), task.h * 0.94)


def _lake(task: Task, found: set[str], pile: Pile) -> Grounds:
    frame, rng, w, h, horizon = task.frame, task.rng, task.w, task.h, task.frame.horizon
    rough = _roughness(task, found)
    winter = "snowfield" in found or task.air.season == "winter"
    if "waterfall" in found:
        pile.add(
            "waterfall",
            0.45,
            horizon * 0.5,
            horizon + 10,
            side=-frame.away * 0.24,
            amount=rng.uniform(0.5, 1),
        )
    pile.ridge("hills", 0.4, contours.rolling(rng, w, horizon + 6, h * 0.02), horizon + 16)
    if not winter and task.chance(0.7) and task.allowed("forest"):
        edge = tuple((float(x), horizon) for x in range(-60, int(w) + 120, 60))
        pile.add(
            "treeline",
            0.42,
            horizon * rng.uniform(0.9, 0.95),
            horizon + 6,
            amount=rng.choice((0.0, 1.0)),
            line=edge,
        )
    calm = rough if rough > 0.8 else min(rough, 0.4)
    pile.add("water", 0.6, horizon + 8, h, amount=calm, colour=task.intent.colour_of("lake"))
    heavens.fog(task, pile, horizon + 20, 0.8)
    bank = _share(task, rng.uniform(0.72, 0.82))
    shore = contours.rolling(rng, w, bank, h * 0.05, side=-frame.away * 0.9)
    pile.ridge("snowfield" if winter else "meadow", 0.12, shore, h, amount=0.5)
    floating = Ground(_share(task, 0.16), bank - 10)
    upright = [
        member for member in task.members if member.subject.stands not in ("air", "water", "space", "deep")
    ]
    if upright and lead(upright).subject.metres < 2.2:  # small things would be lost on the far bank
        return Ground(bank + h * 0.03, h * 0.97, middle=frame.focus), floating
    return Ground(horizon + 10, horizon + 14, middle=frame.focus), floating


def _surface(task: Task, found: set[str]) -> tuple[str, str | None]:
    """Kind and colour of dry ground."""
    intent = task.intent
    if "snowfield" in found or (task.air.season == "winter" and "snow" in intent.weather):
        return "snowfield", intent.colour_of("snowfield")
    if found & {"desert", "canyon"}:
        return "sand", intent.colour_of("desert") or ("#d9a06a" if "canyon" in found else "#e0bd85")
    if "flower field" in found:
        word = _word(task, "flower field")
        named = next((tone for name, tone in _BLOOMS.items() if name in word), None)
        return ("tulip rows" if "tulip" in word else "blooms"), intent.colour_of("flower field") or named
    if "lavender field" in found:
        return "lavender", intent.colour_of("lavender field")
    if "forest" in found:
        return "forest floor", None
    word = _word(task, "field")
    ripe = (
        "wheat" in word
        or "farm" in word
        or ("field" in found and task.air.season == "autumn" and task.chance(0.5))
    )
    return ("crops" if ripe else "meadow"), intent.colour_of("field") or intent.colour_of("hills")


def _land(task: Task, found: set[str], pile: Pile) -> Grounds:
    frame, rng, w, h, horizon = task.frame, task.rng, task.w, task.h, task.frame.horizon
    kind, tint = _surface(task, found)

    def ground(top: float) -> None:
        line = contours.rolling(rng, w, top, h * 0.012)
        pile.ridge(kind, 0.3, line, h, side=-frame.away * 0.6, colour=tint)

    upright = any(member.subject.stands not in ("air", "space", "deep") for member in task.members)
    level = found & {"river", "desert", "snowfield", "lavender field", "flower field"}
    if upright and "hills" in found and not level and frame.view != "close":
        foot = _share(task, rng.uniform(0.42, 0.6))
        rise = (foot - horizon) + horizon * rng.uniform(0.06, 0.13)
        knoll = contours.isle(rng, frame.focus * w, w * rng.uniform(0.46, 0.6), foot, rise)
        knoll = contours.softened(tuple((x, min(y, foot + 8)) for x, y in knoll))
        pile.ridge("hills", 0.42, contours.rolling(rng, w, horizon + 4, h * 0.02), h, colour=tint)
        pile.ridge("hills", 0.3, knoll, foot + 50, colour=tint)
        ground(foot)
        heavens.fog(task, pile, foot, 0.6)
        return Ground(horizon, foot, knoll, frame.focus), None
    ground(horizon)
    wet = None
    if "river" in found:
        rough = min(_roughness(task, found), 0.4)
        pile.add(
            "water", 0.5, horizon, h, amount=rough, line=_bed(task), colour=task.intent.colour_of("river")
        )
        wet = Ground(_share(task, 0.3), h * 0.96)
    if "path" in found:
        pile.add("path", 0.2, horizon + 4, h, side=frame.focus * 2 - 1, colour=task.intent.colour_of("path"))
    heavens.fog(task, pile, horizon + 30, 0.7)
    return Ground(_share(task, 0.1), h * 0.93), wet


def _bed(task: Task) -> tuple[Point, ...]:
    """The outline of a river winding from the horizon to the lower edge."""
    w, h, top, rng = task.w, task.h, task.frame.horizon, task.rng
    start, bends = w * (0.5 + 0.16 * task.frame.away), rng.uniform(4, 7)
    left, right = [], []
    for i in range(19):
        t = i / 18
        y = top + 2 + (h + 30 - top) * t**1.7
        swing = math.sin(t * bends + rng.uniform(-0.05, 0.05)) * w * 0.16 * (0.15 + t)
        half = 4 + w * 0.25 * t**1.5
        left.append((start + swing - half, y))
        right.append((start + swing + half, y))
    return (*left, *reversed(right))


def edge(task: Task, places: Sequence[str], pile: Pile) -> None:
    """Something dark in the very near: it gives depth."""
    frame, rng, intent, h = task.frame, task.rng, task.intent, task.h
    found = set(places)
    if frame.framed or (intent.has("cherry tree") and task.chance(0.6)):
        blossom = "#f2b8c8" if intent.has("cherry tree") else None
        pile.add("branches", 0.0, 0, h * 0.4, side=0.0 if frame.framed else frame.away, colour=blossom)
    if frame.sparse or frame.high:
        return
    if found & {"lake", "river"}:
        if task.allowed("reeds"):
            pile.add("reed bed", 0.0, h * 0.74, h * 1.02, side=frame.away, amount=0.7)
    elif found & {"sea", "beach", "cliff", "island"}:
        if "beach" not in found and "city" not in found and task.chance(0.55):
            pile.add(
                "boulders",
                0.0,
                h * 0.95,
                h * 1.02,
                side=frame.away,
                amount=0.5,
                colour=intent.colour_of("rocks"),
            )
    elif "forest" in found:
        clear = ((frame.focus * frame.width, 0.0),)
        pile.add("trunks", 0.12, 0, h, side=float(intent.has("birch")), line=clear)
    elif not found & _OPEN_EDGE and intent.medium != "paper cut" and task.chance(0.85):
        pile.add("grasses", 0.0, h * 0.84, h, amount=0.7, side=frame.away * rng.choice((0.0, 1.0)))
