"""Words that say how other words go together: relations, sizes, parts, materials."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.painter.lexicon import BREAK

_ON = ("on", "onto", "upon", "atop", "perched", "crossing", "across")
_BESIDE = ("beside", "by", "near", "next")
_UNDER = ("under", "beneath", "below")
_BEFORE = ("against", "leaning", "before", "front")
_IN = ("in", "inside", "within", "through")
RELATIONS: Final[Mapping[str, str]] = MappingProxyType({
    **dict.fromkeys(_ON, "on"), **dict.fromkeys(_BESIDE, "beside"), **dict.fromkeys(_UNDER, "under"),
    **dict.fromkeys(_BEFORE, "before"), **dict.fromkeys(_IN, "in"), "over": "over", "above": "over",
    "behind": "behind", "with": "with", "and": "with", "of": "of",
})  # fmt: skip
"""Preposition -> how the thing before it stands to the thing after it."""
SCOPE_ENDS: Final = frozenset({BREAK, "but", "with", "only", "just", "yet", "while"})
"""Where a negation ends."""
SIZES: Final[Mapping[str, float]] = MappingProxyType({
    "tiny": 0.55, "distant": 0.6, "small": 0.7, "little": 0.75, "tall": 1.15, "large": 1.25, "big": 1.25,
    "huge": 1.45, "massive": 1.45, "giant": 1.5, "enormous": 1.5, "gigantic": 1.5,
})  # fmt: skip
AGES: Final = frozenset({"old", "elderly", "young"})
MATERIALS: Final = frozenset({
    "stone", "granite", "basalt", "rock", "brick", "marble", "sandstone", "glass", "paper",
})  # fmt: skip
"""Nouns that only say what the noun after them is made of."""
HOLDERS: Final = frozenset({"vase", "bowl", "fruit bowl", "cup", "glass", "bottle", "plinth"})
"""What they are *of* is in them: it gets no place of its own."""
CUT_FLOWERS: Final = frozenset({"flowers", "rose", "tulips", "sunflower", "poppies"})
PARTS: Final = frozenset({
    "leaves", "leaf", "foliage", "sails", "sail", "roof", "roofs", "walls", "coat", "fur", "hull",
    "feathers", "wings", "jacket", "dress", "petals", "stripes", "shutters",
})  # fmt: skip
"""Parts of things: their colour is that of the thing named before."""
PAINTED: Final = frozenset({"painted", "coloured", "colored", "is", "are", "turned", "glazed", "dyed"})
"""After these, a colour belongs to the thing before."""
PALETTE: Final = frozenset({
    "palette", "tones", "hues", "colours", "colors", "tone", "colour", "color", "accents", "accent",
    "scheme", "highlights", "shadows", "light", "glow",
})  # fmt: skip
"""Before these, a word that may be a colour is one."""
STOP: Final = frozenset({
    "a", "an", "the", "of", "and", "or", "in", "on", "at", "to", "from", "with", "by", "for", "into", "is",
    "are", "be", "as", "its", "it", "that", "this", "these", "those", "his", "her", "their", "very", "more",
    "most", "some", "over", "under", "up", "down", "out", "near", "against", "between", "around", "behind",
    "beside", "across", "along", "through", "one", "side", "style", "image", "picture", "scene", "showing",
    "depicting", "featuring", "shot", "view", "wide", "high", "low", "small", "large", "big", "tiny",
    "huge", "old", "new", "young", "long", "short", "tall", "left", "right", "light", "colour", "color",
    "colours", "colors", "tone", "tones", "palette", "paper", "cold", "pressed", "while", "where", "which",
    "who", "has", "have", "made",
})  # fmt: skip
"""Words that name nothing."""
