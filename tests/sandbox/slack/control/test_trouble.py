"""Trouble in plain words: Slack's own, and what somebody else includes."""

import pytest
from slack_sdk.errors import SlackApiError

from sandbox.faults import Fault, FaultPlan
from sandbox.slack.client import ControlError
from sandbox.trouble import Amount, FaultTrouble

OWN = {"slack_429", "rate_limits", "slack_cut", "slack_drop", "uninstalled"}


async def told(people, since):
    """The listings published since then, oldest first."""
    batch = await people.changes(since)
    return [change for change in batch["changes"] if change["type"] == "trouble"]


async def test_slack_alone_has_its_own(people):
    listed = await people.troubles()
    assert set(listed) == OWN
    assert {trouble["group"] for trouble in listed.values()} == {"slack"}
    assert not any(trouble["on"] for trouble in listed.values())
    assert listed["slack_429"]["amount"] == {
        "label": "Retry-After",
        "low": 1,
        "high": 60,
        "value": 2,
        "unit": "seconds",
    }
    assert listed["slack_cut"]["amount"] is None
    for trouble in listed.values():
        assert trouble["title"]
        assert trouble["about"].endswith(".")


async def test_429_until_switched_off(people, web_client, channels):
    assert (await people.trouble("slack_429", amount=7))["slack_429"]["on"]
    with pytest.raises(SlackApiError) as refused:
        await web_client.chat_postMessage(channel=channels["design"], text="hello")
    assert refused.value.response["error"] == "ratelimited"
    assert refused.value.response.headers["Retry-After"] == "7"
    assert (await web_client.auth_test())["ok"]  # an app can still start
    off = await people.trouble("slack_429", on=False)
    assert not off["slack_429"]["on"]
    assert off["slack_429"]["amount"]["value"] == 7
    await web_client.chat_postMessage(channel=channels["design"], text="hello")


async def test_a_new_amount_replaces_the_old(people, slack):
    for seconds in (3, 9):
        await people.trouble("slack_429", amount=seconds)
    assert {fault.retry_after for fault in slack.slack.faults.listed()} == {9}
    assert len(slack.slack.faults.listed()) == 2


@pytest.mark.parametrize(("name", "posted"), [("slack_cut", 0), ("slack_drop", 1)])
async def test_no_answer(people, web_client, channels, name, posted):
    web_client.retry_handlers.clear()
    await people.trouble(name)
    with pytest.raises(Exception, match=r"(?i)disconnected|connection"):
        await web_client.chat_postMessage(channel=channels["design"], text="hello")
    assert len(await people.messages("alex", "#design")) == posted


async def test_rate_limits_are_the_same_by_either_name(people, web_client, channels):
    since = (await people.changes(0))["seq"]
    await people.rate_limits(on=True)
    assert (await people.troubles())["rate_limits"]["on"]
    assert (await people.workspace("alex"))["delivery"]["rate_limits"]
    assert len(await told(people, since)) == 1
    await web_client.chat_postMessage(channel=channels["design"], text="one")
    with pytest.raises(SlackApiError):
        await web_client.chat_postMessage(channel=channels["design"], text="two")
    await people.trouble("rate_limits", on=False)
    await web_client.chat_postMessage(channel=channels["design"], text="three")


async def test_everybody_hears_of_each_difference_once(people):
    since = (await people.changes(0))["seq"]
    for _ in range(2):
        await people.trouble("slack_cut")
    await people.add_fault("slack:auth.test", "error", status=500, times=1)
    changes = await told(people, since)
    assert [(change["others"], on(change)) for change in changes] == [(0, {"slack_cut"}), (1, {"slack_cut"})]


async def test_a_fault_that_is_used_up_is_told(people, web_client):
    await people.add_fault("slack:auth.test", "error", status=500, times=1)
    since = (await people.changes(0))["seq"]
    with pytest.raises(SlackApiError):
        await web_client.auth_test()
    assert [change["others"] for change in await told(people, since)] == [0]


def on(listing):
    return {trouble["name"] for trouble in listing["troubles"] if trouble["on"]}


async def test_everything_back_to_normal(people, slack):
    await people.trouble("slack_429")
    await people.trouble("rate_limits")
    await people.add_fault("slack:auth.test", "error", status=500)
    listed = await people.end_trouble()
    assert not any(trouble["on"] for trouble in listed.values())
    assert slack.slack.faults.listed() == []


@pytest.mark.parametrize("how", ["clear_faults", "reset"])
async def test_other_ways_back_switch_it_off_too(people, how):
    await people.trouble("slack_drop")
    since = (await people.changes(0))["seq"]
    await getattr(people, how)()
    assert not (await people.troubles())["slack_drop"]["on"]
    assert [on(change) for change in await told(people, since)] == [set()]


async def test_what_others_include(people, slack):
    plan = FaultPlan()
    slow = FaultTrouble(
        plan,
        lambda seconds: [Fault(operation="x", kind="delay", seconds=seconds)],
        "slow",
        "models",
        "Slow",
        "It takes longer.",
        Amount("Longer by", 1, 5, 2),
    )
    since = (await people.changes(0))["seq"]
    slack.slack.troubles.include(plan, [slow])
    assert len(await told(people, since)) == 1
    await people.trouble("slow")
    assert [fault.seconds for fault in plan.listed()] == [2]
    plan.add(Fault(operation="y", kind="cut"))
    await people.end_trouble()
    assert plan.listed() == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"name": "earthquake", "on": True}, "unknown_trouble"),
        ({"name": "killed_bot", "on": True}, "unknown_trouble"),
        ({"name": "slack_429", "on": True, "amount": 0}, "bad_request"),
        ({"name": "slack_429", "on": True, "amount": 61}, "bad_request"),
        ({"name": "slack_cut", "on": True, "amount": 1}, "bad_request"),
        ({"name": "slack_cut"}, "bad_request"),
        ({"name": "slack_cut", "on": True, "choice": "legacy"}, "bad_request"),
    ],
)
async def test_without_sense(people, body, code):
    with pytest.raises(ControlError) as refused:
        await people._post("trouble", **body)
    assert refused.value.code == code
    assert not any(trouble["on"] for trouble in (await people.troubles()).values())


@pytest.mark.parametrize(
    ("kind", "details", "error"),
    [
        ("error", {"status": 429}, "ratelimited"),
        ("error", {"status": 200, "code": "fatal_error"}, "fatal_error"),
        ("cut", {}, "no answer: the connection was cut"),
        ("drop_reply", {}, "done, but the answer was lost"),
    ],
)
async def test_the_log_says_what_the_app_got(people, web_client, channels, kind, details, error):
    web_client.retry_handlers.clear()
    await people.add_fault("slack:chat.postMessage", kind, times=1, **details)
    with pytest.raises(Exception, match=r"(?i)disconnected|connection|ratelimited|fatal_error"):
        await web_client.chat_postMessage(channel=channels["design"], text="hello")
    [entry] = [entry for entry in await people.log() if entry["name"] == "chat.postMessage"]
    assert (entry["ok"], entry["error"]) == (False, error)
    assert entry["request"]["text"] == "hello"
    if kind == "error":
        assert entry["response"] == {"ok": False, "error": error}


async def test_a_brief_log(people, web_client, channels):
    await web_client.chat_postMessage(channel=channels["design"], text="hello")
    brief, whole = await people.log(brief=True), await people.log()
    assert brief == [
        {name: value for name, value in entry.items() if name not in ("request", "response")}
        for entry in whole
    ]
    assert brief
