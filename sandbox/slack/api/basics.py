"""auth.*, apps.*, team.*, bots.* and users.*"""

from collections.abc import Mapping
from typing import Final

from sandbox.slack.api.call import Call, Handler, page
from sandbox.slack.api.errors import SlackError
from sandbox.slack.state.model import KIND_TYPE, Json

_MAX_PAGE: Final = 999
"""Items a page of users.conversations has at most ("limit … under 1000")."""


async def auth_test(call: Call) -> Json:
    workspace = call.workspace
    user = workspace.users[call.token.user] if call.token else workspace.bot
    answer: Json = {
        "url": f"{call.slack.base_url}/",
        "team": workspace.team_name,
        "user": user.name,
        "team_id": workspace.team_id,
        "user_id": user.id,
        "is_enterprise_install": False,
    }
    return answer | ({"bot_id": user.bot_id} if user.is_bot else {})


async def connections_open(call: Call) -> Json:
    ticket = call.slack.courier.hub.issue_ticket()
    base = call.slack.base_url.replace("http", "ws", 1)
    return {"url": f"{base}/link/?ticket={ticket}&app_id={call.workspace.app_id}"}


async def team_info(call: Call) -> Json:
    workspace = call.workspace
    if call.get("team", workspace.team_id) != workspace.team_id:
        raise SlackError("team_not_found")
    return {
        "team": {
            "id": workspace.team_id,
            "name": workspace.team_name,
            "domain": workspace.team_domain,
            "url": f"{call.slack.base_url}/",
            "email_domain": "",
            "icon": {"image_default": True},
        }
    }


async def bots_info(call: Call) -> Json:
    bot = call.workspace.bot
    if call.get("bot", bot.bot_id) != bot.bot_id:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": bot.bot_id,
            "deleted": False,
            "name": bot.display_name,
            "updated": 1_700_000_000,
            "app_id": bot.app_id,
            "user_id": bot.id,
            "icons": {},
        }
    }


async def users_info(call: Call) -> Json:
    user = call.workspace.users.get(call.arguments["user"])
    if user is None:
        raise SlackError("user_not_found")
    return {"user": user.to_slack(include_locale=call.get("include_locale", False))}


async def users_list(call: Call) -> Json:
    """Everybody, the bot among them; as many as Slack likes where no limit is given."""
    everybody = list(call.workspace.users.values())
    limit = call.get("limit", 0) or len(everybody)
    items, cursor = page(everybody, call.get("cursor"), max(1, limit))
    locale = call.get("include_locale", False)
    return {
        "members": [user.to_slack(include_locale=locale) for user in items],
        "cache_ts": int(call.workspace.clock.now()),
        "response_metadata": {"next_cursor": cursor},
    }


async def users_conversations(call: Call) -> Json:
    """Conversations of `user` (the bot itself if unset), as far as the bot may know them."""
    wanted = call.get("types", "public_channel").split(",")
    if not set(wanted) <= set(KIND_TYPE.values()):
        raise SlackError("invalid_types")
    limit = call.get("limit", 100)
    if not 1 <= limit <= _MAX_PAGE:
        raise SlackError("invalid_limit")
    workspace = call.workspace
    user = call.get("user", workspace.bot.id)
    found = []
    for channel in workspace.channels.values():
        if KIND_TYPE[channel.kind] not in wanted or user not in channel.members:
            continue
        if workspace.can_see(workspace.bot.id, channel):
            call.need_kind_scope(channel, "read")
            found.append(channel.to_slack(workspace.bot.id, workspace.team_id))
    items, cursor = page(found, call.get("cursor"), limit)
    return {"channels": list(items), "response_metadata": {"next_cursor": cursor}}


HANDLERS: Final[Mapping[str, Handler]] = {
    "auth.test": auth_test,
    "apps.connections.open": connections_open,
    "team.info": team_info,
    "bots.info": bots_info,
    "users.info": users_info,
    "users.list": users_list,
    "users.conversations": users_conversations,
}
