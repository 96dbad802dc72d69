"""Jobs that wait for what will pass: Slack, a busy model, their turn with another model."""

import pytest

from services.bedrock import ModelBusyError
from services.jobs import FINAL, State
from services.painting.nova import MODEL_ID as NOVA
from services.painting.roster import AUTO
from services.painting.stability_services import CORE, SD35
from services.performing.performer import Later
from services.queue import LONGEST_DELAY_SECONDS
from services.records.rows import LostError
from services.reporting import NotShownError
from tests.services.performing.bench import BUSY, ENDED, FILTERED, Bench

SEED = 100


@pytest.fixture
def bench(dynamodb, s3, made):
    """Makes a workspace whose models are preferred in such an order."""
    return lambda *order: Bench(dynamodb, s3, made, order or (AUTO,))


class Leave:
    """For one model."""

    def __init__(self, lane):
        self.lane, self.met_busy, self.heard = lane, False, []

    async def busy(self):
        self.heard.append("busy")

    async def done(self):
        self.heard.append("done")


def only(seeds, outcome):
    return lambda seed: outcome if seed in seeds else None


async def test_a_stored_picture_outlasts_hours_of_slack_in_trouble(bench):
    here = bench()
    here.reporter.trouble = NotShownError("internal_error", passing=True)
    job = asked = await here.ask(CORE, seed=SEED)
    pauses = []
    for _ in range(25):
        job, images = await here.perform(asked)
        assert (job.state, len(images)) == (State.STORED, 1)
        pauses.append(here.later.seconds)
    assert max(pauses) <= LONGEST_DELAY_SECONDS
    assert sum(pauses) > 3600
    assert job.tries == 0
    here.reporter.trouble = None
    job, _ = await here.perform(asked)
    assert job.state is State.POSTED
    assert len(here.bedrock.calls) == 1
    assert len(await here.objects()) == 3


async def test_slack_that_will_not_have_it_ends_it_at_once(bench):
    here = bench()
    here.reporter.trouble = NotShownError("is_archived", passing=False)
    job, _ = await here.perform(await here.ask(CORE, seed=SEED))
    assert (job.state, job.failure) == (State.FAILED, "is_archived")
    assert await here.objects() == set()


async def test_where_the_model_is_busy_for_one_of_several_it_is_painted_later(bench):
    here = bench()
    here.bedrock.rules[CORE] = only({SEED + 2}, BUSY)
    leave = Leave(CORE)
    asked = await here.ask(CORE, count=4, seed=SEED)
    job, images = await here.perform(asked, leave)
    assert (job.state, job.lease_until, images) == (State.PAINTING, None, {})
    assert isinstance(here.later, Later)
    assert leave.heard == ["busy"]
    assert here.reporter.shown == []
    with pytest.raises(LostError):
        await here.records.jobs.cancel(job.id)  # most of it is paid for
    here.bedrock.rules.clear()
    job, images = await here.perform(asked, Leave(CORE))
    assert (job.state, job.withheld, [*images]) == (State.POSTED, 0, [0, 1, 2, 3])
    assert sorted(seed for _, seed, _ in here.bedrock.calls) == [
        SEED, SEED + 1, SEED + 2, SEED + 2, SEED + 3
    ]  # fmt: skip


async def test_in_the_end_it_is_delivered_without_and_the_reason_is_true(bench):
    here = bench()
    here.bedrock.rules[CORE] = {SEED + 1: FILTERED, SEED + 2: BUSY}.get
    asked = await here.ask(CORE, count=4, seed=SEED)
    for _ in range(ModelBusyError.tries - 1):
        job, _ = await here.perform(asked)
        assert job.state is State.PAINTING
    job, images = await here.perform(asked)
    assert (job.state, job.withheld, job.busy, [*images]) == (State.POSTED, 2, 1, [0, 3])
    seeds = [seed for _, seed, _ in here.bedrock.calls]
    assert seeds.count(SEED + 2) == ModelBusyError.tries
    assert seeds.count(SEED + 1) == 1, "what was filtered is not asked for again"


async def test_who_takes_over_is_called_in_its_own_lane(bench):
    here = bench(CORE, NOVA)
    here.bedrock.rules[CORE] = lambda _: ENDED
    asked = await here.ask(CORE, seed=SEED)
    await here.records.jobs.line_up(asked, {"turn": 500, "line_pk": f"LINE#{CORE}", "line_sk": "500"})
    job, _ = await here.perform(asked, Leave(CORE))
    assert (job.state, job.turn, job.lease_until) == (State.QUEUED, None, None)
    assert (job.work.plan.model_id, here.later) == (NOVA, Later(0))
    assert [model for model, _, _ in here.bedrock.calls] == [CORE]
    job, images = await here.perform(asked, Leave(NOVA))
    assert (job.state, images[0].model_id) == (State.POSTED, NOVA)
    assert [model for model, _, _ in here.bedrock.calls] == [CORE, NOVA]


async def test_what_is_there_goes_with_it(bench):
    here = bench()
    here.bedrock.rules[CORE] = {SEED + 1: FILTERED, SEED + 2: ENDED}.get
    asked = await here.ask(CORE, count=3, seed=SEED)
    job, _ = await here.perform(asked, Leave(CORE))
    assert (job.state, job.turn, job.lease_until) == (State.PAINTING, None, None)
    assert job.work.plan.model_id == SD35
    job, images = await here.perform(asked, Leave(SD35))
    assert {index: one.model_id for index, one in images.items()} == {0: CORE, 2: SD35}
    assert job.withheld == 1
    assert [call for call in here.bedrock.calls if call[0] == SD35] == [(SD35, SEED + 2, 1)]


async def test_processes_that_differ_about_who_is_gone_don_t_pass_a_job_on_for_ever(bench):
    here = bench(CORE, NOVA)
    asked = await here.ask(CORE, seed=SEED)
    here.bedrock.rules = {CORE: lambda _: ENDED, NOVA: lambda _: ENDED}
    here.roster.lose = lambda *_: None  # each time it is one that knows of nothing
    job, taken = asked, 0
    while job.state not in FINAL and taken < 40:
        job, _ = await here.perform(asked, Leave(job.work.plan.model_id))
        taken += 1
    assert job.failure == "no_painter"
    assert taken < 20


async def test_before_each_paid_call_it_is_seen_whose_job_it_is(bench, monkeypatch):
    here = bench()
    asked = await here.ask(CORE, count=5, seed=SEED)
    seen = []

    async def assure(job):
        seen.append(len(here.bedrock.calls))
        if len(seen) > 3:
            raise LostError(job)

    monkeypatch.setattr(here.records.leases, "assure", assure)
    with pytest.raises(LostError):
        await here.perform(asked)
    assert len(here.bedrock.calls) == 3


async def test_what_was_stored_for_a_job_that_another_has_ended_is_cleared_away(bench):
    """Also where the one that lost it fails for a reason of its own."""
    here = bench()
    asked = await here.ask(CORE, count=2, seed=SEED)

    async def ends_elsewhere():
        job = await here.records.jobs.get(asked.id)
        await here.records.jobs.move(job, State.REFUSED, {State.PAINTING}, failure="prompt_refused")

    invoke = here.bedrock.invoke_model

    async def invoked(**call):
        if len(here.bedrock.calls) == 1:
            await ends_elsewhere()
        return await invoke(**call)

    here.bedrock.invoke_model = invoked
    here.bedrock.rules[CORE] = only({SEED + 1}, BUSY)
    with pytest.raises(LostError):
        await here.perform(asked)
    assert await here.objects() == set()
