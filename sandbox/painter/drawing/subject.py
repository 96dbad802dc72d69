"""What the planner must know of a thing to place it, beside how to draw it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sandbox.painter.drawing.pen import Pen

Stands = Literal["ground", "water", "air", "table", "wall", "deep", "space", "floor"]
Setting = Literal[
    "meadow",
    "coast",
    "sea",
    "lake",
    "river",
    "forest",
    "mountains",
    "desert",
    "snow",
    "hills",
    "village",
    "street",
    "city",
    "garden",
    "facade",
    "room",
    "tabletop",
    "space",
    "deep",
    "sky",
    "studio",
]

Draw = Callable[[Pen], None]


@dataclass(frozen=True)
class Subject:
    """One thing the painter can draw.

    `draw` works in a box about 100 units high that stands on the origin. `span` is its width over its
    height. `metres` is its real height, for things seen side by side. `setting` is where it is met when
    the prompt does not say. `seat` is how high (0..100) something else can be put on it; 0: nowhere.
    `face` draws it close up: the head alone, in the same box.
    """

    draw: Draw
    metres: float
    span: float = 0.6
    stands: Stands = "ground"
    setting: Setting = "meadow"
    seat: float = 0.0
    face: Draw | None = None
    flock: int = 1
    """How many an unnumbered plural means; 0: the drawing is many already."""
    crest: float = 1.0
    """How far the drawing really reaches up, in heights."""
    still: bool = False
    """Looks the same both ways: not worth mirroring."""
