"""How long people wait, as the log and Prometheus are told."""

import io
import json
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.logs import set_up
from bot.metrics import Metrics
from bot.waiting import tell_age
from services.jobs import State
from services.records.records import Records
from tests.jobs import accepted


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


@pytest.fixture
def told():
    """What is logged meanwhile, as the service logs it."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    set_up("info", "json", stream=stream)
    yield lambda: [
        line for line in map(json.loads, stream.getvalue().splitlines()) if line["logger"] == "bot.waiting"
    ]
    root.handlers[:] = handlers
    root.setLevel(level)


def later(monkeypatch, records, job, **passed):
    moment = job.accepted_at + timedelta(**passed)
    monkeypatch.setattr(records._deadlines, "_clock", SimpleNamespace(now=lambda: moment))


async def test_where_nobody_waits_it_is_nothing(records, told):
    metrics = Metrics()
    await tell_age(records.leases, metrics.waited)
    (line,) = told()
    assert (line["event"], line["age_seconds"], line["open_jobs"]) == ("the oldest job", 0, 0)
    assert metrics.registry.get_sample_value("imagine_oldest_job_seconds") == 0


async def test_it_is_the_oldest_that_has_not_ended_wherever_it_waits(records, told, monkeypatch):
    _, done = await accepted(records, "done")
    await records.jobs.cancel(done.id)  # nobody was told yet, so the sweeper still looks for it
    _, oldest = await accepted(records, "in line")
    await records.leases.postpone(oldest, records.leases.now() + timedelta(hours=1))
    for number in range(6):
        _, job = await accepted(records, f"behind {number}")
        await records.jobs.move(job, State.QUEUED, {State.ACCEPTED})
    later(monkeypatch, records, oldest, minutes=7)
    metrics = Metrics()
    await tell_age(records.leases, metrics.waited)
    line = told()[-1]
    assert (line["event"], line["age_seconds"], line["open_jobs"]) == ("the oldest job", 420, 7)
    assert metrics.registry.get_sample_value("imagine_oldest_job_seconds") == pytest.approx(420)
    assert metrics.registry.get_sample_value("imagine_open_jobs") == 7


async def test_many_are_counted_page_by_page(records, told, monkeypatch):
    jobs = [(await accepted(records, f"job {number}"))[1] for number in range(12)]
    query = records.leases._rows._client.get_paginator("query")
    paginate = query.paginate
    monkeypatch.setattr(
        records.leases._rows._client,
        "get_paginator",
        lambda _: SimpleNamespace(paginate=lambda **asked: paginate(**asked, Limit=1)),
    )
    later(monkeypatch, records, jobs[0], seconds=90)
    await tell_age(records.leases, lambda *_: None)
    assert (told()[-1]["age_seconds"], told()[-1]["open_jobs"]) == (90, 12)
