"""What can be done with a picture that is there: the rows below it, as far as there is anything that does it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from handlers.blocks.costs import Told, notes_on, price
from handlers.blocks.elements import (
    MAX_CONFIRM,
    MAX_OPTION,
    Block,
    actions,
    button,
    confirmation,
    plain,
    select,
    shortened,
)
from handlers.texts import Texts
from services.ask import ReferenceOptions, Strength, Use
from services.estimates import LARGE
from services.jobs import Image, Job, PaintWork
from services.painting.interface import WORDLESS, Plan, Task

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

AT_ONCE: Final[Mapping[str, ReferenceOptions]] = {
    # A light change is one in which the picture steers strongly.
    VARY: ReferenceOptions(use=Use.VARIATION, strength=Strength.STRONG),
    VARY_STRONGLY: ReferenceOptions(use=Use.VARIATION, strength=Strength.LIGHT),
    REMOVE_BACKGROUND: ReferenceOptions(use=Use.CUTOUT),
}
"""What is made of a picture by a click that asks nothing more."""

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


@dataclass(frozen=True)
class Foretold:
    """What is known, before a click, of what it comes to.

    Attributes
    ----------
    plans
        action → what it comes to, for those that start at once
    told
        what is said already where the buttons are
    """

    plans: Mapping[str, Plan]
    told: Collection[Told]
    texts: Texts

    def named(self, action: str, name: str) -> str:
        """The name with the price of what starts at once."""
        plan = self.plans.get(action)
        return f"{name} · {price(plan.price_each * plan.count)}" if plan else name

    def news(self, action: str) -> str:
        """What can't be kept to, as far as it is not told yet; plain text, for Slack asks back without marks."""
        plan = self.plans.get(action)
        fresh = " ".join(notes_on(plan, self.texts, self.told)) if plan else ""
        return fresh.replace("`", "").replace("*", "")

    def button(self, action: str, name: str, value: str, number: int = 0) -> Block:
        """A button that says what it costs, and asks first where something can't be kept to.

        Parameters
        ----------
        number
            which of several pictures it is about
        """
        label = self.named(action, f"{name} {number}") if number else None
        return button(self.named(action, name), action, value, label=label, confirm=self._asks(action, name))

    def _asks(self, action: str, name: str) -> Block | None:
        news, texts = self.news(action), self.texts
        if not news:
            return None
        said = shortened(f"{news} {texts.ask_first}", MAX_CONFIRM)
        return confirmation(self.named(action, name), said, texts.go_on, texts.cancel, style="primary")


def rows_of_one(
    job: Job, work: PaintWork, image: Image, tasks: Collection[Task], said: Foretold
) -> list[Block]:
    """Three rows for a picture that is alone: to make more of them, to change it, to start from it or drop it.

    With the prices the first takes a line of a thread, the second two, the last one.

    Parameters
    ----------
    tasks
        what can be done with a picture of its size now
    """
    texts = said.texts
    names = _names(texts)

    def buttons(*ids: str) -> list[Block]:
        return [said.button(one, names[one], image.id) for one in ids if _offered(one, image, tasks)]

    confirm = confirmation(texts.delete_title, texts.delete_text, texts.delete_confirm, texts.delete_keep)
    rows = {
        "make": [said.button(AGAIN, texts.again, job.id), *buttons(VARY, VARY_STRONGLY)],
        "change": buttons(*_CHANGES),
        "keep": [
            *_edit(job, work, texts),
            *buttons(REFERENCE, HISTORY),
            *_undo(job, work, texts),
            button(texts.delete, DELETE, image.id, style="danger", confirm=confirm),
        ],
    }
    return [actions(f"pictures.{name}", *elements) for name, elements in rows.items() if elements]


def row_of_several(
    image: Image, tasks: Collection[Task], said: Foretold, *, turn: str = "", compact: bool = False
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
    names = _names(said.texts)
    number = image.index + 1
    shown = [] if compact else [one for one in _ROW if _offered(one, image, tasks)]
    inside = [one for one in (*_ROW, *_MENU) if one not in shown and _offered(one, image, tasks)]
    # The block says which picture it is, so that the options need not: five pictures have to fit.
    options = [_choice(one, names[one], said) for one in inside]
    menu = select(MORE, options, None, said.texts.more_with(number))
    return actions(
        f"picture.{image.id}.{turn}",
        *(said.button(one, names[one], image.id, number) for one in shown),
        menu,
    )


def row_of_all(job: Job, work: PaintWork, said: Foretold) -> Block:
    """What can be done with several pictures together."""
    texts = said.texts
    again = said.button(AGAIN, texts.again, job.id)
    return actions("pictures.make", again, *_edit(job, work, texts), *_undo(job, work, texts))


def _choice(action: str, name: str, said: Foretold) -> Block:
    """A choice of a menu, which can't ask back: what can't be kept to stands below it."""
    choice: Block = {
        "text": {"type": "plain_text", "text": said.named(action, name)},
        "value": action.removeprefix("picture."),
    }
    if news := said.news(action):
        choice["description"] = plain(shortened(news, MAX_OPTION))
    return choice


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
