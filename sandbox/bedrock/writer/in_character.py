"""An offer in the character of reference pictures: what the person did not say comes from them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sandbox.bedrock.writer.lexicon import Kind, terms_in, words_of
from sandbox.bedrock.writer.offer import Offer
from sandbox.bedrock.writer.phrases import listed
from sandbox.bedrock.writer.seeing.character import Character
from sandbox.bedrock.writer.seeing.impression import Impression

_BEYOND: Final[Mapping[str, str]] = {
    "left": "the scene running on to the left", "right": "the scene running on to the right",
    "top": "the scene rising further above", "bottom": "the scene reaching further down",
    "wider": "the scene running on to both sides", "taller": "the scene reaching further up and down",
    "": "the scene running on in every direction", "around": "the scene running on in every direction",
}  # fmt: skip

_SERIES: Final[Mapping[str, tuple[str, str, str]]] = {
    "night": ("lighthouse", "owl", "street lamp in an alley"),
    "dusk": ("harbour", "heron", "lone house on a hill"),
    "sunset": ("sailboat", "horse", "windmill"),
    "golden hour": ("windmill", "fruit bowl", "horse"),
    "fog": ("pine trees", "deer", "stone bridge"),
    "overcast": ("cliff", "gulls", "stone church"),
    "day": ("hot air balloon", "bicycle", "cherry tree"),
    "morning": ("garden", "teapot", "bird"),
}
_ON_A_HORIZON: Final = ("sailboat", "lighthouse", "lone tree")
_IN_ONE_PLACE: Final = ("hot air balloon", "apple", "cat")


def offer_in_character(offer: Offer, character: Character, *, use: str = "spirit", where: str = "") -> Offer:
    """`offer` with medium, light, mood, palette, texture and viewpoint of the pictures where it names none.

    Parameters
    ----------
    use
        what the painter is given beside the prompt: with ``layout`` the pictures' composition stays in all
        three prompts, ``change`` asks for the new part alone, ``extend`` for the scene as it goes on
    where
        for ``extend`` a side
    """
    reading = offer.reading
    fallbacks: Mapping[Kind, str] = {"time": character.time, "weather": character.weather}
    for kind, name in fallbacks.items():
        if name and not reading.means(kind):
            reading.implied[kind] = [name]
    if character.moods and not reading.said("mood"):
        reading.attributes["mood"] = list(character.moods)
    view_said = bool(reading.means("view"))
    layout = character.layout if use == "layout" else _beyond(where) if use == "extend" else ""
    return replace(
        offer,
        style=offer.style or ("" if reading.means("medium") else character.medium),
        palette=offer.palette or (() if reading.said("colour") else character.colours),
        texture="" if _names_a_medium(offer) else character.texture,
        first_view="" if view_said else "wide shot" if use == "extend" else character.view,
        layout=layout,
        part=use == "change",
    )


def series(impressions: Sequence[Impression], use: str) -> tuple[str, ...]:
    """Three subjects that go with the pictures and are none of their own; for ``extend`` what may go on there."""
    if not impressions:
        return _SERIES["day"]
    seen = impressions[0]
    if use == "extend":
        return (_going_on(seen),) * 3
    if use == "layout":
        return _ON_A_HORIZON if "horizon" in seen.layout else _IN_ONE_PLACE
    return _SERIES[seen.hour]


def _going_on(seen: Impression) -> str:
    match seen.scene:
        case "land":
            return "open green land under a wide sky"
        case "water":
            return "open water under a wide sky"
        case "ground":
            return "bare sandy ground under a wide sky"
        case "blank":
            return f"even field of {seen.colours[0]}"
        case _:
            return f"soft shapes in {listed(seen.colours[:2])}"


def _beyond(where: str) -> str:
    return _BEYOND.get(where.casefold(), _BEYOND[""])


def _names_a_medium(offer: Offer) -> bool:
    """Whether the person's own style decides how surfaces look."""
    styled = any(hit.term.kind == "medium" for hit in terms_in(words_of(offer.style)))
    return styled or bool(offer.reading.means("medium"))
