"""How long the parts of a job take, and what writing costs, as whoever watches is told."""

import asyncio

import pytest

from bot.metrics import Metrics
from services.jobs import State
from services.observing import asked, timed, watch
from services.painting.titan import MODEL_ID as TITAN
from services.prompting.voices import CLAUDE_HAIKU, NOVA_2_LITE
from tests.jobs import job_of, request_of
from tests.services.performing.bench import Bench
from tests.services.prompting.scripted import GONE, HAIKU, NOVA, TRANSLATED, Bedrock, translate


class Watching:
    """Keeps what it is told."""

    def __init__(self):
        self.parts, self.prices = [], []

    def took(self, stage, kind, seconds):
        assert seconds >= 0
        self.parts.append((stage, kind))

    def wrote(self, model_id, usd):
        self.prices.append((model_id, usd))


@pytest.fixture
def bedrock():
    return Bedrock()


async def test_a_picture_is_painted_stored_and_shown(dynamodb, s3, made):
    bench = Bench(dynamodb, s3, made, (TITAN,))
    bench.performer._observer = watching = Watching()
    job, _ = await asyncio.create_task(bench.perform(await bench.ask(TITAN)))
    assert job.state is State.POSTED
    parts = [stage for stage, _ in watching.parts]
    assert (parts[0], parts[-1]) == ("painting", "showing")
    assert set(parts) == {"painting", "storing", "showing"}
    assert {kind for _, kind in watching.parts} == {"paint"}
    # Whatever this task does next is nobody's job.
    assert asked() == ""


async def test_what_fails_took_its_time_too():
    async def fails():
        raise ConnectionResetError

    watching = Watching()
    watch("suggest", watching)
    with pytest.raises(ConnectionResetError):
        await timed("storing", fails())
    assert watching.parts == [("storing", "suggest")]


async def test_writing_is_paid_by_the_price_of_whoever_wrote(bedrock):
    watching = Watching()
    watch("suggest", watching)
    bedrock.answers[NOVA] = [GONE]
    bedrock.answers[HAIKU] = [TRANSLATED | {"usage": {"inputTokens": 2_000_000, "outputTokens": 1_000_000}}]
    await translate(bedrock.voices())
    assert watching.parts == [("writing", "suggest")] * 2
    cost = 2 * CLAUDE_HAIKU.price.read + CLAUDE_HAIKU.price.written
    assert watching.prices == [(CLAUDE_HAIKU.model_id, pytest.approx(cost))]
    assert asked() == CLAUDE_HAIKU.model_id


async def test_where_nobody_watches_nothing_changes(bedrock):
    assert await translate(bedrock.voices()) == "a red bicycle"
    assert asked() == ""


async def test_a_language_model_that_fails_is_named(bedrock):
    metrics = Metrics()
    watch("suggest", metrics)
    await translate(bedrock.voices())
    job = job_of(request_of()).model_copy(update={"state": State.FAILED, "failure": "model_gone"})
    metrics.ended(job)
    value = metrics.registry.get_sample_value
    labels = {"kind": "suggest", "model": NOVA_2_LITE.model_id, "outcome": "failed", "reason": "model_gone"}
    assert value("imagine_jobs_total", labels) == 1
    assert value("imagine_stage_seconds_count", {"stage": "writing", "kind": "suggest"}) == 1


async def test_what_was_written_is_counted_in_dollars(bedrock):
    metrics = Metrics()
    watch("suggest", metrics)
    bedrock.answers[NOVA] = [TRANSLATED | {"usage": {"inputTokens": 1000, "outputTokens": 500}}]
    await translate(bedrock.voices())
    told = metrics.registry.get_sample_value("imagine_writing_usd_total", {"model": NOVA_2_LITE.model_id})
    assert told == pytest.approx((1000 * NOVA_2_LITE.price.read + 500 * NOVA_2_LITE.price.written) / 1e6)
