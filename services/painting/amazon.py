"""What Amazon's image models have in common: tasks, settings, filters, and the form of their answers."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any, ClassVar, Final, Literal

from services.ask import MAX_COLOURS, HexColour, PictureOptions, Size, Strength
from services.bedrock import (
    Invokes,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    SourceRefusedError,
    SourceUnsuitableError,
    check_pictures,
    decode_picture,
    invoke,
)
from services.faults import AskError, SizeNotPainted
from services.painting.amazon_body import SIZE_OF_PICTURE, has_words
from services.painting.amazon_notes import WITHOUT_NEGATIVE, WITHOUT_PALETTE, notes_on
from services.painting.interface import (
    MASKED,
    NO_INPUTS,
    OF_A_PART,
    PAIRED,
    Capabilities,
    Inputs,
    Painted,
    Painting,
    Plan,
    Steering,
    Task,
    check_task,
    closest_size,
    nearest_size,
    preset_named,
)
from services.painting.source_limits import SourceLimits
from services.painting.stability_source import fit, fit_mask

LAID_OUT: Final = frozenset({Task.LAYOUT, Task.SKETCH})
TASKS: Final = (
    OF_A_PART | LAID_OUT | MASKED | {Task.TEXT_TO_IMAGE, Task.COLOURS, Task.VARIATION, Task.CUT_OUT}
)
"""What both Titan and Nova do."""

_DEFAULT_SIZE: Final = Size(width=1024, height=1024)

# Medium is the contract's default. No variation at 1.0: that leaves the words nothing to say.
_SIMILARITIES: Final = {Strength.LIGHT: 0.4, Strength.MEDIUM: 0.7, Strength.STRONG: 0.9}
_CONTROLS: Final = {Strength.LIGHT: 0.4, Strength.MEDIUM: 0.7, Strength.STRONG: 1.0}

_NO_PICTURE: Final = Steering(width=1, height=1)


class AmazonPainter(ABC):
    """One of Amazon's image models: up to five pictures a call.

    Attributes
    ----------
    usual_guidance
        where nobody chose one: the contract's default
    """

    usual_guidance: ClassVar[float]

    def __init__(self, client: Invokes, capabilities: Capabilities) -> None:
        self._client = client
        self.capabilities = capabilities
        self._takes = capabilities.takes or SourceLimits(least_side=1)

    @abstractmethod
    def body(self, prompt: str, plan: Plan, inputs: Inputs) -> dict[str, Any]:
        """The body of InvokeModel."""

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
        steering = steering or _NO_PICTURE
        asked, painted = options, task is not Task.CUT_OUT
        if not painted:
            options = PictureOptions(seed=options.seed)
        palette = _palette(options, task, steering)
        size = self._size(options, task, steering)
        plan = Plan(
            model_id=limits.model_id,
            model_name=limits.name,
            task=task,
            count=options.count,
            size=size,
            # A larger seed is brought into the range, and told as it is used.
            seed=(seed if options.seed is None else options.seed) % (limits.seed_limit + 1),
            guidance=(options.guidance or self.usual_guidance) if painted else None,
            quality=options.quality if painted else None,
            # It may have been written for another, which takes more.
            negative="" if task in WITHOUT_NEGATIVE else options.negative[: limits.negative_limit],
            palette=palette,
            similarity=_SIMILARITIES[steering.strength] if task is Task.VARIATION else None,
            control=_CONTROLS[steering.strength] if task in LAID_OUT else None,
            control_by=_followed(task, steering.strength) if task in LAID_OUT else None,
            untouched=task is Task.OUTPAINT and steering.strength is Strength.STRONG,
            where=steering.where if task in OF_A_PART | {Task.TRY_ON} else "",
            # A palette is painted by a task of its own, which has no styles but those in words.
            preset=preset_named(style, limits.presets)
            if task in LAID_OUT or (task is Task.TEXT_TO_IMAGE and not palette)
            else None,
            # A cut-out has no price of its own in the table: assumed to cost what a standard picture does.
            price_each=limits.price(options.quality, size.width * size.height),
        )
        return plan.model_copy(update={"notes": notes_on(plan, asked, steering)})

    async def paint(self, prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> Painting:
        given = await self._given(plan, inputs)
        check_pictures((*given.pictures, given.mask or b""))
        body = self.body(prompt, plan, given)
        try:
            answer = await invoke(self._client, plan.model_id, body)
        except PromptRefusedError as error:
            # There may be one sentence for all that is stopped; without words it can only be the picture.
            if plan.task is not Task.TEXT_TO_IMAGE and not has_words(body):
                raise SourceRefusedError(str(error)) from error
            raise
        # A filtered result is an ordinary answer with an error beside the pictures that passed, if any.
        flagged = answer.get("error")
        images = answer.get("images")
        if not isinstance(images, list) or not images:
            if flagged:
                raise PictureRefusedError(str(flagged))
            raise NotAPictureError("the answer holds no picture")
        pictures = tuple(_readable(images, plan))
        if not pictures:
            raise NotAPictureError("none of the answer's pictures is base64")
        return Painting(pictures, withheld=max(0, plan.count - len(pictures)))

    async def _given(self, plan: Plan, inputs: Inputs) -> Inputs:
        """What the call is given beside words, fitted to what the model takes."""
        if plan.task is Task.TEXT_TO_IMAGE:
            return NO_INPUTS
        count = len(inputs.pictures) if plan.task is Task.VARIATION else 2 if plan.task in PAIRED else 1
        # Beside the event loop: a large picture takes a while to read and write.
        sources = [await asyncio.to_thread(fit, inputs, self._takes, which) for which in range(count)]
        mask = None
        if plan.task in MASKED:
            mask = await asyncio.to_thread(fit_mask, inputs, sources[0], rgb=self._takes.opaque)
        return Inputs(tuple(source.data for source in sources), mask)

    def _size(self, options: PictureOptions, task: Task, steering: Steering) -> Size:
        if task in SIZE_OF_PICTURE:
            width, height = steering.width, steering.height
            # One that is not taken at all is said so about before anything is paid, by whoever fits it.
            with suppress(SourceUnsuitableError):
                width, height = self._takes.fitted(width, height)
            return Size(width=width, height=height)
        sizes, rule = self.capabilities.sizes, self.capabilities.any_size
        if options.size is not None:
            nearest = rule.nearest(options.size) if rule else closest_size(options.size, sizes)
            if nearest != options.size:
                raise AskError(SizeNotPainted(options.size, nearest, self.capabilities.name))
            return options.size
        if rule is not None and options.ratio is not None:
            exact = rule.exactly(options.ratio.width, options.ratio.height)
            if exact is not None:
                return exact
        wanted: tuple[int, int] | None = None
        if options.ratio is not None:
            wanted = options.ratio.width, options.ratio.height
        elif task in LAID_OUT or task is Task.VARIATION:
            wanted = steering.width, steering.height
        if wanted is None:
            return _DEFAULT_SIZE
        return rule.shaped(*wanted) if rule else nearest_size(wanted[0] / wanted[1], sizes)


def _readable(images: Iterable[object], plan: Plan) -> Iterator[Painted]:
    """Those that can be read: one that can't be must not take the others, which are paid for, with it."""
    for place, image in enumerate(images):
        with suppress(NotAPictureError):
            yield Painted(decode_picture(image), plan.seed, place, plan.count)


def _palette(options: PictureOptions, task: Task, steering: Steering) -> tuple[HexColour, ...]:
    if task in WITHOUT_PALETTE:
        return ()
    if task is not Task.COLOURS:
        return options.palette
    palette = options.palette or steering.colours[:MAX_COLOURS]
    if not palette:
        raise ValueError("no colours were measured in the picture")
    return palette


def _followed(task: Task, strength: Strength) -> Literal["lines", "shapes"]:
    """What of a picture's layout is followed; of a drawing always its lines.

    Lines hold every contour in its place, however faintly, so that what is painted keeps looking traced. Who
    wants the layout lightly wants things to stand where they stood, and to look as the words say: shapes.
    """
    return "shapes" if task is Task.LAYOUT and strength is Strength.LIGHT else "lines"
