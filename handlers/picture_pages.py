"""A picture's page: opened from the gallery, and what is done there."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import gallery, picture_buttons, picture_page
from handlers.blocks.elements import escape
from handlers.clicks import image_for, interaction_of, job_for
from handlers.commands import open_form
from handlers.desk import Desk, NotStartedError, not_started
from handlers.gallery import form_of, open_above, show
from handlers.leafing import UNREADABLE, urls_of
from handlers.looking import Form, asker_in
from handlers.prices import at_once
from handlers.replies import Asker
from handlers.slack_errors import FAILURES, are_refused, error_code
from handlers.texts.gallery import GalleryTexts, gallery_texts
from services.command_text import parse
from services.deletions import Deletion
from services.family import lineage
from services.faults import AskError
from services.intake import Accepted, may_act
from services.jobs import Image, PaintWork
from services.made_from import references_for
from services.painting.interface import Plan, Task
from services.recipe_line import recipe_line
from services.visibility import is_open, may_see, owns, place_for, places, shown_in

logger = logging.getLogger(__name__)

Body = dict[str, Any]
Doing = Callable[[Desk, Asker, Body, Form, Image], Awaitable[None]]


def register(app: AsyncApp, desk: Desk) -> None:
    @app.action(gallery.OPEN)
    async def opened(ack: AsyncAck, body: Body, action: Body) -> None:
        await ack()
        await _open(desk, body, str(action.get("value") or ""))

    for action_id, doing in _DOINGS.items():
        _does(app, desk, action_id, doing)


def _does(app: AsyncApp, desk: Desk, action_id: str, doing: Doing) -> None:
    @app.action(action_id)
    async def clicked(ack: AsyncAck, body: Body, action: Body) -> None:
        await ack()
        form = replace(form_of(body["view"]), image=str(action.get("value") or ""))
        asker = asker_in(body, form.looking)
        try:
            # Whatever a button says: only what its viewer may see is there for them.
            image = await desk.gallery.image(await desk.viewer_in(asker, form.looking), form.image)
            if image is None:
                await _gone(desk, asker, form)
            else:
                await doing(desk, asker, body, form, image)
        except UNREADABLE as error:
            logger.warning("a click of %s on %s came to nothing: %s", asker.user, action_id, error)
            await _say(desk, asker, form, (await desk.texts(asker)).broken)


async def _open(desk: Desk, body: Body, image_id: str) -> None:
    """At once, since a click's pass is good for three seconds; what is on the page may take longer."""
    form = replace(form_of(body["view"]), image=image_id)
    asker = asker_in(body, form.looking)
    words = gallery_texts((await desk.texts(asker)).language)
    page = await open_above(desk, body, picture_page.sentence(words.opening, form.written(), words))
    if page:
        desk.background.spawn(refill(desk, asker, replace(form, page=page)))


async def fill(desk: Desk, asker: Asker, form: Form, notice: str = "") -> bool:
    """Show the page as it is now, with what has just become of the picture; False if it is closed by now."""
    texts = await desk.texts(asker)
    words = gallery_texts(texts.language)
    async with desk.drawing(f"view:{form.page}"):
        try:
            shown = await _page(desk, asker, form)
        except UNREADABLE as error:
            logger.warning("the page of %s could not be read: %s", form.image, error)
            return not await _update(desk, form, picture_page.sentence(texts.broken, form.written(), words))
        if shown is None:
            return not await _update(desk, form, picture_page.sentence(words.gone, form.written(), words))
        urls = {
            **urls_of(desk, shown.image, *(member.image for member in shown.family)),
            **{key: desk.storage.url(key) for key in shown.references},
        }
        # Slack refuses the whole form for one picture that it can't fetch: what lies beside it goes first.
        for detail in picture_page.Pictures:
            view = picture_page.page(
                shown, urls, form.written(), texts, words, notice=notice, pictures=detail
            )
            refused = await _update(desk, form, view)
            if not are_refused(refused):
                return not refused
        return False


async def refill(desk: Desk, asker: Asker, form: Form, notice: str = "") -> None:
    """The same, where it does not matter whether anybody still sees it."""
    await fill(desk, asker, form, notice)


async def _page(desk: Desk, asker: Asker, form: Form) -> picture_page.Page | None:
    viewer = await desk.viewer_in(asker, form.looking)
    image = await desk.gallery.image(viewer, form.image)
    if image is None:
        return None
    place = place_for(viewer, image)
    line = recipe_line(image, desk.models.roster.short_name(image.model_id))
    family, favourite, link, (may, plans) = await asyncio.gather(
        desk.records_behind.images.family(image),
        desk.gallery.is_favourite(viewer, [image]),
        link_to(desk, place.channel if place else "", place.ts if place else None),
        _rights(desk, asker, image, line),
    )
    elsewhere = [
        f"<#{one.channel}>"
        for one in places(image)
        if one != place
        and one.channel != image.origin.channel
        and one.audience == "workspace"
        and (owns(viewer, image) or one.open_to(viewer))
    ]
    references = await references_for(viewer, image, family, desk.gallery, desk.storage)
    return picture_page.Page(
        image=image,
        favourite=bool(favourite),
        place=place,
        link=link,
        shared=list(dict.fromkeys(elsewhere)),
        references=references,
        family=lineage(one for one in family if may_see(viewer, one)),
        recipe=line,
        may=may,
        plans=plans,
    )


async def _rights(
    desk: Desk, asker: Asker, image: Image, line: str
) -> tuple[frozenset[str], dict[str, Plan]]:
    """What somebody who sees a picture may do with it, and what that comes to where it starts at once."""
    owner = image.origin.user == asker.user
    admin = not owner and await desk.people.is_admin(asker.user)
    job = await desk.records_behind.jobs.get(image.job_id)
    request = None if job is None else await desk.records_behind.requests.get(job.request_id)
    may: set[str] = set()
    plans: dict[str, Plan] = {}
    if owner or admin:
        may.add(picture_page.DELETE)
    if owner or is_open(image):
        may.add(picture_page.SHARE)
    if line:
        may.add(picture_page.AGAIN)
    if (
        job is not None
        and request is not None
        and isinstance(job.work, PaintWork)
        and may_act(request, asker.user, is_admin=admin)
    ):
        may.add(picture_page.AGAIN)
        if Task.VARIATION in desk.models.roster.tasks_on((image.width, image.height)):
            may.add(picture_page.VARY)
        below = at_once(desk.models.roster, job.work, image)
        starting = {picture_page.AGAIN: picture_buttons.AGAIN, picture_page.VARY: picture_buttons.VARY}
        plans = {action: below[one] for action, one in starting.items() if one in below}
    return frozenset(may), plans


async def link_to(desk: Desk, channel: str, ts: str | None) -> str:
    """The address of a message; empty where there is none."""
    if not channel or not ts:
        return ""
    try:
        found = await desk.client_behind.chat_getPermalink(channel=channel, message_ts=ts)
    except FAILURES as error:
        logger.info("there is no link to a message in %s: %s", channel, error_code(error))
        return ""
    return str(found["permalink"])


# What is done on the page


async def _favour(desk: Desk, asker: Asker, _: Body, form: Form, image: Image) -> None:
    if await desk.gallery.favourite(await desk.viewer_in(asker, form.looking), image):
        _draw_all(desk, asker, form)
    else:
        await _gone(desk, asker, form)


async def _disfavour(desk: Desk, asker: Asker, _: Body, form: Form, image: Image) -> None:
    await desk.gallery.unfavourite(await desk.viewer_in(asker, form.looking), image)
    _draw_all(desk, asker, form)


def _draw_all(desk: Desk, asker: Asker, form: Form) -> None:
    if form.page:
        desk.background.spawn(refill(desk, asker, form))
    if form.below:
        desk.background.spawn(show(desk, asker, form.below, form.looking))


async def _again(desk: Desk, asker: Asker, body: Body, form: Form, image: Image) -> None:
    """The picture's own request paints it anew, where somebody may use it; others get a form with its recipe."""
    rights, _ = await _rights(desk, asker, image, "")
    if picture_page.AGAIN in rights:

        async def accepted() -> Accepted | None:
            found = await job_for(desk, asker, image.job_id)
            if found is None:
                return None
            return await desk.accept(asker, desk.intake.again(*found, interaction_of(body)))

        await _paint(desk, asker, form, accepted)
        return
    line = recipe_line(image, desk.models.roster.short_name(image.model_id))
    texts = await desk.texts(asker)
    ask = parse(line.removeprefix("/imagine "))
    await open_form(desk, asker, texts, body["trigger_id"], ask)


async def _vary(desk: Desk, asker: Asker, body: Body, form: Form, image: Image) -> None:
    async def accepted() -> Accepted | None:
        found = await image_for(desk, asker, image.id)
        if found is None:
            return None
        reference = picture_buttons.AT_ONCE[picture_buttons.VARY]
        return await desk.accept(asker, desk.intake.work_on(*found, interaction_of(body), reference))

    await _paint(desk, asker, form, accepted)


async def _paint(
    desk: Desk, asker: Asker, form: Form, accept: Callable[[], Awaitable[Accepted | None]]
) -> None:
    """Begin something whose result comes to the conversation that the picture is from, and say so on the page."""
    texts = await desk.texts(asker)
    words = gallery_texts(texts.language)
    try:
        accepted = await accept()
    except NotStartedError as error:
        logger.error("a click of %s came to nothing: %s", asker.user, error)
        await _say(desk, asker, form, not_started(error, texts))
    except AskError as error:
        await _say(desk, asker, form, " ".join(escape(texts.fault(fault)) for fault in error.faults))
    else:
        if accepted is not None:
            request = accepted.request
            link = await link_to(desk, request.origin.channel, request.card_ts)
            desk.background.spawn(refill(desk, asker, form, words.painting_in(link)))


async def _reference(desk: Desk, asker: Asker, body: Body, _: Form, image: Image) -> None:
    texts = await desk.texts(asker)
    try:
        reference = await desk.painted_reference(asker, image.id)
    except NotStartedError as error:
        logger.error("a picture could not be looked up: %s", error)
        desk.tell(asker, texts.not_started)
        return
    if reference is None:
        desk.tell(asker, texts.picture_gone)
        return
    notice = ""
    if not is_open(image) and not shown_in(asker.channel, image):
        # Its card shows the picture too: it comes to where nobody else reads.
        asker = replace(asker, channel="", channel_name="directmessage")
        notice = texts.in_direct_message
    await open_form(desk, asker, texts, body["trigger_id"], references=(reference,), notice=notice)


async def _copy(desk: Desk, asker: Asker, body: Body, _: Form, image: Image) -> None:
    words = gallery_texts((await desk.texts(asker)).language)
    line = recipe_line(image, desk.models.roster.short_name(image.model_id))
    if line:
        await open_above(desk, body, picture_page.recipe(line, words))


async def _delete(desk: Desk, asker: Asker, _: Body, form: Form, image: Image) -> None:
    """After Slack has asked whether it is meant."""
    if image.origin.user != asker.user and not await desk.people.is_admin(asker.user):
        await _say(desk, asker, form, (await desk.texts(asker)).only_owner)
        return
    words = gallery_texts((await desk.texts(asker)).language)
    try:
        deletion = await desk.deleter.begin(image, asker.user)
    except UNREADABLE:
        logger.exception("picture %s is not deleted", image.id)
        await _say(desk, asker, form, words.not_deleted)
        return
    if deletion is not None:
        desk.background.spawn(_finish(desk, deletion))
    desk.background.spawn(_show_deleted(desk, asker, form, words))


async def _finish(desk: Desk, deletion: Deletion) -> None:
    # Whoever draws the message next finds the record gone.
    async with desk.drawing(deletion.image.job_id):
        await desk.deleter.finish(deletion)


async def _show_deleted(desk: Desk, asker: Asker, form: Form, words: GalleryTexts) -> None:
    if form.page:
        await _update(desk, form, picture_page.sentence(words.deleted, form.written(), words))
    if form.below:
        await show(desk, asker, form.below, form.looking)


async def _gone(desk: Desk, asker: Asker, form: Form) -> None:
    """Tell whoever clicked that there is no such picture for them, where they look."""
    words = gallery_texts((await desk.texts(asker)).language)
    if form.page:
        await _update(desk, form, picture_page.sentence(words.gone, form.written(), words))
    else:
        desk.tell(asker, words.gone)
    if form.below:
        desk.background.spawn(show(desk, asker, form.below, form.looking))


async def _say(desk: Desk, asker: Asker, form: Form, notice: str) -> None:
    """Say something on the page or, where there is none, to whoever clicked."""
    if form.page:
        desk.background.spawn(refill(desk, asker, form, notice))
    else:
        desk.tell(asker, notice)


async def _update(desk: Desk, form: Form, view: dict[str, Any]) -> str:
    """Show the page; returns Slack's error, empty for none."""
    try:
        await desk.client_behind.views_update(view_id=form.page, view=view)
    except FAILURES as error:
        # It may be closed by now.
        logger.info("the page of %s is not shown: %s", form.image, error_code(error))
        return error_code(error)
    return ""


_DOINGS: Final[dict[str, Doing]] = {
    gallery.FAVOURITE: _favour,
    gallery.UNFAVOURITE: _disfavour,
    picture_page.AGAIN: _again,
    picture_page.VARY: _vary,
    picture_page.REFERENCE: _reference,
    picture_page.COPY: _copy,
    picture_page.DELETE: _delete,
}
