"""INPAINTING: what is black in the mask painted anew from the words; taken away where there are none."""

from typing import Final

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.titan.task import masked
from sandbox.painter.lexicon import tokens
from sandbox.painter.vocabulary import COLOUR_SYNONYMS, COLOURS

_IN_BETWEEN: Final = frozenset({"a", "an", "the", "in", "colour", "color", "coloured", "colored", "painted"})
_SHADES: Final = frozenset({"deep", "dark", "light", "pale", "bright", "soft"})


def plan(body: Body) -> Plan:
    params: Body = body["inPaintingParams"]
    same = _in_another_colour(params.get("text", ""), params.get("maskPrompt", ""))
    return masked(body, "inPaintingParams", "recolour" if same else "inpaint")


def _in_another_colour(words: str, thing: str) -> bool:
    """Whether the words name the thing that is masked and a colour, nothing else: "the boat in deep green".

    A model paints the same thing over what is there, then, and so its form stays as it was.
    """
    said, named = set(tokens(words)), set(tokens(thing)) - _IN_BETWEEN
    more = said - named - _IN_BETWEEN - _SHADES
    return bool(named) and named <= said and bool(more) and more <= _COLOUR_WORDS


_COLOUR_WORDS: Final = frozenset(
    word
    for name in (*COLOURS, *(one for synonyms in COLOUR_SYNONYMS.values() for one in synonyms))
    for word in name.split()
)
