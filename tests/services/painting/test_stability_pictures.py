"""What Stability's models make from a picture: requests keep the contracts, answers end in their own outcomes."""

import base64
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from services.ask import PictureOptions, Ratio, Size, Strength
from services.bedrock import (
    MAX_PICTURES_BYTES,
    ModelBusyError,
    ModelFaultError,
    NotAPictureError,
    PictureRefusedError,
    PromptRefusedError,
    RequestRefusedError,
    SourceRefusedError,
    SourceUnsuitableError,
)
from services.faults import AskError, NeedsWhere
from services.painting import catalogue
from services.painting.interface import Inputs, Plan, Steering, Task
from services.painting.stability import CAPABILITIES, Stability
from services.painting.stability_body import request_body
from services.painting.stability_services import CORE, PROMPT_LIMIT, SD35, SERVICES, ULTRA
from services.painting.stability_source import Source
from services.picture_files import encoded
from tests.contracts import contract, model, validator
from tests.records import picture_options, seeds

PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()
CANVAS = encoded(Pillow.new("RGB", (120, 80), (200, 40, 40)), "PNG")
_mask = Pillow.new("L", (120, 80), 255)
_mask.paste(0, (10, 0, 90, 80))
MASK = encoded(_mask, "PNG")
SOURCE = Source(b"a picture", left=7)
STEERING = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))

every_task = pytest.mark.parametrize("task", SERVICES)
every_generator = pytest.mark.parametrize("model_id", [CORE, ULTRA, SD35])

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


def plan(task, steering=STEERING, model_id=CORE, **chosen):
    return Stability(None, model_id).plan(PictureOptions(**chosen), 11, task, steering)


def inputs(task):
    return Inputs((CANVAS,), MASK if task is Task.OUTPAINT else None)


def listed(task):
    return model(SERVICES[task].id.removeprefix("us."))


def body_of(task, prompt="a boat", steering=STEERING, source=SOURCE, **chosen):
    """The request for `task`, seen to keep the contract."""
    body = request_body(prompt, plan(task, steering, **chosen), 0, source)
    validator(listed(task)["requestSchema"]).validate(body)
    return body


@every_generator
@every_task
@given(options=intents, seed=seeds, prompt=st.text(max_size=512), steering=steerings, source=sources)
@settings(max_examples=150, deadline=None)
def test_every_request_keeps_the_contract(model_id, task, options, seed, prompt, steering, source):
    settled = Stability(None, model_id).plan(options, seed, task, steering)
    bodies = [request_body(prompt, settled, index, source) for index in range(settled.count)]
    for body in bodies:
        validator(listed(task)["requestSchema"]).validate(body)
    assert settled.model_id == model_id
    assert settled.service in listed(task)["invokeIds"]
    assert settled.price_each == Decimal(str(listed(task)["pricePerImage"][0]["usd"]))
    assert settled.size or settled.ratio
    assert Plan.model_validate_json(settled.model_dump_json()) == settled
    if task is Task.CUT_OUT:
        assert settled.count == 1
    else:
        assert settled.count == options.count == len({body["seed"] for body in bodies})


@given(options=intents, task=st.sampled_from(sorted(SERVICES)), steering=steerings)
@settings(max_examples=400, deadline=None)
def test_notes_are_what_was_asked_for_and_is_not_given(options, task, steering):
    task = Task(task)
    settled = Stability(None, ULTRA).plan(options, 1, task, steering)
    body = request_body("a boat", settled, 0, Source(b"a picture", left=1))
    notes = set(settled.notes)
    assert len(notes) == len(settled.notes)
    named = "Colour palette: " in body.get("prompt", "")
    assert ("palette_approximate" in notes) == named
    assert ("palette_ignored" in notes) == (bool(options.palette) and not named)
    assert ("count_ignored" in notes) == (settled.count != options.count)
    assert ("negative_ignored" in notes) == (options.negative != body.get("negative_prompt", ""))
    assert ("guidance_ignored" in notes) == (options.guidance is not None)
    assert ("quality_ignored" in notes) == (options.quality == "premium")
    medium = request_body(
        "a boat",
        Stability(None, ULTRA).plan(
            options, 1, task, steering.model_copy(update={"strength": Strength.MEDIUM})
        ),
        0,
        Source(b"a picture", left=1),
    )
    assert ("strength_ignored" in notes) == (steering.strength is not Strength.MEDIUM and medium == body)
    assert not notes & {"colours_approximate", "ratio_nearest"}
    if task is Task.OUTPAINT or options.size is options.ratio is None:
        assert "ratio_of_picture" not in notes


@pytest.mark.parametrize(
    ("task", "chosen", "noted"),
    [
        *((task, {"ratio": Ratio(width=3, height=2)}, ()) for task in SERVICES),
        *(
            (task, {"ratio": Ratio(width=1, height=1)}, ("ratio_of_picture",))
            for task in SERVICES
            if task is not Task.OUTPAINT
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
    words = {"prompt": "a boat", "output_format": "png", "seed": 11, "image": image}
    assert {task: body_of(task, negative="people") for task in SERVICES} == {
        Task.LAYOUT: words | {"control_strength": 0.7, "negative_prompt": "people"},
        Task.VARIATION: words | {"mode": "image-to-image", "strength": 0.55, "negative_prompt": "people"},
        Task.INPAINT: words | {"search_prompt": "the sky", "negative_prompt": "people"},
        Task.OUTPAINT: words | {"creativity": 0.5, "left": 7},
        Task.CUT_OUT: {"image": image, "output_format": "png"},
    }


def test_medium_is_the_default_of_the_contract():
    for task, name in ((Task.LAYOUT, "control_strength"), (Task.OUTPAINT, "creativity")):
        properties = contract(listed(task)["requestSchema"])["properties"]
        assert body_of(task)[name] == properties[name]["default"]


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
    body = request_body("a boat", settled, 0, Source(b"a picture"))
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


@every_generator
def test_the_catalogue_has_every_generator_with_every_task(model_id):
    painter = catalogue.painters(None)[model_id]
    assert painter.capabilities is catalogue.KNOWN[model_id] is CAPABILITIES[model_id]
    assert painter.capabilities.tasks == set(Task)
    assert painter.capabilities.most_sources == 1


@every_generator
@every_task
async def test_the_service_is_called_with_what_the_contract_allows(model_id, task):
    client = Answers(good(5))
    painting = await Stability(client, model_id).paint(
        "a boat", plan(task, model_id=model_id, seed=5), inputs(task)
    )
    ((called, body),) = client.calls
    assert called in listed(task)["invokeIds"]
    validator(listed(task)["requestSchema"]).validate(body)
    assert [(picture.data, picture.seed) for picture in painting.pictures] == [(base64.b64decode(PICTURE), 5)]
    sent = Pillow.open(io.BytesIO(base64.b64decode(body["image"])))
    assert sent.size == ((80, 80) if task is Task.OUTPAINT else (120, 80))
    if task is Task.OUTPAINT:
        assert {side: body.get(side, 0) for side in ("left", "right", "up", "down")} == {
            "left": 10,
            "right": 30,
            "up": 0,
            "down": 0,
        }


@pytest.mark.parametrize("task", [task for task in SERVICES if task is not Task.CUT_OUT])
@pytest.mark.parametrize(
    "failure",
    [
        {"finish_reasons": ["Filter reason: output image"]},
        {"finish_reasons": ["Inference error"]},
        ClientError(
            {"Error": {"Code": "ThrottlingException", "Message": "Too many requests"}}, "InvokeModel"
        ),
    ],
)
async def test_three_of_four_are_delivered(task, failure):
    client = Answers(good(5), failure, good("7"), good(8))
    painting = await Stability(client, CORE).paint("a boat", plan(task, count=4, seed=5), inputs(task))
    assert [body["seed"] for _, body in client.calls] == [5, 6, 7, 8]
    assert [picture.seed for picture in painting.pictures] == [5, 7, 8]
    assert painting.withheld == 1


@every_task
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"finish_reasons": ["Filter reason: prompt"]}, PromptRefusedError),
        ({"finish_reasons": ["Filter reason: output image"]}, PictureRefusedError),
        ({"finish_reasons": ["Filter reason: input image"]}, SourceRefusedError),
        ({"finish_reasons": ["Inference error"]}, ModelFaultError),
        ({"finish_reasons": [None]}, NotAPictureError),
        ({"finish_reasons": [None], "images": ["?"]}, NotAPictureError),
        (
            ClientError({"Error": {"Code": "ThrottlingException", "Message": "Wait"}}, "InvokeModel"),
            ModelBusyError,
        ),
    ],
)
async def test_no_picture(task, answer, expected):
    with pytest.raises(expected):
        await Stability(Answers(answer), CORE).paint("a boat", plan(task), inputs(task))


async def test_a_seed_that_is_not_told_is_the_planned_one():
    answer = {"finish_reasons": [None], "images": [PICTURE]}
    cut_out = await Stability(Answers(answer), CORE).paint("", plan(Task.CUT_OUT), inputs(Task.CUT_OUT))
    assert [picture.seed for picture in cut_out.pictures] == [11]


@every_task
async def test_what_is_not_taken_is_not_sent(task):
    client = Answers(good(5))
    tiny = encoded(Pillow.new("RGB", (3, 3)), "PNG")
    mask = Pillow.new("L", (3, 3), 255)
    mask.putpixel((1, 1), 0)
    given = Inputs((tiny,), encoded(mask, "PNG") if task is Task.OUTPAINT else None)
    with pytest.raises(SourceUnsuitableError):
        await Stability(client, CORE).paint("a boat", plan(task), given)
    assert client.calls == []


async def test_pictures_too_large_for_one_request_are_not_sent():
    client = Answers(good(5))
    with pytest.raises(RequestRefusedError, match="bytes"):
        await Stability(client, CORE).paint(
            "", plan(Task.CUT_OUT), Inputs((CANVAS + bytes(MAX_PICTURES_BYTES),))
        )
    assert client.calls == []
