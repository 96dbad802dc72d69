"""Puts things where they are seen: sizes in proportion, none on top of another, counts kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Final

from sandbox.painter.drawing.catalogue import SUBJECTS
from sandbox.painter.intent import Intent
from sandbox.painter.planning.frame import Frame
from sandbox.painter.planning.task import Cast
from sandbox.painter.scene import Placed
from sandbox.painter.vocabulary import GROUPS

MOST: Final = 14
"""Never more than this of one kind: a crowd is one drawing."""
Spot = tuple[float, float, float]
"""x, y and size of a thing."""
_DRESSING: Final = frozenset({
    "gulls", "flowers", "fern", "reeds", "fence", "street lamp", "lantern", "rose", "poppies", "crowd", "person",
    "couple", "umbrella",
})  # fmt: skip


def cast(intent: Intent, rng: Random) -> list[Cast]:
    """The drawable things of an intent, general words ("animals") made particular."""
    found: list[Cast] = []
    for mention in intent.mentions:
        name = mention.subject
        if name.startswith("any "):
            choices = [
                choice for choice in GROUPS[name[4:]] if choice in SUBJECTS and choice not in intent.banned
            ]
            picks = rng.sample(choices, min(len(choices), 3 if mention.count == 0 else 1))
            found.extend(Cast(mention, SUBJECTS[pick], pick) for pick in picks)
        elif name in SUBJECTS:
            found.append(Cast(mention, SUBJECTS[name], name))
    return found


def lead(members: Sequence[Cast]) -> Cast:
    """The main one: the first that is not mere dressing; a person before what they hold."""
    first = next((member for member in members if member.name not in _DRESSING), members[0])
    if first.subject.stands == "table":
        return next((member for member in members if member.name in ("person", "couple")), first)
    return first


def main_first(members: Sequence[Cast]) -> list[Cast]:
    """`members`, the main one before the others."""
    if not members:
        return []
    main = lead(members)
    return [main, *(member for member in members if member is not main)]


def by_dependence(members: Sequence[Cast], intent: Intent) -> list[Cast]:
    """The main thing first, but what others stand on before them."""
    named = {member.mention.subject for member in members}

    def steps(member: Cast) -> int:
        mention, count = member.mention, 0
        if mention.relation not in ("on", "in", "before", "beside", "under"):
            return 0
        while 0 <= mention.anchor < len(intent.mentions) and count < 4:
            mention = intent.mentions[mention.anchor]
            count += mention.subject in named
        return count

    return sorted(main_first(members), key=steps)


def host(member: Cast, intent: Intent, items: Sequence[Placed]) -> Placed | None:
    """What stands already and is named as the thing this one is on, beside or before."""
    if not 0 <= member.mention.anchor < len(intent.mentions):
        return None
    name = intent.mentions[member.mention.anchor].subject
    return next((item for item in items if item.subject == name), None)


def holder(member: Cast, intent: Intent, items: Sequence[Placed]) -> Placed | None:
    """Who carries an umbrella."""
    if member.name != "umbrella":
        return None
    anchored = [mention for mention in intent.mentions if 0 <= mention.anchor < len(intent.mentions)]
    given = {mention.subject for mention in anchored if intent.mentions[mention.anchor].subject == "umbrella"}
    given |= {"person", "couple", "penguin", "robot"}
    return next((item for item in items if item.subject in given), None)


def number(member: Cast, rng: Random) -> int:
    """How many to draw."""
    count, flock = member.mention.count, member.subject.flock
    if flock == 0 and count in (0, 1):
        return 1 if count == 1 or member.subject.span > 1.5 else 3
    if count == 0:
        return max(3, flock) if flock > 1 else rng.choice((3, 3, 4))
    if count == 1 and member.mention.word in ("", member.name) and flock > 3:
        return flock
    return min(count, MOST)


def proportion(member: Cast, main: Cast, *, power: float = 0.42) -> float:
    """Size of `member` beside `main`: real heights, evened out so that both can be seen."""
    if member is main:
        return member.mention.scale
    if member.subject.stands == "table" != main.subject.stands:
        power = 0.6  # small things among large ones
    ratio: float = (member.subject.metres / main.subject.metres) ** power
    return min(max(ratio, 0.2), 1.5) * member.mention.scale


def shrink(count: int) -> float:
    """How much smaller each of many is than one alone."""
    return 1.0 if count <= 1 else max(0.34, float(count) ** -0.36)


def fit(size: float, span: float, width: float, *, share: float = 0.82) -> float:
    """`size` so that the thing is not wider than `share` of the picture."""
    return min(size, width * share / max(span, 0.1))


def thing(
    member: Cast, rng: Random, at: Spot, depth: float, *, nth: int = 0, flip: bool | None = None,
    tilt: float = 0.28, afloat: bool = False, turn: float = 0.0, face: bool = False,
) -> Placed:  # fmt: skip
    """The `nth` of a mention's things, in its colours; turned either way by chance unless `flip` says."""
    mention, tones = member.mention, member.mention.colours
    second = mention.inside[0] if mention.inside else (tones[1] if len(tones) > 1 else None)
    turned = (rng.random() < 0.5 if flip is None else flip) and not member.subject.still
    return Placed(
        member.name, *at, depth, rng.getrandbits(32), turned, tones[nth % len(tones)] if tones else None, face,
        tilt, afloat, turn, mention.word, second,
    )  # fmt: skip


def spiral(count: int, rng: Random) -> list[tuple[float, float]]:
    """`count` evenly scattered points in the unit square, none near another."""
    turn = rng.random()
    return [((turn + i * 0.7548777) % 1.0, (turn * 1.7 + i * 0.5698403) % 1.0) for i in range(count)]


@dataclass
class Stage:
    """Where things are being put; remembers what is taken."""

    frame: Frame
    rng: Random
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    """left, top, right, bottom of what stands already."""
    items: list[Placed] = field(default_factory=list)
    order: list[float] = field(default_factory=list)
    """When each item is painted: far ones first, what is on something after that thing."""

    def put(
        self,
        placed: Placed,
        *,
        after: Placed | None = None,
        before: Placed | None = None,
        loose: bool = False,
    ) -> Placed:
        """Place it and remember its box.

        `after`: what it stands on; `before`: what it sits in; `loose`: others may overlap it.
        """
        beside = after or before
        step = 0.5 if after else -0.5
        self.order.append(placed.y if beside is None else self.order[self.items.index(beside)] + step)
        half = placed.size * SUBJECTS[placed.subject].span / 2 * (0.4 if loose else 1.0)
        self.boxes.append((placed.x - half, placed.y - placed.size, placed.x + half, placed.y))
        self.items.append(placed)
        return placed

    def held(self, member: Cast, by: Placed) -> Placed:
        """An umbrella over whoever holds it."""
        size = by.size * (0.95 if by.subject == "couple" else 0.8)
        over = thing(member, self.rng, (by.x + by.size * 0.1, by.y - by.size * 0.5, size), by.depth)
        return self.put(over, after=by, loose=True)

    def sorted(self) -> tuple[Placed, ...]:
        """The items in the order they are painted."""
        return tuple(self.items[i] for i in sorted(range(len(self.items)), key=lambda i: self.order[i]))

    def overlap(self, spot: Spot, span: float) -> float:
        """How much of a box there would be covered by, or cover, others (0 none)."""
        x, y, size = spot
        half = size * span / 2
        area = max(size * half * 2, 1.0)
        total = 0.0
        for left, top, right, bottom in self.boxes:
            wide = min(right, x + half) - max(left, x - half)
            tall = min(bottom, y) - max(top, y - size)
            if wide > 0 and tall > 0:
                total += wide * tall / min(area, max((right - left) * (bottom - top), 1.0))
        return total

    def find(self, spots: Sequence[Spot], span: float, *, prefer: float | None = None) -> Spot:
        """The best of the candidates: free, inside the picture, near `prefer` (x)."""
        width = self.frame.width

        def cost(spot: Spot) -> float:
            x, half = spot[0], spot[2] * span / 2
            outside = max(0.0, half * 0.8 - x) + max(0.0, x + half * 0.8 - width)
            far = abs(x - prefer) / width if prefer is not None else 0.0
            return self.overlap(spot, span) * 3 + outside / width * 14 + far

        return min(spots, key=cost)
