"""How long everything waits for everybody: one length, the lease, from which all others follow."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

LEASE_SECONDS: Final = 30.0
"""How long a worker is taken to be alive after its last sign of life, unless the settings say otherwise."""

LEAST_LEASE_SECONDS: Final = 1.0


@dataclass(frozen=True)
class Patience:
    """The lengths of one deployment; all its processes must have the same.

    Parameters
    ----------
    lease_seconds
        from `LEAST_LEASE_SECONDS`; shorter finds the jobs of a dead worker sooner, and writes more heartbeats
    """

    lease_seconds: float = LEASE_SECONDS

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=self.lease_seconds)

    @property
    def visibility_seconds(self) -> int:
        """How long a message stays hidden after a worker took it or last said that it is at work: a little longer
        than the lease of its job, so that whoever gets it next may take the job.
        """
        return round(self.lease_seconds + max(1.0, self.lease_seconds / 6))

    @property
    def heartbeat_seconds(self) -> float:
        """How often a worker says that it is alive: it may fail to twice."""
        return self.lease_seconds / 3

    @property
    def unsent_after(self) -> timedelta:
        """When a job that no worker took is looked after: whoever accepted or queued it may have died before it
        sent the message.
        """
        return self.lease * 2 / 3

    @property
    def untaken_after(self) -> timedelta:
        """When it is sent again after that: its message may be lost, or just waiting behind others."""
        return self.lease * 2

    @property
    def sweep_seconds(self) -> float:
        """How often each process looks for jobs that nobody looks after. With the longest of the others, none
        stays undetected for a minute.
        """
        return self.lease_seconds / 2


PATIENCE: Final = Patience()
