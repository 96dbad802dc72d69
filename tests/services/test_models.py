"""Painters and writers together: what is warned of, and what is forgotten when somebody asks again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.bedrock import ModelForbiddenError
from services.models import Models, Warned
from services.painting.catalogue import painters
from services.painting.roster import Roster
from services.painting.stability_services import CORE, ULTRA
from services.painting.titan import MODEL_ID as TITAN
from services.prompting.choice import Voices
from services.prompting.voices import candidates, named
from services.survey import Listing, Surveyed, foundation_id

TODAY = datetime(2026, 11, 26, 12, tzinfo=UTC)
REGION = "us-west-2"
NOVA, HAIKU = "amazon.nova-2-lite-v1:0", "anthropic.claude-haiku-4-5-20251001-v1:0"


async def no_client(_region):
    raise AssertionError("nothing is called here")


class World:
    """What Bedrock says, and how often it was asked."""

    def __init__(self, image_models=("auto",), text_model="auto") -> None:
        self.looks = 0
        self.shared: list[Any] = []
        self.listings: dict[tuple[str, str], Listing] = {}
        self.roster = Roster(painters(no_client), image_models, home=REGION, now=lambda: TODAY)
        self.voices = Voices(no_client, REGION, candidates(text_model, REGION), lambda: TODAY)
        self.models = Models(self.roster, self.voices, self.look, self.share, named(text_model), REGION)

    def has(self, *model_ids, ends=None):
        end = None if ends is None else datetime(ends.year, ends.month, ends.day, tzinfo=UTC)
        for model_id in map(foundation_id, model_ids):
            self.listings[model_id, REGION] = Listing(
                model_id, REGION, end is not None, end, frozenset({"TEXT", "IMAGE"}), granted=True
            )

    async def share(self):
        self.shared.append(dict(self.roster.refusals()))

    async def look(self):
        self.looks += 1
        for one in (self.roster, self.voices):
            one.heed(Surveyed(dict(self.listings), {}))


async def test_the_soonest_end_comes_first_whoever_it_is():
    world = World()
    world.has(CORE, ends=date(2026, 12, 20))
    world.has(NOVA, ends=date(2026, 12, 1))
    world.has(ULTRA, HAIKU)
    await world.look()
    assert world.models.warnings() == (
        Warned("writes", "Nova 2 Lite", date(2026, 12, 1), "Claude Haiku 4.5"),
        Warned("paints", "Stable Image Core", date(2026, 12, 20), "Stable Image Ultra"),
    )


async def test_what_the_settings_name_in_vain_comes_before_all():
    world = World((TITAN, "auto"), f"us.{HAIKU},auto")
    world.has(CORE, NOVA)
    await world.look()
    assert world.models.warnings() == (
        Warned("paints", "Titan Image Generator v2", None, "Stable Image Core"),
        Warned("writes", "Claude Haiku 4.5", None, "Nova 2 Lite"),
    )


async def test_nothing_is_there_at_all():
    world = World((CORE,), NOVA)
    await world.look()
    assert world.models.warnings() == (
        Warned("paints", "Stable Image Core", None, None),
        Warned("writes", "Nova 2 Lite", None, None),
    )


async def test_checking_again_forgets_what_was_refused_and_asks():
    world = World()
    world.has(CORE, ULTRA, NOVA, HAIKU)
    await world.look()
    world.roster.lose(CORE, ModelForbiddenError("no"))
    world.has(NOVA, ends=date(2026, 11, 1))
    assert world.roster.names()[0] == "ultra"
    await world.models.check_again()
    assert world.looks == 2
    assert [set(known) for known in world.shared] == [{CORE}, set()]
    assert world.roster.names()[0] == "core"
    assert [one.why_not for one in world.models.writers()][:2] == ["ended", None]


@pytest.mark.parametrize(
    ("setting", "ids"),
    [
        ("auto", set()),
        (f"us.{NOVA}, auto", {NOVA}),
        (f"arn:aws:bedrock:us-west-2:1:inference-profile/us.{HAIKU}", {HAIKU}),
    ],
)
def test_which_language_models_a_setting_names(setting, ids):
    assert named(setting) == ids
