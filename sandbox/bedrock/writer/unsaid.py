"""Hours, weathers and seasons a person named, as short phrases, where nothing else in the prompt says them."""

import re
from typing import Final

from sandbox.bedrock.writer.phrases import words
from sandbox.bedrock.writer.reading import Reading

_AT: Final = frozenset(
    words(
        """
        night dawn dusk noon midday midnight sunset sunrise twilight sundown nightfall daybreak christmas
        """
    )
) | {"golden hour", "blue hour", "first light", "at night"}
_DURING: Final = words("morning afternoon evening rain snow wind fog mist drizzle downpour blizzard haze")
_IN_THE: Final = frozenset(_DURING) | {"early morning", "late afternoon"}
_IN: Final = frozenset(
    words(
        """
        spring summer autumn fall winter springtime summertime october december midsummer daylight moonlight
        sunshine daytime harvest
        """
    )
)
_IN_A: Final = frozenset(
    words("storm thunderstorm tempest gale hurricane typhoon squall breeze monsoon snowfall")
)
_ENDINGS: Final = ("y", "ing", "al", "less", "lit", "swept", "soaked", "covered", "frozen")


def unsaid(reading: Reading, told: str) -> list[str]:
    """The phrases that are still needed beside the text `told`."""
    lowered = told.casefold()
    said = [*reading.said("time"), *reading.said("weather"), *reading.said("season")]
    return [situated(word) for word in said if not re.search(rf"\b{re.escape(word)}\b", lowered)]


def situated(word: str) -> str:
    """``night`` becomes "at night", ``storm`` "in a storm", ``foggy`` "in foggy weather"."""
    if word in _AT:
        return word if word.startswith("at ") else f"at {word}"
    if word in _IN_THE:
        return f"in the {word}"
    if word in _IN:
        return f"in {word}"
    if word in _IN_A:
        return f"in a {word}"
    return (
        f"in {word} weather"
        if word.endswith(_ENDINGS) or word in {"clear", "overcast", "wet"}
        else f"with {word}"
    )
