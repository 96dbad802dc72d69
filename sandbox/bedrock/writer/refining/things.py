"""Things in a prompt: taken out, swapped, coloured."""

import re
from typing import Final

from sandbox.bedrock.writer.lexicon import is_term, terms_in, words_of
from sandbox.bedrock.writer.phrases import article_for, plural, with_article
from sandbox.bedrock.writer.refining.clauses import Clauses

_DETERMINER: Final = r"(?:an?|the|some|two|three|four|five|several|many|his|her|its|their|one|a few)"
_NUMBERS: Final = "one|two|three|four|five|six|seven|several|many|some"
_JOINED: Final = (
    r"(?:with|and|beside|near|under|behind|in front of|on|over|above|below|next to|holding|carrying|among|"
    r"at|by|before|against|wearing|together with)"
)
_EMPTIED: Final = {
    "people": "quiet and deserted",
    "person": "quiet and deserted",
    "crowd": "quiet and deserted",
}


def added(thing: str) -> str:
    """As it stands behind "with": an article where it needs one, which "more boats" does not."""
    return thing if thing.startswith("more ") else with_article(thing)


def remove(clauses: Clauses, thing: str) -> None:
    """Take a thing out, with its own words; what can't be found is answered with space in its place."""
    found = False
    for number in range(len(clauses.texts) - 1, -1, -1):
        text = clauses.texts[number]
        name = _name_in(text, thing)
        if not name:
            continue
        if number != clauses.subject:
            clauses.drop(number)
            found = True
        elif (left := _without(text, name)) != text:
            clauses.put(left, number)
            found = True
    if not found:
        term = next((hit.term for hit in terms_in(words_of(thing)) if hit.term.kind == "subject"), None)
        empty = _EMPTIED.get(term.canonical if term else thing, "open, uncluttered space")
        clauses.after_the_subject(empty)


def replace(clauses: Clauses, old: str, new: str) -> None:
    """Put `new` where `old` stands, everywhere; where it stands nowhere, `new` comes in as well."""
    bare = re.sub(rf"^{_DETERMINER}\s+", "", new, flags=re.IGNORECASE)
    found = False
    for number, text in enumerate(clauses.texts):
        name = _name_in(text, old)
        if name:
            pattern = rf"\b(?:(an?|the|{_NUMBERS})\s+)?{re.escape(name)}\b"

            def swapped(match: re.Match[str]) -> str:
                article = match[1] or ""
                if article.lower() in ("a", "an"):
                    return f"{article_for(bare)} {bare}"
                if not article or article.lower() == "the":
                    return f"{article} {bare}".strip()
                return with_article(new)  # a number goes with what it counted

            clauses.put(re.sub(pattern, swapped, text, flags=re.IGNORECASE), number)
            found = True
    if not found:
        clauses.after_the_subject(f"with {with_article(bare)}")


def recolour(clauses: Clauses, thing: str, colour: str) -> None:
    """Give a thing a colour in place of the one it has; a thing that is not there comes in with it."""
    for number, text in enumerate(clauses.texts):
        name = _name_in(text, thing)
        if not name:
            continue
        match = re.search(
            rf"\b(?:(an?|the)\s+)?((?:[\w-]+\s+){{0,2}}?){re.escape(name)}\b", text, re.IGNORECASE
        )
        if match is None:
            continue
        kept = " ".join(word for word in match[2].split() if not is_term(word, "colour"))
        inner = f"{kept} {colour} {name}".strip() if kept else f"{colour} {name}"
        article = (match[1] or "").lower()
        if article in ("a", "an"):
            inner = f"{article_for(inner)} {inner}"
        elif article:
            inner = f"{article} {inner}"
        clauses.put(text[: match.start()] + inner + text[match.end() :], number)
        return
    clauses.after_the_subject(with_article(f"{colour} {thing}"))


def _name_in(text: str, thing: str) -> str:
    """How a clause calls a thing: by the same word, its plural or singular, or another word for the same."""
    for name in (thing, plural(thing), thing.removesuffix("s"), thing.removesuffix("es")):
        if name and (found := re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE)):
            return found[0]
    for word in re.findall(r"[\w-]+", text):
        if (
            len(word) > len(thing)
            and re.search(rf"{re.escape(thing)}(?:e?s)?$", word, re.IGNORECASE)
            and _akin(word, thing)
        ):
            return str(word)  # "boat" is said of a sailboat, "rain" of no train
    wanted = {hit.term.canonical for hit in terms_in(words_of(thing)) if hit.term.kind == "subject"}
    said = words_of(text)
    for hit in terms_in(said):
        if hit.term.kind == "subject" and hit.term.canonical in wanted:
            name = r"[\s-]+".join(map(re.escape, said[hit.start : hit.start + hit.length]))
            if found := re.search(rf"\b{name}\b", text, re.IGNORECASE):
                return found[0]
    return ""


def _akin(one: str, other: str) -> bool:
    """Whether two words name things of the same family."""
    first, second = (
        {hit.term.group for hit in terms_in(words_of(word)) if hit.term.kind == "subject"}
        for word in (one, other)
    )
    return bool(first & second)


def _without(text: str, name: str) -> str:
    """The subject's clause without a thing that stands beside the subject, or in front of what carries it."""
    noun = re.escape(name)
    behind = re.sub(
        rf",?\s+{_JOINED}\s+(?:{_DETERMINER}\s+)?(?:[\w'-]+\s+){{0,2}}?{noun}\b",
        "",
        text,
        flags=re.IGNORECASE,
    )
    if behind != text:
        return behind
    return re.sub(
        rf"\b(?:{_DETERMINER}\s+)?(?:[\w'-]+\s+)?{noun}\s+{_JOINED}\s+",
        "",
        text,
        count=1,
        flags=re.IGNORECASE,
    )
