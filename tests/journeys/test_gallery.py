"""The gallery in Slack: the App Home, a picture's page, favourites by reaction, sharing, and who sees what."""

import pytest

from tests.journeys.person import buttons_of, pictures, said

pytestmark = pytest.mark.usefixtures("bot")

SIZE = "--size 512x512"


async def painted(person, text):
    """One picture in the person's conversation; its message and its id."""
    await person.types(f"/imagine --raw {text} {SIZE}")
    card = await person.card(text.partition(" --")[0])
    (message,) = await person.painted(card)
    return message, buttons_of(message, "picture.reference")[0]["value"]


def shown(view):
    """The ids of the pictures of a page, in their order."""
    return [element["value"] for element in buttons_of(view, "gallery.open")]


async def home(person, fits, what="a home"):
    async def look(workspace):
        view = await workspace.home(person.user)
        return view if view and fits(view) else None

    return await person.workspace.wait_for(look, what=what)


async def modal(person, fits, what="a form"):
    """The topmost form, once it is as awaited."""

    async def look(workspace):
        views = await workspace.modals(person.user)
        return views[-1] if views and fits(views[-1]) else None

    return await person.workspace.wait_for(look, what=what)


async def clicks(person, view, action, value=None, **more):
    answer = await person.workspace.change(person.user, view["id"], action, value, **more)
    assert answer["ok"], answer


async def opens_page(person, view, image_id):
    await clicks(person, view, "gallery.open", image_id)
    return await modal(
        person, lambda one: one["callback_id"] == "modal.picture" and pictures(one), "a picture's page"
    )


async def opens_gallery(person, words=""):
    await person.types(f"/imagine gallery {words}")
    return await modal(
        person, lambda one: one["callback_id"] == "modal.gallery" and "Looking" not in said(one)
    )


async def searches(person, view, words):
    block = next(one["block_id"] for one in view["blocks"] if one["type"] == "input")
    await clicks(person, view, "gallery.search", words, block_id=block)


@pytest.fixture
async def private(workspace):
    """A private channel of Alex and Mina, with the bot."""
    made = await workspace.add_channel("quiet", private=True, members=["alex", "mina"], bot=True)
    return made["id"]


async def test_the_home_shows_the_newest_first_by_tab_and_search(alex, sam):
    _, first = await painted(alex, "a heron in the reeds")
    _, second = await painted(sam, "a heron above the sea")
    await alex.workspace.open_home("alex")
    view = await home(alex, lambda one: second in shown(one))
    ids = shown(view)
    assert ids.index(second) < ids.index(first)
    assert next(pictures(view))["title"]["text"] == "a heron above the sea"
    await clicks(alex, view, "gallery.view.mine")
    view = await home(alex, lambda one: first in shown(one) and second not in shown(one))
    await searches(alex, view, "herons sea")
    view = await home(alex, lambda one: not shown(one))
    await clicks(alex, view, "gallery.view.workspace")
    view = await home(alex, lambda one: shown(one) == [second])
    # Whoever comes back finds what they looked for.
    await alex.workspace.open_home("alex", "messages")
    await alex.workspace.open_home("alex")
    await clicks(alex, await alex.workspace.home("alex"), "gallery.clear")
    view = await home(alex, lambda one: first in shown(one))
    assert all(
        block["element"].get("initial_value") is None for block in view["blocks"] if block["type"] == "input"
    )
