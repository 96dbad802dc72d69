"""Where the things of a landscape stand, float and fly, and what keeps them company."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sandbox.painter.drawing.catalogue import SUBJECTS
from sandbox.painter.drawing.land import height_at
from sandbox.painter.planning.near import Ground
from sandbox.painter.planning.placing import (
    Spot,
    Stage,
    fit,
    holder,
    host,
    lead,
    number,
    proportion,
    shrink,
    spiral,
    thing,
)  # fmt: skip
from sandbox.painter.planning.task import Cast, Pile, Task

BROAD: Final = 2.6
"""Things with a greater span than this cross the whole picture: bridges, trains."""
_GROWTH: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "field": ("tree", "tree", "birch"), "hills": ("tree", "tree", "pine tree"), "mountains": ("pine tree",) * 5,
    "snowfield": ("pine tree",) * 4, "desert": ("cactus", "cactus"), "garden": ("tree", "flowers",
        "flowers"), "forest": (),
})  # fmt: skip
_NOT_HOMELY: Final = frozenset({
    "tree", "pine tree", "birch", "palm tree", "cherry tree", "bare tree", "bamboo", "wind turbine",
    "dinosaur", "giraffe",
    "train", "gulls", "village",
})  # fmt: skip


def depth_at(task: Task, y: float) -> float:
    """How far a thing is that stands at `y`: 0 at the lower edge, 0.42 at the horizon."""
    share = 1 - (y - task.frame.horizon) / max(task.h - task.frame.horizon, 1)
    return min(max(share * 0.42, 0.0), 0.42)


def place(task: Task, member: Cast, stage: Stage, land: Ground, sea: Ground | None) -> None:
    """Put one mention's things on the stage."""
    frame, subject = task.frame, member.subject
    main = lead(task.members)
    count = number(member, task.rng)
    base = task.h * frame.size * proportion(member, main) * shrink(count)
    if member is not main and frame.view == "close":
        base *= 0.75
    base = fit(base, subject.span, task.w, share=1.25 if subject.span > BROAD else 0.74)
    flying = subject.stands == "deep" and member.mention.relation == "over"
    if subject.stands in ("air", "space") or flying:
        aloft(task, member, stage, base, count, room=frame.horizon)
    elif not _carried(task, member, stage, base, count):
        for i in range(count):
            _stand(task, member, stage, land, sea, base, i)


def _carried(task: Task, member: Cast, stage: Stage, base: float, count: int) -> bool:
    """Put it in a hand, into a boat or on top of something, if the prompt says so and that is there."""
    by = holder(member, task.intent, stage.items)
    if by is not None:
        stage.held(member, by)
        return True
    under = host(member, task.intent, stage.items) if member.mention.relation in ("in", "on") else None
    if under is None:
        return False
    seat, tilt = SUBJECTS[under.subject].seat, task.frame.tilt
    if under.afloat and not seat and member.subject.metres < 3:
        size = under.size * (0.85 if under.subject == "boat" else 0.24) * shrink(count)
        for i in range(count):
            at = (under.x + (i - (count - 1) / 2) * size * 0.9, under.y - under.size * 0.22, size)
            stage.put(thing(member, task.rng, at, under.depth, nth=i, tilt=tilt), before=under)
        return True
    if seat and member.mention.relation == "on":
        perch = under.y - under.size * seat / 100
        size = min(base, perch * 0.85)
        for i in range(count):
            at = (under.x + (i - (count - 1) / 2) * size * member.subject.span, perch, size)
            stage.put(thing(member, task.rng, at, under.depth, nth=i, tilt=tilt), after=under)
        return True
    return False


def _stand(
    task: Task, member: Cast, stage: Stage, land: Ground, sea: Ground | None, base: float, nth: int
) -> None:
    """One thing on the ground, on a crest or on the water."""
    frame, mention, broad = task.frame, member.mention, member.subject.span >= BROAD
    main = member is lead(task.members)
    close = mention.relation in ("on", "under", "beside", "before", "behind")
    beside = host(member, task.intent, stage.items) if close else None
    prefer = frame.focus * task.w if main else task.w * (0.5 + frame.away * 0.22)
    if beside is not None:
        prefer = beside.x + beside.size * {"beside": 0.5, "under": 0.25}.get(mention.relation, 0.0)
    if broad:
        prefer = task.w * 0.5
    first = main and nth == 0
    water = sea if member.subject.stands in ("water", "deep") else None
    if water is not None:
        spots = _on_water(task, water, base, prefer, first=first, broad=broad)
    elif land.ridge:
        spots = _on_ridge(task, land, base, first=first)
    else:
        spots = _on_ground(task, land, base, prefer, first=first)
    if not spots:
        return
    x, y, size = stage.find(spots, member.subject.span, prefer=prefer if nth == 0 else None)
    at = (x, y, min(size, y * 0.96 / member.subject.crest))
    depth = 0.2 if land.ridge and water is None else depth_at(task, y)
    inward = (
        frame.focus > 0.5 if main and not frame.centred else None
    )  # the main thing looks into the picture
    afloat = water is not None
    placed = thing(member, task.rng, at, depth, nth=nth, flip=inward, tilt=frame.tilt, afloat=afloat)
    stage.put(placed, after=beside if mention.relation in ("under", "before") and not afloat else None)


def _on_water(task: Task, sea: Ground, base: float, prefer: float, *, first: bool, broad: bool) -> list[Spot]:
    rng = task.rng
    spots = []
    for _ in range(26):
        y = sea.top + (sea.bottom - sea.top) * (0.3 + rng.uniform(-0.1, 0.1) if first else rng.random())
        near = (y - task.frame.horizon) / max(task.h - task.frame.horizon, 1)
        size = base if first and sea.bottom - sea.top > 200 else base * (0.5 + 1.1 * near) / 0.9
        if broad:
            y, size = sea.top + (sea.bottom - sea.top) * 0.22, base
        spots.append(
            (
                prefer + rng.uniform(-0.08, 0.08) * task.w if first else rng.uniform(0.08, 0.92) * task.w,
                y,
                size,
            )
        )
    return spots


def _on_ridge(task: Task, land: Ground, base: float, *, first: bool) -> list[Spot]:
    rng, left, right = task.rng, min(x for x, _ in land.ridge), max(x for x, _ in land.ridge)
    xs = [land.middle * task.w + (0 if first else rng.uniform(-0.2, 0.2) * task.w) for _ in range(26)]
    return [(x, height_at(land.ridge, x) + 5, base) for x in xs if left <= x <= right]


def _on_ground(task: Task, land: Ground, base: float, prefer: float, *, first: bool) -> list[Spot]:
    rng = task.rng
    spots = []
    for _ in range(26):
        t = (0.4 if task.frame.view != "close" else 0.85) if first else rng.random() ** 0.8
        size = base * 0.8 if land.narrow else base if first else base * (0.45 + t) / 0.85
        x = prefer + rng.uniform(-0.03, 0.03) * task.w if first else rng.uniform(0.07, 0.93) * task.w
        spots.append((x, land.top + (land.bottom - land.top) * t, size))
    return spots


def aloft(task: Task, member: Cast, stage: Stage, base: float, count: int, *, room: float) -> None:
    """Things in the air above `room`: one large, the others scattered and smaller."""
    frame, rng, w = task.frame, task.rng, task.w
    below = any(other.subject.stands not in ("air", "space") for other in task.members if other is not member)
    base = min(
        base * (1.2 if count > 2 else 0.9 if below else 1.1), room * 0.66, w * 0.94 / member.subject.span
    )
    for i, (u, v) in enumerate(spiral(count, rng)):
        near = 1.0 if i == 0 else rng.uniform(0.3, 0.75)
        size = base * near
        if i == 0:
            x = frame.focus * w if not stage.items and not below else w * (0.5 + 0.24 * frame.away)
            y = room * (rng.uniform(0.3, 0.4) if below else rng.uniform(0.5, 0.62)) + size * 0.4
            half = min(size * member.subject.span * 0.52, w * 0.5)
            spots = [(min(max(x, half), w - half), y, size)]
        else:
            x, y = w * (0.08 + 0.84 * u), room * (0.22 + 0.78 * v) + size * 0.3
            around = [(rng.uniform(-0.12, 0.12) * w, rng.uniform(-0.1, 0.1) * room) for _ in range(18)]
            spots = [(x + dx, min(y + dy, room * 1.08), size) for dx, dy in around]
        x, y, size = stage.find(spots, member.subject.span, prefer=x)
        at = (x, max(y, size * 1.2), size)
        stage.put(thing(member, rng, at, 0.36 + 0.3 * (1 - near), nth=i, tilt=frame.tilt))


def company(task: Task, places: Sequence[str], stage: Stage, land: Ground, pile: Pile) -> None:
    """What grows and flies around the main thing: small, to the sides, never in its way; a path to its door."""
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    found = set(places)
    if frame.sparse or frame.view == "close":
        return
    wants_gulls = bool(found & {"sea", "beach", "harbour", "lake"}) and task.air.stars < 0.3
    if wants_gulls and task.allowed("gulls") and not task.intent.has("gulls") and task.chance(0.5):
        at = (
            w * (0.5 + 0.26 * frame.away),
            frame.horizon * rng.uniform(0.5, 0.75),
            h * rng.uniform(0.1, 0.16),
        )
        stage.put(thing(Cast.unasked("gulls"), rng, at, 0.5))
    if found & {"sea", "beach", "harbour", "lake", "city", "lavender field", "flower field"}:
        return
    key = next(
        (name for name in ("snowfield", "desert", "mountains", "forest", "garden", "hills") if name in found),
        "field",
    )
    if key in ("hills", "field") and task.air.season == "winter":
        key = "snowfield"
    for name in _GROWTH[key]:
        if task.allowed(name) and rng.random() > 0.25:
            _beside(task, Cast.unasked(name), stage, land)
    main = lead(task.members) if task.members else None
    door = next((item for item in stage.items if main and item.subject == main.name), None)
    homely = (
        main is not None
        and main.subject.metres >= 5
        and main.name not in _NOT_HOMELY
        and main.subject.stands == "ground"
    )
    green = (
        key in ("field", "hills", "mountains", "garden")
        and not found & {"path", "river"}
        and task.allowed("path")
    )
    if door and homely and green and not land.ridge and door.y < h * 0.86 and task.chance(0.65):
        pile.add("path", 0.2, door.y, h, side=frame.focus * 2 - 1, line=((door.x, door.y),))


def _beside(task: Task, extra: Cast, stage: Stage, land: Ground) -> None:
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    spots: list[Spot] = []
    for _ in range(24):
        free = rng.random() < 0.7
        x = (
            w * (0.5 + frame.away * rng.uniform(0.12, 0.5))
            if free
            else w * (0.5 - frame.away * rng.uniform(0.34, 0.52))
        )
        if land.ridge:
            y = height_at(land.ridge, x) + 4
            if y < min(y for _, y in land.ridge) + h * 0.3:
                spots.append((x, y, h * rng.uniform(0.1, 0.17)))
            continue
        t = rng.uniform(0.02, 0.3)
        tall = 0.16 if extra.subject.metres < 1 else 0.24
        spots.append((x, land.top + (land.bottom - land.top) * t, h * tall * (0.5 + 1.4 * t)))
    if not spots:
        return
    at = stage.find(spots, extra.subject.span)
    if stage.overlap(at, extra.subject.span) < 0.3:
        stage.put(thing(extra, rng, at, max(depth_at(task, at[1]), 0.05)))
