"""From numbers to a few plain judgements, each no surer than the numbers allow.

The thresholds were set by eye on the painter's own pictures and on plain drawings; what they decide is worded
as an appearance ("as bright as day"), never as knowledge.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from sandbox.bedrock.writer.seeing.look import Look

Scene = Literal["blank", "land", "water", "ground", "halves", "shape", "pattern", "shapes"]
Medium = Literal["flat vector", "line art", "pencil drawing", "ink wash", "watercolour", "photograph"]
Hour = Literal["night", "dusk", "sunset", "golden hour", "fog", "overcast", "day", "morning"]
Surface = Literal["smooth", "crisp", "fine", "grainy", "rough"]
Layout = Literal["low horizon", "high horizon", "middle horizon", "centre", "left", "right", "all over"]
Tone = Literal["monochrome", "muted", "vibrant", "warm", "cool", "balanced"]
Mood = Literal["mysterious", "moody", "serene", "cheerful", "dramatic", "dreamy", "energetic", "cosy"]

_SHAPED: Final = 0.24
"""`spread` up to which what stands out is one thing."""


@dataclass(frozen=True, slots=True)
class Impression:
    """What a picture looks like, in names; all but the colours from fixed sets.

    Attributes
    ----------
    hour : what the light is like
    weight : of the light: ``dark``, ``bright`` or empty
    hard : whether light and dark stand hard against each other
    lit_from : ``left``, ``right`` or empty
    empty : whether most of the picture is left empty
    close : whether something fills the picture from edge to edge
    colours : names, largest share first, at most four
    focus : name of the colour that stands out
    focus_bright : whether it is lighter than its surroundings
    """

    scene: Scene
    medium: Medium
    hour: Hour
    weight: Literal["dark", "bright", ""]
    hard: bool
    lit_from: Literal["left", "right", ""]
    mood: Mood
    layout: Layout
    empty: bool
    close: bool
    surface: Surface
    tone: Tone
    colours: tuple[str, ...]
    focus: str
    focus_bright: bool


def impression_of(look: "Look") -> Impression:
    """What is made of the numbers."""
    medium, tone = _medium(look), _tone(look)
    hour: Hour = "day" if medium == "line art" else _hour(look)
    return Impression(
        scene=_scene(look),
        medium=medium,
        hour=hour,
        weight="dark" if look.lightness < 0.38 else "bright" if look.lightness > 0.8 else "",
        hard=look.contrast > 0.22,
        lit_from="" if abs(look.lit_from) < 0.3 else "left" if look.lit_from < 0 else "right",
        mood=_mood(look, hour),
        layout=_layout(look),
        empty=look.empty > 0.55,
        close=look.empty < 0.1 and look.horizon is None,
        surface=_surface(look),
        tone=tone,
        colours=tuple(swatch.name for swatch in look.palette[:4]),
        focus=look.focus,
        focus_bright=look.focus_light >= look.lightness,
    )


def _scene(look: "Look") -> Scene:
    if look.edges < 0.004 and look.contrast < 0.04:
        return "blank"
    if look.horizon is not None:
        return _below_the_horizon(look)
    if look.spread < _SHAPED:
        return "shape"
    if look.edges > 0.45 and look.empty < 0.1:
        return "pattern"
    return "shapes"


def _below_the_horizon(look: "Look") -> Scene:
    (sky, _, sky_b), (ground, a, b) = look.above, look.below
    if sky < ground and sky_b > -0.02:
        return "halves"  # nothing like a sky: neither blue nor the lighter part
    if a < -0.03 and b > 0.01:
        return "land"
    if b < -0.025:
        return "water"
    return "ground" if b > 0.03 else "halves"


def _medium(look: "Look") -> Medium:
    if look.bright > 0.7 and look.chroma < 0.03 and look.edges > 0.01:
        return "line art"
    if look.flat > 0.72:
        return "flat vector"
    if look.chroma < 0.02 and look.lightness > 0.74:
        return "pencil drawing" if look.edges > 0.28 else "ink wash"
    if look.lightness > 0.78 and look.contrast < 0.15 and look.chroma < 0.09:
        return "watercolour"
    return "photograph"


def _hour(look: "Look") -> Hour:
    if look.lightness < 0.36:
        return "night"
    if look.lightness < 0.52 and look.warmth < 0.1:
        return "dusk"
    if look.warmth > 0.4 and look.chroma > 0.045:
        return "sunset" if look.lightness < 0.6 and look.chroma > 0.08 else "golden hour"
    if look.chroma < 0.045 and look.contrast < 0.15:
        return "fog" if look.lightness > 0.7 and look.contrast < 0.09 else "overcast"
    return "morning" if look.lightness > 0.78 else "day"


def _tone(look: "Look") -> Tone:
    if look.chroma < 0.015:
        return "monochrome"
    if look.chroma < 0.05:
        return "muted"
    if look.chroma > 0.11:
        return "vibrant"
    return "warm" if look.warmth > 0.3 else "cool" if look.warmth < -0.3 else "balanced"


def _mood(look: "Look", hour: Hour) -> Mood:
    if hour == "night":
        return "mysterious"
    if look.contrast > 0.24:
        return "energetic" if look.chroma > 0.11 else "dramatic"
    if look.lightness < 0.52:
        return "cosy" if look.warmth > 0.3 else "moody"
    if look.chroma > 0.11:
        return "cheerful"
    if look.lightness > 0.78 and look.contrast < 0.12:
        return "dreamy"
    return "serene"


def _layout(look: "Look") -> Layout:
    if look.horizon is not None:
        return (
            "low horizon"
            if look.horizon > 0.58
            else "high horizon"
            if look.horizon < 0.42
            else "middle horizon"
        )
    x = look.centre[0]
    if look.spread > 0.36 or (look.spread > _SHAPED and 0.44 <= x <= 0.56 and look.symmetry < 0.5):
        return "all over"
    return "left" if x < 0.44 else "right" if x > 0.56 else "centre"


def _surface(look: "Look") -> Surface:
    if look.flat > 0.72:
        return "crisp" if look.edges > 0.008 else "smooth"
    if look.grain > 0.03:
        return "rough"
    if look.grain > 0.018:
        return "grainy"
    return "fine" if look.edges > 0.25 else "smooth"
