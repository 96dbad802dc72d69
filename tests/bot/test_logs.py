"""What is logged: as objects or for people, with what it is about, and without secrets."""

import asyncio
import io
import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import REDACTED, Redaction, set_up
from services.serving import about

logger = logging.getLogger("services.something")


@pytest.fixture
def logged():
    """Sends logs to a stream, and puts everything back."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()

    def start(form="json", secrets=()):
        set_up("info", form, secrets, stream)
        return lambda: stream.getvalue().splitlines()

    yield start
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_a_line_says_what_it_is_about(logged):
    lines = logged()

    async def job(number):
        about(job=f"job-{number}", team="T1", user=f"U{number}")
        await asyncio.sleep(0)
        logger.info("painted %d of %d", number, 2)

    await asyncio.gather(job(1), job(2))
    logger.warning("of nobody")
    first, second, nobody = map(json.loads, lines())
    assert (first["job"], first["team"], first["user"]) == ("job-1", "T1", "U1")
    assert (second["job"], second["event"]) == ("job-2", "painted 2 of 2")
    assert "job" not in nobody
    assert (nobody["level"], nobody["logger"]) == ("warning", "services.something")
    assert nobody["timestamp"].endswith("Z")


def test_what_is_below_the_level_is_not_there(logged):
    lines = logged()
    logger.debug("too much")
    logging.getLogger("botocore.auth").info("every request")
    assert lines() == []


def test_an_error_brings_its_traceback_in_the_same_line(logged):
    lines = logged()
    try:
        int("xoxb-12-34-secret")
    except ValueError:
        logger.exception("broke")
    (line,) = lines()
    told = json.loads(line)
    assert "ValueError" in told["exception"]
    assert "secret" not in line


def test_for_people_it_is_a_line_of_text(logged):
    lines = logged("text")
    about_nothing = "등대가 그려졌다"
    logger.info(about_nothing)
    (line,) = lines()
    assert about_nothing in line
    assert not line.startswith("{")


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123456789012-123456789012-AbCdEfGhIjKlMnOpQrStUvWx",
        "xoxe.xoxb-1-Mi0yLTEyMzQ1Njc4OTA",
        "xoxe-1-My0xLTEyMzQ1Njc4OTA",
        "xapp-1-A012345678-1234567890123-0123456789abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "ASIAIOSFODNN7EXAMPLE",
    ],
)
def test_what_looks_like_a_secret_is_redacted(logged, secret):
    lines = logged()
    logger.error("Slack said no to %s, and to Authorization: Bearer %s", secret, secret)
    (line,) = lines()
    assert secret not in line
    assert REDACTED in line


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "bPxRfiCY"),
        ('{"SecretAccessKey": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}', "bPxRfiCY"),
        ("https://hooks.slack.com/commands/T1/123/AbCdEf gave 404", "AbCdEf"),
        ("GET /slack/oauth_redirect?code=123.456.abc&state=s3cret-state HTTP", "123.456.abc"),
        ("GET /slack/oauth_redirect?code=123.456.abc&state=s3cret-state HTTP", "s3cret-state"),
        ("Authorization: Basic Y2xpZW50OnNlY3JldA==", "Y2xpZW50OnNlY3JldA"),
        ("sent Basic MTIuMzQ6c2VjcmV0 to them", "MTIuMzQ6c2VjcmV0"),
    ],
)
def test_what_gives_itself_away_by_its_place_is_redacted(text, secret):
    assert secret not in Redaction().clean(text)
    assert REDACTED in Redaction().clean(text)


@pytest.mark.parametrize(
    "text", ["copy it from Basic Information", "exit code=1, state=failed", "basic characteristics of a job"]
)
def test_what_only_sounds_like_it_stays(text):
    assert Redaction().clean(text) == text


class Told:
    def __repr__(self):
        return "Told('xoxb-123456789012-abc')"


def test_secrets_are_redacted_in_fields_however_deep(logged, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG")
    lines = logged()
    fields = {
        "answer": {"ok": True, "list": ["xoxb-123456789012-abc", {"headers": {"Authorization": "opaque-1"}}]},
        "response_url": "https://elsewhere.example/opaque-2",
        "told": Told(),
        "words": ("of wJalrXUtnFEMI/K7MDENG",),
        "age_seconds": 3.5,
    }
    logger.info("heard", extra=fields)
    (line,) = lines()
    for secret in ("xoxb-", "opaque", "wJalrXUtnFEMI"):
        assert secret not in line
    assert (json.loads(line)["answer"]["ok"], json.loads(line)["age_seconds"]) == (True, 3.5)


@given(
    secret=st.text("abcdefghijklmnopqrstuvwxyz0123456789+/=.*[(", min_size=8, max_size=40),
    before=st.text(max_size=30),
    after=st.text(max_size=30),
)
def test_the_secrets_of_the_settings_are_redacted_wherever_they_stand(secret, before, after):
    assert secret not in Redaction([secret]).clean(f"{before}{secret}{after}").replace(REDACTED, "")


def test_ordinary_words_stay():
    text = "job 1f2e3d4c of U0123456789 in C0123456789: bearer of good news"
    assert Redaction(["short"]).clean(text) == text
