"""The alarms that are made of what the bot logs count what it really logs."""

import io
import json
import logging
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.logs import set_up
from bot.waiting import tell_age
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


# --- How long people wait ------------------------------------------------------------------------------------


def measured(line):
    """What the filter takes from a line; None if it passes over it.

    Of patterns for JSON (CloudWatch Logs, "Filter pattern syntax") as much as the template uses: a field that is a
    string, and one that is there.
    """
    filtered = FULL.properties("OldestJob")
    event, there = re.fullmatch(
        r'\{ \$\.event = "([^"]+)" && \$\.(\w+) = \* \}', filtered["FilterPattern"]
    ).groups()
    (made,) = filtered["MetricTransformations"]
    # A value can be taken only of a field that the pattern names.
    assert made["MetricValue"] == f"$.{there}"
    told = json.loads(line)
    return told[there] if told.get("event") == event and there in told else None


@pytest.mark.parametrize(
    ("line", "age"),
    [
        ({"event": "the oldest job", "age_seconds": 312.5, "open_jobs": 4, "level": "info"}, 312.5),
        ({"event": "the oldest job", "age_seconds": 0, "open_jobs": 0}, 0),
        ({"event": "the oldest job of all", "age_seconds": 7}, None),
        ({"event": "the oldest job"}, None),
        ({"event": "job 1f2e has ended: failed", "age_seconds": 7}, None),
    ],
)
def test_the_age_of_the_oldest_job_is_read_from_its_line_alone(line, age):
    assert measured(json.dumps(line)) == age


@pytest.mark.parametrize(("alarm", "action"), [("PeopleWait", "Alarms"), ("JobsWait", "MoreWorkers")])
def test_people_who_wait_for_a_model_are_seen_though_the_queue_is_empty(alarm, action):
    (made,) = FULL.properties("OldestJob")["MetricTransformations"]
    told = FULL.properties(alarm)
    assert (told["Namespace"], told["MetricName"]) == (made["MetricNamespace"], made["MetricName"])
    # Each process says it, of the same jobs: a sum would count them again.
    assert told["Statistic"] == "Maximum"
    assert told["AlarmActions"] == [action]


def test_that_nobody_takes_messages_is_told_apart():
    told = FULL.properties("QueueIsOld")
    assert (told["Namespace"], told["MetricName"]) == ("AWS/SQS", "ApproximateAgeOfOldestMessage")
    assert told["AlarmActions"] == ["Alarms"]


async def test_what_the_bot_says_of_the_oldest_job_is_what_is_read(dynamodb, made, log, monkeypatch):
    records = Records(dynamodb, made.imagine_table)
    await tell_age(records.leases, lambda *_: None)
    _, job = await accepted(records, "who waits")
    moment = job.accepted_at + timedelta(seconds=312.5)
    monkeypatch.setattr(records._deadlines, "_clock", SimpleNamespace(now=lambda: moment))
    await tell_age(records.leases, lambda *_: None)
    read = [measured(line) for line in log.getvalue().splitlines()]
    assert [one for one in read if one is not None] == [0, 312.5]
