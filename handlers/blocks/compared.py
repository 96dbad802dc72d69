"""The palette that was asked for beside the painted one, where a painter could keep to it only roughly."""

from collections import Counter
from collections.abc import Mapping

from handlers.blocks.elements import Block, context, image, joined
from handlers.texts import Texts
from services.jobs import Image
from services.painting.colour_names import colour_name
from services.palette_match import Comparison, Nearness, compare

_BY_NEARNESS: tuple[Nearness | None, ...] = ("very_close", "close", "far", None)


def compared_palettes(
    one: Image, urls: Mapping[str, str], texts: Texts, *, as_text: bool = False
) -> list[Block]:
    """A picture's card of colours and a line on how near they came; nothing where they were not measured.

    Parameters
    ----------
    urls
        key → address at the CDN
    as_text
        without the card, for when Slack can't fetch it
    """
    if not one.palette or not one.painted_palette:
        return []
    compared = compare(one.palette, one.painted_palette)
    # Ids that begin so tell the drawn palettes of a message from its pictures.
    block_id = f"palette.{one.index}"
    if as_text or not one.palette_key:
        return [context(_in_codes(compared, texts), block_id=block_id)]
    card = {**image(urls[one.palette_key], _in_words(compared, texts)), "block_id": block_id}
    return [card, context(_legend(compared, texts), block_id=f"{block_id}.legend")]


def _legend(compared: Comparison, texts: Texts) -> str:
    counts = Counter(pair.nearness for pair in compared.pairs)
    return joined(
        [
            texts.palette_legend,
            *(texts.as_near(counts[nearness], nearness) for nearness in _BY_NEARNESS if counts[nearness]),
        ]
    )


def _in_codes(compared: Comparison, texts: Texts) -> str:
    pairs = [
        f"`{pair.asked}` → {f'`{pair.painted.colour}` ' if pair.painted else ''}"
        f"{texts.nearness_names[pair.nearness]}"
        for pair in compared.pairs
    ]
    said = f"{texts.palette_in_codes}: {', '.join(pairs)}"
    others = ", ".join(f"`{swatch.colour}`" for swatch in compared.others)
    return joined([said, f"{texts.also_painted}: {others}" if others else ""])


def _in_words(compared: Comparison, texts: Texts) -> str:
    """For those who don't see the card."""

    def called(colour: str) -> str:
        return f"{texts.colour(colour_name(colour))} {colour}"

    pairs = [
        texts.colour_became(called(pair.asked), called(pair.painted.colour), pair.nearness)
        if pair.painted and pair.nearness
        else texts.colour_missing(called(pair.asked))
        for pair in compared.pairs
    ]
    said = f"{texts.palette_in_words}: {'; '.join(pairs)}."
    others = ", ".join(called(swatch.colour) for swatch in compared.others)
    return f"{said} {texts.also_painted}: {others}." if others else said
