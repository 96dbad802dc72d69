"""What an impression is called in English, trait by trait, worded as an appearance."""

from collections.abc import Callable, Mapping
from typing import Final

from sandbox.bedrock.writer.phrases import article_for, listed
from sandbox.bedrock.writer.seeing.impression import Impression

_PLACES: Final = {
    "left": "left of centre", "right": "right of centre", "centre": "in the middle", "all over": "all over it",
    "low horizon": "above a low horizon", "high horizon": "below a high horizon",
    "middle horizon": "around the horizon",
}  # fmt: skip
_WEIGHTS: Final = {"dark": "dark, quiet", "bright": "bright, airy", "": "plain"}

_MEDIA: Final = {
    "flat vector": "a flat illustration, to judge by its even areas of colour",
    "line art": "a line drawing on a white ground",
    "pencil drawing": "a pencil drawing, or something else in fine greys on pale paper",
    "ink wash": "an ink wash, or something else in soft greys on a pale ground",
    "watercolour": "a watercolour, to judge by its pale tones, or a very bright photograph",
    "photograph": "a photograph, or a painting of the same fine gradations",
}
_TONES: Final = {
    "monochrome": "without colour, all in greys", "muted": "muted colours",
    "vibrant": "vivid, saturated colours", "warm": "warm colours", "cool": "cool colours",
    "balanced": "warm and cool colours in balance",
}  # fmt: skip
_HOURS: Final = {
    "night": "little of it, as at night", "dusk": "dim and cool, as at dusk",
    "sunset": "deep and warm, as at sunset", "golden hour": "warm and low, as in the golden hour",
    "fog": "pale and even, as in fog", "overcast": "soft and grey, as under an overcast sky",
    "day": "clear and even, as by day", "morning": "clear and pale, as in the morning",
}  # fmt: skip
_MOODS: Final = {
    "mysterious": "mysterious and hushed, by its darkness", "moody": "moody, by its low, cool light",
    "serene": "serene, by its even tones", "cheerful": "cheerful, by its strong colours",
    "dramatic": "dramatic, by its hard contrasts", "dreamy": "dreamy, by its pale, soft tones",
    "energetic": "energetic, by contrast and strong colour", "cosy": "cosy, by its warm, dim light",
}  # fmt: skip
_LAYOUTS: Final = {
    "low horizon": "a low horizon with wide open space above it",
    "high horizon": "a high horizon, most of the picture lies below it",
    "middle horizon": "parted in two halves by a horizon",
    "centre": "centred on what stands out", "left": "what stands out is on the left",
    "right": "what stands out is on the right", "all over": "spread all over, without one centre",
}  # fmt: skip
_SURFACES: Final = {
    "smooth": "smooth surfaces and soft transitions", "crisp": "even areas with crisp edges, no grain",
    "fine": "fine detail nearly everywhere", "grainy": "a fine grain over everything",
    "rough": "rough, broken surfaces",
}  # fmt: skip


def _subject(seen: Impression) -> str:
    colours = listed(seen.colours[:3])
    mood = _WEIGHTS[seen.weight]
    match seen.scene:
        case "blank":
            return f"nothing but an even field of {seen.colours[0]}"
        case "land":
            return f"{seen.colours[0]} above green: open land under a sky, perhaps"
        case "water":
            return "blue below something lighter: water under a sky, perhaps"
        case "ground":
            return f"{colours}, the warm part below: sand, earth or a table top, perhaps"
        case "halves":
            return f"two parts in {colours}, {article_for(mood)} {mood} picture"
        case "shape":
            kind = "bright" if seen.focus_bright else "dark"
            place = _PLACES[seen.layout]
            return f"{article_for(mood)} {mood} picture with one {kind} shape in {seen.focus} {place}"
        case "pattern":
            return f"a dense pattern of small things in {colours}"
        case "shapes":
            return f"several shapes in {colours}, {article_for(mood)} {mood} picture"


def _style(seen: Impression) -> str:
    edges = "flat and graphic" if seen.medium in ("flat vector", "line art") else "softly modelled"
    contrast = "strong contrast" if seen.hard else "gentle contrast"
    return f"{edges}, {_TONES[seen.tone]}, {contrast}"


def _light(seen: Impression) -> str:
    drawn = seen.medium in ("flat vector", "line art")
    side = f", stronger on the {seen.lit_from}" if seen.lit_from else ""
    shadows = ", hard shadows" if seen.hard and not drawn else ", no shadows to speak of" if drawn else ""
    return _HOURS[seen.hour] + side + shadows


def _composition(seen: Impression) -> str:
    distance = ", seen from close by" if seen.close else ", seen from some way off" if seen.empty else ""
    space = ", plenty of empty space" if seen.empty else ""
    return _LAYOUTS[seen.layout] + distance + space


ENGLISH: Final[Mapping[str, Callable[[Impression], str]]] = {
    "subject": _subject,
    "medium": lambda seen: _MEDIA[seen.medium],
    "style": _style,
    "light": _light,
    "mood": lambda seen: _MOODS[seen.mood],
    "composition": _composition,
    "texture": lambda seen: _SURFACES[seen.surface],
}
