"""Which language model answers, and who does when it can't."""

import logging
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bedrock import ModelBusyError, ModelForbiddenError, ModelGoneError, RequestRefusedError
from services.painting.described_models import TextDescription
from services.prompting.choice import Voices
from services.prompting.voices import candidates
from tests.services.prompting.scripted import (
    GONE,
    HAIKU,
    NOVA,
    REGION,
    SONNET,
    START,
    TRANSLATED,
    Bedrock,
    listing,
    refusal,
    surveyed,
    translate,
)
from tests.services.prompting.test_writer import text


@pytest.fixture
def bedrock():
    return Bedrock()


async def test_without_a_survey_the_preferred_is_asked(bedrock):
    assert await translate(bedrock.voices()) == "a red bicycle"
    assert bedrock.asked == [NOVA]


async def test_the_end_in_the_middle_of_the_day(bedrock, caplog):
    voices = bedrock.voices()
    await translate(voices)
    bedrock.answers[NOVA] = [GONE]
    with caplog.at_level(logging.WARNING):
        assert await translate(voices) == "a red bicycle"
    assert bedrock.asked == [NOVA, NOVA, HAIKU]
    first, second = bedrock.requests[1:]
    assert first | {"modelId": HAIKU} == second, "the same question"
    assert "Nova 2 Lite can't be called now" in caplog.text
    await translate(voices)
    assert bedrock.asked[3:] == [HAIKU], "at once"


async def test_after_an_hour_it_is_tried_again(bedrock):
    voices = bedrock.voices()
    bedrock.answers[NOVA] = [refusal("AccessDeniedException"), TRANSLATED]
    await translate(voices)
    bedrock.moment += timedelta(minutes=59)
    await translate(voices)
    bedrock.moment += timedelta(minutes=2)
    await translate(voices)
    assert bedrock.asked == [NOVA, HAIKU, HAIKU, NOVA]


async def test_the_end_between_an_answer_and_its_repair(bedrock):
    bedrock.answers[NOVA] = [text("A red bicycle, I think."), GONE]
    assert await translate(bedrock.voices()) == "a red bicycle"
    assert bedrock.asked == [NOVA, NOVA, HAIKU]
    assert len(bedrock.requests[-1]["messages"]) == 1, (
        "another model does not answer for the first one's fault"
    )


async def test_each_is_asked_once_and_the_last_failure_is_told(bedrock):
    bedrock.answers = {
        NOVA: [GONE],
        HAIKU: [refusal("AccessDeniedException", "haiku")],
        SONNET: [refusal("AccessDeniedException", "sonnet")],
    }
    voices = bedrock.voices()
    with pytest.raises(ModelForbiddenError, match="sonnet"):
        await translate(voices)
    assert bedrock.asked == [NOVA, HAIKU, SONNET]
    with pytest.raises(ModelGoneError):
        await translate(voices)
    assert bedrock.asked[3:] == [NOVA], "there is nobody better to ask"
    del bedrock.answers[NOVA]
    await translate(voices)
    assert bedrock.asked[4:] == [NOVA]
    assert [one.why_not for one in voices.standings()] == [None, "failed", "failed"], "it answers again"


@given(
    st.lists(st.sampled_from(["gone", "forbidden", "well"]), min_size=3, max_size=3),
    st.lists(st.sampled_from(["ended", "not granted", "missing", "listed"]), min_size=3, max_size=3),
    st.permutations([NOVA, HAIKU, SONNET]),
)
async def test_whoever_can_answers_and_nobody_is_asked_twice(states, listed, order):
    how = {"ended": {"ends": START - timedelta(days=1)}, "not granted": {"granted": False}, "listed": {}}
    bedrock = Bedrock()
    bedrock.answers = {
        model: [{"gone": GONE, "forbidden": refusal("AccessDeniedException"), "well": TRANSLATED}[state]]
        for model, state in zip(order, states, strict=True)
    }
    voices = bedrock.voices(",".join(order))
    voices.heed(
        surveyed(
            *(
                listing(model.removeprefix("us."), **how[one])
                for model, one in zip(order, listed, strict=True)
                if one in how
            )
        )
    )
    hopeful = [model for model, one in zip(order, listed, strict=True) if one == "listed"] or order[:1]
    well = [model for model in hopeful if bedrock.answers[model] == [TRANSLATED]]
    if well:
        assert await translate(voices) == "a red bicycle"
        assert bedrock.asked == hopeful[: hopeful.index(well[0]) + 1]
    else:
        with pytest.raises((ModelGoneError, ModelForbiddenError)):
            await translate(voices)
        assert bedrock.asked == hopeful


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (refusal("ThrottlingException"), ModelBusyError),
        (refusal("ValidationException", "The text field is blank."), RequestRefusedError),
    ],
)
async def test_what_another_model_would_not_help_stays_with_the_first(bedrock, error, kind):
    bedrock.answers[NOVA] = [error]
    with pytest.raises(kind):
        await translate(bedrock.voices())
    assert bedrock.asked == [NOVA]


async def test_what_is_described_is_called_in_its_region_until_its_last_day(bedrock):
    ours = TextDescription(
        "us.maker.writes-v1:0",
        "Ours",
        ("ours",),
        takes_pictures=True,
        price_in=Decimal(1),
        price_out=Decimal(1),
        regions=("eu-west-1",),
        end_of_life=START.date(),
    )
    called = []

    async def clients(region):
        called.append(region)
        return bedrock

    voices = Voices(clients, REGION, candidates(f"{ours.id},auto", REGION, [ours]), bedrock.clock)
    assert voices.wanted()["eu-west-1"] == {"maker.writes-v1:0"}
    assert [(one.name, one.last_day) for one in voices.warnings()] == [("Ours", START.date())]
    await translate(voices)
    bedrock.moment += timedelta(days=1)
    await translate(voices)
    assert called == ["eu-west-1", REGION]
    assert bedrock.asked == [ours.id, NOVA]
    assert voices.standings()[0].why_not == "ended"
