"""How long people wait: the age of the oldest job that has not ended, told once a minute."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.records.leases import Leases

logger = logging.getLogger(__name__)

_EVERY_SECONDS: Final = 60.0


async def keep_telling_age(leases: Leases, heard: Callable[[float, int], None]) -> None:
    """Log the age once a minute until cancelled.

    Parameters
    ----------
    heard
        is told the same: seconds, and how many jobs are open
    """
    while True:
        try:
            await tell_age(leases, heard)
        except (BotoCoreError, ClientError) as error:
            logger.warning("the age of the oldest job is not known: %s", error)
        except Exception:
            logger.exception("the age of the oldest job is not known")
        await asyncio.sleep(_EVERY_SECONDS)


async def tell_age(leases: Leases, heard: Callable[[float, int], None]) -> None:
    """Log the age of the oldest open job, in seconds, and how many are open; without any it is 0.

    Raises
    ------
    BotoCoreError, ClientError
    """
    since = await leases.open_since()
    oldest = min(since, default=None)
    age = 0.0 if oldest is None else max(0.0, (leases.now() - oldest).total_seconds())
    heard(age, len(since))
    # The metric filter OldestJob of infra/template.yaml reads this line: its words and its fields.
    logger.info("the oldest job", extra={"age_seconds": round(age, 1), "open_jobs": len(since)})
