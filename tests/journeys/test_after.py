"""What is made of a painted picture: each button, as far as the model's request and the message that comes of it."""

import base64
import io

import pytest
from PIL import Image

from tests.journeys.person import (
    actions_of,
    buttons_of,
    pictures,
    records_of,
    said,
    seen_by,
    until,
)
from tests.journeys.test_references import poster

pytestmark = pytest.mark.usefixtures("bot")

SERVICES = "us.stability."

TITAN = "amazon.titan-image-generator-v2:0"
NOVA_CANVAS = "amazon.nova-canvas-v1:0"

AT_ONCE = {"picture.vary", "picture.vary_strongly", "picture.remove_background"}


async def painted(person, text="--raw a paper boat on a pond"):
    before = {message["ts"] for message in await person.public()}
    await person.types(f"/imagine {text}")

    async def new(_):
        return next((message for message in await person.public() if message["ts"] not in before), None)

    card = await person.workspace.wait_for(new, what="a new card")
    (message,) = await person.painted(card)
    return card, message


async def newest_call(aws):
    calls = [call for call in await aws.calls() if call.operation == "InvokeModel"]
    return await aws.call(calls[-1].seq)


async def fills(person, message, action, **values):
    """The form behind a button, filled in and sent; what it says of itself."""
    await person.clicks(message, action)
    form = await person.form()
    answer = await person.submits(form, **values)
    assert answer["ok"], answer
    return form


async def result(person, card, count=2):
    return (await person.painted(card, count))[-1]


def opened(data):
    return Image.open(io.BytesIO(base64.b64decode(data)))


def menu_of(message, number):
    """The menu of picture `number`, and the block it is in."""
    return next(
        (element, block["block_id"])
        for block in message["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == "picture.more"
        and element["placeholder"]["text"] == f"More with {number}…"
    )


async def picks(person, message, number, action):
    _, block_id = menu_of(message, number)
    answer = await person.workspace.click(
        person.user, message, "picture.more", value=action, block_id=block_id
    )
    assert answer["ok"], answer


async def with_new_menus(person, card, before):
    """The message of several pictures once it was shown anew, with menus from which nothing is chosen."""

    async def anew(_):
        now = (await person.thread(card))[0]
        return now if menu_of(now, 1)[1] != menu_of(before, 1)[1] else None

    return await person.workspace.wait_for(anew, timeout=60, what="menus from which nothing is chosen")


async def test_all_that_can_be_done_is_there_in_three_rows(alex):
    _, message = await painted(alex)
    rows = [
        [element["action_id"].removeprefix("picture.") for element in block["elements"]]
        for block in message["blocks"]
        if block["type"] == "actions"
    ]
    assert rows == [
        ["again", "vary", "vary_strongly"],
        ["upscale", "extend", "remove_background", "erase", "change", "recolour", "restyle"],
        ["edit", "reference", "history", "delete"],
    ]


@pytest.mark.parametrize(
    ("action", "similarity", "says"),
    [("picture.vary", 0.9, "Varied lightly"), ("picture.vary_strongly", 0.4, "Varied strongly")],
)
async def test_a_light_change_keeps_more_of_the_picture_than_a_strong_one(
    alex, aws, action, similarity, says
):
    card, first = await painted(alex)
    await alex.clicks(first, action)
    message = await result(alex, card)
    given = (await newest_call(aws)).body["imageVariationParams"]
    assert given["similarityStrength"] == similarity
    assert given["text"] == "a paper boat on a pond"
    assert says in said(message)
    assert "|the picture before>" in said(message)


async def test_two_clicks_on_one_button_are_one(alex, aws):
    card, first = await painted(alex)
    await aws.set_latency(invoke_model=100)  # until the last click, however long that takes
    await alex.clicks(first, "picture.vary")
    await alex.clicks(first, "picture.vary")
    await alex.private_in(card, "That is being done already.")
    await alex.clicks(first, "picture.vary_strongly")  # that is something else

    async def three():
        return len([call for call in await aws.calls() if call.operation == "InvokeModel"]) == 3

    await until(three)
    await aws.end_latency()
    await alex.painted(card, 3)  # nothing of it comes in between what others do


async def test_the_background_is_removed_at_once(alex, aws):
    card, first = await painted(alex)
    await alex.clicks(first, "picture.remove_background")
    message = await result(alex, card)
    assert (await newest_call(aws)).body["taskType"] == "BACKGROUND_REMOVAL"
    assert "*Background removed*" in said(message)
    actions = actions_of(message)
    assert "picture.remove_background" not in actions
    assert "picture.edit" not in actions  # there are no words to edit


async def test_what_is_larger_still_shows_what_the_words_say(alex, aws):
    card, first = await painted(alex, "--raw a paper boat --size 512x512")
    await fills(alex, first, "picture.upscale", where="fast")
    larger = await result(alex, card)
    await alex.clicks(larger, "picture.vary")
    await result(alex, card, 3)
    assert (await newest_call(aws)).body["imageVariationParams"]["text"] == "a paper boat"


async def test_a_reply_does_not_erase_once_more(alex, aws):
    card, first = await painted(alex)
    await fills(alex, first, "picture.erase", where="the boat")
    await result(alex, card)
    await aws.clear_calls()
    await alex.says("@Imagine at night", thread_ts=card["ts"])
    await alex.private_in(card, "can't be changed by words alone")
    assert not [call for call in await aws.calls() if call.operation in {"InvokeModel", "Converse"}]


async def test_a_part_is_changed(alex, aws):
    card, first = await painted(alex)
    form = await fills(alex, first, "picture.change", where="the boat", text="a swan")
    assert "Titan Image Generator v2 does this for $0.01." in said(form)
    message = await result(alex, card)
    given = (await newest_call(aws)).body["inPaintingParams"]
    assert (given["maskPrompt"], given["text"]) == ("the boat", "a swan")
    assert "*Changed* the boat → a swan" in said(message)
    assert "Titan Image Generator v2" in said(message)
    assert "$0.01" in said(message)


async def test_something_is_erased(alex, aws):
    card, first = await painted(alex)
    await fills(alex, first, "picture.erase", where="the boat")
    message = await result(alex, card)
    given = (await newest_call(aws)).body["inPaintingParams"]
    assert given["maskPrompt"] == "the boat"
    assert "*Erased* the boat" in said(message)


async def test_something_is_recoloured_in_ones_own_language(mina, aws):
    card, first = await painted(mina, "--raw 연못 위의 종이배")
    await fills(mina, first, "picture.recolour", where="배", text="짙은 초록")
    message = await result(mina, card)
    given = (await newest_call(aws)).body["inPaintingParams"]
    assert given["maskPrompt"] == "boat"
    assert "green" in given["text"].lower()
    assert "*색 바꿈* 배 → 짙은 초록" in said(message)
    assert "boat" in said(message)  # what the painter was told, too


async def test_what_is_missing_is_said_at_its_input(alex):
    _, first = await painted(alex)
    await alex.clicks(first, "picture.recolour")
    answer = await alex.submits(await alex.form(), where="the boat")
    assert answer["error"] == "client_validation"
    assert set(answer["errors"]) == {"text"}


async def test_a_picture_goes_on_to_a_side(alex, aws):
    card, first = await painted(alex, "--raw a paper boat --size 512x512")
    form = await fills(alex, first, "picture.extend", where="wider")
    assert "$0.01 at most" in said(form)
    message = await result(alex, card)
    given = (await newest_call(aws)).body["outPaintingParams"]
    assert opened(given["image"]).size == (768, 512)
    assert given["text"] == "a paper boat"
    assert "*Extended* to both sides, 512×512 → 768×512" in said(message)


@pytest.mark.parametrize(
    ("way", "model", "price"),
    [
        ("fast", "stable-fast-upscale", "$0.03"),
        ("faithful", "stable-conservative-upscale", "$0.40"),
        ("creative", "stable-creative-upscale", "$0.60"),
    ],
)
async def test_a_picture_is_upscaled_in_the_way_that_was_chosen(alex, aws, stack, way, model, price):
    card, first = await painted(alex, "--raw a paper boat --size 512x512")
    await alex.clicks(first, "picture.upscale")
    form = await alex.form()
    radio = next(b["element"] for b in form["blocks"] if b["block_id"] == "where")
    offered = {option["value"]: option for option in radio["options"]}
    assert list(offered) == ["fast", "faithful", "creative"]
    assert radio["initial_option"]["value"] == "fast"
    assert price in offered[way]["description"]["text"]
    assert "2048×2048" in offered["fast"]["description"]["text"]
    answer = await alex.submits(form, where=way)
    assert answer["ok"], answer
    message = await result(alex, card)
    assert model in (await newest_call(aws)).model
    assert f"*Upscaled* ({way})" in said(message)
    assert price in said(message)
    record = next(one for one in await records_of(stack) if one["message_ts"] == message["ts"])
    assert record["width"] > 512
    if way == "fast":
        assert (record["width"], record["height"]) == (2048, 2048)


async def test_what_is_large_already_is_not_upscaled(alex, aws):
    card, first = await painted(alex)
    await fills(alex, first, "picture.upscale", where="fast")
    large = await result(alex, card)
    assert "4096×4096" in said(large)
    assert "picture.upscale" not in actions_of(large)
    # From now on everything is made of a smaller one, and says so.
    form = await fills(alex, large, "picture.erase", where="the boat")
    smaller = await result(alex, card, 3)
    assert "4096×4096 → 1408×1408" in said(form)
    assert "4096×4096 → 1408×1408" in said(smaller)


async def test_a_picture_takes_over_the_manner_of_a_file(alex, aws, stack):
    card, first = await painted(alex)
    file = await alex.workspace.upload("alex", "poster.png", poster())
    await fills(alex, first, "picture.restyle", pictures=[file["id"]], strength="light")
    message = await result(alex, card)
    call = await newest_call(aws)
    assert "style-transfer" in call.model
    assert opened(call.body["style_image"]).size == (900, 600)
    assert call.body["change_strength"] == 0.6
    assert "*Restyled* after <" in said(message)
    record = next(one for one in await records_of(stack) if one["message_ts"] == message["ts"])
    assert len(record["references"]) == 2
    assert record["references"][1].startswith("references/")


async def test_a_picture_takes_over_the_manner_of_a_painted_one(alex, aws, stack):
    _, other = await painted(alex, "--raw a lighthouse --size 512x512")
    record = next(one for one in await records_of(stack) if one["message_ts"] == other["ts"])
    await seen_by(stack, record)  # only then it is offered
    card, first = await painted(alex, "--raw a paper boat --size 768x768")
    await alex.clicks(first, "picture.restyle")
    form = await alex.form()
    menu = next(b["element"] for b in form["blocks"] if b["block_id"] == "other")
    chosen = menu["options"][1]
    assert chosen["text"]["text"] == "a lighthouse · 512×512"
    answer = await alex.submits(form, other=chosen["value"])
    assert answer["ok"], answer
    await result(alex, card)
    body = (await newest_call(aws)).body
    assert opened(body["init_image"]).size == (768, 768)
    assert opened(body["style_image"]).size == (512, 512)


async def test_a_manner_that_is_missing_or_no_picture_is_said_in_private(alex, aws):
    card, first = await painted(alex)
    await alex.clicks(first, "picture.restyle")
    form = await alex.form()
    answer = await alex.submits(form)
    assert list(answer["errors"]) == ["pictures"]
    file = await alex.workspace.upload("alex", "broken.png", b"\x89PNG\r\n\x1a\n no picture at all")
    answer = await alex.submits(form, pictures=[file["id"]])
    assert answer["ok"], answer
    await alex.private_in(card, "I can't read it as a picture")
    # What there was before stays: the card, and the picture with its buttons.
    await alex.card_saying(card, "One picture is in the thread.")
    (left,) = [one for one in await alex.thread(card) if not one["_sandbox"]["ephemeral"]]
    assert pictures(left)


async def test_several_pictures_have_a_row_each_and_a_menu(alex, aws):
    card, first = await painted(alex, "--raw a paper boat --n 2")
    assert actions_of(first) == [
        *["picture.vary", "picture.vary_strongly", "picture.upscale", "picture.more"] * 2,
        *["picture.again", "picture.edit"],
    ]
    menu, _ = menu_of(first, 2)
    assert [option["value"] for option in menu["options"]] == [
        "remove_background", "extend", "change", "erase", "recolour", "restyle", "reference", "history",
        "ask_delete",
    ]  # fmt: skip
    await picks(alex, first, 2, "erase")
    now = await with_new_menus(alex, card, first)
    assert [one["image_url"] for one in pictures(now)] == [one["image_url"] for one in pictures(first)]
    form = await alex.form()
    assert "2 of 2" in said(form)
    answer = await alex.submits(form, where="the boat")
    assert answer["ok"], answer
    message = await result(alex, card)
    assert "*Erased* the boat" in said(message)
    assert "|picture 2>" in said(message)


async def test_the_menu_starts_what_needs_no_form_and_shows_the_history(alex, aws):
    card, first = await painted(alex, "--raw a paper boat --n 2")
    await picks(alex, first, 1, "remove_background")
    assert "|picture 1>" in said(await result(alex, card))
    await picks(alex, await with_new_menus(alex, card, first), 1, "history")
    assert (await alex.form())["title"]["text"] == "History"


async def test_one_of_several_is_deleted_from_the_menu_once_it_is_confirmed(alex):
    card, first = await painted(alex, "--raw a paper boat --n 3")
    urls = [picture["image_url"] for picture in pictures(first)]
    await picks(alex, first, 2, "ask_delete")
    form = await alex.form()
    assert form["title"]["text"] == "Delete this picture?"
    answer = await alex.submits(form)
    assert answer["ok"], answer

    async def two_left(_):
        message = (await alex.thread(card))[0]
        return [p["image_url"] for p in pictures(message)] == [urls[0], urls[2]] and message

    message = await alex.workspace.wait_for(two_left, timeout=60)
    await alex.clicks(message, "picture.vary", at=1)
    assert "|picture 3>" in said(await result(alex, card))


async def test_nobody_elses_picture_is_changed(alex, sam, workspace):
    card, first = await painted(alex)
    answer = await workspace.click("sam", first, "picture.recolour")
    assert answer["ok"]
    await sam.private_in(card, "These buttons are for whoever asked")
    assert await workspace.modals("sam") == []


async def test_each_step_remembers_the_one_before(alex, stack):
    card, first = await painted(alex)
    await alex.clicks(first, "picture.vary")
    second = await result(alex, card)
    await fills(alex, second, "picture.erase", where="the boat")
    third = await result(alex, card, 3)
    records = {one["message_ts"]: one for one in await records_of(stack)}
    ids = {ts: f"{one['job_id']}.{one['index']}" for ts, one in records.items()}
    assert records[third["ts"]]["parent"] == ids[second["ts"]]
    assert records[third["ts"]]["family"] == ids[first["ts"]]


async def test_edit_prompt_of_a_changed_part_changes_it_otherwise(alex, aws):
    card, first = await painted(alex)
    await fills(alex, first, "picture.change", where="the boat", text="a swan")
    second = await result(alex, card)
    await alex.clicks(second, "picture.edit")
    answer = await alex.submits(await alex.form(), text="two swans")
    assert answer["ok"], answer
    await result(alex, card, 3)
    given = (await newest_call(aws)).body["inPaintingParams"]
    assert (given["maskPrompt"], given["text"]) == ("the boat", "two swans")


async def test_a_button_for_what_nothing_can_do_any_more_says_so(alex, aws):
    card, first = await painted(alex)
    assert buttons_of(first, "picture.restyle")
    await aws.set_model("stability.stable-style-transfer-v1:0", state="end-of-life")
    try:
        file = await alex.workspace.upload("alex", "poster.png", poster())
        await fills(alex, first, "picture.restyle", pictures=[file["id"]])
        await alex.reply(card, "Your change was not made")
        await alex.clicks(first, "picture.restyle")
        await alex.private_in(card, "restyle a picture after another")
    finally:
        await aws.reset_models()


FILLED = {
    "picture.upscale": {"where": "creative"},
    "picture.extend": {"where": "taller"},
    "picture.change": {"where": "the boat", "text": "a swan"},
    "picture.erase": {"where": "the boat"},
    "picture.recolour": {"where": "the boat", "text": "deep green"},
}


async def does(person, message, action, file):
    """What a button leads to, its form filled in."""
    if action in AT_ONCE:
        await person.clicks(message, action)
    elif action == "picture.restyle":
        await fills(person, message, action, pictures=[file["id"]])
    else:
        await fills(person, message, action, **FILLED[action])


async def test_with_stability_alone_all_that_is_offered_is_painted(alex, aws):
    """Also below pictures that were extended and upscaled, whose shapes and sizes no model paints from words."""
    changes = {*FILLED, *AT_ONCE, "picture.restyle"}
    card, first = await painted(alex, "--raw a paper boat --size 640x384")
    file = await alex.workspace.upload("alex", "poster.png", poster())
    await fills(alex, first, "picture.extend", where="wider")
    await fills(alex, await result(alex, card), "picture.extend", where="wider")
    by_titan = await result(alex, card, 3)
    assert "960×384 → 939×375" in said(by_titan)  # Titan takes 1408 pixels a side
    assert set(actions_of(by_titan)) >= changes - {"picture.restyle"}
    for amazon in (TITAN, NOVA_CANVAS):
        await aws.set_model(amazon, state="end-of-life")
    try:
        await alex.checks_models()
        await aws.clear_calls()
        # The buttons of an old message say why they do nothing any more.
        await alex.clicks(by_titan, "picture.erase")
        await alex.private_in(card, "At 1408×376 this picture is too long and narrow")
        await alex.clicks(by_titan, "picture.remove_background")
        await alex.private_in(card, "that could cut out the subject of a picture now")
        assert await alex.workspace.modals("alex") == []
        await fills(alex, first, "picture.extend", where="wider")
        wider = await result(alex, card, 4)
        assert "640×384 → 960×384" in said(wider)
        await fills(alex, first, "picture.upscale", where="fast")
        larger = await result(alex, card, 5)
        assert "2560×1536" in said(larger)
        await fills(alex, wider, "picture.extend", where="wider")
        longer = await result(alex, card, 6)
        assert set(actions_of(longer)) & changes == {
            "picture.vary",
            "picture.vary_strongly",
            "picture.upscale",
        }
        for message in (wider, larger):
            assert set(actions_of(message)) >= changes
        of_size = {"picture.upscale", "picture.extend", "picture.erase", "picture.restyle"}
        for message, actions in ((wider, changes), (larger, of_size)):
            for action in sorted(actions):
                await does(alex, message, action, file)
        done = 6 + len(changes) + len(of_size)
        await alex.painted(card, done, patience=240)
        calls = [call for call in await aws.calls() if call.operation == "InvokeModel"]
        assert len(calls) == done - 3
        assert {call.outcome for call in calls} == {"ok"}
        assert all("stability" in call.model for call in calls)
    finally:
        await aws.reset_models()
        await alex.checks_models()
