"""Who is signed in is known by a cookie that nobody else can make, read or keep."""

import time

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from web.sessions import SESSION, SESSION_SECONDS, SIGNING_IN, Session, Sessions, SigningIn

ALEX = Session("T1", "U1", "ko")


@pytest.fixture
def sessions():
    return Sessions("the app's secret")


def asked_with(response):
    """A request of the browser that got `response`."""
    cookies = "; ".join(
        f"{name}={one.value}" for name, one in response.cookies.items() if str(one["max-age"]) != "0"
    )
    return make_mocked_request("GET", "/gallery", headers={"Cookie": cookies})


def begun(sessions):
    response = web.Response()
    sessions.begin(response, ALEX)
    return response


def test_who_signed_in_is_known(sessions):
    assert sessions.session(asked_with(begun(sessions))) == ALEX


def test_only_the_browser_keeps_it_and_only_for_this_host(sessions):
    cookie = begun(sessions).cookies[SESSION]
    assert SESSION.startswith("__Host-")
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert "U1" not in cookie.value


def test_nobody_is_known_without_or_after_signing_out(sessions):
    assert sessions.session(make_mocked_request("GET", "/gallery")) is None
    response = begun(sessions)
    sessions.end(response)
    assert response.cookies[SESSION]["max-age"] in {0, "0"}


@given(
    st.text(
        st.characters(codec="ascii", exclude_characters=';," \\', exclude_categories=("C",)), max_size=200
    )
)
def test_what_others_make_is_nothing(value):
    request = make_mocked_request("GET", "/", headers={"Cookie": f"{SESSION}={value}"})
    assert Sessions("the app's secret").session(request) is None


def test_another_secret_knows_nobody(sessions):
    assert Sessions("a new secret").session(asked_with(begun(sessions))) is None


def test_it_ends_by_itself(sessions, monkeypatch):
    request = asked_with(begun(sessions))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + SESSION_SECONDS - 5)
    assert sessions.session(request) == ALEX
    monkeypatch.setattr(time, "time", lambda: now + SESSION_SECONDS + 5)
    assert sessions.session(request) is None


def test_the_way_to_slack_is_remembered_once(sessions):
    response = web.Response()
    going = SigningIn("state", "nonce", "/gallery?view=mine")
    sessions.set_out(response, going)
    back = web.Response()
    assert sessions.came_back(asked_with(response), back) == going
    assert back.cookies[SIGNING_IN]["max-age"] in {0, "0"}


def test_a_cookie_of_one_kind_is_none_of_the_other(sessions):
    response = web.Response()
    sessions.set_out(response, SigningIn("state", "nonce", "/gallery"))
    request = make_mocked_request(
        "GET", "/", headers={"Cookie": f"{SESSION}={response.cookies[SIGNING_IN].value}"}
    )
    assert sessions.session(request) is None


def test_a_change_needs_the_token_of_the_same_session(sessions):
    request = asked_with(begun(sessions))
    token = sessions.form_token(request)
    assert sessions.is_ours(request, token)
    assert not sessions.is_ours(request, "")
    assert not sessions.is_ours(request, "ünicode")
    assert not sessions.is_ours(asked_with(begun(sessions)), token)
