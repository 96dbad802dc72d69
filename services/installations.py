"""Where the bot is installed, with which token: slack_sdk's own interfaces, on the one table.

An installation belongs to its owner: a workspace, or an organisation (Enterprise Grid) whose workspaces all have
it. A workspace of such an organisation has a pointer to it, since jobs know their workspace alone. Of people only
those have an item of their own who gave a token of theirs.
"""

import hashlib
import json
import logging
import secrets
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from services.departures import Departures
from services.jobs import now
from services.table import TTL_ATTRIBUTE, item_from_wire, item_to_wire, to_wire
from services.token_cipher import TokenCipher

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

STATE_SECONDS: Final = 600
"""How long a person may take to agree; a code of Slack's lives as long ("Installing with OAuth")."""

_SECRET: Final = (
    "bot_token",
    "bot_refresh_token",
    "user_token",
    "user_refresh_token",
    "incoming_webhook_url",
)
_MOMENTS: Final = ("bot_token_expires_at", "user_token_expires_at", "installed_at")
LATEST: Final = "INSTALLATION"
ORGANISATION: Final = "ORGANISATION"
"""Sort keys: of an installation, and of the pointer to the organisation whose installation serves a workspace."""


class Installations(AsyncInstallationStore):
    """Installations in the table `table`; tokens are encrypted before they get there."""

    def __init__(
        self, client: "DynamoDBClient", table: str, cipher: TokenCipher, departures: Departures
    ) -> None:
        self._client = client
        self._table = table
        self._cipher = cipher
        self._departures = departures
        self._logger = logging.getLogger(__name__)

    @property
    def logger(self) -> logging.Logger:
        return self._logger

    async def check_cipher(self) -> None:
        """Encrypt something and decrypt it again.

        Raises
        ------
        BotoCoreError, ClientError, UndecryptableError
            if tokens could not be kept
        """
        text = await self._cipher.encrypt("CHECK", {"bot_token": "none"})
        await self._cipher.decrypt("CHECK", text)

    async def async_save(self, installation: Installation) -> None:
        """Keep it as the latest of its owner, who is no longer one that has left."""
        owner = owner_of(installation)
        await self._put(owner, LATEST, installation)
        if installation.user_token is not None:
            await self._put(owner, f"USER#{installation.user_id}", installation)
        await self._departures.returned(owner)

    async def async_save_bot(self, bot: Bot) -> None:
        """The bot's part of the latest installation anew."""
        owner = _owner(bot.enterprise_id, bot.team_id, bot.is_enterprise_install)
        latest = await self._get(owner, LATEST)
        data: dict[str, Any] = latest.to_dict_for_copying() if latest else {"user_id": bot.bot_user_id}
        bots = {name: value for name, value in bot.to_dict_for_copying().items() if value is not None}
        await self._put(owner, LATEST, Installation(**(data | bots)))

    async def refreshed(self, installation: Installation) -> bool:
        """Keep new tokens of an installation that is there; False if it is gone meanwhile, and stays gone."""
        condition = {"ConditionExpression": "attribute_exists(pk)"}
        try:
            await self._put(owner_of(installation), LATEST, installation, **condition)
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    async def may_refresh(self, installation: Installation, seconds: float) -> bool:
        """Whether this process is the one that asks for new tokens; for `seconds` no other is told so.

        A refresh token works once: two that use it would leave one of them without.
        """
        moment = now()
        try:
            await self._client.update_item(
                TableName=self._table,
                Key=item_to_wire(installation_key(owner_of(installation), LATEST)),
                UpdateExpression="SET refreshing_until = :until",
                ConditionExpression="attribute_exists(pk) AND "
                "(attribute_not_exists(refreshing_until) OR refreshing_until < :now)",
                ExpressionAttributeValues={
                    ":until": to_wire((moment + timedelta(seconds=seconds)).timestamp()),
                    ":now": to_wire(moment.timestamp()),
                },
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    async def of_team(self, team: str) -> Installation | None:
        """The installation that serves a workspace: its own, or its organisation's.

        Raises
        ------
        UndecryptableError
        """
        own = await self._get(team, LATEST)
        if own is not None:
            return own
        answer = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(installation_key(team, ORGANISATION))
        )
        item = item_from_wire(answer.get("Item", {}))
        return await self._get(str(item["enterprise_id"]), LATEST) if item else None

    async def owners(self) -> AsyncIterator[str]:
        """The ids of all who have the bot: workspaces, and organisations. Reads the whole table."""
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table,
            FilterExpression="sk = :sk",
            ExpressionAttributeValues={":sk": to_wire(LATEST)},
            ProjectionExpression="pk",
        )
        async for page in pages:
            for item in page["Items"]:
                yield str(item_from_wire(item)["pk"]).partition("#")[2]

    async def belongs(self, team: str, enterprise: str) -> None:
        """Note that the installation of an organisation serves one of its workspaces."""
        item = installation_key(team, ORGANISATION) | {"enterprise_id": enterprise}
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))

    async def joined(self, team: str, enterprise: str) -> None:
        """An organisation has brought the bot into one of its workspaces, perhaps again."""
        await self.belongs(team, enterprise)
        await self._departures.returned(team)

    async def parted(self, team: str, enterprise: str, moment: datetime) -> None:
        """An organisation took the bot out of one of its workspaces at `moment`.

        That counts as having left, unless it has an installation of its own. Doing it twice does no harm.
        """
        if not await self._get_item(team, LATEST):
            await self._departures.left(team, moment)
        try:
            await self._client.delete_item(
                TableName=self._table,
                Key=item_to_wire(installation_key(team, ORGANISATION)),
                ConditionExpression="attribute_not_exists(pk) OR enterprise_id = :enterprise",
                ExpressionAttributeValues={":enterprise": to_wire(enterprise)},
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            # It has gone to another organisation meanwhile.
            await self._departures.returned(team)

    async def async_find_bot(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        is_enterprise_install: bool | None = False,
    ) -> Bot | None:
        found = await self.async_find_installation(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return found.to_bot() if found is not None else None

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        owner = _owner(enterprise_id, team_id, is_enterprise_install)
        if user_id is None:
            return await self._get(owner, LATEST)
        own = await self._get(owner, f"USER#{user_id}")
        if own is not None:
            return own
        latest = await self._get(owner, LATEST)
        return latest if latest is not None and latest.user_id == user_id else None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self.left(_owner(enterprise_id, team_id, team_id is None), now())

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Forget one person's token, or all of the owner."""
        owner = _owner(enterprise_id, team_id, team_id is None)
        if user_id is None:
            await self.left(owner, now())
            return
        await self._client.delete_item(
            TableName=self._table, Key=item_to_wire(installation_key(owner, f"USER#{user_id}"))
        )

    async def async_delete_all(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self.left(_owner(enterprise_id, team_id, team_id is None), now())

    async def left(self, owner: str, moment: datetime) -> bool:
        """Forget every token of an owner who took the bot out at `moment`, and note that they left.

        False if it was installed again since: Slack delivers events late, and more than once. Doing it twice does
        no harm.
        """
        latest = await self._get_item(owner, LATEST)
        # Slack tells whole seconds.
        if latest and float(latest["installed_at"]) >= moment.timestamp() + 1:
            return False
        await self._departures.left(owner, moment)
        # What is installed meanwhile stays.
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if latest:
            condition = {
                "ConditionExpression": "installed_at = :at",
                "ExpressionAttributeValues": {":at": to_wire(latest["installed_at"])},
            }
        try:
            await self._client.delete_item(
                TableName=self._table, Key=item_to_wire(installation_key(owner, LATEST)), **condition
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            # Another event of the same departure has done it, or they are back already.
            if await self._get_item(owner, LATEST):
                await self._departures.returned(owner)
                return False
        for sort in await self._others(owner):
            await self._client.delete_item(
                TableName=self._table, Key=item_to_wire(installation_key(owner, sort))
            )
        return True

    async def _others(self, owner: str) -> list[str]:
        answer = await self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": to_wire(installation_key(owner, "")["pk"])},
            ConsistentRead=True,
        )
        return [str(item_from_wire(wire)["sk"]) for wire in answer["Items"]]

    async def _put(self, owner: str, sort: str, installation: Installation, **condition: Any) -> None:
        details = installation.to_dict_for_copying()
        known: dict[str, str] = {}
        for name in _SECRET:
            if (value := details.pop(name, None)) is not None:
                known[name] = str(value)
        item = installation_key(owner, sort) | {
            "details": json.dumps(details, default=datetime.isoformat),
            "secrets": await self._cipher.encrypt(owner, known),
            "installed_at": float(installation.installed_at),
        }
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item), **condition)

    async def _get_item(self, owner: str, sort: str) -> dict[str, Any]:
        answer = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(installation_key(owner, sort)), ConsistentRead=True
        )
        return item_from_wire(answer.get("Item", {}))

    async def _get(self, owner: str, sort: str) -> Installation | None:
        item = await self._get_item(owner, sort)
        if not item:
            return None
        text = str(item["secrets"])
        hidden = await self._cipher.decrypt(owner, text)
        if self._cipher.is_stale(text):
            await self._encrypt_anew(owner, sort, text, hidden)
        fields: dict[str, Any] = json.loads(str(item["details"])) | hidden
        fields |= {name: datetime.fromisoformat(fields[name]) for name in _MOMENTS if fields.get(name)}
        return Installation(**fields)

    async def _encrypt_anew(self, owner: str, sort: str, text: str, hidden: Mapping[str, str]) -> None:
        """With the key that is in use now, unless somebody was quicker."""
        try:
            await self._client.update_item(
                TableName=self._table,
                Key=item_to_wire(installation_key(owner, sort)),
                UpdateExpression="SET secrets = :new",
                ConditionExpression="secrets = :old",
                ExpressionAttributeValues={
                    ":new": to_wire(await self._cipher.encrypt(owner, hidden)),
                    ":old": to_wire(text),
                },
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return


class OAuthStates(AsyncOAuthStateStore):
    """What ties Slack's answer to the browser that asked: good once, for ten minutes. Kept as a hash."""

    def __init__(self, client: "DynamoDBClient", table: str) -> None:
        self._client = client
        self._table = table
        self._logger = logging.getLogger(__name__)

    @property
    def logger(self) -> logging.Logger:
        return self._logger

    async def async_issue(self, *_: Any, **__: Any) -> str:
        state = secrets.token_urlsafe(32)
        item = _state_key(state) | {TTL_ATTRIBUTE: int(now().timestamp()) + STATE_SECONDS}
        await self._client.put_item(TableName=self._table, Item=item_to_wire(item))
        return state

    async def async_consume(self, state: str) -> bool:
        answer = await self._client.delete_item(
            TableName=self._table, Key=item_to_wire(_state_key(state)), ReturnValues="ALL_OLD"
        )
        item = item_from_wire(answer.get("Attributes", {}))
        # DynamoDB takes its time to remove what has faded.
        return bool(item) and int(item[TTL_ATTRIBUTE]) >= now().timestamp()


def owner_of(installation: Installation) -> str:
    """The id of the workspace or, for an installation of a whole organisation, of that."""
    return _owner(installation.enterprise_id, installation.team_id, installation.is_enterprise_install)


def _owner(enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None) -> str:
    owner = enterprise_id if is_enterprise_install or not team_id else team_id
    if not owner:
        raise ValueError("an installation belongs to a workspace or to an organisation")
    return owner


def installation_key(owner: str, sort: str) -> dict[str, str]:
    return {"pk": f"INSTALLATION#{owner}", "sk": sort}


def _state_key(state: str) -> dict[str, str]:
    return {"pk": f"OAUTH_STATE#{hashlib.sha256(state.encode()).hexdigest()}", "sk": "STATE"}
