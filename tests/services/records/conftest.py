import pytest

from services.jobs import now
from services.records.records import Records
from tests.services.test_lanes import Time


@pytest.fixture
def records(dynamodb, made):
    """Their clock stands still: no lease runs out, and nothing comes due, because a test lies about."""
    clock = Time()
    clock.moment = now()
    return Records(dynamodb, made.imagine_table, clock=clock)
