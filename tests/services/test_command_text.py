"""What people type behind `/imagine`, in every way keyboards and Slack deform it."""

import html
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.ask import Ask, PictureOptions, Ratio, Size
from services.command_text import OPTIONS, command_text, options_text, parse, unescape
from services.faults import (
    AskError,
    MissingValue,
    NoKeywords,
    NotAChoice,
    NotAColour,
    NotANumber,
    NotARatio,
    NotASize,
    RepeatedOption,
    SizeAndRatio,
    TooLong,
    TooManyColours,
    UnexpectedValue,
    UnknownOption,
)


def faults(text):
    with pytest.raises(AskError) as caught:
        parse(text)
    return list(caught.value.faults)


def test_keywords_and_style():
    assert parse("lighthouse, storm --style watercolour") == Ask(
        text="lighthouse, storm", style="watercolour"
    )


def test_every_option():
    ask = parse(
        "--raw a red bicycle leaning on a blue door --ar 16:9 --n 2 --seed 7 --cfg 7.5 --quality premium "
        '--no people, text --palette "#0b3954,#bfd7ea,#ff6663" --creativity 0.4 --private'
    )
    assert ask == Ask(
        text="a red bicycle leaning on a blue door",
        raw=True,
        creativity=0.4,
        private=True,
        picture=PictureOptions(
            count=2,
            ratio=Ratio(width=16, height=9),
            seed=7,
            guidance=7.5,
            quality="premium",
            negative="people, text",
            palette=("#0b3954", "#bfd7ea", "#ff6663"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("등대, 폭풍 --style 수채화", Ask(text="등대, 폭풍", style="수채화")),
        ("a &amp; b &lt;c&gt;", Ask(text="a & b <c>")),
        ("portrait of <@U123ABC|kim> in <#C123ABC|general>", Ask(text="portrait of kim in #general")),
        ("by <@U123ABC>, calm", Ask(text="by , calm")),
        ("see <https://example.com/a|the site> <http://b.example>", Ask(text="see the site http://b.example")),
        ("mail <mailto:a@b.example|a@b.example>", Ask(text="mail a@b.example")),
        ("<!here> and <!subteam^S1|@design> team", Ask(text="here and design team")),
        (":red_heart: over :lighthouse:", Ask(text="red heart over lighthouse")),
        ("🌊 wave", Ask(text="🌊 wave")),
        ("ratio 1:2:3 at 10:30", Ask(text="ratio 1:2:3 at 10:30")),
        ("two\nlines\t and  spaces", Ask(text="two lines and spaces")),
        ("sea —style oil painting", Ask(text="sea", style="oil painting")),
        ("sea –style oil", Ask(text="sea", style="oil")),
        ("sea ——style oil", Ask(text="sea", style="oil")),
        ("sea -style oil", Ask(text="sea", style="oil")),
        ("sea — calm —beautiful", Ask(text="sea — calm —beautiful")),
        ("high-contrast sea -beautiful", Ask(text="high-contrast sea -beautiful")),
        ("sea --STYLE Oil", Ask(text="sea", style="Oil")),
        ("sea --style=oil", Ask(text="sea", style="oil")),
        ('sea --style="oil on wood" at night', Ask(text="sea at night", style="oil on wood")),
        ("sea --style “oil on wood” at night", Ask(text="sea at night", style="oil on wood")),
        ("sea --style 'oil on wood'", Ask(text="sea", style="oil on wood")),
        ('"sea --style oil"', Ask(text="sea --style oil")),
        ('a neon sign that says "OPEN"', Ask(text='a neon sign that says "OPEN"')),
        ("a don’t-care, 6\" tall cat", Ask(text="a don't-care, 6\" tall cat")),
        ("--style “oil” sea", Ask(text="sea", style="oil")),
        ("--n 3 sea", Ask(text="sea", picture=PictureOptions(count=3))),
        ("sea --n=３", Ask(text="sea", picture=PictureOptions(count=3))),
        ("sea －－ar １６：９", Ask(text="sea", picture=PictureOptions(ratio=Ratio(width=16, height=9)))),
        ("sea --ar 4x5", Ask(text="sea", picture=PictureOptions(ratio=Ratio(width=4, height=5)))),
        ("sea --size 1024×768", Ask(text="sea", picture=PictureOptions(size=Size(width=1024, height=768)))),
        ("sea --palette #FFF, #000 #abc calm", Ask(
            text="sea calm", picture=PictureOptions(palette=("#ffffff", "#000000", "#aabbcc"))
        )),
        ("sea --palette 0b3954,bfd7ea", Ask(text="sea", picture=PictureOptions(palette=("#0b3954", "#bfd7ea")))),
        ("sea --model core", Ask(text="sea", model="core")),
        ("--model core lighthouse, storm", Ask(text="lighthouse, storm", model="core")),
        ("sea —model “Stable Image Ultra” at night", Ask(text="sea at night", model="Stable Image Ultra")),
        ("sea --model=stability.sd3-5-large-v1:0", Ask(text="sea", model="stability.sd3-5-large-v1:0")),
        ("sea --palette #fff,#FFFFFF", Ask(text="sea", picture=PictureOptions(palette=("#ffffff",)))),
    ],
)  # fmt: skip
def test_as_people_type_it(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [NoKeywords(None)]),
        ('""', [NoKeywords(None)]),
        ("--private", [NoKeywords(None)]),
        ("--style watercolour lighthouse", [NoKeywords("--style")]),
        ("sea --stlye oil", [UnknownOption("--stlye", "--style")]),
        ("sea —stlye oil", [UnknownOption("--stlye", "--style")]),
        ("sea --qwertz", [UnknownOption("--qwertz", None)]),
        ("sea --ar16:9", [UnknownOption("--ar16:9", None)]),
        ("sea --n", [MissingValue("--n", "--n 3")]),
        ("sea --n --raw", [MissingValue("--n", "--n 3")]),
        ("sea --style=", [MissingValue("--style", "--style watercolour")]),
        ("sea --palette ,", [MissingValue("--palette", "--palette #0b3954,#bfd7ea")]),
        ("sea --model", [MissingValue("--model", "--model core")]),
        ("sea --modle core", [UnknownOption("--modle", "--model")]),
        ("sea --raw=yes", [UnexpectedValue("--raw", "yes")]),
        ("sea --n 2 --n 3", [RepeatedOption("--n")]),
        ("sea --n 6", [NotANumber("--n", "6", 1, 5)]),
        ("sea --n two", [NotANumber("--n", "two", 1, 5)]),
        ("sea --seed -1", [NotANumber("--seed", "-1", 0, 2147483646)]),
        ("sea --seed 2147483647", [NotANumber("--seed", "2147483647", 0, 2147483646)]),
        ("sea --cfg nan", [NotANumber("--cfg", "nan", 1.1, 10)]),
        ("sea --cfg 1", [NotANumber("--cfg", "1", 1.1, 10)]),
        ("sea --creativity 1.5", [NotANumber("--creativity", "1.5", 0, 1)]),
        ("sea --quality pemium", [NotAChoice("--quality", "pemium", ("standard", "premium"), "premium")]),
        ("sea --ar 16", [NotARatio("16")]),
        ("sea --ar 0:9", [NotARatio("0:9")]),
        ("sea --ar 1000:9", [NotARatio("1000:9")]),
        ("sea --size 1024", [NotASize("1024")]),
        ("sea --size 0x0", [NotASize("0x0")]),
        ("sea --size 512x512 --ar 1:1", [SizeAndRatio()]),
        ("sea --palette red", [NotAColour("red")]),
        ("sea --palette #12345", [NotAColour("#12345")]),
        ("sea --palette " + ",".join(f"#00000{n:x}" for n in range(11)), [TooManyColours(11, 10)]),
        ("x" * 2001, [TooLong("keywords", 2001, 2000)]),
        ("sea --style " + "y" * 201, [TooLong("style", 201, 200)]),
        ("sea --n 9 --stlye oil", [UnknownOption("--stlye", "--style"), NotANumber("--n", "9", 1, 5)]),
    ],
)
def test_faults(text, expected):
    assert faults(text) == expected


@given(st.text())
def test_any_text_is_read_or_refused_in_words(text):
    try:
        ask = parse(text)
    except AskError as error:
        assert error.faults
    else:
        assert Ask.model_validate(ask.model_dump()) == ask


words = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12).map(unescape)
phrases = st.lists(words.filter(bool), min_size=1, max_size=6).map(" ".join)
asks = st.builds(
    Ask,
    text=phrases,
    style=st.just("") | phrases.filter(lambda text: len(text) <= 200),
    raw=st.booleans(),
    creativity=st.none() | st.sampled_from([0.0, 0.3, 1.0]),
    private=st.booleans(),
    model=st.just("") | phrases,
    picture=st.builds(
        PictureOptions,
        count=st.integers(1, 5),
        ratio=st.none() | st.builds(Ratio, width=st.integers(1, 100), height=st.integers(1, 100)),
        seed=st.none() | st.integers(0, 2147483646),
        guidance=st.none() | st.sampled_from([1.1, 7.25, 10.0]),
        quality=st.sampled_from(["standard", "premium"]),
        negative=st.just("") | phrases,
        palette=st.lists(
            st.text(string.hexdigits.lower()[:16], min_size=6, max_size=6).map("#{}".format),
            max_size=10,
            unique=True,
        ).map(tuple),
    ),
)


@given(asks)
def test_what_is_written_reads_as_the_same(ask):
    assert parse(command_text(ask)) == ask


@given(asks)
def test_slack_and_phones_change_nothing(ask):
    typed = command_text(ask)
    deformed = html.escape(typed, quote=False).replace(" --", " —")
    curly = "".join("“" if char == '"' and index % 2 else char for index, char in enumerate(deformed))
    assert parse(curly) == ask


@given(asks, st.sampled_from(sorted(OPTIONS)), st.randoms())
def test_a_mistyped_option_is_named_with_its_nearest(ask, name, random):
    if len(name) < 5:
        return
    place = random.randrange(len(name) - 1)
    mistyped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if mistyped == name:
        return
    assert UnknownOption(f"--{mistyped}", f"--{name}") in faults(f"{command_text(ask)} --{mistyped}")


def test_options_are_shown_as_typed():
    ask = parse("sea --ar 16:9 --n 2 --no people --style oil --cfg 8")
    assert options_text(ask) == '--style "oil" --n 2 --ar 16:9 --cfg 8 --no "people"'
    assert options_text(parse("sea --model core")) == "--model core"
    assert options_text(parse('sea --model "Stable Image Core"')) == '--model "Stable Image Core"'
    assert options_text(parse("sea")) == ""
