"""Prices that a deployment pays, where they are not those that the bot knows: ``core=0.03, ultra=0.12``."""

import difflib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Final

from services.painting.described import Described
from services.painting.interface import Capabilities, Price

_MOST: Final = 1000
"""US dollars for one picture, as in the models file."""


class PricesError(Exception):
    """The prices are not written as they should be; the text has a line for every fault."""


def with_prices(described: Described, written: str) -> Described:
    """The models with what `written` says that a picture of them costs, whatever its size and quality.

    Parameters
    ----------
    written
        ``model=0.04`` and more of the kind, commas between them: a model by its id or a short name, and US dollars
        for a picture. They take the place of what the bot knows and of what the models file says; empty changes
        nothing

    Raises
    ------
    PricesError
    """
    prices = _read(written, described.capabilities)
    if not prices:
        return described

    def priced(one: Capabilities) -> Capabilities:
        price = prices.get(one.model_id)
        return one if price is None else replace(one, prices=(Price(price),))

    said = {capabilities.model_id for capabilities, _ in described.images}
    said |= {server.capabilities.model_id for server in described.servers}
    untouched = [one for model_id, one in described.capabilities.items() if model_id not in said]
    return replace(
        described,
        images=(
            *((priced(capabilities), like) for capabilities, like in described.images),
            *((priced(one), one.model_id) for one in untouched if one.model_id in prices),
        ),
        servers=tuple(
            replace(server, capabilities=priced(server.capabilities)) for server in described.servers
        ),
    )


def _read(written: str, models: Mapping[str, Capabilities]) -> dict[str, Decimal]:
    """Model's id → US dollars."""
    ids = {name.lower(): one.model_id for one in models.values() for name in (*one.aliases, one.model_id)}
    prices: dict[str, Decimal] = {}
    faults: list[str] = []
    for pair in filter(None, map(str.strip, written.split(","))):
        name, equals, amount = (part.strip() for part in pair.rpartition("="))
        model_id = ids.get(name.lower())
        price = _usd(amount)
        if not equals or not name:
            faults.append(f"{pair!r} is no price: write model=US dollars, such as core=0.04")
        elif model_id is None:
            near = difflib.get_close_matches(name.lower(), ids, n=1, cutoff=0.6)
            hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(models)}"
            faults.append(f"{name!r} is no model that paints; {hint}")
        elif price is None:
            faults.append(f"{amount!r} is no price of {name}: US dollars from 0 to {_MOST}, such as 0.04")
        elif model_id in prices:
            faults.append(f"{name!r} has more than one price")
        else:
            prices[model_id] = price
    if faults:
        raise PricesError("\n".join(faults))
    return prices


def _usd(amount: str) -> Decimal | None:
    try:
        price = Decimal(amount.removeprefix("$"))
    except InvalidOperation:
        return None
    return price if price.is_finite() and 0 <= price <= _MOST else None
