"""What the tables of the models file stand for."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import SecretStr

from services.ask import Size
from services.painting.catalogue import KNOWN
from services.painting.described_tables import ImageTable, PricedTable, ServerTable, TextTable, slug
from services.painting.image_server import capabilities_of
from services.painting.image_server_body import ServerDescription
from services.painting.interface import Capabilities, Price


@dataclass(frozen=True)
class TextDescription:
    """A language model that Converse reaches.

    Attributes
    ----------
    takes_pictures
        whether a message to it may hold pictures
    price_in, price_out
        US dollars for a million tokens that it reads, and that it writes
    regions
        of AWS in which it can be called, best first; empty for the bot's own
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    takes_pictures: bool
    price_in: Decimal
    price_out: Decimal
    regions: tuple[str, ...] = ()
    end_of_life: date | None = None


def image_of(table: ImageTable) -> tuple[Capabilities, str]:
    """A model, and the id of the known one whose contract it keeps.

    Raises
    ------
    ValueError
        if there is none
    """
    known = KNOWN.get(table.id)
    if known is not None and table.like is not None:
        raise ValueError("like: the model is known by itself, so this is not needed")
    if known is None and table.like is None:
        raise ValueError("like: is missing, because the model is not known; whose contract does it keep?")
    base = known or KNOWN.get(table.like or "")
    if base is None:
        raise ValueError(f"like: is no known model; these are: {', '.join(KNOWN)}")
    changes: dict[str, Any] = {
        "model_id": table.id,
        # Another's short names would be ambiguous.
        "aliases": table.aliases or (base.aliases if known else (slug(table.id),)),
        "name": table.name or base.name,
        "prices": _prices(table) or base.prices,
        "regions": table.regions or base.regions,
        "end_of_life": table.end_of_life or (base.end_of_life if known else None),
        "end_described": table.end_of_life is not None,
        "requests_per_minute": table.requests_per_minute or 0.0,
    }
    return replace(base, **changes), base.model_id


def server_of(table: ServerTable, key: SecretStr | None) -> ServerDescription:
    """An image server; `key` is what its table's `key_env` stands for."""
    sizes = tuple(Size(width=int(size.split("x")[0]), height=int(size.split("x")[1])) for size in table.sizes)
    capabilities = capabilities_of(
        table.id,
        table.name,
        table.aliases or (slug(table.id),),
        _prices(table),
        sizes=sizes,
        images_per_call=table.images_per_call,
        edits=table.edits,
        masks=table.masks,
        pictures=table.pictures,
        seed=table.seed,
        negative=table.negative,
        qualities=table.quality is not None,
        words_limit=table.prompt_limit,
    )
    return ServerDescription(
        capabilities=replace(
            capabilities,
            end_of_life=table.end_of_life,
            end_described=table.end_of_life is not None,
            requests_per_minute=table.requests_per_minute or 0.0,
        ),
        url=str(table.url).rstrip("/"),
        model=table.model,
        words_limit=table.prompt_limit,
        key=key,
        qualities=table.quality.model_dump() if table.quality else None,  # type: ignore[arg-type]  # its fields
        response_format=table.response_format,
        seconds=float(table.seconds),
    )


def text_of(table: TextTable) -> TextDescription:
    """A language model."""
    return TextDescription(
        id=table.id,
        name=table.name,
        aliases=table.aliases or (slug(table.id),),
        takes_pictures=table.takes_pictures,
        price_in=table.price_in,
        price_out=table.price_out,
        regions=table.regions,
        end_of_life=table.end_of_life,
    )


def _prices(table: PricedTable) -> tuple[Price, ...]:
    if table.price is not None:
        return (Price(table.price),)
    return tuple(Price(price.usd, price.quality, price.up_to) for price in table.prices)
