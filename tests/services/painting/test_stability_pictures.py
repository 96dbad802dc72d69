"""What Stability's models make from a picture: requests keep the contracts, answers end in their own outcomes."""

import base64
import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from services.ask import PictureOptions, Ratio, Size, Strength
from services.bedrock import (
    MAX_PICTURES_BYTES,
    RequestRefusedError,
)
from services.faults import AskError, NeedsWhere
from services.painting.interface import MASKED, Inputs, Steering, Task
from services.painting.stability import CAPABILITIES, Stability
from services.painting.stability_body import Given, request_body
from services.painting.stability_services import MODELS, PROMPT_LIMIT
from services.painting.stability_source import Source
from services.picture_files import encoded
from tests.contracts import contract, model, validator
from tests.records import picture_options

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
CANVAS = encoded(Pillow.new("RGB", (120, 80), (200, 40, 40)), "PNG")
_mask = Pillow.new("L", (120, 80), 255)
_mask.paste(0, (10, 0, 90, 80))
MASK = encoded(_mask, "PNG")
SOURCE = Given(Source(b"a picture", left=7), manner=b"a manner", mask=b"a mask")
STEERING = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))

OF = {
    task: model_id
    for model_id, known in MODELS.items()
    for task in sorted(known.tasks)
    if known.takes is not None
}
"""What does each task that works from a picture."""
TASKS = sorted(task for task in OF if task not in {Task.TEXT_TO_IMAGE, Task.COLOURS})

every_task = pytest.mark.parametrize("task", TASKS)

intents = picture_options | st.builds(
    lambda options, width, height: options.model_copy(
        update={"ratio": None, "size": Size(width=width, height=height)}
    ),
    picture_options,
    st.integers(1, 2000),
    st.integers(1, 2000),
)
steerings = st.builds(
    Steering,
    width=st.integers(1, 1408),
    height=st.integers(1, 1408),
    strength=st.sampled_from(Strength),
    where=st.text(min_size=1, max_size=200),
)
margins = st.integers(0, 2000)
sources = st.builds(
    Source, data=st.binary(min_size=1), left=st.integers(1, 2000), right=margins, up=margins, down=margins
)


class Answers:
    """A client that gives its answers in turn, raises those that are errors, and remembers the calls."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.calls: list[tuple[str, Any]] = []

    async def invoke_model(self, modelId, body, **_):  # noqa: N803  # botocore's name
        self.calls.append((modelId, json.load(body)))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        data = json.dumps(answer).encode()

        class Body:
            async def read(self):
                return data

        return {"body": Body()}


def good(seed):
    return {"seeds": [seed], "finish_reasons": [None], "images": [PICTURE]}


def plan(task, steering=STEERING, **chosen):
    return painter(task).plan(PictureOptions(**chosen), 11, task, steering)


def painter(task, client=None):
    return Stability(client, CAPABILITIES[OF[task]])


def inputs(task):
    return Inputs((CANVAS, CANVAS), MASK if task in MASKED else None)


def listed(task):
    return model(OF[task])


def body_of(task, prompt="a boat", steering=STEERING, source=SOURCE, **chosen):
    """The request for `task`, seen to keep the contract."""
    body = request_body(prompt, plan(task, steering, **chosen), 0, source)
    validator(listed(task)["requestSchema"]).validate(body)
    return body


@given(options=intents, task=st.sampled_from(TASKS), steering=steerings)
@settings(max_examples=400, deadline=None)
def test_notes_are_what_was_asked_for_and_is_not_given(options, task, steering):
    task = Task(task)
    settled = painter(task).plan(options, 1, task, steering)
    body = request_body("a boat", settled, 0, SOURCE)
    notes = set(settled.notes)
    assert len(notes) == len(settled.notes)
    named = "Colour palette: " in body.get("prompt", "")
    assert ("palette_approximate" in notes) == named
    assert ("palette_ignored" in notes) == (bool(options.palette) and not named)
    assert ("count_ignored" in notes) == (settled.count != options.count)
    left_out = body.get("negative_prompt", "")
    if task is Task.ERASE:
        assert left_out == (f"{steering.where}, {options.negative}" if options.negative else steering.where)
        left_out = options.negative
    assert ("negative_ignored" in notes) == (options.negative != left_out)
    assert ("guidance_ignored" in notes) == (options.guidance is not None)
    assert ("quality_ignored" in notes) == (options.quality == "premium")
    medium = request_body(
        "a boat",
        painter(task).plan(options, 1, task, steering.model_copy(update={"strength": Strength.MEDIUM})),
        0,
        SOURCE,
    )
    assert ("strength_ignored" in notes) == (steering.strength is not Strength.MEDIUM and medium == body)
    assert "colours_approximate" not in notes
    if task is not Task.STYLE:
        assert "ratio_nearest" not in notes
    if task is Task.OUTPAINT or options.size is options.ratio is None:
        assert "ratio_of_picture" not in notes


@pytest.mark.parametrize(
    ("task", "chosen", "noted"),
    [
        *((task, {"ratio": Ratio(width=3, height=2)}, ()) for task in TASKS),
        *(
            (task, {"ratio": Ratio(width=1, height=1)}, ("ratio_of_picture",))
            for task in TASKS
            if task not in {Task.OUTPAINT, Task.STYLE}
        ),
        (Task.INPAINT, {"size": Size(width=120, height=80)}, ()),
        (Task.INPAINT, {"size": Size(width=1200, height=800)}, ("ratio_of_picture",)),
        (Task.VARIATION, {"size": Size(width=1200, height=800)}, ("size_ignored",)),
        (Task.LAYOUT, {"size": Size(width=800, height=800)}, ("ratio_of_picture",)),
        (Task.OUTPAINT, {"size": Size(width=120, height=80)}, ()),
        (Task.OUTPAINT, {"size": Size(width=240, height=80)}, ("size_ignored",)),
    ],
)
def test_another_shape_than_it_will_have_is_noted(task, chosen, noted):
    assert plan(task, **chosen).notes == noted


def test_what_each_task_is_given():
    image = base64.b64encode(b"a picture").decode()
    mark = base64.b64encode(b"a mask").decode()
    words = {"prompt": "a boat", "output_format": "png", "seed": 11, "image": image}
    assert {task: body_of(task, negative="people") for task in TASKS} == {
        Task.LAYOUT: words | {"control_strength": 0.7, "negative_prompt": "people"},
        Task.VARIATION: words | {"mode": "image-to-image", "strength": 0.55, "negative_prompt": "people"},
        Task.INPAINT: words | {"search_prompt": "the sky", "negative_prompt": "people"},
        Task.OUTPAINT: words | {"creativity": 0.5, "left": 7},
        Task.SKETCH: words | {"control_strength": 0.7, "negative_prompt": "people"},
        Task.STYLE: words | {"aspect_ratio": "1:1", "fidelity": 0.5, "negative_prompt": "people"},
        Task.RESTYLE: {name: value for name, value in words.items() if name != "image"}
        | {
            "init_image": image,
            "style_image": base64.b64encode(b"a manner").decode(),
            "change_strength": 0.9,
            "negative_prompt": "people",
        },
        Task.INPAINT_MASKED: words | {"mask": mark, "negative_prompt": "people"},
        Task.ERASE: words
        | {
            "prompt": "nothing but plain background, continuing what surrounds it",
            "search_prompt": "the sky",
            "negative_prompt": "the sky, people",
        },
        Task.ERASE_MASKED: {"image": image, "mask": mark, "output_format": "png", "seed": 11},
        Task.RECOLOUR: words | {"select_prompt": "the sky", "negative_prompt": "people"},
        Task.UPSCALE: {"image": image, "output_format": "png"},
        Task.UPSCALE_FAITHFUL: words | {"creativity": 0.35, "negative_prompt": "people"},
        Task.UPSCALE_CREATIVE: words | {"creativity": 0.3, "negative_prompt": "people"},
        Task.CUT_OUT: {"image": image, "output_format": "png"},
    }


@pytest.mark.parametrize(
    ("strength", "variation", "control", "creativity"),
    [(Strength.LIGHT, 0.75, 0.4, 0.75), (Strength.MEDIUM, 0.55, 0.7, 0.5), (Strength.STRONG, 0.3, 1.0, 0.25)],
)
def test_the_stronger_a_picture_steers_the_closer_is_the_result(strength, variation, control, creativity):
    steering = Steering(width=120, height=80, strength=strength)
    assert body_of(Task.VARIATION, steering=steering)["strength"] == variation
    assert body_of(Task.LAYOUT, steering=steering)["control_strength"] == control
    assert body_of(Task.OUTPAINT, steering=steering)["creativity"] == creativity


def test_without_words_a_variation_keeps_to_the_picture():
    default = contract("stability-ultra.request.schema.json")["properties"]["strength"]["default"]
    assert body_of(Task.VARIATION, prompt="")["strength"] == default
    strong = Steering(width=120, height=80, strength=Strength.STRONG)
    assert body_of(Task.VARIATION, prompt="", steering=strong)["strength"] < default


def test_without_words_a_part_is_removed():
    body = body_of(Task.INPAINT, prompt="", negative="people")
    assert "background" in body["prompt"]
    assert body["negative_prompt"] == "the sky, people"
    assert body_of(Task.INPAINT, prompt="")["negative_prompt"] == "the sky"
    long = body_of(Task.INPAINT, prompt="", negative="x" * PROMPT_LIMIT)
    assert len(long["negative_prompt"]) == PROMPT_LIMIT


def test_a_layout_is_painted_in_a_palette_put_into_words():
    settled = plan(Task.LAYOUT, palette=("#0b3954", "#ff6663"))
    assert settled.notes == ("palette_approximate",)
    body = request_body("a boat", settled, 0, SOURCE)
    assert body["prompt"] == "a boat Colour palette: deep blue, coral."


def test_all_that_a_cut_out_can_not_have_is_noted():
    settled = plan(
        Task.CUT_OUT,
        Steering(width=1200, height=800, strength=Strength.STRONG),
        count=3,
        palette=("#0b3954",),
        negative="people",
        guidance=4,
        quality="premium",
        ratio=Ratio(width=1, height=1),
    )
    assert settled.notes == (
        "palette_ignored",
        "count_ignored",
        "negative_ignored",
        "guidance_ignored",
        "quality_ignored",
        "strength_ignored",
        "ratio_of_picture",
    )
    assert plan(Task.CUT_OUT).notes == ()


@every_task
def test_a_task_that_works_from_a_picture_needs_one(task):
    with pytest.raises(ValueError, match="picture"):
        plan(task, None)
    with pytest.raises(ValueError, match="picture"):
        request_body("a boat", plan(task))


def test_a_change_needs_a_part():
    with pytest.raises(AskError) as caught:
        plan(Task.INPAINT, Steering(width=1200, height=800))
    assert caught.value.faults == (NeedsWhere(),)


@every_task
async def test_the_service_is_called_with_what_the_contract_allows(task):
    client = Answers(good(5))
    painting = await painter(task, client).paint("a boat", plan(task, seed=5), inputs(task))
    ((called, body),) = client.calls
    assert called in listed(task)["invokeIds"]
    validator(listed(task)["requestSchema"]).validate(body)
    assert [(picture.data, picture.seed) for picture in painting.pictures] == [(base64.b64decode(PICTURE), 5)]
    sent = Pillow.open(io.BytesIO(base64.b64decode(body.get("image") or body["init_image"])))
    assert sent.size == ((80, 80) if task is Task.OUTPAINT else (120, 80))
    if task is Task.OUTPAINT:
        assert {side: body.get(side, 0) for side in ("left", "right", "up", "down")} == {
            "left": 10,
            "right": 30,
            "up": 0,
            "down": 0,
        }


async def test_pictures_too_large_for_one_request_are_not_sent():
    client = Answers(good(5))
    with pytest.raises(RequestRefusedError, match="bytes"):
        await painter(Task.ERASE_MASKED, client).paint(
            "", plan(Task.ERASE_MASKED), Inputs((CANVAS,), MASK + bytes(MAX_PICTURES_BYTES))
        )
    assert client.calls == []


async def test_a_picture_too_large_for_one_request_is_written_anew():
    client = Answers(good(5))
    given = Inputs((CANVAS + bytes(MAX_PICTURES_BYTES),))
    await painter(Task.CUT_OUT, client).paint("", plan(Task.CUT_OUT), given)
    ((_, body),) = client.calls
    sent = Pillow.open(io.BytesIO(base64.b64decode(body["image"])))
    assert sent.size == (120, 80)
