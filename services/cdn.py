"""The CDN's copies: taken back when a picture is deleted."""

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types_aiobotocore_cloudfront import CloudFrontClient

logger = logging.getLogger(__name__)


class Cdn:
    """The CloudFront distribution `distribution`, through `client`.

    Without an id nothing is taken back, and copies go when the CDN lets them go.
    """

    def __init__(self, client: "CloudFrontClient", distribution: str) -> None:
        self._client = client
        self._distribution = distribution

    async def forget(self, paths: Sequence[str], reference: str) -> None:
        """Take back what is cached under `paths`, each a key of the bucket, perhaps with ``*`` at its end.

        Parameters
        ----------
        reference
            names this one invalidation: asked for again, CloudFront makes no second one (CloudFront API reference,
            "InvalidationBatch")

        Raises
        ------
        ClientError, BotoCoreError
            also if too many are under way
        """
        if not self._distribution:
            return
        items = [f"/{path}" for path in paths]
        try:
            await self._client.create_invalidation(
                DistributionId=self._distribution,
                InvalidationBatch={
                    "Paths": {"Quantity": len(items), "Items": items},
                    "CallerReference": reference,
                },
            )
        except self._client.exceptions.NoSuchDistribution:
            # Nobody is helped by a deletion that never ends: the pictures are gone from the bucket.
            logger.error("there is no distribution %s: its copies stay until they expire", self._distribution)
