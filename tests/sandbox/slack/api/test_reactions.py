import pytest
from slack_sdk.errors import SlackApiError

from sandbox.slack.api.reactions import MAX_EMOJI


async def refused(call):
    with pytest.raises(SlackApiError) as error:
        await call
    return error.value.response["error"]


async def test_a_reaction_comes_and_goes(web_client, people, channels):
    ts = await people.say("alex", "#design", "hello")
    where = {"channel": channels["design"], "timestamp": ts}
    await web_client.reactions_add(name="eyes", **where)
    [message] = await people.messages("alex", "#design")
    assert [(one["name"], one["count"]) for one in message["reactions"]] == [("eyes", 1)]
    assert await refused(web_client.reactions_add(name=":eyes:", **where)) == "already_reacted"
    await web_client.reactions_remove(name="eyes", **where)
    [message] = await people.messages("alex", "#design")
    assert "reactions" not in message
    assert await refused(web_client.reactions_remove(name="eyes", **where)) == "no_reaction"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"timestamp": "1.000001", "name": "eyes"}, "message_not_found"),
        ({"timestamp": "soon", "name": "eyes"}, "bad_timestamp"),
    ],
)
async def test_what_cannot_be_reacted_to(web_client, channels, arguments, error):
    assert await refused(web_client.reactions_add(channel=channels["design"], **arguments)) == error


async def test_not_every_name_is_an_emoji(web_client, people, channels):
    ts = await people.say("alex", "#design", "hello")
    call = web_client.reactions_add(channel=channels["design"], timestamp=ts, name="two words")
    assert await refused(call) == "invalid_name"


async def test_without_an_item(web_client):
    assert await refused(web_client.reactions_remove(name="eyes")) == "no_item_specified"


async def test_where_the_app_is_not(web_client, people, channels):
    ts = await people.say("alex", "#random", "hello")
    call = web_client.reactions_add(channel=channels["random"], timestamp=ts, name="eyes")
    assert await refused(call) == "no_access"


async def test_too_many_on_one_message(web_client, people, channels):
    ts = await people.say("alex", "#design", "hello")
    where = {"channel": channels["design"], "timestamp": ts}
    for number in range(MAX_EMOJI):
        await web_client.reactions_add(name=f"emoji{number}", **where)
    assert await refused(web_client.reactions_add(name="one-more", **where)) == "too_many_emoji"
