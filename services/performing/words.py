"""What is asked of the words for pictures: by which painter's limits, and in which language, they are written."""

from typing import Final

from services.faults import AskError
from services.jobs import Request
from services.painting.interface import Painter, Task
from services.painting.roster import Roster
from services.painting.uses import WITHOUT_IDEAS, task_of
from services.performing.ending import EndedError
from services.prompting.writer import Brief

TITLE_LANGUAGES: Final = {"en": "English", "ko": "Korean"}
"""The language of a person → its name, as language models are told it."""

_LONGEST_UNPAINTED: Final = 1000
"""Characters of an idea while nothing paints from words: it is written beside what was seen, and not shown."""


def prompt_limit(roster: Roster, request: Request) -> int:
    """Characters of a prompt for whatever paints `request`."""
    ask, task = request.ask, Task.TEXT_TO_IMAGE
    if request.references and not roster.from_words():
        if ask.reference.use in WITHOUT_IDEAS:
            return _LONGEST_UNPAINTED
        task = task_of(ask.reference)
    return chosen(roster, task, ask.model).capabilities.prompt_limit


def chosen(roster: Roster, task: Task, preferred: str) -> Painter:
    """The painter whose limits hold for words that are written now.

    Raises
    ------
    EndedError
        if there is none
    """
    try:
        return roster.choose(task, preferred)
    except AskError as error:
        # Whoever was to paint it may yet be able to: the call will tell.
        painter = roster.named(preferred)
        if painter is None:
            raise EndedError("no_painter") from error
        return painter


def brief_of(roster: Roster, request: Request) -> Brief:
    """What a language model is told of `request`."""
    ask = request.ask
    return Brief(
        keywords=ask.text,
        style=ask.style,
        creativity=ask.creativity,
        negative=ask.picture.negative,
        palette=ask.picture.palette,
        prompt_limit=prompt_limit(roster, request),
        title_language=TITLE_LANGUAGES[request.origin.language],
        already_offered=request.prompts_offered,
        traits=request.reading.traits if request.reading else None,
    )
