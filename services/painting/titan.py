"""Amazon Titan Image Generator G1 v2: the contract the project was asked for.

End of life on 2026-06-30; no account can call it any more. Sizes, limits and prices: the Bedrock user guide's
"Amazon Titan Image Generator G1 models"; a test compares them with the contract the sandbox enforces.
"""

import base64
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from services.ask import PictureOptions, Ratio, Size
from services.bedrock import NotAPictureError, PictureRefusedError, decode_picture, invoke
from services.faults import AskError, SizeNotPainted
from services.painting.interface import (
    Capabilities,
    Painted,
    Painting,
    Plan,
    Task,
    closest_size,
    nearest_size,
)

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient

MODEL_ID: Final = "amazon.titan-image-generator-v2:0"

# Billed like 1024x1024 …
_LARGE: Final = (
    (1024, 1024), (768, 1152), (1152, 768), (768, 1280), (1280, 768), (896, 1152), (1152, 896),
    (768, 1408), (1408, 768), (640, 1408), (1408, 640), (1152, 640), (1173, 640),
)  # fmt: skip
# … and like 512x512.
_SMALL: Final = (
    (768, 768), (512, 512), (384, 576), (576, 384), (384, 640), (640, 384), (448, 576), (576, 448),
    (384, 704), (704, 384), (320, 704), (704, 320),
)  # fmt: skip

_SIZES: Final = tuple(Size(width=width, height=height) for width, height in _LARGE + _SMALL)
_PRICES: Final = {
    ("small", "standard"): Decimal("0.008"),
    ("small", "premium"): Decimal("0.010"),
    ("large", "standard"): Decimal("0.010"),
    ("large", "premium"): Decimal("0.012"),
}
_DEFAULT_SIZE: Final = Size(width=1024, height=1024)
_DEFAULT_GUIDANCE: Final = 8.0
_DEFAULT_SIMILARITY: Final = 0.7

CAPABILITIES: Final = Capabilities(
    model_id=MODEL_ID,
    name="Titan Image Generator v2",
    tasks=frozenset(Task),
    sizes=_SIZES,
    ratios=(),
    images_per_call=5,
    prompt_limit=512,
    negative_limit=512,
    seed_limit=2_147_483_646,
    guidance=(1.1, 10.0),
    qualities=("standard", "premium"),
    palette="native",
)


class Titan:
    """Titan Image Generator v2: up to five pictures a call."""

    capabilities = CAPABILITIES

    def __init__(self, client: "BedrockRuntimeClient") -> None:
        self._client = client

    def plan(self, options: PictureOptions, seed: int, task: Task = Task.TEXT_TO_IMAGE) -> Plan:
        size = _size(options.size, options.ratio)
        price_class = "large" if (size.width, size.height) in _LARGE else "small"
        return Plan(
            model_id=MODEL_ID,
            task=task,
            count=options.count,
            size=size,
            seed=seed if options.seed is None else options.seed,
            guidance=_DEFAULT_GUIDANCE if options.guidance is None else options.guidance,
            quality=options.quality,
            negative=options.negative,
            palette=() if task is Task.VARIATION else options.palette,
            similarity=_DEFAULT_SIMILARITY if task is Task.VARIATION else None,
            price_each=_PRICES[price_class, options.quality],
        )

    async def paint(self, prompt: str, plan: Plan, sources: Sequence[bytes] = ()) -> Painting:
        answer = await invoke(self._client, MODEL_ID, request_body(prompt, plan, sources))
        # A filtered result is an ordinary answer with an error beside the pictures that passed, if any.
        error = answer.get("error")
        images = answer.get("images") or []
        if not images:
            if error:
                raise PictureRefusedError(str(error))
            raise NotAPictureError("the answer holds no picture")
        pictures = tuple(Painted(decode_picture(image), plan.seed) for image in images)
        return Painting(pictures, withheld=max(0, plan.count - len(pictures)))


def request_body(prompt: str, plan: Plan, sources: Sequence[bytes] = ()) -> dict[str, Any]:
    """The body of InvokeModel for `plan`."""
    if plan.size is None:
        raise ValueError("a Titan plan has a size")
    text: dict[str, Any] = {"text": prompt}
    if plan.negative:
        text["negativeText"] = plan.negative
    config = {
        "quality": plan.quality,
        "numberOfImages": plan.count,
        "cfgScale": plan.guidance,
        "seed": plan.seed,
        "width": plan.size.width,
        "height": plan.size.height,
    }
    if plan.task is Task.VARIATION:
        images = [base64.b64encode(source).decode() for source in sources]
        return {
            "taskType": "IMAGE_VARIATION",
            "imageVariationParams": {"images": images, "similarityStrength": plan.similarity} | text,
            "imageGenerationConfig": config,
        }
    if plan.palette:
        return {
            "taskType": "COLOR_GUIDED_GENERATION",
            "colorGuidedGenerationParams": {"colors": list(plan.palette)} | text,
            "imageGenerationConfig": config,
        }
    return {"taskType": "TEXT_IMAGE", "textToImageParams": text, "imageGenerationConfig": config}


def _size(size: Size | None, ratio: Ratio | None) -> Size:
    if size is not None:
        if size not in _SIZES:
            raise AskError(SizeNotPainted(size, closest_size(size, _SIZES), CAPABILITIES.name))
        return size
    if ratio is not None:
        return nearest_size(ratio.width / ratio.height, _SIZES)
    return _DEFAULT_SIZE
