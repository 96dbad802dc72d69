"""Sign in with Slack: who somebody is, said in a signed identity token ("Sign in with Slack")."""

import base64
import hashlib
from typing import Final

from sandbox.constants import CLIENT_ID
from sandbox.slack.core import Slack
from sandbox.slack.state.model import Json, User

IDENTITY_SECONDS: Final = 300
"""Seconds an identity token is good for (the example on Slack's page)."""


def discovery(slack: Slack) -> Json:
    """The document at ``/.well-known/openid-configuration``."""
    base = slack.base_url
    return {
        "issuer": base,
        "authorization_endpoint": f"{base}/openid/connect/authorize",
        "token_endpoint": f"{base}/api/openid.connect.token",
        "userinfo_endpoint": f"{base}/api/openid.connect.userInfo",
        "jwks_uri": f"{base}/openid/connect/keys",
        "scopes_supported": ["openid", "profile", "email"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["form_post"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", "auth_time", "iss"],
        "claims_parameter_supported": False,
        "request_parameter_supported": False,
        "request_uri_parameter_supported": True,
        "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
    }


def about(slack: Slack, user: User, scopes: tuple[str, ...]) -> Json:
    """The claims about a person that `scopes` (``openid``, ``profile``, ``email``) let an app know."""
    workspace = slack.workspace
    claims: Json = {
        "sub": user.id,
        "https://slack.com/user_id": user.id,
        "https://slack.com/team_id": workspace.team_id,
    }
    if "email" in scopes:
        claims |= {
            "email": f"{user.name}@{workspace.team_domain}.example",
            "email_verified": True,
            "date_email_verified": 1_700_000_000,
        }
    if "profile" in scopes:
        given, _, family = user.real_name.partition(" ")
        claims |= {
            "name": user.real_name,
            "given_name": given,
            "family_name": family,
            "locale": user.locale,
            "https://slack.com/team_name": workspace.team_name,
            "https://slack.com/team_domain": workspace.team_domain,
            "https://slack.com/team_image_default": True,
        }
    return claims


def identity_token(
    slack: Slack, user: User, scopes: tuple[str, ...], nonce: str, access_token: str, now: int
) -> str:
    """Signed with RS256. `now` is the wall clock's: whoever checks it has no other."""
    digest = hashlib.sha256(access_token.encode()).digest()
    claims: Json = {
        "iss": slack.base_url,
        "aud": CLIENT_ID,
        "exp": now + IDENTITY_SECONDS,
        "iat": now,
        "auth_time": now,
        "at_hash": base64.urlsafe_b64encode(digest[:16]).rstrip(b"=").decode(),
        **about(slack, user, scopes),
    }
    if nonce:
        claims["nonce"] = nonce
    return slack.signer.sign(claims)
