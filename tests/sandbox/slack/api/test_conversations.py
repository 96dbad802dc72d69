import pytest
from slack_sdk.errors import SlackApiError


async def refused(call):
    with pytest.raises(SlackApiError) as error:
        await call
    return error.value.response["error"]


async def test_info(web_client, channels, users, slack):
    design = (await web_client.conversations_info(channel=channels["design"], include_num_members=True))[
        "channel"
    ]
    assert (design["name"], design["is_member"], design["is_private"]) == ("design", True, False)
    assert design["num_members"] == 4
    brand = (await web_client.conversations_info(channel=channels["brand-team"]))["channel"]
    assert (brand["is_private"], brand["is_group"], brand["is_channel"]) == (True, True, False)
    random = (await web_client.conversations_info(channel=channels["random"]))["channel"]
    assert random["is_member"] is False
    dm = slack.slack.workspace.direct_message([users["mina"], users["imagine"]])
    assert (await web_client.conversations_info(channel=dm.id))["channel"]["user"] == users["mina"]
    assert await refused(web_client.conversations_info(channel=channels["launch-plans"])) == (
        "channel_not_found"
    )
    theirs = slack.slack.workspace.direct_message([users["mina"], users["alex"]])
    assert await refused(web_client.conversations_info(channel=theirs.id)) == "channel_not_found"
    assert await refused(web_client.chat_postMessage(channel=theirs.id, text="x")) == "channel_not_found"
    listed = await web_client.users_conversations(types="im")
    assert {one["user"] for one in listed["channels"]} == {users["alex"], users["mina"], users["sam"]}
    assert theirs.id not in {one["id"] for one in listed["channels"]}


async def test_members(web_client, channels, users):
    answer = await web_client.conversations_members(channel=channels["design"], limit=3)
    more = await web_client.conversations_members(
        channel=channels["design"], limit=3, cursor=answer["response_metadata"]["next_cursor"]
    )
    assert set(answer["members"] + more["members"]) == set(users.values())
    assert await refused(web_client.conversations_members(channel=channels["design"], limit=0)) == (
        "invalid_limit"
    )


async def test_open_a_direct_message(web_client, users):
    answer = await web_client.conversations_open(users=users["mina"])
    assert answer["channel"]["id"].startswith("D")
    again = await web_client.conversations_open(users=[users["mina"]], return_im=True)
    assert again["channel"]["id"] == answer["channel"]["id"]
    assert again["channel"]["user"] == users["mina"]


async def test_open_a_group_message(web_client, users):
    both = [users["mina"], users["alex"]]
    assert await refused(web_client.conversations_open(users=both, prevent_creation=True)) == (
        "channel_not_found"
    )
    answer = await web_client.conversations_open(users=both, return_im=True)
    assert answer["channel"]["is_mpim"]
    again = await web_client.conversations_open(users=reversed_(both))
    assert again["channel"]["id"] == answer["channel"]["id"]


def reversed_(names):
    return list(reversed(names))


@pytest.mark.parametrize(
    ("people", "error"),
    [
        (["U0"], "user_not_found"),
        (["U0"] * 9, "too_many_users"),
        ([","], "not_enough_users"),
        (None, "users_list_not_supplied"),
    ],
)
async def test_open_with_whom(web_client, people, error):
    arguments = {} if people is None else {"users": ",".join(people)}
    assert await refused(web_client.api_call("conversations.open", params=arguments)) == error


async def test_open_is_not_for_channels(web_client, channels):
    assert await refused(web_client.conversations_open(channel=channels["design"])) == (
        "method_not_supported_for_channel_type"
    )


async def test_join(web_client, channels, users, slack):
    answer = await web_client.conversations_join(channel=channels["random"])
    assert answer["channel"]["is_member"]
    await web_client.chat_postMessage(channel=channels["random"], text="now it works")
    again = await web_client.conversations_join(channel=channels["random"])
    assert again["warning"] == "already_in_channel"
    assert await refused(web_client.conversations_join(channel=channels["launch-plans"])) == (
        "channel_not_found"
    )
    dm = slack.slack.workspace.direct_message([users["mina"], users["imagine"]])
    assert await refused(web_client.conversations_join(channel=dm.id)) == (
        "method_not_supported_for_channel_type"
    )


async def test_history_newest_first_in_pages(web_client, people, channels):
    for number in range(5):
        await people.say("alex", "#design", str(number))
    first = await web_client.conversations_history(channel=channels["design"], limit=3)
    assert [message["text"] for message in first["messages"]] == ["4", "3", "2"]
    assert first["has_more"]
    rest = await web_client.conversations_history(
        channel=channels["design"], limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    assert [message["text"] for message in rest["messages"]] == ["1", "0"]
    assert not rest["has_more"]


async def test_history_between(web_client, people, channels):
    times = [await people.say("alex", "#design", str(number)) for number in range(4)]
    bounds = {"oldest": times[0], "latest": times[3]}
    answer = await web_client.conversations_history(channel=channels["design"], **bounds)
    assert [message["text"] for message in answer["messages"]] == ["2", "1"]
    answer = await web_client.conversations_history(channel=channels["design"], **bounds, inclusive=True)
    assert [message["text"] for message in answer["messages"]] == ["3", "2", "1", "0"]


async def test_metadata_only_when_asked_for(web_client, channels):
    metadata = {"event_type": "job", "event_payload": {"id": "j1"}}
    posted = await web_client.chat_postMessage(channel=channels["design"], text="x", metadata=metadata)
    reply = await web_client.chat_postMessage(
        channel=channels["design"], text="y", metadata=metadata, thread_ts=posted["ts"]
    )
    for asked in (True, False):
        history = await web_client.conversations_history(
            channel=channels["design"], include_all_metadata=asked
        )
        replies = await web_client.conversations_replies(
            channel=channels["design"], ts=posted["ts"], include_all_metadata=asked
        )
        found = [message.get("metadata") for message in (*history["messages"], *replies["messages"])]
        assert found == [metadata if asked else None] * 3
    assert reply["message"]["metadata"] == metadata


async def test_replies_come_with_their_parent(web_client, people, channels):
    parent = await people.say("alex", "#design", "parent")
    for number in range(3):
        await people.say("mina", "#design", str(number), thread_ts=parent)
    answer = await web_client.conversations_replies(channel=channels["design"], ts=parent, limit=2)
    assert [message["text"] for message in answer["messages"]] == ["parent", "0"]
    reply = answer["messages"][1]
    whole = await web_client.conversations_replies(channel=channels["design"], ts=reply["ts"])
    assert [message["text"] for message in whole["messages"]] == ["parent", "0", "1", "2"]
    history = await web_client.conversations_history(channel=channels["design"])
    assert [message["text"] for message in history["messages"]] == ["parent"]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("history", {"channel": "random"}, "not_in_channel"),
        ("history", {"channel": "launch-plans"}, "channel_not_found"),
        ("history", {"channel": "design", "oldest": "yesterday"}, "invalid_ts_oldest"),
        ("history", {"channel": "design", "latest": "soon"}, "invalid_ts_latest"),
        ("history", {"channel": "design", "cursor": "x"}, "invalid_cursor"),
        ("history", {"channel": "design", "limit": 1000}, "invalid_arguments"),
        ("replies", {"channel": "design", "ts": "1.000001"}, "thread_not_found"),
        ("replies", {"channel": "random", "ts": "1.000001"}, "channel_not_found"),
    ],
)
async def test_what_cannot_be_read(web_client, channels, method, arguments, error):
    arguments = {**arguments, "channel": channels[arguments["channel"]]}
    assert await refused(web_client.api_call(f"conversations.{method}", params=arguments)) == error
