"""Whatever is asked for: what is sent keeps the contract, and costs what was said."""

import asyncio
import base64
import json
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from math import sqrt
from typing import Any

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from services.ask import MAX_COLOURS, MAX_SEED, PictureOptions, Ratio, Size, Strength
from services.bedrock import SourceUnsuitableError
from services.painting import amazon, amazon_body, stability, stability_services, titan
from services.painting.catalogue import KNOWN, painters
from services.painting.interface import MASKED, OF_A_PART, WORDLESS, Plan, Steering, Task
from services.painting.masks import turned
from services.painting.stability import _FAST_GROWTH
from services.painting.stability_source import fit, fit_mask
from tests.contracts import image_limits, model, strict
from tests.records import seeds
from tests.services.painting.given import SOME, inputs_for, once, opened

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
FAMILIES = {"titan", "stability"}
WORDS = {Task.TEXT_TO_IMAGE, Task.COLOURS}


def _kind(task):
    return "words" if task in WORDS else "part" if task in OF_A_PART | MASKED else "picture"


CASES: dict[str, list[tuple[str, Task]]] = {}
"""Models with their tasks, those together for which it is worth to draw what is asked for only once."""
for model_id, known in KNOWN.items():
    if known.family in FAMILIES:
        for task in sorted(known.tasks):
            CASES.setdefault(f"{known.family}-{_kind(task)}", []).append((model_id, task))

# What is drawn is drawn 500 times: palettes and words are varied, but not letter by letter.
texts = st.sampled_from(["", "a boat", "배", "\N{TIGER}" * 9, " ", 'no: "people"\n\\', "a, " * 60, "x" * 512])
palettes = st.sampled_from(
    [("#0b3954",), ("#000000",) * 2, tuple(f"#{12345 * index:06x}" for index in range(12))]
)
intents = st.builds(
    PictureOptions,
    count=st.integers(1, 5),
    ratio=st.none() | st.builds(Ratio, width=st.integers(1, 100), height=st.integers(1, 100)),
    seed=st.none() | st.integers(0, MAX_SEED),
    guidance=st.none() | st.floats(1.1, 10, allow_nan=False),
    quality=st.sampled_from(["standard", "premium"]),
    negative=texts,
    palette=st.just(()) | palettes.map(lambda palette: palette[:MAX_COLOURS]),
) | st.builds(
    PictureOptions,
    count=st.integers(1, 5),
    size=st.builds(Size, width=st.integers(1, 2000), height=st.just(900)),
)
styles = st.sampled_from(["", "Pixel Art", "anime", "ENHANCE", "watercolour", "3D model"])


class Paints:
    """A client that gives as many pictures as are asked for, and remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, Any]] = []

    async def invoke_model(self, modelId, body, **_):  # noqa: N803  # botocore's name
        sent = json.load(body)
        self.calls.append((modelId, sent))
        count = sent.get("imageGenerationConfig", {}).get("numberOfImages", 1)
        answer = {"images": [PICTURE] * count, "finish_reasons": [None], "seeds": [sent.get("seed", 3)]}

        class Body:
            async def read(self):
                return json.dumps(answer).encode()

        return {"body": Body()}


@pytest.fixture(scope="module", autouse=True)
def fitted_once():
    """The same few pictures are fitted hundreds of times: each is so in truth once for each model's limits.

    What is remembered needs no thread: handing over to one takes longer than all the rest.
    """

    async def here(function, *args, **kwargs):
        return function(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "to_thread", here)
        for module in (stability, amazon):
            patch.setattr(module, "fit", once(fit))
        patch.setattr(amazon, "fit_mask", once(fit_mask))
        patch.setattr(amazon_body, "turned", once(turned))
        yield


def can_be_fitted(limits, width, height):
    """Whether some scale keeps all limits of a contract, with a little room for whole pixels; see `fit`."""
    aspect = width / height
    if not (limits["minAspect"] or 0) <= aspect <= (limits["maxAspect"] or 9999):
        return False
    shortest, longest = min(width, height), max(width, height)
    least = (limits["minSide"] or 1) / shortest
    most = min(
        (limits["maxSide"] or 99_999) / longest, sqrt((limits["maxPixels"] or 1e12) / (width * height))
    )
    return least <= 16 and (least <= 1 <= most or least * 1.02 < most)


def price_listed(model_id, settled):
    """By the table of the contract: for a size, the smallest class that holds as many pixels."""
    listed = model(model_id)["pricePerImage"]
    if len(listed) == 1:
        return Decimal(str(listed[0]["usd"]))
    small = settled.size.width * settled.size.height <= 768 * 768
    wanted = ("S" if small else "L", settled.quality or "standard")
    return next(Decimal(str(one["usd"])) for one in listed if (one["sizeClass"], one["quality"]) == wanted)


@pytest.mark.parametrize("cases", CASES.values(), ids=CASES)
@given(
    options=intents,
    seed=seeds,
    said=texts,
    source=st.sampled_from(SOME),
    strength=st.sampled_from(Strength),
    where=texts.filter(bool),
    measured=palettes,
    style=styles,
)
@settings(max_examples=500, deadline=None)
async def test_every_request_keeps_the_contract(
    cases, options, seed, said, source, strength, where, measured, style
):
    """Each task of each model is asked for whatever is drawn."""
    client = Paints()
    known = painters(client)
    for model_id, task in cases:
        note(f"{model_id}, {task}")
        client.calls.clear()
        (width, height), kind = source
        if task is Task.OUTPAINT and (width, height) == (1, 1):
            width = height = 2  # there is something to keep and something to paint on every canvas
        steering = Steering(width=width, height=height, strength=strength, where=where, colours=measured)
        await keeps_the_contract(client, known[model_id], task, options, seed, said, steering, style, kind)


async def keeps_the_contract(client, painter, task, options, seed, said, steering, style, kind):
    model_id = painter.capabilities.model_id
    width, height = steering.width, steering.height
    schema = model(model_id)["requestSchema"]
    if task in WORDS and not said:
        said = "a boat"  # nobody gets as far without words
    if options.size is not None and painter.capabilities.sizes:
        options = options.model_copy(
            update={"size": painter.capabilities.sizes[seed % len(painter.capabilities.sizes)]}
        )
    settled = painter.plan(options, seed, task, steering, style)
    assert Plan.model_validate_json(settled.model_dump_json()) == settled

    inputs = inputs_for(task, width, height, kind, options.count if task is Task.VARIATION else 2)
    try:
        painting = await painter.paint(said, settled, inputs)
    except SourceUnsuitableError:
        assert client.calls == []
        assert not can_be_fitted(image_limits(schema), *_worked_on(task, width, height))
        return

    assert {called for called, _ in client.calls} <= set(model(model_id)["invokeIds"])
    first = client.calls[0][1]
    strict(schema, first.get("taskType", "")).validate(first)
    for _, body in client.calls:
        assert body | {"seed": 0} == first | {"seed": 0}
    assert len(client.calls) == -(-settled.count // painter.capabilities.images_per_call)
    assert settled.count in {1, options.count}
    assert len(painting.pictures) == settled.count
    assert painting.withheld == 0
    assert settled.price_each == price_listed(model_id, settled)
    asked = seed if options.seed is None else options.seed
    # To Stability 0 means any seed, so it is painted from another, which is told.
    assert settled.seed == (max(1, asked) if painter.capabilities.family == "stability" else asked)
    if painter.capabilities.family == "stability":
        _of_stability(painter.capabilities, settled, client.calls, said)
    else:
        _of_titan(settled, first)


def _worked_on(task, width, height):
    """Width and height of what is handed over: of a framed picture the part that the mask keeps."""
    if task is not Task.OUTPAINT:
        return width, height
    return max(1, width * 3 // 4 - width // 4), max(1, height * 3 // 4 - height // 4)


def _of_stability(known, settled, calls, said):
    used = [body["seed"] for _, body in calls if "seed" in body]
    assert len(set(used)) == len(used) == (settled.count if known.seed_limit else 0)
    assert all(0 < one <= known.seed_limit for one in used)
    body = calls[0][1]
    assert settled.preset in {None, *known.presets}
    assert body.get("style_preset") == settled.preset
    if settled.task in WORDLESS:
        assert said in {"", " "} or said not in body.get("prompt", "")
        assert settled.preset is None
    if settled.task is Task.UPSCALE:
        sent = opened(base64.b64decode(body["image"]))
        assert settled.size == Size(width=_FAST_GROWTH * sent.width, height=_FAST_GROWTH * sent.height)


def _of_titan(settled, body):
    (params,) = (value for name, value in body.items() if name.endswith("Params"))
    if settled.task in OF_A_PART | MASKED | {Task.CUT_OUT}:
        sent = opened(base64.b64decode(params["image"]))
        assert settled.size == Size(width=sent.width, height=sent.height)
    else:
        config = body["imageGenerationConfig"]
        assert settled.size == Size(width=config["width"], height=config["height"])
    if settled.task in MASKED:
        # What the schema can't see, and the contract says of a mask beside.
        size, mode, colours = seen(params["maskImage"])
        assert size == (settled.size.width, settled.size.height)
        assert mode == "L"
        assert colours <= {0, 255}


@lru_cache(maxsize=1024)
def seen(mask):
    """Size, mode and colours."""
    marked = opened(base64.b64decode(mask))
    return marked.size, marked.mode, {colour for _, colour in marked.getcolors()}


@given(st.integers(1, 6000), st.integers(1, 6000))
@settings(max_examples=500, deadline=None)
@pytest.mark.parametrize(
    ("limits", "schema"),
    [
        pytest.param(limits, model(model_id)["requestSchema"], id=KNOWN[model_id].aliases[0])
        for model_id, limits in {
            titan.MODEL_ID: titan.LIMITS,
            **{key: one.takes for key, one in stability_services.MODELS.items() if one.takes is not None},
        }.items()
        if KNOWN[model_id].aliases[0] in {"titan", "sd3.5", "inpaint", "fast-upscale", "creative-upscale"}
    ],
)
def test_every_size_ends_within_the_limits(limits, schema, width, height):
    listed = image_limits(schema)
    try:
        across, down = limits.fitted(width, height)
    except SourceUnsuitableError:
        assert not can_be_fitted(listed, width, height)
        return
    assert min(across, down) >= (listed["minSide"] or 1)
    assert max(across, down) <= (listed["maxSide"] or max(across, down))
    assert (listed["minPixels"] or 1) <= across * down <= (listed["maxPixels"] or across * down)
    assert (listed["minAspect"] or 0) <= across / down <= (listed["maxAspect"] or across / down)
    if min(across, down) >= 20:
        assert across / down == pytest.approx(width / height, rel=0.06)
    within = replace(limits).fitted(across, down)
    assert within == (across, down)
