"""What is found of the models, as Bedrock lists them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.checks.models import ModelChecks
from services.painting.catalogue import painters
from services.painting.interface import Task
from services.painting.roster import Roster
from services.painting.stability_services import CORE, ULTRA
from services.prompting.choice import Voices
from services.prompting.voices import KNOWN, NOVA_2_LITE, Candidate, candidates
from services.survey import Listing, Surveyed, foundation_id

TODAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
REGION = "us-west-2"
REGIONS = (REGION, "us-east-1", "us-east-2")
ALL = frozenset({"TEXT", "IMAGE"})


async def no_client(_region):
    raise AssertionError("nothing is called here")


class Bedrock:
    """Lists models as a test says, in every region."""

    def __init__(self):
        self.listings = {}
        self.unasked = {}

    def has(self, *model_ids, ends=None):
        for model_id in map(foundation_id, model_ids):
            for region in REGIONS:
                self.listings[model_id, region] = Listing(
                    model_id, region, ends is not None, ends, ALL, granted=True
                )

    async def look(self, _wanted):
        return Surveyed(self.listings, self.unasked)


@pytest.fixture
def bedrock():
    return Bedrock()


@pytest.fixture
def found(bedrock):
    async def run(order=None):
        roster = Roster(painters(no_client), home=REGION, regions=REGIONS, now=lambda: TODAY)
        voices = Voices(no_client, REGION, order or candidates("auto", REGION), lambda: TODAY)
        told = {one.what: one for one in await ModelChecks(bedrock, roster, voices).models()}
        assert all(one.fix for one in told.values() if one.verdict != "ok")
        return told

    return run


WRITERS = [voice.model_id for voice in KNOWN]
PAINTERS = list(painters(no_client))


async def test_where_everything_is_there(bedrock, found):
    bedrock.has(*PAINTERS, *WRITERS)
    assert {what: one.verdict for what, one in (await found()).items()} == {
        "painting": "ok",
        "from pictures": "ok",
        "writing": "ok",
    }


async def test_nothing_that_writes(bedrock, found):
    bedrock.has(*PAINTERS)
    told = await found()
    assert {what for what, one in told.items() if one.verdict == "failed"} == {"writing"}
    assert "playground" in told["writing"].fix


async def test_nothing_that_paints(bedrock, found):
    bedrock.has(*WRITERS)
    told = await found()
    assert {what for what, one in told.items() if one.verdict == "failed"} == {"painting"}
    assert told["from pictures"].verdict == "warning"


async def test_one_painter_alone(bedrock, found):
    bedrock.has(CORE, *WRITERS)
    told = await found()
    assert (told["painting"].verdict, "second" in told["painting"].fix) == ("warning", True)
    assert Task.CUT_OUT.value in told["from pictures"].told


async def test_no_writer_that_sees(bedrock, found):
    bedrock.has(*PAINTERS, *WRITERS)
    blind = Candidate(f"us.{NOVA_2_LITE.model_id}", replace(NOVA_2_LITE, sees=False))
    told = (await found([blind]))["writing"]
    assert (told.verdict, told.fix) == ("warning", "enable one that does")
    assert "none of which takes pictures" in told.told


async def test_a_model_that_ends_soon_and_who_takes_over(bedrock, found):
    bedrock.has(*PAINTERS, *WRITERS)
    bedrock.has(ULTRA, ends=TODAY + timedelta(days=10))
    told = await found()
    (ending,) = [one for one in told.values() if "ends on" in one.told]
    assert ending.verdict == "warning"
    assert ending.told == f"ends on {date(2026, 12, 6)}"
    assert "takes over by itself" in ending.fix


async def test_the_last_one_ends_soon(bedrock, found):
    bedrock.has(CORE, ends=TODAY + timedelta(days=10))
    bedrock.has(*WRITERS)
    told = await found()
    assert any(one.fix == "nothing takes over: enable another" for one in told.values())


async def test_a_region_that_can_not_be_asked(bedrock, found):
    bedrock.has(*PAINTERS, *WRITERS)
    bedrock.unasked = {"eu-west-1": "there are no credentials"}
    one = (await found())["Bedrock in eu-west-1"]
    assert (one.verdict, one.told) == ("warning", "there are no credentials")
