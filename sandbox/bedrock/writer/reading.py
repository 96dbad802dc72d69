"""Reads a person's English keywords: what is to be seen, and what is said about how."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sandbox.bedrock.writer.grammar.subjects import place_of
from sandbox.bedrock.writer.lexicon import Found, Kind, Term, terms_in, words_of
from sandbox.bedrock.writer.phrases import FUNCTION_WORDS, head_of, without_repeats, words

_SEPARATORS: Final = re.compile(r"[,;|/+·•]+|\.(?=\s|$)|[!?]+|\s-\s|\n")
_PICTURE_OF: Final = re.compile(
    r"^(?:an?|the)?\s*((?:[\w-]+\s){0,3}(?:picture|image|photo|photograph|painting|drawing|sketch|illustration|"
    r"watercolou?r|print|poster|portrait|render))\s+of\s+(?=\S)",
    re.IGNORECASE,
)
_BARE_PICTURE: Final = frozenset({"picture", "image", "painting", "drawing", "illustration"})
_IN_MEDIUM: Final = re.compile(
    r"\s+(?:in|as|done in|painted in|in the style of)\s+(?:an?\s+)?([\w\s-]+?)(?:\s+style)?$"
)
_BEINGS: Final = frozenset({"animals", "people"})
_STRIPPED_MEDIA: Final = frozenset(
    {
        "watercolour", "oil painting", "gouache", "ink wash", "pencil drawing", "charcoal", "pastel drawing",
        "line art", "pixel art", "anime", "woodblock print", "photograph", "low poly", "isometric", "risograph",
    }
)  # fmt: skip

_OCCUPATIONS: Final = frozenset(
    words(
        """
        angel baker barista bride captain clown detective developer diver doctor driver engineer fairy firefighter
        gardener ghost groom guard guardian hunter keeper mermaid merchant mother father ninja nurse officer
        painter photographer pilot poet priest programmer reader scholar sculptor shepherd singer soldier student
        swimmer tailor teacher thief twin vampire vendor viking warrior writer
        """
    )
)
_PERSON: Final = Term("subject", "person", "people")


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing to be seen, in the person's words, with the painter's name for it where there is one.

    `around` are the other things the words name: the moon in "a horse on the moon".
    """

    text: str
    canonical: str = ""
    group: str = ""
    around: tuple[Term, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the words already say where it is or what it does."""
        words = words_of(self.text)
        return any(word in FUNCTION_WORDS - {"a", "an", "the", "of", "and"} for word in words[1:]) or any(
            word.endswith("ing") and len(word) > 5 for word in words[1:]
        )


@dataclass(slots=True)
class Reading:
    """Keywords, understood.

    `attributes` are the person's own words by kind, for those that stand alone; `implied` are the painter's
    names of all that was said, alone or within a subject.
    """

    subjects: list[Subject] = field(default_factory=list)
    attributes: dict[Kind, list[str]] = field(default_factory=dict)
    implied: dict[Kind, list[str]] = field(default_factory=dict)

    def said(self, kind: Kind) -> list[str]:
        return self.attributes.get(kind, [])

    def means(self, kind: Kind) -> list[str]:
        return self.implied.get(kind, [])

    @property
    def place(self) -> str:
        """Where it all happens, as the lights know it."""
        named = [
            term
            for subject in self.subjects
            for term in (Term("subject", subject.canonical, subject.group), *subject.around)
        ]
        places = [place_of(term.canonical, term.group) for term in named if term.canonical]
        on_the_moon = any(re.search(r"\b(on|from) the moon\b", subject.text) for subject in self.subjects)
        if "space" in places or on_the_moon:
            return "space"
        if "underwater" in places:
            return "underwater"
        if any(term.group == "interiors" for term in named):
            return "indoor"
        return places[0] if places else "outdoor"


def read(keywords: str) -> Reading:
    """Read English keywords; anything that is no known attribute is a subject, kept in the person's words."""
    reading = Reading()
    for piece in _SEPARATORS.split(keywords):
        phrase = piece.strip(" '().:-_*~`")
        phrase = phrase if phrase.count('"') % 2 == 0 else phrase.replace('"', "").strip()
        if words_of(phrase):
            _read_phrase(phrase, reading)
    reading.attributes = {kind: without_repeats(words) for kind, words in reading.attributes.items()}
    reading.implied = {kind: without_repeats(words) for kind, words in reading.implied.items()}
    unique = without_repeats(subject.text for subject in reading.subjects)
    reading.subjects = [
        next(subject for subject in reading.subjects if subject.text.casefold() == text.casefold())
        for text in unique
    ]
    return reading


def _read_phrase(phrase: str, reading: Reading) -> None:
    phrase = _without_medium(phrase, reading)
    words = words_of(phrase)
    found = terms_in(words)
    if _only_attributes(words, found):
        for hit in found:
            _note(reading, hit.term, " ".join(words[hit.start : hit.start + hit.length]), alone=True)
        return
    for group in _split(words, found):
        _read_subject(_as_written(phrase, words, group), reading)


def _without_medium(phrase: str, reading: Reading) -> str:
    """Take "a watercolour of" and "in watercolour" off the phrase and note them."""
    if opening := _PICTURE_OF.match(phrase):
        if opening[1].lower() not in _BARE_PICTURE:
            reading.attributes.setdefault("medium", []).append(opening[1].lower())
        phrase = phrase[opening.end() :]
    closing = _IN_MEDIUM.search(phrase)
    if closing and any(hit.term.kind == "medium" for hit in terms_in(words_of(closing[1]))):
        reading.attributes.setdefault("medium", []).append(closing[1].lower().strip())
        phrase = phrase[: closing.start()]
    words = words_of(phrase)
    found = terms_in(words)
    if (
        found
        and found[0].term.kind == "view"
        and found[0].start == 0
        and words[found[0].length :][:1] == ("of",)
    ):
        _note(reading, found[0].term, " ".join(words[: found[0].length]), alone=True)
        return re.split(r"\bof\s+", phrase, maxsplit=1, flags=re.IGNORECASE)[1]
    if len(found) > 1 and found[0].start == 0 and found[0].term.canonical in _STRIPPED_MEDIA:
        _note(reading, found[0].term, " ".join(words[: found[0].length]), alone=True)
        phrase = " ".join(phrase.split()[found[0].length :]) or phrase
    return phrase


def _only_attributes(words: Sequence[str], found: Sequence[Found]) -> bool:
    covered = sum(hit.length for hit in found)
    small = sum(word in FUNCTION_WORDS or word in {"style", "mood", "light", "colours", "colors", "tones", "very"}
                for word in words)  # fmt: skip
    return bool(found) and all(hit.term.kind != "subject" for hit in found) and covered + small >= len(words)


def _split(words: tuple[str, ...], found: Sequence[Found]) -> list[tuple[int, int]]:
    """Spans of words that belong together: "cat window rain" is a list that lacks its commas."""
    whole = [(0, len(words))]
    if not found or any(word in FUNCTION_WORDS or word.endswith("ing") for word in words):
        return whole
    content = [hit for hit in found if hit.term.kind != "colour"]
    subjects = [hit for hit in content if hit.term.kind == "subject"]
    trailing = len(content) > 1 and content[0].term.kind == "subject" and content[-1].term.kind != "subject"
    of_beings = (
        len(subjects) == 2 and subjects[0].term.group in _BEINGS and subjects[1].term.group not in _BEINGS
    )
    if not (len(content) >= 3 or trailing or of_beings):
        return whole
    ends = [hit.start + hit.length for hit in content]
    ends[-1] = len(words)
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _as_written(phrase: str, words: tuple[str, ...], span: tuple[int, int]) -> str:
    """The part of `phrase` that `span` of its words covers, capitals and all."""
    if span == (0, len(words)):
        return phrase
    places = list(re.finditer(r"[\w'’-]+", phrase))
    return phrase[places[span[0]].start() : places[span[1] - 1].end()]


def _read_subject(text: str, reading: Reading) -> None:
    words = words_of(text)
    found = terms_in(words)
    if _only_attributes(words, found):
        for hit in found:
            _note(reading, hit.term, " ".join(words[hit.start : hit.start + hit.length]), alone=True)
        return
    main = _main_term(words, found, head_of(text))
    for hit in found:
        if hit.term.kind != "subject":
            _note(reading, hit.term, "", alone=False)
    around = tuple(hit.term for hit in found if hit.term.kind == "subject" and hit.term != main)
    name, group = (main.canonical, main.group) if main else ("", "")
    reading.subjects.append(Subject(_lowered(text), name, group, around))


def _main_term(words: Sequence[str], found: Iterable[Found], head: str) -> Term | None:
    """The term the head noun belongs to: a lighthouse keeper is no lighthouse."""
    if head in _OCCUPATIONS:
        return _PERSON
    covering = (hit.term for hit in found if head in words[hit.start : hit.start + hit.length])
    term = next(covering, None)
    return term if term and term.kind == "subject" else None


def _lowered(text: str) -> str:
    """Without the capital of a sentence; names and abbreviations keep theirs."""
    first, space, rest = text.partition(" ")
    known = bool(terms_in(words_of(first))) or first.lower() in FUNCTION_WORDS
    return (first.lower() if known and not first.isupper() else first) + space + rest


def _note(reading: Reading, term: Term, words: str, *, alone: bool) -> None:
    if alone:
        reading.attributes.setdefault(term.kind, []).append(words)
    reading.implied.setdefault(term.kind, []).append(term.canonical)
