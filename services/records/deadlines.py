"""When somebody else may take a job, or looks after it, by the time that all processes share."""

from datetime import datetime, timedelta

from services.clock import Clock
from services.patience import Patience


class Deadlines:
    """The lengths of `patience`, told by `clock`."""

    def __init__(self, patience: Patience, clock: Clock) -> None:
        self._patience = patience
        self._clock = clock

    def now(self) -> datetime:
        """The time by which leases are told, the same for all processes."""
        return self._clock.now()

    @property
    def lease(self) -> timedelta:
        """How long a worker is taken to be alive after its last sign of life."""
        return self._patience.lease

    def unsent(self, seconds: float = 0) -> datetime:
        """When a job is looked after that is to be taken in `seconds` from now, and that nobody took."""
        return self.now() + timedelta(seconds=seconds) + self._patience.unsent_after
