"""Wishes said in Korean."""

import re
from typing import TYPE_CHECKING, Final

from sandbox.bedrock.writer.languages.korean_looks import COLOURS, SETTINGS
from sandbox.bedrock.writer.languages.translate import translate
from sandbox.bedrock.writer.refining.wishes import Wish, wishes_of

if TYPE_CHECKING:
    from sandbox.bedrock.writer.lexicon import Kind

_PIECES: Final = re.compile(
    r"\s*(?:[,;!.?]|그리고|하지만|그런데|(?<=[가-힣])(?:하고|되|이)?고(?=\s)|면서(?=\s))\s*"
)
_PLEASE: Final = re.compile(
    r"\s*(?:해|하여|바꿔|바꾸어|만들어|그려|변경해|표현해|부탁해|처리해)?\s*"
    r"(?:줘요?|주세요|주실래요|주실 수 (?:있나요|있어요)|줄래요?|줄 수 (?:있어요?|있나요)|봐요?|"
    r"보자|볼래요?|볼까요?|"
    r"하자|할까요?|해요?|하면 (?:어때요?|좋겠어요?)|면 (?:어때요?|좋겠어요?)|부탁해요?|부탁드려요)?\s*$"
)
_WHOLE: Final = frozenset(
    {
        "그림",
        "이미지",
        "사진",
        "배경",
        "분위기",
        "전체",
        "이거",
        "이것",
        "시간",
        "시간대",
        "계절",
        "날씨",
        "스타일",
    }
)
_WITHIN: Final = frozenset(
    {"sky", "water", "sea", "lake", "river", "forest", "garden", "field", "snow", "room"}
)
_REMOVE: Final = re.compile(
    r"^(?P<what>.+?)(?:을|를|은|는|이|가|만|도)?\s*(?:없이|없는|없애|없게|빼|지워|지우|제거|삭제|치워)"
)
_INSTEAD: Final = re.compile(r"^(?P<old>.+?)\s*대신(?:에)?\s+(?P<new>.+?)(?:을|를|으로|로)?$")
_INTO: Final = re.compile(r"^(?P<old>.+?)(?:을|를)\s+(?P<new>.+?)(?:으로|로)$")
_ADD: Final = re.compile(
    r"^(?P<what>.+?)(?:을|를|도)?\s*(?:더\s*)?(?:추가|넣어|넣|더해|덧붙|그려\s*넣)|^(?P<drawn>.+?)(?:을|를|도)\s*그려"
)
_PAINT: Final = re.compile(r"^(?P<what>.+?)(?:을|를|은|는|의 색을)\s+(?:더\s*)?(?P<how>\S.*)$")
_TALLY: Final = re.compile(r"\s*(?:한|두|세|몇)\s*(?:마리|개|명|그루|송이|채|척|대)(?:\s*더)?$")
_ADVERB: Final = re.compile(r"^(?:좀|조금|약간|더|훨씬|아주|많이|살짝|다시|이제|그냥)\s+")


def korean_wishes(text: str) -> list[Wish]:
    """The wishes of a Korean sentence; never empty."""
    found: list[Wish] = []
    for piece in _PIECES.split(text):
        if piece and piece.strip():
            found += _wishes(piece.strip())
    return found or [Wish("say", new=translate(text).english, own=(text, ""))]


def _wishes(piece: str) -> list[Wish]:
    said = piece
    while plain := _ADVERB.sub("", said):
        if plain == said:
            break
        said = plain
    if found := _REMOVE.match(said):
        return [_removed(found["what"]), *_settings(said[found.end() :])]
    if found := _ADD.match(said):
        return [_added(found["what"] or found["drawn"])]
    said = _PLEASE.sub("", said).strip() or said
    if found := _INSTEAD.match(said):
        return [
            Wish(
                "replace",
                old=_english(found["old"]),
                new=_english(found["new"]),
                own=(found["new"], found["old"]),
            )
        ]
    if (
        (found := _PAINT.match(said))
        and found["what"].split()[-1] not in _WHOLE
        and (colour := _colour(found["how"]))
    ):
        return [Wish("recolour", old=_english(found["what"]), new=colour, own=("", found["what"]))]
    if (
        (found := _INTO.match(said))
        and found["old"].split()[-1] not in _WHOLE
        and not _settings(found["new"])
    ):
        return [
            Wish(
                "replace",
                old=_english(found["old"]),
                new=_english(found["new"]),
                own=(found["new"], found["old"]),
            )
        ]
    if settings := _settings(said):
        return settings
    english = _english(re.sub(r"(?:으로|로|하게|스럽게)$", "", said))
    wishes = wishes_of(english)
    return [Wish("say", new=english, own=(piece, ""))] if wishes[0].act == "say" else wishes


def _settings(said: str) -> list[Wish]:
    """All the looks that are named, at most one of each kind, if nothing else of weight is."""
    found: dict[Kind, Wish] = {}
    for pattern, kind, term in SETTINGS:
        if kind not in found and re.search(pattern, said):
            found[kind] = Wish("set", kind, term)
    if not found and (colour := _colour(said)) and len(said) < 12:
        return [Wish("set", "colour", colour)]
    return list(found.values())


def _colour(said: str) -> str:
    return next((colour for pattern, colour in COLOURS if re.search(pattern, said)), "")


def _added(said: str) -> Wish:
    """Understand "하늘에 별" as a star in the sky."""
    where, _, what = said.rpartition("에 ")
    what = _TALLY.sub("", what).strip()
    there = _english(where) if where else ""
    place = f" {'in' if there in _WITHIN else 'by'} the {there}" if there else ""
    return Wish("add", new=_english(what) + place, own=(what, ""))


def _removed(what: str) -> Wish:
    what = re.sub(r"(?:을|를|은|는|들|모두|전부)+$", "", what.strip()).strip() or what
    return Wish("remove", old=_english(what), own=("", what))


def _english(korean: str) -> str:
    english = translate(korean.strip()).english.strip(" .,")
    first, _, rest = english.partition(" ")
    return rest if first.lower() in {"a", "an", "the"} and rest else english
