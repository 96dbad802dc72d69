"""Workspaces are forgotten: in time, by whichever process comes first, and at once when an admin says so."""

import asyncio
import logging
import random
from datetime import timedelta
from typing import Any

from aiobotocore.session import get_session
from botocore.exceptions import BotoCoreError, ClientError

from bot.regions import aws_config
from bot.settings import Settings
from services.batches import TableBusyError
from services.cdn import Cdn
from services.departures import Departures
from services.forgetting import Forgetter, Report
from services.storage import Storage

logger = logging.getLogger(__name__)


def departures(settings: Settings, client: Any) -> Departures:
    return Departures(client, settings.imagine_table, timedelta(days=settings.imagine_grace_days))


def forgetter(settings: Settings, dynamodb: Any, s3: Any, cloudfront: Any) -> Forgetter:
    return Forgetter(
        dynamodb,
        settings.imagine_table,
        departures(settings, dynamodb),
        Storage(s3, settings.imagine_bucket, str(settings.imagine_cdn_url)),
        Cdn(cloudfront, settings.imagine_distribution),
    )


async def keep_forgetting(forgetter: Forgetter, seconds: float) -> None:
    """Look about every `seconds` whether somebody is due to be forgotten, until cancelled."""
    while True:
        await asyncio.sleep(seconds * random.uniform(0.5, 1.5))  # noqa: S311
        try:
            await forgetter.sweep()
        except (BotoCoreError, ClientError, TableBusyError) as error:
            logger.warning("nobody was forgotten for now: %s", error)
        except Exception:
            logger.exception("nobody was forgotten for now")


async def forget_now(settings: Settings, workspace: str, report: Report) -> str | None:
    """Forget a workspace; returns a line about it, None if another process is at it.

    Raises
    ------
    BotoCoreError, ClientError, TableBusyError
    """
    session = get_session()
    where: dict[str, Any] = {"region_name": settings.aws_region, "config": aws_config(16, 5, 30, 6)}
    async with (
        session.create_client("dynamodb", **where) as dynamodb,
        session.create_client("s3", **where) as s3,
        session.create_client("cloudfront", **where) as cloudfront,
    ):
        done = await forgetter(settings, dynamodb, s3, cloudfront).forget(workspace, report)
    if done is None:
        return None
    pictures = "1 picture" if done.images == 1 else f"{done.images:,} pictures"
    return f"{workspace} is forgotten: {pictures}, other records: {done.records:,}"
