"""Open sky, much empty space, portraits."""

from dataclasses import replace
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing.land import height_at
from sandbox.painter.planning import contours, heavens, standing
from sandbox.painter.planning.placing import Stage, fit, lead, main_first, number, proportion, shrink, thing
from sandbox.painter.planning.task import Cast, Pile, Task
from sandbox.painter.scene import Layer, Point

_LEAFY: Final = frozenset({"forest", "meadow", "garden", "mountains", "hills", "snow", "desert", "lake"})


def aloft(task: Task) -> tuple[list[Layer], Point | None]:
    """Open sky over low hills: balloons, aeroplanes, dragons."""
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    base = h * rng.uniform(0.74, 0.8)
    sun = heavens.sun_at(task)
    pile = Pile(rng)
    heavens.sky(task, pile)
    if task.chance(0.5):
        pile.ridge("mountains", 0.84, contours.jagged(rng, w, base, h * 0.2, peaks=5), base + 30)
    for depth, rise in ((0.8, 0.1), (0.64, 0.08), (0.46, 0.05)):
        line = contours.rolling(rng, w, base + 20 * (1 - depth), h * rise, side=frame.away)
        pile.ridge("hills", depth, line, h, amount=2.0 if depth > 0.7 else 1.0)
        heavens.fog(task, pile, base)
    line = contours.rolling(rng, w, base + (h - base) * 0.4, h * 0.05, side=-frame.away)
    pile.ridge("hills", 0.2, line, h)
    stage = Stage(frame, rng)
    main = lead(task.members)
    for member in main_first(task.members):
        count = number(member, rng)
        size = h * frame.size * proportion(member, main) * shrink(count) ** 0.7
        standing.aloft(
            task, member, stage, fit(size, member.subject.span, w, share=0.6), count, room=h * 0.74
        )
    pile.props(sorted(stage.items, key=lambda item: item.size), 0.2)
    heavens.weather(task, pile)
    return pile.layers, sun


def minimal(task: Task) -> tuple[list[Layer], Point | None]:
    """Much empty space: one thing, small, on a line of ground under a wide plain sky."""
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    base = h * rng.uniform(0.74, 0.8)
    pile = Pile(rng)
    heavens.sky(task, pile)
    line = contours.rolling(rng, w, base, h * 0.03, waves=0.7)
    pile.ridge("bare hill", 0.35, line, h + 30)
    stage = Stage(frame, rng)
    main = lead(task.members)
    for member in main_first(task.members):
        size = fit(h * frame.size * proportion(member, main), member.subject.span, w, share=0.4)
        for i in range(number(member, rng)):
            first = member is main and i == 0
            xs = [frame.focus * w] if first else [w * rng.uniform(0.12, 0.88) for _ in range(20)]
            flying = member.subject.stands in ("air", "space")
            spots = [(x, base * 0.55 if flying else height_at(line, x) + 6, size) for x in xs]
            at = stage.find(spots, member.subject.span)
            stage.put(thing(member, rng, at, 0.1, nth=i, flip=frame.focus > 0.5))
    pile.props(stage.sorted(), 0.1)
    heavens.weather(task, pile)
    return pile.layers, heavens.sun_at(task)


def portrait(task: Task) -> list[Layer]:
    """One face or figure filling the picture, the world behind it out of focus."""
    frame, intent, rng, w, h = task.frame, task.intent, task.rng, task.w, task.h
    sitter = _sitter(task)
    wild = sitter.subject.setting in _LEAFY and sitter.name != "portrait"
    outside = (wild or intent.has("forest", "garden", "field", "mountains")) and not frame.sparse
    tint = intent.colours[0] if intent.colours else None
    pile = Pile(rng)
    pile.add("backdrop", 0.8, 0, h, colour=colours.mix(tint, "#6b6660", 0.25) if tint else None)
    if outside:
        pile.add("foliage", 0.8, 0, h, colour=colours.mix(tint, "#5f7a55", 0.5) if tint else None)
    count = min(number(sitter, rng), 3) if sitter.mention.count != 1 else 1
    room = h * (1.02 if frame.view == "close" else 0.9) * (0.7 if frame.sparse else 1.0)
    size = min(room, w * 1.25) * shrink(count)
    items = []
    for i in range(count):
        x = w * (frame.focus if count == 1 else (i + 0.5) / count)
        items.append(thing(sitter, rng, (x, h + size * 0.02, size), 0.0, nth=i, face=True))
    pile.props(items, 0.0)
    if outside and task.chance(0.5):
        pile.add("leafy corner", 0.0, h * 0.7, h, side=frame.away)
    heavens.weather(task, pile)
    return pile.layers


def _sitter(task: Task) -> Cast:
    faces = [member for member in task.members if member.subject.face]
    animal = next((member for member in faces if member.name != "portrait"), None)
    if animal:
        return animal
    chosen = faces[0] if faces else lead(task.members)
    person = next((member for member in task.members if member.name in ("person", "couple")), None)
    return replace(chosen, mention=person.mention) if person else chosen
