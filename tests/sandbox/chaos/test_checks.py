"""The checks find what they are there for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sandbox.aws.client import ModelCall
from sandbox.chaos.checks import Evidence, ends, findings, wasted_calls
from sandbox.chaos.people import JOBS, Diary, errands
from sandbox.chaos.world import World, seed_in
from sandbox.slack.state.model import Message


def message(kind, record_id, *blocks, ts="17.1"):
    metadata = {"event_type": f"imagine_{kind}", "event_payload": {"id": record_id}}
    return Message("C1", ts, "UBOT", {"blocks": list(blocks), "text": ""}, metadata=metadata)


def picture(name):
    return {"type": "image", "block_id": name, "image_url": f"http://cdn/{name}"}


def paid_call(seq, seed, status=200):
    body = {"textToImageParams": {"text": "boat"}, "imageGenerationConfig": {"seed": seed}}
    return ModelCall(seq, "InvokeModel", "titan", body, status, "ok", 1.0)


@pytest.fixture
def fine():
    """A request with two jobs: one painted two pictures, one was cancelled."""
    plan = {"seed": Decimal(70), "count": Decimal(2), "price_each": "0.01"}
    jobs = {
        "j1": {"state": "posted", "work": {"kind": "paint", "plan": plan}, "attempt": Decimal(1)},
        "j2": {"state": "cancelled", "work": {"kind": "suggest"}, "attempt": Decimal(0)},
    }
    for job in jobs.values():
        job["request_id"] = "r1"
    requests = {"r1": {"pk": "REQUEST#r1", "ask": {"text": "boat"}, "painted": Decimal(2)}}
    images = {
        ("j1", index): {
            "request_id": "r1",
            "origin": {"team": "T1", "user": "U1", "channel": "C1"},
            "model_id": "titan",
            "price_usd": "0.01",
            "s3_key": f"pictures/t/{index}/original.png",
        }
        for index in range(2)
    }
    objects = {
        f"pictures/t/{index}/{name}" for index in range(2) for name in ("original.png", "p.jpg", "t.jpg")
    }
    messages = [
        message("request", "r1"),
        message("job", "j1", picture("a"), picture("b")),
        message("job", "j2", {"type": "section", "text": {"text": "~Thinking~"}}),
    ]
    cost = {"used": Decimal("0.02"), "spent": Decimal("0.02")}
    counter = {f"{verb}_usd": usd for verb, usd in cost.items()}
    counter |= dict.fromkeys(("used_images", "spent_images"), Decimal(2))
    parts = ("WORKSPACE", "CHANNEL#C1", "PERSON#U1", "MODEL#titan", "DAY#26")
    counters = {("USAGE#T1#2026-11", part): counter for part in parts}
    counters |= {("BUDGET#T1#U1", "DAY#2026-11-26"): counter}
    world = World(jobs, requests, images, messages, frozenset(objects), 0, 0, counters)
    return Evidence(world, [paid_call(1, 70)], Diary(taken=["boat"]), crashes=0, lost_answers=0)


def rules(evidence, **changes):
    world = {name: value for name, value in changes.items() if hasattr(evidence.world, name)}
    rest = {name: value for name, value in changes.items() if name not in world}
    return {one.rule for one in findings(replace(evidence, world=replace(evidence.world, **world), **rest))}


def job(evidence, job_id, **changes):
    return {**evidence.world.jobs, job_id: {**evidence.world.jobs[job_id], **changes}}


def test_nothing_is_found_where_nothing_is_wrong(fine):
    assert findings(fine) == []
    assert ends(fine.world) == {"posted": 1, "cancelled": 1}
    assert wasted_calls(fine) == 0


def test_what_did_not_end(fine):
    assert "ends" in rules(fine, jobs=job(fine, "j1", state="painting"))
    assert rules(fine, jobs=job(fine, "j2", open_pk="OPEN#0")) == {"ends"}
    assert rules(fine, waiting=1) == {"waits in the queue"}


def test_messages(fine):
    card, painted, cancelled = fine.world.messages
    assert "one message" in rules(fine, messages=[card, painted])
    assert {"one message", "shown once"} <= rules(fine, messages=[card, painted, painted, cancelled])
    unfinished = message("job", "j2", {"type": "section", "block_id": "progress"})
    assert rules(fine, messages=[card, painted, unfinished]) == {"final message"}
    assert rules(fine, messages=[card, card, painted, cancelled]) == {"one card"}
    assert rules(fine, messages=[*fine.world.messages, message("job", "j9")]) == {"message without a row"}
    annulled = job(fine, "j2", annulled=True)
    assert rules(fine, jobs=annulled) == {"message of nothing"}
    assert rules(fine, jobs=annulled, messages=[card, painted]) == set()


def test_records_and_pictures(fine):
    images = dict(fine.world.images)
    lost = {("j1", 0): images["j1", 0]}
    assert {"records and pictures", "count of a request", "object without a record"} <= rules(
        fine, images=lost
    )
    dearer = {**images, ("j1", 1): {**images["j1", 1], "price_usd": "0.02"}}
    assert rules(fine, images=dearer) == {"price", "ledger"}
    given_to_nobody = {**images, ("j2", 0): {**images["j1", 0]}}
    assert {"records without delivery", "count of a request"} <= rules(fine, images=given_to_nobody)
    some = fine.world.objects - {"pictures/t/1/t.jpg"}
    assert rules(fine, objects=some) == {"renditions"}
    more = fine.world.objects | {"pictures/u/0/original.png"}
    assert rules(fine, objects=more) == {"object without a record"}


def test_what_was_taken_or_refused(fine):
    assert rules(fine, diary=Diary(taken=["boat", "kite"])) == {"taken and lost"}
    assert rules(fine, diary=Diary(taken=["boat", "kite"], refused=["kite"])) == set()
    assert rules(fine, diary=Diary(taken=["boat"], refused=["boat"])) == {"refused and done"}
    # Of two commands one was refused, and nobody can say which.
    assert rules(fine, diary=Diary(taken=["boat", "kite"], doubtful=["boat", "kite"])) == set()


def test_paid_calls(fine):
    twice = [paid_call(1, 70), paid_call(2, 71), paid_call(3, 70, status=429)]
    again = job(fine, "j1", attempt=Decimal(2))
    assert rules(fine, calls=twice, jobs=again) == {"repeated paid calls"}
    assert rules(fine, calls=twice, jobs=again, crashes=1) == set()
    assert rules(fine, calls=twice, jobs=again, lost_answers=1) == set()
    assert rules(fine, calls=twice, crashes=1) == {"paid more than once at an attempt"}


def test_errands_are_the_same_for_the_same_seed():
    made = errands(5, 100)
    assert made == errands(5, 100) != errands(6, 100)
    assert 100 <= sum(JOBS[one.kind] for one in made) < 104
    assert len({one.words for one in made}) == len(made)


def test_a_seed_is_found_where_its_family_has_it():
    assert seed_in({"prompt": "boat", "seed": 7}) == 7
    assert seed_in({"a": {"b": 1}, "imageGenerationConfig": {"seed": 8}}) == 8
    assert seed_in({"prompt": "boat"}) is None


@pytest.mark.parametrize("part", ["WORKSPACE", "CHANNEL#C1", "PERSON#U1", "MODEL#titan", "DAY#26"])
@pytest.mark.parametrize("name", ["used_images", "used_usd", "spent_images", "spent_usd"])
def test_a_counter_that_is_wrong_is_found(fine, part, name):
    key = ("USAGE#T1#2026-11", part)
    counter = fine.world.counters[key]
    wrong = {**fine.world.counters, key: {**counter, name: counter[name] + 1}}
    assert rules(fine, counters=wrong) == {"ledger"}
    assert rules(fine, counters={}) == {"ledger"}


def test_where_nobody_knew_somebody_s_day_it_is_counted_on_each(fine):
    jobs = job(fine, "j1", reservation={"paid": True, "day": "2026-11-26", "other_days": ["2026-11-27"]})
    assert rules(fine, jobs=jobs) == {"ledger"}
    (day,) = (row for (pk, _), row in fine.world.counters.items() if pk.startswith("BUDGET#"))
    counters = {**fine.world.counters, ("BUDGET#T1#U1", "DAY#2026-11-27"): day}
    assert rules(fine, jobs=jobs, counters=counters) == set()


def test_what_is_on_another_s_account_is_found(fine):
    key, other = ("BUDGET#T1#U1", "DAY#2026-11-26"), ("BUDGET#T1#U2", "DAY#2026-11-26")
    moved = {other if one == key else one: row for one, row in fine.world.counters.items()}
    assert {one.about for one in findings(replace(fine, world=replace(fine.world, counters=moved)))} == {
        "BUDGET#T1#U1",
        "BUDGET#T1#U2",
    }


def test_money_that_stays_set_aside_is_found(fine):
    held = {"images": Decimal(2), "usd": Decimal("0.02"), "paid": False}
    assert rules(fine, jobs=job(fine, "j2", reservation=held)) == {"set aside for nothing"}
    assert rules(fine, jobs=job(fine, "j1", reservation={**held, "paid": True})) == set()
