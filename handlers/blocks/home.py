"""The App Home: how to start and, for those who run the workspace, what will end."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from handlers.blocks.elements import Block, actions, button, context, divider, section
from handlers.texts import Texts
from services.models import Warned

NEW: Final = "home.new"
MODELS: Final = "home.models"


def home(user: str, texts: Texts, warnings: Sequence[Warned] = (), today: date | None = None) -> Block:
    """The view of one person.

    Parameters
    ----------
    warnings
        for those who run the workspace
    today
        in UTC, as the ends of models are
    """
    blocks = [
        section(f"*{texts.home_greeting(f'<@{user}>')}*\n{texts.home_start}", "start"),
        actions(
            "home.actions",
            button(texts.home_new, NEW, "new", style="primary"),
            button(texts.home_models, MODELS, "models"),
        ),
    ]
    if warnings:
        lines = "\n".join(_line(one, texts, today) for one in warnings)
        blocks += [
            divider(),
            section(f"*{texts.home_warnings}*\n{lines}", "warnings"),
            context(texts.home_warnings_hint),
        ]
    return {"type": "home", "callback_id": "home", "blocks": blocks}


def _line(one: Warned, texts: Texts, today: date | None) -> str:
    if one.last_day is None:
        return f"⛔ {texts.named_in_vain(one.name, one.instead, paints=one.does == 'paints')}"
    days = max(0, (one.last_day - today).days) if today else 0
    return f"⏳ {texts.ends_soon(one.name, one.last_day, days, one.instead, paints=one.does == 'paints')}"
