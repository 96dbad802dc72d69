import pytest

from services.records.records import Records


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)
