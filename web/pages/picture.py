"""One picture: large, with everything that is known about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import htpy as h

from handlers.blocks.made import in_plain, step_line
from handlers.texts import texts_in
from services.jobs import Image
from services.painting.interface import Task
from services.visibility import is_private
from web.pages.grid import Asked
from web.pages.layout import Frame, hidden_token, page, title_of
from web.texts import Words

_SCROLLED: Final = 280
"""Characters from which on a text is scrolled where there is little room."""


@dataclass(frozen=True)
class Shown:
    """A picture, and all that is shown with it.

    Attributes
    ----------
    relatives
        pictures of its family that the viewer may see, oldest first, itself among them
    recipe
        the line that asks for it again
    link
        to the message in Slack; empty where there is none
    removable
        whether the viewer may delete it
    """

    image: Image
    preview: str
    references: Sequence[str] = ()
    relatives: Sequence[tuple[Image, str]] = ()
    names: Mapping[str, str] | None = None
    recipe: str = ""
    link: str = ""
    favourite: bool = False
    removable: bool = False


def picture_page(frame: Frame, shown: Shown) -> str:
    """A page of its own."""
    return page(
        frame,
        title_of(frame.words, shown.image),
        h.p(".back")[h.a(href="/gallery")["← ", frame.words.back]],
        h.div("#viewed.alone")[picture(frame, shown)],
    )


def picture(frame: Frame, shown: Shown) -> h.Element:
    """The picture and what is known about it, for a page of its own or above the grid."""
    words, image = frame.words, shown.image
    title = title_of(words, image)
    return h.article(".picture", data_picture=image.id, data_title=title)[
        h.div(".stage")[
            h.img(
                src=shown.preview,
                alt=(image.alt or image.prompt)[:1000] or title,
                width=str(image.width),
                height=str(image.height),
            )
        ],
        h.div(".about")[
            h.h1[title],
            h.p(".private")["🔒 ", words.private] if is_private(image) else None,
            _actions(frame, shown),
            h.dl[_facts(words, shown)],
            _tags(image) if image.tags else None,
            _relatives(words, shown) if len(shown.relatives) > 1 else None,
            h.details(".recipe")[h.summary[words.recipe], h.pre[shown.recipe]] if shown.recipe else None,
        ],
    ]


def _actions(frame: Frame, shown: Shown) -> h.Element:
    words, base = frame.words, f"/gallery/pictures/{shown.image.id}"
    star = words.unfavourite if shown.favourite else words.favourite
    return h.div(".actions")[
        h.a(".button.primary", href=f"{base}/original")["⬇ ", words.download],
        h.form(method="post", action=f"{base}/favourite", data_quiet="")[
            hidden_token(frame),
            h.input(type="hidden", name="on", value="" if shown.favourite else "yes"),
            h.button(type="submit", title=star, aria_label=star, aria_pressed=str(shown.favourite).lower())[
                "★" if shown.favourite else "☆"
            ],
        ],
        h.button(type="button", data_copy=shown.recipe, data_copied=words.copied)[words.copy_recipe]
        if shown.recipe
        else None,
        h.a(".button", href=shown.preview, target="_blank", rel="noreferrer")["↗ ", words.large],
        h.a(".button", href=shown.link, rel="noreferrer")[words.in_slack] if shown.link else None,
        _delete(frame, base) if shown.removable else None,
    ]


def _delete(frame: Frame, base: str) -> h.Element:
    words = frame.words
    return h.details(".delete")[
        h.summary(".danger")[h.span(".when-closed")[words.delete], h.span(".when-open")[words.cancel]],
        h.form(method="post", action=f"{base}/delete", data_removes="")[
            hidden_token(frame), h.p[words.delete_sure], h.button(".danger", type="submit")[words.delete]
        ],
    ]


def _facts(words: Words, shown: Shown) -> list[h.Node]:
    image, names = shown.image, shown.names or {}
    origin = image.origin

    def filtered(text: str, **asked: str) -> h.Element:
        return h.a(href=Asked(**asked).address())[text]  # type: ignore[arg-type]

    facts: list[tuple[str, h.Node]] = [
        (words.how, None if image.task is Task.TEXT_TO_IMAGE else _step(words, image)),
        (words.prompt, _long(image.prompt)),
        (words.original, _long(image.original or "")),
        (words.negative, image.negative),
        (words.style, _style(words, image, filtered(image.style, style=image.style))),
        (words.model, filtered(image.model_name or image.model_id, model=image.model_id)),
        (words.size, f"{image.width} × {image.height}"),
        (words.seed, words.seed_of(image.seed, image.place, image.together)),
        (words.guidance, None if image.guidance is None else f"{image.guidance:g}"),
        (words.quality, words.qualities.get(image.quality or "", image.quality)),
        (words.palette, _swatches(image.palette) if image.palette else None),
        (
            words.references,
            [h.img(".reference", src=url, alt=words.references, loading="lazy") for url in shown.references]
            or None,
        ),
        (words.painted_by, filtered(names.get(origin.user, origin.user), person=origin.user)),
        (words.when, words.day(image.created_at)),
        (
            words.where,
            filtered(f"#{names[origin.channel]}", channel=origin.channel)
            if origin.channel in names
            else None,
        ),
        (words.price, _price(image)),
    ]
    return [h.fragment[h.dt[name], h.dd[told]] for name, told in facts if told]


def _step(words: Words, image: Image) -> str:
    """How a picture was made, as Slack says it."""
    return in_plain(step_line(image, {}, texts_in(words.language)))


def _style(words: Words, image: Image, link: h.Element) -> h.Node:
    if not image.style:
        return None
    return [link, f" ({words.preset})"] if image.made.preset else link


def _price(image: Image) -> str:
    return f"${image.price_usd.normalize():f}"


def _long(text: str) -> h.Node:
    """What may be so long that it is to be scrolled, by keys as well."""
    return h.div(".prompt", tabindex="0" if len(text) > _SCROLLED else None)[text] if text else None


def _swatches(colours: Sequence[str]) -> h.Element:
    # Colours can't be styles here: the page's own rules allow none that are written into it.
    return h.span(".swatches")[
        [
            h.svg(viewBox="0 0 1 1", role="img", aria_label=colour)[
                h.rect(width="1", height="1", fill=colour)
            ]
            for colour in colours
        ]
    ]


def _tags(image: Image) -> h.Element:
    return h.p(".tags")[[h.a(".chip", href=Asked(q=tag).address())[tag] for tag in image.tags]]


def _relatives(words: Words, shown: Shown) -> h.Element:
    return h.section(".family")[
        h.h2[words.family],
        h.div[
            [
                h.a(
                    href=f"/gallery/pictures/{image.id}",
                    data_relative=image.id,
                    aria_current="true" if image.id == shown.image.id else None,
                )[
                    h.img(src=thumb, alt=title_of(words, image), loading="lazy"),
                    h.span[h.strong[_step(words, image)], h.small[_recipe(words, image)]],
                ]
                for image, thumb in shown.relatives
            ]
        ],
    ]


def _recipe(words: Words, image: Image) -> str:
    """The settings of one of the family, in a line."""
    quality = words.qualities.get(image.quality or "")
    style = f"{image.style} ({words.preset})" if image.style and image.made.preset else image.style
    parts = [
        image.model_name or image.model_id,
        f"{image.width}×{image.height}",
        f"{words.seed} {words.seed_of(image.seed, image.place, image.together)}",
        f"cfg {image.guidance:g}" if image.guidance is not None else "",
        f"{words.quality}: {quality}" if quality else "",
        f"{words.style}: {style}" if style else "",
        _price(image),
    ]
    return "  ·  ".join(part for part in parts if part)
