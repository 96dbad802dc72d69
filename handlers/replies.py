"""Saying something to one person only, wherever Slack lets us."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from handlers.blocks.elements import Block
from handlers.slack_errors import FAILURES, error_code

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asker:
    """Who did something, where, and how they can be answered.

    Attributes
    ----------
    response_url
        answers there work also where the bot is no member; five times in 30 minutes (Slack, "Handling user
        interaction"). None where Slack gave none: then the conversation or a direct message serves.
    """

    team: str
    user: str
    channel: str
    channel_name: str = ""
    thread_ts: str | None = None
    response_url: str | None = None


def asker_of_command(command: Mapping[str, Any]) -> Asker:
    return Asker(
        team=command["team_id"],
        user=command["user_id"],
        channel=command["channel_id"],
        channel_name=command.get("channel_name", ""),
        response_url=command.get("response_url"),
    )


def asker_of_interaction(body: Mapping[str, Any]) -> Asker:
    """Who clicked or submitted; the channel is empty for a form that belongs to none."""
    channel = body.get("channel") or {}
    message = body.get("message") or {}
    return Asker(
        team=body["team"]["id"],
        user=body["user"]["id"],
        channel=channel.get("id", ""),
        channel_name=channel.get("name", ""),
        thread_ts=message.get("thread_ts"),
        response_url=body.get("response_url"),
    )


class Replies:
    """Private sentences through `client`."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def privately(
        self, asker: Asker, blocks: list[Block], text: str, *, only_there: bool = False
    ) -> None:
        """Say it to `asker`: by their response address, in the conversation, or in a direct message.

        Parameters
        ----------
        only_there
            not in a direct message: it is not worth one
        """
        if asker.response_url:
            # Without its thread the answer would appear in the channel, beside what it is about.
            thread = {"thread_ts": asker.thread_ts} if asker.thread_ts else {}
            word = {"response_type": "ephemeral", "text": text, "blocks": blocks, **thread}
            if await self._respond(asker.response_url, word):
                return
        try:
            if asker.channel:
                await self._client.chat_postEphemeral(
                    channel=asker.channel,
                    user=asker.user,
                    thread_ts=asker.thread_ts,
                    blocks=blocks,
                    text=text,
                )
                return
        except SlackApiError as error:
            logger.info("no private word in %s: %s", asker.channel, error_code(error))
        if only_there:
            return
        try:
            opened: Any = await self._client.conversations_open(users=asker.user)
            await self._client.chat_postMessage(channel=opened["channel"]["id"], blocks=blocks, text=text)
        except FAILURES as error:
            logger.error("%s could not be told: %s", asker.user, error_code(error))

    async def shows(self, asker: Asker, blocks: list[Block], text: str) -> bool:
        """Whether Slack took a message to `asker` alone where they are; it takes none whose picture it can't
        fetch.
        """
        if asker.response_url:
            word = {"response_type": "ephemeral", "text": text, "blocks": blocks}
            return await self._respond(asker.response_url, word)
        if not asker.channel:
            return False
        try:
            await self._client.chat_postEphemeral(
                channel=asker.channel, user=asker.user, thread_ts=asker.thread_ts, blocks=blocks, text=text
            )
        except FAILURES as error:
            logger.info("not shown in %s: %s", asker.channel, error_code(error))
            return False
        return True

    async def withdraw(self, asker: Asker) -> None:
        """Remove the private message whose button `asker` clicked."""
        if asker.response_url:
            await self._respond(asker.response_url, {"delete_original": True})

    async def instead(self, asker: Asker, blocks: list[Block], text: str) -> None:
        """Say something else where the private message was whose button `asker` clicked."""
        if asker.response_url:
            word = {"replace_original": True, "text": text, "blocks": blocks}
            if await self._respond(asker.response_url, word):
                return
        await self.privately(asker, blocks, text)

    async def _respond(self, url: str, body: dict[str, Any]) -> bool:
        webhook = AsyncWebhookClient(url, session=self._client.session, timeout=self._client.timeout)
        try:
            response = await webhook.send_dict({"replace_original": False, **body})
        except FAILURES as error:
            logger.info("the response address did not answer: %s", error)
            return False
        return response.status_code == 200
