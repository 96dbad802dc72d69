"""Uses of a reference picture that make something of the picture itself: chosen in the thread or on the command."""

import asyncio
import io

import pytest
from PIL import Image

from tests.journeys.person import Person, actions_of, buttons_of, pictures, prompts_of, said
from tests.journeys.test_after import newest_call, opened
from tests.journeys.test_references import block, lightly, picks, poster, posts, with_action

pytestmark = pytest.mark.usefixtures("bot")

DIRECT = [
    ("erase", '--where "the orange sun"', "*Erased* the orange sun"),
    ("recolour", 'deep green --where "the orange sun"', "*Recoloured* the orange sun → deep green"),
    ("cutout", "", "*Background removed*"),
    ("upscale", "--where fast", "*Upscaled* (fast)"),
]


@pytest.mark.parametrize(("use", "more", "says"), DIRECT, ids=[use for use, *_ in DIRECT])
async def test_what_the_command_says_is_done_by_one_button(alex, aws, use, more, says):
    root = await posts(alex, f"@Imagine {more} --use {use}", ("poster.png", poster()))
    ideas = await with_action(alex, root, "reference.make")
    assert prompts_of(ideas) == []  # they would have nothing to say in it
    assert {"idea.paint", "ideas.paint_all", "ideas.more"}.isdisjoint(actions_of(ideas))
    assert "One button does what you asked for" in said(ideas)
    assert "$0." in said(ideas)  # what it costs, before it is paid
    (button,) = buttons_of(ideas, "reference.make")
    assert not button["text"]["text"].endswith("…")
    await alex.clicks(ideas, "reference.make")
    (painted,) = await alex.painted(root)
    assert pictures(painted)
    assert says in said(painted)
    assert "|your picture>" in said(painted)
    body = (await newest_call(aws)).body
    match use:
        case "erase" | "recolour":
            assert body["inPaintingParams"]["maskPrompt"] == "the orange sun"
        case "cutout":
            assert body["taskType"] == "BACKGROUND_REMOVAL"
        case "upscale":
            assert opened(body["image"]).size == (900, 600)


async def test_ideas_are_there_as_soon_as_the_use_needs_them(alex):
    root = await posts(alex, "@Imagine --use cutout", ("poster.png", poster()))
    await picks(alex, await with_action(alex, root, "reference.make"), "reference.use", "spirit")
    ideas = await alex.ideas(root)
    assert len(prompts_of(ideas)) == 3
    await picks(alex, ideas, "reference.use", "cutout")
    made = await with_action(alex, root, "reference.make")
    assert prompts_of(made) == []
    await alex.clicks(made, "request.cancel")
    await alex.reply(root, "Cancelled.")

    async def closed(_):
        return not any(actions_of(message) for message in await alex.thread(root))

    await alex.workspace.wait_for(closed, what="all buttons to go")


async def test_the_card_says_what_is_asked_and_follows_the_menu(alex):
    file = await alex.workspace.upload("alex", "poster.png", poster())
    await alex.types("/imagine")
    answer = await alex.submits(await alex.form(), text="kite", pictures=[file["id"]])
    assert answer["ok"], answer
    card = await alex.card("in the spirit of a picture")
    await alex.card_saying(card, "pick one to paint")
    await picks(alex, await alex.ideas(card), "reference.use", "cutout")
    await alex.card_saying(card, "wants something made of a picture")
    await alex.card_saying(card, "One button in the thread does what you asked for")
    await picks(alex, await with_action(alex, card, "reference.make"), "reference.use", "spirit")
    await alex.card_saying(card, "pick one to paint")


async def test_two_clicks_on_the_one_button_are_one(alex, aws):
    await aws.set_latency(invoke_model=150)
    root = await posts(alex, "@Imagine --use erase --where the orange sun", ("poster.png", poster()))
    ideas = await with_action(alex, root, "reference.make")
    await alex.clicks(ideas, "reference.make")
    await alex.clicks(ideas, "reference.make")
    await alex.private_in(root, "That is being done already.")
    await aws.end_latency()
    (painted,) = await alex.painted(root)
    assert "*Erased* the orange sun" in said(painted)


@pytest.mark.parametrize(
    ("use", "asked", "said_of_it"),
    [
        ("erase", {"where": "the orange sun"}, "*Erased* the orange sun"),
        ("recolour", {"where": "the orange sun", "text": "deep green"}, "→ deep green"),
        ("upscale", {"where": "creative"}, "*Upscaled* (creative)"),
    ],
)
async def test_what_has_to_be_said_first_is_asked_in_a_form(alex, use, asked, said_of_it):
    root = await posts(alex, "@Imagine", ("poster.png", poster()))
    ideas = await alex.ideas(root)
    await picks(alex, ideas, "reference.use", use)
    form = await alex.form()
    assert "$0." in str(form["blocks"])
    answer = await alex.submits(form, **asked)
    assert answer["ok"], answer
    (painted,) = await alex.painted(root)
    assert said_of_it in said(painted)


async def test_what_the_command_leaves_open_is_asked_when_the_button_is_clicked(alex):
    root = await posts(alex, "@Imagine --use upscale", ("poster.png", poster()))
    ideas = await with_action(alex, root, "reference.make")
    assert buttons_of(ideas, "reference.make")[0]["text"]["text"] == "Upscale it…"
    await alex.clicks(ideas, "reference.make")
    answer = await alex.submits(await alex.form(), where="faithful")
    assert answer["ok"], answer
    (painted,) = await alex.painted(root)
    assert "*Upscaled* (faithful)" in said(painted)


async def test_one_picture_takes_over_the_manner_of_another(alex, aws):
    files = [("one.png", poster()), ("two.png", poster(400, 800))]
    root = await posts(alex, "@Imagine", *files)
    await picks(alex, await alex.ideas(root), "reference.use", "restyle")
    ideas = await with_action(alex, root, "reference.make")
    await picks(alex, ideas, "reference.strength", "light")
    ideas = await lightly(alex, root)
    await alex.clicks(ideas, "reference.make")
    (painted,) = await alex.painted(root)
    body = (await newest_call(aws)).body
    assert opened(body["init_image"]).size == (900, 600)
    assert opened(body["style_image"]).size == (400, 800)
    assert body["change_strength"] == 0.6
    assert "*Restyled* after <" in said(painted)


async def test_two_choices_at_once_keep_each_other(alex):
    root = await posts(alex, "@Imagine kite --use layout", ("poster.png", poster()))
    ideas = await with_action(alex, root, "reference.strength")
    await asyncio.gather(
        picks(alex, ideas, "reference.use", "variation"), picks(alex, ideas, "reference.strength", "strong")
    )

    async def both(_):
        now = await with_action(alex, root, "reference.strength")
        chosen = [
            one["initial_option"]["value"].split(":")[-1] for one in block(now, "use.actions")["elements"]
        ]
        return chosen == ["variation", "strong"]

    await alex.workspace.wait_for(both, timeout=60, what="both choices")


async def test_what_is_transparent_says_what_is_to_go(alex, aws):
    picture = Image.open(io.BytesIO(poster(600, 400))).convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 200, 400))
    file = io.BytesIO()
    picture.save(file, "PNG")
    root = await posts(alex, "@Imagine --use erase", ("masked.png", file.getvalue()))
    ideas = await with_action(alex, root, "reference.make")
    assert buttons_of(ideas, "reference.make")[0]["text"]["text"] == "Erase it"
    await alex.clicks(ideas, "reference.make")
    (painted,) = await alex.painted(root)
    assert "*Erased* the part that was transparent" in said(painted)
    given = (await newest_call(aws)).body["inPaintingParams"]
    assert "maskPrompt" not in given
    assert opened(given["maskImage"]).size == (600, 400)


async def test_a_garment_is_tried_on_once_it_is_said_what_is_exchanged(stack, workspace, channel, aws):
    """Only Nova Canvas does that, for accounts with extended access."""
    await stack.stop_bots()
    await stack.start_bot(IMAGINE_IMAGE_MODEL="auto")
    alex = Person(workspace, "alex", channel)
    files = [("person.png", poster(600, 800)), ("coat.png", poster(400, 500))]
    root = await posts(alex, "@Imagine", *files)
    await picks(alex, await alex.ideas(root), "reference.use", "try-on")
    form = await alex.form()
    assert "Nova Canvas" in str(form["blocks"])
    answer = await alex.submits(form, where="the coat")
    assert answer["ok"], answer
    (painted,) = await alex.painted(root)
    assert "*Tried on* the coat after <" in said(painted)
    body = (await newest_call(aws)).body
    assert body["taskType"] == "VIRTUAL_TRY_ON"
    given = body["virtualTryOnParams"]
    assert opened(given["sourceImage"]).size == (600, 800)
    assert opened(given["referenceImage"]).size == (400, 500)
