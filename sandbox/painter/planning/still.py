"""Still lifes: things on a table, on a seamless ground, on a plinth."""

from typing import TYPE_CHECKING, Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing.catalogue import SUBJECTS
from sandbox.painter.planning.placing import (
    Spot,
    Stage,
    by_dependence,
    fit,
    lead,
    main_first,
    number,
    proportion,
    shrink,
    thing,
)
from sandbox.painter.planning.task import Cast, Pile, Task
from sandbox.painter.scene import Layer, Placed

if TYPE_CHECKING:
    from random import Random

_GROUNDS: Final = ("#d9b8a0", "#c9cfc8", "#e3cfa9", "#b5c0c9", "#d9a893", "#a9b5a0", "#e6d9cb")


def tint(task: Task) -> str | None:
    """A colour of the whole picture, softened for a large plane."""
    return colours.mix(task.intent.colours[0], "#d9d0c2", 0.3) if task.intent.colours else None


def tabletop(task: Task) -> list[Layer]:
    """Things on a table before a plain wall, or seen straight from above."""
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    above = frame.high
    edge = -40.0 if above else h * (0.78 if frame.low else rng.uniform(0.52, 0.6))
    tilt = 0.72 if above else 0.1 if frame.low else rng.uniform(0.26, 0.36)
    members = [member for member in task.members if member.name not in ("table", "window")] or list(
        task.members
    )
    main = lead(members)
    crowd = shrink(sum(number(member, rng) for member in members)) ** 0.6
    share = crowd * {"close": 0.66, "medium": 0.5, "wide": 0.34}[frame.view] * (0.72 if frame.sparse else 1.0)
    stage = Stage(frame, rng)
    for member in by_dependence(members, task.intent):
        size = h * share * proportion(member, main, power=0.55) * (0.8 if above else 1.0)
        size = fit(size, member.subject.span, w, share=0.62)
        for i in range(number(member, rng)):
            first = member is main and i == 0
            prefer = w * (frame.focus if first else 0.5 + frame.away * 0.2)
            spots = [_on_table(task, edge, prefer, size, first=first, above=above) for _ in range(30)]
            at = stage.find(spots, member.subject.span, prefer=prefer)
            depth = 0.12 * (1 - (at[1] - edge) / max(h - edge, 1))
            stage.put(thing(member, rng, at, max(depth, 0.0), nth=i, tilt=tilt))
    pile = Pile(rng)
    if not above:
        pile.add("backdrop", 0.5, 0, edge, colour=task.intent.colour_of("wall") or tint(task))
        by_chance = not frame.sparse and task.allowed("window") and task.chance(0.3)
        if task.intent.has("window") or by_chance:
            pile.add("window view", 0.5, h * 0.07, edge - h * 0.1, side=frame.away * 0.56, amount=0.8)
    pile.add("table top", 0.2, edge, h, colour=task.intent.colour_of("table"), amount=rng.random())
    pile.props(stage.sorted(), 0.08)
    return pile.layers


def _on_table(task: Task, edge: float, prefer: float, size: float, *, first: bool, above: bool) -> Spot:
    rng, w, h = task.rng, task.w, task.h
    x = prefer if first else rng.uniform(0.12, 0.88) * w
    if above:
        return x, h * (rng.uniform(0.58, 0.66) if first else rng.uniform(0.34, 0.95)), size
    t = rng.uniform(0.5, 0.62) if first else rng.uniform(0.16, 0.86)
    return x, edge + (h - edge) * t, size * (1.0 if first else 0.82 + 0.36 * t)


def studio(task: Task) -> list[Layer]:
    """One thing, or a few, on a seamless ground."""
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    ground = task.intent.colour_of("wall") or tint(task) or rng.choice(_GROUNDS)
    edge = h * (0.3 if frame.high else 0.64)
    pile = Pile(rng)
    pile.add("backdrop", 0.4, 0, h, colour=ground)
    pile.add("sweep", 0.15, edge, h, colour=colours.shift(ground, 0.03))
    goods = [member for member in task.members if member.name != "plinth"]
    if goods and len(goods) < len(task.members):
        pile.props(_presented(task, goods[0], edge), 0.0)
        return pile.layers
    stage = Stage(frame, rng)
    main = lead(task.members)
    total = sum(number(member, rng) for member in task.members)
    share = {"close": 0.74, "medium": 0.58, "wide": 0.4}[frame.view] * (0.74 if frame.sparse else 1.0)
    for member in main_first(task.members):
        size = h * share * proportion(member, main, power=0.5) * shrink(total)
        size = fit(size, member.subject.span, w, share=0.72)
        flying = member.subject.stands in ("air", "space")
        for i in range(number(member, rng)):
            middle = frame.view != "wide" and total == 1 and not frame.sparse
            x, y = (
                w * (0.5 if middle else frame.focus),
                h * 0.52 + size * 0.5 if flying else edge + (h - edge) * 0.46,
            )
            spots = [(rng.uniform(0.14, 0.86) * w, y + rng.uniform(-0.06, 0.08) * h, size) for _ in range(30)]
            at = (
                (x, y, size)
                if member is main and i == 0
                else stage.find(spots, member.subject.span, prefer=x)
            )
            stage.put(thing(member, rng, at, 0.0, nth=i, flip=False, tilt=0.6 if frame.high else 0.26))
    pile.props(stage.sorted(), 0.0)
    return pile.layers


def _presented(task: Task, member: Cast, edge: float) -> tuple[Placed, Placed]:
    """One thing on a plinth."""
    frame, rng, w, h = task.frame, task.rng, task.w, task.h
    small = 0.8 if frame.sparse else 1.0
    x, y = w * (frame.focus if frame.sparse else 0.5), edge + (h - edge) * 0.56
    base = h * 0.44 * small
    stand = Placed("bare plinth", x, y, base, 0.0, rng.getrandbits(32), tilt=0.26)
    top = y - base * SUBJECTS["bare plinth"].seat / 100
    size = fit(min(h * 0.4, top * 0.86) * small, member.subject.span, w, share=0.34)
    return stand, thing(member, rng, (x, top, size), 0.0, flip=False, tilt=0.26)


def pattern(task: Task) -> list[Layer]:
    """Motifs repeated over a plain ground."""
    rng: Random = task.rng
    paper = rng.choice(("#f2e6d0", "#e3d3c0", "#c9d6d0", "#2f3f4f", "#e9c9b5", "#d9d0a9"))
    step = 1000 / rng.choice((3, 4))
    items = []
    for row in range(-1, int(task.h / step) + 2):
        for column in range(-1, int(task.w / step) + 2):
            member = task.members[(row * 2 + column) % len(task.members)]
            at = (
                (column + (0.5 if row % 2 else 0.0)) * step,
                row * step + step * 0.9,
                step * 0.66 / max(1.0, member.subject.span),
            )
            items.append(thing(member, rng, at, 0.0, flip=bool((row + column) % 2)))
    pile = Pile(rng)
    pile.add("plain", 0.0, 0, task.h, colour=task.intent.colours[0] if task.intent.colours else paper)
    pile.props(items, 0.0)
    return pile.layers


def abstract(task: Task) -> list[Layer]:
    """Form alone. Words that cannot be drawn choose it."""
    kinds = {
        "geometric shapes": "geometric", "circles": "circles", "swirls": "swirls", "stripes": "stripes",
        "pattern": "ornament",
    }  # fmt: skip
    named = [kinds[subject] for subject in task.intent.subjects if subject in kinds]
    free = task.rng.choice(("expressive", "expressive", "geometric", "swirls", "circles"))
    kind = named[0] if named else "expressive" if task.intent.has("abstract") else free
    calm = bool(set(task.intent.moods) & {"serene", "elegant", "moody"})
    pile = Pile(task.rng)
    pile.add(kind, 0.0, 0, task.h, amount=0.3 if calm else 1.0)
    return pile.layers
