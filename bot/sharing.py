"""Keeps what the processes know about models the same."""

import asyncio
import logging
import random
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from services.refusals import Refusals

logger = logging.getLogger(__name__)

_GLANCES: Final = 10
"""Once a second it is looked whether there is news here, which asks nobody; after so many times the table is asked
whether others have any."""


async def keep_sharing(refusals: Refusals) -> None:
    """Share what is known of refusals, at once when there is news, until cancelled."""
    while True:
        try:
            await refusals.share()
        except (BotoCoreError, ClientError) as error:
            # Every process can do with what it finds out itself.
            logger.warning("what other processes know about the models is not known: %s", error)
        for _ in range(_GLANCES):
            await asyncio.sleep(random.uniform(0.8, 1.2))  # noqa: S311
            if refusals.news:
                break
