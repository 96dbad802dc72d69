"""What the prompt writer makes of a language model's answers, right and wrong."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bedrock import PromptRefusedError, UnusableAnswerError
from services.prompting.choice import Voices
from services.prompting.instructions import DEFAULT_STYLE, LONGEST_TITLE, offer_request
from services.prompting.tags import alt_in, tags_in
from services.prompting.voices import candidates
from services.prompting.writer import Brief, Writer

PROMPTS = [
    "A granite lighthouse on a black headland takes the first wave of a storm, seen from a low boat.",
    "Far below a gull's wing, the tower is a white pin in a spiral of green water and torn foam.",
    "Morning after the gale: the keeper's door stands open above a beach of driftwood and calm light.",
]


def said(prompts=PROMPTS, **more):
    ideas = [{"title": f"Idea {number}", "prompt": prompt} for number, prompt in enumerate(prompts, 1)]
    return tool_use("offer_prompts", {"prompts": ideas} | more)


def tool_use(name, answer, stop="tool_use"):
    content = [{"toolUse": {"toolUseId": "t1", "name": name, "input": answer}}]
    return {"output": {"message": {"role": "assistant", "content": content}}, "stopReason": stop}


def text(sentence, stop="end_turn"):
    message = {"role": "assistant", "content": [{"text": sentence}] if sentence else []}
    return {"output": {"message": message}, "stopReason": stop}


class Model:
    """A language model that gives its answers in turn and remembers what it was asked."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.requests: list[Any] = []

    async def converse(self, **request):
        self.requests.append(request)
        return self.answers.pop(0)


def writer(model):
    async def clients(region):
        return model

    return Writer(Voices(clients, "us-west-2", candidates("model", "us-west-2")))


def brief(**changes):
    plain = {
        "keywords": "lighthouse, storm",
        "style": "watercolour",
        "creativity": None,
        "negative": "",
        "palette": (),
        "prompt_limit": 512,
        "title_language": "English",
    }
    return Brief(**(plain | changes))


async def offer(*answers, **changes):
    model = Model(*answers)
    return await writer(model).offer(brief(**changes)), model


async def test_three_ideas():
    ideas, model = await offer(said())
    assert [idea.prompt for idea in ideas] == PROMPTS
    request = model.requests[0]
    assert request["toolConfig"]["toolChoice"] == {"tool": {"name": "offer_prompts"}}
    assert request["inferenceConfig"] == {"maxTokens": 3000, "temperature": 0.7}
    assert "<keywords>lighthouse, storm</keywords>" in request["messages"][0]["content"][0]["text"]


async def test_creativity_is_the_temperature():
    _, model = await offer(said(), creativity=0.0)
    assert model.requests[0]["inferenceConfig"]["temperature"] == 0.0


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (said(PROMPTS[:2]), "You offered 2 prompts"),
        (said([*PROMPTS, "One more picture of a lighthouse."]), "You offered 4 prompts"),
        (said([PROMPTS[0], PROMPTS[0], PROMPTS[2]]), "Prompts 1 and 2 are nearly the same"),
        (said([PROMPTS[0], PROMPTS[0] + " Bright.", PROMPTS[2]]), "nearly the same"),
        (said([PROMPTS[0], " ", PROMPTS[2]]), 'Prompt 2: "prompt" is empty'),
        (said([PROMPTS[0], "word " * 120, PROMPTS[2]]), "Stay within 512"),
        (said([PROMPTS[0], "폭풍 속의 등대", PROMPTS[2]]), "Prompt 2: \"prompt\" is not in English"),
        (tool_use("offer_prompts", {}), '"prompts" must be a list'),
        (tool_use("offer_prompts", {"prompts": ["a", "b", "c"]}), "list of objects"),
        (tool_use("offer_prompts", {"prompts": "not json"}), "not a string"),
        (tool_use("offer_prompts", {"prompts": [{"prompt": prompt} for prompt in PROMPTS]}), "has no title"),
        (tool_use("other_tool", {"prompts": []}), "You did not call the tool offer_prompts"),
        (tool_use("offer_prompts", {"prompts": []}, stop="max_tokens"), "cut off"),
        (text("Here are three ideas …"), "You did not call the tool"),
        (text("", stop="malformed_model_output"), "You did not call the tool"),
    ],
)  # fmt: skip
async def test_a_wrong_answer_is_asked_for_again_with_the_fault_named(wrong, fault):
    ideas, model = await offer(wrong, said())
    assert [idea.prompt for idea in ideas] == PROMPTS
    named = model.requests[1]["messages"]
    assert [turn["role"] for turn in named] == ["user", "assistant", "user"]
    assert all(turn["content"] for turn in named)
    assert fault in json.dumps(named[-1], ensure_ascii=False).replace('\\"', '"')


async def test_wrong_twice_is_a_clear_failure():
    with pytest.raises(UnusableAnswerError, match="2 prompts"):
        await offer(text("no"), said(PROMPTS[:2]))


@pytest.mark.parametrize("stop", ["content_filtered", "guardrail_intervened"])
async def test_a_refusal_is_not_asked_again(stop):
    with pytest.raises(PromptRefusedError):
        await offer(text("I can't.", stop=stop))


async def test_what_was_offered_is_not_offered_again():
    other = [
        f"A different scene number {n}: {word} over the harbour."
        for n, word in enumerate(("fog", "sun", "ice"))
    ]
    ideas, model = await offer(said(), said(other), already_offered=(PROMPTS[1],))
    assert [idea.prompt for idea in ideas] == other
    assert f"<prompt>{PROMPTS[1]}</prompt>" in model.requests[0]["messages"][0]["content"][0]["text"]


async def test_a_list_sent_as_json_text_is_read():
    ideas = [{"title": "T", "prompt": prompt} for prompt in PROMPTS]
    found, _ = await offer(tool_use("offer_prompts", {"prompts": json.dumps(ideas)}))
    assert [idea.prompt for idea in found] == PROMPTS


async def test_a_title_is_cut_to_its_line():
    answer = said()
    answer["output"]["message"]["content"][0]["toolUse"]["input"]["prompts"][0]["title"] = "long " * 40
    found, _ = await offer(answer)
    assert len(found[0].title) <= LONGEST_TITLE
    assert found[0].title.endswith("…")


async def told(**found_by):
    """The first idea of an offer in which it has these `tags` and `alt`, and how often the model was asked."""
    first = {"title": "Idea", "prompt": PROMPTS[0]} | found_by
    rest = [{"title": "Idea", "prompt": prompt} for prompt in PROMPTS[1:]]
    ideas, model = await offer(tool_use("offer_prompts", {"prompts": [first, *rest]}))
    return ideas[0], len(model.requests)


async def test_tags_and_an_alternative_text_come_with_the_idea():
    idea, asked = await told(tags=["등대", "Lighthouse", "#storm", " sea  cliff "], alt="폭풍 속의 등대.\n")
    assert idea.tags == ("등대", "lighthouse", "storm", "sea cliff")
    assert (idea.alt, asked) == ("폭풍 속의 등대.", 1)


@pytest.mark.parametrize("tags", [None, 7, {}, [], [None, 3], ["", " # "], "", ["x" * 41]])
@pytest.mark.parametrize("alt", [None, 7, [], " "])
async def test_without_usable_ones_there_are_none_and_nobody_is_asked_again(tags, alt):
    idea, asked = await told(tags=tags, alt=alt)
    assert (idea.tags, idea.alt, asked) == ((), "", 1)


@pytest.mark.parametrize("tags", ['["boat", "sea"]', "boat, Sea", "boat; sea", "#boat #sea", "boat、sea"])
async def test_tags_that_came_as_text_are_read(tags):
    assert (await told(tags=tags))[0].tags == ("boat", "sea")


async def test_too_many_tags_and_too_long_a_text_are_cut():
    idea, _ = await told(tags=[f"tag {n // 2}" for n in range(40)], alt="a wave and " * 40)
    assert idea.tags == tuple(f"tag {n}" for n in range(8))
    assert len(idea.alt) <= 200
    assert idea.alt.endswith(("wave…", "and…", "a…"))


@given(st.text() | st.lists(st.text()), st.text())
def test_whatever_a_model_says_tags_and_text_are_of_a_kind(tags, alt):
    found = tags_in(tags)
    assert len(found) == len(set(found)) <= 8
    assert all(tag and len(tag) <= 40 and tag.isprintable() and tag == tag.strip() for tag in found)
    assert len(alt_in(alt)) <= 200
    assert alt_in(alt).isprintable()


async def test_translation():
    model = Model(tool_use("translate_prompt", {"language": "ko", "english": "a red bicycle"}))
    translation = await writer(model).translate("빨간 자전거", 512)
    assert (translation.language, translation.english) == ("ko", "a red bicycle")


async def test_a_translation_over_the_limit_is_asked_for_again():
    answers = [
        tool_use("translate_prompt", {"language": "ko", "english": "a red bicycle " * n}) for n in (9, 1)
    ]
    model = Model(*answers)
    assert (await writer(model).translate("빨간 자전거", 60)).english == "a red bicycle"


async def test_shortening():
    model = Model(tool_use("shorten_prompt", {"prompt": "a red bicycle"}))
    assert await writer(model).shorten("a very red bicycle", 13) == "a red bicycle"


def test_without_a_style_there_is_a_default():
    assert f"<style>{DEFAULT_STYLE}</style>" in offer_request("x", "", longest=512, title_language="English")


@given(st.text(), st.text())
def test_no_text_leaves_its_tag(keywords, style):
    request = offer_request(
        keywords, style, longest=512, title_language="English", negative=keywords, already_offered=[style]
    )
    for tag in ("keywords", "must_not_appear", "title_language", "longest", "already_offered"):
        assert request.count(f"<{tag}>") <= 1
        assert request.count(f"</{tag}>") == request.count(f"<{tag}>")


async def test_a_long_text_may_have_a_long_answer():
    model = Model(*[tool_use("translate_prompt", {"language": "ko", "english": "a boat"})] * 2)
    for words in ("배", "호수 위의 작은 배 " * 250):
        await writer(model).translate(words, 10_000)
    short, long = (request["inferenceConfig"]["maxTokens"] for request in model.requests)
    assert short < 1100
    # In English that is some 5000 characters, four to a token, and the form of the answer.
    assert long > 5000 / 4 + 200
