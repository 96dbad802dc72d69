"""The routes that tell and set the life of the models: ``/_sandbox/models``."""

from datetime import date
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sandbox.bedrock.account import Account, LifeError, State
from sandbox.bedrock.catalogue import Model, known_model, models

Json = dict[str, Any]


class ImagePrice(BaseModel):
    """One line of a price table, for pictures of a quality and a size."""

    model_config = ConfigDict(extra="forbid")

    usd: float = Field(ge=0)
    quality: str | None = None
    size_class: str | None = Field(default=None, alias="sizeClass")
    up_to: str | None = Field(default=None, alias="upTo")


class TokenPrice(BaseModel):
    """USD per million tokens."""

    model_config = ConfigDict(extra="forbid")

    into: float = Field(ge=0, alias="in")
    out: float = Field(ge=0)


class Change(BaseModel):
    """What a control may change of a model; parts that are left out stay as they are."""

    model_config = ConfigDict(extra="forbid")

    state: State | None = None
    end_of_life: date | None = None
    latency: float | None = Field(default=None, ge=0, le=600)
    regions: tuple[str, ...] | None = None
    price: list[ImagePrice] | TokenPrice | None = None


class ModelsControl:
    def __init__(self, account: Account) -> None:
        self._account = account

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/_sandbox/models", self._list)
        app.router.add_put("/_sandbox/models/{model:.+}", self._change)
        app.router.add_delete("/_sandbox/models", self._reset)

    async def _list(self, _: web.Request) -> web.Response:
        return web.json_response([self._view(model) for model in models()])

    async def _change(self, request: web.Request) -> web.Response:
        model = known_model(request.match_info["model"])
        if model is None:
            return web.json_response({"error": f"no model {request.match_info['model']}"}, status=404)
        try:
            change = Change.model_validate(await request.json())
            self._account.change(model, **_named(model, change))
        except (ValidationError, LifeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)
        return web.json_response(self._view(model))

    async def _reset(self, request: web.Request) -> web.Response:
        self._account.reset()
        return await self._list(request)

    def _view(self, model: Model) -> Json:
        life = self._account.life(model)
        return {
            "id": model.id,
            "name": model.name,
            "kind": model.kind,
            "state": self._account.state(model),
            "end_of_life": life.end_of_life and life.end_of_life.isoformat(),
            "regions": list(model.regions if life.regions is None else life.regions),
            "latency": life.latency,
            "price": life.price,
        }


def _named(model: Model, change: Change) -> Json:
    """What the change names; null means something for the end of life alone."""
    named = {name: getattr(change, name) for name in change.model_fields_set}
    for name, value in named.items():
        if value is None and name != "end_of_life":
            raise ValueError(f"{name} can't be null")
    if "price" in named:
        if isinstance(change.price, TokenPrice) == (model.kind == "image"):
            raise ValueError('a price is [{"usd"}] for an image model and {"in", "out"} for a language model')
        named["price"] = change.model_dump(by_alias=True, exclude_none=True)["price"]
    return named
