"""The App Home, made of parts: how to start, what may be spent, the gallery and, for admins, what will end soon.

A part is what belongs together; one that has nothing to say is empty, and the view leaves it out.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from handlers.blocks.elements import Block, actions, button, context, divider, section
from handlers.texts import Texts
from services.models import Warned

NEW: Final = "home.new"
MODELS: Final = "home.models"

MAX_BLOCKS: Final = 100
"""Of a Home tab (Slack, "views.publish")."""

Part = Sequence[Block]


def home(parts: Iterable[Part], metadata: str = "") -> Block:
    """The view: the parts one below the other, a line between them; `metadata` is kept with it."""
    blocks: list[Block] = []
    for part in parts:
        if part:
            blocks += [*([divider()] if blocks else []), *part]
    return {
        "type": "home",
        "callback_id": "home",
        "private_metadata": metadata,
        "blocks": blocks[:MAX_BLOCKS],
    }


def start(user: str, texts: Texts) -> Part:
    """How one person starts."""
    return [
        section(f"*{texts.home_greeting(f'<@{user}>')}*\n{texts.home_start}", "start"),
        actions(
            "home.actions",
            button(texts.home_new, NEW, "new", style="primary"),
            button(texts.home_models, MODELS, "models"),
        ),
    ]


def warnings(warned: Sequence[Warned], texts: Texts, today: date) -> Part:
    """What becomes of the models, for those who run the workspace.

    Parameters
    ----------
    today
        in UTC, as the ends of models are
    """
    if not warned:
        return []
    lines = "\n".join(_line(one, texts, today) for one in warned)
    return [section(f"*{texts.home_warnings}*\n{lines}", "warnings"), context(texts.home_warnings_hint)]


def _line(one: Warned, texts: Texts, today: date) -> str:
    if one.last_day is None:
        return f"⛔ {texts.named_in_vain(one.name, one.instead, paints=one.does == 'paints')}"
    days = max(0, (one.last_day - today).days)
    return f"⏳ {texts.ends_soon(one.name, one.last_day, days, one.instead, paints=one.does == 'paints')}"
