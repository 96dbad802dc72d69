"""The gallery in Slack: a page of pictures with everything to look for others, in the App Home and as a form.

Slack documents no block that puts pictures side by side in the App Home and in forms ("Card block" names no
surfaces), so each is an image block of its own with a line of details and its buttons.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from handlers.blocks.elements import (
    Block,
    actions,
    button,
    context,
    escape,
    image,
    joined,
    mention,
    plain,
    section,
    shortened,
)
from handlers.looking import MAX_WORDS, Looking
from handlers.texts.gallery import GalleryTexts
from services.finding.words import saying_nothing
from services.gallery import View
from services.jobs import Image
from services.visibility import is_private

VIEW: Final = "gallery.view"
SEARCH: Final = "gallery.search"
PREVIOUS: Final = "gallery.previous"
NEXT: Final = "gallery.next"
NEWEST: Final = "gallery.newest"
FILTERS: Final = "gallery.filters"
CLEAR: Final = "gallery.clear"
OPEN: Final = "gallery.open"
FAVOURITE: Final = "gallery.favourite"
UNFAVOURITE: Final = "gallery.unfavourite"

MODAL: Final = "modal.gallery"

PAGE: Final = 9
"""Pictures at a time: three blocks each leave room for all else in the App Home, which takes 100."""

_TITLE: Final = 90
_HOME_VIEWS: Final[Sequence[View]] = ("workspace", "mine", "favourites")
_MODAL_VIEWS: Final[Sequence[View]] = ("visible", "conversation", "mine", "favourites")


@dataclass(frozen=True)
class Shown:
    """A page of the gallery.

    Attributes
    ----------
    images
        newest first
    favourites
        the ids of those that are among the viewer's
    next, previous
        cursors; None where nothing is
    """

    images: Sequence[Image] = ()
    favourites: Collection[str] = ()
    next: str | None = None
    previous: str | None = None


def gallery(
    looking: Looking,
    shown: Shown,
    urls: Mapping[str, str],
    texts: GalleryTexts,
    *,
    models: Mapping[str, str] | None = None,
    as_text: bool = False,
) -> list[Block]:
    """The page below its tabs and its search.

    Parameters
    ----------
    urls
        key → address at the CDN
    models
        id → name
    as_text
        without pictures, for when Slack can't fetch them
    """
    blocks = [*controls(looking, texts), *_summary(looking, texts, models or {})]
    for one in shown.images:
        painter = one.model_name or (models or {}).get(one.model_id) or one.model_id
        favourite = one.id in shown.favourites
        blocks += _picture(one, urls, texts, painter, favourite=favourite, as_text=as_text)
    if not shown.images:
        blocks.append(section(_nothing(looking, shown, texts), "gallery.nothing"))
        if passed_over := saying_nothing(looking.words):
            blocks.append(context(texts.passed_over(escape(", ".join(passed_over)))))
    return [*blocks, *_leafing(looking, shown, texts)]


def controls(looking: Looking, texts: GalleryTexts) -> list[Block]:
    """The tabs and the search box."""
    views = _MODAL_VIEWS if looking.here else _HOME_VIEWS
    if looking.here.startswith("D"):
        # What is painted in a direct message is nobody else's: it is among one's own.
        views = [one for one in views if one != "conversation"]
    tabs = [
        button(texts.views[one], f"{VIEW}.{one}", one, style="primary" if one == looking.view else None)
        for one in views
    ]
    tabs.append(button(texts.filters_on(looking.filtered), FILTERS, "filters"))
    if looking.filtered or looking.words:
        tabs.append(button(texts.clear, CLEAR, "clear"))
    element: Block = {
        "type": "plain_text_input",
        "action_id": SEARCH,
        "max_length": MAX_WORDS,
        "placeholder": plain(texts.search_hint),
        "dispatch_action_config": {"trigger_actions_on": ["on_enter_pressed"]},
    }
    if looking.words:
        element["initial_value"] = looking.words
    search: Block = {
        "type": "input",
        # Another id for other words: what stands in an input stays there as long as its id does, and may come back
        # with it.
        "block_id": f"{SEARCH}.{crc32(looking.words.encode()):08x}.{looking.turn}",
        "dispatch_action": True,
        "optional": True,
        "label": plain(texts.search),
        "element": element,
    }
    return [actions("gallery.tabs", *tabs), search]


def form(looking: Looking, blocks: list[Block], texts: GalleryTexts) -> Block:
    """The gallery as a form; sending it searches."""
    return {
        "type": "modal",
        "callback_id": MODAL,
        "title": plain(texts.gallery),
        "submit": plain(texts.search),
        "close": plain(texts.close),
        "private_metadata": looking.written(),
        "blocks": blocks,
    }


def waiting_form(looking: Looking, texts: GalleryTexts) -> Block:
    """The same until there is a page to show."""
    return form(looking, [*controls(looking, texts), context(texts.looking)], texts)


def title_of(one: Image) -> str:
    """What a picture is called, in one line."""
    return shortened(" ".join((one.title or one.original or one.prompt or one.keywords).split()), _TITLE)


def when(one: Image) -> str:
    """The time it was painted, in the reader's zone."""
    stamp = int(one.created_at.timestamp())
    return f"<!date^{stamp}^{{date_short_pretty}} {{time}}|{one.created_at:%Y-%m-%d %H:%M} UTC>"


def alt_of(one: Image) -> str:
    return one.alt or title_of(one) or one.model_name or one.model_id


def _picture(
    one: Image, urls: Mapping[str, str], texts: GalleryTexts, painter: str, *, favourite: bool, as_text: bool
) -> list[Block]:
    title = title_of(one)
    details = joined(
        [
            mention(one.origin.user),
            escape(painter),
            escape(shortened(one.style, 40)),
            when(one),
            "🔒" if is_private(one) else "",
        ]
    )
    block_id = f"gallery.{one.id}"
    if as_text:
        first = section(f"*{escape(title) or texts.picture}*", block_id)
    else:
        first = {**image(urls[one.thumb_key], alt_of(one)), "block_id": block_id}
        if title:
            first["title"] = plain(title)
    return [
        first,
        context(details),
        actions(
            f"gallery.buttons.{one.id}",
            button(texts.open, OPEN, one.id, label=texts.open_label(title)),
            favourite_button(one, texts, favourite=favourite),
        ),
    ]


def favourite_button(one: Image, texts: GalleryTexts, *, favourite: bool) -> Block:
    """Puts a picture among one's favourites, or takes it off."""
    if favourite:
        return button(texts.unfavourite, UNFAVOURITE, one.id)
    return button(texts.favourite, FAVOURITE, one.id)


def _summary(looking: Looking, texts: GalleryTexts, models: Mapping[str, str]) -> list[Block]:
    """What is looked for."""
    if not looking.filtered and not looking.words:
        return []
    days = f"{looking.since or '…'} – {looking.until or '…'}"
    said = joined(
        [
            f"🔎 {escape(looking.words)}" if looking.words else "",
            mention(looking.person) if looking.person else "",
            f"<#{looking.channel}>" if looking.channel else "",
            escape(models.get(looking.model, looking.model)),
            escape(looking.style),
            f"{texts.reference}: {texts.references[looking.reference]}" if looking.reference else "",
            days if looking.since or looking.until else "",
        ]
    )
    return [context(said)]


def _nothing(looking: Looking, shown: Shown, texts: GalleryTexts) -> str:
    if shown.next:
        return texts.further
    if looking.words or looking.filtered or looking.cursor:
        return texts.nothing_found
    return texts.no_favourites if looking.view == "favourites" else texts.nothing_yet


def _leafing(looking: Looking, shown: Shown, texts: GalleryTexts) -> list[Block]:
    ways = [
        button(texts.newest, NEWEST, "newest") if looking.cursor else None,
        button(texts.previous, PREVIOUS, shown.previous) if shown.previous else None,
        button(texts.next, NEXT, shown.next) if shown.next else None,
    ]
    buttons = [one for one in ways if one is not None]
    return [actions("gallery.leafing", *buttons)] if buttons else []
