"""Which lights a scene may have."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.writer.grammar.lights import CLEAR_SKIES, Light
from sandbox.bedrock.writer.grammar.lights_elsewhere import ABSTRACT, INDOOR, SPACE, UNDERWATER
from sandbox.bedrock.writer.grammar.lights_weather import WEATHER
from sandbox.bedrock.writer.lexicon import Kind, terms_in, words_of
from sandbox.bedrock.writer.reading import Reading

LIGHTS: Final = CLEAR_SKIES + WEATHER + INDOOR + SPACE + UNDERWATER + ABSTRACT
_FAIR: Final = frozenset({"clear", "overcast"})

_STILL: Final = frozenset({"calm", "glass", "mirror", "still water"})
_FLOWERING: Final = frozenset({"wildflower", "blossom", "butterfl", "a bee ", "dew", "poppies", "sunflower"})
_CLASHES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {"storm": _STILL, "lightning": _STILL, "wind": _STILL, "snow": _FLOWERING, "winter": _FLOWERING}
)


def clashing(reading: Reading) -> frozenset[str]:
    """Words that surroundings had better not contain in the weather or season that was asked for."""
    said = (*reading.means("weather"), *reading.means("season"))
    return frozenset(word for name in said for word in _CLASHES.get(name, ()))


def fitting_lights(reading: Reading, used: Sequence[Light]) -> Sequence[Light]:
    """Lights of the place, in the hour and weather that were asked for, none of `used` while there are others.

    Someone who asks for no weather gets fair weather; someone who asks for no hour gets another one each time.
    """
    there = [light for light in LIGHTS if light.place == reading.place and _in_season(reading, light)]
    timely = [light for light in there if _at_the_hour(reading, light)] or there
    exact = [light for light in timely if _in_the_weather(reading, light)]
    open_to_it = [light for light in timely if not light.weathers]
    hours = {time for light in used for time in light.times} if not reading.means("time") else set()
    for tier in (exact, [*exact, *open_to_it]):
        fresh = [light for light in tier if light not in used]
        another_hour = [light for light in fresh if hours.isdisjoint(light.times)]
        if another_hour or (fresh and tier is not exact):
            return another_hour or fresh
    return exact or timely


def _at_the_hour(reading: Reading, light: Light) -> bool:
    times = reading.means("time")
    return not times or not light.times or any(time in light.times for time in times)


def _in_the_weather(reading: Reading, light: Light) -> bool:
    weathers = reading.means("weather")
    if weathers:
        return any(weather in light.weathers for weather in weathers)
    return not light.weathers or light.weathers[0] in _FAIR


def _in_season(reading: Reading, light: Light) -> bool:
    """A snowy light belongs to winter, unless a person named no season."""
    seasons = reading.means("season")
    return not seasons or not light.seasons or any(season in light.seasons for season in seasons)


def agrees(surroundings: str, light: Light, reading: Reading) -> bool:
    """Whether a phrase about the surroundings speaks of no other hour, weather or season than the light does."""
    implied: Mapping[Kind, tuple[str, ...]] = {
        "time": light.times, "weather": light.weathers, "season": light.seasons,
    }  # fmt: skip
    for hit in terms_in(words_of(surroundings)):
        fixed = (*implied.get(hit.term.kind, ()), *reading.means(hit.term.kind))
        weather_is_fair = hit.term.kind == "weather" and hit.term.canonical not in _FAIR
        if hit.term.kind in implied and hit.term.canonical not in fixed and (fixed or weather_is_fair):
            return False
    return True
