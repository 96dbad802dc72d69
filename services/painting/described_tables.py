"""The tables of the models file, field by field."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)

from services.ask import Quality
from services.painting.image_server_body import COUNT_LIMIT, PICTURES_LIMIT
from services.painting.image_server_words import ROOM

_REGION: Final = r"^[a-z]{2,3}(-[a-z]+)+-\d+$"
_SIZE: Final = r"^[1-9]\d{1,4}x[1-9]\d{1,4}$"
_LARGEST_SIDE: Final = 8192
"""Of a size, pixels: a picture that is larger is not looked at (`services.pictures`)."""


def _plain_address(url: HttpUrl) -> HttpUrl:
    if url.username or url.password:
        raise ValueError("holds credentials; a key stays in the environment, and key_env names its variable")
    if url.query or url.fragment:
        raise ValueError("is only the beginning of an address: nothing after ? or #")
    if (url.path or "").rstrip("/").endswith(("/images", "/generations", "/edits")):
        raise ValueError("ends before /images/generations")
    return url


def _size(size: str) -> str:
    if max(map(int, size.split("x"))) > _LARGEST_SIDE:
        raise ValueError(f"has a side of more than {_LARGEST_SIDE} pixels")
    return size


def slug(name: str) -> str:
    """A short name made of an id: what is lower case and needs no quotes where it is typed."""
    return re.sub(r"[^a-z0-9.:-]+", "-", name.lower()).strip("-") or "model"


def key_in(variable: str | None, environ: Mapping[str, str]) -> SecretStr | None:
    """The key that a variable holds.

    Raises
    ------
    ValueError
        if it holds none, or one that can't be sent; the text doesn't show it
    """
    if variable is None:
        return None
    key = environ.get(variable, "").strip()
    if not key:
        raise ValueError(f"the environment has no {variable}, or it is empty")
    if not key.isascii() or not key.isprintable():
        raise ValueError(f"what {variable} holds is no key: it has characters that can't be sent")
    return SecretStr(key)


_Id = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[\w.:/@+-]+$")]
_Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f]+$")]
_Alias = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[a-z0-9.:-]+$")]
_Usd = Annotated[Decimal, Field(ge=0, le=1000, allow_inf_nan=False)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class ModelTable(_Table):
    """What every model has.

    Attributes
    ----------
    end_of_life
        the day after which it can't be called
    """

    id: _Id
    aliases: tuple[_Alias, ...] = ()
    end_of_life: date | None = None


class PriceTable(_Table):
    """US dollars for one picture; see `services.painting.interface.Price`."""

    usd: _Usd
    quality: Quality | None = None
    up_to: Annotated[int, Field(ge=1)] | None = None


class PricedTable(ModelTable):
    """A model that paints: one price, or several of which the first that fits is the one.

    Attributes
    ----------
    requests_per_minute
        the account's quota of calls, or what the server can do
    """

    requests_per_minute: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)] | None = None
    price: _Usd | None = None
    prices: tuple[PriceTable, ...] = ()

    @model_validator(mode="after")
    def _one_price_fits(self) -> Self:
        if self.price is not None and self.prices:
            raise ValueError("prices: there is a price already")
        if not self.prices:
            return self
        for quality in ("standard", "premium"):
            if not any(one.quality in {None, quality} and one.up_to is None for one in self.prices):
                raise ValueError(f"prices: none is for a {quality} picture of any size")
        return self


class ImageTable(PricedTable):
    """Another id, price, end or region of a known model's contract.

    Attributes
    ----------
    like
        the id of that model; None where it is this one
    """

    like: str | None = None
    name: _Name | None = None
    regions: tuple[Annotated[str, Field(pattern=_REGION)], ...] = ()


class QualityTable(_Table):
    """What a server calls the two qualities."""

    standard: Annotated[str, Field(min_length=1, max_length=40)]
    premium: Annotated[str, Field(min_length=1, max_length=40)]


class ServerTable(PricedTable):
    """An OpenAI-compatible image server.

    Attributes
    ----------
    sizes
        in the file also ``auto``, like none at all: the server decides and is told none
    pictures
        the most of one edit
    prompt_limit
        characters
    seconds
        that one call may take
    """

    name: _Name
    url: Annotated[HttpUrl, AfterValidator(_plain_address)]
    model: Annotated[str, Field(min_length=1, max_length=200)]
    key_env: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$", max_length=100)] | None = None
    sizes: tuple[Annotated[str, Field(pattern=_SIZE), AfterValidator(_size)], ...] = ()
    images_per_call: Annotated[int, Field(ge=1, le=COUNT_LIMIT)] = 1
    edits: bool = False
    masks: bool = True
    pictures: Annotated[int, Field(ge=1, le=PICTURES_LIMIT)] = 4
    seed: bool = False
    negative: bool = False
    quality: QualityTable | None = None
    response_format: Literal["b64_json", "url"] | None = None
    prompt_limit: Annotated[int, Field(ge=200, le=100_000)] = 4000
    seconds: Annotated[int, Field(ge=5, le=900)] = 300

    @field_validator("key_env")
    @classmethod
    def _in_the_environment(cls, variable: str | None, info: ValidationInfo) -> str | None:
        """The environment is the context, so that a missing key is told with all other faults."""
        if info.context is not None:
            key_in(variable, info.context)
        return variable

    @field_validator("sizes", mode="before")
    @classmethod
    def _auto_is_none(cls, sizes: object) -> object:
        return () if sizes == "auto" else sizes

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.price is None and not self.prices:
            raise ValueError("price: is missing; 0 for one that costs nothing")
        if self.edits and self.prompt_limit < 2 * ROOM:
            raise ValueError(f"prompt_limit: is less than {2 * ROOM}, too little to tell what is edited")
        return self


class TextTable(ModelTable):
    """A language model that Converse reaches; prices are US dollars for a million tokens."""

    name: _Name
    takes_pictures: bool = False
    price_in: _Usd
    price_out: _Usd
    regions: tuple[Annotated[str, Field(pattern=_REGION)], ...] = ()
