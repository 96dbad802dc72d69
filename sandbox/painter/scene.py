"""The plan of a picture: plain data between reading a prompt and drawing it.

Lengths are scene units: a thousandth of the picture's shorter side. The origin is the top left corner.
"""

from dataclasses import dataclass

from sandbox.painter.atmosphere import Atmosphere

Point = tuple[float, float]


@dataclass(frozen=True)
class Placed:
    """One subject where it is drawn."""

    subject: str
    x: float
    """Where it stands."""
    y: float
    size: float
    """Its height."""
    depth: float
    """0 at the viewer .. 1 at the horizon."""
    seed: int
    flip: bool = False
    colour: str | None = None
    face: bool = False
    """Drawn close up."""
    tilt: float = 0.28
    afloat: bool = False
    """Mirrored in the water it stands on."""
    turn: float = 0.0
    """Degrees."""
    word: str = ""
    """What the prompt called it: a swan is drawn as a duck of another build."""
    second: str | None = None
    """A second colour bound to it, or that of what is in it."""


@dataclass(frozen=True)
class Layer:
    """One sheet of the picture, painted over those before it."""

    kind: str
    """Which painting function makes it; ``props`` draws `items`."""
    depth: float = 0.0
    seed: int = 0
    top: float = 0.0
    bottom: float = 0.0
    side: float = 0.0
    """Where its weight lies: -1 left .. 1 right."""
    amount: float = 1.0
    colour: str | None = None
    line: tuple[Point, ...] = ()
    """Its upper edge, or the outline of a water surface."""
    items: tuple[Placed, ...] = ()


@dataclass(frozen=True)
class Scene:
    """A whole picture, back to front."""

    layout: str
    width: float
    height: float
    horizon: float
    """Height of the horizon line; beyond the picture when it cannot be seen."""
    atmosphere: Atmosphere
    medium: str
    layers: tuple[Layer, ...]
    seed: int
    sun: Point | None = None
    focus: float = 0.2
    """Depth that a lens would have sharp."""
    tones: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    """Colours the whole picture leans towards."""
    views: tuple[str, ...] = ()
    crescent: bool = False
    """The moon is one."""

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Everything drawn as a subject, back to front."""
        return tuple(item for layer in self.layers for item in layer.items)

    def layer(self, kind: str) -> Layer | None:
        return next((layer for layer in self.layers if layer.kind == kind), None)
