"""All that is kept of requests, jobs and pictures, by who needs it."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from services.clock import Clock
from services.jobs import Job
from services.patience import PATIENCE, Patience
from services.records.acceptance import Acceptance
from services.records.conversations import Conversations
from services.records.deadlines import Deadlines
from services.records.doubt import listen
from services.records.images import Images
from services.records.jobs import Jobs
from services.records.leases import Leases
from services.records.requests import Requests
from services.records.results import Results
from services.records.rows import Rows

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient


class Records:
    """The table `table`, through `client`: for those who work with several of its parts.

    Parameters
    ----------
    retention
        how long pictures are kept; None for ever
    ended
        hears of every job that comes to its end here
    """

    def __init__(
        self,
        client: "DynamoDBClient",
        table: str,
        patience: Patience = PATIENCE,
        clock: Clock | None = None,
        retention: timedelta | None = None,
        ended: Callable[[Job], None] | None = None,
    ) -> None:
        clock = clock or Clock()
        client.meta.events.register("after-call", clock.hear)
        listen(client)
        rows = Rows(client, table)
        self._deadlines = Deadlines(patience, clock)
        self.requests = Requests(rows)
        self.jobs = Jobs(rows, self._deadlines, ended)
        self.leases = Leases(rows, self._deadlines)
        self.acceptance = Acceptance(rows, self._deadlines, self.jobs)
        self.results = Results(rows, self._deadlines, self.jobs, retention)
        self.images = Images(rows)
        self.conversations = Conversations(rows)
