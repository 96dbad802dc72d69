"""What a planner works from, and the pile of layers it makes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypedDict, Unpack

from sandbox.painter.atmosphere import Atmosphere
from sandbox.painter.drawing.catalogue import SUBJECTS
from sandbox.painter.drawing.subject import Subject
from sandbox.painter.intent import Intent, Mention
from sandbox.painter.planning.frame import Frame
from sandbox.painter.scene import Layer, Placed, Point


@dataclass(frozen=True)
class Cast:
    """A mention that is a thing to be drawn."""

    mention: Mention
    subject: Subject
    name: str

    @staticmethod
    def unasked(name: str, count: int = 1) -> "Cast":
        """Something the prompt did not name."""
        return Cast(Mention(name, count), SUBJECTS[name], name)

    @property
    def colour(self) -> str | None:
        return self.mention.colours[0] if self.mention.colours else None


@dataclass(frozen=True)
class Task:
    """One picture to plan."""

    intent: Intent
    frame: Frame
    air: Atmosphere
    members: Sequence[Cast]
    rng: Random

    @property
    def w(self) -> float:
        return self.frame.width

    @property
    def h(self) -> float:
        return self.frame.height

    def allowed(self, name: str) -> bool:
        return name not in self.intent.banned

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


class Extras(TypedDict, total=False):
    """The fields of a layer that are seldom set."""

    side: float
    amount: float
    colour: str | None
    line: tuple[Point, ...]


@dataclass
class Pile:
    """Layers, back to front; each gets its own seed."""

    rng: Random
    layers: list[Layer] = field(default_factory=list)

    def add(
        self, kind: str, depth: float, top: float = 0.0, bottom: float = 0.0, **extras: Unpack[Extras]
    ) -> None:
        self.layers.append(Layer(kind, depth, self.rng.getrandbits(32), top, bottom, **extras))

    def ridge(
        self, kind: str, depth: float, upper: tuple[Point, ...], bottom: float, **extras: Unpack[Extras]
    ) -> None:
        """A layer with an upper edge."""
        extras["line"] = upper
        self.add(kind, depth, min(y for _, y in upper), bottom, **extras)

    def props(self, items: Iterable[Placed], depth: float = 0.1) -> None:
        """Things, in the order they are painted; nothing if there are none."""
        found = tuple(items)
        if found:
            self.layers.append(Layer("props", depth, self.rng.getrandbits(32), items=found))
