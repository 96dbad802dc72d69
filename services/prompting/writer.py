"""The prompt writer: a language model that offers, translates and shortens prompts."""

import difflib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from services.ask import ReferenceOptions
from services.prompting import instructions
from services.prompting.choice import Voices
from services.prompting.converse import AnswerFault, Question
from services.prompting.language import is_english
from services.prompting.tags import alt_in, tags_in

DEFAULT_CREATIVITY: Final = 0.7
_LONGEST: Final = 900
"""Characters of an offered prompt, even where the painter takes more: it has to be read in Slack."""

_ALIKE: Final = 0.9
"""Similarity (0 to 1) from which two prompts count as the same."""

_OFFER_TOKENS: Final = 3000
_READ_TOKENS: Final = 4000
_TEXT_TOKENS: Final = 1000

_LONGEST_CHANGES: Final = 300
_LONGEST_ANSWER: Final = 1500
"""Characters; they have to fit in a section of a message with what stands around them."""


class Idea(BaseModel):
    """One offered prompt.

    Attributes
    ----------
    tags
        up to eight words, in lower case, by which its picture may be looked for: in the person's language and,
        where that is another, in English
    alt
        one sentence in the person's language that says what its picture will show, at most 200 characters; empty
        where the model gave none
    """

    model_config = ConfigDict(frozen=True)

    title: str
    prompt: str
    tags: tuple[str, ...] = ()
    alt: str = ""


class Traits(BaseModel):
    """What reference pictures look like, each in a few words; see `instructions.TRAITS`."""

    model_config = ConfigDict(frozen=True)

    subject: str
    medium: str
    style: str
    light: str
    mood: str
    composition: str
    texture: str


@dataclass(frozen=True)
class Edit:
    """A changed prompt, and in the person's language what changed; `tags` and `alt` as on `Idea`."""

    prompt: str
    changes: str
    tags: tuple[str, ...] = ()
    alt: str = ""


@dataclass(frozen=True)
class Answer:
    """Words, where no picture was asked for."""

    text: str


class Translation(BaseModel):
    """A prompt in English and the language it was written in."""

    model_config = ConfigDict(frozen=True)

    language: str
    english: str


@dataclass(frozen=True)
class Brief:
    """What ideas are wanted for; see `services.ask.Ask` and `PictureOptions` for the parts."""

    keywords: str
    style: str
    creativity: float | None
    negative: str
    palette: Sequence[str]
    prompt_limit: int
    title_language: str
    already_offered: Sequence[str] = ()
    traits: Traits | None = None


@dataclass(frozen=True)
class Seen:
    """Reference pictures as they are shown to the language model.

    Attributes
    ----------
    pictures
        JPEG files, at most 1568 pixels on their longer side, without metadata
    measured
        what was measured in each, a line for each
    reference
        how they will be used
    """

    pictures: tuple[bytes, ...]
    measured: str
    reference: ReferenceOptions


class Writer:
    """Puts the questions; whichever of the `voices` can be called answers."""

    def __init__(self, voices: Voices) -> None:
        self._voices = voices

    async def offer(self, brief: Brief) -> tuple[Idea, ...]:
        """Three ideas that differ from each other and from those already offered.

        Raises
        ------
        ModelError
            if there is no usable answer after one repair
        """
        longest = min(brief.prompt_limit, _LONGEST)
        question = Question(
            system=instructions.OFFER_SYSTEM,
            user=instructions.offer_request(
                brief.keywords,
                brief.style,
                longest=longest,
                title_language=brief.title_language,
                negative=brief.negative,
                palette=brief.palette,
                already_offered=brief.already_offered,
                reading=brief.traits.model_dump() if brief.traits else None,
            ),
            tool=instructions.OFFER_PROMPTS,
            max_tokens=_OFFER_TOKENS,
            temperature=DEFAULT_CREATIVITY if brief.creativity is None else brief.creativity,
        )
        return await self._voices.ask(
            question,
            lambda answer: ideas(answer, longest, brief.already_offered),
        )

    async def read(self, brief: Brief, seen: Seen) -> tuple[Traits, tuple[Idea, ...]]:
        """What pictures look like, and three ideas for new ones in their spirit.

        Raises
        ------
        ModelError
            if there is no usable answer after one repair
        """
        longest = min(brief.prompt_limit, _LONGEST)
        question = Question(
            system=instructions.READ_SYSTEM,
            user=instructions.read_request(
                brief.keywords,
                brief.style,
                longest=longest,
                title_language=brief.title_language,
                measured=seen.measured,
                use=seen.reference.use,
                where=seen.reference.where,
                negative=brief.negative,
                palette=brief.palette,
            ),
            tool=instructions.READ_PICTURES,
            max_tokens=_READ_TOKENS,
            temperature=DEFAULT_CREATIVITY if brief.creativity is None else brief.creativity,
            pictures=seen.pictures,
        )
        return await self._voices.ask(
            question,
            lambda answer: (traits(answer), ideas(answer, longest, ())),
        )

    async def refine(
        self, words: str, prompt: str, facts: str, *, prompt_limit: int, title_language: str
    ) -> Edit | Answer:
        """What somebody's words about a picture come to.

        Parameters
        ----------
        prompt
            what it was painted from
        facts
            what can be asked about it
        """
        question = Question(
            instructions.REFINE_SYSTEM,
            instructions.refine_request(
                words, prompt, facts, longest=prompt_limit, title_language=title_language
            ),
            instructions.REFINE_PICTURE,
            _tokens_for(prompt, prompt_limit),
        )
        return await self._voices.ask(question, lambda answer: refined(answer, prompt, prompt_limit))

    async def translate(self, text: str, longest: int) -> Translation:
        """`text` in English, in at most `longest` characters."""
        question = Question(
            instructions.TRANSLATE_SYSTEM,
            instructions.text_request(text, longest),
            instructions.TRANSLATE_PROMPT,
            _tokens_for(text, longest),
        )

        def check(answer: Mapping[str, Any]) -> Translation:
            english = _english(answer, "english", longest)
            return Translation(language=str(answer.get("language") or "und")[:16], english=english)

        return await self._voices.ask(question, check)

    async def shorten(self, text: str, longest: int) -> str:
        """`text` in English and in at most `longest` characters."""
        question = Question(
            instructions.SHORTEN_SYSTEM,
            instructions.text_request(text, longest),
            instructions.SHORTEN_PROMPT,
            _tokens_for(text, longest),
        )
        return await self._voices.ask(question, lambda answer: _english(answer, "prompt", longest))


def _tokens_for(text: str, longest: int) -> int:
    """What an answer may take that is about as long as `text`, in at most `longest` characters of English.

    A token is some four characters of English, and at most one and a half of most other languages.
    """
    return _TEXT_TOKENS + min(len(text), longest // 2)


def ideas(answer: Mapping[str, Any], longest: int, already_offered: Sequence[str]) -> tuple[Idea, ...]:
    """The three ideas in `answer`.

    Raises
    ------
    AnswerFault
        if they are not three, distinct, non-empty, within `longest` characters, English and new
    """
    offered = answer.get("prompts")
    if isinstance(offered, str):  # some models send the list as JSON within a string
        try:
            offered = json.loads(offered)
        except ValueError:
            raise AnswerFault('"prompts" must be a list, not a string.') from None
    if not isinstance(offered, list) or not all(isinstance(item, Mapping) for item in offered):
        raise AnswerFault('"prompts" must be a list of objects with "title" and "prompt".')
    if len(offered) != instructions.OFFERED:
        raise AnswerFault(f"You offered {len(offered)} prompts. Offer exactly {instructions.OFFERED}.")
    found = tuple(_idea(item, number, longest) for number, item in enumerate(offered, start=1))
    for (first, one), (second, other) in combinations(enumerate(found, start=1), 2):
        if _alike(one.prompt, other.prompt):
            raise AnswerFault(
                f"Prompts {first} and {second} are nearly the same. Make them different pictures."
            )
    for number, idea in enumerate(found, start=1):
        if any(_alike(idea.prompt, old) for old in already_offered):
            raise AnswerFault(f"Prompt {number} was already offered. Offer something clearly different.")
    return found


def traits(answer: Mapping[str, Any]) -> Traits:
    """The reading in `answer`.

    Raises
    ------
    AnswerFault
        if a trait is missing or empty
    """
    reading = answer.get("reading")
    if isinstance(reading, str):
        try:
            reading = json.loads(reading)
        except ValueError:
            raise AnswerFault('"reading" must be an object, not a string.') from None
    if not isinstance(reading, Mapping):
        raise AnswerFault('"reading" must be an object with what the pictures look like.')
    said = {name: " ".join(str(reading.get(name) or "").split()) for name in instructions.TRAITS}
    if missing := [name for name, text in said.items() if not text]:
        raise AnswerFault(f'"reading" says nothing about: {", ".join(missing)}.')
    return Traits(**{name: _cut(text, instructions.LONGEST_TRAIT) for name, text in said.items()})


def refined(answer: Mapping[str, Any], prompt: str, longest: int) -> Edit | Answer:
    """The edit or the answer in `answer`.

    Raises
    ------
    AnswerFault
        if it is neither, or if an edit changes nothing
    """
    match answer.get("kind"):
        case "edit":
            changed = _english(answer, "prompt", longest)
            if changed == prompt:
                raise AnswerFault('"prompt" is the old one. Change what the person asked for.')
            changes = " ".join(str(answer.get("changes") or "").split())
            if not changes:
                raise AnswerFault('"changes" is empty. Say in one short line what changed.')
            return Edit(
                prompt=changed,
                changes=_cut(changes, _LONGEST_CHANGES),
                tags=tags_in(answer.get("tags")),
                alt=alt_in(answer.get("alt")),
            )
        case "answer":
            text = " ".join(str(answer.get("answer") or "").split())
            if not text:
                raise AnswerFault('"answer" is empty.')
            return Answer(_cut(text, _LONGEST_ANSWER))
        case _:
            raise AnswerFault('"kind" must be "edit" or "answer".')


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _idea(item: Mapping[str, Any], number: int, longest: int) -> Idea:
    try:
        prompt = _english(item, "prompt", longest)
    except AnswerFault as fault:
        raise AnswerFault(f"Prompt {number}: {fault}") from None
    title = " ".join(str(item.get("title") or "").split())
    if not title:
        raise AnswerFault(f"Prompt {number} has no title.")
    return Idea(
        title=_cut(title, instructions.LONGEST_TITLE),
        prompt=prompt,
        tags=tags_in(item.get("tags")),
        alt=alt_in(item.get("alt")),
    )


def _english(answer: Mapping[str, Any], field: str, longest: int) -> str:
    text = answer.get(field)
    text = " ".join(text.split()) if isinstance(text, str) else ""
    if not text:
        raise AnswerFault(f'"{field}" is empty.')
    if len(text) > longest:
        raise AnswerFault(f'"{field}" has {len(text)} characters. Stay within {longest}.')
    if not is_english(text):
        raise AnswerFault(f'"{field}" is not in English. Write it in English.')
    return text


def _alike(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one == other or difflib.SequenceMatcher(None, one.split(), other.split()).ratio() >= _ALIKE
