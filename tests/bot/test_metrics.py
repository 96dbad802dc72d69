"""What Prometheus is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from aiobotocore.session import get_session
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from botocore.exceptions import ClientError
from prometheus_client.parser import text_string_to_metric_families
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.metrics import Metrics, metrics_app
from services.jobs import Reservation, State, now
from tests.jobs import job_of, paint_work, request_of


@pytest.fixture
def metrics():
    return Metrics()


def value(metrics, name, **labels):
    return metrics.registry.get_sample_value(f"imagine_{name}", labels)


def ended(state, failure=None, reservation=None):
    accepted = now()
    return job_of(request_of(), work=paint_work()).model_copy(
        update={
            "state": state,
            "failure": failure,
            "accepted_at": accepted,
            "started_at": accepted + timedelta(seconds=2),
            "finished_at": accepted + timedelta(seconds=9),
            "reservation": reservation,
        }
    )


def test_a_job_that_was_posted(metrics):
    job = ended(State.POSTED)
    paid = Reservation(
        images=2, usd=Decimal("0.08"), day=now().date(), booked_on=now().date(), paid=True, model_id="m"
    )
    metrics.ended(job.model_copy(update={"reservation": paid}))
    model = job.work.plan.model_id
    assert value(metrics, "jobs_total", kind="paint", model=model, outcome="posted", reason="") == 1
    assert value(metrics, "pictures_total", model=model) == 2
    assert value(metrics, "spend_usd_total", model=model) == pytest.approx(0.08)
    for stage, seconds in (("waiting", 2), ("working", 7), ("whole", 9)):
        assert value(metrics, "stage_seconds_sum", stage=stage, kind="paint") == pytest.approx(seconds)


def test_a_job_that_failed_costs_nothing(metrics):
    job = ended(State.REFUSED, "prompt_refused")
    metrics.ended(job)
    model = job.work.plan.model_id
    assert (
        value(metrics, "jobs_total", kind="paint", model=model, outcome="refused", reason="prompt_refused")
        == 1
    )
    assert value(metrics, "spend_usd_total", model=model) is None


async def test_what_slack_answers_is_counted(metrics):
    answers = iter(
        [
            web.json_response({"ok": True}),
            web.json_response({"ok": False, "error": "channel_not_found"}),
            web.json_response({"ok": False, "error": "ratelimited"}, status=429),
        ]
    )

    async def answer(_):
        return next(answers)

    app = web.Application()
    app.router.add_post("/api/chat.update", answer)
    async with TestServer(app) as slack:
        client = AsyncWebClient(
            token="xoxb-1", base_url=str(slack.make_url("/api/")), retry_handlers=[metrics.watching_slack()]
        )
        await client.chat_update(channel="C1", ts="1", text="x")
        for _ in range(2):
            with pytest.raises(SlackApiError):
                await client.chat_update(channel="C1", ts="1", text="x")
    for outcome in ("ok", "channel_not_found", "429"):
        assert value(metrics, "slack_answers_total", method="chat.update", outcome=outcome) == 1


@pytest.mark.usefixtures("cloud")
async def test_calls_to_aws_are_counted_with_their_errors(metrics):
    session = get_session()
    metrics.watch_aws(session.get_component("event_emitter"))
    async with session.create_client("dynamodb") as client:
        await client.list_tables()
        with pytest.raises(ClientError):
            await client.describe_table(TableName="nothing-of-the-kind")
    assert value(metrics, "aws_calls_total", service="dynamodb", operation="ListTables", outcome="ok") == 1
    assert (
        value(
            metrics,
            "aws_calls_total",
            service="dynamodb",
            operation="DescribeTable",
            outcome="ResourceNotFoundException",
        )
        == 1
    )


async def test_prometheus_can_read_it(metrics):
    with metrics.answering():
        pass
    metrics.received(3)
    async with TestClient(TestServer(metrics_app(metrics))) as client:
        response = await client.get("/metrics")
        families = {family.name: family for family in text_string_to_metric_families(await response.text())}
        assert response.status == 200
        assert (await client.get("/")).status == 404
    assert {"imagine_ack_seconds", "imagine_queue_age_seconds", "imagine_in_flight"} <= set(families)
    assert all(family.documentation for name, family in families.items() if name.startswith("imagine_"))
