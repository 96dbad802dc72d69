"""The states of a job in the table against a plain model of them, whatever two workers and a person do."""

import asyncio
import itertools
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from services.jobs import CANCELLABLE, FINAL, WAITING, State
from services.patience import PATIENCE
from services.records.acceptance import AlreadyAcceptedError
from services.records.records import Records
from services.records.rows import LostError
from tests.cloud import AWS
from tests.jobs import job_of, paint_work, request_of
from tests.records import images_of

WORKERS = ("first", "second")
workers = st.sampled_from(WORKERS)
_names = itertools.count()


@dataclass(frozen=True)
class Row:
    """What must be in the table."""

    state: State = State.ACCEPTED
    attempt: int = 0
    lease_until: datetime | None = None
    due: datetime | None = None
    untold: bool = False
    annulled: bool = False
    images: int = 0


class JobMachine(RuleBasedStateMachine):
    """One job, two workers, a clock that everybody looks at."""

    loop: asyncio.AbstractEventLoop
    table: Records
    patch: pytest.MonkeyPatch

    def __init__(self):
        super().__init__()
        # Far ahead: what has faded by the right time, the table removes while a test looks at it.
        self.clock = datetime(2126, 11, 26, tzinfo=UTC)
        self.patch.setattr(self.table._deadlines, "_clock", SimpleNamespace(now=lambda: self.clock))
        self.held = {}

    @initialize(count=st.integers(1, 3), english=st.booleans())
    def accept(self, count, english):
        self.request = request_of(f"model {next(_names)}")
        job = job_of(self.request, self.request.id, paint_work(count=count))
        self.doing = State.PAINTING if english else State.WRITING
        self.job = job.model_copy(update={"doing": self.doing, "accepted_at": self.clock})
        self.now(self.table.acceptance.accept([self.job], self.request))
        self.row = Row(due=self.clock + PATIENCE.unsent_after)

    def now(self, work):
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(150)

    def attempt(self, allowed, work, row):
        """Do it; it works exactly if the model allows it, and then the row is `row`."""
        try:
            done = self.now(work)
        except LostError:
            assert not allowed
            return None
        assert allowed
        self.row = row
        return done

    def holds(self, worker):
        """Whether a worker's job is of the attempt that counts."""
        return worker in self.held and self.held[worker].attempt == self.row.attempt

    @rule()
    def accept_again(self):
        with pytest.raises(AlreadyAcceptedError):
            self.now(self.table.acceptance.accept([self.job], self.request))

    @rule(seconds=st.sampled_from([1, 15, 29, 31, 61]))
    def time_passes(self, seconds):
        self.clock += timedelta(seconds=seconds)

    @rule(worker=workers)
    def claim(self, worker):
        row = self.row
        free = row.lease_until is None or row.lease_until < self.clock
        until = self.clock + PATIENCE.lease
        state = self.doing if row.state in WAITING else row.state
        taken = replace(row, state=state, attempt=row.attempt + 1, lease_until=until, due=until)
        job = self.attempt(row.state not in FINAL and free, self.table.leases.claim(self.job.id), taken)
        if job is not None:
            self.held[worker] = job
            assert (job.state, job.attempt) == (state, row.attempt + 1)

    @rule(worker=workers)
    def renew(self, worker):
        if worker in self.held:
            until = self.clock + PATIENCE.lease
            row = replace(self.row, lease_until=until, due=until)
            allowed = self.holds(worker) and self.row.state not in FINAL
            self.attempt(allowed, self.table.leases.renew(self.held[worker]), row)

    @rule(worker=workers, seconds=st.sampled_from([0, 10, 60]))
    def hand_back(self, worker, seconds):
        if worker in self.held:
            due = self.clock + timedelta(seconds=seconds) + PATIENCE.unsent_after
            row = replace(self.row, lease_until=None, due=due)
            allowed = self.holds(worker) and self.row.state not in FINAL
            self.attempt(allowed, self.table.leases.hand_back(self.held[worker], seconds), row)

    @rule(worker=workers, seconds=st.sampled_from([0, 10, 60]))
    def wait(self, worker, seconds):
        if worker in self.held:
            due = self.clock + timedelta(seconds=seconds) + PATIENCE.unsent_after
            row = replace(self.row, state=State.QUEUED, lease_until=None, due=due)
            allowed = self.holds(worker) and self.row.state not in FINAL
            self.attempt(allowed, self.table.jobs.wait(self.held[worker], seconds), row)

    @rule(worker=workers, state=st.sampled_from([State.PAINTING, State.POSTED]))
    def move(self, worker, state):
        if worker in self.held:
            sources = {State.WRITING} if state is State.PAINTING else {State.STORED}
            row = replace(self.row, state=state)
            if state is State.POSTED:
                row = replace(row, lease_until=None, due=None)
            if self.holds(worker) and self.row.state is state:
                # It has done that before; if the answer had got lost, it would ask again.
                assert self.now(self.table.jobs.move(self.held[worker], state, sources)).state is state
                return
            allowed = self.holds(worker) and self.row.state in sources
            self.attempt(allowed, self.table.jobs.move(self.held[worker], state, sources), row)

    @rule(worker=workers, state=st.sampled_from([State.FAILED, State.REFUSED]))
    def end(self, worker, state):
        if worker in self.held:
            due = self.clock + PATIENCE.unsent_after
            row = replace(self.row, state=state, lease_until=None, due=due, untold=True)
            move = self.table.jobs.move(
                self.held[worker], state, set(State) - FINAL, failure="internal", untold="openly"
            )
            if self.holds(worker) and self.row.state is state:
                assert self.now(move).state is state
                return
            self.attempt(self.holds(worker) and self.row.state not in FINAL, move, row)

    @rule(worker=workers)
    def store_images(self, worker):
        if worker in self.held:
            job = self.held[worker]
            images = images_of(job, job.work)
            row = replace(self.row, state=State.STORED, images=len(images))
            allowed = self.holds(worker) and self.row.state is State.PAINTING
            self.attempt(allowed, self.table.results.store_images(job, images), row)

    @rule()
    def cancel(self):
        due = self.clock + PATIENCE.unsent_after
        row = replace(self.row, state=State.CANCELLED, due=due, untold=True)
        self.attempt(self.row.state in CANCELLABLE, self.table.jobs.cancel(self.job.id, by="U2"), row)

    @rule()
    def tell(self):
        self.now(self.table.jobs.told(self.job))
        if self.row.untold:
            self.row = replace(self.row, untold=False, due=None)

    @rule()
    def annul(self):
        doubted = self.row.state is State.ACCEPTED or self.row.annulled
        assert self.now(self.table.acceptance.annul([self.job])) is doubted
        if doubted and not self.row.annulled:
            # Whoever accepted it may have posted something by now.
            due = self.clock + PATIENCE.unsent_after
            self.row = replace(self.row, state=State.CANCELLED, due=due, annulled=True, untold=True)

    @rule()
    def sweep(self):
        found = self.now(self.overdue())
        is_due = self.row.due is not None and self.row.due < self.clock
        assert [job.state for job in found] == ([self.row.state] if is_due else [])
        for job in found:
            until = self.clock + PATIENCE.untaken_after
            assert self.now(self.table.leases.postpone(job, until))
            assert not self.now(self.table.leases.postpone(job, until))
            self.row = replace(self.row, due=until)

    async def overdue(self):
        return [job async for job in self.table.leases.overdue(self.clock) if job.id == self.job.id]

    @invariant()
    def the_row_is_as_it_must_be(self):
        if not hasattr(self, "row"):
            return
        job, images, request = self.now(self.looked())
        assert (job.state, job.attempt, job.untold is not None) == (
            self.row.state,
            self.row.attempt,
            self.row.untold,
        )
        if job.state not in FINAL:
            assert job.lease_until == self.row.lease_until
        assert len(images) == self.row.images
        assert request.painted == self.row.images

    async def looked(self):
        """The job, its images and its request: at once, for it is done after every step."""
        return await asyncio.gather(
            self.table.jobs.get(self.job.id),
            self.table.images.of_job(self.job.id),
            self.table.requests.get(self.request.id),
        )

    @invariant()
    def what_is_open_is_found_in_the_end(self):
        if hasattr(self, "row"):
            is_open = self.row.state not in FINAL or self.row.untold
            assert (self.row.due is not None) == is_open


@pytest.mark.timeout(600)
async def test_nothing_that_two_workers_and_a_person_do_breaks_a_job(cloud, made, monkeypatch):
    async with AWS.create_client("dynamodb") as client:
        machine = type(
            "Machine",
            (JobMachine,),
            {
                "loop": asyncio.get_running_loop(),
                "table": Records(client, made.imagine_table),
                "patch": monkeypatch,
            },
        )
        # In a thread: hypothesis knows no coroutines, and the client lives in this loop.
        await asyncio.to_thread(
            run_state_machine_as_test,
            machine,
            settings=settings(
                max_examples=40,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
