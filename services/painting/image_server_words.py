"""What an image server is told in words: its contract has no tasks, only a prompt beside the pictures."""

from collections.abc import Mapping
from typing import Final

from services.ask import Strength
from services.painting.colour_names import with_colours
from services.painting.interface import MASKED, Plan, Task

COLOURED: Final = frozenset(
    {Task.TEXT_TO_IMAGE, Task.COLOURS, Task.LAYOUT, Task.SKETCH, Task.STYLE, Task.RESTYLE}
)
"""Tasks in whose prompt a palette is put into words."""

STEERED: Final[Mapping[Strength, float]] = {Strength.LIGHT: 0.3, Strength.MEDIUM: 0.6, Strength.STRONG: 0.9}
"""A plan's similarity or control, from which the words are chosen."""

WHERE_LIMIT: Final = 200
"""Characters of what names a part: as many as a person may give (`services.command_text`)."""

ROOM: Final = 640
"""Characters that an instruction may take beside the prompt: the longest of those below, with what it names."""

_KEPT: Final = "Change nothing else: the rest of the picture stays exactly as it is."

_STEERING: Final[Mapping[Task, Mapping[Strength, str]]] = {
    Task.VARIATION: {
        Strength.LIGHT: "Paint a new picture on the theme of the given one, free in scene and composition.",
        Strength.MEDIUM: "Paint a variation of the given picture: the same subject and manner, other details.",
        Strength.STRONG: "Paint the given picture once more, as close to it as possible, a few details apart.",
    },
    Task.LAYOUT: {
        Strength.LIGHT: "Paint a new picture that loosely follows the composition of the given one.",
        Strength.MEDIUM: "Paint a new picture with the composition of the given one, the same shapes in place.",
        Strength.STRONG: "Paint a new picture that follows every contour of the given one exactly.",
    },
    Task.SKETCH: {
        Strength.LIGHT: "Paint a finished picture after the given drawing, and take liberties with its lines.",
        Strength.MEDIUM: "Paint the finished picture that the given drawing is a sketch of.",
        Strength.STRONG: "Paint the finished picture of the given drawing, with every line in its place.",
    },
}
_MANNERED: Final = {
    Strength.LIGHT: "with a hint of",
    Strength.MEDIUM: "in",
    Strength.STRONG: "exactly in",
}
_MANNER: Final = "its medium, its brushwork, its colours and its light, but nothing of what it shows"
_FILLED: Final = "and fill its place with what surrounds it"


def words_for(prompt: str, plan: Plan, limit: int) -> str:
    """The prompt that is sent: what is to be done, and what is to be seen.

    Parameters
    ----------
    prompt
        is whole where it leaves `ROOM` in `limit` characters
    """
    if plan.task in {Task.TEXT_TO_IMAGE, Task.COLOURS}:
        text = prompt
    elif plan.task in {Task.INPAINT, Task.ERASE, Task.RECOLOUR} | MASKED:
        text = f"{_change(prompt, plan)} {_KEPT}"
    else:
        text = f"{_anew(plan)} {prompt}" if prompt else _anew(plan)
    if plan.size is None and plan.ratio is not None:
        shaped = f"{text} Aspect ratio {plan.ratio}."
        text = shaped if len(shaped) <= limit else text
    text = text[:limit]
    return with_colours(text, plan.palette, limit) if plan.palette else text


def _anew(plan: Plan) -> str:
    """What is painted after a picture."""
    steers = plan.control if plan.similarity is None else plan.similarity
    if steers is None:
        raise ValueError(
            f"an image server has no {plan.task}, or the plan doesn't say how strongly it steers"
        )
    strength = min(STEERED, key=lambda strength: abs(STEERED[strength] - steers))
    if plan.task in _STEERING:
        return _STEERING[plan.task][strength]
    how = _MANNERED[strength]
    if plan.task is Task.STYLE:
        return f"Paint a new picture {how} the manner of the given one: {_MANNER}."
    return (
        f"Paint the first picture again, {how} the manner of the second one: {_MANNER}. "
        "Keep what the first one shows and where it stands."
    )


def _change(prompt: str, plan: Plan) -> str:
    """What is changed in a picture; without words for it, something goes."""
    where = plan.where[:WHERE_LIMIT]
    match plan.task:
        case Task.RECOLOUR:
            colour = f"this: {prompt}\n" if prompt else "another one. "
            return f"Change the colour of {where} in the picture to {colour}Shapes, light and texture stay."
        case Task.OUTPAINT:
            shown = f" It shows this: {prompt}\n" if prompt else ""
            return (
                "Continue the picture beyond its edges into the area that the mask leaves open, without a seam, "
                f"in the same manner and light.{shown}"
            )
        case Task.INPAINT if prompt:
            return f"In the picture, replace {where} with this: {prompt}\n"
        case Task.INPAINT_MASKED if prompt:
            return f"In the area that the mask leaves open, paint this: {prompt}\n"
        case Task.INPAINT | Task.ERASE:
            return f"Remove {where} from the picture, {_FILLED}."
    return f"Remove what stands in the area that the mask leaves open, {_FILLED}."
