"""The subject of a prompt as a phrase: the person's words, and how the things in them stand to each other."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.writer.chooser import Chooser
from sandbox.bedrock.writer.grammar.ideas import IDEAS
from sandbox.bedrock.writer.grammar.lights import Light
from sandbox.bedrock.writer.grammar.scenes import Scene
from sandbox.bedrock.writer.lexicon import Kind, terms_in, words_of
from sandbox.bedrock.writer.lighting import agrees
from sandbox.bedrock.writer.phrases import listed, trimmed, with_article
from sandbox.bedrock.writer.reading import Reading, Subject

_MOST_COMPANIONS: Final = 3
_SHARE: Final = 0.5
"""Of the limit, for the subject with all that belongs to it."""

_INSIDE: Final = ("in", "in the middle of", "at the edge of")
_BEFORE: Final = ("in front of", "beside", "before")
_RELATIONS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "sky": ("under", "below", "against"),
        "water": ("above", "beside", "at the edge of"),
        "landscape": _INSIDE,
        "flora": ("among", "beside", "in front of"),
        "buildings": _BEFORE,
        "interiors": ("in", "in a corner of", "in the middle of"),
        "space": ("in front of", "close to", "against"),
        "abstract": ("on", "inside", "behind"),
    }
)
_WITH: Final = ("with", "beside", "together with")
_ON: Final = ("on", "beside", "close to")
_CONTAINERS: Final = frozenset(
    {"city", "street", "village", "garden", "forest", "space", "underwater", "greenhouse"}
)
_FURNITURE: Final = frozenset({"table", "chair", "armchair", "bed", "piano", "rug"})

# What attributes alone suggest: "storm" is no thing, but a storm needs something to happen to.
_SUGGESTED: Final[tuple[tuple[Kind, Mapping[str, Subject]], ...]] = (
    (
        "weather",
        {
            "storm": Subject("open sea", "sea", "water"),
            "lightning": Subject("lone tree on a hill", "tree", "flora"),
            "rain": Subject("quiet street of old houses", "street", "buildings"),
            "snow": Subject("small village", "village", "buildings"),
            "fog": Subject("wooded hills", "hills", "landscape"),
            "wind": Subject("tall grass on a hill", "field", "landscape"),
        },
    ),
    (
        "season",
        {
            "spring": Subject("cherry tree in bloom", "cherry tree", "flora"),
            "summer": Subject("wild beach", "beach", "water"),
            "autumn": Subject("forest of maples", "forest", "flora"),
            "winter": Subject("cabin among pine trees", "cabin", "buildings"),
        },
    ),
    (
        "time",
        {
            "dawn": Subject("mountain lake", "lake", "water"),
            "sunset": Subject("wide sea", "sea", "water"),
            "dusk": Subject("harbour town", "village", "buildings"),
            "night": Subject("sleeping village", "village", "buildings"),
        },
    ),
)
_LANDSCAPE: Final = Subject("hills with a winding path", "hills", "landscape")
_ABSTRACT: Final = Subject("abstract composition of circles and swirls", "abstract", "abstract")


def with_a_subject(reading: Reading) -> Reading:
    """`reading`, with something to see where the person named only how."""
    if not reading.subjects:
        reading.subjects = [_suggested(reading)]
    return reading


def _suggested(reading: Reading) -> Subject:
    for kind, subjects in _SUGGESTED:
        for name in reading.means(kind):
            if name in subjects:
                return subjects[name]
    outdoors = reading.means("time") or reading.means("weather") or reading.said("medium")
    return _LANDSCAPE if outdoors else _ABSTRACT


def subject_phrase(reading: Reading, which: int, longest: int) -> str:
    """The subject and what stands around it; every thing the person named is in it, room permitting."""
    main, *others = reading.subjects
    phrase = _named(main, which)
    near, rest = others[:_MOST_COMPANIONS], others[_MOST_COMPANIONS:]
    for number, other in enumerate(near):
        phrase += f" {_related(other, (which + number) % 3)}"
    if rest:
        phrase += f", with {listed([with_article(other.text) for other in rest])}"
    return trimmed(phrase, int(longest * _SHARE))


def setting_for(reading: Reading, scene: Scene, which: int, chooser: Chooser, light: Light) -> str:
    """Where the subject is; empty where the person has said so."""
    main, *others = reading.subjects
    placed = any(other.group in _RELATIONS for other in others)
    if main.settled or placed or main.text.casefold() in IDEAS:
        return ""
    settings: Sequence[str] = scene.turned if which == 2 else scene.wide
    fitting = [
        setting for setting in settings if chooser.allowed(setting) and agrees(setting, light, reading)
    ]
    return chooser.one(fitting or settings, str)


def _named(main: Subject, which: int) -> str:
    images = IDEAS.get(main.text.casefold())
    return f"{main.text} told as {images[which]}" if images else _articled(main.text)


def _articled(text: str) -> str:
    """With a or an where it is needed: before each of two things, "a cat and a dog"."""
    first, joined, second = text.partition(" and ")
    things = joined and all(
        any(
            hit.term.kind == "subject" and hit.start + hit.length == len(words_of(part))
            for hit in terms_in(words_of(part))
        )
        for part in (first, second)
    )
    return f"{with_article(first)} and {with_article(second)}" if things else with_article(text)


def _related(other: Subject, which: int) -> str:
    if other.canonical == "underwater" and other.text.startswith("under"):
        return other.text
    relations = _RELATIONS.get(other.group, _WITH)
    if other.canonical in _CONTAINERS:
        relations = _INSIDE
    elif other.canonical in _FURNITURE:
        relations = _ON
    return f"{relations[which]} {_articled(other.text)}"
