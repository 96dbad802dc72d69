"""Looking through the gallery: in the App Home, and in a form that `/imagine gallery` opens."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers.blocks import gallery, gallery_filters, picture_page
from handlers.blocks.elements import Block, section
from handlers.desk import Desk
from handlers.leafing import list_blocks, model_names, read
from handlers.looking import HOME, Form, Looking, asker_in
from handlers.publishing import publish_home
from handlers.replies import Asker
from handlers.slack_errors import FAILURES, are_refused, error_code
from handlers.texts import Texts
from handlers.texts.gallery import gallery_texts
from services.command_text import has_options

if TYPE_CHECKING:
    from services.gallery import View

logger = logging.getLogger(__name__)

GALLERY_WORDS: Final = frozenset({"gallery", "갤러리"})

Body = dict[str, Any]


def register(app: AsyncApp, desk: Desk) -> None:
    for view in ("visible", "conversation", "mine", "workspace", "favourites"):
        _leads(app, desk, f"{gallery.VIEW}.{view}", _to_view)
    _leads(app, desk, gallery.SEARCH, lambda looking, _: looking)
    for action_id in (gallery.PREVIOUS, gallery.NEXT):
        _leads(app, desk, action_id, lambda looking, value: replace(looking, cursor=value))
    _leads(app, desk, gallery.NEWEST, lambda looking, _: replace(looking, cursor=""))
    _leads(app, desk, gallery.CLEAR, lambda looking, _: looking.cleared())

    @app.action(gallery.FILTERS)
    async def filters(ack: AsyncAck, body: Body) -> None:
        await ack()
        await _open_filters(desk, body)

    @app.view(gallery_filters.FORM)
    async def filtered(ack: AsyncAck, body: Body, view: Body) -> None:
        await _filtered(ack, desk, body, view)

    @app.view(gallery.MODAL)
    async def searched(ack: AsyncAck, body: Body, view: Body) -> None:
        looking = _typed(view)
        asker = asker_in(body, looking)
        words = gallery_texts((await desk.texts(asker)).language)
        # Without an answer of ours the form would close.
        await ack(response_action="update", view=gallery.waiting_form(looking, words))
        desk.background.spawn(show(desk, asker, view["id"], looking))


def _leads(app: AsyncApp, desk: Desk, action_id: str, change: Callable[[Looking, str], Looking]) -> None:
    """A click that leads to other pictures; what was typed into the search box counts with every click."""

    @app.action(action_id)
    async def clicked(ack: AsyncAck, body: Body, action: Body) -> None:
        await ack()
        view = body["view"]
        looking = change(_typed(view), str(action.get("value") or ""))
        below = HOME if view["type"] == "home" else str(view["id"])
        desk.background.spawn(show(desk, asker_in(body, looking), below, looking))


def _to_view(looking: Looking, value: str) -> Looking:
    return replace(looking, view=cast("View", value), cursor="")


def _typed(view: Mapping[str, Any]) -> Looking:
    """What a view keeps, with the words that stand in its search box."""
    looking = Looking.of(view.get("private_metadata") or "")
    for inputs in view["state"]["values"].values():
        if gallery.SEARCH in inputs:
            return looking.searching(str(inputs[gallery.SEARCH].get("value") or ""))
    return looking


def form_of(view: Mapping[str, Any]) -> Form:
    """Where a click in a view of the gallery came from."""
    if view["type"] == HOME:
        return Form(_typed(view), below=HOME)
    if view.get("callback_id") == gallery.MODAL:
        return Form(_typed(view), below=str(view["id"]))
    form = Form.of(view.get("private_metadata") or "")
    return replace(form, page=str(view["id"])) if view.get("callback_id") == picture_page.PAGE else form


async def show(desk: Desk, asker: Asker, below: str, looking: Looking) -> None:
    """Show a page of the gallery where somebody looks at it: in the App Home, or in the view `below`."""
    if below == HOME:
        await publish_home(desk, asker, looking)
        return
    words = gallery_texts((await desk.texts(asker)).language)
    # One at a time: of two clicks the later one is shown last.
    async with desk.drawing(f"view:{below}"):
        found = await read(desk, asker, looking)
        for as_text in (False, True):
            if found is None:
                blocks = [*gallery.controls(looking, words), section(words.unknown)]
            else:
                looking, blocks = found.looking, list_blocks(desk, found, words, as_text=as_text)
            try:
                await desk.client_behind.views_update(
                    view_id=below, view=gallery.form(looking, blocks, words)
                )
            except FAILURES as error:
                # It may be closed by now.
                logger.info("the gallery of %s is not shown: %s", asker.user, error_code(error))
                if not are_refused(error_code(error)):
                    return
            else:
                return


# The command


def wanted(plain: str) -> str | None:
    """What `/imagine gallery …` looks for; None if that is not what was typed."""
    first, _, words = plain.strip().partition(" ")
    if first.lower() not in GALLERY_WORDS or has_options(words):
        return None
    return words.strip()


async def open_gallery(desk: Desk, asker: Asker, texts: Texts, trigger_id: str, searched: str) -> None:
    """Open the gallery as a form, which nobody else sees: at once, since the pictures may take a moment."""
    looking = Looking(view="visible", here=asker.channel, here_name=asker.channel_name).searching(searched)
    words = gallery_texts(texts.language)
    try:
        opened = await desk.client.views_open(
            trigger_id=trigger_id, view=gallery.waiting_form(looking, words)
        )
    except FAILURES as error:
        logger.warning("the gallery could not be opened for %s: %s", asker.user, error_code(error))
        desk.tell(asker, texts.broken)
        return
    view: Any = opened["view"]
    desk.background.spawn(show(desk, asker, str(view["id"]), looking))


# Filters


async def _open_filters(desk: Desk, body: Body) -> None:
    form = form_of(body["view"])
    asker = asker_in(body, form.looking)
    texts = await desk.texts(asker)
    words = gallery_texts(texts.language)
    view = gallery_filters.filters(form.looking, form.written(), model_names(desk), words, texts)
    await open_above(desk, body, view)


async def _filtered(ack: AsyncAck, desk: Desk, body: Body, view: Body) -> None:
    form = Form.of(view.get("private_metadata") or "")
    looking = gallery_filters.entered(view["state"]["values"], form.looking)
    asker = asker_in(body, looking)
    if gallery_filters.dates_turned(looking):
        words = gallery_texts((await desk.texts(asker)).language)
        await ack(response_action="errors", errors={gallery_filters.UNTIL: words.dates_turned})
        return
    await ack()
    desk.background.spawn(show(desk, asker, form.below, looking))


async def open_above(desk: Desk, body: Body, view: Block) -> str:
    """Open a form on the one that was clicked in, or on the App Home; returns its id, empty if it did not open."""
    pushes = body["view"]["type"] == "modal"
    opens = desk.client.views_push if pushes else desk.client.views_open
    try:
        opened: Any = await opens(trigger_id=body["trigger_id"], view=view)
    except FAILURES as error:
        logger.warning("a form of the gallery could not be opened: %s", error_code(error))
        return ""
    return str(opened["view"]["id"])
