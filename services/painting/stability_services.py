"""What of Stability's on Bedrock is called for which task, at what price: data.

Ids, limits and prices: the Bedrock user guide's "Stability AI models" and "Stability AI Image Services" and the
price list; a test compares them with the contracts the sandbox enforces. The image services have no endpoint of
their own in a region, only an inference profile of the United States.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from services.painting.interface import Task
from services.painting.stability_source import SourceLimits

CORE: Final = "stability.stable-image-core-v1:1"
ULTRA: Final = "stability.stable-image-ultra-v1:1"
SD35: Final = "stability.sd3-5-large-v1:0"

PROMPT_LIMIT: Final = 10_000
"""Characters of a prompt, of what to leave out and of what to search for."""

SEED_LIMIT: Final = 4_294_967_294
"""Of all but Core and Ultra."""


@dataclass(frozen=True)
class Generator:
    """A model that paints from words.

    Attributes
    ----------
    price
        US dollars a picture. Where price tables disagree, the higher
    """

    model_id: str
    name: str
    price: Decimal
    seed_limit: int


@dataclass(frozen=True)
class Service:
    """What works from a picture.

    Attributes
    ----------
    id
        as InvokeModel takes it: an inference profile's or a model's
    price
        US dollars a picture
    """

    id: str
    price: Decimal
    takes: SourceLimits


GENERATORS: Final[Mapping[str, Generator]] = {
    generator.model_id: generator
    for generator in (
        Generator(CORE, "Stable Image Core", Decimal("0.04"), 4_294_967_295),
        Generator(ULTRA, "Stable Image Ultra", Decimal("0.14"), 4_294_967_295),
        Generator(SD35, "Stable Diffusion 3.5 Large", Decimal("0.08"), SEED_LIMIT),
    )
}

_TAKES: Final = SourceLimits(least_side=64, most_pixels=9_437_184, aspects=(0.4, 2.5))

SERVICES: Final[Mapping[Task, Service]] = {
    Task.LAYOUT: Service("us.stability.stable-image-control-structure-v1:0", Decimal("0.07"), _TAKES),
    # Whoever paints from words: this is the one model documented to paint a picture close to another. Style
    # transfer wants two pictures and costs the same, a style guide keeps the look alone and not what is in it.
    Task.VARIATION: Service(SD35, Decimal("0.08"), SourceLimits(least_side=64)),
    Task.INPAINT: Service("us.stability.stable-image-search-replace-v1:0", Decimal("0.07"), _TAKES),
    Task.OUTPAINT: Service("us.stability.stable-outpaint-v1:0", Decimal("0.06"), _TAKES),
    Task.CUT_OUT: Service("us.stability.stable-image-remove-background-v1:0", Decimal("0.07"), _TAKES),
}
"""Colours are no task of theirs: the style guide takes over a picture's whole manner, and no colours that are
chosen beside it; words say them to the model that paints, at its own price."""
