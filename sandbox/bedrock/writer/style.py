"""How a picture is made: the person's style woven in as they said it, or a medium chosen for them."""

from dataclasses import dataclass
from typing import Final

from sandbox.bedrock.writer.chooser import Chooser
from sandbox.bedrock.writer.grammar.media import MEDIA, PICTURE_NOUNS, WITHOUT_STYLE
from sandbox.bedrock.writer.lexicon import terms_in, words_of
from sandbox.bedrock.writer.phrases import PREPOSITIONS, article_for, trimmed
from sandbox.bedrock.writer.reading import Reading

_SHARE: Final = 4
"""A style gets one part in this many of the limit."""


@dataclass(frozen=True, slots=True)
class Manner:
    """The words for one prompt's medium.

    Attributes
    ----------
    opening : fits "… of a lighthouse", such as "a loose watercolour sketch"; empty where the style can't
    tail : what the style says after that, such as "in natural light"
    clause : the whole style between commas, such as "in studio lighting style"
    trace : a visible trace of the medium; empty where the medium is unknown
    """

    opening: str
    tail: str
    clause: str
    trace: str

    @property
    def whole(self) -> str:
        """The style and a trace of it as one clause: "a watercolour with dry-brush texture over pale washes"."""
        return f"{self.clause} with {self.trace}" if self.trace else self.clause


def manners(style: str, reading: Reading, chooser: Chooser, longest: int) -> tuple[Manner, Manner, Manner]:
    """One for each prompt: the same style for all three if there is one, else three different media.

    A style that would take more than its share of the `longest` characters is cut between words.
    """
    said = _wanted(style, reading)
    if not said:
        asked = reading.means("medium")
        names = (asked[0],) * 3 if asked else chooser.one(WITHOUT_STYLE, lambda trio: trio[0])
        return (_known(names[0], 0), _known(names[1], 1), _known(names[2], 2))
    said = trimmed(said, longest // _SHARE)
    return (_asked_for(said, 0), _asked_for(said, 1), _asked_for(said, 2))


def _wanted(style: str, reading: Reading) -> str:
    """The style, unless the keywords name a medium that contradicts it: they are nearer to the person."""
    medium = ", ".join(reading.said("medium"))
    if not (style and medium):
        return style or medium
    if any(hit.term.kind == "medium" for hit in terms_in(words_of(style))):
        return style if medium in style.casefold() else medium
    return f"{style}, {medium}"


def _known(name: str, which: int) -> Manner:
    medium = MEDIA[name]
    called = _with_a(medium.noun)
    return Manner(called, "", called, medium.traces[which])


def _asked_for(style: str, which: int) -> Manner:
    known = [hit.term.canonical for hit in terms_in(words_of(style)) if hit.term.kind == "medium"]
    trace = MEDIA[known[0]].traces[which] if known else ""
    head, tail = _parted(style)
    if words_of(head) and words_of(head)[-1] in PICTURE_NOUNS:
        return Manner(_with_a(head), tail, _with_a(style), trace)
    if len(known) == 1 and "," not in style:
        noun = MEDIA[known[0]].noun
        called = _with_a(noun if style.casefold() == known[0] else f"{style} {noun}")
        return Manner(called, "", f"as {called}", trace)
    named = style if "style" in words_of(style) else f"{style} style"
    return Manner("", "", named if named.casefold().startswith("in ") else f"in {named}", trace)


def _with_a(phrase: str) -> str:
    """With an article, whatever the phrase: a watercolour, unlike water, can be counted."""
    first = phrase.split(" ", 1)[0].casefold()
    return phrase if first in {"a", "an", "the"} else f"{article_for(phrase)} {phrase}"


def _parted(style: str) -> tuple[str, str]:
    """A style before and after its first preposition or comma."""
    pieces = style.split(" ")
    for position, piece in enumerate(pieces):
        if position and (piece.lower() in PREPOSITIONS or pieces[position - 1].endswith(",")):
            return " ".join(pieces[:position]).rstrip(","), " ".join(pieces[position:])
    return style, ""
