"""Which models there are, by which ids and from where they can be called, and with which operation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Final, Literal

from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.errors import BedrockError, validation_error
from sandbox.bedrock.modalities import reads, writes

Operation = Literal["InvokeModel", "Converse"]

ANYWHERE: Final = ("*",)

GEOGRAPHIES: Final = {
    "us": ("us-*",),
    "eu": ("eu-*",),
    "au": ("ap-southeast-2",),
    "jp": ("ap-northeast-*",),
    "global": ANYWHERE,
}
"""From where an inference profile can be called, by the prefix of its id: shell patterns over regions."""

PROVIDERS: Final = {"amazon": "Amazon", "stability": "Stability AI", "anthropic": "Anthropic"}


@dataclass(frozen=True, slots=True)
class Way:
    """One id that a model can be called by.

    Attributes
    ----------
    regions : where the contract offers it; shell patterns
    geography : where it makes sense at all, whatever a control says; shell patterns
    """

    id: str
    regions: tuple[str, ...]
    geography: tuple[str, ...] = ANYWHERE


@dataclass(frozen=True, slots=True)
class Model:
    """One model of the contract.

    Attributes
    ----------
    id : the id the contract lists it under; for a language model, that of its US profile
    bare_id : that of the foundation model, without the prefix of a profile
    family : such as ``amazon-titan-image``
    kind : ``image`` or ``vision-llm``
    call : the operation it is called with
    request_schema : file name of its request schema, relative to the contracts; empty for language models
    max_output_tokens : 0 for image models
    inputs : what it reads, such as ``text`` and ``image``
    outputs : what it answers with: ``text`` or ``image``
    ways : every id it can be called by; the bare one is among them if it is offered on demand
    end_of_life, legacy_since : as the contract has them; None if it has none
    price : the contract's: a list of prices per image, or ``{"in", "out"}`` in USD per million tokens
    """

    id: str
    name: str
    family: str
    call: Operation
    request_schema: str
    max_output_tokens: int
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    kind: str = "image"
    bare_id: str = ""
    ways: tuple[Way, ...] = ()
    end_of_life: date | None = None
    legacy_since: date | None = None
    price: Any = None

    @property
    def on_demand(self) -> bool:
        """Whether the bare id can be called; otherwise only a profile can."""
        return any(way.id == self.bare_id for way in self.ways)

    @property
    def provider(self) -> str:
        return PROVIDERS[self.bare_id.partition(".")[0]]

    @property
    def regions(self) -> tuple[str, ...]:
        """From where the contract has it called, by whichever id; shell patterns without duplicates."""
        patterns = (pattern for way in self.ways for pattern in both(way.regions, way.geography))
        return tuple(dict.fromkeys(patterns))

    def way(self, identity: str) -> Way | None:
        return next((way for way in self.ways if way.id == identity), None)


def both(regions: tuple[str, ...], geography: tuple[str, ...]) -> tuple[str, ...]:
    """The narrower of two sets of patterns, one of which is everything."""
    return geography if regions == ANYWHERE else regions


def within(region: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(region, pattern) for pattern in patterns)


def _model(entry: dict[str, Any]) -> Model:
    bare = _bare(entry)
    return Model(
        id=entry["id"],
        name=entry["name"],
        family=entry["family"],
        kind=entry["kind"],
        call=entry["call"],
        request_schema=entry.get("requestSchema") or "",
        max_output_tokens=entry.get("maxOutputTokens", 0),
        inputs=reads(entry),
        outputs=writes(entry),
        bare_id=bare,
        ways=tuple(_ways(entry, bare)),
        end_of_life=_day(entry.get("endOfLife")),
        legacy_since=_day(entry.get("legacySince")),
        price=entry.get("pricePerImage") or entry.get("pricePerMillionTokens"),
    )


def _ways(entry: dict[str, Any], bare: str) -> Iterator[Way]:
    if entry["regions"]:
        yield Way(bare, tuple(entry["regions"]))
    for profile in entry.get("crossRegion", ()):
        yield Way(profile["profile"], tuple(profile["sourceRegions"]))
    for prefix in entry.get("crossRegionPrefixes", ()):
        yield Way(f"{prefix}.{bare}", ANYWHERE, GEOGRAPHIES[prefix])


def _bare(entry: dict[str, Any]) -> str:
    identity: str = entry["id"]
    return identity.removeprefix("us.")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def models() -> tuple[Model, ...]:
    """All of the contract, in its order."""
    return tuple(_model(entry) for entry in contract("models.json")["models"])


@cache
def _by_id() -> dict[str, Model]:
    """By every id that a call or a question about a model may name, bare ids of profiles' models among them."""
    named = {identity: model for model in models() for identity in (model.id, model.bare_id)}
    return named | {way.id: model for model in models() for way in model.ways}


def last_part(model_id: str) -> str:
    """The id in an ARN, or the id itself."""
    return model_id.rpartition("/")[2]


def known_model(model_id: str) -> Model | None:
    """The model that an id, an inference profile id, or the ARN of either names."""
    return _by_id().get(last_part(model_id))


def find_model(model_id: str, operation: Operation) -> Model:
    """The model behind an id, an inference profile id, or the ARN of either, that can be called by it.

    Raises
    ------
    BedrockError : ResourceNotFoundException for an unknown id; ValidationException for a bare id that is
        offered through a profile only, or for a model that this operation does not serve
    """
    identity = last_part(model_id)
    model = known_model(identity)
    if model is None:
        raise BedrockError(
            "ResourceNotFoundException", f"No model or inference profile is called {identity}."
        )
    if model.way(identity) is None:
        raise validation_error(
            f"Invocation of model ID {identity} with on-demand throughput isn't supported. Retry your request "
            "with the ID or ARN of an inference profile that contains this model."
        )
    if model.call != operation:
        raise validation_error(f"{model.name} is not called with {operation} here; use {model.call}.")
    return model
