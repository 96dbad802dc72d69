"""Budgets: however requests, ends, crashes and retries meet, the counters say what was spent and what is set aside."""

import asyncio
import itertools
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services import budgets as module
from services.budgets import Budgets, Payer
from services.jobs import Earlier, PaintWork, RefineWork, ShortenWork, State, SuggestWork
from services.ledger import Count, Limits, OverBudgetError, caps_of, cost_of, cost_with, month_end, reserved
from services.records.acceptance import AlreadyAcceptedError
from services.records.records import Records
from services.records.rows import LostError
from tests.cloud import AWS
from tests.jobs import job_of, paint_work, request_of
from tests.records import images_of

PRICE = Decimal("0.01")
"""Of one picture of the works here."""

_teams = itertools.count()


class Everybody:
    """All live by one clock; those named run the workspace."""

    def __init__(self, utc_offset=0, admins=()):
        self.utc_offset = utc_offset
        self.admins = admins

    async def payer(self, user):
        return Payer(utc_offset=self.utc_offset, is_admin=user in self.admins)


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


@pytest.fixture
def office(dynamodb, made):
    """Makes the budgets of a workspace with such limits."""

    def budgets_of(payers=None, **limits):
        return Budgets(dynamodb, made.imagine_table, Limits(**limits), payers or Everybody())

    return budgets_of


async def take(records, budgets, name, work, slots=None, **origin):
    """Accept a job as the intake does."""
    request = request_of(name, **origin)
    (job,), caps = await budgets.reserve([job_of(request, name, work)])
    await records.acceptance.accept([job], request, slots, None, caps)
    return job


@pytest.fixture(autouse=True)
def moment(monkeypatch):
    """When everything happens: no test goes on into another day."""
    moment = datetime.now(UTC)

    class Standing(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment

    monkeypatch.setattr(module, "datetime", Standing)
    monkeypatch.setattr(module, "now", lambda: moment)
    return moment


class Nobody:
    """Slack does not say who people are."""

    async def payer(self, user):
        return Payer(utc_offset=None)


async def painting(records, job):
    return await records.jobs.move(await records.leases.claim(job.id), State.PAINTING, {State.WRITING})


async def used(budgets, team="T1", user="U1"):
    """Pictures of the person's day and dollars of the workspace's month: used, spent."""
    day = (await budgets.mine(team, user)).today
    month = await budgets.workspace_month(team)
    assert day.reserved.images >= 0
    assert month.reserved.usd >= 0
    return (day.used_images, day.spent_images), (month.used_usd, month.spent_usd)


# What is set aside.


@pytest.mark.parametrize("work", [SuggestWork(round=1), ShortenWork()])
async def test_words_cost_nothing(records, office, work):
    budgets = office(daily_images=1, monthly_usd=PRICE)
    job = await take(records, budgets, "one", work)
    assert job.reservation is None
    assert await used(budgets) == ((0, 0), (0, 0))


async def test_the_row_says_what_is_set_aside_for_it(records, office):
    budgets = office(daily_images=10, monthly_usd=Decimal(1))
    job = await take(records, budgets, "one", paint_work(count=3))
    assert (await records.jobs.get(job.id)) == job
    assert (job.reservation.images, job.reservation.usd) == (3, 3 * PRICE)
    assert await used(budgets) == ((3, 0), (3 * PRICE, 0))


async def test_a_refinement_is_set_aside_and_given_back_if_the_answer_is_words(records, office):
    budgets = office(daily_images=1)
    work = RefineWork(words="why?", image_id="x.0", base=paint_work(count=1), token="t")
    job = await take(records, budgets, "one", work)
    assert await used(budgets) == ((1, 0), (PRICE, 0))
    answered = await records.jobs.move(await records.leases.claim(job.id), State.POSTED, {State.WRITING})
    assert (answered.state, answered.reservation) == (State.POSTED, None)
    assert await used(budgets) == ((0, 0), (0, 0))


async def test_what_three_ideas_cost_is_one_sum(records, office):
    budgets = office(daily_images=3)
    request = request_of("three")
    jobs, caps = await budgets.reserve([job_of(request, str(n), paint_work(count=1)) for n in range(3)])
    await records.acceptance.accept(jobs, request, caps=caps)
    assert await used(budgets) == ((3, 0), (3 * PRICE, 0))
    with pytest.raises(OverBudgetError):
        await take(records, budgets, "more", paint_work(count=1))


# What a budget does not allow.


async def test_a_hundred_at_once_at_one_below_the_budget_are_one(made, records, office):
    budgets = office(daily_images=50, monthly_usd=Decimal(100))
    for name in range(49):
        await take(records, budgets, f"before {name}", paint_work(count=1))
    async with AWS.create_client("dynamodb") as other:
        # Two processes, each with connections of its own.
        others = Records(other, made.imagine_table)
        outcomes = await asyncio.gather(
            *(
                take([records, others][name % 2], budgets, f"at once {name}", paint_work(count=1))
                for name in range(100)
            ),
            return_exceptions=True,
        )
    refused = [outcome for outcome in outcomes if isinstance(outcome, OverBudgetError)]
    assert len(refused) == 99
    (passed,) = [outcome for outcome in outcomes if outcome not in refused]
    assert await records.jobs.get(passed.id) == passed
    assert await used(budgets) == ((50, 0), (50 * PRICE, 0))
    assert {(str(error.scope), int(error.limit), int(error.left)) for error in refused} == {("person", 50, 0)}


async def test_a_hundred_people_at_once_at_one_below_the_workspaces_budget_are_one(records, office):
    budgets = office(monthly_usd=10 * PRICE)
    await take(records, budgets, "before", paint_work(count=5))
    await take(records, budgets, "before too", paint_work(count=4))
    outcomes = await asyncio.gather(
        *(
            take(records, budgets, f"at once {name}", paint_work(count=1), user=f"U{name}")
            for name in range(100)
        ),
        return_exceptions=True,
    )
    assert sum(not isinstance(outcome, BaseException) for outcome in outcomes) == 1
    assert {error.scope for error in outcomes if isinstance(error, OverBudgetError)} == {"workspace"}
    assert (await used(budgets))[1] == (10 * PRICE, 0)


async def test_an_interaction_delivered_ten_times_sets_aside_once(records, office):
    budgets = office(daily_images=1)
    outcomes = await asyncio.gather(
        *(take(records, budgets, "one", paint_work(count=1)) for _ in range(10)), return_exceptions=True
    )
    assert sum(isinstance(outcome, AlreadyAcceptedError) for outcome in outcomes) == 9
    assert await used(budgets) == ((1, 0), (PRICE, 0))


async def test_what_a_budget_does_not_allow_is_not_written(records, office):
    budgets = office(daily_images=2, monthly_usd=Decimal(1))
    with pytest.raises(OverBudgetError) as caught:
        await take(records, budgets, "one", paint_work(count=3), slots={"more": job_id("one")})
    error = caught.value
    assert (str(error.scope), int(error.limit), int(error.left)) == ("person", 2, 2)
    assert error.asked == Count(images=3, usd=3 * PRICE)
    assert await records.jobs.get(job_id("one")) is None
    assert await records.requests.get(request_of("one").id) is None
    assert await used(budgets) == ((0, 0), (0, 0))


def job_id(name):
    return job_of(request_of(name), name).id


async def test_a_channel_has_its_own(records, office):
    budgets = office(channels={"C7": 2 * PRICE})
    await take(records, budgets, "elsewhere", paint_work(count=5), channel="C1")
    await take(records, budgets, "one", paint_work(count=2), channel="C7")
    with pytest.raises(OverBudgetError) as caught:
        await take(records, budgets, "two", paint_work(count=1), channel="C7")
    assert (caught.value.scope, caught.value.left) == ("channel", Decimal(0))
    month = await budgets.month("T1")
    assert month.channels["C7"].used_usd == 2 * PRICE
    direct = await take(records, budgets, "direct", paint_work(count=1), channel="D1")
    assert direct.reservation.channel == ""


async def test_admins_are_exempt_if_they_say_so_and_are_counted(records, office):
    payers = Everybody(admins={"U1"})
    strict = office(payers, daily_images=1)
    with pytest.raises(OverBudgetError):
        await take(records, strict, "one", paint_work(count=2))
    lenient = office(payers, daily_images=1, admins_exempt=True)
    await take(records, lenient, "two", paint_work(count=2))
    assert await used(lenient) == ((2, 0), (2 * PRICE, 0))
    with pytest.raises(OverBudgetError):
        await take(records, lenient, "three", paint_work(count=2), user="U2")


async def test_a_day_is_the_persons_own(records, office, moment):
    offsets = (-11 * 3600, 0, 14 * 3600)
    days = []
    for offset in offsets:
        budgets = office(Everybody(offset), daily_images=2)
        job = await take(records, budgets, f"at {offset}", paint_work(count=1))
        days.append(job.reservation.day)
        assert job.reservation.day == (moment + timedelta(seconds=offset)).date()
    # 25 hours lie between the two ends of the world.
    assert days[0] < days[2]


@pytest.mark.parametrize("offset", [-11 * 3600, 0, 9 * 3600, 20700])
def test_a_day_and_a_month_renew_when_they_end(offset):
    moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    job = reserved(job_of(request_of(), work=paint_work(count=1)), moment, offset)
    caps = caps_of(Limits(daily_images=5, monthly_usd=Decimal(1)), job.reservation, offset, exempt=False)
    ends = caps.renews["person"]
    assert moment < ends <= moment + timedelta(days=1)
    assert (ends + timedelta(seconds=offset)).time() == datetime.min.time()
    assert caps.renews["workspace"] == datetime(2027, 1, 1, tzinfo=UTC)
    assert month_end(date(2026, 2, 3)) == datetime(2026, 3, 1, tzinfo=UTC)


# What becomes of it.


async def test_what_was_delivered_is_paid_and_what_was_withheld_is_given_back(records, office):
    budgets = office(daily_images=5)
    job = await painting(records, await take(records, budgets, "one", paint_work(count=5)))
    stored = await records.results.store_images(job, images_of(job, job.work)[:3])
    assert stored.reservation is not None
    assert (stored.reservation.images, stored.reservation.paid) == (3, True)
    assert await records.jobs.get(job.id) == stored
    assert await used(budgets) == ((3, 3), (3 * PRICE, 3 * PRICE))
    posted = await records.jobs.move(stored, State.POSTED, {State.STORED})
    assert posted.reservation == stored.reservation
    with pytest.raises(LostError):
        await records.jobs.move(stored, State.FAILED, {State.STORED}, failure="x")
    assert await used(budgets) == ((3, 3), (3 * PRICE, 3 * PRICE))


async def test_what_was_paid_and_could_not_be_shown_is_given_back(records, office):
    budgets = office(daily_images=5)
    job = await painting(records, await take(records, budgets, "one", paint_work(count=3)))
    stored = await records.results.store_images(job, images_of(job, job.work))
    ended = await records.jobs.move(stored, State.FAILED, {State.STORED}, failure="not_in_channel")
    assert ended.reservation is None
    assert await used(budgets) == ((0, 0), (0, 0))
    month = await budgets.month("T1")
    for listed in (month.people, month.models, month.days):
        assert list(listed.values()) == [Count()]


@pytest.mark.parametrize("state", [State.FAILED, State.REFUSED])
async def test_what_failed_or_was_refused_costs_nothing_however_often_it_ends(records, office, state):
    budgets = office(daily_images=2)
    job = await painting(records, await take(records, budgets, "one", paint_work(count=2)))
    ended = await records.jobs.move(job, state, {State.PAINTING}, failure="x")
    assert (ended.state, ended.failure, ended.reservation) == (state, "x", None)
    # Done again by the same attempt, because its answer got lost.
    assert await records.jobs.move(job, state, {State.PAINTING}, failure="x") == ended
    assert await used(budgets) == ((0, 0), (0, 0))


async def test_what_was_cancelled_costs_nothing_however_many_cancel_it(records, office):
    budgets = office(daily_images=2)
    job = await take(records, budgets, "one", paint_work(count=2))
    outcomes = await asyncio.gather(*(records.jobs.cancel(job.id) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(outcome, LostError) for outcome in outcomes) == 4
    assert await used(budgets) == ((0, 0), (0, 0))


async def test_a_cancel_and_an_end_at_once_give_back_once(records, office):
    budgets = office(daily_images=40)
    jobs = [await take(records, budgets, f"{n}", paint_work(count=1)) for n in range(20)]
    for job in jobs:
        await asyncio.gather(
            records.jobs.cancel(job.id),
            records.jobs.move(job, State.FAILED, {State.ACCEPTED}, failure="x"),
            return_exceptions=True,
        )
    assert await used(budgets) == ((0, 0), (0, 0))


async def test_who_knew_a_job_before_it_was_paid_gives_back_what_was_paid(records, office):
    budgets = office(daily_images=2)
    early = await painting(records, await take(records, budgets, "one", paint_work(count=2)))
    await records.results.store_images(early, images_of(early, early.work))
    ended = await records.jobs.move(early, State.FAILED, set(State) - {State.POSTED}, failure="not shown")
    assert ended.state is State.FAILED
    assert await used(budgets) == ((0, 0), (0, 0))


async def test_what_is_stored_twice_is_paid_once(records, office):
    budgets = office(daily_images=2)
    job = await painting(records, await take(records, budgets, "one", paint_work(count=2)))
    images = images_of(job, job.work)[:1]
    await records.results.store_images(job, images)
    with pytest.raises(LostError):
        await records.results.store_images(job, images)
    assert await used(budgets) == ((1, 1), (PRICE, PRICE))


def dearer(work: PaintWork, price) -> PaintWork:
    plan = work.plan.model_copy(update={"price_each": price, "model_id": "dear"})
    return work.model_copy(update={"plan": plan})


async def test_another_model_costs_what_it_costs(records, office):
    budgets = office(monthly_usd=Decimal(1))
    job = await painting(records, await take(records, budgets, "one", paint_work(count=2)))
    work = dearer(job.work, Decimal("0.14"))
    again = await records.results.reprice(job, work, cost_of(work), await budgets.caps(job))
    assert (await records.jobs.get(job.id)).work == work
    assert (await used(budgets))[1] == (Decimal("0.28"), 0)
    with pytest.raises(LostError):
        await records.results.store_images(job, [])
    images = [
        one.model_copy(update={"price_usd": Decimal("0.14"), "model_id": "dear"})
        for one in images_of(job, job.work)
    ]
    await records.results.store_images(again, images)
    assert (await used(budgets))[1] == (Decimal("0.28"), Decimal("0.28"))


async def test_pictures_of_two_models_are_counted_for_each_and_given_back_for_each(records, office):
    budgets = office(monthly_usd=Decimal(1))
    early = await painting(records, await take(records, budgets, "one", paint_work(count=3)))
    earlier = [Earlier(prompt="a boat", plan=early.work.plan.model_copy(update={"count": 1}))]
    work = dearer(early.work, Decimal("0.14"))
    cost = cost_with(work, earlier)
    assert cost == Count(images=3, usd=PRICE + 2 * Decimal("0.14"))
    job = await records.results.reprice(early, work, cost, await budgets.caps(early), earlier)
    assert (await records.jobs.get(job.id)) == job
    assert job.earlier == tuple(earlier)
    assert (await used(budgets))[1] == (cost.usd, 0)
    dear = {"price_usd": Decimal("0.14"), "model_id": "dear"}
    images = images_of(early, early.work)
    images = [images[0], *(one.model_copy(update=dear) for one in images[1:])]
    stored = await records.results.store_images(job, images)
    assert (await used(budgets))[1] == (cost.usd, cost.usd)
    models = {images[0].model_id: Count(images=1, usd=PRICE), "dear": Count(images=2, usd=Decimal("0.28"))}
    assert (await budgets.month("T1")).models == models
    await records.jobs.move(stored, State.FAILED, {State.STORED}, failure="not shown")
    assert await used(budgets) == ((0, 0), (0, 0))
    assert all(one == Count() for one in (await budgets.month("T1")).models.values())


async def test_another_model_that_is_too_dear_is_not_taken(records, office):
    budgets = office(monthly_usd=Decimal("0.20"))
    job = await painting(records, await take(records, budgets, "one", paint_work(count=2)))
    work = dearer(job.work, Decimal("0.14"))
    with pytest.raises(OverBudgetError) as caught:
        await records.results.reprice(job, work, cost_of(work), await budgets.caps(job))
    assert (caught.value.scope, caught.value.left) == ("workspace", Decimal("0.18"))
    assert (await used(budgets))[1] == (2 * PRICE, 0)
    await records.jobs.move(job, State.FAILED, {State.PAINTING}, failure="over_budget")
    assert (await used(budgets))[1] == (0, 0)


async def test_who_knew_the_old_price_gives_the_new_one_back(records, office):
    budgets = office(monthly_usd=Decimal(1))
    early = await painting(records, await take(records, budgets, "one", paint_work(count=2)))
    work = dearer(early.work, Decimal("0.14"))
    await records.results.reprice(early, work, cost_of(work), await budgets.caps(early))
    await records.jobs.move(early, State.FAILED, {State.PAINTING}, failure="x")
    assert (await used(budgets))[1] == (0, 0)


async def test_jobs_from_before_there_were_budgets_end_as_they_did(records, office):
    budgets = office(daily_images=5)
    for name, state in (("one", State.CANCELLED), ("two", State.FAILED), ("three", State.STORED)):
        request = request_of(name)
        job = job_of(request, name, paint_work(count=2))
        await records.acceptance.accept([job], request)
        if state is State.CANCELLED:
            assert (await records.jobs.cancel(job.id)).state is state
            continue
        job = await painting(records, job)
        if state is State.STORED:
            job = await records.results.store_images(job, images_of(job, job.work))
            assert (await records.jobs.move(job, State.POSTED, {State.STORED})).state is State.POSTED
        else:
            assert (await records.jobs.move(job, state, {State.PAINTING}, failure="x")).state is state
    assert await used(budgets) == ((0, 0), (0, 0))


# What is in doubt.


async def test_what_was_accepted_in_doubt_and_is_taken_back_costs_nothing(records, office):
    budgets = office(daily_images=2)
    job = await take(records, budgets, "one", paint_work(count=2))
    # However many take it back.
    outcomes = await asyncio.gather(*(records.acceptance.annul([job]) for _ in range(4)))
    assert outcomes == [True] * 4
    assert await used(budgets) == ((0, 0), (0, 0))
    assert (await records.jobs.get(job.id)).state is State.CANCELLED
    with pytest.raises(AlreadyAcceptedError):
        await take(records, budgets, "one", paint_work(count=2))


async def test_what_was_not_written_is_kept_from_being_so(records, office):
    budgets = office(daily_images=2)
    request = request_of("one")
    (job,), caps = await budgets.reserve([job_of(request, "one", paint_work(count=2))])
    assert await records.acceptance.annul([job])
    assert await records.acceptance.annul([job])
    with pytest.raises(AlreadyAcceptedError):
        await records.acceptance.accept([job], request, caps=caps)
    assert await records.jobs.get(job.id) is None
    assert await used(budgets) == ((0, 0), (0, 0))


async def test_what_is_at_work_already_is_not_taken_back(records, office):
    budgets = office(daily_images=2)
    job = await take(records, budgets, "one", paint_work(count=2))
    await painting(records, job)
    assert not await records.acceptance.annul([job])
    assert await used(budgets) == ((2, 0), (2 * PRICE, 0))


@pytest.mark.parametrize("offset", [14 * 3600, -12 * 3600, 0])
@pytest.mark.parametrize("hour", [0, 11, 23])
@pytest.mark.parametrize("unknown_first", [True, False])
async def test_whose_day_is_not_known_has_no_second_one(
    records, office, moment, monkeypatch, offset, hour, unknown_first
):
    asked_at = moment.replace(hour=hour, minute=30)
    monkeypatch.setattr(module, "now", lambda: asked_at)
    known = office(Everybody(utc_offset=offset), daily_images=5)
    unknown = office(Nobody(), daily_images=5)
    first, second = (unknown, known) if unknown_first else (known, unknown)
    job = await take(records, first, "first", paint_work(count=5))
    with pytest.raises(OverBudgetError):
        await take(records, second, "second", paint_work(count=1))
    # What is given back is given back on every day.
    await records.jobs.move(job, State.FAILED, {State.ACCEPTED}, failure="x")
    await take(records, second, "third", paint_work(count=5))


async def test_where_days_are_not_limited_nothing_is_counted_twice(records, office):
    job = await take(records, office(Nobody(), monthly_usd=Decimal(10)), "one", paint_work(count=5))
    assert job.reservation.other_days == ()


# Transactions that meet others.


class Crowded:
    """A client whose transactions fail `times` times for a reason that passes."""

    def __init__(self, client, times, reason="TransactionConflict"):
        self._client = client
        self.left = times
        self._reason = reason
        self.calls = 0

    def __getattr__(self, name):
        return getattr(self._client, name)

    async def transact_write_items(self, **arguments):
        self.calls += 1
        if self.left:
            self.left -= 1
            raise self._client.exceptions.TransactionCanceledException(
                {
                    "Error": {"Code": "TransactionCanceledException"},
                    "CancellationReasons": [
                        {"Code": self._reason if index == 1 else "None"}
                        for index in range(len(arguments["TransactItems"]))
                    ],
                },
                "TransactWriteItems",
            )
        return await self._client.transact_write_items(**arguments)


@pytest.mark.parametrize(
    "reason", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]
)
async def test_who_meets_others_tries_again(dynamodb, made, office, monkeypatch, reason):
    monkeypatch.setattr("services.records.rows.RETRY_SECONDS", 60)
    crowded = Crowded(dynamodb, 3, reason)
    records, budgets = Records(crowded, made.imagine_table), office(daily_images=2)
    job = await take(records, budgets, "one", paint_work(count=1))
    assert crowded.calls == 4
    crowded.left = 2
    await records.jobs.move(job, State.FAILED, {State.ACCEPTED}, failure="x")
    assert await used(budgets) == ((0, 0), (0, 0))


async def test_who_meets_others_for_too_long_gives_up_and_has_written_nothing(
    dynamodb, made, office, monkeypatch
):
    # A clock that goes on by itself: a real one may go on too far before anything was tried twice.
    watch = SimpleNamespace(monotonic=partial(next, itertools.count(0, 0.1)))
    monkeypatch.setattr("services.records.rows.time", watch)
    crowded = Crowded(dynamodb, 1000)
    records, budgets = Records(crowded, made.imagine_table), office(daily_images=2)
    # Every try was refused, so there is no doubt.
    with pytest.raises(crowded.exceptions.TransactionCanceledException):
        await take(records, budgets, "one", paint_work(count=1))
    assert crowded.calls > 1
    assert await records.jobs.get(job_id("one")) is None
    assert await used(budgets) == ((0, 0), (0, 0))


# Any order of events, against a plain count.

accepts = st.tuples(st.just("accept"), st.integers(1, 5), st.sampled_from(["U1", "U2"]))
steps = st.lists(
    st.one_of(
        accepts,
        accepts,
        st.tuples(st.just("again"), st.integers(0, 5), st.none()),
        st.tuples(st.just("paint"), st.integers(0, 5), st.none()),
        st.tuples(st.just("reprice"), st.integers(0, 5), st.integers(1, 12)),
        st.tuples(st.just("store"), st.integers(0, 5), st.integers(0, 5)),
        st.tuples(st.just("fail"), st.integers(0, 5), st.booleans()),
        st.tuples(st.just("cancel"), st.integers(0, 5), st.none()),
    ),
    min_size=12,
    max_size=30,
)


class Story:
    """What happens to the jobs of one workspace, in the table and in plain counts of the same.

    `jobs` has for each how many pictures and dollars it holds or has cost, whether it is open, and every version of
    its row that somebody may have known.
    """

    DAILY = 8
    MONTHLY = Decimal("0.40")

    def __init__(self, client, table):
        self.team = f"TO{next(_teams)}"
        self.records = Records(client, table)
        limits = Limits(daily_images=self.DAILY, monthly_usd=self.MONTHLY)
        self.budgets = Budgets(client, table, limits, Everybody())
        self.jobs = []

    def images(self, user):
        return sum(one["images"] for one in self.jobs if one["user"] == user)

    @property
    def usd(self):
        return sum((one["usd"] for one in self.jobs), Decimal(0))

    async def happens(self, step, which, more):
        if step == "accept":
            await self.accept(which, more)
        elif self.jobs:
            # Mostly the latest: the others are over.
            one = self.jobs[-1 - which % len(self.jobs)]
            before = (one["open"], one["painting"])
            try:
                await getattr(self, step)(one, one["known"][-1], more)
            except LostError:
                # Only what is over, or not in the state for it, changes nothing.
                assert before in WITHOUT_EFFECT[step]

    async def accept(self, count, user):
        work, name = paint_work(count=count), f"{self.team} {len(self.jobs)}"
        fits = self.images(user) + count <= self.DAILY and self.usd + count * PRICE <= self.MONTHLY
        try:
            job = await take(self.records, self.budgets, name, work, team=self.team, user=user)
        except OverBudgetError:
            assert not fits
            return
        assert fits
        one = {"name": name, "user": user, "known": [job], "open": True, "painting": False}
        self.jobs.append({**one, "images": count, "usd": count * PRICE, "each": PRICE})

    async def again(self, one, _job, _):
        first = one["known"][0]
        with pytest.raises(AlreadyAcceptedError):
            await take(self.records, self.budgets, one["name"], first.work, team=self.team, user=one["user"])

    async def paint(self, one, job, _):
        one["known"].append(await painting(self.records, job))
        one["painting"] = True

    async def reprice(self, one, job, cents):
        work = dearer(job.work, PRICE * cents)
        grows = cost_of(work).usd - one["usd"]
        fits = grows <= 0 or self.usd + grows <= self.MONTHLY
        try:
            again = await self.records.results.reprice(job, work, cost_of(work), await self.budgets.caps(job))
        except OverBudgetError:
            assert not fits
            return
        assert fits
        one["known"].append(again)
        one |= {"usd": cost_of(work).usd, "each": PRICE * cents}

    async def store(self, one, job, count):
        images = [
            image.model_copy(update={"price_usd": one["each"]})
            for image in images_of(job, one["known"][0].work)[:count]
        ]
        await self.records.results.store_images(job, images)
        one |= {"images": len(images), "usd": len(images) * one["each"], "open": False}

    async def fail(self, one, job, early):
        """Perhaps by somebody who knew the job long ago, before its price changed or was paid."""
        known = one["known"][0].model_copy(update={"attempt": job.attempt}) if early else job
        sources = {State.ACCEPTED, State.PAINTING, State.STORED}
        await self.records.jobs.move(known, State.FAILED, sources, failure="x")
        one |= {"images": 0, "usd": Decimal(0), "open": False}

    async def cancel(self, one, job, _):
        await self.records.jobs.cancel(job.id)
        one |= {"images": 0, "usd": Decimal(0), "open": False}

    async def adds_up(self):
        month = await self.budgets.month(self.team)
        open_usd = sum((one["usd"] for one in self.jobs if one["open"]), Decimal(0))
        assert month.workspace.used_usd == self.usd <= self.MONTHLY
        assert month.workspace.reserved.usd == open_usd
        assert month.workspace.spent_usd == self.usd - open_usd
        for user in ("U1", "U2"):
            today = (await self.budgets.mine(self.team, user)).today
            assert today.used_images == self.images(user) <= self.DAILY
        # What is listed is what was spent.
        for listed in (month.people, month.models, month.days):
            assert sum((count.usd for count in listed.values()), Decimal(0)) == month.workspace.spent_usd
            assert sum(count.images for count in listed.values()) == month.workspace.spent_images


OVER = {(False, True), (False, False)}
WAITING, PAINTING = (True, False), (True, True)
WITHOUT_EFFECT = {
    "paint": OVER | {PAINTING},
    "reprice": OVER | {WAITING},
    "store": OVER | {WAITING},
    "fail": OVER,
    "cancel": OVER | {PAINTING},
}
"""In which states of a job, open and painting, a step may change nothing."""


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps)
async def test_counters_are_what_a_plain_count_says(dynamodb, made, sequence):
    story = Story(dynamodb, made.imagine_table)
    for step in sequence:
        await story.happens(*step)
        await story.adds_up()


# Limits and usage.


async def test_limits_are_the_settings_until_they_are_set_and_old_for_seconds_only(office, monkeypatch):
    monkeypatch.setattr(module, "REMEMBERED_SECONDS", 600)
    mine, theirs = office(daily_images=7), office(daily_images=7)
    assert (await mine.limits("T1")).daily_images == 7
    await theirs.set_limits("T1", Limits(daily_images=2, channels={"C1": Decimal("1.50")}))
    assert (await theirs.limits("T1")).daily_images == 2
    assert (await mine.limits("T1")).daily_images == 7
    fresh = await mine.limits("T1", fresh=True)
    assert (fresh.daily_images, fresh.of_channel("C1"), fresh.of_channel("C2")) == (2, Decimal("1.50"), 0)
    monkeypatch.setattr(module, "REMEMBERED_SECONDS", 0)
    assert (await mine.limits("T1")).daily_images == 2
    assert (await mine.limits("T2")).daily_images == 7


async def test_usage_by_person_model_and_day(records, office, moment):
    budgets = office()
    for name, user, count in (("one", "U1", 2), ("two", "U2", 1), ("three", "U1", 3)):
        job = await painting(records, await take(records, budgets, name, paint_work(count=count), user=user))
        await records.results.store_images(job, images_of(job, job.work))
    await take(records, budgets, "open", paint_work(count=4))
    month = await budgets.month("T1")
    assert {user: count.images for user, count in month.people.items()} == {"U1": 5, "U2": 1}
    assert month.models == {"amazon.titan-image-generator-v2:0": Count(images=6, usd=6 * PRICE)}
    assert month.days == {moment.day: Count(images=6, usd=6 * PRICE)}
    assert month.workspace.reserved == Count(images=4, usd=4 * PRICE)
    mine = await budgets.mine("T1", "U1")
    assert (mine.today.spent_images, mine.today.used_images, mine.month.images) == (5, 9, 5)
    assert (await budgets.month("T2")).people == {}
