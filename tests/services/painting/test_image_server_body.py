"""Requests to image servers keep OpenAI's format for whatever is asked, and say what is to be done."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from sandbox.image_server.contract import check, check_files
from services.ask import PictureOptions, Ratio, Size, Strength
from services.bedrock import RequestRefusedError
from services.faults import AskError, NeedsWhere, SizeNotPainted
from services.painting.colour_names import colour_names
from services.painting.image_server import SEED_LIMIT, ImageServer
from services.painting.image_server_body import request_for
from services.painting.interface import MASKED, OF_A_PART, PAIRED, WORDLESS, Inputs, Plan, Steering, Task
from tests.records import picture_options, seeds
from tests.services.painting.servers import (
    GPT,
    MASKS,
    OLD,
    OWN,
    PICTURES,
    SERVERS,
    SHAPES,
    SIZES,
    described,
    inputs_for,
    rules_of,
)

FROM_WORDS = {Task.TEXT_TO_IMAGE, Task.COLOURS}
STEERING = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))

every_task = pytest.mark.parametrize("task", sorted(GPT.capabilities.tasks | {Task.RESTYLE}))
of_edits = pytest.mark.parametrize("task", sorted(GPT.capabilities.tasks - FROM_WORDS))

intents = picture_options | st.builds(
    lambda options, size: options.model_copy(update={"ratio": None, "size": size}),
    picture_options,
    st.sampled_from(SIZES),
)


measured = st.builds(
    lambda first, many: tuple(f"#{(first + 2_047_483 * one) % 0x1000000:06x}" for one in range(many)),
    st.integers(0, 0xFFFFFF),
    st.integers(1, 12),
)
"""Colours of a picture; to draw each by itself takes longer than all the rest of a test."""


def plan(task=Task.TEXT_TO_IMAGE, server=GPT, steering=STEERING, **chosen):
    return ImageServer(None, server).plan(PictureOptions(**chosen), 11, task, steering)


def request(task, prompt="a boat", server=GPT, steering=STEERING, **chosen):
    return request_for(prompt, plan(task, server, steering, **chosen), server, inputs_for(task))


def told(task, prompt="a boat", server=GPT, **chosen):
    return request(task, prompt, server, **chosen).fields["prompt"]


def content_type(picture):
    return "image/png" if picture[1:4] == b"PNG" else "image/jpeg"


@every_task
@given(
    data=st.data(),
    options=intents,
    seed=seeds,
    shape=st.sampled_from(SHAPES),
    kinds=st.permutations(("PNG", "JPEG")),
)
@settings(max_examples=500, deadline=None)
def test_every_request_keeps_the_format_at_the_price_of_the_table(task, data, options, seed, shape, kinds):
    server = data.draw(st.sampled_from([server for server in SERVERS if task in server.capabilities.tasks]))
    steering = Steering(
        width=shape[0],
        height=shape[1],
        strength=data.draw(st.sampled_from(Strength)),
        where=data.draw(st.text(min_size=1, max_size=200)),
        colours=data.draw(measured),
    )
    limit = server.capabilities.prompt_limit
    shortest = 0 if task not in FROM_WORDS else 1
    prompt = data.draw(st.text(min_size=shortest, max_size=300)) + "x" * data.draw(
        st.sampled_from([0, 0, limit])
    )
    prompt = prompt[:limit]
    settled = ImageServer(None, server).plan(options, seed, task, steering)
    large = settled.size is None or settled.size.width * settled.size.height > 1024 * 1024
    expected = "0.17" if settled.quality == "premium" else "0.06" if large else "0.04"
    assert str(settled.price_each) == expected
    each = server.capabilities.images_per_call
    rules = rules_of(server)
    inputs = inputs_for(task, shape, kinds)
    painted: list[tuple[int, int]] = []
    for first in range(0, settled.count, each):
        count = min(each, settled.count - first)
        made = request_for(prompt, settled, server, inputs, first, count)
        check(rules, made.endpoint, made.fields)
        assert "user" not in made.fields
        assert len(made.fields["prompt"]) <= server.words_limit
        if task not in WORDLESS:
            whole = prompt in made.fields["prompt"]
            assert whole
        painted.append((made.fields["n"], made.fields.get("seed", 0)))
        assert made.endpoint == ("generations" if task in FROM_WORDS else "edits")
        if made.endpoint == "edits":
            files = [(content_type(picture), picture) for picture in made.pictures]
            check_files(files, ("image/png", made.mask) if made.mask else None)
            assert (made.mask is not None) == (task in MASKED)
        if task in PAIRED:
            assert made.pictures == inputs.pictures
    assert sum(count for count, _ in painted) == options.count
    if server.capabilities.seed_limit:
        assert len({seed for _, seed in painted}) == len(painted)
        assert all(0 <= seed <= SEED_LIMIT for _, seed in painted)
    assert Plan.model_validate_json(settled.model_dump_json()) == settled


@every_task
@given(data=st.data(), options=intents, strength=st.sampled_from(Strength))
@settings(max_examples=80, deadline=None)
def test_notes_are_what_was_asked_for_and_is_not_given(task, data, options, strength):
    server = data.draw(st.sampled_from([server for server in SERVERS if task in server.capabilities.tasks]))
    steering = STEERING.model_copy(update={"strength": strength})
    settled = ImageServer(None, server).plan(options, 1, task, steering)
    fields = request_for("a boat", settled, server, inputs_for(task)).fields
    notes = set(settled.notes)
    assert len(notes) == len(settled.notes)
    names = "Colour palette: " in fields["prompt"]
    assert ("palette_approximate" in notes) == (names and bool(options.palette))
    assert ("colours_approximate" in notes) == (names and not options.palette)
    assert ("palette_ignored" in notes) == (bool(options.palette) and not names)
    assert ("negative_ignored" in notes) == (options.negative != fields.get("negative_prompt", ""))
    assert ("guidance_ignored" in notes) == (options.guidance is not None)
    assert ("quality_ignored" in notes) == (options.quality == "premium" and "quality" not in fields)
    assert ("seed_ignored" in notes) == (options.seed is not None and "seed" not in fields)
    medium = settled.model_copy(update={"similarity": 0.6 if settled.similarity else None})
    medium = medium.model_copy(update={"control": 0.6 if settled.control else None})
    same = request_for("a boat", medium, server, inputs_for(task)).fields["prompt"] == fields["prompt"]
    steered = task is not Task.TEXT_TO_IMAGE and strength is not Strength.MEDIUM
    assert ("strength_ignored" in notes) == (steered and same)
    if options.size is not None and fields.get("size") != str(options.size):
        assert notes & {"size_ignored", "ratio_of_picture"}


def test_a_plain_request():
    assert request(Task.TEXT_TO_IMAGE).fields == {
        "model": "painter-1",
        "prompt": "a boat",
        "n": 1,
        "size": "1024x1024",
        "quality": "medium",
    }
    assert request(Task.TEXT_TO_IMAGE, server=OWN, negative="people", seed=5).fields == {
        "model": "painter-1",
        "prompt": "a boat",
        "n": 1,
        "response_format": "b64_json",
        "seed": 5,
        "negative_prompt": "people",
    }


@of_edits
def test_every_edit_says_something_of_its_own(task):
    others = [other for other in GPT.capabilities.tasks - FROM_WORDS if other is not task]
    twins = {Task.INPAINT: Task.ERASE, Task.INPAINT_MASKED: Task.ERASE_MASKED}
    assert all(told(task) != told(Task(other)) for other in others)
    if task in twins:
        assert told(task, "") == told(twins[task], "")


@pytest.mark.parametrize("task", sorted(OF_A_PART))
def test_the_part_is_named(task):
    assert "the sky" in told(task)
    with pytest.raises(AskError) as caught:
        plan(task, steering=Steering(width=120, height=80))
    assert caught.value.faults == (NeedsWhere(),)


@pytest.mark.parametrize("task", sorted({Task.VARIATION, Task.STYLE, Task.RESTYLE, Task.LAYOUT, Task.SKETCH}))
def test_how_strongly_a_picture_steers_is_said(task):
    said = {
        request(task, steering=STEERING.model_copy(update={"strength": strength})).fields["prompt"]
        for strength in Strength
    }
    assert len(said) == len(Strength)


def test_colours_are_named():
    palette = ("#0b3954", "#ff6663")
    named = f" Colour palette: {', '.join(colour_names(palette))}."
    assert told(Task.TEXT_TO_IMAGE, palette=palette) == f"a boat{named}"
    assert told(Task.COLOURS) == f"a boat Colour palette: {colour_names(('#0b3954',))[0]}."
    assert told(Task.INPAINT, palette=palette) == told(Task.INPAINT)


@pytest.mark.parametrize("task", sorted(MASKED))
def test_what_the_mask_has_white_is_transparent(task):
    made = request(task)
    with Pillow.open(io.BytesIO(made.mask)) as mask:
        alpha = mask.getchannel("A")
        assert mask.size == (120, 80)
        assert alpha.crop((0, 0, 60, 80)).getextrema() == (255, 255)
        assert alpha.crop((60, 0, 120, 80)).getextrema() == (0, 0)


def test_a_mask_of_another_size_is_refused_before_it_is_sent():
    settled = plan(Task.INPAINT_MASKED)
    with pytest.raises(RequestRefusedError, match="as large"):
        request_for("a boat", settled, GPT, Inputs((PICTURES[(64, 64), "PNG"],), MASKS[120, 80]))
    with pytest.raises(RequestRefusedError, match="read"):
        request_for("a boat", settled, GPT, Inputs((b"no picture",), MASKS[120, 80]))


@of_edits
def test_what_is_missing_is_a_mistake_of_ours(task):
    with pytest.raises(ValueError, match="needs"):
        plan(task, steering=None)
    with pytest.raises(ValueError, match="needs"):
        request_for("a boat", plan(task), GPT)
    if task in MASKED:
        with pytest.raises(ValueError, match="mask"):
            request_for("a boat", plan(task), GPT, Inputs((PICTURES[(64, 64), "PNG"],)))


def test_colours_must_have_been_measured():
    with pytest.raises(ValueError, match="colours"):
        plan(Task.COLOURS, steering=Steering(width=120, height=80))


def test_a_variation_is_made_from_as_many_pictures_as_the_server_takes():
    many = Inputs(tuple(PICTURES.values()))
    assert request_for("", plan(Task.VARIATION), GPT, many).pictures == many.pictures
    assert len(request_for("", plan(Task.VARIATION, OLD), OLD, many).pictures) == 2
    assert len(request_for("", plan(Task.STYLE), GPT, many).pictures) == 1


@pytest.mark.parametrize(
    ("server", "lacks"),
    [
        (OWN, {Task.RESTYLE}),
        (OLD, MASKED),
        (described(edits=False), GPT.capabilities.tasks - FROM_WORDS),
        (GPT, {Task.UPSCALE, Task.CUT_OUT, Task.TRY_ON}),
    ],
)
def test_what_a_server_was_not_described_to_do(server, lacks):
    for task in lacks:
        assert task not in server.capabilities.tasks
        with pytest.raises(ValueError, match="has no"):
            plan(task, server)
    assert server.capabilities.masks <= {"image", "words"}


def test_a_size_that_is_not_painted():
    with pytest.raises(AskError) as caught:
        plan(size=Size(width=1000, height=900))
    assert caught.value.faults == (SizeNotPainted(Size(width=1000, height=900), SIZES[0], "Our painter"),)


@pytest.mark.parametrize(
    ("server", "task", "chosen", "size", "notes"),
    [
        (GPT, Task.TEXT_TO_IMAGE, {}, "1024x1024", ()),
        (GPT, Task.TEXT_TO_IMAGE, {"ratio": Ratio(width=3, height=2)}, "1536x1024", ()),
        (GPT, Task.TEXT_TO_IMAGE, {"ratio": Ratio(width=16, height=9)}, "1536x1024", ("ratio_nearest",)),
        (OWN, Task.TEXT_TO_IMAGE, {"ratio": Ratio(width=16, height=9)}, "None", ("ratio_nearest",)),
        (OWN, Task.TEXT_TO_IMAGE, {"size": Size(width=512, height=512)}, "None", ("size_ignored",)),
        (GPT, Task.VARIATION, {}, "1536x1024", ()),
        (GPT, Task.VARIATION, {"ratio": Ratio(width=1, height=1)}, "1024x1024", ()),
        (GPT, Task.INPAINT, {}, "1536x1024", ()),
        (GPT, Task.INPAINT, {"ratio": Ratio(width=1, height=1)}, "1536x1024", ("ratio_of_picture",)),
        (OWN, Task.INPAINT, {"ratio": Ratio(width=1, height=1)}, "None", ("ratio_of_picture",)),
        (GPT, Task.OUTPAINT, {"ratio": Ratio(width=1, height=1)}, "1536x1024", ()),
        (GPT, Task.OUTPAINT, {"size": SIZES[0]}, "1536x1024", ("size_ignored",)),
    ],
)
def test_sizes(server, task, chosen, size, notes):
    settled = plan(task, server, **chosen)
    assert (str(settled.size), settled.notes) == (size, notes)


def test_a_picture_of_a_shape_that_no_size_has():
    steering = Steering(width=300, height=100, where="the sky")
    assert plan(Task.INPAINT, steering=steering).notes == ("ratio_nearest",)
    assert plan(Task.OUTPAINT, steering=steering).notes == ("ratio_nearest",)
    assert plan(Task.INPAINT, OWN, steering).notes == ()


def test_a_shape_is_asked_for_in_words_where_the_server_decides_the_size():
    wide = {"ratio": Ratio(width=16, height=9)}
    assert told(Task.TEXT_TO_IMAGE, server=OWN, **wide) == "a boat Aspect ratio 16:9."
    assert "Aspect" not in told(Task.TEXT_TO_IMAGE, **wide)
    assert "Aspect" not in told(Task.INPAINT, server=OWN, **wide)
    longest = "x" * OWN.words_limit
    assert request_for(longest, plan(server=OWN, **wide), OWN).fields["prompt"] == longest
