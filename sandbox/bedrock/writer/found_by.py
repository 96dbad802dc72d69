"""What a picture is found by, and what is read out in its place: tags and one sentence, made from its prompt."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from sandbox.bedrock.writer.languages.korean_terms import in_korean, listed_in_korean, with_particle
from sandbox.bedrock.writer.lexicon import Kind, terms_in, words_of
from sandbox.bedrock.writer.phrases import sentence_case, trimmed, without_repeats
from sandbox.bedrock.writer.reading import Subject
from sandbox.bedrock.writer.titles import bare, korean_name, short_name

MOST: Final = 8
LONGEST_ALT: Final = 200

_ENOUGH: Final = 60
"""Characters after which an alternative text takes no further clause."""

_TOLD: Final[tuple[Kind, ...]] = ("subject", "medium", "time", "weather", "season", "mood")
"""What a picture is looked for by, in this order."""

_MOST_OF_A_KIND: Final = 3
_SEEN: Final = 3
_CLAUSES: Final = re.compile(r"(?<=[,;.!?])\s+")
_HANGUL: Final = re.compile(r"[가-힣]")


def found_by(prompt: str, language: str, subjects: Sequence[Subject] = ()) -> dict[str, object]:
    """``{"tags": [up to 8, lower case], "alt": one sentence}``.

    Parameters
    ----------
    language
        ``Korean`` gives Korean tags with the English ones beside them
    subjects
        what was asked for; it comes first, whatever else is in the prompt
    """
    names = _names(prompt, subjects)
    if language != "Korean":
        return {"tags": names[:MOST], "alt": _sentence(prompt)}
    both = [tag for name in names for tag in (_korean(name), name) if tag]
    return {"tags": without_repeats(both)[:MOST], "alt": _korean_sentence(prompt, names)}


def _names(prompt: str, subjects: Iterable[Subject]) -> list[str]:
    said = [one.canonical or short_name(bare(one.text)) for one in subjects]
    found = terms_in(words_of(prompt))
    for kind in _TOLD:
        of_kind = without_repeats(hit.term.canonical for hit in found if hit.term.kind == kind)
        said += of_kind[:_MOST_OF_A_KIND]
    return without_repeats(name.lower() for name in said if name and len(name) <= 40)


def _sentence(prompt: str) -> str:
    """The first clauses of the prompt; what stands in front of a colon comes after what it is about."""
    light, colon, scene = prompt.partition(": ")
    if colon:
        first, _, rest = scene.partition(", ")
        prompt = f"{first}, {light[:1].lower()}{light[1:]}, {rest}"
    said = ""
    for clause in _CLAUSES.split(prompt):
        if said and len(said) + len(clause) + 1 > LONGEST_ALT:
            break
        said = f"{said} {clause}".strip()
        if len(said) >= _ENOUGH:
            break
    return sentence_case(trimmed(said, LONGEST_ALT - 1).rstrip(" ,:;.!?")) + "."


def _korean(name: str) -> str:
    """The Korean word for a tag, empty where there is none."""
    known = terms_in(words_of(name))
    things_first = not known or known[0].term.kind == "subject"
    ways = (korean_name, in_korean) if things_first else (in_korean, korean_name)
    said = (way(word) for word in (name, name.removesuffix("s")) for way in ways)
    return next((korean for korean in said if _HANGUL.search(korean)), "")


def _korean_sentence(prompt: str, names: Sequence[str]) -> str:
    """Such as ``등대와 바다가 있는 수채화, 폭풍, 극적인 분위기.``"""
    kinds = {hit.term.canonical: hit.term.kind for hit in terms_in(words_of(prompt))}
    seen = [_korean(name) or name for name in names if kinds.get(name, "subject") == "subject"][:_SEEN]
    medium = next((_korean(name) for name in names if kinds.get(name) == "medium"), "") or "그림"
    medium = medium if medium.endswith(("화", "사진", "그림")) else f"{medium} 그림"
    rest = [_korean(name) for name in names if kinds.get(name) in {"time", "weather", "season", "mood"}]
    picture = f"{with_particle(listed_in_korean(seen), '이/가')} 있는 {medium}" if seen else medium
    return trimmed(", ".join([picture, *filter(None, rest[:_SEEN])]), LONGEST_ALT - 1) + "."
