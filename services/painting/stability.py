"""Stability AI on Bedrock: models that an account can call today.

Stable Image Core, Stable Image Ultra and Stable Diffusion 3.5 Large paint from words: an aspect ratio in place of
a size, one picture a call, no palette and no guidance scale. Whichever of them is chosen, tasks that work from a
picture go to the same image services; a picture's colours are put into words.
"""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from services.ask import MAX_COLOURS, PictureOptions, Ratio, Size, Strength
from services.bedrock import (
    ModelError,
    ModelFaultError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    SourceRefusedError,
    check_pictures,
    decode_picture,
    invoke,
)
from services.faults import AskError, NeedsWhere
from services.painting.interface import (
    NO_INPUTS,
    Capabilities,
    Inputs,
    Painted,
    Painting,
    Plan,
    Steering,
    Task,
    nearest_ratio,
)
from services.painting.stability_body import request_body
from services.painting.stability_notes import notes_on
from services.painting.stability_services import GENERATORS, PROMPT_LIMIT, SERVICES, Generator
from services.painting.stability_source import fit

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient

_RATIOS: Final = tuple(
    Ratio(width=width, height=height)
    for width, height in ((1, 1), (16, 9), (21, 9), (2, 3), (3, 2), (4, 5), (5, 4), (9, 16), (9, 21))
)
_AT_ONCE: Final = 3
"""Calls in flight for one order: the account's quota is shared by all orders."""

FILTERED: Final[Mapping[str, type[ModelError]]] = {
    "Filter reason: prompt": PromptRefusedError,
    "Filter reason: output image": PictureRefusedError,
    "Filter reason: input image": SourceRefusedError,
    "Inference error": ModelFaultError,
}

# Medium is the contract's default where it has one. No variation at 1.0: that would be the picture itself.
_SIMILARITIES: Final = {Strength.LIGHT: 0.25, Strength.MEDIUM: 0.45, Strength.STRONG: 0.7}
_CONTROLS: Final = {Strength.LIGHT: 0.4, Strength.MEDIUM: 0.7, Strength.STRONG: 1.0}
_CREATIVITIES: Final = {Strength.LIGHT: 0.75, Strength.MEDIUM: 0.5, Strength.STRONG: 0.25}


def _capabilities(generator: Generator) -> Capabilities:
    return Capabilities(
        model_id=generator.model_id,
        name=generator.name,
        tasks=frozenset({Task.TEXT_TO_IMAGE, Task.COLOURS, *SERVICES}),
        sizes=(),
        ratios=_RATIOS,
        images_per_call=1,
        prompt_limit=PROMPT_LIMIT,
        negative_limit=PROMPT_LIMIT,
        seed_limit=generator.seed_limit,
        guidance=None,
        qualities=(),
        palette="approximate",
        most_sources=1,
        source_side=1408,
    )


CAPABILITIES: Final[Mapping[str, Capabilities]] = {
    model_id: _capabilities(generator) for model_id, generator in GENERATORS.items()
}


class Stability:
    """One of Stability's generators with the image services: one picture a call, so several are several calls.

    Parameters
    ----------
    model_id
        one of `CAPABILITIES`
    """

    def __init__(self, client: "BedrockRuntimeClient", model_id: str) -> None:
        self._client = client
        self._price = GENERATORS[model_id].price
        self.capabilities = CAPABILITIES[model_id]

    def plan(
        self,
        options: PictureOptions,
        seed: int,
        task: Task = Task.TEXT_TO_IMAGE,
        steering: Steering | None = None,
    ) -> Plan:
        chosen = Plan(
            model_id=self.capabilities.model_id,
            task=task,
            count=1 if task is Task.CUT_OUT else options.count,
            seed=seed if options.seed is None else options.seed,
            negative="" if task in {Task.OUTPAINT, Task.CUT_OUT} else options.negative,
            price_each=self._price,
        )
        if task is Task.TEXT_TO_IMAGE or task is Task.COLOURS:
            return _from_words(chosen, options, steering if task is Task.COLOURS else None)
        if steering is None:
            raise ValueError(f"{task} needs a picture to work from")
        if task is Task.INPAINT and not steering.where:
            raise AskError(NeedsWhere())
        return _from_picture(chosen, options, steering)

    async def paint(self, prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> Painting:
        at_once = asyncio.Semaphore(_AT_ONCE)
        source = None
        if plan.task in SERVICES:
            # Beside the event loop: a large canvas takes a while to read, cut and write.
            source = await asyncio.to_thread(fit, inputs, SERVICES[plan.task].takes)
            check_pictures([source.data])

        async def one(index: int) -> Painted:
            async with at_once:
                return await self._one(plan, request_body(prompt, plan, index, source))

        outcomes = await asyncio.gather(*map(one, range(plan.count)), return_exceptions=True)
        pictures = tuple(outcome for outcome in outcomes if isinstance(outcome, Painted))
        errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        for error in errors:
            if not pictures or not isinstance(error, ModelError):
                raise error
        return Painting(pictures, withheld=len(errors))

    async def _one(self, plan: Plan, body: dict[str, Any]) -> Painted:
        answer = await invoke(self._client, plan.service or plan.model_id, body)
        reason = next(iter(answer.get("finish_reasons") or []), None)
        if reason is not None:
            raise FILTERED.get(str(reason), ModelFaultError)(str(reason))
        images = answer.get("images") or []
        if not images:
            raise NotAPictureError("the answer holds no picture")
        seed = next(iter(answer.get("seeds") or []), body.get("seed", plan.seed))
        return Painted(decode_picture(images[0]), int(seed))


def _from_words(plan: Plan, options: PictureOptions, coloured_by: Steering | None) -> Plan:
    palette = options.palette
    if plan.task is Task.COLOURS:
        if coloured_by is None or not coloured_by.colours:
            raise ValueError(f"{plan.task} needs the colours of a picture")
        palette = palette or coloured_by.colours[:MAX_COLOURS]
    wanted = options.size or options.ratio
    ratio = nearest_ratio(wanted.width / wanted.height, _RATIOS) if wanted else Ratio(width=1, height=1)
    plan = plan.model_copy(update={"ratio": ratio, "palette": palette})
    return plan.model_copy(update={"notes": notes_on(plan, options, coloured_by)})


def _from_picture(plan: Plan, options: PictureOptions, steering: Steering) -> Plan:
    service = SERVICES[plan.task]
    # A layout and a variation come with about a megapixel, in the shape of the picture.
    resized = plan.task in {Task.LAYOUT, Task.VARIATION}
    plan = plan.model_copy(
        update={
            "service": service.id,
            "price_each": service.price,
            "size": None if resized else Size(width=steering.width, height=steering.height),
            "ratio": nearest_ratio(steering.width / steering.height, _RATIOS) if resized else None,
            "palette": options.palette if plan.task is Task.LAYOUT else (),
            "similarity": _SIMILARITIES[steering.strength] if plan.task is Task.VARIATION else None,
            "control": _CONTROLS[steering.strength] if plan.task is Task.LAYOUT else None,
            "creativity": _CREATIVITIES[steering.strength] if plan.task is Task.OUTPAINT else None,
            "where": steering.where if plan.task is Task.INPAINT else "",
        }
    )
    return plan.model_copy(update={"notes": notes_on(plan, options, steering)})
