"""Who is signed in, kept in the browser alone: encrypted cookies, so that any process can answer."""

import base64
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from aiohttp import web
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SESSION: Final = "__Host-imagine"
"""The prefix has browsers refuse it from other hosts and by plain HTTP (RFC 6265bis, "The __Host- Prefix")."""
SIGNING_IN: Final = "__Host-imagine-sign-in"

SESSION_SECONDS: Final = 12 * 3600
SIGNING_IN_SECONDS: Final = 600


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in, as Slack said who they are."""

    team: str
    user: str
    language: Literal["en", "ko"] = "en"


@dataclass(frozen=True)
class SigningIn:
    """Somebody on the way to Slack and back.

    Attributes
    ----------
    back
        the path they came for
    """

    state: str
    nonce: str
    back: str


class Sessions:
    """Writes and reads the cookies.

    Parameters
    ----------
    secret
        only those who know it can make a cookie; with another one everybody has to sign in again
    """

    def __init__(self, secret: str) -> None:
        def key(purpose: bytes) -> bytes:
            return HKDF(SHA256(), 32, salt=None, info=b"imagine gallery " + purpose).derive(secret.encode())

        # A cookie of one kind is nothing to the other.
        self._fernets = {
            name: Fernet(base64.urlsafe_b64encode(key(name.encode()))) for name in (SESSION, SIGNING_IN)
        }
        self._forms = key(b"forms")

    def begin(self, response: web.StreamResponse, session: Session) -> None:
        self._write(response, SESSION, asdict(session), SESSION_SECONDS)

    def end(self, response: web.StreamResponse) -> None:
        _forget(response, SESSION)

    def session(self, request: web.Request) -> Session | None:
        """Who sent `request`; None if they are not signed in, or were too long ago."""
        told = self._read(request, SESSION, SESSION_SECONDS)
        return (
            None
            if told is None
            else Session(told["team"], told["user"], "ko" if told["language"] == "ko" else "en")
        )

    def set_out(self, response: web.StreamResponse, signing_in: SigningIn) -> None:
        self._write(response, SIGNING_IN, asdict(signing_in), SIGNING_IN_SECONDS)

    def came_back(self, request: web.Request, response: web.StreamResponse) -> SigningIn | None:
        """What `set_out` wrote; it is good for once."""
        told = self._read(request, SIGNING_IN, SIGNING_IN_SECONDS)
        _forget(response, SIGNING_IN)
        return None if told is None else SigningIn(**told)

    def form_token(self, request: web.Request) -> str:
        """To be sent back with every change: another site can neither read nor guess it."""
        cookie = request.cookies.get(SESSION, "")
        return hmac.new(self._forms, cookie.encode(), hashlib.sha256).hexdigest()

    def is_ours(self, request: web.Request, token: str) -> bool:
        """Whether `token` was given out for the session of `request`."""
        return hmac.compare_digest(self.form_token(request).encode(), token.encode())

    def _write(self, response: web.StreamResponse, name: str, told: Any, seconds: int) -> None:
        value = self._fernets[name].encrypt(json.dumps(told).encode()).decode()
        # Lax: people come here by links, and from Slack's sign-in.
        response.set_cookie(
            name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="Lax"
        )

    def _read(self, request: web.Request, name: str, seconds: int) -> dict[str, str] | None:
        try:
            told: dict[str, str] = json.loads(
                self._fernets[name].decrypt(request.cookies.get(name, "").encode(), ttl=seconds)
            )
        except InvalidToken:
            return None
        return told


def _forget(response: web.StreamResponse, name: str) -> None:
    response.del_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")
