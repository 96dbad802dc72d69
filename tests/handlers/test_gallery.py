"""The gallery's handlers: whatever a click says, nobody gets to what they may not see."""

import asyncio
from types import SimpleNamespace

import pytest
from botocore.exceptions import EndpointConnectionError
from slack_sdk.errors import SlackApiError

from handlers import gallery, picture_pages, reactions, sharing
from handlers.background import Background
from handlers.blocks import gallery as blocks
from handlers.blocks import picture_page
from handlers.blocks import sharing as share_blocks
from handlers.desk import Desk, audience_of
from handlers.looking import Form, Looking
from handlers.publishing import publish_home
from handlers.replies import Asker
from handlers.reporter import SHARE_EVENT
from services.gallery import Filters, Gallery, Viewer
from services.jobs import Shared, now
from services.painting.interface import Task
from services.records.records import Records
from services.reporting import NotShownError
from services.shares import Shares
from tests.galleries import hang, picture

OWNER, OTHER = "U1", "U2"
HERE, ELSEWHERE = "C5", "C6"


class App:
    """Keeps the listeners, as Bolt does."""

    def __init__(self):
        self.listeners = {}

    def action(self, name):
        return self._keep(name)

    view = event = action

    def _keep(self, name):
        def keep(listener):
            self.listeners[name] = listener
            return listener

        return keep


class Client:
    """Slack, as far as it shows views; it can't fetch pictures, or those with `refused` in their address."""

    def __init__(self):
        self.shown = []
        self.refuses_pictures = False
        self.refused = ""
        self.message = {}

    async def _show(self, view, **where):
        shown = [
            str(part.get("image_url") or "")
            for block in view["blocks"]
            for part in (block, block.get("accessory") or {}, *block.get("elements", []))
            if part.get("type") == "image"
        ]
        if (self.refuses_pictures and shown) or (self.refused and any(self.refused in one for one in shown)):
            raise SlackApiError("refused", {"ok": False, "error": "invalid_arguments"})
        self.shown.append(view)
        return {"view": {"id": f"V{len(self.shown)}"}}

    views_open = views_push = views_update = views_publish = _show

    async def chat_getPermalink(self, **_):  # noqa: N802 - Slack's name
        return {"permalink": "https://slack.example/p1"}

    async def conversations_open(self, **_):
        return {"channel": {"id": "D7"}}

    async def conversations_replies(self, **_):
        return {"messages": [self.message]}


class People:
    """Nobody is an admin but U9; C1 is public. All are members but those who are said not to be."""

    def __init__(self):
        self.standings = {}

    async def viewer(self, team, user, channel=None):
        return Viewer(team, user, channel or None, self.standings.get(user, "member"))

    async def language(self, _user, _text=""):
        return "en"

    async def is_admin(self, user):
        return user == "U9"

    async def is_public(self, channel):
        return channel == "C1"


class Reporter:
    """Keeps what was shared, and what was taken back."""

    def __init__(self):
        self.shared = []
        self.taken_back = []
        self.trouble = None

    async def share(self, origin, share_id, blocks, text):
        if self.trouble is not None:
            raise self.trouble
        self.shared.append((origin.channel, blocks))
        return "17.1"

    async def unshared(self, image, shared, by):
        self.taken_back.append(shared.channel)


class Deleter:
    def __init__(self):
        self.begun = []

    async def begin(self, image, by):
        self.begun.append((image.id, by))


class Bucket:
    """Everything is there but `gone`."""

    def __init__(self):
        self.gone = set()
        self.trouble = None

    def url(self, key):
        return f"https://cdn.example/{key}"

    async def there(self, keys):
        if self.trouble is not None:
            raise self.trouble
        return frozenset(keys) - self.gone


class Budgets:
    """Can't be read: the gallery is there all the same."""

    async def limits(self, team, fresh=False):
        raise EndpointConnectionError(endpoint_url="http://nowhere")


@pytest.fixture
def scene(dynamodb, made, monkeypatch):
    table = made.imagine_table
    client, reporter, deleter = Client(), Reporter(), Deleter()
    told = []
    pictures = Gallery(dynamodb, table)
    records = Records(dynamodb, table)
    roster = SimpleNamespace(
        standings=lambda: (), tasks_on=lambda *_: frozenset({Task.VARIATION}), short_name=lambda _: "titan"
    )
    parts = dict.fromkeys(("intake", "queue", "line", "channels", "notices", "studio"))
    desk = Desk(
        **parts,
        client=client,
        client_behind=client,
        records=records,
        records_behind=records,
        storage=Bucket(),
        reporter=reporter,
        people=People(),
        background=Background(),
        models=SimpleNamespace(roster=roster, warnings=lambda: ()),
        budgets=Budgets(),
        gallery=pictures,
        deleter=deleter,
        shares=Shares(dynamodb, table, pictures),
    )
    monkeypatch.setattr(desk, "tell", lambda asker, sentence: told.append((asker.user, sentence)))
    app = App()
    for module in (gallery, picture_pages, sharing, reactions):
        module.register(app, desk)

    async def hung(**given):
        (image,) = await hang(dynamodb, table, pictures, picture(**given))
        return image

    async def clicks(user, action_id, value="", *, here="", view=None, team="T1"):
        """A click that says `value`, whatever was offered."""
        view = view or home_view(here)
        body = {
            "team": {"id": team},
            "user": {"id": user},
            "trigger_id": "t",
            "view": view,
            "actions": [],
        }
        await app.listeners[action_id](ack=ack, body=body, action={"value": value})
        await desk.background.drain(60)

    async def reacts(user, name, channel, event="reaction_added"):
        item = {"type": "message", "channel": channel, "ts": "1.1"}
        await app.listeners[event](
            event={"reaction": name, "user": user, "item": item, "item_user": "UBOT"},
            body={"team_id": "T1"},
            context={"bot_user_id": "UBOT"},
        )
        await desk.background.drain(60)

    async def submits(user, form, values, here="", *, callback=share_blocks.FORM):
        answers = []

        async def answered(**answer):
            answers.append(answer)

        view = {"id": "VSHARE", "private_metadata": form.written(), "state": {"values": values}}
        body = {"team": {"id": "T1"}, "user": {"id": user}, "view": view}
        await app.listeners[callback](ack=answered, body=body, view=view)
        await desk.background.drain(60)
        return answers[-1]

    return SimpleNamespace(
        desk=desk, client=client, reporter=reporter, deleter=deleter, gallery=pictures, told=told,
        hung=hung, clicks=clicks, reacts=reacts, submits=submits,
    )  # fmt: skip


async def ack(**_):
    pass


def home_view(here=""):
    """The App Home or, with a conversation, the form that was opened there."""
    looking = Looking(view="visible", here=here) if here else Looking()
    return {
        "id": "V0",
        "type": "modal" if here else "home",
        "callback_id": blocks.MODAL if here else "home",
        "private_metadata": looking.written(),
        "state": {"values": {}},
    }


def page_view(image_id, here=""):
    form = Form(Looking(view="visible", here=here), below="V0", image=image_id)
    return {
        "id": "V1",
        "type": "modal",
        "callback_id": picture_page.PAGE,
        "private_metadata": form.written(),
        "state": {"values": {}},
    }


def sees(audience, user, here):
    """The rule, once more: its owner anywhere, the workspace its own, a conversation what is from there."""
    return user == OWNER or audience == "workspace" or (audience == "conversation" and here == HERE)


MATRIX = [
    pytest.param(audience, user, here, id=f"{audience}-{user}-{here or 'home'}")
    for audience in ("workspace", "conversation", "person")
    for user in (OWNER, OTHER)
    for here in ("", HERE, ELSEWHERE)
]


@pytest.mark.parametrize(("audience", "user", "here"), MATRIX)
async def test_every_way_in(scene, audience, user, here):
    image = await scene.hung(audience=audience, channel=HERE, user=OWNER)
    may = sees(audience, user, here)

    # A list.
    await scene.clicks(user, blocks.NEWEST, here=here)
    view = scene.client.shown[-1]
    assert (image.id in str(view)) is (may if here else sees(audience, "nobody", "")), "the list"

    # A page, by a button that was never offered.
    await scene.clicks(user, blocks.OPEN, image.id, here=here)
    assert (image.preview_key in str(scene.client.shown[-1])) is may, "the page"

    # What is done there.
    page = page_view(image.id, here)
    await scene.clicks(user, blocks.FAVOURITE, image.id, view=page)
    viewer = Viewer("T1", user, here or None)
    assert bool(await scene.gallery.is_favourite(viewer, [image])) is may, "a favourite"
    await scene.clicks(user, picture_page.COPY, image.id, view=page)
    assert (scene.client.shown[-1]["callback_id"] == picture_page.RECIPE) is may, "the recipe"
    await scene.clicks(user, picture_page.DELETE, image.id, view=page)
    assert bool(scene.deleter.begun) is (user == OWNER), "deleting"
    await scene.clicks(user, picture_page.SHARE, image.id, view=page)
    shares = may and (user == OWNER or audience == "workspace")
    assert (scene.client.shown[-1]["callback_id"] == share_blocks.FORM) is shares, "the form to share it"
    values = {
        "channel": {"input": {"selected_conversation": "C1"}},
        "sure": {"input": {"selected_options": [{"value": "sure"}]}},
    }
    form = Form(Looking(here=here), below="V0", image=image.id, page="V1")
    answer = await scene.submits(user, form, values)
    assert bool(scene.reporter.shared) is shares, "sharing"
    assert ("errors" in answer) is not shares


@pytest.mark.parametrize("audience", ["workspace", "person"])
async def test_another_workspace_sees_nothing(scene, audience):
    image = await scene.hung(audience=audience)
    await scene.clicks(OWNER, blocks.OPEN, image.id, team="T2")
    assert image.preview_key not in str(scene.client.shown[-1])


@pytest.mark.parametrize("audience", ["workspace", "conversation", "person"])
@pytest.mark.parametrize("user", [OWNER, OTHER])
@pytest.mark.parametrize("channel", [HERE, ELSEWHERE])
async def test_reactions(scene, audience, user, channel):
    image = await scene.hung(audience=audience, channel=HERE, user=OWNER)
    button = {"action_id": "picture.reference", "value": image.id}
    scene.client.message = {
        "ts": "1.1",
        "metadata": {"event_type": SHARE_EVENT, "event_payload": {"id": "s"}},
        "blocks": [{"type": "actions", "elements": [button, {"action_id": "picture.again", "value": "no"}]}],
    }
    viewer = Viewer("T1", user, channel)
    await scene.reacts(user, "eyes", channel)
    assert not await scene.gallery.is_favourite(viewer, [image])
    await scene.reacts(user, "star::skin-tone-2", channel)
    assert bool(await scene.gallery.is_favourite(viewer, [image])) is sees(audience, user, channel)
    await scene.reacts(user, "star", channel, event="reaction_removed")
    assert not await scene.gallery.is_favourite(viewer, [image])


async def test_a_reaction_on_a_result_means_all_its_pictures(scene):
    image = await scene.hung()
    scene.client.message = {
        "ts": "1.1",
        "metadata": {"event_type": "imagine_job", "event_payload": {"id": image.job_id}},
    }
    await scene.reacts(OTHER, "star", "C1")
    assert await scene.gallery.is_favourite(Viewer("T1", OTHER), [image])
    # The event may name a message that is gone.
    scene.client.message = {}
    await scene.reacts(OTHER, "star", "C1")


async def test_pages_lead_back_and_forth(scene):
    images = [await scene.hung() for _ in range(2 * blocks.PAGE + 1)]
    newest = [one.id for one in reversed(images)]
    asker = Asker("T1", OTHER, "")
    await publish_home(scene.desk, asker)

    def ids():
        return values(scene.client.shown[-1], blocks.OPEN)

    def view():
        return home_view() | {"private_metadata": scene.client.shown[-1]["private_metadata"]}

    async def follows(action_id):
        (cursor,) = values(scene.client.shown[-1], action_id)
        await scene.clicks(OTHER, action_id, cursor, view=view())

    assert ids() == newest[: blocks.PAGE]
    await follows(blocks.NEXT)
    assert ids() == newest[blocks.PAGE : 2 * blocks.PAGE]
    # Somebody paints, and nothing moves; a favourite is chosen, and the place is kept.
    await scene.hung()
    await scene.clicks(OTHER, blocks.FAVOURITE, ids()[0], view=view())
    assert ids() == newest[blocks.PAGE : 2 * blocks.PAGE]
    assert values(scene.client.shown[-1], blocks.UNFAVOURITE) == [ids()[0]]
    await follows(blocks.NEXT)
    assert ids() == newest[2 * blocks.PAGE :]
    assert not values(scene.client.shown[-1], blocks.NEXT)
    await follows(blocks.PREVIOUS)
    await follows(blocks.PREVIOUS)
    assert ids() == newest[: blocks.PAGE]
    # A cursor that is none leads to the newest.
    await scene.clicks(OTHER, blocks.NEXT, "nonsense", view=view())
    assert len(ids()) == blocks.PAGE


def values(view, action_id):
    return [
        element["value"]
        for block in view["blocks"]
        for element in block.get("elements", [])
        if element.get("action_id") == action_id
    ]


async def test_where_slack_fetches_no_pictures_there_are_words(scene):
    image = await scene.hung(title="A <boat>")
    scene.client.refuses_pictures = True
    await publish_home(scene.desk, Asker("T1", OTHER, ""))
    assert "A &lt;boat&gt;" in str(scene.client.shown[-1])
    assert values(scene.client.shown[-1], blocks.OPEN) == [image.id]
    await scene.clicks(OTHER, blocks.OPEN, image.id)
    assert image.s3_key in str(scene.client.shown[-1])
    await scene.clicks(OTHER, blocks.NEWEST, here=HERE)
    assert values(scene.client.shown[-1], blocks.OPEN) == [image.id]


async def test_filters_lead_to_what_fits(scene):
    mine = await scene.hung(user=OTHER)
    await scene.hung()
    form = Form(Looking(words="boats"), below="home")
    inputs = {
        "person": {"input": {"selected_user": OTHER}},
        "model": {"input": {"type": "static_select", "selected_option": {"value": "none"}}},
        "since": {"input": {"selected_date": "2025-12-31"}},
        "until": {"input": {"selected_date": "2025-12-30"}},
    }
    answer = await scene.submits(OTHER, form, inputs, callback="modal.gallery_filters")
    assert "until" in answer["errors"]
    inputs["until"] = {"input": {"selected_date": "2027-01-01"}}
    assert await scene.submits(OTHER, form, inputs, callback="modal.gallery_filters") == {}
    assert values(scene.client.shown[-1], blocks.OPEN) == [mine.id]
    kept = Looking.of(scene.client.shown[-1]["private_metadata"])
    assert (kept.person, kept.words, kept.since, kept.filtered) == (OTHER, "boats", "2025-12-31", 2)
    await scene.clicks(OTHER, blocks.CLEAR, view=home_view() | {"private_metadata": kept.written()})
    assert len(values(scene.client.shown[-1], blocks.OPEN)) == 2


# Sharing


def wish(channel="", person="", sure=True):
    return {
        "channel": {"input": {"selected_conversation": channel or None}},
        "person": {"input": {"selected_user": person or None}},
        "note": {"input": {"value": "look & see"}},
        "sure": {"input": {"selected_options": [{"value": "sure"}] if sure else []}},
    }


@pytest.mark.parametrize(
    ("given", "at"),
    [
        (wish(), "channel"),
        (wish("C1", OTHER), "person"),
        (wish(person=OWNER), "person"),
        (wish("C1", sure=False), "sure"),
    ],
)
async def test_what_is_wrong_is_said_at_its_input(scene, given, at):
    image = await scene.hung(audience="person")
    answer = await scene.submits(OWNER, Form(image=image.id), given)
    assert list(answer["errors"]) == [at]
    assert scene.reporter.shared == []


async def test_to_a_person_beside_the_channel_that_stood_there_by_itself(scene):
    image = await scene.hung(audience="person")
    form = Form(Looking(here=HERE), image=image.id)
    assert await scene.submits(OWNER, form, wish(HERE, OTHER)) == {}
    ((channel, shown),) = scene.reporter.shared
    assert channel == "D7"
    assert "look &amp; see" in str(shown)
    assert await scene.gallery.image(Viewer("T1", OTHER, "D7"), image.id)
    assert await scene.gallery.image(Viewer("T1", OTHER), image.id) is None


async def test_a_form_that_is_sent_twice_shares_once(scene):
    image = await scene.hung()
    form = Form(image=image.id, page="V1")
    await asyncio.gather(*(scene.submits(OTHER, form, wish("C1")) for _ in range(2)))
    assert len(scene.reporter.shared) == 1
    assert len((await scene.gallery.image(Viewer("T1", OTHER), image.id)).shared) == 1


@pytest.mark.parametrize(
    ("trouble", "says", "left"),
    [
        (NotShownError("not_in_channel", passing=False), "I am not in", 0),
        (NotShownError("is_archived", passing=False), "I am not in", 0),
        (NotShownError("restricted_action", passing=False), "could not be shared", 0),
        # Nobody knows whether it is there: whoever deletes the picture looks.
        (NotShownError("service_unavailable", passing=True), "could not be shared", 1),
    ],
)
async def test_what_can_not_be_posted_is_visible_to_nobody(scene, trouble, says, left):
    image = await scene.hung(audience="person")
    scene.reporter.trouble = trouble
    await scene.submits(OWNER, Form(image=image.id), wish("C1"))
    assert says in scene.told[-1][1]
    after = await scene.gallery.image(Viewer("T1", OWNER), image.id)
    assert len(after.shared) == left
    assert await scene.gallery.image(Viewer("T1", OTHER), image.id) is None
    assert (await scene.gallery.page(Viewer("T1", OTHER), Filters())).images == ()


async def test_a_message_of_what_was_deleted_meanwhile_goes_too(scene, monkeypatch):
    image = await scene.hung(audience="person")

    async def deleted(origin, share_id, blocks, text):
        from services.deletions import Deletions

        table = scene.desk.shares._table
        await Deletions(scene.desk.shares._client, table).begin(image, OWNER, now())
        return "17.1"

    monkeypatch.setattr(scene.reporter, "share", deleted)
    await scene.submits(OWNER, Form(image=image.id), wish("C1"))
    assert scene.reporter.taken_back == ["C1"]
    assert "could not be shared" in scene.told[-1][1]


async def test_what_was_shared_is_for_everybody_to_share_again(scene):
    shared = Shared(id="s", channel="C1", audience="workspace", by=OWNER, at=now(), ts="1.1")
    image = await scene.hung(audience="person", shared=(shared,))
    assert await scene.submits(OTHER, Form(image=image.id), wish("C8", sure=False)) == {}
    assert [channel for channel, _ in scene.reporter.shared] == ["C8"]


# What a picture was made from


async def test_a_picture_that_slack_cannot_fetch_takes_no_other_with_it(scene):
    image = await scene.hung(user=OWNER, references=("references/t/0/source.png",))
    address = "https://cdn.example/references/t/0/source.png"

    async def page():
        await scene.clicks(OWNER, blocks.OPEN, image.id)
        return str(scene.client.shown[-1])

    assert f"'image_url': '{address}'" in await page()
    scene.client.refused = "references/"
    shown = await page()
    assert f"'image_url': 'https://cdn.example/{image.preview_key}'" in shown
    assert f"'image_url': '{address}'" not in shown
    assert f"<{address}|1>" in shown, "it is still linked"
    scene.client.refuses_pictures = True
    assert "'image_url'" not in await page()


@pytest.mark.parametrize("trouble", [None, EndpointConnectionError(endpoint_url="http://nowhere")])
async def test_what_is_gone_is_left_out(scene, trouble):
    references = ("references/t/0/source.png", "references/t/1/source.png")
    image = await scene.hung(user=OWNER, references=references)
    scene.desk.storage.gone = {references[0]}
    scene.desk.storage.trouble = trouble
    await scene.clicks(OWNER, blocks.OPEN, image.id)
    shown = str(scene.client.shown[-1])
    assert image.preview_key in shown
    assert references[0] not in shown
    assert (references[1] in shown) is (trouble is None)


async def test_records_from_before_the_ids_know_their_parent_by_its_key(scene):
    parent = await scene.hung(user=OWNER, audience="person", channel="D1")
    shared = Shared(id="s", channel="C9", audience="workspace", by=OWNER, at=now(), ts="18.1")
    of_it = {"parent": parent.id, "family": parent.id, "references": (parent.s3_key,)}
    child = await scene.hung(user=OWNER, audience="person", channel="D1", shared=(shared,), **of_it)
    for user in (OWNER, OTHER):
        await scene.clicks(user, blocks.OPEN, child.id)
        assert child.preview_key in str(scene.client.shown[-1])
        assert (parent.s3_key in str(scene.client.shown[-1])) is (user == OWNER)


@pytest.mark.parametrize(
    ("audience", "here", "stays"),
    [
        ("workspace", ELSEWHERE, True),
        ("conversation", HERE, True),
        ("conversation", ELSEWHERE, False),
        ("person", HERE, False),
        ("person", ELSEWHERE, False),
    ],
)
async def test_what_is_made_from_a_private_picture_is_not_shown_where_that_is_not(
    scene, monkeypatch, audience, here, stays
):
    """Its card shows the picture that it is made from."""
    opened = []

    async def open_form(desk, asker, texts, trigger_id, ask=None, references=(), notice=""):
        opened.append((asker, references, notice))

    monkeypatch.setattr(picture_pages, "open_form", open_form)
    image = await scene.hung(user=OWNER, audience=audience, channel=HERE)
    await scene.clicks(OWNER, picture_page.REFERENCE, image.id, view=page_view(image.id, here))
    ((asker, references, notice),) = opened
    assert [one.image_id for one in references] == [image.id]
    assert asker.channel == (here if stays else "")
    told = audience_of(asker, private_answer=False)
    assert (told == "person") is not stays
    assert ("direct message" in notice) is not stays
