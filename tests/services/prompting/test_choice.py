"""Which language model answers, and who does when it can't."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from services.ask import ReferenceOptions
from services.bedrock import (
    ModelBusyError,
    ModelForbiddenError,
    ModelGoneError,
    PicturesNotTakenError,
    RequestRefusedError,
)
from services.prompting.choice import Voices
from services.prompting.voices import AUTO, CLAUDE_HAIKU, CLAUDE_SONNET, NOVA_2_LITE, candidates
from services.prompting.writer import Seen, Writer
from services.survey import Listing, Surveyed
from tests.services.prompting.test_writer import brief, said, text, tool_use

REGION = "us-west-2"
NOVA, HAIKU, SONNET = (f"us.{voice.model_id}" for voice in (NOVA_2_LITE, CLAUDE_HAIKU, CLAUDE_SONNET))
OTHER = "maker.words-only-v1:0"
START = datetime(2026, 11, 26, 9, tzinfo=UTC)

TRANSLATED = tool_use("translate_prompt", {"language": "ko", "english": "a red bicycle"})
READ = tool_use(
    "read_pictures",
    {
        "reading": dict.fromkeys(
            ("subject", "medium", "style", "light", "mood", "composition", "texture"), "soft"
        )
    }
    | said()["output"]["message"]["content"][0]["toolUse"]["input"],
)


def refusal(name, message="no"):
    return ClientError({"Error": {"Code": name, "Message": message}}, "Converse")


GONE = refusal("ResourceNotFoundException", "This model version has reached the end of its life.")


class Bedrock:
    """Language models that answer what `answers` says for their id, in turn; the last answer stays."""

    def __init__(self) -> None:
        self.answers: dict[str, list[Any]] = {}
        self.requests: list[Any] = []
        self.moment = START

    async def __call__(self, region):
        assert region == REGION
        return self

    async def converse(self, **request):
        self.requests.append(request)
        answers = self.answers.get(request["modelId"], [TRANSLATED])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def clock(self):
        return self.moment

    @property
    def asked(self):
        return [request["modelId"] for request in self.requests]

    def voices(self, order=AUTO):
        return Voices(self, REGION, candidates(order, REGION), self.clock)


@pytest.fixture
def bedrock():
    return Bedrock()


def listing(model_id, *, ends=None, inputs=("TEXT", "IMAGE"), granted=True):
    return Listing(model_id, REGION, ends is not None, ends, frozenset(inputs), granted)


def surveyed(*listings):
    return Surveyed({(one.model_id, one.region): one for one in listings}, {})


def all_listed(**changes):
    """The known models as they are listed, but for what `changes` says about one by its alias."""
    return surveyed(
        *(
            listing(voice.model_id, **changes.get(voice.alias, {}))
            for voice in (NOVA_2_LITE, CLAUDE_HAIKU, CLAUDE_SONNET)
        )
    )


async def translate(voices):
    return (await Writer(voices).translate("빨간 자전거", 512)).english


async def read(voices, pictures=(b"jpeg",)):
    return await Writer(voices).read(brief(), Seen(pictures, "", ReferenceOptions()))


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
    how = {"ended": {"ends": START}, "not granted": {"granted": False}, "listed": {}}
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
    voices.heed(all_listed(nova={"ends": START + timedelta(minutes=5)}))
    await translate(voices)
    bedrock.moment += timedelta(minutes=5)
    await translate(voices)
    assert bedrock.asked == [NOVA, HAIKU]


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


async def test_pictures_are_shown_to_a_model_that_takes_them(bedrock):
    bedrock.answers[NOVA] = [READ]
    voices = bedrock.voices(f"{OTHER},auto")
    words_only = listing(OTHER, inputs=("TEXT",))
    voices.heed(surveyed(words_only, *all_listed().listings.values()))
    traits, ideas = await read(voices)
    assert (traits.mood, len(ideas)) == ("soft", 3)
    await translate(voices)
    assert bedrock.asked == [NOVA, OTHER]


async def test_no_picture_is_sent_where_none_is_taken(bedrock):
    voices = bedrock.voices(OTHER)
    voices.heed(surveyed(listing(OTHER, inputs=("TEXT",))))
    with pytest.raises(PicturesNotTakenError):
        await read(voices)
    assert bedrock.requests == []


async def test_who_surely_takes_pictures_comes_before_who_may(bedrock):
    bedrock.answers = {NOVA: [GONE], HAIKU: [GONE], SONNET: [GONE], OTHER: [READ]}
    await read(bedrock.voices(f"{OTHER},auto"))
    assert bedrock.asked == [NOVA, HAIKU, SONNET, OTHER]


async def test_a_model_that_refuses_pictures_is_shown_no_more(bedrock):
    no = refusal(
        "ValidationException", "This model doesn't support the image content block that you provided."
    )
    bedrock.answers = {OTHER: [no], "maker.sees-v1:0": [READ]}
    voices = bedrock.voices(f"{OTHER},maker.sees-v1:0")
    for _ in range(2):
        assert (await read(voices))[0].mood == "soft"
    assert bedrock.asked == [OTHER, "maker.sees-v1:0", "maker.sees-v1:0"]
    bedrock.answers[OTHER] = [TRANSLATED]
    await translate(voices)
    assert bedrock.asked[3:] == [OTHER], "words it still takes"


@pytest.mark.parametrize(
    ("message", "without"),
    [
        (
            "This model doesn't support the toolConfig.toolChoice.tool field. Remove it and try again.",
            {"toolChoice"},
        ),
        ("`temperature` is deprecated for this model.", {"temperature"}),
        ("Neither toolChoice nor temperature are supported.", {"toolChoice", "temperature"}),
    ],
)
async def test_what_a_model_refuses_to_be_told_is_left_out(bedrock, message, without):
    bedrock.answers[OTHER] = [refusal("ValidationException", message), TRANSLATED]
    voices = bedrock.voices(OTHER)
    for _ in range(2):
        assert await translate(voices) == "a red bicycle"
    assert bedrock.asked == [OTHER] * 3
    told = [{*request["toolConfig"], *request["inferenceConfig"]} for request in bedrock.requests]
    assert told[0] == {"tools", "toolChoice", "maxTokens", "temperature"}
    assert told[1] == told[2] == told[0] - without


async def test_a_model_that_keeps_refusing_is_not_asked_for_ever(bedrock):
    bedrock.answers[OTHER] = [
        refusal("ValidationException", "toolChoice and temperature are wrong, somehow.")
    ]
    with pytest.raises(RequestRefusedError):
        await translate(bedrock.voices(OTHER))
    assert len(bedrock.requests) == 2


def test_admins_are_told_a_month_before(bedrock, caplog):
    voices = bedrock.voices()
    soon, later = START + timedelta(days=20), START + timedelta(days=31)
    with caplog.at_level(logging.WARNING):
        voices.heed(all_listed(nova={"ends": soon}, haiku={"ends": later}))
    [ending] = voices.warnings()
    assert (ending.name, ending.model_id, ending.ends) == ("Nova 2 Lite", NOVA_2_LITE.model_id, soon)
    assert ending.replacement == "Claude Haiku 4.5"
    assert "ends on 2026-12-16; Claude Haiku 4.5 takes over" in caplog.text


def test_the_replacement_lasts_longer(bedrock):
    voices = bedrock.voices()
    soon = START + timedelta(days=20)
    voices.heed(all_listed(nova={"ends": soon}, haiku={"ends": soon}))
    assert [one.replacement for one in voices.warnings()] == ["Claude Sonnet 4.6"] * 2
    voices.heed(all_listed(nova={"ends": soon}, haiku={"granted": False}, sonnet={"ends": soon}))
    assert [one.replacement for one in voices.warnings()] == [None, None]


def test_what_has_ended_is_no_warning(bedrock):
    voices = bedrock.voices()
    voices.heed(all_listed(nova={"ends": START}))
    assert voices.warnings() == ()
    assert bedrock.voices().warnings() == ()


def test_the_log_tells_it_once_a_day(bedrock, caplog):
    voices = bedrock.voices()
    with caplog.at_level(logging.WARNING):
        for _ in range(49):
            voices.heed(all_listed(nova={"ends": START + timedelta(days=20)}))
            bedrock.moment += timedelta(hours=1)
    assert len(caplog.records) == 3
