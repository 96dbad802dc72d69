"""The life of the models, without a server."""

from datetime import date, timedelta

import pytest

from sandbox.bedrock.account import Account, LifeError
from sandbox.bedrock.catalogue import known_model, models
from sandbox.bedrock.errors import BedrockError

TITAN = known_model("amazon.titan-image-generator-v2:0")
NOVA = known_model("amazon.nova-canvas-v1:0")
CORE = known_model("stability.stable-image-core-v1:1")
UPSCALE = known_model("stability.stable-fast-upscale-v1:0")
HAIKU = known_model("us.anthropic.claude-haiku-4-5-20251001-v1:0")
LITE = known_model("us.amazon.nova-2-lite-v1:0")
DAY = date(2026, 8, 1)


def on(day, **more):
    return Account(today=lambda: day, **more)


@pytest.mark.parametrize(
    ("day", "titan", "nova"),
    [
        (date(2026, 6, 30), "legacy", "legacy"),
        (date(2026, 7, 1), "end-of-life", "legacy"),
        (date(2026, 10, 1), "end-of-life", "end-of-life"),
    ],
)
def test_the_contract_is_judged_by_the_day(day, titan, nova):
    account = on(day)
    assert (account.state(TITAN), account.state(NOVA), account.state(CORE)) == (titan, nova, "active")


def test_a_model_ends_while_the_sandbox_runs():
    days = [date(2026, 6, 30)]
    account = Account(today=lambda: days[-1])
    assert account.called(TITAN.id, "InvokeModel", "us-west-2") is TITAN
    days.append(date(2026, 7, 1))
    with pytest.raises(BedrockError, match="reached the end of its life"):
        account.called(TITAN.id, "InvokeModel", "us-west-2")


def test_extended_access_revives_what_has_ended_and_nothing_else():
    account = on(date(2027, 1, 1), extended_access=True)
    for model in models():
        life = account.life(model)
        ended = model in (TITAN, NOVA)
        assert account.state(model) == ("legacy" if ended else "active")
        assert not ended or life.end_of_life - date(2027, 1, 1) > timedelta(days=60)
    assert on(DAY, extended_access=True).life(NOVA).end_of_life == date(2026, 9, 30)  # not over yet


@pytest.mark.parametrize(
    ("ages", "state", "end"),
    [
        ({"state": "end-of-life"}, "end-of-life", DAY - timedelta(days=1)),
        ({"state": "legacy"}, "legacy", date(2027, 1, 31)),
        ({"state": "denied"}, "denied", None),
        ({"end_of_life": date(2026, 8, 1)}, "legacy", date(2026, 8, 1)),
        ({"end_of_life": date(2026, 7, 31)}, "end-of-life", date(2026, 7, 31)),
        ({"end_of_life": None}, "active", None),
        ({"state": "active", "end_of_life": date(2026, 9, 1)}, "active", date(2026, 9, 1)),
    ],
)
def test_a_state_and_an_end_follow_one_another(ages, state, end):
    account = on(DAY)
    account.change(CORE, **ages)
    assert (account.state(CORE), account.life(CORE).end_of_life) == (state, end)
    account.reset_age(CORE)
    assert (account.state(CORE), account.life(CORE).end_of_life) == ("active", None)


def test_what_had_ended_can_live_again():
    account = on(DAY)
    account.change(TITAN, state="legacy")
    assert account.life(TITAN).end_of_life > DAY
    account.change(TITAN, state="end-of-life")
    account.change(TITAN, state="active")
    assert (account.state(TITAN), account.life(TITAN).end_of_life) == ("active", None)


def test_denied_access_stays_denied_whatever_the_end():
    account = on(DAY)
    account.change(CORE, state="denied")
    account.change(CORE, end_of_life=date(2026, 7, 1))
    assert account.state(CORE) == "denied"


@pytest.mark.parametrize(
    ("state", "end"),
    [
        ("active", date(2026, 7, 31)),
        ("legacy", date(2026, 7, 31)),
        ("end-of-life", date(2026, 8, 1)),
        ("end-of-life", None),
    ],
)
def test_contradictions_change_nothing(state, end):
    account = on(DAY)
    with pytest.raises(LifeError):
        account.change(CORE, state=state, end_of_life=end, latency=3)
    assert (account.state(CORE), account.life(CORE).latency) == ("active", 0)


def refusal(account, model_id, region, operation="InvokeModel"):
    with pytest.raises(BedrockError) as caught:
        account.called(model_id, operation, region)
    return caught.value.name, caught.value.message


INVALID = ("ValidationException", "The provided model identifier is invalid.")


@pytest.mark.parametrize(
    ("model_id", "regions"),
    [
        (NOVA.id, {"us-east-1", "eu-west-1", "ap-northeast-1"}),
        (CORE.id, {"us-west-2"}),
        (f"us.{UPSCALE.id}", {"us-east-1", "us-east-2", "us-west-2"}),
        (HAIKU.id, {"us-east-1", "us-east-2", "us-west-2"}),
        (f"eu.{HAIKU.bare_id}", {"eu-west-1", "eu-central-1"}),
        (f"au.{HAIKU.bare_id}", {"ap-southeast-2"}),
        (f"jp.{LITE.bare_id}", {"ap-northeast-1", "ap-northeast-3"}),
        (f"global.{LITE.bare_id}", {"us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1",
                                    "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-3"}),
    ],
)  # fmt: skip
def test_from_where_each_id_can_be_called(model_id, regions):
    account = on(DAY, extended_access=True)
    model = known_model(model_id)
    for region in ("us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-1",
                   "ap-southeast-2", "ap-northeast-1", "ap-northeast-3"):  # fmt: skip
        if region in regions:
            assert account.called(model_id, model.call, region) is model
        else:
            assert refusal(account, model_id, region, model.call) == INVALID


def test_a_profile_that_a_model_does_not_have_is_unknown():
    assert (
        refusal(on(DAY), f"au.{LITE.bare_id}", "ap-southeast-2", "Converse")[0] == "ResourceNotFoundException"
    )


def test_a_model_of_profiles_is_not_offered_on_demand():
    name, message = refusal(on(DAY), UPSCALE.id, "us-west-2")
    assert name == "ValidationException"
    assert "on-demand throughput isn't supported" in message
    assert refusal(on(DAY), UPSCALE.id, "eu-west-1") == INVALID


def test_regions_can_be_moved():
    account = on(DAY)
    account.change(NOVA, regions=("us-west-*",))
    assert account.called(NOVA.id, "InvokeModel", "us-west-2") is NOVA
    assert refusal(account, NOVA.id, "us-east-1") == INVALID
    account.change(HAIKU, regions=("us-east-1", "eu-west-1"))
    assert account.called(HAIKU.id, "Converse", "us-east-1") is HAIKU
    assert refusal(account, HAIKU.id, "eu-west-1", "Converse") == INVALID  # still the profile of the US
    assert refusal(account, HAIKU.id, "us-west-2", "Converse") == INVALID
    account.change(CORE, regions=())
    assert refusal(account, CORE.id, "us-west-2") == INVALID


def test_watchers_hear_of_each_change():
    account, heard = on(DAY), []
    account.watch(lambda: heard.append(account.state(CORE)))
    account.change(CORE, state="denied")
    account.reset()
    assert heard == ["denied", "active"]
