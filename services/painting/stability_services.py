"""Stability's models and image services on Bedrock, and what each is for: data.

Ids, limits and prices: the Bedrock user guide's "Stability AI models" and "Stability AI Image Services" and the
price list; a test compares them with the contracts the sandbox enforces. The image services have no endpoint of
their own in a region, only an inference profile of the United States.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from services.bedrock import MAX_PICTURES_BYTES
from services.painting.interface import Task
from services.painting.source_limits import SourceLimits

CORE: Final = "stability.stable-image-core-v1:1"
ULTRA: Final = "stability.stable-image-ultra-v1:1"
SD35: Final = "stability.sd3-5-large-v1:0"

STRUCTURE: Final = "us.stability.stable-image-control-structure-v1:0"
SKETCH: Final = "us.stability.stable-image-control-sketch-v1:0"
STYLE_GUIDE: Final = "us.stability.stable-image-style-guide-v1:0"
STYLE_TRANSFER: Final = "us.stability.stable-style-transfer-v1:0"
INPAINT: Final = "us.stability.stable-image-inpaint-v1:0"
OUTPAINT: Final = "us.stability.stable-outpaint-v1:0"
SEARCH_REPLACE: Final = "us.stability.stable-image-search-replace-v1:0"
SEARCH_RECOLOUR: Final = "us.stability.stable-image-search-recolor-v1:0"
ERASE_OBJECT: Final = "us.stability.stable-image-erase-object-v1:0"
REMOVE_BACKGROUND: Final = "us.stability.stable-image-remove-background-v1:0"
FAST_UPSCALE: Final = "us.stability.stable-fast-upscale-v1:0"
CONSERVATIVE_UPSCALE: Final = "us.stability.stable-conservative-upscale-v1:0"
CREATIVE_UPSCALE: Final = "us.stability.stable-creative-upscale-v1:0"

PROMPT_LIMIT: Final = 10_000
"""Characters of a prompt, of what to leave out and of what to search for."""

SEED_LIMIT: Final = 4_294_967_294
"""Of all but Core and Ultra."""

PRESETS: Final = (
    "3d-model", "analog-film", "anime", "cinematic", "comic-book", "digital-art", "enhance", "fantasy-art",
    "isometric", "line-art", "low-poly", "modeling-compound", "neon-punk", "origami", "photographic", "pixel-art",
    "tile-texture",
)  # fmt: skip
"""Styles that most of the image services know by name; the models that paint from words know none."""


@dataclass(frozen=True)
class Model:
    """One model or image service.

    Attributes
    ----------
    id
        as InvokeModel takes it: an inference profile's or a model's
    price
        US dollars a picture. Where price tables disagree, the higher
    takes
        the pictures it works from; None for a model that paints from words alone
    seed_limit
        0 where it takes no seed
    words, negative
        whether it takes a prompt, and what to leave out
    regions
        it can be called from, best first
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    price: Decimal
    tasks: frozenset[Task]
    takes: SourceLimits | None = None
    seed_limit: int = SEED_LIMIT
    words: bool = True
    negative: bool = True
    presets: tuple[str, ...] = ()
    regions: tuple[str, ...] = ("us-west-2", "us-east-1", "us-east-2")


_FROM_WORDS: Final = frozenset({Task.TEXT_TO_IMAGE, Task.COLOURS})
_WEST: Final = ("us-west-2",)
_TAKES: Final = SourceLimits(
    least_side=64, most_pixels=9_437_184, aspects=(0.4, 2.5), most_bytes=MAX_PICTURES_BYTES
)
"""No limit of a file is documented but that of the whole request."""
_TAKES_TWO: Final = replace(_TAKES, most_bytes=MAX_PICTURES_BYTES // 2)
_CONTINUES: Final = replace(_TAKES, furthest=2000)
_SMALL: Final = 1_048_576


def _service(model_id: str, name: str, alias: str, price: str, *tasks: Task, **more: object) -> Model:
    given: dict[str, object] = {"takes": _TAKES, "presets": PRESETS, **more}
    return Model(model_id, f"Stability {name}", (alias,), Decimal(price), frozenset(tasks), **given)  # type: ignore[arg-type]


MODELS: Final[Mapping[str, Model]] = {
    model.id: model
    for model in (
        Model(CORE, "Stable Image Core", ("core",), Decimal("0.04"), _FROM_WORDS,
              seed_limit=4_294_967_295, regions=_WEST),
        # The one model documented to paint a picture close to another.
        Model(SD35, "Stable Diffusion 3.5 Large", ("sd3.5", "sd35"), Decimal("0.08"),
              _FROM_WORDS | {Task.VARIATION}, SourceLimits(least_side=64, most_bytes=MAX_PICTURES_BYTES),
              regions=_WEST),
        Model(ULTRA, "Stable Image Ultra", ("ultra",), Decimal("0.14"), _FROM_WORDS,
              seed_limit=4_294_967_295, regions=_WEST),
        _service(STRUCTURE, "Control Structure", "structure", "0.07", Task.LAYOUT),
        _service(SKETCH, "Control Sketch", "sketch", "0.07", Task.SKETCH),
        _service(STYLE_GUIDE, "Style Guide", "style-guide", "0.07", Task.STYLE),
        _service(STYLE_TRANSFER, "Style Transfer", "style-transfer", "0.08", Task.RESTYLE,
                 takes=_TAKES_TWO, presets=()),
        _service(INPAINT, "Inpaint", "inpaint", "0.07", Task.INPAINT_MASKED, takes=_TAKES_TWO),
        _service(OUTPAINT, "Outpaint", "outpaint", "0.06", Task.OUTPAINT, negative=False, takes=_CONTINUES),
        _service(SEARCH_REPLACE, "Search and Replace", "replace", "0.07", Task.INPAINT, Task.ERASE),
        _service(SEARCH_RECOLOUR, "Search and Recolor", "recolour", "0.07", Task.RECOLOUR),
        _service(ERASE_OBJECT, "Erase Object", "erase", "0.07", Task.ERASE_MASKED,
                 takes=_TAKES_TWO, words=False, negative=False, presets=()),
        _service(REMOVE_BACKGROUND, "Remove Background", "remove-background", "0.07", Task.CUT_OUT,
                 words=False, negative=False, presets=(), seed_limit=0),
        _service(FAST_UPSCALE, "Fast Upscale", "fast-upscale", "0.03", Task.UPSCALE,
                 takes=SourceLimits(least_side=32, most_pixels=_SMALL, most_side=1536),
                 words=False, negative=False, presets=(), seed_limit=0),
        _service(CONSERVATIVE_UPSCALE, "Conservative Upscale", "conservative-upscale", "0.40",
                 Task.UPSCALE_FAITHFUL, presets=()),
        _service(CREATIVE_UPSCALE, "Creative Upscale", "creative-upscale", "0.60", Task.UPSCALE_CREATIVE,
                 takes=SourceLimits(least_side=64, most_pixels=_SMALL)),
    )
}  # fmt: skip
"""In the order in which they are preferred where nothing is configured: what is cheap before what is dear.

Colours are a task of those that paint from words: the style guide takes over a picture's whole manner, and no
colours that are chosen beside it. A thing is erased by its name with search and replace, which takes words; the
service made for erasing takes a mask alone."""
