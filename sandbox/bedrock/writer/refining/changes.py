"""What changed, in one short line, in English or Korean."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from sandbox.bedrock.writer.languages.korean_terms import in_korean, with_particle
from sandbox.bedrock.writer.lexicon import Kind
from sandbox.bedrock.writer.phrases import article_for, listed, with_article
from sandbox.bedrock.writer.refining.things import added
from sandbox.bedrock.writer.refining.wishes import Wish
from sandbox.bedrock.writer.titles import korean_name
from sandbox.bedrock.writer.unsaid import situated

LONGEST: Final = 200

_LIGHTS: Final[Mapping[str, str]] = {
    "chiaroscuro": "in darker light", "high-key": "in brighter light", "warm light": "in warmer light",
    "cold light": "in colder light", "backlit": "backlit",
    "sunbeams": "with sunbeams", "glowing": "glowing",
}  # fmt: skip
_VIEWS: Final[Mapping[str, str]] = {
    "close-up": "seen from closer by", "wide shot": "seen from further away", "centred": "centred",
    "negative space": "with more empty space", "rule of thirds": "off-centre", "framed": "framed",
    "reflection": "with a reflection", "medium shot": "at eye level",
}  # fmt: skip
_KOREAN_LIGHTS: Final[Mapping[str, str]] = {
    "chiaroscuro": "더 어두운 빛", "high-key": "더 밝은 빛", "warm light": "더 따뜻한 빛",
    "cold light": "더 차가운 빛",
}  # fmt: skip
_KOREAN_WEATHERS: Final[Mapping[str, str]] = {
    "rain": "비 오는 날씨", "snow": "눈 오는 날씨", "fog": "안개 낀 날씨", "storm": "폭풍우 치는 날씨",
    "wind": "바람 부는 날씨", "lightning": "번개 치는 날씨", "overcast": "흐린 날씨", "clear": "맑은 날씨",
}  # fmt: skip


def changes(wishes: Sequence[Wish], language: str) -> str:
    """Such as ``Now at night and seen from closer by.``"""
    if language == "Korean":
        line = " ".join(_in_korean(wish) for wish in wishes)
    else:
        line = f"Now {listed([_in_english(wish) for wish in wishes])}."
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _in_english(wish: Wish) -> str:
    match wish.act:
        case "set":
            return _set(wish.kind, wish.term)
        case "remove":
            return f"without the {wish.old}"
        case "replace" if wish.old in wish.new:
            return f"with {wish.new}"  # another number of the same
        case "replace":
            return f"with {with_article(wish.new)} in place of the {wish.old}"
        case "recolour":
            return f"with the {wish.old} in {wish.new}"
        case "add":
            return wish.new if wish.new.startswith("with ") else f"with {added(wish.new)}"
        case "say":
            return wish.new


def _set(kind: Kind | None, term: str) -> str:
    if kind == "medium":
        return f"as {article_for(term)} {term}"
    if kind in ("time", "weather", "season"):
        return situated(term)
    if kind == "light":
        return _LIGHTS.get(term, f"in {term}")
    if kind == "view":
        return _VIEWS.get(term, f"seen {term}" if term.startswith("from") else term)
    if kind == "colour":
        return f"with more {term}"
    if term == "monochrome":
        return "in black and white"
    if kind == "tone":
        return f"in {term}" if term.endswith(("tones", "contrast")) else f"in {term} colours"
    return f"more {term} in mood"


def _in_korean(wish: Wish) -> str:
    new, old = (wish.own[0] or korean_name(wish.new)), (wish.own[1] or korean_name(wish.old))
    thing = partial(with_particle, pair="을/를")
    match wish.act:
        case "set":
            return f"{with_particle(_set_in_korean(wish.kind, wish.term), '으로/로')} 바꿨어요."
        case "remove":
            return f"{thing(old)} 뺐어요."
        case "replace":
            return f"{thing(old)} {with_particle(new, '으로/로')} 바꿨어요."
        case "recolour":
            return f"{thing(old)} {with_particle(in_korean(wish.new), '으로/로')} 바꿨어요."
        case "add":
            return f"{thing(new)} 더했어요."
        case "say":
            return f"“{new}”{with_particle(new, '을/를')[len(new) :]} 반영했어요."


def _set_in_korean(kind: Kind | None, term: str) -> str:
    if kind == "weather":
        return _KOREAN_WEATHERS.get(term, in_korean(term))
    if kind == "medium" and term == "charcoal":
        return "목탄화"
    return _KOREAN_LIGHTS.get(term) or in_korean(term)
