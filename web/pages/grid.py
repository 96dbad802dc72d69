"""The gallery itself: filters, and pictures in rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, cast, get_args
from urllib.parse import urlencode

import htpy as h

from services.finding.words import saying_nothing
from services.gallery import Filters, chosen, day_of
from services.jobs import Image
from services.picture_files import THUMB_SIDE
from services.pictures import PREVIEW_SIDE
from services.visibility import is_private
from web.pages.layout import Frame, page, title_of
from web.texts import Words

View = Literal["workspace", "mine", "favourites"]
_CARD_PIXELS: Final = 240
"""About the side of a card, see `.cards` in the style sheet."""
VIEWS: Final[tuple[View, ...]] = get_args(View)


@dataclass(frozen=True)
class Asked:
    """What the address of the page asks for; each is a parameter of the same name."""

    view: View = "workspace"
    q: str = ""
    person: str = ""
    channel: str = ""
    model: str = ""
    style: str = ""
    reference: str = ""
    since: str = ""
    until: str = ""
    cursor: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        """What is asked for in a query; what makes no sense is left out."""
        told = {name: query.get(name, "").strip()[:200] for name in cls.__dataclass_fields__}
        told["cursor"] = query.get("cursor", "")[:500]
        if told["view"] not in VIEWS:
            told["view"] = "workspace"
        if told["reference"] not in {"yes", "no"}:
            told["reference"] = ""
        for name in ("since", "until"):
            told[name] = told[name] if day_of(told[name]) else ""
        view = cast(View, told.pop("view"))
        return cls(view=view, **told)

    @property
    def filters(self) -> Filters:
        return chosen(
            self.view,
            words=self.q,
            person=self.person,
            channel=self.channel,
            model=self.model,
            style=self.style,
            reference=self.reference,
            since=self.since,
            until=self.until,
        )

    @property
    def narrowed(self) -> bool:
        """Whether less is asked for than the whole view."""
        return replace(self, view="workspace", cursor="") != Asked()

    def address(self, **changes: str) -> str:
        """The address of the page, with some of it changed; the first page of it, if no cursor is given."""
        told = {"cursor": ""} | {name: getattr(self, name) for name in self.__dataclass_fields__} | changes
        if "cursor" not in changes:
            told["cursor"] = ""
        if told["view"] == "workspace":
            told["view"] = ""
        query = urlencode({name: value for name, value in told.items() if value})
        return f"/gallery?{query}" if query else "/gallery"


@dataclass(frozen=True)
class Card:
    """One picture in the grid, with the addresses of its small and its middle rendition."""

    image: Image
    thumb: str
    preview: str
    favourite: bool = False


def grid(
    frame: Frame,
    asked: Asked,
    cards: Sequence[Card],
    next_cursor: str | None,
    previous_cursor: str | None,
    *,
    models: Mapping[str, str],
    names: Mapping[str, str],
) -> str:
    """The page.

    Parameters
    ----------
    models
        model id → its name
    names
        ids of the person and channel that are asked for → their names
    """
    words = frame.words
    return page(
        frame,
        words.title,
        h.nav(".views", aria_label=words.title)[
            [
                h.a(
                    href=asked.address(view=view),
                    aria_current="page" if view == asked.view else None,
                )[words.views[view]]
                for view in VIEWS
            ]
        ],
        _narrow(words, asked, models),
        _chips(words, asked, names),
        h.fragment[
            h.h1(".unseen")[words.title],
            h.div("#cards.cards", data_end=words.end)[cards_of(words, asked, cards, next_cursor)],
        ]
        if cards
        else _nothing(words, asked, next_cursor),
        h.nav(".leaf")[h.a(rel="prev", href=asked.address(cursor=previous_cursor))[words.previous]]
        if asked.cursor and previous_cursor
        else None,
        _dialog(words),
        header=_search(words, asked),
    )


def cards_of(words: Words, asked: Asked, cards: Sequence[Card], next_cursor: str | None) -> h.Fragment:
    """The pictures and, if there is more, the way to it."""
    return h.fragment[
        [_card(words, card) for card in cards],
        h.a("#more.more", href=asked.address(cursor=next_cursor), rel="next", data_loading=words.loading)[
            words.more
        ]
        if next_cursor
        else None,
    ]


def _card(words: Words, card: Card) -> h.Element:
    image = card.image
    title = title_of(words, image)
    return h.a(
        ".card",
        href=f"/gallery/pictures/{image.id}",
        data_picture=image.id,
        aria_label=title,
    )[
        h.img(
            src=card.thumb,
            srcset=f"{card.thumb} {_width(image, THUMB_SIDE)}w, {card.preview} {_width(image, PREVIEW_SIDE)}w",
            # Cards are square and cut off what is longer, so that a wide picture is shown wider than its card.
            sizes=f"{round(_CARD_PIXELS * max(1, image.width / image.height))}px",
            alt=(image.alt or image.prompt)[:300] or title,
            width=str(image.width),
            height=str(image.height),
            loading="lazy",
            decoding="async",
        ),
        h.span(".star", title=words.views["favourites"])["★"] if card.favourite else None,
        h.span(".lock", title=words.private)["🔒"] if is_private(image) else None,
        h.span(".caption")[title],
    ]


def _width(image: Image, side: int) -> int:
    """Of a rendition whose longer side is at most `side`, pixels."""
    return max(1, round(image.width * min(1, side / max(image.width, image.height))))


def _search(words: Words, asked: Asked) -> h.Element:
    kept = {name: getattr(asked, name) for name in ("view", "person", "channel", "model", "style")}
    kept |= {"reference": asked.reference, "since": asked.since, "until": asked.until}
    return h.form(".search", method="get", action="/gallery", role="search")[
        [
            _kept(name, value)
            for name, value in kept.items()
            if value and (name, value) != ("view", "workspace")
        ],
        h.input(
            type="search",
            name="q",
            value=asked.q,
            placeholder=words.search_hint,
            aria_label=words.search,
            maxlength="200",
        ),
        h.button(type="submit")[words.search],
    ]


def _narrow(words: Words, asked: Asked, models: Mapping[str, str]) -> h.Element:
    kept = {name: getattr(asked, name) for name in ("view", "q", "person", "channel", "style")}
    return h.details(".narrow", open=bool(asked.model or asked.reference or asked.since or asked.until))[
        h.summary[words.filters],
        h.form(method="get", action="/gallery")[
            [
                _kept(name, value)
                for name, value in kept.items()
                if value and (name, value) != ("view", "workspace")
            ],
            h.label[
                words.model,
                h.select(name="model")[
                    h.option(value="")[words.any_model],
                    [
                        h.option(value=model_id, selected=model_id == asked.model)[name]
                        for model_id, name in models.items()
                    ],
                ],
            ],
            h.label[
                words.origin,
                h.select(name="reference")[
                    [
                        h.option(value=value, selected=value == asked.reference)[name]
                        for value, name in (
                            ("", words.any_origin),
                            ("no", words.from_words),
                            ("yes", words.from_picture),
                        )
                    ]
                ],
            ],
            h.label[words.since, h.input(type="date", name="since", value=asked.since)],
            h.label[words.until, h.input(type="date", name="until", value=asked.until)],
            h.button(type="submit")[words.apply],
        ],
    ]


def _kept(name: str, value: str) -> h.VoidElement:
    return h.input(type="hidden", name=name, value=value)


def _chips(words: Words, asked: Asked, names: Mapping[str, str]) -> h.Node:
    if not asked.narrowed:
        return None
    said = {
        "q": f"“{asked.q}”",
        "person": f"{words.by} {names.get(asked.person, asked.person)}",
        "channel": f"{words.in_channel} #{names[asked.channel]}"
        if asked.channel in names
        else words.one_channel,
        "model": names.get(asked.model, asked.model),
        "style": f"{words.style}: {asked.style}",
        "reference": words.from_picture if asked.reference == "yes" else words.from_words,
        "since": f"{words.since} {asked.since}",
        "until": f"{words.until} {asked.until}",
    }
    return h.div(".chips")[
        [
            h.a(".chip", href=asked.address(**{name: ""}))[text, " ", h.span(aria_hidden="true")["×"]]
            for name, text in said.items()
            if getattr(asked, name)
        ],
        h.a(".clear", href=Asked(view=asked.view).address())[words.clear],
    ]


def _nothing(words: Words, asked: Asked, next_cursor: str | None) -> h.Element:
    found = asked.narrowed or asked.cursor
    passed_over = saying_nothing(asked.q)
    return h.section(".notice")[
        h.div(".notice-mark", aria_hidden="true")["🔍" if found else "🖼️"],
        h.h1[words.nothing_found if found else words.nothing_yet],
        h.p[words.nothing_found_lead if found else words.nothing_yet_lead],
        h.p[f"{words.passed_over} {', '.join(passed_over)}"] if passed_over else None,
        h.a(href=asked.address(cursor=next_cursor), rel="next")[words.more] if next_cursor else None,
    ]


def _dialog(words: Words) -> h.Element:
    """Where the script shows a picture; without it, a picture is a page of its own."""
    return h.dialog("#viewer", aria_label=words.title)[
        h.div(".viewer-bar")[
            h.button(".quiet", type="button", data_step="-1", aria_label=words.previous)["←"],
            h.button(".quiet", type="button", data_step="1", aria_label=words.next)["→"],
            h.span(".keys")[words.keys],
            h.span("#said", role="status", data_deleted=words.deleted),
            h.button(".quiet", type="button", data_close="", aria_label=words.close)["✕"],
        ],
        h.div("#viewed"),
    ]


def those_named(asked: Asked, images: Collection[Image]) -> set[str]:
    """The ids of people whose names a page shows."""
    return {one for one in (asked.person, *(image.origin.user for image in images)) if one}
