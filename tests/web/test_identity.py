"""Who somebody is, is believed only of a token that Slack signed, now, for this app and this very sign-in."""

import base64
import hashlib
import hmac
import json
import time
from contextlib import asynccontextmanager

import aiohttp
import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, make_mocked_request
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from slack_sdk.web.async_client import AsyncWebClient

from tests.web.site import Site, browsing
from web.identity import Identity, NotSignedInError
from web.sessions import SIGNING_IN, SigningIn

APP = "123.456"
GOING = SigningIn("state", "the nonce", "/gallery?view=mine")


def made_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


KEY, ANOTHER = made_key(), made_key()


class Slack:
    """A Slack that answers a code with whatever token it is told to."""

    def __init__(self):
        self.keys = {"key-1": KEY}
        self.token = ""
        self.asked = []
        self.well = True
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self._configuration)
        app.router.add_get("/keys", self._keys)
        app.router.add_post("/api/openid.connect.token", self._exchanged)
        self.server = TestServer(app)

    @property
    def url(self):
        return str(self.server.make_url("")).rstrip("/")

    def claims(self, **changed):
        now = int(time.time())
        return {
            "iss": self.url,
            "aud": APP,
            "sub": "U1",
            "iat": now,
            "exp": now + 300,
            "nonce": GOING.nonce,
            "https://slack.com/team_id": "T1",
            "https://slack.com/user_id": "U1",
        } | changed

    def signs(self, key=KEY, key_id="key-1", **changed):
        self.token = jwt.encode(self.claims(**changed), key, "RS256", {"kid": key_id})

    async def _configuration(self, request):
        self.asked.append("configuration")
        if not self.well:
            return web.Response(status=503, text="maintenance")
        return web.json_response(
            {
                "issuer": self.url,
                "jwks_uri": f"{self.url}/keys",
                "authorization_endpoint": f"{self.url}/authorize",
            }
        )

    async def _keys(self, request):
        self.asked.append("keys")
        return web.json_response(
            {
                "keys": [
                    jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
                    | {"kid": key_id, "alg": "RS256", "use": "sig"}
                    for key_id, key in self.keys.items()
                ]
            }
        )

    async def _exchanged(self, request):
        code = (await request.post()).get("code")
        if code != "good":
            return web.json_response({"ok": False, "error": "invalid_code"})
        return web.json_response({"ok": True, "access_token": "xoxp-1", "id_token": self.token})


@asynccontextmanager
async def asking(url):
    async with aiohttp.ClientSession() as http:
        client = AsyncWebClient(base_url=f"{url}/api/", timeout=60)
        yield Identity(http, client, f"{url}/api/", APP, "secret", "https://bot.example/gallery/signed-in")


@pytest.fixture
async def slack():
    slack = Slack()
    async with slack.server:
        yield slack


@pytest.fixture
async def identity(slack):
    async with asking(slack.url) as identity:
        yield identity


async def test_a_good_token_says_who_it_is(slack, identity):
    slack.signs()
    assert await identity.who("good", GOING) == ("T1", "U1")


async def test_slack_is_asked_for_what_is_remembered_then(slack, identity):
    address, going = await identity.set_out("/gallery")
    assert address.startswith(f"{slack.url}/authorize?response_type=code&")
    assert f"state={going.state}" in address
    assert f"nonce={going.nonce}" in address
    _, again = await identity.set_out("/gallery")
    assert {going.state, going.nonce}.isdisjoint({again.state, again.nonce})
    assert slack.asked == ["configuration"]


NOW = int(time.time())


@pytest.mark.parametrize(
    "changed",
    [
        {"exp": NOW - 3600, "iat": NOW - 7200},
        {"iat": NOW + 3600, "exp": NOW + 7200},
        {"aud": "another app"},
        {"aud": []},
        {"iss": "https://slack.example"},
        {"nonce": "of another sign-in"},
        {"nonce": "다른 로그인"},
        {"nonce": None},
    ],
    ids=lambda changed: "-".join(changed) + f"={next(iter(changed.values()))}",
)
async def test_what_was_signed_for_something_else_is_nothing(slack, identity, changed):
    slack.signs(**changed)
    with pytest.raises(NotSignedInError):
        await identity.who("good", GOING)


@pytest.mark.parametrize(
    "left_out", ["exp", "iat", "aud", "iss", "https://slack.com/team_id", "https://slack.com/user_id"]
)
async def test_what_leaves_something_out_is_nothing(slack, identity, left_out):
    claims = slack.claims()
    del claims[left_out]
    slack.token = jwt.encode(claims, KEY, "RS256", {"kid": "key-1"})
    with pytest.raises(NotSignedInError, match="not good"):
        await identity.who("good", GOING)


def part(told):
    return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


async def test_unsigned_it_is_nothing(slack, identity):
    slack.token = f"{part({'alg': 'none', 'kid': 'key-1'})}.{part(slack.claims())}."
    with pytest.raises(NotSignedInError, match="not good"):
        await identity.who("good", GOING)


async def test_signed_with_what_everybody_knows_it_is_nothing(slack, identity):
    """The public key is no secret: a token "signed" with it as if it were one is a well-known forgery."""
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = f"{part({'alg': 'HS256', 'kid': 'key-1'})}.{part(slack.claims())}"
    signature = base64.urlsafe_b64encode(hmac.new(public, body.encode(), hashlib.sha256).digest())
    slack.token = f"{body}.{signature.rstrip(b'=').decode()}"
    with pytest.raises(NotSignedInError, match="not good"):
        await identity.who("good", GOING)


@pytest.mark.parametrize("key_id", ["key-1", "key-9"], ids=["another key", "an unknown key"])
async def test_signed_by_others_it_is_nothing(slack, identity, key_id):
    slack.signs(ANOTHER, key_id)
    with pytest.raises(NotSignedInError, match="not good"):
        await identity.who("good", GOING)


@pytest.mark.parametrize("token", ["", "not a token", "a.b.c"])
async def test_no_token_is_nothing(slack, identity, token):
    slack.token = token
    with pytest.raises(NotSignedInError, match="not good"):
        await identity.who("good", GOING)


async def test_a_code_that_slack_does_not_know_is_nothing(identity):
    with pytest.raises(NotSignedInError, match="invalid_code"):
        await identity.who("stolen", GOING)


async def test_keys_are_asked_for_once_and_again_when_they_were_changed(slack, identity):
    slack.signs()
    await identity.who("good", GOING)
    await identity.who("good", GOING)
    assert slack.asked.count("keys") == 1
    slack.keys = {"key-2": ANOTHER}
    slack.signs(ANOTHER, "key-2")
    assert await identity.who("good", GOING) == ("T1", "U1")
    assert slack.asked.count("keys") == 2
    slack.signs()
    with pytest.raises(NotSignedInError):
        await identity.who("good", GOING)


async def test_slack_is_asked_again_once_it_is_well(slack, identity):
    slack.well = False
    with pytest.raises(NotSignedInError, match="can't be read"):
        await identity.set_out("/gallery")
    slack.well = True
    assert await identity.set_out("/gallery")


# The same as people meet it


@pytest.fixture
async def site(identity, ground):
    site = Site(ground, identity)
    site.members.people = {("T1", "U1"): {"locale": "ko-KR"}, ("T3", "U1"): {}}
    async with site.open() as url, browsing(url) as client:
        yield site, client


def on_the_way(site, going=GOING):
    response = web.Response()
    site.sessions.set_out(response, going)
    return {"Cookie": f"{SIGNING_IN}={response.cookies[SIGNING_IN].value}"}


async def refused(client, path, headers=None):
    async with client.get(path, headers=headers, allow_redirects=False) as response:
        page = await response.text()
        assert response.status == 403
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert all(not cookie["max-age"] or cookie["max-age"] == "0" for cookie in response.cookies.values())
        assert "Traceback" not in page
        return page


async def test_who_comes_back_is_in_and_where_they_wanted_to_be(site, slack):
    pages, client = site
    slack.signs()
    async with client.get(
        "/gallery/signed-in?code=good&state=state", headers=on_the_way(pages), allow_redirects=False
    ) as response:
        assert (response.status, response.headers["Location"]) == (303, "/gallery?view=mine")
        cookies = {name: one.value for name, one in response.cookies.items()}
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    async with client.get("/gallery", headers={"Cookie": cookie}) as response:
        page = await response.text()
        assert 'lang="ko"' in page
        assert "name of U1" in page


@pytest.mark.parametrize(
    "path",
    [
        "/gallery/signed-in",
        "/gallery/signed-in?code=good",
        "/gallery/signed-in?code=good&state=another",
        "/gallery/signed-in?error=access_denied&state=state",
        "/gallery/signed-in?code=stolen&state=state",
    ],
)
async def test_who_comes_back_with_less_is_not_in(site, slack, path):
    pages, client = site
    slack.signs()
    page = await refused(client, path, on_the_way(pages))
    assert "You are not signed in" in page


async def test_an_answer_in_a_browser_that_did_not_ask_is_nothing(site, slack):
    _, client = site
    slack.signs()
    await refused(client, "/gallery/signed-in?code=good&state=state")


async def test_a_bad_token_lets_nobody_in(site, slack):
    pages, client = site
    slack.signs(nonce="of another sign-in")
    await refused(client, "/gallery/signed-in?code=good&state=state", on_the_way(pages))


async def test_another_workspace_is_told_so(site, slack):
    pages, client = site
    slack.signs(**{"https://slack.com/team_id": "T3"})
    page = await refused(client, "/gallery/signed-in?code=good&state=state", on_the_way(pages))
    assert "another workspace" in page


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/gallery", "/gallery"),
        ("/gallery?q=boat", "/gallery?q=boat"),
        ("/gallery/pictures/1.0", "/gallery/pictures/1.0"),
        ("https://evil.example", "/gallery"),
        ("//evil.example", "/gallery"),
        ("/galleryevil", "/gallery"),
        ("/gallery\\evil", "/gallery"),
        ("javascript:1", "/gallery"),
        ("", "/gallery"),
    ],
)
async def test_nobody_is_sent_anywhere_else(site, asked, kept):
    pages, client = site
    async with client.get("/gallery/sign-in", params={"back": asked}, allow_redirects=False) as response:
        assert response.status == 303
        cookie = response.cookies[SIGNING_IN].value
    request = make_mocked_request("GET", "/", headers={"Cookie": f"{SIGNING_IN}={cookie}"})
    assert pages.sessions.came_back(request, web.Response()).back == kept


async def test_where_slack_cannot_be_reached_a_plain_page_says_so(ground, caplog):
    async with asking("http://127.0.0.1:9") as identity:
        site = Site(ground, identity)
        async with site.open() as url, browsing(url) as client:
            for path, headers in (
                ("/gallery/sign-in", None),
                ("/gallery/signed-in?code=good&state=state", on_the_way(site)),
            ):
                assert "You are not signed in" in await refused(client, path, headers)
    assert not [record for record in caplog.records if record.exc_info]
