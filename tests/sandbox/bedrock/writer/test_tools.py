import html
import itertools
import re
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.bedrock.writer import TOOLS, Assignment, call_tool
from sandbox.bedrock.writer.grammar.views import CLOSE, TURNED, WIDE
from sandbox.bedrock.writer.lighting import LIGHTS

ASKED = [
    ("lighthouse, storm", "watercolour"),
    ("a red bicycle leaning on a blue door", "cinematic photograph in natural light"),
    ("cat window rain", ""),
    ("freedom", "paper cut"),
    ("비 오는 밤 골목의 고양이", "수채화"),
    ("김치찌개", "studio ghibli"),
    ("storm", "oil painting"),
    ("astronaut riding a horse on the moon", "vintage travel poster"),
    ("blue and gold, calm", ""),
    ("old library, warm light, cosy", "pixel art"),
    ("whale, underwater", "neon"),
    ("Seoul, cyberpunk, rain", "anime"),
    ("un phare rouge dans la tempête", "aquarelle"),
    ("マヨネーズ、猫", "浮世絵"),
    ("🦊 in the snow", ""),
    ("close-up of a rose", "macro photograph"),
]


def tagged(**tags):
    return "\n".join(f"<{name}>{html.escape(text, quote=False)}</{name}>" for name, text in tags.items())


def offer(keywords, style="", longest=512, language="English", temperature=0.7, offered=(), **more):
    text = tagged(keywords=keywords, style=style, title_language=language, longest=str(longest), **more)
    seen = "".join(tagged(prompt=prompt) for prompt in offered)
    text += f"<already_offered>{seen}</already_offered>" if offered else ""
    return call_tool("offer_prompts", Assignment((text,), temperature))["prompts"]


def likeness(one, other):
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


def check(prompts, longest=512, shortest=180):
    assert len(prompts) == 3
    for each in prompts:
        assert min(shortest, longest) <= len(each["prompt"]) <= longest
        assert each["prompt"].endswith(".")
        assert "\n" not in each["prompt"]
        assert "  " not in each["prompt"]
        assert ", ," not in each["prompt"]
        assert 0 < len(each["title"]) <= 60
        assert each["title"] == each["title"].strip()
        assert 3 <= len(each["tags"]) <= 8
        assert all(tag and tag == tag.lower() and len(tag) <= 40 for tag in each["tags"])
        assert len(set(each["tags"])) == len(each["tags"])
        assert 0 < len(each["alt"]) <= 200
        assert each["alt"].endswith(".")
        assert "\n" not in each["alt"]
    assert len({each["title"] for each in prompts}) == 3
    for one, other in itertools.combinations(prompts, 2):
        assert likeness(one["prompt"], other["prompt"]) < 0.75


@pytest.mark.parametrize(("keywords", "style"), ASKED)
@pytest.mark.parametrize("temperature", [0.0, 0.7, 1.0])
def test_three_different_prompts_that_end_properly(keywords, style, temperature):
    check(offer(keywords, style, temperature=temperature))


@pytest.mark.parametrize(
    ("keywords", "style", "words"),
    [
        ("lighthouse, storm", "watercolour", ["lighthouse", "storm", "watercolour"]),
        ("a red bicycle leaning on a blue door", "", ["a red bicycle leaning on a blue door"]),
        ("cat window rain", "", ["cat", "window", "rain"]),
        ("fox, night, snow", "studio ghibli", ["fox", "night", "snow", "studio ghibli"]),
        (
            "harbour, autumn",
            "cinematic photograph in natural light",
            ["harbour", "autumn", "cinematic photograph", "natural light"],
        ),
        ("zyzzyva, quokka", "", ["zyzzyva", "quokka"]),
        ("castle, from above", "", ["castle", "from above"]),
        ("teapot, warm light", "", ["teapot", "warm light"]),
        ("a, b, c, d, e, f", "", ["a", "b", "c", "d", "e", "f"]),
    ],
)
def test_every_keyword_and_the_style_are_in_every_prompt(keywords, style, words):
    for each in offer(keywords, style):
        for word in words:
            assert re.search(rf"\b{word}\b", each["prompt"], re.IGNORECASE), (word, each["prompt"])


def mentioned(texts, prompt):
    return frozenset(text for text in texts if text.casefold() in prompt.casefold())


@pytest.mark.parametrize("seen", [0, 1])
def test_the_three_differ_in_viewpoint_light_and_palette(seen):
    views = [view.text for view in WIDE + CLOSE + TURNED]
    lights = [light.text for light in LIGHTS]
    for keywords, style in ASKED:
        offered = [each["prompt"] for each in offer(keywords, style)] if seen else ()
        prompts = [each["prompt"] for each in offer(keywords, style, offered=offered)]
        assert len({mentioned(views, prompt) for prompt in prompts}) == 3
        assert len({mentioned(lights, prompt) for prompt in prompts}) == 3
        palettes = [
            re.search(r"(?:a palette of|colours held to|painted in) (.+? and \w+)", each) for each in prompts
        ]
        assert len({palette and palette[1] for palette in palettes}) == 3 or "dominated by" in prompts[0]


def test_the_same_request_gives_the_same_prompts_and_a_warmer_one_others():
    assert offer("lighthouse, storm") == offer("lighthouse, storm")
    assert offer("lighthouse, storm", temperature=0.1) != offer("lighthouse, storm", temperature=0.9)


def test_what_was_offered_is_not_offered_again():
    seen: list[str] = []
    for _ in range(6):
        prompts = [each["prompt"] for each in offer("lighthouse, storm", "watercolour", offered=seen)]
        for prompt in prompts:
            assert all(likeness(prompt, old) < 0.75 for old in seen)
        seen += prompts
    assert len(set(seen)) == 18


def test_a_palette_is_used_alone_in_every_prompt():
    for each in offer(
        "a kite over the sea", palette="navy blue (#0b3954), pale blue (#bfd7ea), coral (#ff6663)"
    ):
        assert all(colour in each["prompt"] for colour in ("navy blue", "pale blue", "coral"))
        assert "#" not in each["prompt"]
        assert not re.search("palette of|colours held to|painted in|dominated by", each["prompt"])


def test_what_must_not_appear_is_left_out():
    plain = " ".join(each["prompt"] for each in offer("lighthouse, storm"))
    assert "gulls" in plain or "sailboat" in plain
    for each in offer("lighthouse, storm", must_not_appear="gulls, sailboat, people"):
        assert not re.search("gulls|sailboat", each["prompt"])


@pytest.mark.parametrize(
    ("keywords", "subject"),
    [
        ("등대, 폭풍", "등대"),
        ("lighthouse, storm", "등대"),
        ("비 오는 밤 골목의 고양이", "비 오는 밤 골목의 고양이"),
    ],
)
def test_titles_are_korean_for_koreans(keywords, subject):
    for each in offer(keywords, language="Korean"):
        assert each["title"].startswith(subject)
        assert re.search("[가-힣]", each["title"])
    check(offer(keywords, language="Korean"))


def test_prompts_are_english_whatever_the_keywords_are():
    for keywords in ("등대, 폭풍, 외계어낱말", "маяк", "แมว", "منارة", "龘", "猫と月"):
        for each in offer(keywords):
            unquoted = re.sub('"[^"]*"', "", each["prompt"])
            assert unquoted.isascii(), unquoted


@pytest.mark.parametrize("longest", [60, 120, 200, 300, 900])
def test_a_short_limit_costs_detail_not_the_ending(longest):
    for keywords, style in ASKED:
        prompts = offer(keywords, style, longest=longest)
        assert len({each["prompt"] for each in prompts}) == 3
        for each in prompts:
            assert 20 < len(each["prompt"]) <= longest
            assert re.search(r"\w\.$|\"\.$", each["prompt"])


def test_the_limit_is_the_painter_s_when_none_is_named():
    prompts = call_tool("offer_prompts", Assignment(("a cat on a roof",), 0.7))["prompts"]
    check(prompts)
    assert all("a cat on a roof" in each["prompt"] for each in prompts)


def test_the_last_turn_that_names_something_counts():
    turns = (
        tagged(keywords="castle", longest="300"),
        tagged(keywords="a quiet harbour"),
        "Prompt 1 was too long.",
    )
    for each in call_tool("offer_prompts", Assignment(turns, 0.7))["prompts"]:
        assert "harbour" in each["prompt"]
        assert len(each["prompt"]) <= 300


scripts = st.one_of(
    st.text(max_size=300),
    st.text(
        alphabet=st.characters(whitelist_categories=["Lo", "Ll", "Lu", "So", "Zs", "Po", "Sc", "Mn"]),
        max_size=120,
    ),
    st.lists(
        st.sampled_from(
            [
                "cat",
                "storm",
                "등대",
                "고양이가",
                "猫",
                "château",
                "red",
                "at night",
                "🦊",
                ",",
                ";",
                "<b>",
                "&amp;",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)


@settings(max_examples=150, deadline=None)
@given(
    scripts,
    scripts,
    st.sampled_from(["English", "Korean"]),
    st.sampled_from([0.0, 0.5, 1.0]),
    st.sampled_from([512, 300, 900]),
)
def test_any_words_in_any_script_give_three_valid_prompts(keywords, style, language, temperature, longest):
    check(
        offer(keywords, style, longest=longest, language=language, temperature=temperature),
        longest,
        shortest=120,
    )


@settings(max_examples=100, deadline=None)
@given(scripts, st.integers(40, 600))
def test_any_text_can_be_shortened(text, longest):
    short = call_tool("shorten_prompt", Assignment((tagged(text=text, longest=str(longest)),), 0.0))["prompt"]
    assert len(short) <= longest


@settings(max_examples=100, deadline=None)
@given(scripts)
def test_any_text_can_be_translated(text):
    answer = call_tool("translate_prompt", Assignment((tagged(text=text, longest="512"),), 0.0))
    assert re.fullmatch("[a-z]{2,3}", answer["language"])
    assert (
        not re.search("[가-힣ぁ-んァ-ヶ]", re.sub('"[^"]*"|“[^”]*”', "", answer["english"]))
        or answer["language"] == "en"
    )


def test_english_comes_back_unchanged():
    text = "a red bicycle leaning on a blue door,  35mm — “OPEN” on the sign"
    answer = call_tool("translate_prompt", Assignment((tagged(text=text, longest="512"),), 0.0))
    assert answer == {"language": "en", "english": text}


LONG = (
    "Masterpiece, stunning ultra detailed photograph of an old fisherman mending a net on a wooden pier at dawn, "
    "highly detailed, really beautiful, soft golden light from the left, gulls circling above, a sign that reads "
    '"BAIT", the composition is balanced and harmonious and makes one think of long ago, 85mm lens, shallow depth '
    "of field, muted teal and amber palette, award-winning, trending on artstation, 8k, very calm mood"
)


def test_shortening_keeps_what_matters_and_ends_properly():
    short = call_tool("shorten_prompt", Assignment((tagged(text=LONG, longest="220"),), 0.0))["prompt"]
    assert len(short) <= 220
    assert short.endswith(".")
    for kept in ("old fisherman mending a net", "golden light", '"BAIT"'):
        assert kept in short
    for dropped in ("tunning", "8k", "artstation", "award"):
        assert dropped not in short


def test_what_is_short_enough_stays():
    assert call_tool("shorten_prompt", Assignment((tagged(text="a cat", longest="100"),), 0.0)) == {
        "prompt": "a cat"
    }


def test_a_single_long_clause_is_cut_between_words():
    text = "a lighthouse " + "standing on a rock in the sea with gulls " * 20
    short = call_tool("shorten_prompt", Assignment((tagged(text=text, longest="100"),), 0.0))["prompt"]
    assert len(short) <= 100
    assert text.startswith(short[:-1])
    assert text[len(short) - 1] == " "


def test_the_tools_are_these():
    assert set(TOOLS) == {
        "offer_prompts", "read_pictures", "refine_picture", "translate_prompt", "shorten_prompt",
    }  # fmt: skip


def test_tags_begin_with_what_was_asked_for():
    for each in offer("lighthouse, storm", "watercolour"):
        assert each["tags"][0] == "lighthouse"
        assert {"watercolour", "storm"} <= set(each["tags"])
        assert "lighthouse" in each["alt"].lower()


def test_in_korean_each_tag_stands_beside_the_english_one():
    for each in offer("비 오는 밤 골목의 고양이", "수채화", language="Korean"):
        assert each["tags"][:2] == ["고양이", "cat"]
        assert "고양이" in each["alt"]
        assert not re.search("[a-z]", each["alt"])
