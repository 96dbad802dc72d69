"""A person's words about a picture as wishes, each a small change; English here, Korean next door."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from sandbox.bedrock.writer.languages.detect import language_of
from sandbox.bedrock.writer.languages.translate import translate
from sandbox.bedrock.writer.lexicon import Kind, is_term, terms_in, words_of
from sandbox.bedrock.writer.phrases import FUNCTION_WORDS, words

Act = Literal["set", "remove", "replace", "recolour", "add", "say"]


@dataclass(frozen=True, slots=True)
class Wish:
    """One change.

    Attributes
    ----------
    kind, term : of ``set``, by the painter's names
    new : English: what is to be added, put in place of `old`, or said besides; of ``recolour`` the colour
    old : English: what it is about
    own : the person's own words for `new` (of ``add`` and ``say``) and `old`, where they were not English
    """

    act: Act
    kind: Kind | None = None
    term: str = ""
    new: str = ""
    old: str = ""
    own: tuple[str, str] = ("", "")


_RELATIVE: Final[tuple[tuple[str, Kind, str], ...]] = (
    (r"close(?:r|ly)?\b(?!-up)|zoom(?:ed)? in|near(?:er)?|tighter|bigger|larger", "view", "close-up"),
    (r"f[ua]rther|zoom(?:ed)? out|wider|smaller|more distan\w+|step back", "view", "wide shot"),
    (r"warmer|less cold", "light", "warm light"),
    (r"cooler|colder|less warm", "light", "cold light"),
    (r"darker|dimmer|less bright|less light", "light", "chiaroscuro"),
    (r"brighter|lighter|less dark|more light", "light", "high-key"),
    (r"softer|less harsh", "light", "soft light"),
    (r"harsher|harder", "light", "hard light"),
    (r"more contrast|contrastier|punchier", "tone", "high contrast"),
    (r"less contrast|flatter", "tone", "low contrast"),
    (r"more (?:colou?r(?:ful|s)?|vivid|saturated|vibrant)", "tone", "vibrant"),
    (r"less (?:colou?r(?:ful|s)?|vivid|saturated)|more (?:muted|subdued)", "tone", "muted"),
    (r"happier|more fun|livelier|jollier", "mood", "cheerful"),
    (r"calmer|quieter|less (?:busy|dramatic)", "mood", "serene"),
    (r"scarier|spookier|creepier|eerier", "mood", "mysterious"),
    (r"sadder|moodier|gloomier", "mood", "moody"),
    (r"co[sz]ier", "mood", "cosy"),
    (r"dreamier|more magic(?:al)?", "mood", "dreamy"),
    (r"simpler|cleaner|less cluttered|more (?:empty )?space", "view", "negative space"),
)
_OPENING: Final = re.compile(
    r"^(?:(?:please|and|but|now|then|also|just|so|ok(?:ay)?|hm+|well|hey|maybe|perhaps|"
    r"(?:can|could|would|will) (?:you|we|it|i)(?: please)?|"
    r"i(?: would|'d)? (?:like|want|prefer)(?: it| to see| to have)?|"
    r"let'?s|how about|what about|what if(?: it (?:was|were|is))?|"
    r"try|make|turn|change|have|do|paint|redo|render)\s+"
    r"(?:(?:it|this|that|the (?:picture|image|whole thing|scene|painting|photo)|them)\b\s*(?:is|be|was)?\s*"
    r"(?:(?:in)?to\b)?\s*)?)+",
    re.IGNORECASE,
)
_BE: Final = re.compile(
    r"^(?:be|is|was|looks?|a (?:bit|little)|(?:some)?what|much|slightly|even|way|far)\s+", re.IGNORECASE
)
_PIECES: Final = re.compile(r"\s*(?:[,;!]|\.(?=\s|$)|\b(?:and|but|then)\b(?!\s+white\b))\s*", re.IGNORECASE)
_REMOVE: Final = re.compile(
    r"^(?:without|no(?: more)?|less|fewer|remove|delete|drop|lose|erase|take (?:out|away)|get rid of|leave out|"
    r"minus|hide)\s+(?P<what>.+)$|^take\s+(?P<other>.+?)\s+(?:out|away)$",
    re.IGNORECASE,
)
_REPLACE: Final = (
    re.compile(r"^(?:replace|swap|exchange)\s+(?P<old>.+?)\s+(?:with|by|for)\s+(?P<new>.+)$", re.IGNORECASE),
    re.compile(r"^(?P<old>(?:the|his|her|its)\s.+?)\s+(?:in)?to\s+(?P<new>an?\s.+)$", re.IGNORECASE),
    re.compile(r"^(?P<new>.+?)\s+(?:instead of|rather than|in place of)\s+(?P<old>.+)$", re.IGNORECASE),
)
_ADD: Final = re.compile(
    r"^(?:add|put(?: in)?|include|insert|with|show|place|give (?:it|him|her|them))\s+(?P<what>.+)$",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(r"(?:\s+(?:please|too|now|if (?:you can|possible)|this time))+$", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"^(?:only |just )?(?P<all>(?:one|two|three|four|five|six|seven|a single)\s+(?P<what>[\w-]+))$",
    re.IGNORECASE,
)
_MORE: Final = re.compile(r"^(?:many |a few )?more\s+(?P<what>.+)$", re.IGNORECASE)
_PRAISE: Final = re.compile(
    r"(?:very |really |so )?(?:nice|great|good|cool|perfect|lovely|beautiful|thanks?|thank you|love (?:it|this)|"
    r"ok(?:ay)?|(?:do )?the same(?: again)?|please)",
    re.IGNORECASE,
)
_SHOULD: Final = re.compile(
    r"^(?P<who>.+?)\s+(?:should|must|could|has to|have to|needs? to)\s+(?:be\s+)?(?P<do>[a-z]+)(?P<rest>.*)$",
    re.IGNORECASE,
)
_DETERMINER: Final = re.compile(
    r"^(?:(?:the|an?|any|all|some|that|those|these|this|more|his|her|its)\s+)+", re.IGNORECASE
)
_SMALL: Final = FUNCTION_WORDS | frozenset(
    words(
        "it as style mood light more very time look like colours colors tones instead please too bit little much"
    )
)


def wishes_in(text: str) -> list[Wish]:
    """What is wished for, in the order it is said; never empty."""
    if language_of(text) == "ko":
        from sandbox.bedrock.writer.refining.wishes_korean import korean_wishes  # noqa: PLC0415 - it imports this

        return korean_wishes(text)
    english = translate(text).english.strip(" .!?")
    found: list[Wish] = []
    for piece in _PIECES.split(english):
        plain = piece.strip(" .!?")
        if plain and not _PRAISE.fullmatch(plain):
            found += wishes_of(plain, found[-1] if found else None)
    return found or [Wish("say", new=english or "with a small change")]


def wishes_of(piece: str, before: Wish | None = None) -> list[Wish]:
    """The wishes of one English clause; `before` is what the clause before it wished for."""
    plain = piece
    if opening := _OPENING.match(piece + " "):
        plain = piece[min(opening.end(), len(piece)) :].strip() or piece
    plain = _CLOSING.sub("", _BE.sub("", plain)) or piece
    for pattern, kind, term in _RELATIVE:
        if re.fullmatch(rf"(?:(?:move|go|get|come)\s+)*(?:{pattern})(?:\s+(?:up|in))?", plain, re.IGNORECASE):
            return [Wish("set", kind, term)]
    if found := _REMOVE.match(plain):
        return [Wish("remove", old=_bare(found["what"] or found["other"]))]
    for replacing in _REPLACE:
        if found := replacing.match(plain):
            return _replacing(_bare(found["old"]), found["new"].strip())
    if attributes := _attributes(plain):
        return attributes
    if before is not None and before.act == "remove" and _DETERMINER.match(plain):
        return [Wish("remove", old=_bare(plain))]
    goes_on = before is not None and before.act == "add" and _DETERMINER.match(plain)
    return [Wish("add", new=plain) if goes_on else _about_things(plain)]


def _about_things(plain: str) -> Wish:
    """How many, of which colour, what else; whatever it is, it is said in the end."""
    if found := _NUMBER.match(plain):
        return Wish("replace", old=_singular(found["what"]), new=found["all"])
    if found := _MORE.match(plain):
        return Wish("add", new=f"more {found['what']}")
    if recoloured := _recoloured(plain):
        return recoloured
    if found := _ADD.match(plain):
        return Wish("add", new=found["what"].strip())
    if found := _SHOULD.match(plain):
        return Wish("say", new=f"{found['who']} {_doing(found['do'])}{found['rest']}")
    return Wish("say", new=plain)


def _doing(verb: str) -> str:
    """``look`` becomes "looking"; what is no plain verb stays."""
    if verb.endswith("ing") or is_term(verb, "colour"):
        return verb
    return (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"


def _singular(noun: str) -> str:
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _attributes(text: str) -> list[Wish]:
    """Wishes of a clause that names nothing but how things look: "at night", "as an oil painting"."""
    said = words_of(text)
    found = terms_in(said)
    covered = sum(hit.length for hit in found)
    small = sum(word in _SMALL for word in said)
    if not found or any(hit.term.kind == "subject" for hit in found) or covered + small < len(said):
        return []
    return [Wish("set", hit.term.kind, hit.term.canonical) for hit in found]


def _recoloured(text: str) -> Wish | None:
    """The wish in "the door green", "the green door", "the door in green"."""
    said = words_of(_bare(text))
    for size in (2, 1):
        last, first = " ".join(said[-size:]), " ".join(said[:size])
        if len(said) > size and is_term(last, "colour"):
            noun = [word for word in said[:-size] if word not in {"in", "is", "be", "to", "into", "more"}]
            return Wish("recolour", old=" ".join(noun), new=last) if noun else None
        if len(said) > size and is_term(first, "colour") and text.casefold().startswith("the "):
            return Wish("recolour", old=" ".join(said[size:]), new=first)
    return None


def _replacing(old: str, new: str) -> list[Wish]:
    """A change of colour or of the look as a whole where that is what was said."""
    if is_term(new, "colour"):
        return [Wish("recolour", old=old, new=new)]
    return _attributes(new) or [Wish("replace", old=old, new=new)]


def _bare(text: str) -> str:
    return _DETERMINER.sub("", text.strip()).strip()
