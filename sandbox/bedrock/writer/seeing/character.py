"""What new prompts take over from reference pictures, in the painter's own words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from sandbox.bedrock.writer.clean import cleaned
from sandbox.bedrock.writer.languages.detect import language_of
from sandbox.bedrock.writer.languages.korean_looks import looks_in
from sandbox.bedrock.writer.languages.korean_terms import named_in_korean
from sandbox.bedrock.writer.languages.translate import translate
from sandbox.bedrock.writer.lexicon import Kind, terms_in, words_of
from sandbox.bedrock.writer.phrases import without_repeats
from sandbox.bedrock.writer.seeing.impression import Impression
from sandbox.painter.vocabulary import COLOURS

_MOST_COLOURS: Final = 4


@dataclass(frozen=True, slots=True)
class Character:
    """The look of pictures without their content; anything may be empty.

    Attributes
    ----------
    medium, time, weather, view : the painter's names
    moods : up to two adjectives
    colours : names the painter knows
    texture, layout : clauses for a prompt
    """

    medium: str = ""
    time: str = ""
    weather: str = ""
    view: str = ""
    moods: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    texture: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which picture each part comes from (from 0), where the person said so, and the other words."""

    keywords: str
    sources: Mapping[str, int] = field(default_factory=dict)


_HOURS: Final[Mapping[str, tuple[str, str]]] = {
    "night": ("night", ""), "dusk": ("dusk", ""), "sunset": ("sunset", ""), "golden hour": ("golden hour", ""),
    "fog": ("morning", "fog"), "overcast": ("day", "overcast"), "day": ("day", ""), "morning": ("morning", ""),
}  # fmt: skip
_MOODS: Final[Mapping[str, tuple[str, str]]] = {
    "mysterious": ("mysterious", "hushed"), "moody": ("moody", "quiet"), "serene": ("serene", "calm"),
    "cheerful": ("cheerful", "lively"), "dramatic": ("dramatic", "intense"), "dreamy": ("dreamy", "gentle"),
    "energetic": ("energetic", "bold"), "cosy": ("cosy", "warm"),
}  # fmt: skip
_TEXTURES: Final = {
    "smooth": "smooth surfaces and soft transitions", "crisp": "even areas of colour with crisp edges",
    "fine": "fine detail all over", "grainy": "a fine grain over everything",
    "rough": "rough, broken surfaces",
}  # fmt: skip
_LAYOUTS: Final = {
    "low horizon": ("wide shot", "a low horizon under wide open space"),
    "high horizon": ("from above", "a high horizon, the ground filling the frame"),
    "middle horizon": ("wide shot", "a level horizon across the middle"),
    "centre": ("centred", "the subject in the middle of the frame"),
    "left": ("on the left", "the subject left of centre, open space on the right"),
    "right": ("on the right", "the subject right of centre, open space on the left"),
    "all over": ("", "shapes spread evenly over the whole frame"),
}  # fmt: skip


def character_of(impressions: Sequence[Impression], sources: Mapping[str, int]) -> Character:
    """The pictures' common character; a part that the person took from one picture comes from that one.

    Where pictures differ and nobody chose, the first one decides; colours are taken from all in turn.
    """
    made = [_character(each) for each in impressions]

    def of(part: str) -> Character:
        number = sources.get(part, 0)
        return made[number] if number < len(made) else made[0]

    colours = of("colours").colours if "colours" in sources else _in_turn([each.colours for each in made])
    return Character(
        medium=of("medium").medium,
        time=of("light").time,
        weather=of("light").weather,
        view=of("layout").view,
        moods=of("mood").moods,
        colours=colours[:_MOST_COLOURS],
        texture=of("texture").texture,
        layout=of("layout").layout,
    )


def character_told(traits: Mapping[str, str], colours: Sequence[str] = ()) -> Character:
    """The character that a reading in words tells of, as far as the painter has words for it."""
    english = {name: translate(cleaned(text)).english for name, text in traits.items()}

    def named(trait: str, kind: Kind) -> list[str]:
        text = traits.get(trait, "")
        if language_of(text) == "ko":
            return named_in_korean(text, COLOURS) if kind == "colour" else looks_in(text, kind)
        found = terms_in(words_of(english.get(trait, "")))
        return without_repeats(hit.term.canonical for hit in found if hit.term.kind == kind)

    def first(trait: str, kind: Kind) -> str:
        return next(iter(named(trait, kind)), "")

    texture = english.get("texture", "").strip(" .")
    return Character(
        medium=first("medium", "medium") or first("style", "medium"),
        time=first("light", "time"),
        weather=first("light", "weather"),
        view=first("composition", "view"),
        moods=tuple(named("mood", "mood")[:2]),
        colours=tuple(colours)
        or tuple(named("style", "colour") or named("subject", "colour"))[:_MOST_COLOURS],
        texture=texture if texture == traits.get("texture", "").strip(" .") and len(texture) < 80 else "",
    )


def with_colours(character: Character, colours: Sequence[str]) -> Character:
    """With measured colours in place of its own, if there are any."""
    return replace(character, colours=tuple(colours[:_MOST_COLOURS])) if colours else character


def _character(seen: Impression) -> Character:
    time, weather = _HOURS[seen.hour]
    view, layout = _LAYOUTS[seen.layout]
    return Character(
        medium=seen.medium,
        time=time,
        weather=weather,
        view=view,
        moods=_MOODS[seen.mood],
        colours=seen.colours,
        texture=_TEXTURES[seen.surface],
        layout=layout,
    )


def _in_turn(palettes: Sequence[Sequence[str]]) -> tuple[str, ...]:
    longest = max((len(palette) for palette in palettes), default=0)
    mixed = [palette[rank] for rank in range(longest) for palette in palettes if rank < len(palette)]
    return tuple(without_repeats(mixed))


_PARTS: Final = {
    "colours": "colou?rs?|palette|tones?", "light": "light(?:ing)?", "mood": "mood|atmosphere",
    "texture": "textures?|grain", "medium": "medium|style|technique", "layout": "composition|layout",
}  # fmt: skip
_KOREAN_PARTS: Final = {
    "colours": "색감|색깔|색상|색|팔레트", "light": "빛|조명", "mood": "분위기|느낌", "texture": "질감",
    "medium": "스타일|화풍|기법", "layout": "구도|배치",
}  # fmt: skip
_NUMBERS: Final = ("first|1st", "second|2nd|other", "third|3rd", "fourth|4th", "fifth|5th")
_KOREAN_NUMBERS: Final = ("첫|첫째|1", "두|둘째|2", "세|셋째|3", "네|넷째|4", "다섯|다섯째|5")


def choice_in(keywords: str) -> Choice:
    """What the keywords take from which picture: "the texture of the first, the light of the second"."""
    sources: dict[str, int] = {}
    for part in _PARTS:
        for number in range(len(_NUMBERS)):
            for pattern in _patterns(part, number):
                if pattern.search(keywords):
                    sources.setdefault(part, number)
                    keywords = pattern.sub(" ", keywords)
    tidy = re.sub(r"(?:^|,)\s*(?:with|and|in|그리고|,)?\s*(?=,|$)", "", keywords).strip(" ,;")
    return Choice(re.sub(r"\s{2,}", " ", tidy), sources)


def _patterns(part: str, number: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    english = re.compile(
        rf"(?:\b(?:with|in|and|use|take)\s+)?\b(?:the\s+)?(?:{_PARTS[part]})\s+(?:of|from)\s+(?:the\s+)?"
        rf"(?:{_NUMBERS[number]})(?:\s+(?:picture|image|photo|one))?\b",
        re.IGNORECASE,
    )
    korean = re.compile(
        rf"(?:{_KOREAN_NUMBERS[number]})\s*(?:번째|번)?\s*(?:사진|그림|이미지)?(?:의|에서)?\s*"
        rf"(?:{_KOREAN_PARTS[part]})(?:을|를|과|와|으로|로)?"
    )
    return english, korean
