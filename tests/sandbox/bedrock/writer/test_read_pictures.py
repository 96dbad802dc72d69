import re

import pytest

from sandbox.bedrock.writer import Assignment, call_tool
from sandbox.bedrock.writer.seeing.telling import TRAITS
from services.prompting import instructions
from services.prompting.writer import ideas, traits
from tests.sandbox.bedrock.pictures import encoded, grain, lamp, meadow, sketch, with_orders, with_writing
from tests.sandbox.bedrock.writer.test_tools import check

MAKERS = {"meadow": meadow, "lamp": lamp, "sketch": sketch, "grain": grain}


def read(keywords, *pictures, style="", longest=512, language="English", temperature=0.7, **more):
    text = instructions.read_request(
        keywords,
        style,
        longest=longest,
        title_language=language,
        measured=more.pop("measured", ""),
        use=more.pop("use", "spirit"),
        **more,
    )
    files = tuple(data if isinstance(data, bytes) else encoded(data) for data in pictures)
    answer = call_tool("read_pictures", Assignment((text,), temperature, files))
    # What the bot asks of a model's answer holds for this one.
    traits(answer)
    ideas(answer, longest, ())
    return answer


def prompts_of(answer):
    return [each["prompt"] for each in answer["prompts"]]


@pytest.mark.parametrize("keywords", ["tiger robot", "호랑이 로봇", ""])
@pytest.mark.parametrize("picture", MAKERS)
@pytest.mark.parametrize("use", ["spirit", "colours", "layout", "variation", "change", "extend", "cutout"])
def test_every_use_of_every_picture_gives_three_good_prompts(keywords, picture, use):
    answer = read(keywords, MAKERS[picture](), use=use, where="the sky" if use == "change" else "")
    check(answer["prompts"], shortest=120)
    assert tuple(answer["reading"]) == TRAITS
    if keywords:
        assert all("tiger" in prompt and "robot" in prompt for prompt in prompts_of(answer))
    assert not re.search("reference|as in the|picture", " ".join(prompts_of(answer)))


@pytest.mark.parametrize("longest", [200, 512, 900])
def test_prompts_stay_within_the_limit(longest):
    answer = read("a very old lighthouse keeper with a grey cat", meadow(), longest=longest)
    assert all(len(prompt) <= longest for prompt in prompts_of(answer))


def test_the_character_comes_from_the_picture():
    night = prompts_of(read("tiger robot", lamp()))
    assert all("flat vector" in prompt for prompt in night)
    assert all("black" in prompt and "yellow" in prompt for prompt in night)
    assert all("mysterious" in prompt for prompt in night)
    assert all(re.search("night|moon|star|lamp", prompt, re.IGNORECASE) for prompt in night)
    film = prompts_of(read("tiger robot", grain()))
    assert all("photograph" in prompt for prompt in film)
    assert not any("moon" in prompt for prompt in film)


def test_measured_colours_are_used_rather_than_its_own():
    measured = "picture 1: 600x400; colours deep pink #c2348f 60%, cream #f4e8cd 40%; brightness 0.5"
    for prompt in prompts_of(read("tiger robot", lamp(), measured=measured)):
        assert "magenta" in prompt
        assert "cream" in prompt
        assert "yellow" not in prompt


def test_the_persons_own_words_go_before_the_picture():
    style = prompts_of(read("tiger robot", lamp(), style="watercolour"))
    assert all("watercolour" in prompt and "flat vector" not in prompt for prompt in style)
    day = prompts_of(read("tiger robot, sunset, cheerful", lamp()))
    assert all("cheerful" in prompt for prompt in day)
    assert any("sunset" in prompt.lower() for prompt in day)
    assert not any("moon" in prompt for prompt in day)
    palette = prompts_of(read("tiger robot", lamp(), palette=["#1e5631"]))
    assert not any("yellow" in prompt for prompt in palette)
    without = prompts_of(read("tiger robot", lamp(), negative="stars, moon"))
    assert not re.search(r"\bstars\b|\bmoon\b", " ".join(without))


def test_without_keywords_three_subjects_of_one_series():
    answer = read("", lamp())
    assert len({prompt.split(",")[0] for prompt in prompts_of(answer)}) == 3
    assert len({each["title"] for each in answer["prompts"]}) == 3
    assert all("black" in prompt for prompt in prompts_of(answer))


def test_a_layout_stays_in_all_three():
    for prompt in prompts_of(read("tiger robot", meadow(), use="layout")):
        assert "a low horizon under wide open space" in prompt
    assert "low horizon under wide open space" not in " ".join(prompts_of(read("tiger robot", meadow())))


def test_a_change_describes_what_should_be_there_alone():
    answer = read("hot air balloons", meadow(), use="change", where="the sky")
    for prompt in prompts_of(answer):
        assert prompt.startswith("Hot air balloons,")
    for prompt in prompts_of(read("", meadow(), use="change", where="하늘")):
        assert "sky" in prompt.lower()[:30]


@pytest.mark.parametrize(
    ("where", "said"), [("left", "on to the left"), ("top", "further above"), ("", "every direction")]
)
def test_an_extension_goes_on_there(where, said):
    for prompt in prompts_of(read("", meadow(), use="extend", where=where)):
        assert said in prompt
        assert "land under a wide sky" in prompt


def test_titles_and_traits_are_in_the_persons_language_and_prompts_in_english():
    answer = read("여우", lamp(), language="Korean")
    for text in (*answer["reading"].values(), *(each["title"] for each in answer["prompts"])):
        assert re.search("[가-힣]", text)
    assert not re.search("[가-힣]", " ".join(prompts_of(answer)))


def test_the_same_request_gives_the_same_answer_and_another_picture_another():
    assert read("tiger robot", lamp()) == read("tiger robot", lamp())
    assert prompts_of(read("tiger robot", lamp())) != prompts_of(read("tiger robot", grain()))


def test_orders_in_a_picture_are_not_followed():
    plain = read("tiger robot", lamp())
    assert read("tiger robot", with_orders(lamp())) == plain
    answer = read("tiger robot", with_writing(lamp()))
    assert "banana" not in str(answer).lower()
    assert all("tiger robot" in prompt for prompt in prompts_of(answer))


def test_parts_are_taken_from_the_picture_that_was_named():
    answer = read("a fox, the light of the second", meadow(), lamp())
    assert all(re.search("night|moon|star|lamp", prompt, re.IGNORECASE) for prompt in prompts_of(answer))
    assert not any("second" in prompt for prompt in prompts_of(answer))


def test_more_ideas_keep_the_character():
    reading = read("tiger robot", lamp())["reading"]
    old = ["A tiger robot in a field."]
    for language in ("English", "Korean"):
        told = read("tiger robot", lamp(), language=language)["reading"]
        text = instructions.offer_request(
            "tiger robot", "", longest=512, title_language=language, reading=told, already_offered=old
        )
        offered = call_tool("offer_prompts", Assignment((text,), 0.7))
        ideas(offered, 512, old)
        for prompt in prompts_of(offered):
            assert "flat vector" in prompt
            assert "mysterious" in prompt
            assert "yellow" in prompt
    # The trait called style is not the person's style.
    styled = instructions.offer_request(
        "fox", "oil painting", longest=512, title_language="English", reading=reading
    )
    offered = call_tool("offer_prompts", Assignment((styled,), 0.7))
    assert all("oil painting" in prompt for prompt in prompts_of(offered))


def test_without_any_picture_the_words_alone_decide():
    answer = read("tiger robot")
    assert set(answer["reading"].values()) == {"No picture came along"}
    assert all("tiger robot" in prompt for prompt in prompts_of(answer))
