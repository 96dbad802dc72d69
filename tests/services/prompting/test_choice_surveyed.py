"""What a survey says is heeded, and admins hear of ends in time."""

import logging
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from services.painting.described_models import TextDescription
from services.prompting.choice import Voices
from services.prompting.voices import CLAUDE_HAIKU, CLAUDE_SONNET, NOVA_2_LITE, candidates
from services.survey import Listing, Surveyed
from tests.services.prompting.scripted import (
    GONE,
    HAIKU,
    NOVA,
    OTHER,
    REGION,
    SONNET,
    START,
    Bedrock,
    all_listed,
    listing,
    surveyed,
    translate,
)

MIDNIGHT = datetime(2026, 11, 26, tzinfo=UTC)
"""As Bedrock tells an end on the day of `START`."""


@pytest.fixture
def bedrock():
    return Bedrock()


async def test_what_bedrock_says_explains_the_failure(bedrock):
    bedrock.answers[NOVA] = [GONE]
    voices = bedrock.voices()
    await translate(voices)
    assert voices.standings()[0].why_not == "failed"
    voices.heed(all_listed(nova={"ends": START - timedelta(days=1)}))
    assert voices.standings()[0].why_not == "ended"


@pytest.mark.parametrize(
    ("found", "asked", "why"),
    [
        (all_listed(), NOVA, None),
        (all_listed(nova={"ends": START - timedelta(days=1)}), HAIKU, "ended"),
        (all_listed(nova={"ends": START + timedelta(days=1)}), NOVA, None),
        (all_listed(nova={"granted": False}), HAIKU, "not_granted"),
        (all_listed(nova={"granted": None}), NOVA, None),
        (surveyed(listing(CLAUDE_SONNET.model_id)), SONNET, "not_here"),
        (surveyed(), NOVA, "not_here"),
        (Surveyed({}, {REGION: "no network"}), NOVA, None),
    ],
)
async def test_the_survey_is_heeded(bedrock, found, asked, why):
    voices = bedrock.voices()
    voices.heed(found)
    await translate(voices)
    assert bedrock.asked == [asked]
    assert voices.standings()[0].why_not == why


async def test_the_end_comes_without_another_survey(bedrock):
    voices = bedrock.voices()
    voices.heed(all_listed(nova={"ends": MIDNIGHT}))
    await translate(voices)
    bedrock.moment = MIDNIGHT + timedelta(days=1, seconds=-1)
    await translate(voices)
    bedrock.moment += timedelta(seconds=1)
    await translate(voices)
    assert bedrock.asked == [NOVA, NOVA, HAIKU]


async def test_what_was_found_counts_while_nothing_new_is(bedrock):
    voices = bedrock.voices()
    voices.heed(all_listed(nova={"granted": False}))
    voices.heed(Surveyed({}, {REGION: "no network"}))
    await translate(voices)
    assert bedrock.asked == [HAIKU]


async def test_other_regions_say_nothing_about_this_one(bedrock):
    voices = bedrock.voices()
    elsewhere = Listing(NOVA_2_LITE.model_id, "us-east-1", True, START, frozenset({"TEXT"}), False)
    here = all_listed().listings
    voices.heed(Surveyed({**here, (NOVA_2_LITE.model_id, "us-east-1"): elsewhere}, {}))
    await translate(voices)
    assert bedrock.asked == [NOVA]


def test_it_asks_for_every_model_in_its_own_region(bedrock):
    wanted = bedrock.voices(f"{OTHER},auto").wanted()
    assert {region: set(ids) for region, ids in wanted.items()} == {
        REGION: {OTHER, NOVA_2_LITE.model_id, CLAUDE_HAIKU.model_id, CLAUDE_SONNET.model_id}
    }


async def test_an_unknown_model_that_is_in_no_list_is_asked(bedrock):
    voices = bedrock.voices(f"{OTHER},auto")
    voices.heed(all_listed())
    await translate(voices)
    assert bedrock.asked == [OTHER]


def test_admins_are_told_a_month_before(bedrock, caplog):
    voices = bedrock.voices()
    soon, later = START + timedelta(days=20), START + timedelta(days=31)
    with caplog.at_level(logging.WARNING):
        voices.heed(all_listed(nova={"ends": soon}, haiku={"ends": later}))
    [ending] = voices.warnings()
    assert (ending.name, ending.model_id, ending.last_day) == (
        "Nova 2 Lite",
        NOVA_2_LITE.model_id,
        soon.date(),
    )
    assert ending.instead == "Claude Haiku 4.5"
    assert "ends on 2026-12-16; Claude Haiku 4.5 takes over" in caplog.text


def described(bedrock, end, **more):
    """Nova 2 Lite with a last day from the settings, before the other known models."""
    ours = TextDescription(
        NOVA, "Ours", ("ours",), price_in=Decimal(1), price_out=Decimal(1), end_of_life=end,
        **{"takes_pictures": True, **more},
    )  # fmt: skip
    return Voices(bedrock, REGION, candidates("auto", REGION, [ours]), bedrock.clock)


@pytest.mark.parametrize("found", [all_listed(), surveyed(), Surveyed({}, {REGION: "no network"})])
def test_a_last_day_that_was_described_holds_until_bedrock_says_another(bedrock, found):
    last = (START + timedelta(days=9)).date()
    voices = described(bedrock, last)
    voices.heed(found)
    assert [(one.name, one.last_day) for one in voices.warnings()] == [("Ours", last)]
    bedrock.moment += timedelta(days=9)
    assert voices.standings()[0].why_not is None
    bedrock.moment += timedelta(days=1)
    assert voices.standings()[0].why_not == "ended"
    voices.heed(all_listed(nova={"ends": bedrock.moment + timedelta(days=20)}))
    assert voices.standings()[0].why_not is None
    assert [one.last_day for one in voices.warnings()] == [(bedrock.moment + timedelta(days=20)).date()]


@pytest.mark.parametrize(("days", "warned"), [(-1, False), (0, True), (30, True), (31, False)])
def test_thirty_days_before(bedrock, days, warned):
    voices = bedrock.voices()
    voices.heed(all_listed(nova={"ends": MIDNIGHT + timedelta(days=days)}))
    assert bool(voices.warnings()) is warned


def test_the_replacement_lasts_longer(bedrock):
    voices = bedrock.voices()
    soon = START + timedelta(days=20)
    voices.heed(all_listed(nova={"ends": soon}, haiku={"ends": soon}))
    assert [one.instead for one in voices.warnings()] == ["Claude Sonnet 4.6"] * 2
    voices.heed(all_listed(nova={"ends": soon}, haiku={"granted": False}, sonnet={"ends": soon}))
    assert [one.instead for one in voices.warnings()] == [None, None]


def test_what_has_ended_is_no_warning(bedrock):
    voices = bedrock.voices()
    voices.heed(all_listed(nova={"ends": START - timedelta(days=1)}))
    assert voices.warnings() == ()
    assert bedrock.voices().warnings() == ()


def test_the_log_tells_it_once_a_day(bedrock, caplog):
    voices = bedrock.voices()
    with caplog.at_level(logging.WARNING):
        for _ in range(49):
            voices.heed(all_listed(nova={"ends": START + timedelta(days=20)}))
            bedrock.moment += timedelta(hours=1)
    assert len(caplog.records) == 3
