"""`/imagine`."""

import json
import logging
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import modals, private
from handlers.budgets import BUDGET_WORDS, USAGE_WORDS, open_budgets, show_usage
from handlers.desk import Desk, NotStartedError, in_time, not_started, origin_of
from handlers.gallery import open_gallery, wanted
from handlers.models import WORDS, choice_for, listing
from handlers.replies import Asker, asker_of_command
from handlers.slack_errors import FAILURES, error_code
from handlers.texts import Texts
from handlers.texts.gallery import gallery_texts
from services.ask import Ask
from services.command_text import parse, unescape
from services.faults import AskError, NoPainter, TooLong
from services.jobs import Reference
from services.painting.interface import Task
from services.records.acceptance import AlreadyAcceptedError, UnsureError

logger = logging.getLogger(__name__)

COMMAND = "/imagine"

_HELP = frozenset({"help", "--help", "-h", "?", "도움말", "도움"})
_SETTINGS = frozenset({"settings", "설정"})


def register(app: AsyncApp, desk: Desk) -> None:
    @app.command(COMMAND)
    async def imagine(ack: AsyncAck, command: dict[str, Any]) -> None:
        text = str(command.get("text") or "")
        asker = asker_of_command(command)
        texts = await desk.texts(asker, text)
        plain = unescape(text)
        if not plain:
            await ack()
            await open_form(desk, asker, texts, command["trigger_id"])
        elif plain.lower() in _HELP:
            blocks = private.sentence(help_text(desk, texts))
            if desk.web_gallery:
                words = gallery_texts(texts.language)
                blocks += private.sentence(f"<{desk.web_gallery}|{words.in_browser}>")
            await ack(blocks=blocks, text=texts.see_help)
        elif plain.lower() in WORDS:
            await ack(blocks=await listing(desk, asker, texts), text=texts.models_fallback)
        elif plain.lower() in USAGE_WORDS:
            await ack()
            show_usage(desk, asker, texts)
        elif plain.lower() in BUDGET_WORDS:
            await open_budgets(ack, desk, asker, texts, command["trigger_id"])
        elif (searched := wanted(plain)) is not None:
            await ack()
            await open_gallery(desk, asker, texts, command["trigger_id"], searched)
        elif plain.lower() in _SETTINGS:
            await open_settings(ack, desk, asker, texts, command["trigger_id"])
        else:
            await _start(ack, desk, asker, texts, text, command["trigger_id"])


def help_text(desk: Desk, texts: Texts) -> str:
    try:
        painter = desk.intake.roster.choose(Task.TEXT_TO_IMAGE).capabilities
    except AskError as error:
        return texts.help(" ".join(texts.fault(fault) for fault in error.faults))
    return texts.help(texts.help_painter(painter.name, painter.prompt_limit))


async def open_form(
    desk: Desk,
    asker: Asker,
    texts: Texts,
    trigger_id: str,
    ask: Ask | None = None,
    references: Sequence[Reference] = (),
    notice: str = "",
) -> None:
    """Open the form with every option; its metadata says where the answer goes, and from which pictures.

    Parameters
    ----------
    notice
        what is to be known before anything is filled in
    """
    metadata = {
        "channel": asker.channel,
        "channel_name": asker.channel_name,
        "thread": asker.thread_ts,
        # The keys of painted pictures are looked up again when the form is sent: not kept with somebody else.
        "files": [one.file_id for one in references if one.file_id],
        "images": [one.image_id for one in references if one.image_id],
    }
    choice = await choice_for(desk, asker)
    if choice is None:
        desk.tell(asker, texts.fault(NoPainter()))
        return
    view = modals.new_request(
        choice.painter(ask.model if ask else ""),
        texts,
        json.dumps(metadata),
        ask,
        pictures=len(references),
        choice=choice,
        notice=notice,
    )
    await _open(desk, asker, texts, trigger_id, view)


async def open_settings(ack: AsyncAck, desk: Desk, asker: Asker, texts: Texts, trigger_id: str) -> None:
    """What happens to pictures in this channel. Slack runs commands for members of a channel alone."""
    if asker.channel.startswith("D"):
        await ack(blocks=private.sentence(texts.settings_of_channels), text=texts.settings_of_channels)
        return
    try:
        saved = await in_time(desk.channels.settings(asker.team, asker.channel))
    except NotStartedError as error:
        logger.error("the settings of %s could not be read: %s", asker.channel, error)
        await ack(blocks=private.sentence(texts.broken), text=texts.broken)
        return
    await ack()
    metadata = json.dumps({"channel": asker.channel, "channel_name": asker.channel_name})
    # What would be chosen if nobody chose for the channel.
    choice = await choice_for(desk, replace(asker, channel=""))
    await _open(desk, asker, texts, trigger_id, modals.settings(saved, choice, texts, metadata))


async def _open(desk: Desk, asker: Asker, texts: Texts, trigger_id: str, view: dict[str, Any]) -> None:
    try:
        await desk.client.views_open(trigger_id=trigger_id, view=view)
    except FAILURES as error:
        logger.warning("the form could not be opened for %s: %s", asker.user, error_code(error))
        desk.tell(asker, texts.broken)


async def _start(ack: AsyncAck, desk: Desk, asker: Asker, texts: Texts, text: str, interaction: str) -> None:
    """Begin what the text asks for; tell the asker alone if it can't be."""
    ask = None
    try:
        ask = await desk.settled(asker, parse(text))
        origin = origin_of(asker, texts, private_answer=ask.private)
        accepted = await desk.accept(asker, desk.intake.start(ask, origin, interaction))
    except AskError as error:
        blocks = await refusal(desk, asker, texts, error, ask, f"{COMMAND} {unescape(text)}", interaction)
        await ack(blocks=blocks, text=texts.faulty)
    except NotStartedError as error:
        logger.error("nothing was started for %s: %s", asker.user, error)
        sentence = not_started(error, texts)
        await ack(blocks=private.sentence(sentence), text=sentence)
    else:
        if accepted is not None and ask.private and not asker.channel.startswith("D"):
            await ack(blocks=private.sentence(texts.in_direct_message), text=texts.in_direct_message)
        else:
            await ack()


async def refusal(
    desk: Desk, asker: Asker, texts: Texts, error: AskError, ask: Ask | None, typed: str, interaction: str
) -> list[dict[str, Any]]:
    """What is wrong, with an offer where only the length is; what was typed is kept for it."""
    only_too_long = all(isinstance(fault, TooLong) and fault.what == "prompt" for fault in error.faults)
    if ask is not None and only_too_long:
        origin = origin_of(asker, texts, private_answer=ask.private)
        try:
            draft = await in_time(desk.intake.keep_draft(ask, origin, interaction))
        except (NotStartedError, UnsureError):
            logger.exception("a draft of %s could not be kept", asker.user)
        except AlreadyAcceptedError:
            logger.info("a draft of %s was delivered again", asker.user)
        else:
            return private.too_long(error.faults, draft.id, texts)
    return private.faulty(error.faults, typed, texts)
