"""What people write: words to the bot, pictures with and without a word to it, and replies about a picture.

A mention in a channel or thread, or a direct message, may carry the same options as the command; the answer goes
into the message's thread.
"""

import logging
import re
from typing import Any, Final

from slack_bolt.async_app import AsyncApp

from handlers.blocks import private
from handlers.blocks.elements import escape
from handlers.commands import help_text, refusal
from handlers.desk import Desk, NotSureError, TakenBackError, in_time, origin_of
from handlers.files import pictures_among
from handlers.replies import Asker
from handlers.texts import Texts
from services.ask import MAX_KEYWORDS, MAX_REFERENCES
from services.command_text import has_options, keywords_of, parse, unescape
from services.faults import AskError, TooLong
from services.intake import may_act
from services.jobs import PaintWork, PictureOffer, Reference
from services.painting.interface import Task
from services.painting.uses import WITHOUT_IDEAS, use_of

logger = logging.getLogger(__name__)

_LEADING_MENTION: Final = re.compile(r"^\s*<@[A-Z0-9]+(?:\|[^>]*)?>[\s,:]*")
_HELP: Final = frozenset({"help", "도움말"})


def register(app: AsyncApp, desk: Desk) -> None:
    @app.event("app_mention")
    async def mentioned(event: dict[str, Any], body: dict[str, Any], context: dict[str, Any]) -> None:
        # Slack says here alone not what kind of conversation it is.
        if not event.get("channel_type") and await desk.people.is_public(event["channel"]):
            event = event | {"channel_type": "channel"}
        await _read(desk, event, body, _without_mention(event, context))

    @app.event("message")
    async def written(event: dict[str, Any], body: dict[str, Any], context: dict[str, Any]) -> None:
        # Only what a person wrote just now: no edits, no unfurls, no joins, nobody's bots.
        if event.get("subtype") not in {None, "file_share"} or event.get("bot_id") or not event.get("user"):
            return
        if event.get("channel_type") == "im":
            await _read(desk, event, body, _without_mention(event, context))
        elif event.get("files") and f"<@{context.get('bot_user_id')}>" not in str(event.get("text") or ""):
            # With a mention it comes as an event of its own.
            await _picture_posted(desk, event, body)


def _without_mention(event: dict[str, Any], context: dict[str, Any]) -> str:
    text = str(event.get("text") or "")
    if _LEADING_MENTION.match(text):
        return _LEADING_MENTION.sub("", text)
    return text.replace(f"<@{context.get('bot_user_id')}>", " ").strip()


async def _read(desk: Desk, event: dict[str, Any], body: dict[str, Any], text: str) -> None:
    """Take a message for a request. Slack delivers it again until this returns without an error."""
    user = event.get("user")
    if not user or event.get("bot_id"):
        return
    asker = _asker(event, body)
    texts = await desk.texts(asker, text)
    references, others = pictures_among(event.get("files") or ())
    if others:
        desk.tell(asker, escape(texts.not_pictures(others)))
        if not references:
            return
    plain = unescape(text)
    if not references and plain.lower() in _HELP | {""}:
        desk.tell(asker, help_text(desk, texts))
        return
    interaction = f"message:{event['channel']}:{event['ts']}"
    try:
        if references or not await _refined(desk, asker, texts, event, plain, interaction):
            await _start(desk, asker, texts, event, text, references, interaction)
    except (TakenBackError, NotSureError) as error:
        # Nothing comes of it however often Slack delivers it, so somebody has to say so.
        logger.warning("what %s asked for was not accepted: %s", user, error)
        desk.tell_not_started(asker, error)


async def _start(
    desk: Desk,
    asker: Asker,
    texts: Texts,
    event: dict[str, Any],
    text: str,
    references: tuple[Reference, ...],
    interaction: str,
) -> None:
    """Begin what a message asks for, in its thread; tell its writer alone if it can't be."""
    ask = None
    try:
        ask = await desk.settled(asker, parse(text, pictures=len(references)))
        origin = origin_of(
            asker, texts, private_answer=ask.private, thread_ts=event.get("thread_ts") or event["ts"]
        )
        await desk.accept(asker, desk.intake.start(ask, origin, interaction, references))
    except AskError as error:
        blocks = await refusal(desk, asker, texts, error, ask, unescape(text), interaction)
        desk.background.spawn(desk.replies.privately(asker, blocks, texts.faulty))


async def _refined(
    desk: Desk, asker: Asker, texts: Texts, event: dict[str, Any], words: str, interaction: str
) -> bool:
    """Whether a reply in a thread was about a picture there, and is being answered.

    Options make it a request of its own. Whoever may not use the picture's buttons gets a request of their own
    that starts from it.
    """
    thread_ts = event.get("thread_ts")
    if not thread_ts or has_options(words):
        return False
    image_id = await in_time(desk.records.conversations.pointed_at(asker.team, asker.channel, thread_ts))
    if image_id is None:
        return False
    image = await desk.image(image_id)
    job = await in_time(desk.records.jobs.get(image.job_id)) if image is not None else None
    if image is None or job is None or not isinstance(job.work, PaintWork):
        desk.tell(asker, texts.picture_gone)
        return True
    if job.work.plan.task is Task.CUT_OUT:
        desk.tell(asker, texts.cut_out_stays)
        return True
    if use_of(job.work.plan.task) in WITHOUT_IDEAS:
        desk.tell(asker, texts.made_stays)
        return True
    if len(words) > MAX_KEYWORDS:
        desk.tell(asker, texts.fault(TooLong("keywords", len(words), MAX_KEYWORDS)))
        return True
    request = await in_time(desk.records.requests.get(job.request_id))
    if request is None:
        return False
    owner = request.origin.user == asker.user
    admin = not owner and await in_time(desk.people.is_admin(asker.user))
    if not may_act(request, asker.user, is_admin=admin):
        origin = origin_of(asker, texts, private_answer=False, thread_ts=thread_ts)
        request = desk.intake.refining(words, origin, interaction)
    try:
        await desk.accept(asker, desk.intake.refine(request, job.work, image, words, interaction))
    except AskError as error:
        desk.tell(asker, " ".join(escape(texts.fault(fault)) for fault in error.faults))
    return True


async def _picture_posted(desk: Desk, event: dict[str, Any], body: dict[str, Any]) -> None:
    """A picture without a word to the bot: as people have set it for the channel."""
    references, _ = pictures_among(event["files"])
    references = references[:MAX_REFERENCES]
    if not references:
        return
    asker = _asker(event, body)
    mode = (await in_time(desk.channels.settings(asker.team, asker.channel))).pictures
    if mode == "off":
        return
    text = str(event.get("text") or "")
    texts = await desk.texts(asker, text)
    if mode == "auto":
        thread_ts = event.get("thread_ts") or event["ts"]
        origin = origin_of(asker, texts, private_answer=False, thread_ts=thread_ts)
        interaction = f"message:{event['channel']}:{event['ts']}"
        ask = await desk.settled(asker, keywords_of(text, len(references)))
        try:
            await desk.accept(asker, desk.intake.start(ask, origin, interaction, references))
        except (AskError, TakenBackError, NotSureError) as error:
            # Nobody asked for anything, so nobody is told what is wrong with it.
            logger.info("pictures in %s are left alone: %s", asker.channel, error)
        return
    offer = PictureOffer(
        team=asker.team,
        channel=asker.channel,
        ts=event["ts"],
        thread_ts=event.get("thread_ts"),
        user=asker.user,
        text=text,
        references=references,
    )
    if await in_time(desk.records.conversations.keep_offer(offer)):
        blocks = private.picture_offer(offer.ts, len(references), texts)
        desk.background.spawn(
            desk.replies.privately(asker, blocks, texts.picture_offer(len(references)), only_there=True)
        )


def _asker(event: dict[str, Any], body: dict[str, Any]) -> Asker:
    return Asker(
        team=str(body.get("team_id") or event.get("team")),
        user=str(event["user"]),
        channel=event["channel"],
        channel_name=_channel_name(str(event.get("channel_type") or "")),
        thread_ts=event.get("thread_ts"),
    )


def _channel_name(channel_type: str) -> str:
    """What a command would call the conversation, as far as it decides who may see what."""
    return {"im": "directmessage", "channel": "channel"}.get(channel_type, "")
