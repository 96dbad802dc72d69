"""What can be done with a picture that is there: the rows below it, as far as there is anything that does it."""

from collections.abc import Collection, Mapping
from typing import Final

from handlers.blocks.elements import Block, actions, button, confirmation, select
from handlers.texts import Texts
from services.estimates import LARGE
from services.jobs import Image, Job, PaintWork
from services.painting.interface import WORDLESS, Task

AGAIN: Final = "picture.again"
VARY: Final = "picture.vary"
"""Lightly; also the one button of messages from before there were two."""
VARY_STRONGLY: Final = "picture.vary_strongly"
EDIT_PROMPT: Final = "picture.edit"
UPSCALE: Final = "picture.upscale"
REMOVE_BACKGROUND: Final = "picture.remove_background"
EXTEND: Final = "picture.extend"
CHANGE: Final = "picture.change"
ERASE: Final = "picture.erase"
RECOLOUR: Final = "picture.recolour"
RESTYLE: Final = "picture.restyle"
REFERENCE: Final = "picture.reference"
HISTORY: Final = "picture.history"
UNDO: Final = "picture.undo"
DELETE: Final = "picture.delete"
ASK_DELETE: Final = "picture.ask_delete"
"""From a menu, which can't ask back as a button can: a form does."""
MORE: Final = "picture.more"
"""The menu of one of several pictures; the value of a choice is the action it stands for."""

ENLARGE: Final = (Task.UPSCALE, Task.UPSCALE_FAITHFUL, Task.UPSCALE_CREATIVE)

_NEEDS: Final[Mapping[str, Collection[Task]]] = {
    VARY: (Task.VARIATION,),
    VARY_STRONGLY: (Task.VARIATION,),
    UPSCALE: ENLARGE,
    REMOVE_BACKGROUND: (Task.CUT_OUT,),
    EXTEND: (Task.OUTPAINT,),
    CHANGE: (Task.INPAINT,),
    ERASE: (Task.ERASE,),
    RECOLOUR: (Task.RECOLOUR,),
    RESTYLE: (Task.RESTYLE,),
}
"""Any of them will do."""

_ROW: Final = (VARY, VARY_STRONGLY, UPSCALE)
"""What each of several pictures has as a button."""

_CHANGES: Final = (UPSCALE, EXTEND, REMOVE_BACKGROUND, ERASE, CHANGE, RECOLOUR, RESTYLE)
"""In this order they take two lines of a thread."""

_MENU: Final = (
    REMOVE_BACKGROUND,
    EXTEND,
    CHANGE,
    ERASE,
    RECOLOUR,
    RESTYLE,
    REFERENCE,
    HISTORY,
    ASK_DELETE,
)

_WITHOUT_EDIT: Final = WORDLESS | {Task.UPSCALE_FAITHFUL, Task.UPSCALE_CREATIVE}
"""Tasks without words of the person's own: there are none to edit."""


def rows_of_one(
    job: Job, work: PaintWork, image: Image, tasks: Collection[Task], texts: Texts
) -> list[Block]:
    """Three rows for a picture that is alone: to make more of them, to change it, to keep it or not.

    Parameters
    ----------
    tasks
        what can be done with a picture of its size now
    """
    names = _names(texts)

    def buttons(*ids: str) -> list[Block]:
        return [button(names[one], one, image.id) for one in ids if _offered(one, image, tasks)]

    confirm = confirmation(texts.delete_title, texts.delete_text, texts.delete_confirm, texts.delete_keep)
    rows = {
        "make": [button(texts.again, AGAIN, job.id), *buttons(VARY, VARY_STRONGLY), *_edit(job, work, texts)],
        "change": buttons(*_CHANGES),
        "keep": [
            *buttons(REFERENCE, HISTORY),
            *_undo(job, work, texts),
            button(texts.delete, DELETE, image.id, style="danger", confirm=confirm),
        ],
    }
    return [actions(f"pictures.{name}", *elements) for name, elements in rows.items() if elements]


def row_of_several(
    image: Image, tasks: Collection[Task], texts: Texts, *, turn: str = "", compact: bool = False
) -> Block:
    """What can be done with one of several pictures: the most used as buttons, the rest in a menu.

    Parameters
    ----------
    tasks
        as of `rows_of_one`
    turn
        makes the row another one, so that a menu forgets what was chosen from it
    compact
        everything in the menu, where there is little room
    """
    names = _names(texts)
    number = image.index + 1
    shown = [] if compact else [one for one in _ROW if _offered(one, image, tasks)]
    inside = [one for one in (*_ROW, *_MENU) if one not in shown and _offered(one, image, tasks)]
    # The block says which picture it is, so that the options need not: five pictures have to fit.
    options: list[Block] = [
        {"text": {"type": "plain_text", "text": names[one]}, "value": one.removeprefix("picture.")}
        for one in inside
    ]
    menu = select(MORE, options, None, texts.more_with(number))
    return actions(
        f"picture.{image.id}.{turn}",
        *(button(names[one], one, image.id, label=f"{names[one]} {number}") for one in shown),
        menu,
    )


def row_of_all(job: Job, work: PaintWork, texts: Texts) -> Block:
    """What can be done with several pictures together."""
    again = button(texts.again, AGAIN, job.id)
    return actions("pictures.make", again, *_edit(job, work, texts), *_undo(job, work, texts))


def chosen_in(block_id: str, value: str) -> tuple[str, str]:
    """The action and the picture's id of a choice in the menu of `row_of_several`."""
    return f"picture.{value}", ".".join(block_id.split(".")[1:3])


def _names(texts: Texts) -> dict[str, str]:
    return {
        VARY: texts.vary_lightly,
        VARY_STRONGLY: texts.vary_strongly,
        UPSCALE: texts.upscale,
        REMOVE_BACKGROUND: texts.remove_background,
        EXTEND: texts.extend,
        CHANGE: texts.change_part,
        ERASE: texts.erase,
        RECOLOUR: texts.recolour,
        RESTYLE: texts.restyle,
        REFERENCE: texts.use_as_reference,
        HISTORY: texts.history,
        ASK_DELETE: texts.ask_delete,
    }


def _offered(action: str, image: Image, tasks: Collection[Task]) -> bool:
    if action == REMOVE_BACKGROUND and image.task is Task.CUT_OUT:
        return False
    if action == UPSCALE and max(image.width, image.height) >= LARGE:
        return False
    return action not in _NEEDS or any(task in tasks for task in _NEEDS[action])


def _edit(job: Job, work: PaintWork, texts: Texts) -> list[Block]:
    has_words = work.prompt and work.plan.task not in _WITHOUT_EDIT
    return [button(texts.edit_prompt, EDIT_PROMPT, job.id)] if has_words else []


def _undo(job: Job, work: PaintWork, texts: Texts) -> list[Block]:
    return [button(texts.undo, UNDO, job.id)] if work.refines else []
