"""*History*: what a picture was made from and what was made from it, for those who may see it."""

import pytest

from tests.journeys.person import said

pytestmark = pytest.mark.usefixtures("bot")


def lines(form):
    return [block["text"]["text"] for block in form["blocks"] if block["type"] == "section"]


async def test_a_variation_and_its_variation_stand_below_the_first(alex):
    await alex.types("/imagine --raw a red bicycle --seed 7")
    card = await alex.card()
    (first,) = await alex.painted(card)
    await alex.clicks(first, "picture.vary")
    second = (await alex.painted(card, 2))[1]
    await alex.clicks(second, "picture.vary")
    third = (await alex.painted(card, 3))[2]
    await alex.clicks(third, "picture.history")
    form = await alex.form()
    steps = lines(form)
    assert [step.count("↳") for step in steps] == [0, 1, 1]
    assert "Painted from words" in steps[0]
    assert "Varied lightly" in steps[1]
    assert "this picture" in steps[2]
    assert steps[2].startswith("\u2003\u2003↳")
    assert all(
        block["accessory"]["type"] == "image" for block in form["blocks"] if block["type"] == "section"
    )
    assert "seed 7" in said(form).lower()
    assert "$0.01" in said(form)


async def test_a_picture_of_its_own(mina):
    await mina.types("/imagine --raw 빨간 자전거")
    (first,) = await mina.painted(await mina.card())
    await mina.clicks(first, "picture.history")
    form = await mina.form()
    assert form["title"]["text"] == "내력"
    assert "바탕이 된 그림도 아직 없어요" in said(form)


async def test_a_picture_made_in_private_is_not_in_the_history_that_others_see(alex, sam):
    await alex.types("/imagine --raw a red bicycle")
    (first,) = await alex.painted(await alex.card())
    await alex.clicks(first, "picture.reference")
    answer = await alex.submits(await alex.form(), text="a blue one, at night", private=["private"])
    assert answer["ok"], answer
    direct = alex.elsewhere("@app")
    card = await direct.card("a blue one, at night")
    await direct.clicks(await direct.ideas(card), "idea.paint")
    await direct.painted(card)
    for person, steps in ((sam, 1), (alex, 2)):
        await person.clicks(first, "picture.history")
        form = await person.form()
        assert len(lines(form)) == steps
        await person.workspace.close_view(person.user, form["id"])
