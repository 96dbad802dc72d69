"""Sentences for one person only: what was wrong, and what to do."""

from collections.abc import Sequence

from handlers.blocks.elements import MAX_SECTION, Block, actions, button, context, escape, section, shortened
from handlers.texts import Texts
from services.faults import Fault

SHORTEN = "prompt.shorten"
EDIT_DRAFT = "prompt.edit"
CARRY_ON = "request.carry_on"
OFFER_USE = "offer.use"
OFFER_DISMISS = "offer.dismiss"


def sentence(text: str) -> list[Block]:
    return [section(text)]


def faulty(faults: Sequence[Fault], typed: str, texts: Texts) -> list[Block]:
    """Everything that was wrong, and what was typed, so that nothing is lost."""
    lines = "\n".join(f"•  {escape(texts.fault(fault))}" for fault in faults)
    blocks = [section(f"{texts.faulty}\n{lines}")]
    if typed:
        shown = shortened(escape(typed.replace("```", "")), MAX_SECTION - 200)
        blocks.append(section(f"{texts.you_typed}\n```{shown}```"))
    return [*blocks, context(texts.see_help)]


def too_long(faults: Sequence[Fault], request_id: str, texts: Texts) -> list[Block]:
    """A prompt over the painter's limit: an offer, never a silent cut."""
    lines = "\n".join(escape(texts.fault(fault)) for fault in faults)
    return [
        section(lines),
        actions(
            "too_long",
            button(texts.shorten, SHORTEN, request_id, style="primary"),
            button(texts.edit_it, EDIT_DRAFT, request_id),
        ),
    ]


def not_a_member(sentence: str, request_id: str, texts: Texts) -> list[Block]:
    return [
        section(sentence),
        actions("not_a_member", button(texts.carry_on, CARRY_ON, request_id)),
    ]


def picture_offer(ts: str, count: int, texts: Texts) -> list[Block]:
    """To whoever posted a picture without a word to the bot."""
    return [
        section(texts.picture_offer(count)),
        actions(
            "picture_offer",
            button(texts.offer_use, OFFER_USE, ts, style="primary"),
            button(texts.offer_dismiss, OFFER_DISMISS, ts),
        ),
        context(texts.offer_settings),
    ]
