"""A picture's page on the web says how it was made, and how each of its family was."""

import pytest

from services.ask import Strength
from services.jobs import Made
from services.painting.interface import Task
from tests.galleries import picture
from web.pages.layout import Frame
from web.pages.picture import Shown, picture_page
from web.texts import ENGLISH, KOREAN

VARIED = {
    "task": Task.VARIATION,
    "made": Made(strength=Strength.STRONG),
    "references": ("pictures/t/0/a.png",),
}
CHANGED = {"task": Task.INPAINT, "prompt": "a *red* swan", "made": Made(where="the <boat>")}
PRESET = {"style": "Pixel Art", "made": Made(preset="PIXEL_ART"), "quality": "premium"}


def shown(words, image, *relatives):
    family = [(one, "https://cdn/thumb") for one in (image, *relatives)]
    return picture_page(Frame(words), Shown(image=image, preview="https://cdn/preview", relatives=family))


@pytest.mark.parametrize(
    ("words", "given", "facts"),
    [
        (ENGLISH, VARIED, ["<dt>Made</dt><dd>Varied lightly</dd>"]),
        (KOREAN, VARIED, ["<dt>방식</dt><dd>조금 변형</dd>"]),
        (ENGLISH, CHANGED, ["<dt>Made</dt><dd>Changed the &lt;boat&gt; → a *red* swan</dd>"]),
        (ENGLISH, PRESET, ["Pixel Art</a> (preset)", "<dt>Quality</dt><dd>Premium</dd>"]),
        (KOREAN, PRESET, ["Pixel Art</a> (프리셋)", "<dt>품질</dt><dd>프리미엄</dd>"]),
    ],
)
def test_it_says_how_it_was_made(words, given, facts):
    page = shown(words, picture(**given))
    for fact in facts:
        assert fact in page


def test_what_was_painted_from_words_says_nothing_about_how():
    assert "<dt>Made</dt>" not in shown(ENGLISH, picture())


@pytest.mark.parametrize(
    ("words", "steps"),
    [(ENGLISH, ("Painted from words", "Varied lightly")), (KOREAN, ("글로 그린 그림", "조금 변형"))],
)
def test_each_of_the_family_says_its_step(words, steps):
    page = shown(words, picture(), picture(**VARIED, seed=4711, model_name="Stable Image Core"))
    for step in steps:
        assert f"<strong>{step}</strong>" in page
    assert "Stable Image Core" in page.partition('class="family"')[2]
    assert "4711" in page.partition('class="family"')[2]
