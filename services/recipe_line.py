"""The line that asks for a picture again."""

from typing import Final

from pydantic import ValidationError

from services.ask import Ask, PictureOptions, Size
from services.command_text import command_text
from services.jobs import Image
from services.painting.interface import Task

_FROM_WORDS: Final = frozenset({Task.TEXT_TO_IMAGE})


def recipe_line(image: Image, model: str) -> str:
    """The exact `/imagine` line for a picture that was painted from words; empty for one that no command can
    carry: one made of another picture, or painted with a seed beyond what can be asked for, as old ones may be.

    A picture that was not the first of its call is painted again by a call for as many.

    Parameters
    ----------
    model
        the name that its model is called by
    """
    if image.task not in _FROM_WORDS or image.references:
        return ""
    try:
        options = PictureOptions(
            count=image.together if image.place else 1,
            size=Size(width=image.width, height=image.height),
            seed=image.seed,
            guidance=image.guidance,
            quality="premium" if image.quality == "premium" else "standard",
            negative=image.negative,
            palette=image.palette,
        )
    except ValidationError:
        return ""
    # A style may be one that the model knows by name; in a prompt of a person's own it is nowhere else.
    ask = Ask(text=image.prompt, style=image.style, raw=True, model=model, picture=options)
    return "/imagine " + command_text(ask)
