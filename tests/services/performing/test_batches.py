"""Several pictures in one job: whatever becomes of some of them, the others are delivered, and paid for by whom they
are from.
"""

from decimal import Decimal

import pytest

from services.ask import MAX_SEED
from services.jobs import State
from services.painting.nova import MODEL_ID as NOVA
from services.painting.roster import AUTO
from services.painting.stability_services import CORE, SD35, ULTRA
from services.painting.titan import MODEL_ID as TITAN
from services.recipe_line import recipe_line
from tests.services.performing.bench import BUSY, DENIED, ENDED, FILTERED, Bench

SEED = 100
EACH = {CORE: Decimal("0.04"), SD35: Decimal("0.08"), ULTRA: Decimal("0.14"), NOVA: Decimal("0.04")}


@pytest.fixture
def bench(dynamodb, s3, made):
    """Makes a workspace whose models are preferred in such an order."""
    return lambda *order, **limits: Bench(dynamodb, s3, made, order or (AUTO,), **limits)


def only(seeds, outcome):
    """A rule: this comes of the calls for these seeds."""
    return lambda seed: outcome if seed in seeds else None


def painters_of(images):
    return {index: image.model_id for index, image in sorted(images.items())}


async def test_of_four_of_which_one_fails_three_are_delivered_and_one_is_refunded(bench):
    here = bench()
    here.bedrock.rules[CORE] = only({SEED + 2}, FILTERED)
    job, images = await here.perform(await here.ask(CORE, count=4, seed=SEED))
    assert (job.state, job.withheld, job.busy) == (State.POSTED, 1, 0)
    assert painters_of(images) == {0: CORE, 1: CORE, 3: CORE}
    assert {index: one.seed for index, one in images.items()} == {0: SEED, 1: SEED + 1, 3: SEED + 3}
    assert await here.month() == (3 * EACH[CORE], 0)
    assert here.roster.refusals() == {}
    assert len(here.bedrock.calls) == 4


@pytest.mark.parametrize(("outcome", "state"), [(ENDED, "ended"), (DENIED, "forbidden")])
async def test_where_the_model_ends_in_the_middle_the_next_one_paints_what_is_missing(bench, outcome, state):
    here = bench()
    here.bedrock.rules[CORE] = only({SEED + 2, SEED + 3}, outcome)
    job, images = await here.perform(await here.ask(CORE, count=4, seed=SEED))
    assert (job.state, job.withheld) == (State.POSTED, 0)
    assert painters_of(images) == {0: CORE, 1: CORE, 2: SD35, 3: SD35}
    assert {index: one.seed for index, one in images.items()} == {n: SEED + n for n in range(4)}
    assert {one.model_id: one.model_name for one in images.values()} == {
        CORE: "Stable Image Core",
        SD35: "Stable Diffusion 3.5 Large",
    }
    assert [one.price_usd for _, one in sorted(images.items())] == [EACH[CORE]] * 2 + [EACH[SD35]] * 2
    assert await here.month() == (2 * EACH[CORE] + 2 * EACH[SD35], 0)
    assert {model: one.state for model, one in here.roster.refusals().items()} == {CORE: state}
    models = (await here.budgets.month("T1")).models
    assert {model: (one.images, one.usd) for model, one in models.items()} == {
        CORE: (2, 2 * EACH[CORE]),
        SD35: (2, 2 * EACH[SD35]),
    }


async def test_the_placeholder_says_who_goes_on_and_at_what_price_before_that_one_is_called(bench):
    here = bench()
    here.bedrock.rules[CORE] = only({SEED + 1}, ENDED)
    called = []
    here.bedrock.rules[SD35] = lambda _: called.append(len(here.reporter.going_on))
    await here.perform(await here.ask(CORE, count=2, seed=SEED))
    (going_on,) = here.reporter.going_on
    assert called == [1]
    assert (going_on.work.plan.model_id, going_on.work.plan.price_each) == (SD35, EACH[SD35])
    assert [(one.plan.model_id, one.plan.count) for one in going_on.earlier] == [(CORE, 1)]


async def test_a_filtered_picture_is_not_asked_of_another(bench):
    here = bench()
    here.bedrock.rules[CORE] = {SEED + 1: FILTERED, SEED + 2: ENDED}.get
    job, images = await here.perform(await here.ask(CORE, count=3, seed=SEED))
    assert painters_of(images) == {0: CORE, 2: SD35}
    assert job.withheld == 1
    assert await here.month() == (EACH[CORE] + EACH[SD35], 0)


async def test_what_nobody_else_can_paint_is_refunded(bench):
    here = bench(CORE)
    here.bedrock.rules[CORE] = only({SEED + 2}, ENDED)
    job, images = await here.perform(await here.ask(CORE, count=4, seed=SEED))
    assert (job.state, job.withheld) == (State.POSTED, 1)
    assert painters_of(images) == {0: CORE, 1: CORE, 3: CORE}
    assert await here.month() == (3 * EACH[CORE], 0)


async def test_what_another_would_paint_beyond_a_budget_is_refunded(bench):
    here = bench(CORE, ULTRA, monthly_usd=Decimal("0.20"))
    here.bedrock.rules[CORE] = only({SEED + 1, SEED + 2}, ENDED)
    job, images = await here.perform(await here.ask(CORE, count=3, seed=SEED))
    assert (job.state, job.withheld) == (State.POSTED, 2)
    assert painters_of(images) == {0: CORE}
    assert await here.month() == (EACH[CORE], 0)


async def test_who_goes_on_and_is_busy_is_asked_again_and_nothing_is_bought_twice(bench):
    here = bench()
    here.bedrock.rules |= {CORE: only({SEED + 1}, ENDED), SD35: lambda _: BUSY}
    job, images = await here.perform(await here.ask(CORE, count=2, seed=SEED))
    assert (job.state, job.lease_until, images) == (State.PAINTING, None, {})
    del here.bedrock.rules[SD35]
    job, images = await here.perform(job)
    assert painters_of(images) == {0: CORE, 1: SD35}
    assert [one.price_usd for _, one in sorted(images.items())] == [EACH[CORE], EACH[SD35]]
    assert await here.month() == (EACH[CORE] + EACH[SD35], 0)
    assert [call[0] for call in here.bedrock.calls] == [CORE, CORE, SD35, SD35]


async def test_after_a_crash_what_one_has_painted_stays_credited_to_it(bench):
    here = bench(CORE, NOVA)

    class DiedError(Exception):
        pass

    here.bedrock.rules[CORE] = only({SEED + 2, SEED + 3}, DiedError())
    asked = await here.ask(CORE, "a boat on a lake " * 80, count=4, seed=SEED, negative="fog " * 300)
    with pytest.raises(DiedError):
        await here.perform(asked)
    died = await here.records.jobs.get(asked.id)
    await here.records.leases.hand_back(died, 0)
    here.bedrock.rules[CORE] = lambda _: ENDED
    job, images = await here.perform(asked)
    assert painters_of(images) == {0: CORE, 1: CORE, 2: NOVA, 3: NOVA}
    assert {one.model_id: one.model_name for one in images.values()} == {
        CORE: "Stable Image Core",
        NOVA: "Nova Canvas",
    }
    assert images[0].prompt == asked.work.prompt, "it was painted from all of it"
    assert len(images[2].prompt) < len(asked.work.prompt)
    assert (images[0].negative, images[0].guidance) == (asked.work.plan.negative, None)
    assert images[2].negative == asked.work.plan.negative[: len(images[2].negative)] != images[0].negative
    assert images[2].guidance is not None
    assert await here.month() == (2 * EACH[CORE] + 2 * EACH[NOVA], 0)
    assert "negative_cut" in job.work.plan.notes
    assert [(one.seed, one.place, one.together) for _, one in sorted(images.items())] == [
        (SEED, 0, 1),
        (SEED + 1, 0, 1),
        (SEED + 2, 0, 2),
        (SEED + 2, 1, 2),
    ]


@pytest.mark.parametrize("model_id", [TITAN, NOVA])
async def test_a_picture_of_a_call_for_several_is_painted_again_by_the_same_call(bench, model_id):
    here = bench(model_id)
    _, images = await here.perform(await here.ask(model_id, count=3, seed=SEED))
    assert here.bedrock.calls == [(model_id, SEED, 3)]
    assert [(one.seed, one.place, one.together) for _, one in sorted(images.items())] == [
        (SEED, 0, 3),
        (SEED, 1, 3),
        (SEED, 2, 3),
    ]
    lines = [recipe_line(one, "x") for _, one in sorted(images.items())]
    assert ["--n 3" in line for line in lines] == [False, True, True]
    assert all(f"--seed {SEED}" in line for line in lines)


async def test_where_each_is_a_call_of_its_own_each_has_a_seed_of_its_own(bench):
    here = bench()
    _, images = await here.perform(await here.ask(CORE, count=3, seed=SEED))
    assert {(one.place, one.together) for one in images.values()} == {(0, 1)}
    assert not any("--n" in recipe_line(one, "core") for one in images.values())


@pytest.mark.parametrize("seed", [0, 1, MAX_SEED - 1, MAX_SEED])
async def test_every_seed_can_be_asked_for_again(bench, seed):
    here = bench()
    _, images = await here.perform(await here.ask(CORE, count=4, seed=seed))
    seeds = [one.seed for _, one in sorted(images.items())]
    assert len(set(seeds)) == 4
    assert all(1 <= one <= MAX_SEED for one in seeds)
    assert seeds[0] == max(1, seed)
    for image in images.values():
        assert f"--seed {image.seed}" in recipe_line(image, "core")


@pytest.mark.parametrize(("asked", "told"), [({}, set()), ({"seed": MAX_SEED}, {"seed_changed"})])
async def test_who_takes_over_says_of_a_seed_only_what_is_true_of_one_that_was_asked_for(bench, asked, told):
    here = bench(CORE, NOVA)
    here.bedrock.rules[CORE] = lambda _: ENDED
    job, images = await here.perform(await here.ask(CORE, count=2, **asked))
    assert painters_of(images) == {0: NOVA, 1: NOVA}
    assert {note for note in job.work.plan.notes if note.startswith("seed")} == told
