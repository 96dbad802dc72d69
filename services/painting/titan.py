"""Amazon Titan Image Generator G1 v2: the contract the project was asked for.

End of life on 2026-06-30; no account can call it any more. Sizes, limits and prices: the Bedrock user guide's
"Amazon Titan Image Generator G1 models"; a test compares them with the contract the sandbox enforces.
"""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Final, Literal

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
from services.faults import AskError, NeedsWhere, SizeNotPainted
from services.painting.interface import (
    MASKED,
    NO_INPUTS,
    OF_A_PART,
    WORDLESS,
    Capabilities,
    Inputs,
    Note,
    Painted,
    Painting,
    Plan,
    Price,
    Steering,
    Task,
    closest_size,
    has_shape,
    nearest_size,
)
from services.painting.stability_source import SourceLimits, fit, fit_mask
from services.painting.titan_body import PROMPT_LIMIT, SIZE_OF_PICTURE, request_body

MODEL_ID: Final = "amazon.titan-image-generator-v2:0"

_SIZES: Final = tuple(
    Size(width=width, height=height)
    for width, height in (
        (1024, 1024), (768, 1152), (1152, 768), (768, 1280), (1280, 768), (896, 1152), (1152, 896),
        (768, 1408), (1408, 768), (640, 1408), (1408, 640), (1152, 640), (1173, 640),
        (768, 768), (512, 512), (384, 576), (576, 384), (384, 640), (640, 384), (448, 576), (576, 448),
        (384, 704), (704, 384), (320, 704), (704, 320),
    )
)  # fmt: skip
_DEFAULT_SIZE: Final = Size(width=1024, height=1024)
_DEFAULT_GUIDANCE: Final = 8.0

_SMALL_PIXELS: Final = 768 * 768
"""What has up to so many pixels is billed like 512x512, what has more like 1024x1024. That is so for every size
in the price table; for other sizes, those of pictures that are worked on, it is an assumption."""
_PRICES: Final = (
    Price(Decimal("0.008"), "standard", _SMALL_PIXELS),
    Price(Decimal("0.010"), "premium", _SMALL_PIXELS),
    Price(Decimal("0.010"), "standard"),
    Price(Decimal("0.012"), "premium"),
)

# Medium is the contract's default. No variation at 1.0: that leaves the words nothing to say.
_SIMILARITIES: Final = {Strength.LIGHT: 0.4, Strength.MEDIUM: 0.7, Strength.STRONG: 0.9}
_CONTROLS: Final = {Strength.LIGHT: 0.4, Strength.MEDIUM: 0.7, Strength.STRONG: 1.0}

LIMITS: Final = SourceLimits(least_side=1, most_side=1408, most_bytes=5 << 20)
"""What a picture that it works from may be: `x-image` of the contract."""

_REPAINTED: Final = OF_A_PART | {Task.INPAINT_MASKED, Task.ERASE_MASKED}
_LAID_OUT: Final = frozenset({Task.LAYOUT, Task.SKETCH})
_WITHOUT_PALETTE: Final = _REPAINTED | {Task.VARIATION, Task.OUTPAINT, Task.CUT_OUT}
_WITHOUT_STRENGTH: Final = _REPAINTED | {Task.COLOURS, Task.CUT_OUT}

_NO_PICTURE: Final = Steering(width=1, height=1)

CAPABILITIES: Final = Capabilities(
    model_id=MODEL_ID,
    name="Titan Image Generator v2",
    family="titan",
    aliases=("titan", "titan-v2"),
    regions=("us-west-2", "us-east-1"),
    end_of_life=date(2026, 6, 30),
    tasks=_REPAINTED
    | _LAID_OUT
    | {Task.TEXT_TO_IMAGE, Task.COLOURS, Task.VARIATION, Task.OUTPAINT, Task.CUT_OUT},
    prices=_PRICES,
    sizes=_SIZES,
    ratios=(),
    images_per_call=5,
    prompt_limit=PROMPT_LIMIT,
    negative_limit=PROMPT_LIMIT,
    seed_limit=2_147_483_646,
    guidance=(1.1, 10.0),
    qualities=("standard", "premium"),
    palette="native",
    most_sources=5,
    source_side=1408,
)


class Titan:
    """Titan Image Generator v2: up to five pictures a call."""

    def __init__(self, client: Invokes, capabilities: Capabilities = CAPABILITIES) -> None:
        self._client = client
        self.capabilities = capabilities

    def plan(
        self,
        options: PictureOptions,
        seed: int,
        task: Task = Task.TEXT_TO_IMAGE,
        steering: Steering | None = None,
        style: str = "",  # noqa: ARG002  # it knows none by name
    ) -> Plan:
        if task not in self.capabilities.tasks:
            raise ValueError(f"{self.capabilities.name} has no {task}")
        if steering is None and task is not Task.TEXT_TO_IMAGE:
            raise ValueError(f"{task} needs a picture to work from")
        steering = steering or _NO_PICTURE
        if task in OF_A_PART and not steering.where:
            raise AskError(NeedsWhere())
        notes = _notes(options, task, steering)
        painted = task is not Task.CUT_OUT
        if not painted:
            options = PictureOptions(seed=options.seed)
        size = _size(options, task, steering)
        return Plan(
            model_id=self.capabilities.model_id,
            model_name=self.capabilities.name,
            task=task,
            count=options.count,
            size=size,
            seed=seed if options.seed is None else options.seed,
            guidance=(options.guidance or _DEFAULT_GUIDANCE) if painted else None,
            quality=options.quality if painted else None,
            negative=options.negative,
            palette=_palette(options, task, steering),
            similarity=_SIMILARITIES[steering.strength] if task is Task.VARIATION else None,
            control=_CONTROLS[steering.strength] if task in _LAID_OUT else None,
            control_by=_followed(task, steering.strength) if task in _LAID_OUT else None,
            untouched=task is Task.OUTPAINT and steering.strength is Strength.STRONG,
            where=steering.where if task in OF_A_PART else "",
            # A cut-out has no price of its own in the table: assumed to cost what a standard picture does.
            price_each=self.capabilities.price(options.quality, size.width * size.height),
            notes=notes,
        )

    async def paint(self, prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> Painting:
        given = await self._given(plan, inputs)
        check_pictures((*given.pictures, given.mask or b""))
        try:
            answer = await invoke(self._client, plan.model_id, request_body(prompt, plan, given))
        except PromptRefusedError as error:
            # Titan has one sentence for all that its filter stops; without words it can only be the picture.
            said = "" if plan.task in WORDLESS else prompt
            if plan.task is not Task.TEXT_TO_IMAGE and not (said or plan.negative or plan.where):
                raise SourceRefusedError(str(error)) from error
            raise
        # A filtered result is an ordinary answer with an error beside the pictures that passed, if any.
        flagged = answer.get("error")
        images = answer.get("images")
        if not isinstance(images, list) or not images:
            if flagged:
                raise PictureRefusedError(str(flagged))
            raise NotAPictureError("the answer holds no picture")
        pictures = tuple(_readable(images, plan.seed))
        if not pictures:
            raise NotAPictureError("none of the answer's pictures is base64")
        return Painting(pictures, withheld=max(0, plan.count - len(pictures)))

    async def _given(self, plan: Plan, inputs: Inputs) -> Inputs:
        """What the call is given beside words, fitted to what the model takes."""
        if plan.task is Task.TEXT_TO_IMAGE:
            return NO_INPUTS
        count = len(inputs.pictures) if plan.task is Task.VARIATION else 1
        # Beside the event loop: a large picture takes a while to read and write.
        sources = [await asyncio.to_thread(fit, inputs, LIMITS, which) for which in range(count)]
        mask = None
        if plan.task in MASKED:
            mask = await asyncio.to_thread(fit_mask, inputs, sources[0])
        return Inputs(tuple(source.data for source in sources), mask)


def _readable(images: Iterable[object], seed: int) -> Iterator[Painted]:
    """Those that can be read: one that can't be must not take the others, which are paid for, with it."""
    for image in images:
        with suppress(NotAPictureError):
            yield Painted(decode_picture(image), seed)


def _size(options: PictureOptions, task: Task, steering: Steering) -> Size:
    if task in SIZE_OF_PICTURE:
        width, height = steering.width, steering.height
        # One that is not taken at all is said so about before anything is paid, by whoever fits it.
        with suppress(SourceUnsuitableError):
            width, height = LIMITS.fitted(width, height)
        return Size(width=width, height=height)
    if options.size is not None:
        if options.size not in _SIZES:
            raise AskError(
                SizeNotPainted(options.size, closest_size(options.size, _SIZES), CAPABILITIES.name)
            )
        return options.size
    if options.ratio is not None:
        return nearest_size(options.ratio.width / options.ratio.height, _SIZES)
    if task in _LAID_OUT or task is Task.VARIATION:
        return nearest_size(steering.width / steering.height, _SIZES)
    return _DEFAULT_SIZE


def _palette(options: PictureOptions, task: Task, steering: Steering) -> tuple[HexColour, ...]:
    if task in _WITHOUT_PALETTE:
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


def _notes(options: PictureOptions, task: Task, steering: Steering) -> tuple[Note, ...]:
    notes: list[Note] = []
    if options.palette and task in _LAID_OUT:
        # A sketch painted in given colours is worth having in words, if it can't be had in numbers.
        notes.append("palette_approximate")
    if options.palette and task in _WITHOUT_PALETTE:
        notes.append("palette_ignored")
    if task is Task.CUT_OUT:
        if options.count > 1:
            notes.append("count_ignored")
        if options.negative:
            notes.append("negative_ignored")
        if options.guidance is not None:
            notes.append("guidance_ignored")
        if options.quality != "standard":
            notes.append("quality_ignored")
    if steering.strength is not Strength.MEDIUM and task in _WITHOUT_STRENGTH:
        notes.append("strength_ignored")
    if task is Task.RECOLOUR:
        notes.append("recolour_repaints")
    if (task in _REPAINTED or task is Task.CUT_OUT) and not has_shape(steering, options):
        notes.append("ratio_of_picture")
    if task is Task.OUTPAINT and options.size not in {None, _size(options, task, steering)}:
        notes.append("size_ignored")
    return tuple(notes)
