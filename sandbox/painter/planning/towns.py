"""House fronts and streets."""

import math

from sandbox.painter.planning import heavens
from sandbox.painter.planning.placing import Spot, Stage, fit, holder, lead, main_first, number, thing
from sandbox.painter.planning.task import Cast, Pile, Task
from sandbox.painter.scene import Layer, Placed, Point


def facade(task: Task) -> list[Layer]:
    """A wall flat on, with doors and windows in it and things before it."""
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    foot = h * rng.uniform(0.78, 0.83)
    metre = h * (0.17 if frame.view == "wide" else 0.25) * (1.25 if frame.view == "close" else 1.0)
    metre = min(metre, w * 0.3)
    openings = [member for member in task.members if member.subject.stands == "wall"]
    before = [member for member in task.members if member.subject.stands != "wall"]
    if not openings and task.allowed("door"):
        openings = [Cast.unasked("door")]
    holes = _openings(task, openings, foot, metre)
    stage = Stage(frame, rng)
    for hole in holes:  # things may stand before a door, not quite hide it
        stage.boxes.append(
            (hole.x - hole.size * 0.12, hole.y - hole.size * 0.5, hole.x + hole.size * 0.12, hole.y)
        )
    for member in before:
        _before(task, member, stage, holes, foot, metre)
    pile = Pile(rng)
    amount = 0.0 if frame.sparse else 1.0
    pile.add("facade", 0.15, 0, foot, side=frame.away, colour=task.intent.colour_of("wall"), amount=amount)
    x = frame.focus * w + frame.away * metre * 2.3
    spare = task.allowed("window") and all(member.name != "window" for member in openings)
    if spare and metre < x < w - metre * 0.6:
        pile.add("wall windows", 0.12, 0, metre * 1.7, line=((x, foot - metre * 0.62),))
    pile.props(holes, 0.1)
    pile.props(stage.sorted(), 0.0)
    return pile.layers


def _openings(task: Task, openings: list[Cast], foot: float, metre: float) -> list[Placed]:
    rng, w = task.rng, task.w
    counts = [number(member, rng) for member in openings]
    total = sum(counts)
    places = (
        [task.frame.focus * w]
        if total == 1
        else [w * (i + 0.5 + rng.uniform(-0.1, 0.1)) / total for i in range(total)]
    )
    rng.shuffle(places)
    holes = []
    for member, count in zip(openings, counts, strict=True):
        for i in range(count):
            tall = member.name == "door"
            size = min(metre * member.subject.metres * (1.0 if tall else 1.1), w / total)
            at = (places.pop(), foot if tall else foot - metre * 0.55, size)
            holes.append(thing(member, rng, at, 0.1, nth=i, flip=False))
    return holes


def _before(task: Task, member: Cast, stage: Stage, holes: list[Placed], foot: float, metre: float) -> None:
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    size = (
        fit(metre * max(member.subject.metres, 0.45) ** 0.85, member.subject.span, w, share=0.62)
        * member.mention.scale
    )
    by = holder(member, task.intent, stage.items)
    if by is not None:
        stage.held(member, by)
        return
    half = size * member.subject.span * 0.5
    for i in range(number(member, rng)):
        leaning = member.mention.relation in ("before", "on") and i == 0 and holes
        prefer = holes[0].x + rng.choice((-1, 1)) * metre * 0.25 if leaning else w * (0.5 + 0.2 * frame.away)
        y = foot + (h - foot) * rng.uniform(0.16, 0.4)
        spots: list[Spot] = []
        for _ in range(24):
            x = min(max(prefer + rng.uniform(-0.12, 0.12) * w, half), w - half)
            spots.append((x, y + rng.uniform(0, 0.1) * (h - foot), size))
        stage.put(thing(member, rng, stage.find(spots, member.subject.span, prefer=prefer), 0.0, nth=i))


def street(task: Task) -> tuple[list[Layer], Point | None]:
    """A street: running away from us, or seen across."""
    frame, intent, h = task.frame, task.intent, task.h
    across = any(member.subject.span > 1.6 for member in task.members) or task.chance(0.35)
    sun = heavens.sun_at(task)
    pile = Pile(task.rng)
    heavens.sky(task, pile)
    if across:
        foot = h * 0.74
        pile.add("street fronts", 0.28, h * task.rng.uniform(0.08, 0.2), foot)
        pile.add("pavement", 0.15, foot, foot)
    else:
        foot = frame.horizon
        if intent.has("city"):
            pile.add("skyline", 0.7, h * 0.12, foot + 4)
        pile.add("street", 0.2, foot, h, side=frame.away * 0.5)
    heavens.fog(task, pile, foot)
    if "rain" in intent.weather:
        pile.add("water", 0.1, foot + (h - foot) * 0.2, h, amount=0.22, line=_puddle(task, foot))
    stage = Stage(frame, task.rng)
    for member in main_first([one for one in task.members if one.name != "village"]):  # the street is in it
        _walking(task, member, stage, foot, across=across)
    if not task.members and not frame.sparse and not intent.banned & {"person", "crowd", "couple"}:
        for t in (0.16, 0.3):
            who = Cast.unasked(task.rng.choice(("person", "couple")))
            at = (task.w * (0.5 + task.rng.uniform(-0.1, 0.1)), foot + (h - foot) * t, h * 0.2 * (0.35 + t))
            stage.put(thing(who, task.rng, at, 0.3))
    pile.props(stage.sorted(), 0.1)
    heavens.weather(task, pile)
    return pile.layers, sun


def _walking(task: Task, member: Cast, stage: Stage, foot: float, *, across: bool) -> None:
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    main = lead(task.members)
    metre = h * (0.17 if across else 0.2) * (1.5 if frame.view == "close" else 1.0)
    size = (
        fit(max(metre * member.subject.metres**0.8, h * 0.09), member.subject.span, w, share=0.62)
        * member.mention.scale
    )
    by = holder(member, task.intent, stage.items)
    if by is not None:
        stage.held(member, by)
        return
    for i in range(number(member, rng)):
        if member.subject.stands in ("air", "space"):
            at = (w * rng.uniform(0.1, 0.9), h * rng.uniform(0.2, 0.45), min(size, h * 0.15))
            stage.put(thing(member, rng, at, 0.2, nth=i))
            continue
        spots: list[Spot] = []
        for _ in range(28):
            t = rng.uniform(0.3, 0.8) if member is main else rng.uniform(0.12, 0.85)
            reach = 0.42 if across else 0.1 + 0.32 * t
            scale = 1.0 if across else (0.35 + t) / 0.9
            spots.append((w * (0.5 + rng.uniform(-reach, reach)), foot + (h - foot) * t, size * scale))
        at = stage.find(spots, member.subject.span, prefer=w * frame.focus if i == 0 else None)
        depth = 0.25 * (1 - (at[1] - foot) / max(h - foot, 1))
        stage.put(thing(member, rng, at, max(depth, 0.0), nth=i, tilt=frame.tilt))


def _puddle(task: Task, foot: float) -> tuple[Point, ...]:
    """One long puddle in the middle of the road."""
    rng, w, h = task.rng, task.w, task.h
    middle, y = w * (0.5 + rng.uniform(-0.1, 0.1)), foot + (h - foot) * 0.66
    rx, ry = w * rng.uniform(0.26, 0.36), (h - foot) * 0.2
    points = []
    for i in range(26):
        angle, reach = math.tau * i / 26, rng.uniform(0.82, 1.06)
        points.append((middle + rx * reach * math.cos(angle), y + ry * reach * math.sin(angle)))
    return tuple(points)
