"""Space and the deep sea: pictures without ground."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.painter.planning import contours
from sandbox.painter.planning.placing import (
    Stage,
    fit,
    lead,
    main_first,
    number,
    proportion,
    shrink,
    spiral,
    thing,
)
from sandbox.painter.planning.task import Cast, Pile, Task
from sandbox.painter.scene import Layer

_WORLDS: Final[Mapping[str, float]] = MappingProxyType(
    {"planet": 1.15, "ringed planet": 1.1, "galaxy": 1.2, "black hole": 1.1}
)
"""Things seen whole from far away, and how much larger than usual they are drawn."""
_WALKERS: Final = ("astronaut", "robot", "rocket", "person")


def space(task: Task) -> list[Layer]:
    """Among the stars, or on the moon."""
    intent, rng, w, h = task.intent, task.rng, task.w, task.h
    pile = Pile(rng)
    thick = 0.95 if intent.has("nebula", "galaxy") else rng.uniform(0.4, 0.75)
    pile.add("nebula", 1.0, 0, h, amount=thick, colour=intent.colour_of("nebula"))
    if intent.has("comet"):
        pile.add("comet", 1.0, 0, h)
    walkers = any(member.name in _WALKERS for member in task.members)
    landed = intent.has("moonscape") or (intent.has("moon") and walkers)
    stage = Stage(task.frame, rng)
    if not any(member.name in _WORLDS for member in task.members) and task.allowed("planet"):
        world = Cast.unasked(rng.choice(("planet", "ringed planet")))
        size = h * (rng.uniform(0.2, 0.34) if task.members else 0.5)
        stage.put(
            thing(world, rng, (w * (0.5 + 0.26 * task.frame.away), h * 0.26 + size * 0.5, size), 0.6),
            loose=True,
        )
    for member in main_first(task.members):
        _drifting(task, member, stage, landed=landed)
    pile.props((item for item in stage.items if item.depth > 0.5), 0.6)
    if landed:
        line = contours.rolling(rng, w, h * 0.7, h * 0.08)
        pile.ridge("moondust", 0.1, line, h, colour=intent.colour_of("moonscape"))
    pile.props(sorted((item for item in stage.items if item.depth <= 0.5), key=lambda item: item.size), 0.1)
    return pile.layers


def _drifting(task: Task, member: Cast, stage: Stage, *, landed: bool) -> None:
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    main = lead(task.members)
    count = number(member, rng)
    share = (
        frame.size * _WORLDS.get(member.name, 1.0) * (1.0 if member is main else 0.62) * member.mention.scale
    )
    size = fit(h * share * shrink(count), member.subject.span, w, share=0.7)
    standing = landed and member.name in _WALKERS
    for i, (u, v) in enumerate(spiral(count, rng)):
        first = i == 0 and member is main
        near = 1.0 if i == 0 else rng.uniform(0.25, 0.7)
        x = frame.focus * w if first else w * (0.1 + 0.8 * u)
        y = h * 0.54 + size * 0.5 if first else h * (0.16 + 0.7 * v) + size * near * 0.5
        if standing:
            y = h * (0.86 if first else 0.8)
        around = [(rng.uniform(-0.14, 0.14) * w, rng.uniform(-0.1, 0.1) * h) for _ in range(22)]
        spots = [(x, y, size)] if first else [(x + dx, y + dy, size * near) for dx, dy in around]
        at = stage.find(spots, member.subject.span, prefer=x)
        turn = (
            0.0
            if standing or member.name in _WORLDS or member.subject.stands == "ground"
            else rng.uniform(-14, 14)
        )
        stage.put(thing(member, rng, at, 0.3 * (1 - near), nth=i, turn=turn))


def deep(task: Task) -> list[Layer]:
    """Under water."""
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    pile = Pile(rng)
    pile.add("deep", 1.0, 0, h)
    if not frame.sparse and not frame.low:
        pile.add("seabed", 0.5, h * 0.84, h, colour=task.intent.colour_of("underwater"))
    stage = Stage(frame, rng)
    members = task.members or ([Cast.unasked("fish", 7)] if task.allowed("fish") else [])
    for member in main_first(members):
        count, main = number(member, rng), lead(members)
        size = h * frame.size * proportion(member, main) * shrink(count)
        size = fit(size, member.subject.span, w, share=0.72)
        facing = rng.random() < 0.5
        for i, (u, v) in enumerate(spiral(count, rng)):
            first = i == 0 and member is main
            near = 1.0 if i == 0 else rng.uniform(0.45, 0.95)
            x = frame.focus * w if first else w * (0.1 + 0.8 * u)
            y = h * 0.5 + size * 0.45 if first else h * (0.2 + 0.54 * v) + size * near * 0.4
            around = [(rng.uniform(-0.12, 0.12) * w, rng.uniform(-0.1, 0.1) * h) for _ in range(22)]
            spots = [(x, y, size)] if first else [(x + dx, y + dy, size * near) for dx, dy in around]
            at = stage.find(spots, member.subject.span, prefer=x)
            stage.put(thing(member, rng, at, 0.5 * (1 - near), nth=i, flip=facing))
    pile.props(sorted(stage.items, key=lambda item: -item.depth), 0.1)
    return pile.layers
