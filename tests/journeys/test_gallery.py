"""The gallery in Slack: the App Home, a picture's page, favourites by reaction, sharing, and who sees what."""

import re

import pytest

from handlers.texts.gallery import EnglishGallery, KoreanGallery
from tests.journeys.person import actions_of, buttons_of, pictures, records_of, said

pytestmark = pytest.mark.usefixtures("bot")

SIZE = "--size 512x512"


async def painted(person, text):
    """One picture in the person's conversation; its message and its id."""
    await person.types(f"/imagine --raw {text} {SIZE}")
    message = await findable(person, text.partition(" --")[0])
    return message, buttons_of(message, "picture.reference")[0]["value"]


async def findable(person, words, after=""):
    """The message with the picture, once that is in the gallery too; its card came later than the message `after`."""

    async def look(_):
        cards = [one for one in await person.public() if words in said(one) and one["ts"] > after]
        return cards[-1] if cards else None

    card = await person.workspace.wait_for(look, what="a card")
    messages = await person.painted(card)
    await person.card_saying(card, "🖼️")
    return messages[0]


def facts(view):
    """What a picture's page says beside the words."""
    return [part["text"] for block in view["blocks"] for part in block.get("fields", [])]


def shown(view):
    """The ids of the pictures of a page, in their order."""
    return [element["value"] for element in buttons_of(view, "gallery.open")]


async def home(person, fits, what="a home"):
    async def look(workspace):
        view = await workspace.home(person.user)
        return view if view and fits(view) else None

    return await person.workspace.wait_for(look, what=what)


async def whole_home(person):
    """The App Home with the newest of the workspace, whatever was looked for before."""
    view = await fresh_home(person)
    if buttons_of(view, "gallery.clear"):
        await clicks(person, view, "gallery.clear")
        view = await home(person, lambda one: not buttons_of(one, "gallery.clear"))
    if not is_at(view, "workspace"):
        await clicks(person, view, "gallery.view.workspace")
    return await home(person, lambda one: is_at(one, "workspace"))


async def fresh_home(person):
    """The App Home as it is when somebody comes to it now."""
    before = await person.workspace.home(person.user)
    await person.workspace.open_home(person.user)
    return await home(person, lambda one: before is None or one["hash"] != before["hash"])


def is_at(view, tab):
    return bool(buttons_of(view, f"gallery.view.{tab}")[0].get("style"))


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
    open_before = {one["id"] for one in await person.workspace.modals(person.user)}
    await person.types(f"/imagine gallery {words}")
    return await modal(
        person,
        lambda one: (
            one["callback_id"] == "modal.gallery" and one["id"] not in open_before and not is_waiting(one)
        ),
        "the gallery",
    )


def is_waiting(view):
    return any(texts.looking in said(view) for texts in (EnglishGallery, KoreanGallery))


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
    view = await whole_home(alex)
    ids = shown(view)
    assert ids.index(second) < ids.index(first)
    assert pictures(view)[0]["title"]["text"] == "a heron above the sea"
    await clicks(alex, view, "gallery.view.mine")
    view = await home(alex, lambda one: first in shown(one) and second not in shown(one))
    await searches(alex, view, "herons sea")
    view = await home(alex, lambda one: not shown(one))
    await clicks(alex, view, "gallery.view.workspace")
    view = await home(alex, lambda one: shown(one) == [second])
    # Whoever comes back finds what they looked for.
    await alex.workspace.open_home("alex", "messages")
    view = await fresh_home(alex)
    assert shown(view) == [second]
    await clicks(alex, view, "gallery.clear")
    view = await home(alex, lambda one: first in shown(one))
    assert all(
        block["element"].get("initial_value") is None for block in view["blocks"] if block["type"] == "input"
    )


async def test_older_and_newer_pages_keep_ones_place(alex):
    # Of two that say the same, the first would be taken for the second before that is there.
    for words in ("a red fleet of kayaks", "a blue fleet of kayaks"):
        await alex.types(f"/imagine --raw {words} --n 5 {SIZE}")
        await findable(alex, words)
    view = await opens_gallery(alex, "kayaks")
    first = shown(view)
    assert len(first) == 9
    await clicks(alex, view, "gallery.next")
    view = await modal(alex, lambda one: shown(one) and shown(one) != first)
    assert len(shown(view)) == 1
    assert not buttons_of(view, "gallery.next")
    await clicks(alex, view, "gallery.previous")
    assert shown(await modal(alex, lambda one: len(shown(one)) == 9)) == first


async def test_a_pictures_page(alex):
    message, image = await painted(alex, "a kite over dunes --seed 7 --no people --palette #0b3954")
    view = await opens_page(alex, await whole_home(alex), image)
    words = said(view)
    assert all(part in words for part in ("a kite over dunes", "people", "`#0b3954`"))
    said_of_it = "\n".join(facts(view))
    assert all(part in said_of_it for part in ("512×512", "*Seed*\n7", "$0.008", "Titan"))
    assert f"<#{alex.channel}>" in words
    assert f"/archives/{alex.channel}/p{message['ts'].replace('.', '')}" in words

    await clicks(alex, view, "page.recipe")
    recipe = await modal(alex, lambda one: one["callback_id"] == "modal.recipe")
    (line,) = (
        part["elements"][0]["elements"][0]["text"] for part in recipe["blocks"] if part["type"] == "rich_text"
    )
    await alex.workspace.close_view("alex", recipe["id"])
    # What the recipe says is what was asked.
    await alex.types(line)
    same = await findable(alex, "a kite over dunes", after=message["ts"])
    assert "seed 7" in said(same).lower()

    await clicks(alex, view, "gallery.favourite")
    view = await modal(alex, lambda one: buttons_of(one, "gallery.unfavourite"))
    await home(alex, lambda one: image in [e["value"] for e in buttons_of(one, "gallery.unfavourite")])
    await clicks(alex, view, "page.vary")
    view = await modal(alex, lambda one: "being painted" in said(one))
    await alex.workspace.close_view("alex", view["id"])
    thread = {"channel": alex.channel, "ts": message["thread_ts"]}
    varied = (await alex.painted(thread, 2))[-1]
    parent = buttons_of(varied, "picture.reference")[0]["value"]
    view = await opens_page(alex, await home(alex, lambda one: image in shown(one)), image)
    assert f"step.{parent}" in {block["block_id"] for block in view["blocks"]}

    await clicks(alex, view, "page.reference")
    form = await modal(alex, lambda one: one["callback_id"] == "modal.new")
    await alex.workspace.close_view("alex", form["id"], everything=True)
    view = await opens_page(alex, await alex.workspace.home("alex"), image)
    await clicks(alex, view, "page.delete")
    await modal(alex, lambda one: "is deleted" in said(one))
    await home(alex, lambda one: image not in shown(one))
    await alex.reply(thread, "deleted this picture")


async def test_only_what_one_may_do_is_offered(sam, mina):
    _, image = await painted(sam, "a blue door")
    view = await opens_gallery(mina, "door")
    view = await opens_page(mina, view, image)
    offered = set(actions_of(view))
    assert offered >= {"page.reference", "gallery.favourite", "page.share", "page.recipe", "page.again"}
    assert not offered & {"page.vary", "page.delete"}
    # Painting somebody else's again begins with a form of one's own.
    await clicks(mina, view, "page.again")
    form = await modal(mina, lambda one: one["callback_id"] == "modal.new")
    assert "a blue door" in [
        block["element"].get("initial_value") for block in form["blocks"] if "element" in block
    ]


async def test_a_star_makes_a_favourite_until_it_is_taken_back(alex, sam):
    message, image = await painted(sam, "a yellow tram")
    await alex.workspace.react("alex", message, "star")

    async def favourites(wanted):
        async def look(_):
            return (image in shown(await fresh_home(alex))) is wanted

        await alex.workspace.wait_for(look, what="favourites")

    await clicks(alex, await whole_home(alex), "gallery.view.favourites")
    await home(alex, lambda one: is_at(one, "favourites"))
    await favourites(True)
    await alex.workspace.react("alex", message, "star")
    await favourites(False)
    # Other reactions mean nothing.
    await alex.workspace.react("alex", message, "eyes")
    view = await whole_home(alex)
    assert image in [element["value"] for element in buttons_of(view, "gallery.favourite")]


async def test_what_is_private_stays_so(alex, mina, sam, private):
    alex_there, mina_there = alex.elsewhere(private), mina.elsewhere(private)
    _, ours = await painted(alex_there, "a secret garden")
    await alex.types(f"/imagine --raw a secret diary --private {SIZE}")
    direct = alex.elsewhere("@app")
    message = await findable(direct, "a secret diary")
    mine = buttons_of(message, "picture.reference")[0]["value"]
    for person, sees in (
        (alex, {ours, mine}),
        (alex_there, {ours, mine}),
        (mina, set()),
        (mina_there, {ours}),
        (sam, set()),
    ):
        view = await opens_gallery(person, "secret")
        assert set(shown(view)) == sees, person.user
        await person.workspace.close_view(person.user, view["id"])
        await searches(person, await whole_home(person), "secret")
        for tab in ("workspace", "mine"):
            await clicks(person, await person.workspace.home(person.user), f"gallery.view.{tab}")
            view = await home(person, lambda one, tab=tab: is_at(one, tab) and "🔎 secret" in said(one))
            assert set(shown(view)) == (sees if (tab, person.user) == ("mine", "alex") else set())


async def test_a_private_picture_is_shared_by_its_owner_and_taken_back_everywhere(alex, sam, channel):
    await alex.types(f"/imagine --raw a hidden cove --private {SIZE}")
    direct = alex.elsewhere("@app")
    message = await findable(direct, "a hidden cove")
    image = buttons_of(message, "picture.reference")[0]["value"]
    view = await opens_gallery(alex, "cove")
    page = await opens_page(alex, view, image)
    assert "Only you see this picture" in said(page)

    async def shares(**values):
        await clicks(alex, page, "page.share")
        form = await modal(alex, lambda one: one["callback_id"] == "modal.share")
        return form, await alex.submits(form, **values)

    form, answer = await shares(channel=channel)
    assert "sure" in answer["errors"]  # the channel will see it
    outside = await alex.workspace.add_channel("outside", members=["alex", "sam"])
    answer = await alex.submits(form, channel=outside["id"], sure=["sure"])
    assert answer["ok"], answer
    await modal(alex, lambda one: "I am not in" in said(one))
    form, answer = await shares(channel=channel, sure=["sure"], note="for <Friday>")
    assert answer["ok"], answer
    await modal(alex, lambda one: "Shared in" in said(one))
    shared = await sam.card("Shared by")
    assert "for &lt;Friday&gt;" in str(shared["blocks"]) or "for <Friday>" in said(shared)
    assert pictures(shared)
    await sam.workspace.react("sam", shared, "star")
    view = await whole_home(sam)
    assert image in shown(view)
    await clicks(sam, view, "gallery.view.favourites")
    await home(sam, lambda one: is_at(one, "favourites"))

    async def starred(_):
        return image in shown(await fresh_home(sam))

    await sam.workspace.wait_for(starred, what="a favourite")
    page = await modal(alex, lambda one: "Shared in" in said(one))
    await clicks(alex, page, "page.delete")
    await sam.card("deleted this picture")
    view = await whole_home(sam)
    assert image not in shown(view)


async def test_a_mention_in_a_public_channel_is_for_the_workspace(alex, sam):
    ts = await alex.says(f"@Imagine a striped balloon --raw {SIZE}")
    thread = {"channel": alex.channel, "ts": ts}
    (message,) = await alex.painted(thread)
    image = buttons_of(message, "picture.reference")[0]["value"]
    await alex.reply(thread, "🖼️")
    elsewhere = sam.elsewhere("#general")
    assert shown(await opens_gallery(elsewhere, "striped balloon")) == [image]


async def test_where_slack_can_fetch_no_picture_the_gallery_is_read(workspace, alex):
    await workspace.trouble("image_host")
    try:
        _, image_id = await painted(alex, "an unseen boat")
        view = await whole_home(alex)
        assert image_id in shown(view)
        assert "an unseen boat" in said(view)
        assert pictures(view) == []
        await clicks(alex, view, "gallery.open", image_id)
        page = await modal(alex, lambda one: "an unseen boat" in said(one), "the picture's page")
        assert pictures(page) == []
        assert facts(page)
        await alex.types("/imagine gallery unseen")
        await modal(alex, lambda one: image_id in shown(one), "the gallery")
    finally:
        await workspace.end_trouble()


async def test_what_is_shared_leads_to_nothing_else(alex, sam, channel, stack):
    """Not to the other picture of its job, nor to the one that it was made from."""
    await alex.types(f"/imagine --raw a walled orchard --private --n 2 {SIZE}")
    direct = alex.elsewhere("@app")
    message = await findable(direct, "a walled orchard")
    records = {
        f"{one['job_id']}.{one['index']}": one
        for one in await records_of(stack)
        if one["message_ts"] == message["ts"]
    }
    (first, second) = sorted(records)
    (_, token, one, _), (_, same, other, _) = (records[name]["s3_key"].split("/") for name in (first, second))
    assert token == same
    assert one.removeprefix("0-") != other.removeprefix("1-"), "what is the same can be guessed"
    page = await opens_page(alex, await opens_gallery(alex, "orchard"), first)
    await clicks(alex, page, "page.vary")
    await modal(alex, lambda one: "being painted" in said(one))
    thread = {"channel": message["channel"], "ts": message["thread_ts"]}
    varied = next(
        one
        for one in await direct.painted(thread, 2)
        if one["ts"] != message["ts"] and buttons_of(one, "picture.reference")
    )
    child = buttons_of(varied, "picture.reference")[0]["value"]
    await alex.workspace.close_view("alex", (await alex.workspace.modals("alex"))[-1]["id"], everything=True)

    async def there(_):
        view = await opens_gallery(alex, "orchard")
        if child in shown(view):
            return view
        await alex.workspace.close_view("alex", view["id"])
        return None

    page = await opens_page(alex, await alex.workspace.wait_for(there, what="the variation"), child)
    assert records[first]["s3_key"] in str(page["blocks"])
    await clicks(alex, page, "page.share")
    form = await modal(alex, lambda one: one["callback_id"] == "modal.share")
    await alex.submits(form, channel=channel, sure=["sure"])
    await modal(alex, lambda one: "Shared in" in said(one))
    # Sam can find it by now, and on its page are its own addresses and no others.
    view = await whole_home(sam)
    assert child in shown(view)
    page = await opens_page(sam, view, child)
    addresses = set(
        re.findall(r"https?://[^\s|>'\"]+/((?:pictures|references)/[^\s|>'\"]+)", str(page["blocks"]))
    )
    (own,) = {one.rpartition("/")[0] for one in addresses}
    folders = {one["s3_key"].rpartition("/")[0] for one in records.values()}
    assert own not in folders
    assert not any(key in str(page["blocks"]) for key in folders)


async def test_a_private_picture_is_used_where_nobody_else_reads(alex, sam, channel):
    await alex.types(f"/imagine --raw a hidden grotto --private {SIZE}")
    message = await findable(alex.elsewhere("@app"), "a hidden grotto")
    image = buttons_of(message, "picture.reference")[0]["value"]
    page = await opens_page(alex, await opens_gallery(alex, "grotto"), image)
    await clicks(alex, page, "page.reference")
    form = await modal(alex, lambda one: one["callback_id"] == "modal.new")
    assert "Only you will see this" in said(form)
    answer = await alex.submits(form, text="something like it")
    assert answer["ok"], answer
    card = await alex.elsewhere("@app").card("something like it")
    await alex.elsewhere("@app").ideas(card)
    assert not any("something like it" in said(one) for one in await sam.public())
