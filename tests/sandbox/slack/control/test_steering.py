import pytest

from sandbox.slack.client import ControlError


async def test_reset(people, web_client, channels, bolt, connect):
    await connect(bolt)
    await people.say("alex", "#design", "hello")
    await people.add_channel("extra")
    await people.add_fault("slack:auth.test", "error", status=500)
    await people.rate_limits(on=True)
    seq = (await people.changes(0))["seq"]
    await people.reset()
    assert await people.messages("alex", "#design") == []
    seen = await people.workspace("alex")
    assert "extra" not in {channel["name"] for channel in seen["channels"]}
    assert seen["delivery"] == {"mode": "socket", "request_url": "", "connections": 1, "rate_limits": False}
    assert (await web_client.auth_test())["ok"]
    batch = await people.changes(seq)
    assert "reset" in [change["type"] for change in batch["changes"]]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("clock", {"advance": -1}),
        ("clock", {"advance": "soon"}),
        ("clock", {"advance": 1, "by": 2}),
        ("delivery", {"mode": "pigeon"}),
        ("delivery", {"mode": "http"}),
        ("event", {"event": {}}),
        ("disconnect", {"reason": "boredom"}),
        ("channels", {"name": "Two Words"}),
        ("command", {"user": "alex"}),
        ("action", {"user": "alex", "action_id": "x"}),
    ],
)
async def test_requests_without_sense(people, path, body):
    with pytest.raises(ControlError) as refused:
        await people._post(path, **body)
    assert refused.value.code == "bad_request"


async def test_a_body_that_is_no_json(people):
    async with people._opened().post(f"{people.url}/_sandbox/clock", data=b"{") as response:
        assert response.status == 400


async def test_faults_are_listed_and_cleared(people):
    await people.add_fault("slack:chat.*", "delay", seconds=1, times=2)
    async with people._opened().get(f"{people.url}/_sandbox/faults") as response:
        [fault] = await response.json()
    assert (fault["operation"], fault["times"]) == ("slack:chat.*", 2)
    await people.clear_faults()
    async with people._opened().get(f"{people.url}/_sandbox/faults") as response:
        assert await response.json() == []
    with pytest.raises(ControlError):
        await people.add_fault("slack:*", "tickle")


async def test_channels_are_named_once(people):
    await people.add_channel("extra", bot=True)
    with pytest.raises(ControlError) as refused:
        await people.add_channel("extra")
    assert refused.value.code == "name_taken"


@pytest.mark.parametrize("channel", ["#nowhere", "@app"])
async def test_one_is_invited_to_channels(people, channel):
    with pytest.raises(ControlError) as refused:
        await people.invite(channel)
    assert refused.value.code == "channel_not_found"


async def test_a_member_is_invited(people):
    room = await people.add_channel("extra", members=["alex"])
    await people.invite(room["id"], "mina")
    await people.say("mina", "#extra", "thanks")
    lines = await people.messages("alex", "#extra")
    assert [line.get("subtype", "") for line in lines] == ["channel_join", ""]
