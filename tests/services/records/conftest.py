import pytest

from services.jobs import now
from services.records.records import Records


class Standing:
    """A clock that stands still: no lease runs out, and nothing comes due, because a test lies about."""

    def __init__(self):
        self.moment = now()

    def now(self):
        return self.moment

    def hear(self, *_, **__):
        """What the answers say."""


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table, clock=Standing())
