"""The form with the gallery's filters."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from handlers.blocks.elements import Block, plain
from handlers.blocks.inputs import INPUT, entered_in, input_block, modal, select_input, text_input
from handlers.looking import MAX_STYLE, Looking
from handlers.texts import Texts
from handlers.texts.gallery import GalleryTexts
from services.gallery import day_of

FORM: Final = "modal.gallery_filters"
UNTIL: Final = "until"

_MOST_MODELS: Final = 99
"""A menu takes 100 options, and one stands for any model."""


def filters(
    looking: Looking, metadata: str, models: Mapping[str, str], texts: GalleryTexts, words: Texts
) -> Block:
    """The form as it was filled in last.

    Parameters
    ----------
    models
        id → name, of all that pictures may be painted with
    """
    choices = {"": texts.any_model} | dict(list(models.items())[:_MOST_MODELS])
    if looking.model and looking.model not in choices:
        choices[looking.model] = looking.model
    channel = _select("conversations_select", "initial_conversation", looking.channel)
    blocks = [
        input_block(
            "person",
            texts.person,
            _select("users_select", "initial_user", looking.person),
            optional=True,
        ),
        input_block(
            "channel",
            texts.channel,
            {**channel, "filter": {"include": ["public", "private"]}},
            hint=texts.channel_hint,
            optional=True,
        ),
        select_input("model", texts.model, choices, looking.model),
        text_input("style", texts.style, looking.style, most=MAX_STYLE, hint=texts.style_hint, optional=True),
        select_input("reference", texts.reference, texts.references, looking.reference),
        input_block(
            "since", texts.since, _select("datepicker", "initial_date", looking.since), optional=True
        ),
        input_block(UNTIL, texts.until, _select("datepicker", "initial_date", looking.until), optional=True),
    ]
    view = modal(FORM, texts.filters, texts.show, words, metadata, blocks)
    return {**view, "close": plain(texts.close)}


def entered(values: Mapping[str, Mapping[str, Any]], before: Looking) -> Looking:
    """What is looked for by a form that was sent, from the newest on.

    Parameters
    ----------
    values
        ``view.state.values`` of a view submission
    """

    def of(name: str, attribute: str) -> str:
        return str((values.get(name, {}).get(INPUT) or {}).get(attribute) or "")

    def chosen(name: str) -> str:
        return entered_in(values.get(name, {}).get(INPUT) or {})

    return replace(
        before,
        person=of("person", "selected_user"),
        channel=of("channel", "selected_conversation"),
        model=chosen("model"),
        style=chosen("style")[:MAX_STYLE],
        reference=chosen("reference"),
        since=of("since", "selected_date"),
        until=of(UNTIL, "selected_date"),
        cursor="",
    )


def dates_turned(looking: Looking) -> bool:
    """Whether the last day is before the first."""
    first, last = day_of(looking.since), day_of(looking.until)
    return first is not None and last is not None and last < first


def _select(kind: str, initial: str, chosen: str) -> Block:
    element: Block = {"type": kind}
    if chosen:
        element[initial] = chosen
    return element
