"""Colours in plain words, for painters that take no hex codes and for people who don't read them."""

from collections.abc import Iterable
from functools import cache, lru_cache
from math import hypot
from typing import Final

from services.oklab import Lab, lab_of

# Words that painters and people share. Dense where names matter (skin, earth, sea), sparse elsewhere.
_NAMED: Final = {
    "black": "#0a0a0a", "charcoal": "#36393d", "dark grey": "#565a5e", "grey": "#7f8183", "silver": "#c2c5c8",
    "off-white": "#f3f1ea", "white": "#ffffff", "ivory": "#fdf8e1", "cream": "#f7e7c1", "beige": "#dcc9a3",
    "sand": "#cbb17d", "tan": "#b98d5a", "ochre": "#c8872a", "brown": "#7a4a26", "dark brown": "#4a2c17",
    "chestnut": "#8c3f26", "rust": "#a9441c", "terracotta": "#cc6b49", "peach": "#fbc6a4", "apricot": "#f7a55c",
    "orange": "#f5821f", "burnt orange": "#cc5500", "amber": "#ffb000", "gold": "#d4a017", "yellow": "#fde030",
    "pale yellow": "#fbf3a2", "mustard": "#c9a227", "olive": "#6f7327", "lime green": "#a4d233",
    "green": "#2f9e44", "forest green": "#1e5631", "dark green": "#0f3b22", "sage green": "#9caf88",
    "mint green": "#a8e6cf", "emerald": "#0f8f5f", "teal": "#0f7f80", "dark teal": "#064a4f",
    "turquoise": "#36cfc9", "aqua": "#8fe3e8", "pale blue": "#bfd9ec", "sky blue": "#74b9ea", "blue": "#2266d2",
    "royal blue": "#2b47c9", "steel blue": "#4f7ca5", "slate blue": "#5a6b8c", "navy": "#14244d",
    "midnight blue": "#0b1a30", "deep blue": "#0b3d70", "indigo": "#41328f", "violet": "#7d3fc0",
    "purple": "#6a2c82", "dark purple": "#351a45", "lavender": "#c4b5e8", "lilac": "#dcb8e6", "plum": "#74305c",
    "magenta": "#c81d8f", "fuchsia": "#f03fb5", "pink": "#f79ac0", "pale pink": "#fbdbe3", "rose": "#e0607e",
    "coral": "#ff6f61", "salmon": "#fa9a85", "red": "#d92027", "crimson": "#a8122c", "dark red": "#701016",
    "burgundy": "#561024",
    # The muted ones, which photographs are full of.
    "light grey": "#a8aaac", "pale grey": "#dadcdd", "taupe": "#8b7355", "khaki": "#b3a27f", "mauve": "#96709c",
    "grey green": "#7b8a78", "moss green": "#5c7a3c", "grey blue": "#7896a3", "dusty blue": "#a9bdcc",
    "dusty pink": "#c79a9c",
}  # fmt: skip


@cache
def _samples() -> tuple[tuple[str, Lab], ...]:
    return tuple((name, lab_of(colour)) for name, colour in _NAMED.items())


@lru_cache(maxsize=4096)
def colour_name(colour: str) -> str:
    """The plain name whose colour is nearest to `colour` ("#rrggbb") in OKLab.

    Hue and chroma count twice as much as lightness: a grey is not called brown because it is as dark.
    """
    sample = lab_of(colour)
    return min(_samples(), key=lambda named: _distance(sample, named[1]))[0]


def _distance(one: Lab, other: Lab) -> float:
    return hypot(one.lightness - other.lightness, 2 * (one.a - other.a), 2 * (one.b - other.b))


def colour_names(colours: Iterable[str]) -> list[str]:
    """The names of `colours`, each once, in their order."""
    return list(dict.fromkeys(map(colour_name, colours)))


def with_colours(prompt: str, colours: Iterable[str], limit: int) -> str:
    """`prompt` with the names of `colours` behind it: as many of the first as fit into `limit` characters."""
    names = colour_names(colours)
    for count in range(len(names), 0, -1):
        named = f"{prompt} Colour palette: {', '.join(names[:count])}.".removeprefix("" if prompt else " ")
        if len(named) <= limit:
            return named
    return prompt
