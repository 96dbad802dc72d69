"""From what a person types to what the app receives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.slack.people.typing import escape, typed_command, typed_message
from sandbox.slack.state.clock import Clock
from sandbox.slack.state.feed import Feed
from sandbox.slack.state.manifest import Manifest
from sandbox.slack.state.workspace import Workspace


def workspace():
    manifest = Manifest(name="Imagine", description="", background_color="#2b2d42", bot_name="Imagine")
    return Workspace(manifest, Clock(), Feed())


@pytest.fixture(scope="module")
def studio():
    return workspace()


@pytest.fixture(scope="module")
def ids(studio):
    named = {user.name: user.id for user in studio.users.values()}
    return named | {channel.name: channel.id for channel in studio.channels.values()}


@pytest.mark.parametrize(
    ("typed", "message", "command"),
    [
        ("a boat", "a boat", "a boat"),
        ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2", "1 &lt; 2 &amp; 3 &gt; 2"),
        ("ask @mina", "ask <@{mina}>", "ask <@{mina}|mina>"),
        ("ask @Alex Rivera, now", "ask <@{alex}>, now", "ask <@{alex}|alex>, now"),
        ("@김민아 안녕", "<@{mina}> 안녕", "<@{mina}|mina> 안녕"),
        ("@alexander", "@alexander", "@alexander"),
        ("@nobody", "@nobody", "@nobody"),
        ("in #design!", "in <#{design}|design>!", "in <#{design}|design>!"),
        ("#0b3954,#bfd7ea", "#0b3954,#bfd7ea", "#0b3954,#bfd7ea"),
        ("wake @here", "wake <!here>", "wake <!here>"),
        ("mail@mina", "mail@mina", "mail@mina"),
        ("to a.b@c.co.uk!", "to <mailto:a.b@c.co.uk|a.b@c.co.uk>!", "to <mailto:a.b@c.co.uk|a.b@c.co.uk>!"),
        (
            "on example.com/a?b=1&c, or",
            "on <http://example.com/a?b=1&amp;c|example.com/a?b=1&amp;c>, or",
            "on <http://example.com/a?b=1&amp;c|example.com/a?b=1&amp;c>, or",
        ),
        ("boat.png and v1.2", "boat.png and v1.2", "boat.png and v1.2"),
        ("https://x", "<https://x>", "<https://x>"),
        (
            "see https://a.b/c?d=1&e=2.",
            "see <https://a.b/c?d=1&amp;e=2>.",
            "see <https://a.b/c?d=1&amp;e=2>.",
        ),
        ("https://a.b/@mina", "<https://a.b/@mina>", "<https://a.b/@mina>"),
        ("“smart” — quotes", "“smart” — quotes", "“smart” — quotes"),
        ('"plain" -- quotes', '"plain" -- quotes', '"plain" -- quotes'),
        ("<@U123>", "&lt;@U123&gt;", "&lt;@U123&gt;"),
        ("", "", ""),
        ("@", "@", "@"),
    ],
)
def test_references(studio, ids, typed, message, command):
    def fill(text):
        return (
            text.replace("{", "\0")
            .replace("\0mina}", ids["mina"])
            .replace("\0alex}", ids["alex"])
            .replace("\0design}", ids["design"])
        )

    assert typed_message(studio, ids["alex"], typed) == fill(message)
    assert typed_command(studio, ids["alex"], typed, should_escape=True) == fill(command)


def test_without_should_escape_names_stay_words(studio, ids):
    assert typed_command(studio, ids["alex"], "@mina #design <b> https://a.b", should_escape=False) == (
        "@mina #design &lt;b&gt; https://a.b"
    )


def test_a_private_channel_is_known_to_its_members(studio):
    room = studio.new_channel("secret", "private", [studio.people[0].id], studio.people[0].id)
    alex, mina, _ = (user.id for user in studio.people)
    assert typed_message(studio, alex, "#secret") == f"<#{room.id}|secret>"
    assert typed_message(studio, mina, "#secret") == "#secret"


@given(st.text(alphabet="ab@#<>&:/. \n김", max_size=60))
def test_nothing_typed_is_lost_and_nothing_slips_through(text):
    studio = workspace()
    escaped = typed_command(studio, studio.people[0].id, text, should_escape=False)
    assert escaped == escape(text)
    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
