"""The tools the writer answers to, by the names a forced tool call gives."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from sandbox.bedrock.writer.assignment import Assignment
from sandbox.bedrock.writer.clean import cleaned
from sandbox.bedrock.writer.in_character import offer_in_character
from sandbox.bedrock.writer.languages.english import known_share
from sandbox.bedrock.writer.languages.translate import translate
from sandbox.bedrock.writer.offer import DEFAULT_LONGEST, read_offer
from sandbox.bedrock.writer.offering import three_prompts
from sandbox.bedrock.writer.phrases import trimmed
from sandbox.bedrock.writer.read_pictures import read_pictures
from sandbox.bedrock.writer.refine import refine_picture
from sandbox.bedrock.writer.seeing.character import character_told
from sandbox.bedrock.writer.seeing.telling import TRAITS
from sandbox.bedrock.writer.shorten import shortened

_READABLE: Final = 0.7
_FRAME: Final = "a picture in which one can see"


def offer_prompts(assignment: Assignment) -> dict[str, Any]:
    """Three prompts with titles, in the character of a ``<reading>`` if there is one.

    The answer is ``{"prompts": [{"title", "prompt", "tags", "alt"}, …]}``.
    """
    offer = read_offer(assignment)
    traits = {name: text for name in TRAITS if (text := assignment.within(name, "reading"))}
    if traits:
        offer = offer_in_character(offer, character_told(traits))
    return {"prompts": three_prompts(offer)}


def translate_prompt(assignment: Assignment) -> dict[str, Any]:
    """``{"language", "english"}``; English comes back as it was."""
    text = assignment.main("text")
    translation = translate(text)
    if translation.language == "en":
        return {"language": "en", "english": text}
    translation = translate(cleaned(text))
    english = translation.english
    if known_share(english) < _READABLE:
        english = f"{_FRAME} {english}"  # names alone read like no language at all
    return {
        "language": translation.language,
        "english": trimmed(english, assignment.longest(len(english))),
    }


def shorten_prompt(assignment: Assignment) -> dict[str, Any]:
    """``{"prompt"}`` within the limit of ``<longest>``; what is not English is translated first."""
    text = translate(assignment.main("text")).english
    return {"prompt": shortened(text, assignment.longest(DEFAULT_LONGEST))}


_TOOLS: Final[Mapping[str, Callable[[Assignment], dict[str, Any]]]] = MappingProxyType(
    {
        "offer_prompts": offer_prompts,
        "read_pictures": read_pictures,
        "refine_picture": refine_picture,
        "translate_prompt": translate_prompt,
        "shorten_prompt": shorten_prompt,
    }
)
TOOLS: Final = tuple(_TOOLS)


def call_tool(name: str, assignment: Assignment) -> dict[str, Any]:
    """The input that a call of tool `name` carries; the name must be one of `TOOLS`."""
    return _TOOLS[name](assignment)
