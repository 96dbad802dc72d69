"""Every kind of picture × every kind of viewer × every way in over the web: each sees what is for them, and no more."""

import re
from datetime import timedelta

import pytest

from handlers import people
from services.gallery import Viewer
from services.jobs import Shared, now
from tests.galleries import picture
from tests.logged import logged
from tests.web.site import Site, browsing, token_of
from web.sessions import Session

OWNER, OTHER = "U1", "U9"
ORIGINS = {
    "public channel": {"channel": "C1", "audience": "workspace"},
    "private channel": {"channel": "G1", "audience": "conversation"},
    "direct message": {"channel": "D1", "audience": "person"},
    "--private": {"channel": "C1", "audience": "person"},
    "another workspace": {"team": "T2", "user": OTHER, "channel": "C2", "audience": "workspace"},
    "another workspace, --private": {"team": "T2", "user": OTHER, "channel": "C2", "audience": "person"},
}
VIEWERS = {
    "owner": Session("T1", OWNER),
    "member": Session("T1", "U2"),
    "admin": Session("T1", "U3"),
    "person of another workspace": Session("T2", OTHER),
    "another one there, with the owner's id": Session("T2", OWNER),
    "signed out": None,
    "deactivated": Session("T1", "U4"),
    "unknown to Slack": Session("T1", "U5"),
    "of a workspace that is gone": Session("T3", OWNER),
}
SEES = {
    "owner": {"public channel", "private channel", "direct message", "--private"},
    "member": {"public channel"},
    "admin": {"public channel"},
    "person of another workspace": {"another workspace", "another workspace, --private"},
    "another one there, with the owner's id": {"another workspace"},
}
"""The others see nothing."""
DELETES = {
    "owner": SEES["owner"],
    "admin": {"public channel"},
    "person of another workspace": SEES["person of another workspace"],
}
GRIDS = {
    "grid": "/gallery",
    "mine": "/gallery?view=mine",
    "search": "/gallery?q=lighthouse",
    "mine by a word": "/gallery?view=mine&q=lighthouse",
    "by its person": f"/gallery?person={OWNER}",
    "by its channel": "/gallery?channel=G1",
    "by the channel of another": "/gallery?view=mine&channel=D1",
    "by its style": "/gallery?style=ink",
    "favourites": "/gallery?view=favourites",
    "favourites by a word": "/gallery?view=favourites&q=lighthouse",
}

_CARD = re.compile(r'data-picture="([^"]+)"')


@pytest.fixture(scope="module")
async def scene(ground):
    """The pages, their address, and a picture of each origin that no test changes."""
    site = Site(ground)
    site.members.people = {
        ("T1", OWNER): {},
        ("T1", "U2"): {},
        ("T1", "U3"): {"is_admin": True},
        ("T1", "U4"): {"deleted": True},
        ("T2", OTHER): {},
        ("T2", OWNER): {},
        ("T3", OWNER): {},
    }
    pictures = one_of_each()
    await site.hang(*pictures.values())
    async with site.open() as url:
        yield site, url, pictures


def one_of_each():
    return {
        name: picture(**{"user": OWNER, "prompt": "a lighthouse", "style": "ink"} | origin)
        for name, origin in ORIGINS.items()
    }


@pytest.fixture
async def more(scene):
    """A picture of each origin for one test."""
    site, _, _ = scene
    made = one_of_each()
    await site.keep(*made.values())
    return made


def seen_by(viewer):
    return SEES.get(viewer, set())


def client_of(scene, viewer):
    site, url, _ = scene
    session = VIEWERS[viewer]
    return browsing(url, site.cookie(session) if session else "")


async def favour(site, pictures, viewer):
    """Every picture that this viewer may have among their favourites is among them."""
    session = VIEWERS[viewer]
    for image in pictures.values():
        if session is not None:
            await site.gallery.favourite(Viewer(session.team, session.user), image)


def names(pictures, ids):
    known = {image.id: name for name, image in pictures.items()}
    return {known[one] for one in ids}


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_grids_show_what_is_for_them(scene, viewer):
    site, _, pictures = scene
    await favour(site, pictures, viewer)
    sees = seen_by(viewer)
    workspace = sees - {name for name in ORIGINS if ORIGINS[name]["audience"] != "workspace"}
    mine = {name for name in sees if VIEWERS[viewer] and pictures[name].origin.user == VIEWERS[viewer].user}
    expected = {
        "grid": workspace,
        "mine": mine,
        "search": workspace,
        "mine by a word": mine,
        "by its person": {name for name in workspace if pictures[name].origin.user == OWNER},
        "by its channel": {name for name in workspace if pictures[name].origin.channel == "G1"},
        "by the channel of another": {name for name in mine if pictures[name].origin.channel == "D1"},
        "by its style": workspace,
        "favourites": sees,
        "favourites by a word": sees,
    }
    async with client_of(scene, viewer) as client:
        for way, address in GRIDS.items():
            for part in ({}, {"X-Part": "cards"}):
                async with client.get(address, headers=part) as response:
                    shown = names(pictures, _CARD.findall(await response.text()))
                    assert shown == expected[way], (way, part)


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_addresses_lead_to_what_is_for_them(scene, viewer):
    _, _, pictures = scene
    async with client_of(scene, viewer) as client:
        for name, image in pictures.items():
            may = name in seen_by(viewer)
            for part in ({}, {"X-Part": "picture"}):
                async with client.get(f"/gallery/pictures/{image.id}", headers=part) as response:
                    page = await response.text()
                    assert (image.preview_key in page) == may, name
                    assert (response.status == 200 and "lighthouse" in page) == may, name
            async with client.get(f"/gallery/pictures/{image.id}/original") as response:
                assert (await response.read() == image.id.encode()) == may, name
                assert ("Content-Disposition" in response.headers) == may, name


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_only_what_they_see_becomes_a_favourite(scene, more, viewer):
    site = scene[0]
    async with client_of(scene, viewer) as client:
        token = await token_of(client) if viewer in SEES else "0" * 64
        for name, image in more.items():
            async with client.post(
                f"/gallery/pictures/{image.id}/favourite",
                data={"token": token, "on": "yes"},
                allow_redirects=False,
            ) as response:
                may = name in seen_by(viewer)
                assert (response.status == 303) == may, name
            assert bool(await site.gallery.favoured_by(image)) == may, name


@pytest.mark.parametrize("viewer", VIEWERS)
async def test_only_owners_and_admins_delete_and_only_what_they_see(scene, more, viewer):
    site = scene[0]
    async with client_of(scene, viewer) as client:
        token = await token_of(client) if viewer in SEES else "0" * 64
        for name, image in more.items():
            may = name in DELETES.get(viewer, set())
            async with client.post(
                f"/gallery/pictures/{image.id}/delete", data={"token": token}, allow_redirects=False
            ) as response:
                assert (response.status == 303) == may, name
            owner = Viewer(image.origin.team, image.origin.user)
            assert (await site.gallery.image(owner, image.id) is None) == may, name
            assert (image.id in site.telling.deleted_ids) == may, name


async def test_a_family_shows_only_members_that_are_for_them(scene):
    site = scene[0]
    first = picture(user=OWNER, channel="C1")
    kin = {"parent": first.id, "family": first.id}
    open_child = picture(user="U2", channel="C1", **kin)
    secret_child = picture(user=OWNER, channel="D1", audience="person", **kin)
    await site.keep(first, open_child, secret_child)
    for viewer, expected in (("owner", 3), ("member", 2)):
        async with (
            client_of(scene, viewer) as client,
            client.get(f"/gallery/pictures/{first.id}") as response,
        ):
            page = await response.text()
        assert page.count("data-relative=") == expected
        assert (secret_child.thumb_key in page) == (viewer == "owner")


async def test_a_private_channel_is_not_named(scene):
    """The bot is in it and could tell anybody who knows its id."""
    for viewer, address, told in (
        ("member", "/gallery?channel=G1", False),
        ("admin", "/gallery?channel=G1", False),
        ("owner", "/gallery?channel=G1&view=mine", False),
        ("member", "/gallery?channel=C1", True),
    ):
        async with client_of(scene, viewer) as client, client.get(address) as response:
            assert ("name-of-" in await response.text()) == told, (viewer, address)


@pytest.mark.parametrize("viewer", ["deactivated", "unknown to Slack", "of a workspace that is gone"])
async def test_who_may_not_come_any_more_is_signed_out(scene, viewer):
    async with client_of(scene, viewer) as client, client.get("/gallery") as response:
        assert response.status == 403
        assert "not a member any more" in await response.text()
        (cookie,) = response.cookies.values()
        assert cookie["max-age"] == "0"


async def test_who_is_deactivated_is_out_within_a_minute(ground, monkeypatch):
    monkeypatch.setattr("handlers.people._MEMBERSHIP_SECONDS", 0.2)
    site = Site(ground)
    site.members.people = {("T1", OWNER): {}}
    async with site.open() as url, browsing(url, site.cookie(VIEWERS["owner"])) as client:
        async with client.get("/gallery") as response:
            assert response.status == 200
        site.members.people["T1", OWNER] = {"deleted": True}
        statuses = [200]
        while statuses[-1] == 200:  # the test's own limit ends it otherwise
            async with client.get("/gallery") as response:
                statuses.append(response.status)
        assert statuses[-1] == 403


def test_a_membership_is_believed_for_a_minute_at_most():
    assert timedelta(seconds=people._MEMBERSHIP_SECONDS) <= timedelta(minutes=1)


async def test_where_slack_does_not_say_nobody_comes_in(ground):
    site = Site(ground)
    site.members.trouble = TimeoutError()
    cookie = site.cookie(VIEWERS["owner"])
    async with site.open() as url, browsing(url, cookie) as client:
        with logged() as lines:
            response = await client.get("/gallery")
        assert response.status == 503
        (line,) = [one for one in lines() if one["logger"] == "web.routes"]
        assert (line["team"], line["user"]) == (VIEWERS["owner"].team, VIEWERS["owner"].user)
        page = await response.text()
        assert not _CARD.findall(page)
        assert "be read just now" in page
        # They are as signed in as before.
        assert not response.cookies


async def test_a_private_picture_that_was_shared_leads_others_to_where_that_was(scene):
    site = scene[0]
    for audience, seen in (("workspace", True), ("conversation", False)):
        shared = Shared(id="s", channel="C7", audience=audience, by=OWNER, at=now(), ts="18.1")
        image = picture(audience="person", channel="D1", message_ts="17.1", user=OWNER, shared=(shared,))
        await site.hang(image)
        address = f"/gallery/pictures/{image.id}"
        for viewer, link in (("owner", "D1/17.1"), ("member", "C7/18.1" if seen else None)):
            async with client_of(scene, viewer) as client, client.get(address) as response:
                assert (response.status == 200) is (link is not None)
                assert link is None or f"https://slack.example/{link}" in await response.text()


# What another site has a browser send


@pytest.mark.parametrize("change", ["favourite", "delete"])
@pytest.mark.parametrize(
    "sent", ["no token", "an empty one", "another's", "of another session", "in the address"]
)
async def test_without_the_right_token_nothing_is_changed(scene, more, change, sent):
    site = scene[0]
    image = more["public channel"]
    async with client_of(scene, "owner") as client:
        async with client_of(scene, "admin") as other:
            anothers = await token_of(other)
        async with client_of(scene, "owner") as again:  # signed in once more: another cookie
            former = await token_of(again)
        form = {
            "no token": {},
            "an empty one": {"token": ""},
            "another's": {"token": anothers},
            "of another session": {"token": former},
            "in the address": {},
        }[sent]
        query = {"token": await token_of(client)} if sent == "in the address" else {}
        async with client.post(
            f"/gallery/pictures/{image.id}/{change}", params=query, data=form | {"on": "yes"}
        ) as response:
            assert response.status == 403
            assert "open too long" in await response.text()
    assert not await site.gallery.favoured_by(image)
    assert await site.gallery.image(Viewer("T1", OWNER), image.id) is not None
    assert image.id not in site.telling.deleted_ids


async def test_looking_changes_nothing(scene):
    """A link, an image or a prefetch is a GET."""
    _, _, pictures = scene
    image = pictures["public channel"]
    async with client_of(scene, "owner") as client:
        token = await token_of(client)
        for path in (
            f"/gallery/pictures/{image.id}/favourite",
            f"/gallery/pictures/{image.id}/delete",
            "/gallery/sign-out",
        ):
            async with client.get(path, params={"token": token, "on": "yes"}) as response:
                assert response.status == 405


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize("viewer", ["owner", "signed out", "deactivated"])
async def test_every_answer_has_the_headers(scene, viewer):
    _, _, pictures = scene
    known = f"/gallery/pictures/{pictures['public channel'].id}"
    async with client_of(scene, viewer) as client:
        for method, path in (
            ("GET", "/gallery"),
            ("GET", "/gallery?q=nothing-like-this"),
            ("GET", "/gallery?cursor=made-up"),
            ("GET", known),
            ("GET", f"{known}/original"),
            ("GET", "/gallery/pictures/none"),
            ("GET", "/gallery/signed-in"),
            ("POST", f"{known}/favourite"),
            ("POST", f"{known}/delete"),
            ("POST", "/gallery/sign-out"),
            ("GET", "/gallery/nowhere"),
            ("GET", "/gallery/static/none/none"),
            ("DELETE", known),
            ("GET", f"/gallery/pictures/a.{'1' * 4500}"),
            ("GET", f"/gallery/pictures/{'a' * 3000}.0"),
            ("GET", "/gallery/pictures/a.%D9%A1"),
        ):
            async with client.request(method, path, allow_redirects=False) as response:
                assert response.status < 500, path
                assert {name: response.headers.get(name) for name in HEADERS} == HEADERS, path
                policy = response.headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; "), path
                assert "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy


async def test_where_something_of_ours_breaks_the_headers_are_there_too(ground, monkeypatch, caplog):
    site = Site(ground)
    site.members.people = {("T1", OWNER): {}}

    async def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(site.gallery, "page", broken)
    cookie = site.cookie(VIEWERS["owner"])
    async with site.open() as url, browsing(url, cookie) as client, client.get("/gallery") as response:
        assert response.status == 500
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "be read just now" in await response.text()
    assert "ZeroDivisionError" in caplog.text
