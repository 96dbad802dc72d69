"""A finished prompt is painted at once; one that can't be is refused in words, privately."""

import pytest

from tests.journeys.person import actions_of, buttons_of, pictures, said

pytestmark = pytest.mark.usefixtures("bot")


async def painter_calls(aws):
    return [call.body for call in await aws.calls() if call.operation == "InvokeModel"]


async def test_every_option_reaches_the_painter(alex, aws):
    await alex.types(
        "/imagine --raw a red bicycle leaning on a blue door --ar 16:9 --n 2 --seed 7 --no people "
        '--palette "#0b3954,#bfd7ea,#ff6663"'
    )
    card = await alex.card()
    (painted,) = await alex.painted(card)
    assert len(pictures(painted)) == 2
    assert await painter_calls(aws) == [
        {
            "taskType": "COLOR_GUIDED_GENERATION",
            "colorGuidedGenerationParams": {
                "colors": ["#0b3954", "#bfd7ea", "#ff6663"],
                "text": "a red bicycle leaning on a blue door",
                "negativeText": "people",
            },
            "imageGenerationConfig": {
                "quality": "standard",
                "numberOfImages": 2,
                "cfgScale": 8.0,
                "seed": 7,
                "width": 1152,
                "height": 640,
            },
        }
    ]
    assert "Without: people" in said(painted)
    assert "1152×640" in said(painted)


async def test_a_prompt_in_another_language_is_translated_and_both_are_shown(mina, aws):
    await mina.types("/imagine --raw 파란 문에 기대어 있는 빨간 자전거")
    (painted,) = await mina.painted(await mina.card())
    (body,) = await painter_calls(aws)
    english = body["textToImageParams"]["text"]
    assert english.isascii()
    assert "bicycle" in english
    assert "> 파란 문에 기대어 있는 빨간 자전거" in said(painted)
    assert f"> {english}" in said(painted)


async def test_english_is_not_translated(alex, aws):
    await alex.types("/imagine --raw a red bicycle")
    await alex.painted(await alex.card())
    assert [call.operation for call in await aws.calls()] == ["InvokeModel"]


async def test_too_long_is_never_cut_but_offered_to_be_shortened(alex, aws):
    prompt = "a lighthouse on a cliff above the sea, " * 20
    await alex.types(f"/imagine --raw {prompt}")
    offer = await alex.privately("The prompt is 779 characters long, 267 too many: 512 is the limit.")
    assert actions_of(offer) == ["prompt.shorten", "prompt.edit"]
    assert await alex.public() == []
    await alex.clicks(offer, "prompt.shorten")
    card = await alex.card()
    shortened = await alex.reply(card, "here is your prompt in")
    assert await painter_calls(aws) == []  # nothing is spent before a click
    await alex.clicks(shortened, "idea.paint")
    await alex.painted(card)
    (body,) = await painter_calls(aws)
    assert len(body["textToImageParams"]["text"]) <= 512
    assert "lighthouse" in body["textToImageParams"]["text"]


async def test_too_long_can_be_edited_by_hand(alex, aws):
    await alex.types(f"/imagine --raw {'a lighthouse on a cliff above the sea, ' * 20} --seed 3")
    offer = await alex.privately("too many")
    await alex.clicks(offer, "prompt.edit")
    form = await alex.form()
    answer = await alex.submits(form)
    assert answer["errors"] == {"text": "The prompt is 779 characters long, 267 too many: 512 is the limit."}
    answer = await alex.submits(form, text="a lighthouse on a cliff")
    assert answer["ok"], answer
    await alex.painted(await alex.card())
    (body,) = await painter_calls(aws)
    assert body["imageGenerationConfig"]["seed"] == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x --stlye oil", "There is no option `--stlye`. Did you mean `--style`?"),
        ("x --n 9", "`--n` takes a number from 1 to 5, not `9`."),
        (
            "x --size 1000x1000",
            "Titan Image Generator v2 does not paint `1000x1000`. The nearest size is `1024x1024`.",
        ),
        (
            "--style watercolour lighthouse",
            "There are no keywords: everything behind `--style` was read as its value.",
        ),
        ("x --palette blue", "`blue` is not a colour: write it as `#0b3954`."),
        ("x --size 512x512 --ar 1:1", "`--size` and `--ar` exclude each other: keep one."),
    ],
)
async def test_a_mistake_is_told_privately_and_nothing_is_posted(alex, aws, text, sentence):
    await alex.types(f"/imagine {text}")
    told = await alex.privately()
    assert sentence in said(told)
    assert f"/imagine {text}" in said(told)  # what was typed is not lost
    assert await alex.public() == []
    assert await aws.calls() == []


async def test_a_mistake_is_told_in_korean(mina):
    await mina.types("/imagine 등대 --stlye 유화")
    told = await mina.privately()
    assert "`--stlye` 옵션은 없어요. 혹시 `--style`인가요?" in said(told)


async def test_help_fits_on_a_screen(alex):
    await alex.types("/imagine help")
    told = await alex.privately()
    for option in (
        "--style",
        "--raw",
        "--n",
        "--ar",
        "--seed",
        "--cfg",
        "--quality",
        "--no",
        "--palette",
        "--private",
    ):
        assert option in said(told)
    assert len(said(told).splitlines()) <= 25


async def test_the_form_asks_for_everything_the_command_can(alex, aws):
    await alex.types("/imagine")
    form = await alex.form()
    assert form["title"]["text"] == "New picture"
    answer = await alex.submits(
        form, text="a paper boat", raw="raw", n="2", ar="3:2", no="people", palette="#0b3954", quality="premium",
        cfg="6", seed="9",
    )  # fmt: skip
    assert answer["ok"], answer
    (painted,) = await alex.painted(await alex.card())
    assert len(pictures(painted)) == 2
    (body,) = await painter_calls(aws)
    assert body["imageGenerationConfig"] == {
        "quality": "premium",
        "numberOfImages": 2,
        "cfgScale": 6.0,
        "seed": 9,
        "width": 1152,
        "height": 768,
    }


async def test_the_form_gives_ideas_too(mina):
    await mina.types("/imagine")
    form = await mina.form()
    assert form["title"]["text"] == "새 그림"
    await mina.submits(form, text="등대", style="수채화")
    ideas = await mina.ideas(await mina.card())
    assert len(buttons_of(ideas, "idea.paint")) == 3


async def test_a_form_sent_twice_is_one_request(alex):
    await alex.types("/imagine")
    form = await alex.form()
    await alex.submits(form, text="a paper boat", raw="raw")
    seq = next(e["seq"] for e in reversed(await alex.workspace.log()) if "view_submission" in e["name"])
    await alex.workspace.redeliver(seq)
    card = await alex.card()
    await alex.painted(card)
    assert len(await alex.public()) == 1
