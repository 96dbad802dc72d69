"""The palette that was asked for beside the painted one, where a painter could keep to it only roughly."""

from collections import Counter
from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from handlers.blocks.elements import Block, context, image, joined
from handlers.texts import Texts
from services.jobs import Image
from services.painting.colour_names import colour_name
from services.palette_match import Comparison, Nearness, compare

_BY_NEARNESS: Final[tuple[Nearness | None, ...]] = ("very_close", "close", "far", None)


class Detail(IntEnum):
    """How much is said of the colours in words; the card shows all of them but for the last."""

    ALL = 5
    PAIRS = 4
    """Not of those that nobody asked for."""
    CODES = 3
    """Nor their names."""
    COUNTS = 2
    """How many came how near, not which."""
    NOTHING = 1
    """Not even the card: there is no room."""


def compared_palettes(
    one: Image,
    urls: Mapping[str, str],
    texts: Texts,
    *,
    as_text: bool = False,
    detail: Detail = Detail.ALL,
) -> list[Block]:
    """A picture's card of colours and a line on how near they came; nothing where they were not measured.

    Parameters
    ----------
    urls
        key → address at the CDN
    as_text
        without the card, for when Slack can't fetch it
    """
    if not one.palette or not one.painted_palette or detail is Detail.NOTHING:
        return []
    compared = compare(one.palette, one.painted_palette)
    # Ids that begin so tell the drawn palettes of a message from its pictures.
    block_id = f"palette.{one.index}"
    if as_text or not one.palette_key:
        return [context(_in_codes(compared, texts, detail), block_id=block_id)]
    card = {**image(urls[one.palette_key], _in_words(compared, texts, detail)), "block_id": block_id}
    return [card, context(joined([texts.palette_legend, *_counts(compared, texts)]))]


def _counts(compared: Comparison, texts: Texts) -> list[str]:
    counts = Counter(pair.nearness for pair in compared.pairs)
    return [texts.as_near(counts[nearness], nearness) for nearness in _BY_NEARNESS if counts[nearness]]


def _in_codes(compared: Comparison, texts: Texts, detail: Detail) -> str:
    if detail is Detail.COUNTS:
        return joined([texts.palette_in_codes, *_counts(compared, texts)])
    pairs = ", ".join(
        f"`{pair.asked}` → {f'`{pair.painted.colour}` ' if pair.painted else ''}"
        f"{texts.nearness_names[pair.nearness]}"
        for pair in compared.pairs
    )
    others = ", ".join(f"`{swatch.colour}`" for swatch in compared.others)
    also = f"{texts.also_painted}: {others}" if others and detail is Detail.ALL else ""
    return joined([f"{texts.palette_in_codes}: {pairs}", also])


def _in_words(compared: Comparison, texts: Texts, detail: Detail) -> str:
    """For those who don't see the card."""

    def called(colour: str) -> str:
        return f"{texts.colour(colour_name(colour))} {colour}" if detail >= Detail.PAIRS else colour

    if detail is Detail.COUNTS:
        return f"{texts.palette_in_words}: {', '.join(_counts(compared, texts))}."
    pairs = "; ".join(
        texts.colour_became(called(pair.asked), called(pair.painted.colour), pair.nearness)
        if pair.painted and pair.nearness
        else texts.colour_missing(called(pair.asked))
        for pair in compared.pairs
    )
    others = ", ".join(called(swatch.colour) for swatch in compared.others)
    also = f" {texts.also_painted}: {others}." if others and detail is Detail.ALL else ""
    return f"{texts.palette_in_words}: {pairs}.{also}"
