import pytest

from services.prompting.language import is_english


@pytest.mark.parametrize(
    "text",
    [
        "a red bicycle leaning on a blue door",
        "lighthouse, storm",
        "art nouveau poster",
        "isometric kimchi stew bowl",
        "sunset over Jeju island",
        "A café in Zürich at dusk, seen through a rainy window, muted teal and ochre",
        'a neon sign that says "환영합니다" above a door',
        "12345 !!",
        "",
    ],
)
def test_english(text):
    assert is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "빨간 자전거가 파란 문에 기대어 있다",
        "un chat noir sur un toit",
        "ein Leuchtturm im Sturm",
        "un faro en la tormenta",
        "赤い自転車",
        "красный велосипед",
        "등대, a lighthouse",
    ],
)
def test_other_languages(text):
    assert not is_english(text)
