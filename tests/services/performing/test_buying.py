"""What a worker does before the paid call, seen by the call that it makes."""

from contextlib import nullcontext
from typing import Any

import pytest

from services.ask import PictureOptions, ReferenceOptions, Use
from services.bedrock import ModelBusyError, ModelGoneError, RequestRefusedError
from services.estimates import prospect
from services.jobs import Job, Origin, PaintWork, Source, State, now
from services.ledger import NO_CAPS
from services.painting.catalogue import painters
from services.painting.interface import Task
from services.painting.nova import MODEL_ID as NOVA
from services.painting.planning import planned
from services.painting.roster import AUTO, Roster
from services.painting.stability_services import CORE
from services.painting.titan import MODEL_ID as TITAN
from services.performing.performer import Performer
from tests.records import images_of

SHORT = "a boat on a lake"
LONG = "a boat on a wide lake " * 70


class Recorded:
    """A painter that keeps what it is given, and then fails as it is told."""

    def __init__(self, painter, error) -> None:
        self.capabilities = painter.capabilities
        self.plan = painter.plan
        self.given: list[Any] = []
        self._error = error

    async def paint(self, prompt, plan, inputs):
        self.given.append((prompt, plan))
        raise self._error


class Records:
    """One job, as it was moved last."""

    def __init__(self, job) -> None:
        self.last = job
        self.jobs = self.leases = self.results = self
        self.requests = self.images = Nothing()

    async def get(self, _):
        return self.last

    async def wait(self, job, _seconds):
        return job

    async def move(self, job, state, _sources, **changes):
        self.last = job.model_copy(update={"state": state, **changes})
        return self.last

    async def reprice(self, job, work, _cost, _caps, earlier):
        assert not earlier, "nothing was painted before"
        return await self.move(job, State.PAINTING, (), work=work)

    async def assure(self, _):
        return None

    async def told(self, _):
        return None


class Nothing:
    """No request, and no pictures."""

    async def get(self, _):
        return None

    async def of_job(self, _):
        return []


class Quiet:
    """Shows nothing, stores one picture, and shortens every prompt to the same."""

    async def waiting(self, _job, _seconds):
        return None

    async def ended(self, job):
        self.ended_as = job.failure
        return "1.0"

    def at_work(self, _):
        return nullcontext()

    async def changed(self, job):
        return None

    def look_later(self, _):
        return None

    async def caps(self, _):
        return NO_CAPS

    async def delete_all(self, _):
        return None

    async def get(self, _):
        return b"picture"

    async def extend(self, picture, _):
        return picture, b"mask"

    async def shorten(self, _, longest):
        assert len(SHORT) <= longest
        return SHORT


def roster_of(regions=(), **errors):
    """Every known model; they fail when they are called. Both of Amazon's are named, so that they are not ended."""
    known = painters(None)
    recorded = {
        model_id: Recorded(
            painter, errors.get(painter.capabilities.aliases[0], RequestRefusedError("a test"))
        )
        for model_id, painter in known.items()
    }
    return Roster(recorded, (NOVA, TITAN, AUTO), regions=regions), recorded


class Told:
    """A leave for one model, which keeps what it is told."""

    def __init__(self, lane) -> None:
        self.lane = lane
        self.met_busy = False
        self.heard: list[str] = []

    async def busy(self):
        self.heard.append("busy")

    async def done(self):
        self.heard.append("done")


async def perform(work, roster, leave=None):
    job = Job(
        id="job",
        request_id="request",
        origin=Origin(team="T", user="U", channel="C"),
        work=work,
        state=State.PAINTING,
        doing=State.PAINTING,
        attempt=1,
        placeholder_ts="1.0",
        accepted_at=now(),
    )
    quiet, records = Quiet(), Records(job)
    performer = Performer(
        records=records,
        storage=quiet,
        studio=quiet,
        writer=quiet,
        roster=roster,
        reporter=quiet,
        files=quiet,
        budgets=quiet,
        gallery=quiet,
        telling=quiet,
    )
    await performer.perform(job, leave)
    return records.last


def painted(roster, model_id, prompt=LONG, **options):
    chosen = PictureOptions(**options)
    plan = planned(roster.painter(model_id), chosen)
    return PaintWork(keywords="", prompt=prompt, options=chosen, plan=plan, token="t")


@pytest.mark.parametrize("use", [Use.EXTEND, Use.VARIATION])
async def test_a_prompt_that_is_too_long_for_what_works_on_the_picture_is_shortened(use):
    roster, recorded = roster_of()
    work = painted(roster, CORE)
    job = Job(
        id="first", request_id="request", origin=Origin(team="T", user="U"), work=work, doing=State.PAINTING,
        accepted_at=now(),
    )  # fmt: skip
    image = images_of(job, work)[0].model_copy(update={"width": 1024, "height": 1024})
    made = prospect(roster, work, image, ReferenceOptions(use=use))
    assert made.plan.model_id == NOVA, "it is the first that can"
    changed = work.model_copy(
        update={
            "plan": made.plan,
            "options": made.options,
            "steering": made.steering,
            "frame": made.frame,
            "sources": (Source(key="k"),),
        }
    )
    last = await perform(changed, roster)
    assert [prompt for prompt, _ in recorded[NOVA].given] == [SHORT]
    assert last.work.prompt == SHORT, "what is remembered is what was painted"


async def test_a_prompt_that_is_too_long_for_who_takes_over_is_shortened():
    roster, recorded = roster_of(core=ModelGoneError("the end"))
    await perform(painted(roster, CORE), roster)
    assert [prompt for prompt, _ in recorded[CORE].given] == [LONG]
    ((prompt, plan),) = recorded[NOVA].given
    assert (prompt, plan.task) == (SHORT, Task.TEXT_TO_IMAGE)


async def test_what_to_leave_out_is_cut_for_who_takes_over_and_that_is_said():
    roster, recorded = roster_of(core=ModelGoneError("the end"))
    work = painted(roster, CORE, SHORT, negative="fog and rain, " * 100)
    await perform(work, roster)
    ((_, plan),) = recorded[NOVA].given
    assert plan.negative == work.plan.negative[: recorded[NOVA].capabilities.negative_limit]
    assert "negative_cut" in plan.notes


async def test_what_was_planned_before_its_regions_were_forbidden_is_not_called():
    planned_by, _ = roster_of()
    roster, recorded = roster_of(regions=("eu-central-1",))
    last = await perform(painted(planned_by, CORE), roster)
    assert (last.state, last.failure) == (State.FAILED, "model_gone")
    assert not recorded[CORE].given


@pytest.mark.parametrize(
    ("lane", "error", "heard"),
    [
        (CORE, ModelBusyError("too many"), ["busy"]),
        (CORE, RequestRefusedError("wrong"), []),
    ],
)
async def test_the_lane_hears_at_once_that_its_model_is_busy(lane, error, heard):
    roster, _ = roster_of(core=error)
    leave = Told(lane)
    await perform(painted(roster, CORE), roster, leave)
    assert leave.heard == heard
