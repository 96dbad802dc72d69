"""What Stability's generators paint from words: requests keep the contract, and its answers end in their own outcomes."""

import base64
import json
from typing import Any

import pytest
from hypothesis import strategies as st

from services.ask import PictureOptions, Ratio, Size, Strength
from services.painting.interface import Steering, Task
from services.painting.stability import CAPABILITIES as ALL
from services.painting.stability import Stability
from services.painting.stability_body import request_body
from services.painting.stability_services import CORE, REMOVE_BACKGROUND, SD35, ULTRA
from tests.contracts import validator
from tests.records import colours

REQUEST = "stability-core.request.schema.json"
MODEL_ID = CORE
CAPABILITIES = ALL[CORE]
PICTURE = base64.b64encode(b"\x89PNG\r\n\x1a\n").decode()


class Answers:
    """A client that gives its answers in turn."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.bodies: list[Any] = []

    async def invoke_model(self, body, **_):
        self.bodies.append(json.load(body))
        data = json.dumps(self.answers.pop(0)).encode()

        class Body:
            async def read(self):
                return data

        return {"body": Body()}


def good(seed):
    return {"seeds": [seed], "finish_reasons": [None], "images": [PICTURE]}


def plan(**chosen):
    return Stability(None, ALL[CORE]).plan(PictureOptions(**chosen), 11)


every_generator = pytest.mark.parametrize("model_id", [CORE, ULTRA, SD35])
from_words = st.sampled_from([Task.TEXT_TO_IMAGE, Task.COLOURS])
coloured = st.builds(
    Steering,
    width=st.integers(1, 1408),
    height=st.integers(1, 1408),
    strength=st.sampled_from(Strength),
    colours=st.lists(colours, min_size=1, max_size=12).map(tuple),
)


def test_a_plain_request():
    assert request_body("a boat", plan()) == {
        "prompt": "a boat",
        "aspect_ratio": "1:1",
        "output_format": "png",
        "seed": 11,
    }


def test_what_it_can_not_do_is_noted():
    settled = plan(palette=("#0b3954",), guidance=8, quality="premium", size=Size(width=1024, height=768))
    assert settled.notes == ("palette_approximate", "guidance_ignored", "quality_ignored", "size_ignored")
    assert str(settled.ratio) == "5:4"
    assert plan(ratio=Ratio(width=4, height=3)).notes == ("ratio_nearest",)
    assert plan(ratio=Ratio(width=32, height=18)).notes == ()
    assert plan().notes == ()


@pytest.mark.parametrize(
    ("palette", "strength", "notes", "named"),
    [
        ((), Strength.MEDIUM, ("colours_approximate",), "mint green"),
        ((), Strength.LIGHT, ("colours_approximate", "strength_ignored"), "mint green"),
        (("#ff6663",), Strength.MEDIUM, ("palette_approximate",), "coral"),
    ],
)
def test_the_colours_of_a_picture_are_put_into_words(palette, strength, notes, named):
    steering = Steering(width=1200, height=800, strength=strength, colours=("#a8e6cf",))
    settled = Stability(None, ALL[CORE]).plan(PictureOptions(palette=palette), 1, Task.COLOURS, steering)
    body = request_body("a boat", settled)
    validator(REQUEST).validate(body)
    assert body["prompt"] == f"a boat Colour palette: {named}."
    assert settled.notes == notes


@pytest.mark.parametrize("steering", [None, Steering(width=1200, height=800)])
def test_colours_of_a_picture_must_have_been_measured(steering):
    with pytest.raises(ValueError, match="colours"):
        Stability(None, ALL[CORE]).plan(PictureOptions(), 1, Task.COLOURS, steering)


def test_a_picture_means_nothing_to_a_prompt_alone():
    steering = Steering(width=1200, height=800, strength=Strength.STRONG, colours=("#a8e6cf",))
    assert Stability(None, ALL[CORE]).plan(PictureOptions(), 11, steering=steering) == plan()


def test_a_palette_never_makes_the_prompt_too_long():
    settled = plan(palette=("#0b3954",))
    for length in (CAPABILITIES.prompt_limit - 10, CAPABILITIES.prompt_limit):
        validator(REQUEST).validate(request_body("x" * length, settled))


def test_a_palette_is_put_into_words():
    body = request_body("a boat", plan(palette=("#0b3954", "#ff6663")))
    assert body["prompt"] == "a boat Colour palette: deep blue, coral."


def test_seed_zero_would_be_random():
    assert request_body("a boat", plan(seed=0))["seed"] == 1


async def test_several_pictures_are_several_calls_with_their_own_seeds():
    client = Answers(good(5), good("6"), good(7))
    painting = await Stability(client, ALL[CORE]).paint("a boat", plan(count=3, seed=5))
    assert [body["seed"] for body in client.bodies] == [5, 6, 7]
    assert [picture.seed for picture in painting.pictures] == [5, 6, 7]


def test_a_seed_that_is_not_taken_is_said():
    zero = plan(seed=0)
    assert (zero.seed, zero.notes) == (1, ("seed_changed",))
    assert request_body("a boat", zero)["seed"] == 1
    steering = Steering(width=640, height=640)
    cut_out = Stability(None, ALL[REMOVE_BACKGROUND])
    assert cut_out.plan(PictureOptions(seed=7), 1, Task.CUT_OUT, steering).notes == ("seed_ignored",)
    assert cut_out.plan(PictureOptions(), 1, Task.CUT_OUT, steering).notes == ()
