"""Who people are to Slack: their language, and whether they run the workspace."""

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

import aiohttp
from async_lru import alru_cache
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.promptness import ANSWER_SECONDS, left
from services.budgets import Payer
from services.jobs import Language
from services.serving import served
from services.visibility import Standing, Viewer

logger = logging.getLogger(__name__)

_REMEMBERED_SECONDS: Final = 600
_REMEMBERED_PEOPLE: Final = 10_000
_KNOWN_PEOPLE: Final = 20_000
"""Of whom what was last heard is kept, for when Slack doesn't say."""

_MEMBERSHIP_SECONDS: Final = 60
"""How long somebody who left, or became a guest, may still be taken for a member."""

_PAGE: Final = 200
"""People asked for at a time (Slack recommends no more, users.list)."""

_PATIENCE_SECONDS: Final = 1.0
"""A language is not worth more of the three seconds that Slack waits."""

_HANGUL: Final = re.compile(r"[\uac00-\ud7a3\u1100-\u11ff\u3130-\u318f]")


class People:
    """What `users.info` says, remembered for ten minutes; longer for what must not change when Slack is silent."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        remembered = alru_cache(maxsize=_REMEMBERED_PEOPLE, ttl=_REMEMBERED_SECONDS)
        self._remembered = remembered(self._fetch)
        self._channel = remembered(self._fetch_channel)
        self._public = alru_cache(maxsize=_REMEMBERED_PEOPLE, ttl=_MEMBERSHIP_SECONDS)(self._fetch_public)
        self._heard: OrderedDict[tuple[str, str], dict[str, Any]] = OrderedDict()
        self._member = alru_cache(maxsize=_REMEMBERED_PEOPLE, ttl=_MEMBERSHIP_SECONDS)(self._fetch)

    async def language(self, user: str, text: str = "") -> Language:
        """The language to answer `user` in: that of their words or, if those don't tell, of their Slack."""
        if _HANGUL.search(text):
            return "ko"
        try:
            async with asyncio.timeout(left(_PATIENCE_SECONDS, ANSWER_SECONDS)):
                info = await self._info(user)
        except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
            logger.info("the language of %s is not known: %s", user, error)
            info = self._heard.get((served(), user), {})
        return "ko" if str(info.get("locale", "")).lower().startswith("ko") else "en"

    async def is_admin(self, user: str) -> bool:
        """Whether `user` is an admin or owner of the workspace; not, where Slack doesn't say."""
        try:
            info = await self._info(user)
        except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
            logger.warning("the role of %s is not known: %s", user, error)
            return False
        return bool(info.get("is_admin") or info.get("is_owner"))

    async def standing(self, team: str, user: str) -> Standing:
        """What `user` is in the workspace `team`, as of a minute ago.

        Raises
        ------
        SlackApiError, aiohttp.ClientError, TimeoutError
            if Slack doesn't say
        """
        try:
            info = await self._member(served(), user)
        except SlackApiError as error:
            if error.response["error"] in {"user_not_found", "user_not_visible"}:
                return "outsider"
            raise
        return _standing(info, team)

    async def viewer(self, team: str, user: str, channel: str | None = None) -> Viewer:
        """Somebody who looks from a conversation, or from nowhere in particular; as a guest, who sees least, where
        Slack doesn't say in time what they are.
        """
        standing: Standing = "guest"
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                standing = await self.standing(team, user)
        except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
            logger.warning("what %s is in the workspace is not known: %s", user, error)
        return Viewer(team, user, channel or None, standing)

    async def name(self, user: str) -> str:
        """What `user` is called; the id, where Slack doesn't say."""
        try:
            info = await self._info(user)
        except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
            logger.info("the name of %s is not known: %s", user, error)
            return user
        profile: dict[str, Any] = info.get("profile") or {}
        names = (
            profile.get("display_name"),
            profile.get("real_name"),
            info.get("real_name"),
            info.get("name"),
        )
        return str(next((name for name in names if name), user))

    async def public_channel_name(self, channel: str) -> str:
        """What a public channel is called; empty for any other, which only its members know, and where Slack
        doesn't say.
        """
        try:
            return await self._channel(served(), channel)
        except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
            logger.info("the name of %s is not known: %s", channel, error)
            return ""

    async def is_public(self, channel: str) -> bool:
        """Whether everyone in the workspace may read a channel, as of a minute ago; not if Slack won't say."""
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                return await self._public(served(), channel)
        except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
            logger.info("whether %s is public is not known: %s", channel, error)
            return False

    async def payer(self, user: str) -> Payer:
        """Whose day `user` lives by, and whether they run the workspace: as it was last heard where Slack doesn't
        say in time, and nothing where it never did.
        """
        try:
            async with asyncio.timeout(left(_PATIENCE_SECONDS)):
                info = await self._info(user)
        except (TimeoutError, SlackApiError, aiohttp.ClientError) as error:
            heard = self._heard.get((served(), user))
            logger.warning("the day and the role of %s are as they were, if known: %s", user, error)
            if heard is None:
                return Payer(utc_offset=None)
            info = heard
        return Payer(
            utc_offset=int(info.get("tz_offset") or 0),
            is_admin=bool(info.get("is_admin") or info.get("is_owner")),
        )

    async def admins(self) -> list[str]:
        """The ids of everybody who runs the workspace.

        Raises
        ------
        SlackApiError, aiohttp.ClientError
        """
        found: list[str] = []
        cursor = ""
        while True:
            response = await self._client.users_list(limit=_PAGE, cursor=cursor)
            members: list[dict[str, Any]] = response["members"]
            found += [
                one["id"]
                for one in members
                if (one.get("is_admin") or one.get("is_owner"))
                and not one.get("deleted")
                and not one.get("is_bot")
            ]
            metadata: dict[str, Any] = response.get("response_metadata") or {}
            cursor = str(metadata.get("next_cursor") or "")
            if not cursor:
                return found

    async def _info(self, user: str) -> dict[str, Any]:
        """Of the workspace that is being served: the same id may be somebody else's in another."""
        return await self._remembered(served(), user)

    async def _fetch(self, team: str, user: str) -> dict[str, Any]:
        response = await self._client.users_info(user=user, include_locale=True)
        found: dict[str, Any] = response["user"]
        self._heard[team, user] = found
        self._heard.move_to_end((team, user))
        if len(self._heard) > _KNOWN_PEOPLE:
            self._heard.popitem(last=False)
        return found

    async def _fetch_channel(self, _team: str, channel: str) -> str:
        response = await self._client.conversations_info(channel=channel)
        found: dict[str, Any] = response["channel"]
        return "" if found.get("is_private") else str(found.get("name") or "")

    async def _fetch_public(self, _team: str, channel: str) -> bool:
        response = await self._client.conversations_info(channel=channel)
        found: dict[str, Any] = response["channel"]
        # Ids tell nothing: those of private channels begin with C too.
        return bool(found.get("is_channel")) and not any(
            found.get(name) for name in ("is_private", "is_im", "is_mpim")
        )


def _standing(info: Mapping[str, Any], team: str) -> Standing:
    """What somebody is in `team`, of whom `users.info` says `info`.

    That they are a stranger Slack says only of those with whom the workspace shares no channel; the others of
    another company are told by their workspace (Slack, "Slack Connect", on external members). In an organisation
    all of somebody's workspaces are named.
    """
    if info.get("deleted") or info.get("is_bot") or info.get("is_stranger"):
        return "outsider"
    organised: Mapping[str, Any] = info.get("enterprise_user") or {}
    of = organised.get("teams") or [info.get("team_id") or team]
    if team and team not in of:
        return "outsider"
    return "guest" if info.get("is_restricted") or info.get("is_ultra_restricted") else "member"
