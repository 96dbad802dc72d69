"""Which language models there are, and what a setting makes of them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.painting.described_models import TextDescription
from services.prompting.voices import AUTO, KNOWN, candidates, order_of, profile
from services.survey import foundation_id
from tests.contracts import contract

REGIONS = [
    "us-east-1", "us-west-2", "eu-west-1", "eu-north-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
    "ap-southeast-1", "ap-southeast-2", "ap-south-1", "sa-east-1", "ca-central-1", "me-central-1", "us-gov-west-1",
]  # fmt: skip

other_ids = st.from_regex(r"(us\.)?[a-z]{3,8}\.[a-z0-9-]{1,20}(:[0-9])?", fullmatch=True).filter(
    lambda name: foundation_id(name) not in {voice.model_id for voice in KNOWN}
)


@pytest.mark.parametrize("voice", KNOWN, ids=lambda voice: voice.alias)
def test_the_facts_are_those_of_the_contract(voice):
    [entry] = [
        model
        for model in contract("models.json")["models"]
        if model["call"] == "Converse" and foundation_id(model["id"]) == voice.model_id
    ]
    assert voice.name == entry["name"]
    assert voice.sees == ("image" in entry["inputs"])
    assert voice.profiles == set(entry["crossRegionPrefixes"])
    assert (voice.price.read, voice.price.written) == tuple(entry["pricePerMillionTokens"].values())
    [everywhere] = entry["otherPrices"]
    assert everywhere["profile"] == f"global.{voice.model_id}"
    assert (voice.global_price.read, voice.global_price.written) == (everywhere["in"], everywhere["out"])
    assert entry["toolUse"]


def test_people_can_tell_them_apart():
    assert len({voice.alias for voice in KNOWN}) == len({voice.name for voice in KNOWN}) == len(KNOWN)


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("us-west-2", "us us us"),
        ("us-east-1", "us us us"),
        ("eu-central-1", "eu eu eu"),
        ("ap-northeast-1", "jp jp jp"),
        ("ap-northeast-3", "jp jp jp"),
        ("ap-northeast-2", "global global global"),
        ("ap-southeast-2", "global au au"),
        ("ap-southeast-1", "global global global"),
        ("ca-central-1", "global global global"),
    ],
)
def test_the_profile_follows_from_the_region(region, expected):
    assert [one.invoke_id for one in candidates(AUTO, region)] == [
        f"{prefix}.{voice.model_id}" for prefix, voice in zip(expected.split(), KNOWN, strict=True)
    ]


@given(st.sampled_from(KNOWN), st.one_of(st.sampled_from(REGIONS), st.text(max_size=20)))
def test_a_profile_is_one_that_exists_and_leads_to_the_model(voice, region):
    invoke_id = profile(voice, region)
    assert invoke_id.split(".")[0] in voice.profiles
    assert foundation_id(invoke_id) == voice.model_id


@given(
    st.lists(st.one_of(other_ids, st.sampled_from([voice.model_id for voice in KNOWN])), max_size=6),
    st.booleans(),
    st.sampled_from(REGIONS),
    st.sampled_from([",", ", ", " ,"]),
)
def test_an_order_is_kept_and_names_each_model_once(names, auto, region, comma):
    listed = [*names, AUTO] if auto or not names else names
    found = candidates(comma.join(listed), region)
    models = [one.model_id for one in found]
    assert len(set(models)) == len(models)
    expected = [foundation_id(name) for name in names] + [voice.model_id for voice in KNOWN if AUTO in listed]
    assert models == list(dict.fromkeys(expected))
    for one in found:
        assert (one.voice is None) == (one.model_id not in {voice.model_id for voice in KNOWN})
        assert one.voice or one.invoke_id in names


@pytest.mark.parametrize(
    ("setting", "invoke_id"),
    [
        ("us.amazon.nova-2-lite-v1:0", "us.amazon.nova-2-lite-v1:0"),
        ("global.amazon.nova-2-lite-v1:0", "global.amazon.nova-2-lite-v1:0"),
        ("amazon.nova-2-lite-v1:0", "eu.amazon.nova-2-lite-v1:0"),
        ("meta.llama4-scout-17b-instruct-v1:0", "meta.llama4-scout-17b-instruct-v1:0"),
        (
            "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-2-lite-v1:0",
            "arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.amazon.nova-2-lite-v1:0",
        ),
    ],
)
def test_a_full_id_is_used_as_it_is(setting, invoke_id):
    assert candidates(setting, "eu-west-1")[0].invoke_id == invoke_id


def test_an_arn_of_a_known_model_is_known():
    [one] = candidates(
        "arn:aws:bedrock:us-east-1:1:inference-profile/global.anthropic.claude-sonnet-4-6", "us-east-1"
    )
    assert (one.name, one.price) == ("Claude Sonnet 4.6", one.voice.global_price)


def test_the_price_depends_on_the_profile():
    near, everywhere = candidates(AUTO, "us-east-1")[0], candidates(AUTO, "sa-east-1")[0]
    assert near.price.written > everywhere.price.written
    assert candidates("some.model", "us-east-1")[0].price is None


@pytest.mark.parametrize(
    ("setting", "says"),
    [
        ("", "comma"),
        (" ", "comma"),
        ("auto,", "comma"),
        (",us.amazon.nova-2-lite-v1:0", "comma"),
        ("auto,us.amazon.nova-2-lite-v1:0", "last"),
        ("auto,auto", "last"),
        ("one.model another.model", "spaces"),
    ],
)
def test_a_setting_that_means_nothing_is_refused(setting, says):
    with pytest.raises(ValueError, match=says):
        order_of(setting)


def described(model_id, *regions, **more):
    prices = {"price_in": Decimal("0.3"), "price_out": Decimal("2.5")}
    return TextDescription(
        model_id, "Ours", ("ours",), takes_pictures=True, regions=regions, **prices, **more
    )


OURS = "us.maker.writes-v1:0"


@pytest.mark.parametrize("setting", [AUTO, OURS, f"{OURS},{AUTO}"])
def test_what_is_described_may_be_asked(setting):
    ours = described(OURS, end_of_life=date(2027, 5, 1))
    found = {one.invoke_id: one for one in candidates(setting, "us-west-2", [ours])}
    one = found[OURS]
    assert (one.name, one.voice.sees, one.voice.end_of_life) == ("Ours", True, date(2027, 5, 1))
    assert (one.price.read, one.price.written) == (0.3, 2.5)
    assert list(found) == {
        AUTO: [*(f"us.{voice.model_id}" for voice in KNOWN), OURS],
        OURS: [OURS],
    }.get(setting, [OURS, *(f"us.{voice.model_id}" for voice in KNOWN)])


def test_what_is_described_anew_is_there_once():
    sonnet = KNOWN[2]
    found = candidates(AUTO, "us-west-2", [described(f"us.{sonnet.model_id}")])
    assert [one.model_id for one in found] == [voice.model_id for voice in KNOWN]
    assert (found[2].invoke_id, found[2].name) == (f"us.{sonnet.model_id}", "Ours")


@pytest.mark.parametrize(
    ("allowed", "where"), [((), "eu-west-1"), (("us-east-1",), "us-east-1"), (("x",), "")]
)
def test_what_is_described_is_called_where_it_may_be(allowed, where):
    (found,) = candidates(OURS, "us-west-2", [described(OURS, "eu-west-1", "us-east-1")], allowed)
    assert found.region == where
