"""Harbour Studio: the people and channels a fresh workspace starts with."""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

from sandbox.slack.state.ids import slack_id
from sandbox.slack.state.manifest import Manifest
from sandbox.slack.state.model import Channel, ChannelKind, User

TEAM_NAME: Final = "Harbour Studio"
TEAM_DOMAIN: Final = "harbour-studio"
TEAM_ID: Final = slack_id("T", TEAM_DOMAIN)
APP_ID: Final = slack_id("A", "app")
BOT_ID: Final = slack_id("B", "bot")
BOT_USER_ID: Final = slack_id("U", "bot")
FOUNDED: Final = 1_700_000_000
"""When the workspace and its channels were made, in seconds since the epoch."""


@dataclass(frozen=True)
class _Room:
    name: str
    kind: ChannelKind
    with_bot: bool
    purpose: str


_ROOMS: Final = (
    _Room("general", "public", True, "News for everyone"),
    _Room("design", "public", True, "Work in progress, pictures and opinions"),
    _Room("marketing", "public", True, "Campaigns and copy"),
    _Room("random", "public", False, "Everything else"),
    _Room("launch-plans", "private", False, "Not public yet"),
    _Room("brand-team", "private", True, "Logo, colours, voice"),
)


def seed_people() -> list[User]:
    def person(
        name: str, real_name: str, locale: str, tz: str, hours: int, color: str, *, admin: bool = False
    ) -> User:
        return User(
            id=slack_id("U", name),
            team_id=TEAM_ID,
            name=name,
            real_name=real_name,
            display_name=real_name,
            locale=locale,
            tz=tz,
            tz_offset=hours * 3600,
            color=color,
            is_admin=admin,
        )

    return [
        person("alex", "Alex Rivera", "en-US", "America/Los_Angeles", -8, "4d6fc4", admin=True),
        person("mina", "김민아", "ko-KR", "Asia/Seoul", 9, "b2557e"),
        person("sam", "Sam Okafor", "en-GB", "Europe/London", 0, "2f7d64"),
    ]


def seed_bot(manifest: Manifest) -> User:
    return User(
        id=BOT_USER_ID,
        team_id=TEAM_ID,
        name=manifest.bot_name.lower().replace(" ", "_"),
        real_name=manifest.bot_name,
        display_name=manifest.bot_name,
        locale="en-US",
        tz="America/Los_Angeles",
        tz_offset=-8 * 3600,
        color=manifest.background_color.lstrip("#"),
        is_bot=True,
        bot_id=BOT_ID,
        app_id=APP_ID,
    )


def seed_channels(people: list[User]) -> list[Channel]:
    members = [person.id for person in people]
    channels = [
        Channel(
            id=slack_id("C", room.name),
            name=room.name,
            kind=room.kind,
            created=FOUNDED,
            creator=members[0],
            members=[*members, *([BOT_USER_ID] if room.with_bot else [])],
            purpose=room.purpose,
            is_general=room.name == "general",
        )
        for room in _ROOMS
    ]
    among_themselves = [
        _direct(f"{one.name}-{other.name}", [one.id, other.id]) for one, other in combinations(people, 2)
    ]
    return [*channels, *among_themselves, *(direct_message(person) for person in people)]


def direct_message(person: User) -> Channel:
    """The conversation of `person` with the bot."""
    return _direct(person.name, [person.id, BOT_USER_ID])


def _direct(name: str, members: list[str]) -> Channel:
    return Channel(
        id=slack_id("D", name), name="", kind="im", created=FOUNDED, creator=members[0], members=members
    )
