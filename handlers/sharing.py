"""*Share to …*: a picture from the gallery in another conversation, with credit."""

import logging
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError

from handlers.blocks import picture_page, sharing
from handlers.blocks.elements import mention
from handlers.desk import Desk, NotStartedError, in_time
from handlers.gallery import form_of, open_above
from handlers.leafing import UNREADABLE, urls_of
from handlers.looking import Form, asker_in
from handlers.picture_pages import fill, link_to, refill
from handlers.prices import at_once
from handlers.replies import Asker
from handlers.slack_errors import FAILURES, error_code, is_closed, not_shown
from handlers.texts.gallery import gallery_texts
from services.estimates import tasks_on_each
from services.jobs import Image, Origin, PaintWork, Shared, key_of, now
from services.reporting import NotShownError
from services.shares import NotSharableError
from services.visibility import is_open

logger = logging.getLogger(__name__)

Body = dict[str, Any]


@dataclass(frozen=True)
class _Wish:
    """What somebody wants to share, where and with which words; of the two places one is empty."""

    image: Image
    channel: str
    person: str
    note: str

    @property
    def where(self) -> str:
        return mention(self.person) if self.person else f"<#{self.channel}>"


def register(app: AsyncApp, desk: Desk) -> None:
    @app.action(picture_page.SHARE)
    async def asked(ack: AsyncAck, body: Body, action: Body) -> None:
        await ack()
        await _ask(desk, body, str(action.get("value") or ""))

    @app.view(sharing.FORM)
    async def sent(ack: AsyncAck, body: Body, view: Body) -> None:
        await _sent(ack, desk, body, view)


async def _ask(desk: Desk, body: Body, image_id: str) -> None:
    form = replace(form_of(body["view"]), image=image_id)
    asker = asker_in(body, form.looking)
    texts = await desk.texts(asker)
    words = gallery_texts(texts.language)
    try:
        viewer = await desk.viewer_in(asker, form.looking)
        image = await in_time(desk.gallery.image(viewer, image_id))
    except NotStartedError as error:
        logger.warning("a picture could not be read: %s", error)
        desk.background.spawn(refill(desk, asker, form, texts.broken))
        return
    if image is None or not _may_share(asker, image):
        notice = words.gone if image is None else words.share_refused
        desk.background.spawn(refill(desk, asker, form, notice))
        return
    await open_above(desk, body, sharing.form(image, form.written(), words, texts))


def _may_share(asker: Asker, image: Image) -> bool:
    """What everybody sees, anybody may point at; anything else is its owner's to show."""
    return is_open(image) or image.origin.user == asker.user


async def _sent(ack: AsyncAck, desk: Desk, body: Body, view: Body) -> None:
    form = Form.of(view.get("private_metadata") or "")
    asker = asker_in(body, form.looking)
    words = gallery_texts((await desk.texts(asker)).language)
    channel, person, note, sure = sharing.entered(view["state"]["values"])
    if person and channel == form.looking.here:
        # It stood there by itself: the person was chosen.
        channel = ""
    errors: dict[str, str] = {}
    image = None
    try:
        viewer = await desk.viewer_in(asker, form.looking)
        image = await in_time(desk.gallery.image(viewer, form.image))
    except NotStartedError as error:
        logger.warning("a picture could not be read: %s", error)
        errors[sharing.CHANNEL] = words.not_shared
    if not errors and image is None:
        errors[sharing.CHANNEL] = words.gone
    elif image is not None and not _may_share(asker, image):
        errors[sharing.CHANNEL] = words.share_refused
    elif not errors and not channel and not person:
        errors[sharing.CHANNEL] = words.share_one
    elif channel and person:
        errors[sharing.PERSON] = words.share_not_both
    elif person == asker.user:
        errors[sharing.PERSON] = words.share_not_you
    elif image is not None and not is_open(image) and not sure:
        errors[sharing.SURE] = words.share_must_be_sure
    if errors or image is None:
        await ack(response_action="errors", errors=errors)
        return
    await ack()
    wish = _Wish(image, channel, person, note)
    desk.background.spawn(_share(desk, asker, form, wish, key_of("share", str(view["id"]))))


async def _share(desk: Desk, asker: Asker, form: Form, wish: _Wish, share_id: str) -> None:
    words = gallery_texts((await desk.texts(asker)).language)
    try:
        link = await _shown(desk, asker, wish, share_id)
    except NotShownError as error:
        logger.info("%s could not share %s: %s", asker.user, wish.image.id, error.code)
        sentence = words.not_in(wish.where) if is_closed(error.code) else words.not_shared
    except NotSharableError as error:
        logger.info("%s could not share %s: %s", asker.user, wish.image.id, error)
        sentence = words.not_shared
    except UNREADABLE as error:
        logger.warning("%s could not share %s: %s", asker.user, wish.image.id, error)
        sentence = words.not_shared
    else:
        if link is None:
            return
        sentence = words.shared_in(wish.where, link)
    if not form.page or not await fill(desk, asker, form, sentence):
        # The page is closed by now.
        desk.tell(asker, sentence)


async def _shown(desk: Desk, asker: Asker, wish: _Wish, share_id: str) -> str | None:
    """Post it and let those who see it find the picture; returns the address of the message, None if that was done
    before.

    Raises
    ------
    NotShownError
        if it can't be posted
    NotSharableError, BotoCoreError, ClientError, TableBusyError
    """
    public = not wish.person and await desk.people.is_public(wish.channel)
    shared = Shared(
        id=share_id,
        channel=wish.channel or await _direct_message(desk, wish.person),
        audience="workspace" if public else "conversation",
        by=asker.user,
        at=now(),
    )
    if not await desk.shares.begin(wish.image, shared):
        return None
    try:
        ts = await _post(desk, asker, wish, shared)
    except NotShownError as error:
        if not error.passing:
            await desk.shares.withdraw(wish.image, shared.id)
        raise
    try:
        await desk.shares.shown(wish.image, shared.id, ts)
    except NotSharableError:
        # It was deleted meanwhile, perhaps before anybody could know of this message.
        await desk.reporter.unshared(wish.image, shared.model_copy(update={"ts": ts}), asker.user)
        raise
    return await link_to(desk, shared.channel, ts)


async def _post(desk: Desk, asker: Asker, wish: _Wish, shared: Shared) -> str:
    texts = await desk.texts(asker)
    words = gallery_texts(texts.language)
    job = await desk.records_behind.jobs.get(wish.image.job_id)
    origin = Origin(team=asker.team, user=asker.user, channel=shared.channel)
    urls = urls_of(desk, wish.image)
    plans = {}
    if job is not None and isinstance(job.work, PaintWork):
        plans = at_once(desk.models.roster, job.work, wish.image)
    for as_text in (False, True):
        blocks = sharing.message(
            wish.image,
            asker.user,
            wish.note,
            urls,
            texts,
            words,
            job=job,
            tasks=tasks_on_each(desk.models.roster, [wish.image]),
            as_text=as_text,
            plans=plans,
        )
        try:
            return await desk.reporter.share(origin, shared.id, blocks, words.shared_fallback)
        except SlackApiError as error:
            logger.info("the picture of a shared message was refused: %s", error_code(error))
    raise NotShownError("invalid_blocks", passing=False)


async def _direct_message(desk: Desk, person: str) -> str:
    try:
        opened: Any = await desk.client_behind.conversations_open(users=person)
    except FAILURES as error:
        raise not_shown(error) from error
    return str(opened["channel"]["id"])
