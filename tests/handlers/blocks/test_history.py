"""History and a picture's page say how each step was made, and with which settings."""

import json

import pytest

from handlers.blocks import history
from handlers.blocks.picture_page import Page, page
from handlers.texts import texts_in
from handlers.texts.gallery import gallery_texts
from sandbox.slack.blockkit.surfaces import view_faults
from services.ask import Strength
from services.family import lineage
from services.jobs import Made
from services.painting.frame import frame_for
from services.painting.interface import Task
from services.painting.source_limits import SourceLimits
from tests.galleries import picture

EXTENDED = frame_for(1024, 1024, side="left", ratio=None, limits=SourceLimits(least_side=1, most_side=2000))
SECOND = "references/t/0/source.jpg"

STEPS = [
    (
        {"task": Task.INPAINT, "prompt": "a swan", "made": Made(where="the boat")},
        "*Changed* the boat → a swan",
        "*일부 바꿈* the boat → a swan",
    ),
    (
        {"task": Task.INPAINT_MASKED, "prompt": "a swan", "made": Made(masked=True)},
        "*Changed* the part that was transparent → a swan",
        "*일부 바꿈* 투명했던 부분 → a swan",
    ),
    ({"task": Task.INPAINT, "prompt": "a swan"}, "*Changed* → a swan", "*일부 바꿈* → a swan"),
    ({"task": Task.ERASE, "prompt": "", "made": Made(where="the boat")}, "*Erased* the boat", "*지움* the boat"),
    (
        {"task": Task.RECOLOUR, "prompt": "deep green", "original": "짙은 초록", "made": Made(where="배")},
        "*Recoloured* 배 → 짙은 초록",
        "*색 바꿈* 배 → 짙은 초록",
    ),
    (
        {"task": Task.VARIATION, "made": Made(strength=Strength.STRONG)},
        "*Varied lightly*",
        "*조금 변형*",
    ),
    ({"task": Task.VARIATION, "made": Made(strength=Strength.LIGHT)}, "*Varied strongly*", "*크게 변형*"),
    ({"task": Task.VARIATION}, "*A variation*", "*변형*"),
    (
        {"task": Task.OUTPAINT, "made": Made(frame=EXTENDED)},
        "*Extended* to the left, 1024×1024 → 1536×1024",
        "*넓힘* 왼쪽으로, 1024×1024 → 1536×1024",
    ),
    ({"task": Task.UPSCALE_CREATIVE}, "*Upscaled* (creative)", "*크게 만듦* (창의적으로)"),
    (
        {
            "task": Task.RESTYLE,
            "made": Made(strength=Strength.STRONG),
            "references": ("pictures/t/0/original.png", SECOND),
        },
        "*Restyled* after <https://cdn/references/t/0/source.jpg|another picture>, strongly",
        "*화풍 입힘* 화풍: <https://cdn/references/t/0/source.jpg|다른 그림>, 강하게",
    ),
    (
        {"task": Task.LAYOUT, "made": Made(strength=Strength.LIGHT), "references": (SECOND,)},
        "*Its layout*, lightly",
        "*배치*, 약하게",
    ),
    ({"task": Task.TEXT_TO_IMAGE}, "*Painted from words*", "*글로 그린 그림*"),
]  # fmt: skip


def urls(*images):
    keys = [key for one in images for key in (one.thumb_key, one.preview_key, one.s3_key, *one.references)]
    return {key: f"https://cdn/{key}" for key in keys}


def step(image, language="en"):
    """What history says of a picture: what was done, its words, its settings."""
    blocks = history.steps(lineage([image]), "", urls(image), texts_in(language))
    first, _, words = blocks[0]["text"]["text"].partition("\n")
    return first, words, blocks[1]["elements"][0]["text"]


@pytest.mark.parametrize(("given", "english", "korean"), STEPS)
def test_a_step_says_what_was_done(given, english, korean):
    image = picture(**given)
    assert step(image)[0] == english
    assert step(image, "ko")[0] == korean


def test_words_that_stand_in_the_first_line_are_not_said_twice():
    image = picture(task=Task.INPAINT, prompt="a swan", made=Made(where="the boat"))
    assert step(image)[1] == ""
    long = picture(task=Task.INPAINT, prompt="a swan " * 60, made=Made(where="the boat"))
    assert step(long)[0] == "*Changed* the boat"
    assert step(long)[1].startswith("a swan a swan")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "premium quality  ·  style Pixel Art (preset)"),
        ("ko", "프리미엄 품질  ·  스타일 Pixel Art (프리셋)"),
    ],
)
def test_a_step_says_its_quality_and_its_style(language, said):
    image = picture(quality="premium", style="Pixel Art", made=Made(preset="PIXEL_ART"))
    assert said in step(image, language)[2]


def test_a_style_in_words_is_no_preset():
    assert "style paper cut  ·" in step(picture(style="paper cut"))[2]
    assert "<!channel>" not in step(picture(style="<!channel>"))[2]


@pytest.mark.parametrize(("given", "english", "korean"), STEPS)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_page_says_it_too(given, english, korean, language):
    image = picture(**given, quality="premium", style="Pixel Art")
    texts, words = texts_in(language), gallery_texts(language)
    view = page(Page(image=image), urls(image), "{}", texts, words)
    assert view_faults(view) == []
    facts = next(block for block in view["blocks"] if block.get("block_id") == "page.facts")
    shown = json.dumps(facts, ensure_ascii=False)
    done = (english if language == "en" else korean).replace("*", "")
    assert done in shown.replace("*", "")
    assert texts.quality_premium in shown


@pytest.mark.parametrize(
    ("side", "ratio", "said"),
    [
        ("left", None, "to the left"),
        ("right", None, "to the right"),
        ("top", None, "upwards"),
        ("bottom", None, "downwards"),
        ("wider", None, "to both sides"),
        ("taller", None, "upwards and downwards"),
        (None, None, "all round"),
    ],
)
def test_the_sides_of_a_picture_that_was_continued(side, ratio, said):
    frame = frame_for(1000, 801, side=side, ratio=ratio, limits=SourceLimits(least_side=1, most_side=1408))
    image = picture(task=Task.OUTPAINT, made=Made(frame=frame))
    assert step(image)[0].startswith(f"*Extended* {said}, ")
