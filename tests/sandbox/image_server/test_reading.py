"""What is asked for in words is what the painter does: with a bot's own words, and with other people's."""

import io

import numpy as np
import pytest
from PIL import Image

from sandbox.bedrock.orders import carry_out
from sandbox.image_server.reading import LARGEST_SEED, read
from services.ask import PictureOptions, Strength
from services.painting.image_server import ImageServer
from services.painting.image_server_body import request_for
from services.painting.interface import Steering, Task
from tests.sandbox.bedrock.test_stability_pictures import HEIGHT, WIDTH, disc, file, still, values
from tests.services.painting.servers import GPT, described, inputs_for

ANY = described(sizes=())

WORK = {
    Task.TEXT_TO_IMAGE: "paint",
    Task.COLOURS: "paint",
    Task.VARIATION: "vary",
    Task.STYLE: "resemble",
    Task.RESTYLE: "transfer",
    Task.LAYOUT: "edges",
    Task.SKETCH: "sketch",
    Task.INPAINT: "inpaint",
    Task.INPAINT_MASKED: "repaint",
    Task.ERASE: "inpaint",
    Task.ERASE_MASKED: "repaint",
    Task.OUTPAINT: "outpaint",
    Task.RECOLOUR: "recolour",
}


def asked(task, prompt, server=GPT, strength=Strength.MEDIUM):
    steering = Steering(width=120, height=80, where="the red ball", colours=("#0b3954",), strength=strength)
    plan = ImageServer(None, server).plan(PictureOptions(), 11, task, steering)
    request = request_for(prompt, plan, server, inputs_for(task))
    return read(request.fields, request.pictures, request.mask)


@pytest.mark.parametrize("task", sorted(GPT.capabilities.tasks))
@pytest.mark.parametrize("strength", Strength)
def test_a_bots_words_are_understood(task, strength):
    found = asked(task, "a paper boat", strength=strength)
    (order,) = found.orders
    assert order.work == WORK[task]
    erased = task in {Task.ERASE, Task.ERASE_MASKED}
    assert (order.prompt == "") is erased
    assert ("paper boat" in order.prompt) is not erased
    assert "given" not in order.prompt
    named = task in {Task.INPAINT, Task.ERASE, Task.RECOLOUR}
    assert order.mask_words == ("the red ball" if named else "")
    assert f"{found.size[0]}x{found.size[1]}" in {"1024x1024", "1536x1024"}
    if task in {Task.VARIATION, Task.STYLE, Task.RESTYLE, Task.LAYOUT, Task.SKETCH}:
        assert order.strength == {"light": 0.4, "medium": 0.7, "strong": 0.9}[strength]


@pytest.mark.parametrize("task", [Task.INPAINT, Task.INPAINT_MASKED])
def test_without_words_for_what_comes_a_thing_is_taken_away(task):
    assert asked(task, "").orders[0].prompt == ""


@pytest.mark.parametrize(
    ("words", "work", "part", "prompt"),
    [
        ("Replace the cat with a dog", "inpaint", "the cat", "a dog"),
        ("please remove the lamp from the photo, leave the rest", "inpaint", "the lamp", ""),
        ("Erase the sign", "inpaint", "the sign", ""),
        ("Change the color of the car to green", "recolour", "the car", "green"),
        ("make it night", "vary", "", "make it night"),
    ],
)
def test_other_peoples_words_are_understood(words, work, part, prompt):
    (order,) = read({"prompt": words}, [file(still())]).orders
    assert (order.work, order.mask_words, order.prompt) == (work, part, prompt)


def test_each_picture_has_a_seed_of_its_own():
    seeds = [order.seed for order in read({"prompt": "a boat", "n": 3, "seed": LARGEST_SEED - 1}).orders]
    assert seeds == [LARGEST_SEED - 1, LARGEST_SEED, 0]
    assert len({order.seed for order in read({"prompt": "a boat", "n": 4}).orders}) == 4


def test_the_size_is_the_pictures_own_where_none_is_asked_for():
    assert asked(Task.INPAINT, "a boat", ANY).size is None
    (order,) = read({"prompt": "a boat", "size": "auto"}, [file(still())]).orders
    assert (order.width, order.height) == (WIDTH, HEIGHT)


def test_it_does_visibly_what_it_is_told():
    picture = file(still())
    before = values(picture)
    masked = np.where(disc(90)[..., None], [0, 0, 0, 0], [0, 0, 0, 255]).astype(np.uint8)
    mask = io.BytesIO()
    Image.fromarray(masked, "RGBA").save(mask, "PNG")
    words = "Remove what stands in the area that the mask leaves open."
    (order,) = read({"prompt": words, "seed": 1}, [picture], mask.getvalue()).orders
    removed = values(carry_out(order))
    assert (np.abs(removed - before)[~disc(110)] < 12).all()
    assert (removed[disc(50)][:, 0] < removed[disc(50)][:, 1] + 30).mean() > 0.9, "the red is gone"
    (order,) = read({"prompt": "Change the colour of the red ball to blue", "seed": 1}, [picture]).orders
    recoloured = values(carry_out(order))[disc(40)].mean(0)
    assert recoloured[2] > recoloured[0]
