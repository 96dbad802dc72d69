"""The bot with all its models: chosen by name, in a form, for a channel; they end in the middle of a day, and nobody
loses anything. The bot runs in another region than the models that paint.
"""

import asyncio
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from sandbox.bot_process import initialise
from tests.journeys.person import actions_of, buttons_of, pictures, said, until
from tests.journeys.test_references import poster, posts, with_action

CORE = "stability.stable-image-core-v1:1"
ULTRA = "stability.stable-image-ultra-v1:1"
SD35 = "stability.sd3-5-large-v1:0"
TITAN = "amazon.titan-image-generator-v2:0"
CANVAS = "amazon.nova-canvas-v1:0"
NOVA = "us.amazon.nova-2-lite-v1:0"
HAIKU = "us.anthropic.claude-haiku-4-5-20251001-v1:0"

SETTINGS = {
    "AWS_REGION": "us-east-1",
    "IMAGINE_IMAGE_MODEL": "auto",
    "IMAGINE_TEXT_MODEL": "auto",
    "IMAGINE_CONCURRENCY": "2",
}


@pytest.fixture(scope="module")
async def shared_bot(stack):
    # Its table, bucket and queues are in its own region.
    await initialise(stack.environment(**SETTINGS))
    return await stack.start_bot(**SETTINGS)


@pytest.fixture
async def bot(shared_bot, workspace, aws, alex):
    """The bot; what it found out about the models is forgotten afterwards."""
    yield shared_bot
    await aws.reset_models()
    await alex.checks_models()


async def painted_by(aws):
    return [(call.model, call.outcome) for call in await aws.calls() if call.operation == "InvokeModel"]


@pytest.mark.usefixtures("bot")
async def test_the_first_in_order_paints_in_a_region_of_its_own(alex, aws):
    await alex.types("/imagine --raw a red bicycle")
    (painted,) = await alex.painted(await alex.card())
    assert "Stable Image Core" in said(painted)
    assert "$0.04" in said(painted)
    assert await painted_by(aws) == [(CORE, "ok")]


@pytest.mark.usefixtures("bot")
async def test_by_name(alex, aws):
    await alex.types('/imagine --raw a red bicycle --model "Stable Image Ultra"')
    card = await alex.card()
    assert "--model ultra" in said(card)
    (painted,) = await alex.painted(card)
    assert "Stable Image Ultra" in said(painted)
    assert "$0.14" in said(painted)
    assert "can't be called" not in said(painted)
    assert await painted_by(aws) == [(ULTRA, "ok")]


@pytest.mark.usefixtures("bot")
async def test_a_name_that_is_none_gets_the_nearest(alex, mina, aws):
    await alex.types("/imagine boat --model ultre")
    await alex.privately("There is no model `ultre`. Did you mean `ultra`?")
    await mina.types("/imagine 조각배 --model 코어")
    await mina.privately("`코어` 모델은 없어요.")
    assert await alex.public() == []
    assert await painted_by(aws) == []


@pytest.mark.usefixtures("bot")
async def test_one_that_has_ended_is_not_replaced_in_silence(alex, sam, aws):
    await aws.set_model(TITAN, state="end-of-life")
    await aws.set_model(ULTRA, state="denied")
    await alex.checks_models()
    await alex.privately("This AWS account has no access to Stable Image Ultra.")
    await sam.types("/imagine boat --model titan")
    told = said(await sam.privately("Titan Image Generator v2"))
    assert "ended" in told
    assert "Choose `core` or `sd3.5` or `nova`, or leave the choice to me." in told
    await sam.types("/imagine boat --model ultra")
    await sam.privately("This AWS account has no access to Stable Image Ultra. Choose `core`")
    assert await sam.public() == []


@pytest.mark.usefixtures("bot")
async def test_with_nobody_to_paint_from_words_pictures_are_still_worked_on(alex, mina, aws):
    for model in (CORE, ULTRA, SD35, TITAN, CANVAS):
        await aws.set_model(model, state="denied")
    await alex.checks_models()
    # New ideas would have nobody to paint them.
    await posts(alex, "@Imagine a festival", ("poster.png", poster()))
    told = said(await alex.privately("No model that paints from words"))
    assert "`style`" in told
    assert "`cutout`" in told
    assert "`spirit`" not in told
    await posts(mina, "@Imagine 축제", ("poster.png", poster()))
    assert "`cutout`" in said(await mina.privately("글로 그림을 그리는 모델"))
    assert await alex.public() == []
    # What is made of the picture, with a click or in the manner of it.
    root = await posts(alex, "@Imagine --use cutout", ("poster.png", poster()))
    await alex.clicks(await with_action(alex, root, "reference.make"), "reference.make")
    (painted,) = await alex.painted(root)
    assert "*Background removed*" in said(painted)
    root = await posts(alex, "@Imagine a harbour --use style", ("poster.png", poster()))
    ideas = await alex.ideas(root)
    await alex.clicks(ideas, "idea.paint")
    (painted,) = await alex.painted(root)
    assert "Stability Style Guide" in said(painted)
    # Words alone still have nobody.
    await alex.types("/imagine a harbour")
    await alex.privately("No model that paints can be called now")


def inputs(form):
    return [block["block_id"] for block in form["blocks"]]


@pytest.mark.usefixtures("bot")
async def test_the_form_has_the_inputs_of_the_model_that_is_chosen(alex, aws):
    await alex.types("/imagine")
    form = await alex.form()
    menu = next(block for block in form["blocks"] if block["block_id"] == "model")
    assert [option["text"]["text"] for option in menu["element"]["options"]] == [
        "Chosen for you (Stable Image Core, $0.04)",
        "Stable Image Core, $0.04",
        "Stable Diffusion 3.5 Large, $0.08",
        "Stable Image Ultra, $0.14",
        "Titan Image Generator v2, $0.008–$0.012",
        "Nova Canvas, $0.04–$0.08",
    ]
    assert not {"size", "quality", "cfg"} & set(inputs(form))
    values = {"text": {"input": "a red bicycle"}, "raw": {"input": "raw"}, "no": {"input": "people"}}
    await alex.workspace.change(
        alex.user, form["id"], "input", value="titan", block_id="model", values=values
    )
    changed = await until(lambda: has(alex, "cfg"))
    order = [
        one for one in inputs(changed) if one in {"ar", "size", "no", "palette", "quality", "cfg", "seed"}
    ]
    assert order == ["ar", "size", "no", "palette", "quality", "cfg", "seed"]
    assert changed["state"]["values"]["text"]["input"]["value"] == "a red bicycle"
    await alex.submits(changed, quality="premium", size="512x512")
    (painted,) = await alex.painted(await alex.card())
    assert "$0.01" in said(painted)
    (call,) = (one for one in await aws.calls() if one.operation == "InvokeModel")
    assert call.model == TITAN
    assert call.body["textToImageParams"] == {"text": "a red bicycle", "negativeText": "people"}
    assert call.body["imageGenerationConfig"]["quality"] == "premium"


async def has(person, block_id):
    form = await person.form()
    return form if block_id in inputs(form) else None


@pytest.mark.usefixtures("bot")
async def test_a_model_that_has_fewer_inputs_takes_them_away(alex):
    await alex.types("/imagine")
    form = await alex.form()
    await alex.workspace.change(alex.user, form["id"], "input", value="titan", block_id="model")
    form = await until(lambda: has(alex, "cfg"))
    await alex.workspace.change(alex.user, form["id"], "input", value="core", block_id="model")

    async def without():
        now = await alex.form()
        return now if "cfg" not in inputs(now) else None

    assert not {"size", "quality", "cfg"} & set(inputs(await until(without)))


@pytest.mark.usefixtures("bot")
async def test_an_edited_prompt_can_be_given_to_another(alex, aws):
    await alex.types("/imagine --raw a red bicycle")
    card = await alex.card()
    (painted,) = await alex.painted(card)
    await alex.clicks(painted, "picture.edit")
    form = await alex.form()
    menu = next(block for block in form["blocks"] if block["block_id"] == "model")
    assert menu["element"]["initial_option"]["value"] == "core"
    await alex.submits(form, text="a blue bicycle", model="sd3.5")
    painted = (await alex.painted(card, 2))[-1]
    assert "Stable Diffusion 3.5 Large" in said(painted)
    assert await painted_by(aws) == [(CORE, "ok"), (SD35, "ok")]


@pytest.mark.usefixtures("bot")
async def test_a_channel_has_a_model_of_its_own(alex, sam, aws, workspace):
    elsewhere = await workspace.add_channel("journey-of-another-model", bot=True)
    await alex.types("/imagine settings")
    await alex.submits(await alex.form(), model="ultra")
    await alex.privately("Stable Image Ultra paints here.")

    async def known():
        # What is not read at once is not waited for: from here on it is remembered.
        await sam.types("/imagine models")
        return "✅ *Stable Image Ultra*" in said(await sam.privately("Painting from words"))

    await until(known)
    await sam.types("/imagine --raw a red bicycle")
    (painted,) = await sam.painted(await sam.card())
    assert "Stable Image Ultra" in said(painted)
    await sam.types("/imagine --raw a blue bicycle --model core")
    await sam.painted(await sam.card("a blue bicycle"))
    there = sam.elsewhere(elsewhere["id"])
    await there.types("/imagine --raw a green bicycle")
    await there.painted(await there.card())
    assert await painted_by(aws) == [(ULTRA, "ok"), (CORE, "ok"), (CORE, "ok")]
    # It is a wish, not an order: nobody asked for it by name.
    await aws.set_model(ULTRA, state="denied")
    await alex.checks_models()
    await alex.privately("no access to Stable Image Ultra")
    await sam.types("/imagine --raw a grey bicycle")
    (painted,) = await sam.painted(await sam.card("a grey bicycle"))
    assert "Stable Image Core" in said(painted)
    await alex.types("/imagine settings")
    form = await alex.form()
    menu = next(block for block in form["blocks"] if block["block_id"] == "model")
    assert menu["element"]["initial_option"]["text"]["text"] == "ultra (can't be called now)"


@pytest.mark.usefixtures("bot")
async def test_the_list_says_what_there_is_and_why_the_rest_is_not(alex, mina, aws):
    end = datetime.now(UTC).date() + timedelta(days=200)
    await aws.set_model(SD35, end_of_life=end.isoformat())
    await aws.set_model(HAIKU, state="denied")
    await aws.set_model("us.stability.stable-creative-upscale-v1:0", state="denied")
    await alex.checks_models()
    told = said(await alex.privately(f"until {end.day} {end:%B %Y}"))
    assert "✅ *Stable Image Core*  ·  `core`  ·  $0.04\n9 shapes  ·  one picture a call" in told
    assert "us-west-2" in told
    assert "*Titan Image Generator v2*  ·  `titan`  ·  $0.008–$0.012" in told
    assert "exact palette" in told
    assert "Upscale: Stability Fast Upscale $0.03, Stability Conservative Upscale $0.40" in told
    assert "This AWS account has no access to Stability Creative Upscale." in told
    assert "1. ✅ *Nova 2 Lite*" in told
    assert "2. *Claude Haiku 4.5*  ·  $1.10 / $5.50  ·  this AWS account has no access" in told
    await mina.types("/imagine 모델")
    listed = await mina.privately("글로 그리는 모델")
    assert "models.check" not in actions_of(listed)


@pytest.mark.usefixtures("bot")
async def test_home_warns_those_who_run_the_workspace(alex, sam, aws, workspace):
    end = datetime.now(UTC).date() + timedelta(days=12)
    await aws.set_model(CORE, end_of_life=end.isoformat())
    await aws.set_model(NOVA, end_of_life=end.isoformat())
    await alex.checks_models()
    await alex.privately(f"until {end.day} {end:%B %Y}")
    homes = {}
    for person in (alex, sam):
        await workspace.open_home(person.user)
        homes[person.user] = await until(partial(workspace.home, person.user))
    told = said(homes["alex"])
    # It may be another day by now.
    left = 12 if ": 12 days are left" in told else (end - datetime.now(UTC).date()).days
    day = f"{end.day} {end:%B %Y}: {left} days are left"
    assert f"*Stable Image Core* ends on {day}. Then Stable Diffusion 3.5 Large paints." in told
    assert f"*Nova 2 Lite* ends on {day}. Then Claude Haiku 4.5 writes." in told
    assert "Nova" not in said(homes["sam"])
    assert "what shall we paint" in said(homes["sam"])
    await workspace.change(sam.user, homes["sam"]["id"], "home.models")
    shown = await sam.form()
    assert shown["title"]["text"] == "Models"
    await workspace.change(sam.user, homes["sam"]["id"], "home.new")
    form = await until(lambda: has(sam, "text"))
    await sam.submits(form, text="a red bicycle", raw="raw")
    direct = sam.elsewhere("@app")
    (painted,) = await direct.painted(await direct.card("a red bicycle"))
    assert "Stable Image Core" in said(painted)


async def ask_for(person, subjects):
    for subject in subjects:
        await person.types(f"/imagine --raw {subject}")


async def painted_each(person, subjects):
    """The message with each one's picture."""
    found = {}
    for subject in subjects:
        (found[subject],) = await person.painted(await person.card(subject))
    return found


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("how", [{"state": "end-of-life"}, {"state": "denied"}])
async def test_a_model_that_ends_in_the_middle_of_the_day_loses_nothing(alex, aws, how):
    await aws.set_latency(invoke_model=0.6)
    subjects = [f"a boat with {n} sails" for n in range(2, 8)]
    await ask_for(alex, subjects[:3])

    async def under_way():
        return await painted_by(aws)

    await until(under_way)
    await aws.set_model(CORE, **how)
    await ask_for(alex, subjects[3:])
    found = await painted_each(alex, subjects)
    calls = await painted_by(aws)
    instead = [one for one in found.values() if "Stable Diffusion 3.5 Large" in said(one)]
    # What is asked for once the end is known is SD3.5's from the start, and needs no word about it.
    told = "Stable Image Core can't be called any more, so Stable Diffusion 3.5 Large painted this."
    assert any(told in said(one) for one in instead)
    for one in instead:
        assert "$0.08" in said(one)
        assert "$0.04" not in said(one)
    assert sum(outcome == "ok" for _, outcome in calls) == len(subjects)
    assert sum(model == SD35 for model, _ in calls) == len(instead)

    await aws.clear_calls()
    await ask_for(alex, ["a lighthouse"])
    (painted,) = (await painted_each(alex, ["a lighthouse"])).values()
    assert await painted_by(aws) == [(SD35, "ok")]
    assert "can't be called" not in said(painted)

    await aws.clear_calls()
    await aws.set_model(SD35, state="denied")
    await ask_for(alex, ["a windmill"])
    (painted,) = (await painted_each(alex, ["a windmill"])).values()
    assert [model for model, _ in await painted_by(aws)] == [SD35, ULTRA]
    assert "Stable Diffusion 3.5 Large can't be called any more, so Stable Image Ultra painted this" in said(
        painted
    )
    assert "$0.14" in said(painted)

    await aws.set_model(ULTRA, state="denied")
    await aws.set_model(TITAN, state="denied")
    await aws.set_model(CANVAS, state="denied")
    await ask_for(alex, ["a harbour"])
    failed = await alex.reply(await alex.card("a harbour"), "Your prompt was not painted")
    assert "no model that paints can be called now" in said(failed)
    assert "Nothing was charged." in said(failed)
    await alex.types("/imagine --raw another harbour")
    await alex.privately("No model that paints can be called now.")
    await alex.types("/imagine")
    await alex.privately("No model that paints can be called now.")
    await alex.types("/imagine help")

    await aws.reset_models()
    await alex.checks_models()
    (retry,) = buttons_of(failed, "job.retry")
    await alex.clicks(failed, "job.retry", value=retry["value"])
    (painted,) = (await painted_each(alex, ["a harbour"])).values()
    assert "Stable Image Ultra" in said(painted)  # who it was planned for
    assert "can't be called" not in said(painted)
    await ask_for(alex, ["a pier"])
    (painted,) = (await painted_each(alex, ["a pier"])).values()
    assert "Stable Image Core" in said(painted)


@pytest.mark.usefixtures("bot")
async def test_a_model_that_ends_in_the_middle_of_a_batch_loses_none_of_its_pictures(alex, aws):
    await aws.add_fault(f"bedrock:InvokeModel:{CORE}", "behave", code="end_of_life", skip=2)
    await alex.types("/imagine --raw a paper boat --n 4")
    (painted,) = await alex.painted(await alex.card())
    told = said(painted)
    assert len(pictures(painted)) == 4
    assert (
        "Stable Image Core can't be called any more, so Stable Diffusion 3.5 Large painted the rest." in told
    )
    assert (told.count("$0.04"), told.count("$0.08")) == (2, 2)
    assert "not charged" not in told
    calls = await painted_by(aws)
    assert sorted(model for model, outcome in calls if outcome == "ok") == sorted([CORE] * 2 + [SD35] * 2)
    assert len(calls) == 6


@pytest.mark.usefixtures("bot")
async def test_a_language_model_that_ends_in_the_middle_of_the_day(alex, aws):
    await alex.types("/imagine paper boat")
    assert len(buttons_of(await alex.ideas(await alex.card()), "idea.paint")) == 3
    await aws.set_model(NOVA, state="end-of-life")
    keywords = ("lighthouse, storm", "fox in the snow", "harbour at dawn")
    await asyncio.gather(*(alex.types(f"/imagine {one}") for one in keywords))
    for one in keywords:
        assert len(buttons_of(await alex.ideas(await alex.card(one)), "idea.paint")) == 3
    await aws.clear_calls()
    await alex.types("/imagine windmill")
    assert len(buttons_of(await alex.ideas(await alex.card("windmill")), "idea.paint")) == 3
    assert [call.model for call in await aws.calls() if call.operation == "Converse"] == [HAIKU]


async def test_what_a_worker_finds_out_a_listener_knows(stack, workspace, aws, alex):
    """In processes of their own; the one of the other tests is gone by then."""
    await stack.stop_bots()
    await aws.reset_models()
    await stack.start_bot("listen", **SETTINGS)
    await stack.start_bot("work", **SETTINGS)
    await alex.checks_models()  # nobody is still looking for the first time when it changes
    await aws.set_model(CORE, state="denied")
    await ask_for(alex, ["a boat"])
    (painted,) = (await painted_each(alex, ["a boat"])).values()
    assert "Stable Image Core can't be called any more" in said(painted)

    async def known():
        await alex.types("/imagine models")
        return "✅ *Stable Diffusion 3.5 Large*" in said(await alex.privately("Painting from words"))

    await until(known, 60)
    await aws.reset_models()
    await alex.checks_models()
    await aws.clear_calls()

    async def paints_again():
        await ask_for(alex, ["a lighthouse"])
        await alex.painted(await alex.card("a lighthouse"))
        return (await painted_by(aws))[-1] == (CORE, "ok")

    await until(paints_again, 60)
    await stack.stop_bots()
