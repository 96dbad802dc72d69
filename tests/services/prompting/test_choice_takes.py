"""What a language model takes: pictures, a forced tool, a temperature."""

from decimal import Decimal

import pytest

from services.bedrock import PicturesNotTakenError, RequestRefusedError
from services.painting.described_models import TextDescription
from services.prompting.choice import Voices
from services.prompting.voices import candidates
from tests.services.prompting.scripted import (
    GONE,
    HAIKU,
    NOVA,
    OTHER,
    READ,
    REGION,
    SONNET,
    TRANSLATED,
    Bedrock,
    all_listed,
    listing,
    read,
    refusal,
    surveyed,
    translate,
)

OURS = "maker.ours-v1:0"


@pytest.fixture
def bedrock():
    return Bedrock()


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


@pytest.mark.parametrize(
    ("takes", "inputs", "asked"),
    [(False, ("TEXT", "IMAGE"), [NOVA]), (True, ("TEXT",), [OURS]), (False, ("TEXT",), [NOVA])],
)
async def test_what_was_described_goes_before_what_is_listed(bedrock, takes, inputs, asked):
    ours = TextDescription(
        OURS, "Ours", ("ours",), takes_pictures=takes, price_in=Decimal(1), price_out=Decimal(1)
    )
    voices = Voices(bedrock, REGION, candidates(f"{OURS},auto", REGION, [ours]), bedrock.clock)
    voices.heed(surveyed(listing(OURS, inputs=inputs), *all_listed().listings.values()))
    bedrock.answers = {NOVA: [READ], OURS: [READ]}
    await read(voices)
    assert bedrock.asked == asked


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
