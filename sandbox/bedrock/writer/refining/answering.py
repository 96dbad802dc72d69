"""Answers about a picture, from the facts that came along and from its prompt, in English or Korean."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.writer.languages.korean_terms import with_particle
from sandbox.bedrock.writer.lexicon import Kind, terms_in, words_of

_FACT: Final = re.compile(r"^\s*[-*•]?\s*([^:=\n]{1,40}?)\s*[:=]\s*(\S.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Topic:
    """One thing people ask about: how they call it, how the facts do, and how it is told."""

    asked: str
    known_as: str
    english: str
    korean: str


_TOPICS: Final = (
    _Topic(r"\bseed\b|시드", r"seed", "The seed is {}.", "시드는 {}입니다."),
    _Topic(
        r"\b(?:size|resolution|big|large|pixels?|dimensions?)\b|크기|해상도|픽셀|사이즈",
        r"size|resolution|width",
        "It is {} pixels.",
        "크기는 {}픽셀입니다.",
    ),
    _Topic(
        r"\b(?:cost|price|expensive|cheap|how much|paid)\b|가격|비용|(?<!크기가 )얼마(?!나)",
        r"price|cost|usd",
        "It cost {}.",
        "비용은 {}입니다.",
    ),
    _Topic(r"\bhow long\b|얼마나 걸|몇 초", r"second|took|duration", "It took {}.", "{} 걸렸습니다."),
    _Topic(r"\bwhen\b|언제", r"created|painted at|when|date|time", "It was painted {}.", "{}에 그렸습니다."),
    _Topic(r"\bstyle\b|스타일|화풍", r"style", "The style is {}.", "스타일은 {}입니다."),
    _Topic(r"\bkeywords?\b|키워드", r"keyword", "The keywords are {}.", "키워드는 {}입니다."),
    _Topic(r"\bpalette\b|팔레트", r"palette|colou?rs?", "The palette is {}.", "팔레트는 {}입니다."),
    _Topic(r"\b(?:guidance|cfg)\b|가이던스", r"guidance|cfg", "The guidance is {}.", "가이던스는 {}입니다."),
    _Topic(r"\bquality\b|품질", r"quality", "The quality is {}.", "품질은 {}입니다."),
    _Topic(
        r"\b(?:model|engine|painter|ai|painted (?:it|this)|made (?:it|this)|with what)\b"
        r"|모델|누가 (?:그|만)|무엇으로|뭘로",
        r"model|painter|engine",
        "It was painted by {}.",
        "모델은 {}입니다.",
    ),
)

_LOOKS: Final[Mapping[str, tuple[Kind, ...]]] = MappingProxyType(
    {
        r"dark|bright|light|night|day|sun|어둡|어두|밝|빛|밤": ("time", "light", "weather"),
        r"colou?r|red|blue|green|yellow|warm|cold|색|빨간|파란|따뜻|차가": ("colour", "tone", "light"),
        r"rain|snow|fog|storm|weather|비가|눈이|안개|날씨": ("weather", "season"),
        r"mood|sad|happy|scary|분위기|슬프|무섭": ("mood",),
        r"close|far|angle|view|가까|멀|각도|구도": ("view",),
        r"watercolou?r|paint|photo|draw|그림|사진|수채": ("medium",),
    }
)
_PROMPT_ASKED: Final = re.compile(
    r"\bprompt\b|프롬프트|문구|what (?:is|was) (?:it|this) (?:of|made from)", re.IGNORECASE
)


def answer(words: str, prompt: str, facts: str, language: str) -> str:
    """One to three sentences that say no more than is known."""
    korean = language == "Korean"
    known = [(found[1].strip(), found[2].strip()) for found in _FACT.finditer(facts)]
    told = []
    for topic in _TOPICS:
        if re.search(topic.asked, words, re.IGNORECASE):
            value = next(
                (
                    f"${value}" if "dollar" in key.casefold() else value
                    for key, value in known
                    if re.search(topic.known_as, key, re.IGNORECASE)
                ),
                "",
            )
            if value:
                told.append(_told(topic, value, korean=korean))
    if _PROMPT_ASKED.search(words):
        told.append(f"프롬프트는 다음과 같습니다: {prompt}" if korean else f"The prompt is: {prompt}")
    return (
        " ".join(told[:3])
        or _named(words, known, korean=korean)
        or _from_the_prompt(words, prompt, korean=korean)
    )


def thanks(language: str) -> str:
    """What one says to praise."""
    if language == "Korean":
        return "고맙습니다! 바꾸고 싶은 점을 말씀해 주시면 다시 그려 드릴게요."
    return "Thank you! Say what should be different, and it will be painted again."


def _told(topic: _Topic, value: str, *, korean: bool) -> str:
    said = (topic.korean if korean else topic.english).format(value.rstrip("."))
    return said.replace("pixels pixels", "pixels").replace("픽셀픽셀", "픽셀")


def _named(words: str, known: list[tuple[str, str]], *, korean: bool) -> str:
    """A fact whose own name is in the question, whatever it is."""
    asked = set(words_of(words))
    for key, value in known:
        if asked & set(words_of(key)) - {"the", "a", "of", "is"}:
            return f"{with_particle(key, '은/는')} {value}입니다." if korean else f"{key}: {value}."
    return ""


def _from_the_prompt(words: str, prompt: str, *, korean: bool) -> str:
    """What in the prompt may be behind the look that is asked about; else that it is not known."""
    clauses = [clause.strip(" .") for clause in re.split(r"[,;:]\s+", prompt)]
    for asked, kinds in _LOOKS.items():
        if not re.search(asked, words, re.IGNORECASE):
            continue
        said = [
            clause for clause in clauses if any(hit.term.kind in kinds for hit in terms_in(words_of(clause)))
        ]
        if said:
            quoted = ", ".join(f"“{clause}”" for clause in said[:2])
            return (
                f"프롬프트에 {quoted}라는 말이 있어서일 거예요."
                if korean
                else f"Probably because the prompt says {quoted}."
            )
    return (
        "이 그림에 대해 알려진 것만으로는 답할 수 없어요."
        if korean
        else "I don't know: that is not among what is known about this picture."
    )
