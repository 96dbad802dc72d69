"""Stability AI on Bedrock: models that an account can call today.

Stable Image Core, Stable Image Ultra and Stable Diffusion 3.5 Large paint from words: an aspect ratio in place of
a size, one picture a call, no palette and no guidance scale; a picture's colours are put into words. Each image
service does one thing with a picture, and is a painter of its own.
"""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from services.ask import MAX_COLOURS, PictureOptions, Ratio, Size, Strength
from services.bedrock import (
    Invokes,
    ModelError,
    ModelFaultError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    SourceRefusedError,
    SourceUnsuitableError,
    check_pictures,
    decode_picture,
    invoke,
)
from services.painting.interface import (
    NO_INPUTS,
    OF_A_PART,
    WORDLESS,
    Capabilities,
    Inputs,
    Painted,
    Painting,
    Plan,
    Price,
    Steering,
    Task,
    check_task,
    nearest_ratio,
    preset_named,
)
from services.painting.source_limits import SourceLimits
from services.painting.stability_body import COLOURED, Given, request_body
from services.painting.stability_notes import notes_on, on_seed
from services.painting.stability_services import MODELS, PROMPT_LIMIT, Model
from services.painting.stability_source import fit

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
_SIMILARITIES: Final[Mapping[Task, Mapping[Strength, float]]] = {
    Task.VARIATION: {Strength.LIGHT: 0.25, Strength.MEDIUM: 0.45, Strength.STRONG: 0.7},
    Task.STYLE: {Strength.LIGHT: 0.25, Strength.MEDIUM: 0.5, Strength.STRONG: 0.85},
    Task.RESTYLE: {Strength.LIGHT: 0.6, Strength.MEDIUM: 0.9, Strength.STRONG: 1.0},
}
_CONTROLS: Final = {Strength.LIGHT: 0.4, Strength.MEDIUM: 0.7, Strength.STRONG: 1.0}
_CREATIVITIES: Final[Mapping[Task, Mapping[Strength, float]]] = {
    Task.OUTPAINT: {Strength.LIGHT: 0.75, Strength.MEDIUM: 0.5, Strength.STRONG: 0.25},
    Task.UPSCALE_FAITHFUL: {Strength.LIGHT: 0.45, Strength.MEDIUM: 0.35, Strength.STRONG: 0.2},
    Task.UPSCALE_CREATIVE: {Strength.LIGHT: 0.45, Strength.MEDIUM: 0.3, Strength.STRONG: 0.15},
}
"""The stronger the picture steers, the less is invented."""

_SHAPED: Final = frozenset({Task.TEXT_TO_IMAGE, Task.COLOURS, Task.STYLE})
"""What takes an aspect ratio."""

_RESIZED: Final = frozenset({Task.LAYOUT, Task.SKETCH, Task.VARIATION, Task.RESTYLE})
"""What comes with about a megapixel, in the shape of the picture."""

_ANY_SIZE: Final = 2**62
"""Pixels of a picture whose size the model decides: where prices are described by size, it has the largest's."""

_LARGER: Final = frozenset({Task.UPSCALE_FAITHFUL, Task.UPSCALE_CREATIVE})
_FAST_GROWTH: Final = 4
"""How much longer the sides get with fast upscale."""


def _capabilities(model: Model) -> Capabilities:
    return Capabilities(
        model_id=model.id,
        name=model.name,
        family="stability",
        aliases=model.aliases,
        tasks=model.tasks,
        sizes=(),
        ratios=_RATIOS if model.tasks & _SHAPED else (),
        images_per_call=1,
        prompt_limit=PROMPT_LIMIT if model.words else 0,
        negative_limit=PROMPT_LIMIT if model.negative else 0,
        seed_limit=model.seed_limit,
        guidance=None,
        qualities=(),
        palette="approximate" if model.tasks & COLOURED else "none",
        prices=(Price(model.price),),
        presets=model.presets,
        most_sources=1 if model.takes else 0,
        takes=model.takes,
        regions=model.regions,
    )


CAPABILITIES: Final[Mapping[str, Capabilities]] = {
    model_id: _capabilities(model) for model_id, model in MODELS.items()
}


class Stability:
    """One of Stability's models or image services: one picture a call, so several are several calls.

    Parameters
    ----------
    capabilities
        one of `CAPABILITIES`, or one made after it: another id or price of the same contract
    like
        the id of the one it was made after
    """

    def __init__(self, client: Invokes, capabilities: Capabilities, like: str = "") -> None:
        self._client = client
        self._model = MODELS[like or capabilities.model_id]
        self.capabilities = capabilities

    def plan(
        self,
        options: PictureOptions,
        seed: int,
        task: Task = Task.TEXT_TO_IMAGE,
        steering: Steering | None = None,
        style: str = "",
    ) -> Plan:
        limits = self.capabilities
        check_task(limits, task, steering)
        plan = Plan(
            model_id=limits.model_id,
            model_name=limits.name,
            task=task,
            # The same picture again and again is no choice.
            count=options.count if limits.seed_limit else 1,
            # 0 asks for a random seed, which would not be known before it was painted with.
            seed=max(1, seed if options.seed is None else options.seed),
            negative=options.negative if limits.negative_limit else "",
            preset=None if task in WORDLESS else preset_named(style, limits.presets),
            price_each=limits.price(pixels=_ANY_SIZE),
        )
        plan = plan.model_copy(
            update=_words_of(task, options, steering) | _shape_of(task, options, steering, limits.takes)
        )
        if steering is not None:
            plan = plan.model_copy(update=_steered(task, steering))
        if plan.size is not None:
            price = limits.price(pixels=plan.size.width * plan.size.height)
            plan = plan.model_copy(update={"price_each": price})
        notes = notes_on(plan, options, None if task is Task.TEXT_TO_IMAGE else steering)
        return plan.model_copy(update={"notes": (*notes, *on_seed(options, limits.seed_limit))})

    async def paint(self, prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> Painting:
        at_once = asyncio.Semaphore(_AT_ONCE)
        given = await self._given(plan, inputs)

        async def one(index: int) -> Painted:
            async with at_once:
                return await self._one(plan, request_body(prompt, plan, index, given))

        outcomes = await asyncio.gather(*map(one, range(plan.count)), return_exceptions=True)
        pictures = tuple(outcome for outcome in outcomes if isinstance(outcome, Painted))
        errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        for error in errors:
            if not pictures or not isinstance(error, ModelError):
                raise error
        return Painting(pictures, withheld=len(errors))

    async def _given(self, plan: Plan, inputs: Inputs) -> Given:
        """What the calls are given beside words, fitted to what the model takes."""
        limits = self.capabilities.takes
        if limits is None or plan.task not in self._model.tasks - _SHAPED | {Task.STYLE}:
            return Given()
        framed = plan.task is Task.OUTPAINT
        # Beside the event loop: a large canvas takes a while to read, cut and write.
        source = await asyncio.to_thread(fit, inputs, limits, framed=framed)
        manner = None
        if plan.task is Task.RESTYLE:
            manner = (await asyncio.to_thread(fit, inputs, limits, 1)).data
        # The mask may be of another size: the service brings it to the picture's.
        given = Given(source, manner=manner, mask=None if framed else inputs.mask)
        check_pictures((source.data, given.manner or b"", given.mask or b""))
        return given

    async def _one(self, plan: Plan, body: dict[str, Any]) -> Painted:
        answer = await invoke(self._client, plan.model_id, body)
        reason = _first(answer.get("finish_reasons"))
        if reason is not None:
            raise FILTERED.get(str(reason), ModelFaultError)(str(reason))
        image = _first(answer.get("images"))
        if image is None:
            raise NotAPictureError("the answer holds no picture")
        seed = str(_first(answer.get("seeds")))
        used = int(seed) if seed.isdecimal() else body.get("seed", plan.seed)
        return Painted(decode_picture(image), used)


def _first(values: object) -> object:
    """What a list of an answer has for its one picture; None where there is no list, or an empty one."""
    return values[0] if isinstance(values, list) and values else None


def _words_of(task: Task, options: PictureOptions, steering: Steering | None) -> dict[str, Any]:
    palette = options.palette if task in COLOURED else ()
    if task is Task.COLOURS:
        if steering is None or not steering.colours:
            raise ValueError(f"{task} needs the colours of a picture")
        palette = palette or steering.colours[:MAX_COLOURS]
    return {"palette": palette}


def _shape_of(
    task: Task, options: PictureOptions, steering: Steering | None, takes: SourceLimits | None
) -> dict[str, Any]:
    wanted = options.size or options.ratio
    if task in _SHAPED or steering is None:
        shape = wanted.width / wanted.height if wanted else 1.0
        return {"ratio": nearest_ratio(shape, _RATIOS)}
    if task in _RESIZED:
        return {"ratio": nearest_ratio(steering.width / steering.height, _RATIOS)}
    if task in _LARGER:
        return {}
    width, height = steering.width, steering.height
    if takes is not None and task is not Task.OUTPAINT:
        # One that is not taken at all is said so about by whoever chooses, and whoever fits it.
        with suppress(SourceUnsuitableError):
            width, height = takes.fitted(width, height)
    growth = _FAST_GROWTH if task is Task.UPSCALE else 1
    return {"size": Size(width=width * growth, height=height * growth)}


def _steered(task: Task, steering: Steering) -> dict[str, Any]:
    update: dict[str, Any] = {}
    if task in _SIMILARITIES:
        update["similarity"] = _SIMILARITIES[task][steering.strength]
    if task in {Task.LAYOUT, Task.SKETCH}:
        update["control"] = _CONTROLS[steering.strength]
    if task in _CREATIVITIES:
        update["creativity"] = _CREATIVITIES[task][steering.strength]
    if task in OF_A_PART:
        update["where"] = steering.where
    return update
