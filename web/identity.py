"""Sign in with Slack: OpenID Connect, as Slack's discovery document says it."""

import json
import secrets
from typing import Any, Final
from urllib.parse import urlencode

import aiohttp
import jwt
from async_lru import alru_cache
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from yarl import URL

from web.sessions import SigningIn

_REMEMBERED_SECONDS: Final = 3600
_SECONDS: Final = aiohttp.ClientTimeout(total=10)
_LEEWAY_SECONDS: Final = 120
_TEAM: Final = "https://slack.com/team_id"
_USER: Final = "https://slack.com/user_id"


class NotSignedInError(Exception):
    """Slack does not say who somebody is; its text says why, for the log."""


class Identity:
    """Asks Slack who somebody is.

    Parameters
    ----------
    api_url
        of Slack's Web API; the discovery document is at the same host
    client_id, client_secret
        of the app
    back
        the address that Slack sends people back to, one of the app's redirect URLs
    """

    def __init__(
        self,
        http: aiohttp.ClientSession,
        client: AsyncWebClient,
        api_url: str,
        client_id: str,
        client_secret: str,
        back: str,
    ) -> None:
        self._http = http
        self._client = client
        self._discovery = URL(api_url).origin() / ".well-known/openid-configuration"
        self._client_id = client_id
        self._client_secret = client_secret
        self._back = back
        self._configuration = alru_cache(ttl=_REMEMBERED_SECONDS)(self._configured)
        self._keys = alru_cache(ttl=_REMEMBERED_SECONDS)(self._signing_keys)

    async def set_out(self, path: str, team: str = "") -> tuple[str, SigningIn]:
        """Where to send somebody who wants to come to `path`, and what to remember meanwhile.

        Raises
        ------
        NotSignedInError
        """
        signing_in = SigningIn(secrets.token_urlsafe(24), secrets.token_urlsafe(24), path)
        asked = {
            "response_type": "code",
            "scope": "openid profile",
            "client_id": self._client_id,
            "redirect_uri": self._back,
            "state": signing_in.state,
            "nonce": signing_in.nonce,
        }
        if team:
            asked["team"] = team
        endpoint = (await self._configuration())["authorization_endpoint"]
        return f"{endpoint}?{urlencode(asked)}", signing_in

    async def who(self, code: str, signing_in: SigningIn) -> tuple[str, str]:
        """The workspace's and the person's id.

        Raises
        ------
        NotSignedInError
        """
        try:
            response = await self._client.openid_connect_token(
                client_id=self._client_id,
                client_secret=self._client_secret,
                code=code,
                redirect_uri=self._back,
            )
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            raise NotSignedInError(f"Slack does not take the code: {error}") from error
        claims = await self._claims(str(response.get("id_token", "")))
        if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), signing_in.nonce.encode()):
            raise NotSignedInError("the identity token is of another sign-in")
        return str(claims[_TEAM]), str(claims[_USER])

    async def _claims(self, token: str) -> dict[str, Any]:
        configuration = await self._configuration()
        try:
            key_id = jwt.get_unverified_header(token).get("kid")
            keys = await self._keys()
            key = next((one for one in keys.keys if one.key_id == key_id), None)
            if key is None:
                # Slack may have changed its keys within the hour.
                self._keys.cache_clear()
                key = next(one for one in (await self._keys()).keys if one.key_id == key_id)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                audience=self._client_id,
                issuer=configuration["issuer"],
                leeway=_LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "aud", "iss", "sub", _TEAM, _USER]},
            )
        except (jwt.PyJWTError, StopIteration) as error:
            raise NotSignedInError(f"the identity token is not good: {error!r}") from error
        return claims

    async def _configured(self) -> dict[str, Any]:
        return await self._json(str(self._discovery))

    async def _signing_keys(self) -> jwt.PyJWKSet:
        configuration = await self._configuration()
        return jwt.PyJWKSet.from_dict(await self._json(configuration["jwks_uri"]))

    async def _json(self, url: str) -> dict[str, Any]:
        try:
            async with self._http.get(url, timeout=_SECONDS, raise_for_status=True) as response:
                told: dict[str, Any] = json.loads(await response.read())
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise NotSignedInError(f"{url} can't be read: {error!r}") from error
        return told
