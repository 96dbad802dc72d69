"""A picture's page: all that is known of it, and what its viewer may do with it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from handlers.blocks.compared import compared_palettes
from handlers.blocks.costs import price
from handlers.blocks.elements import (
    Block,
    actions,
    button,
    confirmation,
    context,
    divider,
    escape,
    image,
    joined,
    mention,
    plain,
    quote,
    section,
    shortened,
)
from handlers.blocks.gallery import alt_of, favourite_button, title_of, when
from handlers.blocks.history import steps
from handlers.blocks.made import step_line, style_said, without_bold
from handlers.blocks.picture_buttons import Foretold
from handlers.texts import Texts
from handlers.texts.gallery import GalleryTexts
from services.family import Member
from services.jobs import Image
from services.painting.interface import Plan
from services.visibility import Place, is_private

PAGE: Final = "modal.picture"
RECIPE: Final = "modal.recipe"

AGAIN: Final = "page.again"
VARY: Final = "page.vary"
REFERENCE: Final = "page.reference"
SHARE: Final = "page.share"
COPY: Final = "page.recipe"
DELETE: Final = "page.delete"

_FAMILY: Final = 20
"""Members that are shown: two blocks each beside all else, of a form's 100."""

_REFERENCES: Final = 5
_LONGEST: Final = 2800
"""Characters of a prompt; a section takes 3000, and escaping makes it longer."""


class Pictures(Enum):
    """Which pictures a page shows; the others are said in words, with links."""

    ALL = "all"
    PREVIEW = "preview"
    """The large one alone."""
    NONE = "none"


@dataclass(frozen=True)
class Page:
    """What is shown of a picture.

    Attributes
    ----------
    place, link
        where its message is that the viewer can see, and its address; None and empty where that is not known
    shared
        the channels of places that it was shared in, as far as the viewer may see them
    references
        keys of what it was made from, as far as the viewer may see that and it is there
    family
        of those that the viewer may see; the picture itself among them
    recipe
        the line that paints it again; empty if none does
    may
        what the viewer may do: of `AGAIN`, `VARY`, `SHARE` and `DELETE`
    plans
        what `AGAIN` and `VARY` come to, where they start at once
    """

    image: Image
    favourite: bool = False
    place: Place | None = None
    link: str = ""
    shared: Sequence[str] = ()
    references: Sequence[str] = ()
    family: Sequence[Member] = ()
    recipe: str = ""
    may: Collection[str] = ()
    plans: Mapping[str, Plan] = field(default_factory=dict)


def page(
    shown: Page,
    urls: Mapping[str, str],
    metadata: str,
    texts: Texts,
    words: GalleryTexts,
    *,
    notice: str = "",
    pictures: Pictures = Pictures.ALL,
) -> Block:
    """The form.

    Parameters
    ----------
    urls
        key → address at the CDN
    notice
        what has just become of it (mrkdwn)
    pictures
        less than all, for when Slack can't fetch one of them
    """
    as_text = pictures is not Pictures.ALL
    one = shown.image
    blocks: list[Block] = [section(notice, "page.notice")] if notice else []
    if pictures is not Pictures.NONE:
        blocks.append({**image(urls[one.preview_key], alt_of(one)), "block_id": "page.picture"})
    blocks += _buttons(shown, texts, words)
    if is_private(one):
        blocks.append(context(words.only_you))
    blocks += _said(one, texts, words)
    blocks.append(_facts(shown, urls, texts, words))
    blocks += _references(shown.references, urls, words, as_text=as_text)
    blocks += _palette(one, urls, texts, words, as_text=as_text)
    blocks.append(context(_places(shown, urls, words)))
    if len(shown.family) > 1:
        blocks += [
            divider(),
            section(f"*{words.family}*", "page.family"),
            *steps(shown.family, one.id, urls, texts, as_text=as_text, most=_FAMILY),
        ]
    return form(blocks, metadata, words)


def form(blocks: list[Block], metadata: str, words: GalleryTexts) -> Block:
    return {
        "type": "modal",
        "callback_id": PAGE,
        "title": plain(words.picture),
        "close": plain(words.close),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def sentence(text: str, metadata: str, words: GalleryTexts) -> Block:
    """The page while there is nothing else on it, or never will be."""
    return form([section(text, "page.notice")], metadata, words)


def recipe(line: str, words: GalleryTexts) -> Block:
    """The line to be copied: Slack lets no app at the clipboard."""
    # Rich text, because in it nothing has a meaning: neither asterisks nor backticks.
    exact: Block = {
        "type": "rich_text",
        "block_id": "recipe",
        "elements": [{"type": "rich_text_preformatted", "elements": [{"type": "text", "text": line}]}],
    }
    return {
        "type": "modal",
        "callback_id": RECIPE,
        "title": plain(words.recipe),
        "close": plain(words.close),
        "blocks": [section(words.recipe_how), exact],
    }


def _buttons(shown: Page, texts: Texts, words: GalleryTexts) -> list[Block]:
    one = shown.image
    confirm = confirmation(texts.delete_title, texts.delete_text, texts.delete_confirm, texts.delete_keep)
    said = Foretold(shown.plans, (), texts)
    make = [
        said.button(AGAIN, words.again, one.id) if AGAIN in shown.may else None,
        said.button(VARY, words.vary, one.id) if VARY in shown.may else None,
        button(words.use_as_reference, REFERENCE, one.id),
    ]
    keep = [
        favourite_button(one, words, favourite=shown.favourite),
        button(words.share, SHARE, one.id) if SHARE in shown.may else None,
        button(words.copy_recipe, COPY, one.id) if shown.recipe else None,
        button(words.delete, DELETE, one.id, style="danger", confirm=confirm)
        if DELETE in shown.may
        else None,
    ]
    return [
        actions("page.make", *(one for one in make if one is not None)),
        actions("page.keep", *(one for one in keep if one is not None)),
    ]


def _said(one: Image, texts: Texts, words: GalleryTexts) -> list[Block]:
    """The title, the words it was painted from, and what was left out."""
    blocks: list[Block] = []
    if one.title:
        blocks.append(section(f"*{escape(title_of(one))}*", "page.title"))
    for name, said in ((words.in_their_words, one.original or ""), (words.prompt, one.prompt)):
        # A long one takes several sections: nothing of it is cut off.
        for start in range(0, len(said), _LONGEST // 2):
            part = quote(said[start : start + _LONGEST // 2])
            blocks.append(section(f"*{name}*\n{part}" if start == 0 else part))
    if one.negative:
        blocks.append(section(f"*{texts.without}*\n{quote(shortened(one.negative, _LONGEST // 2))}"))
    return blocks


def _facts(shown: Page, urls: Mapping[str, str], texts: Texts, words: GalleryTexts) -> Block:
    one = shown.image
    qualities = {"standard": texts.quality_standard, "premium": texts.quality_premium}
    facts = {
        words.who: mention(one.origin.user),
        words.when: when(one),
        words.model: escape(one.model_name or one.model_id),
        words.use: without_bold(step_line(one, urls, texts)),
        words.size: f"{one.width}×{one.height}",
        words.seed: words.seed_of(one.seed, one.place, one.together),
        words.guidance: "" if one.guidance is None else f"cfg {one.guidance:g}",
        words.quality: qualities.get(one.quality or "", ""),
        words.style: style_said(one, texts),
        words.price: price(one.price_usd),
    }
    fields = [{"type": "mrkdwn", "text": f"*{name}*\n{value}"} for name, value in facts.items() if value]
    return {"type": "section", "block_id": "page.facts", "fields": fields}


def _references(
    references: Sequence[str], urls: Mapping[str, str], words: GalleryTexts, *, as_text: bool
) -> list[Block]:
    keys = references[:_REFERENCES]
    if not keys:
        return []
    links = " ".join(f"<{urls[key]}|{number}>" for number, key in enumerate(keys, start=1))
    line = f"*{words.made_from}* {links}"
    if as_text:
        return [context(line)]
    made_from = context(line)
    pictures = [image(urls[key], f"{words.made_from} {number}") for number, key in enumerate(keys, start=1)]
    return [{**made_from, "elements": [*made_from["elements"], *pictures]}]


def _palette(
    one: Image, urls: Mapping[str, str], texts: Texts, words: GalleryTexts, *, as_text: bool
) -> list[Block]:
    if not one.palette:
        return []
    codes = " ".join(f"`{colour}`" for colour in one.palette)
    return [context(f"*{words.palette}* {codes}"), *compared_palettes(one, urls, texts, as_text=as_text)]


def _places(shown: Page, urls: Mapping[str, str], words: GalleryTexts) -> str:
    one = shown.image
    where = ""
    if shown.place is not None:
        name = f"<#{shown.place.channel}>" if shown.place.audience == "workspace" else ""
        name = name or (
            words.direct_message if shown.place.audience == "person" else words.private_conversation
        )
        where = f"{words.where}: {name}" + (f", <{shown.link}|{words.see_message}>" if shown.link else "")
    return joined(
        [
            where,
            f"{words.shared}: {', '.join(shown.shared)}" if shown.shared else "",
            f"{words.tags}: {escape(', '.join(one.tags))}" if one.tags else "",
            f"<{urls[one.s3_key]}|{words.full_size}>",
        ]
    )
