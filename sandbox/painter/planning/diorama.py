"""Isometric pictures: a few things and some growth on a block."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from sandbox.painter import colour as colours
from sandbox.painter.drawing.diorama import corner
from sandbox.painter.planning.placing import fit, lead, main_first, number, proportion, shrink, thing
from sandbox.painter.planning.task import Cast, Pile, Task
from sandbox.painter.scene import Layer, Placed

_GROWTH: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "grass": ("tree", "tree", "pine tree", "flowers", "flowers"), "snow": ("pine tree",) * 3,
    "sand": ("cactus", "cactus"),
    "forest": ("pine tree", "pine tree", "tree", "mushroom", "pine tree"), "street": ("tree",
        "street lamp", "street lamp"),
    "water": (), "wood": (), "dust": ("asteroid",),
})  # fmt: skip
_SHORES: Final = ("sea", "lake", "river", "beach", "cliff", "island", "harbour")


@dataclass
class _Block:
    """The block's top while things are put on it."""

    task: Task
    sheet: Layer
    coast: bool
    spots: list[tuple[float, float, float]] = field(default_factory=list)
    items: list[Placed] = field(default_factory=list)

    def add(self, member: Cast, size: float, *, nth: int = 0, first: bool = False) -> None:
        """Put a thing where there is most room; leave it out if there is none."""
        rng, half = self.task.rng, self.sheet.amount
        afloat = self.coast and member.subject.stands == "water"
        best, gap = (0.0, 0.0), -1.0
        for _ in range(40):
            reach = max(0.3, 0.84 - 0.4 * size * member.subject.span / half)
            u, v = rng.uniform(-reach, reach), rng.uniform(-reach, 0.2 if self.coast else reach)
            if afloat:
                u, v = rng.uniform(-0.3, 0.5), rng.uniform(0.62, 0.76)
            if first and not afloat:
                u, v = rng.uniform(-0.2, 0.1), rng.uniform(-0.3, 0.0)
            clear = min(((u - a) ** 2 + (v - b) ** 2 - (r * 0.5) ** 2 for a, b, r in self.spots), default=1.0)
            if clear > gap:
                best, gap = (u, v), clear
        if gap < 0.02 and not first:
            return
        x, y = corner(self.sheet, self.task.w, *best)
        self.spots.append((*best, size * member.subject.span / half))
        self.items.append(thing(member, rng, (x, y, size), 0.0, nth=nth, tilt=0.5))


def plan(task: Task, layout: str) -> list[Layer]:
    """A plain ground, the block, and on it the things by their distance."""
    rng, w, h, air = task.rng, task.w, task.h, task.air
    kind = _top(task, layout)
    half = min(w * 0.44, h * 0.62)
    by_sea = bool(task.members) and lead(task.members).subject.setting == "coast"
    coast = kind in ("grass", "sand", "forest") and (task.intent.has(*_SHORES) or by_sea)
    day = colours.mix(air.sky[len(air.sky) // 2], "#efe6da", 0.6)
    pile = Pile(rng)
    pile.add("backdrop", 0.4, 0, h, colour=colours.mix(air.sky[1], "#2b2f55", 0.5) if air.night else day)
    pile.add("block", 0.0, h * 0.6, h * 0.685, side=float(coast), amount=half, colour=kind)
    block = _Block(task, pile.layers[-1], coast)
    cast = _cast(task, kind)
    for member in main_first(cast):
        count, main = number(member, rng), lead(cast)
        room = half * (0.95 if member.subject.span < 1 else 0.66)
        size = room * proportion(member, main, power=0.3) * shrink(count)
        size = fit(size, member.subject.span, half * 2, share=0.5)
        for i in range(count):
            if member.subject.stands in ("air", "space"):
                at = (w * rng.uniform(0.3, 0.7), h * rng.uniform(0.3, 0.5), size * 0.6)
                block.items.append(thing(member, rng, at, 0.0, nth=i))
            else:
                block.add(member, size, nth=i, first=member is main and i == 0)
    for name in () if task.frame.sparse else _GROWTH[kind]:
        if task.allowed(name):
            extra = Cast.unasked(name)
            block.add(extra, half * (0.34 if extra.subject.metres > 3 else 0.13) * rng.uniform(0.8, 1.2))
    pile.props(sorted(block.items, key=lambda item: item.y), 0.0)
    return pile.layers


def _cast(task: Task, kind: str) -> list[Cast]:
    cast = list(task.members)
    if task.intent.has("city") and task.allowed("skyscraper"):
        cast.append(Cast.unasked("skyscraper", 8))
    if not cast and kind not in ("wood", "dust") and task.allowed("house"):
        cast.append(Cast.unasked("cabin" if task.intent.has("mountains", "forest") else "house"))
    return cast


def _top(task: Task, layout: str) -> str:
    """What the block is covered with."""
    intent = task.intent
    main = lead(task.members) if task.members else None
    setting = main.subject.setting if main else ""
    if layout in ("room", "tabletop", "studio"):
        return "wood"
    if layout == "space":
        return "dust"
    if layout in ("street", "facade") or intent.has("city", "street"):
        return "street"
    if intent.has("snowfield") or "snow" in intent.weather:
        return "snow"
    if intent.has("desert", "canyon") or setting == "desert":
        return "sand"
    if main and main.subject.stands in ("water", "deep"):
        return "water"
    return "forest" if intent.has("forest") or setting == "forest" else "grass"
