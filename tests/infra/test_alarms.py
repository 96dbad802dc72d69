"""The alarm on the share of failures counts what the bot really logs."""

import io
import logging

import pytest

from bot.logs import set_up
from services.jobs import State
from services.records.records import Records
from tests.infra.template import Filled
from tests.jobs import accepted

FULL = Filled(Deployment="full", Image="imagine:1")


def phrase(name):
    """What a metric filter looks for: a phrase in quotes stands for itself (CloudWatch Logs, "Filter pattern")."""
    pattern = FULL.properties(name)["FilterPattern"]
    assert pattern[0] == pattern[-1] == '"'
    assert '"' not in pattern[1:-1]
    return pattern[1:-1]


@pytest.fixture
def log():
    """What is logged in the form that it has in the service."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up("info", "json", stream=stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize(
    ("state", "counted"),
    [
        (State.FAILED, {"JobsEnded", "JobsFailed"}),
        (State.REFUSED, {"JobsEnded"}),
        (State.POSTED, {"JobsEnded"}),
    ],
)
async def test_each_end_is_counted_once(dynamodb, made, log, state, counted):
    records = Records(dynamodb, made.imagine_table)
    _, job = await accepted(records, f"a job that is {state}")
    await records.jobs.move(job, state, {State.ACCEPTED})
    lines = log.getvalue().splitlines()
    for name in ("JobsEnded", "JobsFailed"):
        assert sum(phrase(name) in line for line in lines) == (name in counted)


def test_the_alarm_reads_what_the_filters_write():
    written = {
        (one["MetricNamespace"], one["MetricName"])
        for name in ("JobsEnded", "JobsFailed")
        for one in FULL.properties(name)["MetricTransformations"]
    }
    metrics = [
        one["MetricStat"]["Metric"]
        for one in FULL.properties("TooManyFail")["Metrics"]
        if "MetricStat" in one
    ]
    assert {(one["Namespace"], one["MetricName"]) for one in metrics} == written
