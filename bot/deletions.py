"""Goes on with deletions that were broken off, beside the sweeper: what Slack holds up keeps no job waiting."""

import asyncio
import logging
import random

from botocore.exceptions import BotoCoreError, ClientError

from services.deleting import Deleter

logger = logging.getLogger(__name__)


async def keep_deleting(deleter: Deleter, seconds: float) -> None:
    """Look about every `seconds`, until cancelled."""
    while True:
        await asyncio.sleep(seconds * random.uniform(0.5, 1.5))  # noqa: S311
        try:
            await deleter.sweep()
        except (BotoCoreError, ClientError) as error:
            logger.warning("deletions that were broken off wait: %s", error)
        except Exception:
            logger.exception("deletions that were broken off wait")
