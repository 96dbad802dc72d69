"""OpenAI-compatible image servers: models that a team hosts itself, or buys elsewhere than at AWS.

They paint from words, and some edit pictures: what a picture is used for is told in words as well, because the
contract has one task only. What a server can do is described in settings (`services.painting.described`).
"""

import asyncio
from collections.abc import Iterable
from typing import Any, Final

import aiohttp

from services.ask import MAX_COLOURS, PictureOptions, Ratio, Size
from services.bedrock import (
    ModelError,
    NotAPictureError,
    PromptRefusedError,
    SourceRefusedError,
    check_pictures,
)
from services.faults import AskError, SizeNotPainted
from services.painting.image_server_body import (
    FROM_WORDS,
    ServerDescription,
    ServerRequest,
    request_for,
    seed_of,
)
from services.painting.image_server_notes import KEEPS_SHAPE, notes_on
from services.painting.image_server_wire import call, picture_in
from services.painting.image_server_words import COLOURED, ROOM, STEERED
from services.painting.interface import (
    MASKED,
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
    closest_size,
    nearest_size,
)
from services.painting.source_limits import SourceLimits
from services.painting.stability_source import fit, fit_mask

_AT_ONCE: Final = 3
"""Calls in flight for one order: a server of one's own has few places."""

_EDITS: Final = OF_A_PART | {Task.VARIATION, Task.STYLE, Task.LAYOUT, Task.SKETCH}
_ANY_SIZE: Final = 2**62
"""Pixels of a picture whose size the server decides: it has the price of the largest."""

SEED_LIMIT: Final = 2_147_483_647
"""The largest seed that every server takes which takes any."""

SOURCE_SIDE: Final = 1536
"""Longest side of a picture that is sent, pixels: that of OpenAI's largest usual size."""


def server_tasks(*, edits: bool, masks: bool, pictures: int) -> frozenset[Task]:
    """What a server can do that edits or doesn't, takes masks or doesn't, and takes so many pictures."""
    if not edits:
        return FROM_WORDS
    return (
        FROM_WORDS
        | _EDITS
        | (MASKED if masks else frozenset())
        | (frozenset({Task.RESTYLE}) if pictures > 1 else frozenset())
    )


def capabilities_of(
    model_id: str,
    name: str,
    aliases: tuple[str, ...],
    prices: tuple[Price, ...],
    *,
    sizes: tuple[Size, ...] = (),
    images_per_call: int = 1,
    edits: bool = False,
    masks: bool = True,
    pictures: int = 1,
    seed: bool = False,
    negative: bool = False,
    qualities: bool = False,
    words_limit: int = 4000,
) -> Capabilities:
    """A server's capabilities. `words_limit` is of the whole prompt; instructions need some of it."""
    prompt_limit = words_limit - ROOM if edits else words_limit
    return Capabilities(
        model_id=model_id,
        name=name,
        family="server",
        aliases=aliases,
        tasks=server_tasks(edits=edits, masks=masks, pictures=pictures),
        sizes=sizes,
        ratios=(),
        images_per_call=images_per_call,
        prompt_limit=prompt_limit,
        negative_limit=prompt_limit if negative else 0,
        seed_limit=SEED_LIMIT if seed else 0,
        guidance=None,
        qualities=("standard", "premium") if qualities else (),
        palette="approximate",
        prices=prices,
        most_sources=pictures if edits else 0,
        takes=SourceLimits(least_side=1, most_side=SOURCE_SIDE) if edits else None,
    )


class ImageServer:
    """One model behind an OpenAI-compatible API: so many pictures a call, the rest in more calls."""

    def __init__(self, session: aiohttp.ClientSession, server: ServerDescription) -> None:
        self._session = session
        self._server = server
        self.capabilities = server.capabilities

    def plan(
        self,
        options: PictureOptions,
        seed: int,
        task: Task = Task.TEXT_TO_IMAGE,
        steering: Steering | None = None,
        style: str = "",  # noqa: ARG002  # it knows none by name
    ) -> Plan:
        limits = self.capabilities
        check_task(limits, task, steering)
        if task is Task.TEXT_TO_IMAGE:
            steering = None
        size = self._size(options, task, steering)
        quality = options.quality if limits.qualities else None
        plan = Plan(
            model_id=limits.model_id,
            model_name=limits.name,
            task=task,
            count=options.count,
            size=size,
            ratio=_ratio(options, task) if size is None else None,
            seed=seed if options.seed is None else options.seed,
            quality=quality,
            negative=options.negative[: limits.negative_limit],
            palette=_palette(options, task, steering),
            price_each=limits.price(quality or "standard", size.width * size.height if size else _ANY_SIZE),
        )
        if steering is not None:
            plan = plan.model_copy(update=_steered(task, steering))
        return plan.model_copy(update={"notes": notes_on(plan, options, steering, limits)})

    async def paint(self, prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> Painting:
        given = await self._given(plan, inputs)
        check_pictures((*given.pictures, given.mask or b""))
        at_once = asyncio.Semaphore(_AT_ONCE)
        each = self.capabilities.images_per_call
        shares = [(first, min(each, plan.count - first)) for first in range(0, plan.count, each)]
        requests = [
            # Beside the event loop: a mask is read and written anew.
            await asyncio.to_thread(request_for, prompt, plan, self._server, given, first, count)
            for first, count in shares
        ]

        async def one(first: int, request: ServerRequest) -> list[Painted]:
            async with at_once:
                return await self._one(seed_of(plan, self.capabilities, first), request)

        outcomes = await asyncio.gather(
            *(one(first, request) for (first, _), request in zip(shares, requests, strict=True)),
            return_exceptions=True,
        )
        pictures = tuple(picture for outcome in outcomes if isinstance(outcome, list) for picture in outcome)
        for error in _errors(outcomes):
            if not pictures or not isinstance(error, ModelError):
                raise _of_the_picture(error, prompt, plan)
        return Painting(pictures, withheld=plan.count - len(pictures))

    async def _given(self, plan: Plan, inputs: Inputs) -> Inputs:
        """What the call is given beside words, no larger than it need be."""
        takes = self.capabilities.takes
        if plan.task in FROM_WORDS or takes is None or not inputs.pictures:
            return NO_INPUTS if plan.task in FROM_WORDS else inputs
        # Beside the event loop: a large picture takes a while to read and write.
        sources = [
            await asyncio.to_thread(fit, inputs, takes, which) for which in range(len(inputs.pictures))
        ]
        mask = inputs.mask
        if mask is not None and sources[0].data != inputs.pictures[0]:
            mask = await asyncio.to_thread(fit_mask, inputs, sources[0])
        return Inputs(tuple(source.data for source in sources), mask)

    async def _one(self, seed: int, request: ServerRequest) -> list[Painted]:
        """What one call comes to: at least one picture."""
        asked = request.fields["n"]
        entries = (await call(self._session, self._server, request))[:asked]
        if not entries:
            raise NotAPictureError("the answer holds no picture")
        outcomes = await asyncio.gather(
            *(picture_in(self._session, self._server, entry) for entry in entries), return_exceptions=True
        )
        # Without a seed nothing is painted again, by no call.
        together = asked if self.capabilities.seed_limit else 1
        pictures = [
            Painted(outcome, seed, place % together, together)
            for place, outcome in enumerate(outcomes)
            if isinstance(outcome, bytes)
        ]
        for error in _errors(outcomes):
            if not pictures or not isinstance(error, ModelError):
                raise error
        return pictures

    def _size(self, options: PictureOptions, task: Task, steering: Steering | None) -> Size | None:
        sizes = self.capabilities.sizes
        if not sizes:
            return None
        if steering is not None and task in KEEPS_SHAPE:
            return nearest_size(steering.width / steering.height, sizes)
        if options.size is not None:
            if options.size not in sizes:
                nearest = closest_size(options.size, sizes)
                raise AskError(SizeNotPainted(options.size, nearest, self.capabilities.name))
            return options.size
        if options.ratio is not None:
            return nearest_size(options.ratio.width / options.ratio.height, sizes)
        if steering is not None and task is not Task.COLOURS and task is not Task.STYLE:
            return nearest_size(steering.width / steering.height, sizes)
        return sizes[0]


def _ratio(options: PictureOptions, task: Task) -> Ratio | None:
    """The shape that is asked for in words, where the server decides the size."""
    return None if task in KEEPS_SHAPE else options.ratio


def _palette(options: PictureOptions, task: Task, steering: Steering | None) -> tuple[str, ...]:
    if task is not Task.COLOURS:
        return options.palette if task in COLOURED else ()
    palette = options.palette or (steering.colours[:MAX_COLOURS] if steering else ())
    if not palette:
        raise ValueError(f"{task} needs the colours of a picture")
    return palette


def _steered(task: Task, steering: Steering) -> dict[str, Any]:
    if task in {Task.VARIATION, Task.STYLE, Task.RESTYLE}:
        return {"similarity": STEERED[steering.strength]}
    if task in {Task.LAYOUT, Task.SKETCH}:
        return {"control": STEERED[steering.strength]}
    return {"where": steering.where} if task in OF_A_PART else {}


def _errors(outcomes: Iterable[object]) -> list[BaseException]:
    return [outcome for outcome in outcomes if isinstance(outcome, BaseException)]


def _of_the_picture(error: BaseException, prompt: str, plan: Plan) -> BaseException:
    """A refusal of what was sent, where a person has sent no words: it is the picture that was refused."""
    wordless = plan.task in WORDLESS or not (prompt or plan.negative or plan.where)
    if wordless and isinstance(error, PromptRefusedError):
        return SourceRefusedError(str(error))
    return error
