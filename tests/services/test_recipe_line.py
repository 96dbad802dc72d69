"""The line that asks for a picture again asks for exactly that."""

import unicodedata
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ask import MAX_SEED, PictureOptions
from services.command_text import parse
from services.painting.interface import Task
from services.painting.nova import Nova
from services.recipe_line import recipe_line
from tests.galleries import picture
from tests.records import colours

PROMPTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="“”„‟«»〝〞＂<>&:\\"),
    min_size=1,
    max_size=30,
)


def painted(**changes):
    return picture().model_copy(update={"task": Task.TEXT_TO_IMAGE, "references": (), **changes})


@given(
    prompt=st.lists(PROMPTS, min_size=1, max_size=8).map(" ".join).map(partial(unicodedata.normalize, "NFC")),
    negative=st.lists(
        st.sampled_from(["people", "text", "fog", 'a "logo"', '"x"', '5" disk']), max_size=3, unique=True
    ).map(", ".join),
    palette=st.lists(colours, max_size=4, unique=True).map(tuple),
    seed=st.integers(0, MAX_SEED),
    guidance=st.none() | st.sampled_from([1.1, 6.5, 8.0, 10.0]),
    quality=st.sampled_from(["standard", "premium"]),
    style=st.sampled_from(["", "watercolour", "pixel art", "수채화, 밝게"]),
)
def test_it_asks_for_the_same(prompt, negative, palette, seed, guidance, quality, style):
    image = painted(
        prompt=prompt,
        negative=negative,
        palette=palette,
        seed=seed,
        guidance=guidance,
        quality=quality,
        style=style,
        width=1024,
        height=768,
    )
    line = recipe_line(image, "core")
    assert line.startswith("/imagine ")
    ask = parse(line.removeprefix("/imagine "))
    assert ask.raw
    assert ask.text == prompt
    assert ask.model == "core"
    options = ask.picture
    assert (options.size.width, options.size.height, options.seed) == (1024, 768, seed)
    assert (options.negative, options.palette) == (negative, palette)
    assert (options.guidance, options.quality) == (guidance, quality)
    assert ask.style == style


def test_a_preset_is_painted_again():
    nova = Nova(None)
    first = nova.plan(PictureOptions(), 7, style="soft digital painting")
    assert first.preset == "SOFT_DIGITAL_PAINTING"
    ask = parse(recipe_line(painted(style="soft digital painting"), "nova").removeprefix("/imagine "))
    assert nova.plan(ask.picture, 7, style=ask.style).preset == first.preset


def test_a_picture_that_was_not_the_first_of_its_call_asks_for_as_many():
    ask = parse(recipe_line(painted(seed=7, place=2, together=4), "titan").removeprefix("/imagine "))
    assert (ask.picture.seed, ask.picture.count) == (7, 4)
    ask = parse(recipe_line(painted(seed=7, place=0, together=4), "titan").removeprefix("/imagine "))
    assert (ask.picture.seed, ask.picture.count) == (7, 1)


@given(st.integers(MAX_SEED + 1, 2**32 + 5))
def test_a_picture_with_a_seed_that_cant_be_asked_for_has_none(seed):
    assert recipe_line(painted(seed=seed), "core") == ""


@pytest.mark.parametrize("changes", [{"task": Task.UPSCALE}, {"references": ("references/t/0/source.jpg",)}])
def test_a_picture_made_of_another_has_none(changes):
    assert recipe_line(painted(**changes), "core") == ""
