import pytest
from slack_sdk.errors import SlackApiError


async def refused(call):
    with pytest.raises(SlackApiError) as error:
        await call
    return error.value.response["error"]


async def test_who_the_app_is(web_client, slack):
    answer = await web_client.auth_test()
    bot = slack.slack.workspace.bot
    assert (answer["user_id"], answer["bot_id"], answer["team"]) == (bot.id, bot.bot_id, "Harbour Studio")
    info = await web_client.bots_info(bot=bot.bot_id)
    assert info["bot"]["user_id"] == bot.id
    assert await refused(web_client.bots_info(bot="B0")) == "bot_not_found"


async def test_the_team(web_client):
    assert (await web_client.team_info())["team"]["domain"] == "harbour-studio"
    assert await refused(web_client.team_info(team="T0")) == "team_not_found"


async def test_people(web_client, users):
    mina = (await web_client.users_info(user=users["mina"], include_locale=True))["user"]
    assert (mina["real_name"], mina["locale"], mina["is_admin"]) == ("김민아", "ko-KR", False)
    alex = (await web_client.users_info(user=users["alex"]))["user"]
    assert alex["is_admin"]
    assert "locale" not in alex
    assert await refused(web_client.users_info(user="U0")) == "user_not_found"


async def test_everybody_in_pages(web_client, users):
    found, cursor = [], ""
    while True:
        answer = await web_client.users_list(limit=3, cursor=cursor)
        assert len(answer["members"]) <= 3
        found += answer["members"]
        if not (cursor := answer["response_metadata"]["next_cursor"]):
            break
    assert {"alex": True, "mina": False, "sam": False}.items() <= {
        one["name"]: one["is_admin"] for one in found
    }.items()
    assert len({one["id"] for one in found}) == len(found) >= 4
    assert (await web_client.users_list())["members"] == found
    assert "locale" not in found[0]
    assert await refused(web_client.users_list(cursor="?")) == "invalid_cursor"


async def test_conversations_the_app_is_in(web_client):
    answer = await web_client.users_conversations(types="public_channel,private_channel")
    names = {channel["name"] for channel in answer["channels"]}
    assert names == {"general", "design", "marketing", "brand-team"}
    answer = await web_client.users_conversations(types="im")
    assert len(answer["channels"]) == 3


async def test_conversations_of_a_person_the_app_may_know(web_client, users):
    answer = await web_client.users_conversations(
        user=users["mina"], types="public_channel,private_channel,im"
    )
    names = [channel.get("name", "DM") for channel in answer["channels"]]
    assert sorted(names) == ["DM", "brand-team", "design", "general", "marketing", "random"]


async def test_conversations_in_pages(web_client):
    names, cursor = [], ""
    for _ in range(10):
        answer = await web_client.users_conversations(types="public_channel", limit=2, cursor=cursor)
        assert len(answer["channels"]) <= 2
        names += [channel["name"] for channel in answer["channels"]]
        if not (cursor := answer["response_metadata"]["next_cursor"]):
            break
    assert names == ["general", "design", "marketing"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"types": "club"}, "invalid_types"),
        ({"limit": 0}, "invalid_limit"),
        ({"cursor": "?"}, "invalid_cursor"),
    ],
)
async def test_what_is_wrong_with_a_page(web_client, arguments, error):
    assert await refused(web_client.users_conversations(**arguments)) == error
