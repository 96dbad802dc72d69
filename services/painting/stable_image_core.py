"""Stability AI's Stable Image Core on Bedrock: a model that an account can call today.

An aspect ratio in place of a size, one picture a call, no palette, no guidance scale and no picture to work
from: a picture's colours are put into words. Limits: the Bedrock user guide's "Stable Image Core"; a test
compares them with the contract the sandbox enforces.
"""

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from services.ask import MAX_COLOURS, PictureOptions, Ratio, Strength
from services.bedrock import (
    ModelError,
    ModelFaultError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    SourceRefusedError,
    decode_picture,
    invoke,
)
from services.painting.colour_names import with_colours
from services.painting.interface import (
    NO_INPUTS,
    Capabilities,
    Inputs,
    Note,
    Painted,
    Painting,
    Plan,
    Steering,
    Task,
    nearest_ratio,
)

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient

MODEL_ID: Final = "stability.stable-image-core-v1:1"

_RATIOS: Final = tuple(
    Ratio(width=width, height=height)
    for width, height in ((1, 1), (16, 9), (21, 9), (2, 3), (3, 2), (4, 5), (5, 4), (9, 16), (9, 21))
)
_PRICE: Final = Decimal("0.04")
_AT_ONCE: Final = 3
"""Calls in flight for one order: the account's quota is shared by all orders."""

_FILTERED: Final[dict[str, type[ModelError]]] = {
    "Filter reason: prompt": PromptRefusedError,
    "Filter reason: output image": PictureRefusedError,
    "Filter reason: input image": SourceRefusedError,
    "Inference error": ModelFaultError,
}

CAPABILITIES: Final = Capabilities(
    model_id=MODEL_ID,
    name="Stable Image Core",
    tasks=frozenset({Task.TEXT_TO_IMAGE, Task.COLOURS}),
    sizes=(),
    ratios=_RATIOS,
    images_per_call=1,
    prompt_limit=10_000,
    negative_limit=10_000,
    seed_limit=4_294_967_295,
    guidance=None,
    qualities=(),
    palette="approximate",
)


class StableImageCore:
    """Stable Image Core: one picture a call, so several are several calls."""

    capabilities = CAPABILITIES

    def __init__(self, client: "BedrockRuntimeClient") -> None:
        self._client = client

    def plan(
        self,
        options: PictureOptions,
        seed: int,
        task: Task = Task.TEXT_TO_IMAGE,
        steering: Steering | None = None,
    ) -> Plan:
        if task not in CAPABILITIES.tasks:
            raise ValueError(f"{CAPABILITIES.name} has no {task}")
        palette = options.palette
        if task is Task.COLOURS:
            if steering is None or not steering.colours:
                raise ValueError(f"{task} needs the colours of a picture")
            palette = palette or steering.colours[:MAX_COLOURS]
        wanted = options.size or options.ratio
        ratio = nearest_ratio(wanted.width / wanted.height, _RATIOS) if wanted else Ratio(width=1, height=1)
        return Plan(
            model_id=MODEL_ID,
            task=task,
            count=options.count,
            ratio=ratio,
            seed=seed if options.seed is None else options.seed,
            negative=options.negative,
            palette=palette,
            price_each=_PRICE,
            notes=_notes(options, ratio, steering if task is Task.COLOURS else None),
        )

    async def paint(self, prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> Painting:  # noqa: ARG002
        at_once = asyncio.Semaphore(_AT_ONCE)

        async def one(index: int) -> Painted:
            async with at_once:
                return await self._one(request_body(prompt, plan, index))

        outcomes = await asyncio.gather(*map(one, range(plan.count)), return_exceptions=True)
        pictures = tuple(outcome for outcome in outcomes if isinstance(outcome, Painted))
        errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        for error in errors:
            if not pictures or not isinstance(error, ModelError):
                raise error
        return Painting(pictures, withheld=len(errors))

    async def _one(self, body: dict[str, Any]) -> Painted:
        answer = await invoke(self._client, MODEL_ID, body)
        reason = next(iter(answer.get("finish_reasons") or []), None)
        if reason is not None:
            raise _FILTERED.get(str(reason), ModelFaultError)(str(reason))
        images = answer.get("images") or []
        if not images:
            raise NotAPictureError("the answer holds no picture")
        seed = next(iter(answer.get("seeds") or []), body["seed"])
        return Painted(decode_picture(images[0]), int(seed))


def request_body(prompt: str, plan: Plan, index: int = 0) -> dict[str, Any]:
    """The body of InvokeModel for picture `index` of `plan`; each picture has a seed of its own."""
    body: dict[str, Any] = {
        "prompt": prompt,
        "aspect_ratio": str(plan.ratio),
        "output_format": "png",
        # 0 asks for a random seed, which could not be painted again before it is known.
        "seed": (plan.seed + index) % CAPABILITIES.seed_limit or 1,
    }
    if plan.palette:
        body["prompt"] = with_colours(prompt, plan.palette, CAPABILITIES.prompt_limit)
    if plan.negative:
        body["negative_prompt"] = plan.negative
    return body


def _notes(options: PictureOptions, ratio: Ratio, coloured_by: Steering | None) -> tuple[Note, ...]:
    notes: list[Note] = []
    if options.palette:
        notes.append("palette_approximate")
    elif coloured_by is not None:
        notes.append("colours_approximate")
    if coloured_by is not None and coloured_by.strength is not Strength.MEDIUM:
        notes.append("strength_ignored")
    if options.guidance is not None:
        notes.append("guidance_ignored")
    if options.quality == "premium":
        notes.append("quality_ignored")
    if options.size is not None:
        notes.append("size_ignored")
    elif (
        options.ratio is not None and options.ratio.width * ratio.height != options.ratio.height * ratio.width
    ):
        notes.append("ratio_nearest")
    return tuple(notes)
