"""AWS: the table, the bucket, the CDN and the queues, as `init` and the template make them."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import aiohttp
from botocore.exceptions import BotoCoreError, ClientError

from bot.checks.interface import Finding, failed, ok, warning
from bot.infrastructure import table_definition
from bot.settings import Settings
from services.queue import dead_letter_queue
from services.table import TTL_ATTRIBUTE

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient
    from types_aiobotocore_s3 import S3Client
    from types_aiobotocore_sqs import SQSClient

AGENT: Final = "Slack-ImgProxy (+https://api.slack.com/robots)"
"""As Slack's image proxy calls itself (Slack, "Slack robots")."""

_INIT: Final = "run python -m bot init, or deploy infra/template.yaml"
_PIXEL: Final = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000"
    "0500015a4d7ff10000000049454e44ae426082"
)
_CDN_SECONDS: Final = 10
_OK: Final = 200


class AwsChecks:
    """Of what `settings` name."""

    def __init__(
        self,
        settings: Settings,
        dynamodb: "DynamoDBClient",
        s3: "S3Client",
        sqs: "SQSClient",
        http: aiohttp.ClientSession,
    ) -> None:
        self._settings = settings
        self._dynamodb = dynamodb
        self._s3 = s3
        self._sqs = sqs
        self._http = http

    async def table(self) -> Sequence[Finding]:
        """The table, its keys, its indexes, and that old rows go."""
        name = self._settings.imagine_table
        what = f"table {name}"
        try:
            described: Any = (await self._dynamodb.describe_table(TableName=name))["Table"]
        except (BotoCoreError, ClientError) as error:
            return [failed(what, said(error), _INIT)]
        wanted = table_definition(name)
        if _keys(described) != _keys(wanted):
            return [
                failed(what, "its keys are not pk and sk", "name a table of the bot's own in IMAGINE_TABLE")
            ]
        found = [ok(what, str(described.get("TableStatus", "there")).lower())]
        there = {one["IndexName"]: one for one in described.get("GlobalSecondaryIndexes", [])}
        for index in wanted["GlobalSecondaryIndexes"]:
            told = there.get(index["IndexName"])
            if told is None or _keys(told) != _keys(index):
                found.append(failed(f"index {index['IndexName']}", "missing", _INIT))
            elif told.get("IndexStatus", "ACTIVE") != "ACTIVE":
                found.append(
                    warning(f"index {index['IndexName']}", told["IndexStatus"].lower(), "wait for it")
                )
            else:
                found.append(ok(f"index {index['IndexName']}", "active"))
        return [*found, await self._expiry(name), await self._backups(name)]

    async def _expiry(self, name: str) -> Finding:
        try:
            told: Any = await self._dynamodb.describe_time_to_live(TableName=name)
        except (BotoCoreError, ClientError) as error:
            return warning("expiry", said(error), "allow dynamodb:DescribeTimeToLive to whoever runs this")
        expiry = told["TimeToLiveDescription"]
        if expiry.get("TimeToLiveStatus") == "DISABLED" or expiry.get("AttributeName") != TTL_ATTRIBUTE:
            return failed(
                "expiry", "old rows are kept for ever", f"turn TTL on for the attribute {TTL_ATTRIBUTE}"
            )
        return ok("expiry", f"by {TTL_ATTRIBUTE}")

    async def _backups(self, name: str) -> Finding:
        try:
            told: Any = await self._dynamodb.describe_continuous_backups(TableName=name)
            point = told["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
            on = point["PointInTimeRecoveryStatus"] == "ENABLED"
        except (BotoCoreError, ClientError, KeyError) as error:
            return warning("backups", said(error), "see that point-in-time recovery is on")
        if not on:
            return warning(
                "backups", "point-in-time recovery is off", "turn it on: it brings deleted rows back"
            )
        return ok("backups", "point-in-time recovery is on")

    async def bucket(self) -> Sequence[Finding]:
        """The bucket: there, and private."""
        name = self._settings.imagine_bucket
        what = f"bucket {name}"
        try:
            await self._s3.head_bucket(Bucket=name)
        except (BotoCoreError, ClientError) as error:
            return [
                failed(what, said(error), f"{_INIT}; or choose another name, for they are the whole world's")
            ]
        found = [ok(what, "there")]
        try:
            blocked: Mapping[str, Any] = (await self._s3.get_public_access_block(Bucket=name))[
                "PublicAccessBlockConfiguration"
            ]
            private = all(blocked.get(one) for one in _BLOCKS)
        except (BotoCoreError, ClientError) as error:
            private = False
            if "NoSuchPublicAccessBlock" not in said(error):
                return [
                    *found,
                    warning("privacy", said(error), "see that the bucket blocks all public access"),
                ]
        if not private:
            found.append(
                failed(
                    "privacy", "anybody may be let in", "block all public access in the bucket's permissions"
                )
            )
        else:
            found.append(ok("privacy", "all public access is blocked"))
        return found

    async def cdn(self) -> Sequence[Finding]:
        """Write a picture, and fetch it as Slack's image proxy would."""
        key = f"check/{secrets.token_urlsafe(24)}.png"
        name = self._settings.imagine_bucket
        try:
            await self._s3.put_object(
                Bucket=name, Key=key, Body=_PIXEL, ContentType="image/png", CacheControl="no-store"
            )
        except (BotoCoreError, ClientError) as error:
            return [failed("storing", said(error), "allow the bot s3:PutObject on the bucket's objects")]
        try:
            served = await self._served(key)
        finally:
            removed = await self._removed(name, key)
        return [ok("storing", "a picture can be written"), *removed, served]

    async def _served(self, key: str) -> Finding:
        what = f"CDN {self._settings.imagine_cdn_url}"
        fix = (
            "IMAGINE_CDN_URL must be the distribution in front of the bucket, which the bucket's policy lets read "
            "(Origin Access Control)"
        )
        url = f"{str(self._settings.imagine_cdn_url).rstrip('/')}/{key}"
        try:
            async with self._http.get(
                url,
                headers={"User-Agent": AGENT},
                allow_redirects=False,
                timeout=aiohttp.ClientTimeout(total=_CDN_SECONDS),
            ) as response:
                body = await response.read()
                if response.status != _OK:
                    return failed(what, f"it answers {response.status}", fix)
                if body != _PIXEL or response.content_type != "image/png":
                    return failed(what, f"it serves something else ({response.content_type})", fix)
        except (aiohttp.ClientError, TimeoutError) as error:
            return failed(what, f"it can't be reached: {str(error) or type(error).__name__}", fix)
        return ok(what, "serves what is written, as Slack's image proxy asks for it")

    async def _removed(self, bucket: str, key: str) -> list[Finding]:
        try:
            await self._s3.delete_object(Bucket=bucket, Key=key)
        except (BotoCoreError, ClientError) as error:
            return [failed("deleting", said(error), "allow the bot s3:DeleteObject on the bucket's objects")]
        return [ok("deleting", "a picture can be removed")]

    async def queues(self) -> Sequence[Finding]:
        """The queue, its dead-letter queue, and the way from one to the other."""
        name = self._settings.imagine_queue
        found: list[Finding] = []
        attributes: Mapping[str, str] = {}
        for one in (dead_letter_queue(name), name):
            try:
                url = (await self._sqs.get_queue_url(QueueName=one))["QueueUrl"]
                told: Any = await self._sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])
            except (BotoCoreError, ClientError) as error:
                found.append(failed(f"queue {one}", said(error), _INIT))
                continue
            attributes = told["Attributes"]
            waiting = attributes.get("ApproximateNumberOfMessages", "0")
            if one != name and waiting != "0":
                found.append(
                    warning(f"queue {one}", f"{waiting} dead jobs", "look at them: python -m bot jobs dead")
                )
            else:
                found.append(ok(f"queue {one}", f"{waiting} messages waiting"))
        if all(one.verdict != "failed" for one in found):
            found.append(self._redrive(attributes))
        return found

    def _redrive(self, attributes: Mapping[str, str]) -> Finding:
        policy = json.loads(attributes.get("RedrivePolicy") or "{}")
        target = str(policy.get("deadLetterTargetArn", ""))
        if not target.endswith(f":{dead_letter_queue(self._settings.imagine_queue)}"):
            return failed(
                "dead letters",
                "what can't be done is delivered for ever",
                "give the queue a redrive policy to its dead-letter queue, after 5 receives",
            )
        return ok("dead letters", f"after {policy.get('maxReceiveCount')} deliveries")


_BLOCKS: Final = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")


def said(error: Exception) -> str:
    """What AWS said, in a line."""
    if isinstance(error, ClientError):
        told = error.response.get("Error", {})
        return f"AWS says {told.get('Code', 'error')}: {told.get('Message', '')}".rstrip(": ")
    return str(error) or type(error).__name__


def _keys(described: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(one["AttributeName"], one["KeyType"]) for one in described["KeySchema"]}
