"""The camera: format, horizon, where the main thing stands, how large it is."""

from dataclasses import dataclass
from random import Random

from sandbox.painter.brief import Brief
from sandbox.painter.intent import Intent


@dataclass(frozen=True)
class Frame:
    """Lengths in scene units (a thousandth of the shorter side)."""

    width: float
    height: float
    horizon: float
    focus: float
    """x of the main subject, as a share of the width."""
    size: float
    """Height of the main subject, as a share of the picture's height."""
    tilt: float
    """How much one looks down: height over width of a horizontal circle."""
    view: str
    """``close``, ``medium`` or ``wide``."""
    high: bool
    """Seen from above."""
    low: bool
    """Seen from below."""
    sparse: bool
    """Negative space wanted."""
    centred: bool
    framed: bool

    @property
    def away(self) -> float:
        """-1 or 1: the side of the picture the main subject leaves free."""
        return 1.0 if self.focus <= 0.5 else -1.0


def frame(intent: Intent, brief: Brief, rng: Random) -> Frame:
    """What the composition words ask for; the rest by chance, on the thirds rather than in the middle."""
    views = set(intent.views)
    short = min(brief.width, brief.height)
    width, height = 1000 * brief.width / short, 1000 * brief.height / short
    high, low, sparse = "from above" in views, "from below" in views, "negative space" in views
    wide = "wide shot" in views or (sparse and "medium shot" not in views)
    view = "close" if "close-up" in views else "wide" if wide else "medium"
    focus = _focus(views, view, rng, upright=width < height * 1.2)
    level = rng.uniform(0.17, 0.25) if high else rng.uniform(0.83, 0.88) if low else rng.uniform(0.57, 0.66)
    size = {"close": 0.8, "medium": rng.uniform(0.45, 0.56), "wide": rng.uniform(0.27, 0.34)}[view]
    if sparse:
        size = min(size, rng.uniform(0.3, 0.36))
    size *= (1.35 if low else 0.8 if high else 1.0) * (0.84 if height > width * 1.25 else 1.0)
    tilt = 0.62 if high else 0.14 if low else rng.uniform(0.24, 0.32)
    return Frame(
        width,
        height,
        height * level,
        focus,
        size,
        tilt,
        view,
        high,
        low,
        sparse,
        "centred" in views,
        "framed" in views,
    )


def _focus(views: set[str], view: str, rng: Random, *, upright: bool) -> float:
    """Where across the picture the main subject stands."""
    if "centred" in views:
        return 0.5
    if "on the left" in views:
        return rng.uniform(0.27, 0.34)
    if "on the right" in views:
        return rng.uniform(0.66, 0.73)
    thirds = "rule of thirds" in views
    if not thirds and (view == "close" or (upright and rng.random() < 0.3)):
        return rng.uniform(0.45, 0.55)
    return rng.choice((0.34, 0.66)) + rng.uniform(-0.035, 0.035)
