"""oauth.*, openid.connect.*, auth.revoke and apps.uninstall"""

import hmac
import math
import time
from collections.abc import Mapping
from typing import Final, Literal

from sandbox.constants import CLIENT_ID, CLIENT_SECRET
from sandbox.slack.api.call import Call, Handler
from sandbox.slack.api.errors import SlackError
from sandbox.slack.oauth.grants import Code, GrantError, Token
from sandbox.slack.oauth.identity import about, identity_token
from sandbox.slack.oauth.installing import installed, revoke, uninstall
from sandbox.slack.state.model import Json


async def access(call: Call) -> Json:
    """A code for tokens, or a refresh token for a new one."""
    _check_client(call)
    if call.get("grant_type") == "refresh_token":
        try:
            token = call.slack.grants.refreshed(call.get("refresh_token", ""))
        except GrantError as error:
            raise SlackError(str(error)) from error
        return _installation(call, token, {"id": token.user} if token.kind == "user" else None)
    if call.get("grant_type", "authorization_code") != "authorization_code":
        raise SlackError("invalid_grant_type")
    code = _code(call, "install")
    bot = call.slack.grants.install(code.scopes) if code.scopes else None
    person: Json = {"id": code.user}
    if code.user_scopes:
        person |= _said(call, call.slack.grants.user_token(code.user, code.user_scopes))
    installed(call.slack)
    return _installation(call, bot, person)


def _installation(call: Call, token: Token | None, person: Json | None) -> Json:
    workspace = call.workspace
    answer: Json = {
        "app_id": workspace.app_id,
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
    if person is not None:
        answer["authed_user"] = person
    if token is not None:
        answer |= _said(call, token)
        if token.kind == "bot":
            answer["bot_user_id"] = workspace.bot.id
    return answer


def _said(call: Call, token: Token) -> Json:
    """The fields of one token."""
    answer: Json = {"access_token": token.value, "token_type": "bot" if token.kind == "bot" else "user"}
    answer["scope"] = ",".join(token.scopes)
    if token.expires_at is not None:
        answer["expires_in"] = max(0, math.ceil(token.expires_at - call.slack.clock.now()))
        answer["refresh_token"] = token.refresh
    return answer


async def connect_token(call: Call) -> Json:
    """A code for who somebody is."""
    _check_client(call)
    if call.get("grant_type", "authorization_code") != "authorization_code":
        raise SlackError("unsupported_grant_type")
    try:
        code = _code(call, "openid")
    except SlackError as error:
        raise SlackError("invalid_grant") if error.code == "invalid_code_verifier" else error from error
    token = call.slack.grants.identity_token(code.user, code.scopes)
    user = call.workspace.users[code.user]
    said = identity_token(call.slack, user, code.scopes, code.nonce, token.value, int(time.time()))
    return {"access_token": token.value, "token_type": "Bearer", "id_token": said}


async def connect_user_info(call: Call) -> Json:
    if call.token is None:
        raise SlackError("not_allowed_token_type")
    return about(call.slack, call.workspace.users[call.token.user], call.token.scopes)


async def auth_revoke(call: Call) -> Json:
    """With `test` nothing happens."""
    if call.token is not None and not call.get("test", False):
        revoke(call.slack, call.token)
    return {"revoked": not call.get("test", False)}


async def apps_uninstall(call: Call) -> Json:
    _check_client(call)
    uninstall(call.slack)
    return {}


def _check_client(call: Call) -> None:
    if not hmac.compare_digest(str(call.get("client_id", "")).encode(), CLIENT_ID.encode()):
        raise SlackError("invalid_client_id")
    if not hmac.compare_digest(str(call.get("client_secret", "")).encode(), CLIENT_SECRET.encode()):
        raise SlackError("bad_client_secret")


def _code(call: Call, kind: Literal["install", "openid"]) -> Code:
    try:
        return call.slack.grants.take_code(
            call.get("code", ""), kind, call.get("redirect_uri"), call.get("code_verifier", "")
        )
    except GrantError as error:
        raise SlackError(str(error)) from error


HANDLERS: Final[Mapping[str, Handler]] = {
    "oauth.v2.access": access,
    "openid.connect.token": connect_token,
    "openid.connect.userInfo": connect_user_info,
    "auth.revoke": auth_revoke,
    "apps.uninstall": apps_uninstall,
}
