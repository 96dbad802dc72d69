"""Rooms: a wall with a window, furniture, who is in it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.painter.drawing.catalogue import SUBJECTS
from sandbox.painter.planning.placing import Stage, fit, holder, host, lead, number, thing
from sandbox.painter.planning.still import tint
from sandbox.painter.planning.task import Cast, Pile, Task
from sandbox.painter.scene import Layer, Placed

_FURNISHING: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "cafe": ("table", "chair", "cup"), "library": ("armchair", "fern"), "kitchen": ("table",
        "fruit bowl"), "room": ("armchair", "fern"),
})  # fmt: skip
_TABLES: Final = ("table", "piano", "book", "suitcase")
_SOFT_SEATS: Final = ("cat", "dog", "rabbit", "fox", "mouse", "panda")


def plan(task: Task) -> list[Layer]:
    """All layers of a room."""
    frame, intent, rng, h = task.frame, task.intent, task.rng, task.h
    floor = h * (0.4 if frame.high else 0.8 if frame.low else rng.uniform(0.64, 0.72))
    kind = next((word for word in ("library", "cafe", "kitchen") if intent.has(word)), "room")
    pile = Pile(rng)
    _walls(task, kind, floor, pile)
    stage = Stage(frame, rng)
    outside = {
        member.name
        for member in task.members
        if member.subject.metres > 3 and member.subject.stands == "ground"
    }
    members = [member for member in task.members if member.name not in outside | {"window", "door"}]
    everyone = [*members, *(Cast.unasked(name) for name in _extras(task, kind, members))]
    metre = _metre(task, members)
    for member in sorted(everyone, key=_order):
        for i in range(number(member, rng) if member in members else 1):
            _place(task, member, i, stage, metre, floor, mine=member in members)
    pile.props(stage.sorted(), 0.1)
    if not frame.sparse and task.chance(0.4):
        pile.add("leafy corner", 0.0, h * 0.7, h, side=-frame.away)
    return pile.layers


def _order(member: Cast) -> tuple[bool, bool, float]:
    """Hosts before what is put on them, large before small."""
    leaning = member.mention.relation in ("on", "beside") or member.name == "umbrella"
    return member.subject.stands == "table", leaning, -member.subject.metres


def _walls(task: Task, kind: str, floor: float, pile: Pile) -> None:
    frame, intent, rng, h = task.frame, task.intent, task.rng, task.h
    side, glazed = frame.away, task.allowed("window")
    pile.add("room", 0.4, 0, floor, colour=intent.colour_of("wall") or intent.colour_of("room") or tint(task))
    if kind == "library":
        pile.add("shelves", 0.36, h * 0.05, floor, side=-side if glazed else 0.0)
    elif kind == "kitchen":
        pile.add("kitchen", 0.36, h * 0.1, floor, colour=intent.colour_of("kitchen"))
    elif kind == "cafe":
        pile.add("bar", 0.36, h * 0.06, floor)
    if glazed and kind != "cafe":
        tall = h * (0.3 if kind == "kitchen" else rng.uniform(0.38, 0.48))
        top, place = h * rng.uniform(0.09, 0.13), side * rng.uniform(0.3, 0.56)
        pile.add("window view", 0.35, top, top + tall, side=place, amount=0.9 if task.w >= h else 0.7)
        pile.add("sunlight", 0.3, floor, h, side=place)


def _extras(task: Task, kind: str, members: list[Cast]) -> list[str]:
    names = {member.name for member in members}
    extras = [name for name in _FURNISHING[kind] if name not in names and task.allowed(name)]
    furnished = any(member.subject.stands == "floor" and member.subject.metres > 0.8 for member in members)
    if task.frame.sparse or (kind == "room" and furnished):
        extras = []
    if kind == "room" and len(members) == 1 and task.chance(0.35):
        extras = [name for name in extras if name != "fern"]
    if any(member.subject.stands == "table" for member in members) and not names & set(_TABLES):
        extras = ["table", *(name for name in extras if name != "table")]
    return extras


def _metre(task: Task, members: list[Cast]) -> float:
    """Scene units of a metre: enough that the main thing is not lost."""
    view = {"wide": 0.72, "medium": 1.0, "close": 1.3}[task.frame.view]
    metre = min(task.h * 0.4, task.w * 0.34) * view
    if members and not task.frame.sparse:
        small = lead(members).subject.metres
        wanted = task.h * 0.34 * view / (small**0.62 if small < 1 else small**0.9)
        metre = min(max(metre, wanted), metre * 1.6)
    return metre


def _size(task: Task, member: Cast, metre: float) -> float:
    metres = member.subject.metres
    if metres > 3:
        size = task.h * 0.5
    elif member.subject.stands == "table":
        size = metre * 0.9 * metres**0.5
    else:
        size = metre * metres ** (0.62 if metres < 1 else 0.9)
    return fit(size * member.mention.scale, member.subject.span, task.w, share=0.7)


def _place(
    task: Task, member: Cast, nth: int, stage: Stage, metre: float, floor: float, *, mine: bool
) -> None:
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    size = _size(task, member, metre)
    by = holder(member, task.intent, stage.items)
    if by is not None:
        stage.held(member, by)
        return
    under = _seat(task, member, stage)
    if under is not None:
        stage.put(_seated(task, member, nth, stage, under, size * 0.86), after=under, loose=True)
        return
    spots = []
    for _ in range(30):
        t = rng.uniform(0.1, 0.62)
        spots.append((rng.uniform(0.14, 0.86) * w, floor + (h - floor) * t, size * (0.85 + 0.4 * t)))
    x, y, size = stage.find(spots, member.subject.span, prefer=w * (frame.focus if mine else 1 - frame.focus))
    depth = max(0.24 * (1 - (y - floor) / max(h - floor, 1)), 0.0)
    if member.subject.stands == "wall":
        y = floor - h * 0.18
    elif member.subject.stands in ("air", "space"):
        y = floor - h * 0.2
    stage.put(thing(member, rng, (x, y, size), depth, nth=nth, tilt=frame.tilt))


def _seat(task: Task, member: Cast, stage: Stage) -> Placed | None:
    """Something standing already that this one belongs on."""
    on = member.mention.relation == "on"
    hosts = [item for item in stage.items if SUBJECTS[item.subject].seat > 0]
    if member.subject.stands == "table" and not on:
        hosts = [item for item in hosts if item.subject in _TABLES]
    elif not on and not (member.name in _SOFT_SEATS and task.chance(0.5)):
        return None
    elif not on:
        hosts = [item for item in hosts if item.subject in ("armchair", "bed")]
    if not hosts:
        return None
    return host(member, task.intent, hosts) or task.rng.choice(hosts)


def _seated(task: Task, member: Cast, nth: int, stage: Stage, under: Placed, size: float) -> Placed:
    subject = SUBJECTS[under.subject]
    half = under.size * subject.span * 0.4
    taken = sum(
        item.y < under.y and abs(item.x - under.x) < half for item in stage.items if item is not under
    )
    alone = taken == 0 and (member.mention.relation == "on" or subject.span < 1.5)
    offset = 0.0 if alone else ((taken % 4) - 1.5) * 0.22 * under.size * subject.span
    at = (under.x + offset, under.y - under.size * subject.seat / 100, size)
    return thing(member, task.rng, at, max(under.depth - 0.01, 0.0), nth=nth, tilt=0.24)
