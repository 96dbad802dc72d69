"""What was granted: codes on their way to the app, and the tokens it holds. No network, no waiting."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from sandbox.constants import BOT_TOKEN
from sandbox.slack.state.clock import Clock
from sandbox.slack.state.manifest import Manifest
from sandbox.slack.state.seed import BOT_USER_ID

CODE_SECONDS: Final = 600
"""A code must be exchanged within ten minutes ("Installing with OAuth")."""
TOKEN_SECONDS: Final = 43_200
"""What rotated tokens live ("Token rotation": 12 hours)."""
ACTIVE_TOKENS: Final = 2
"""Access tokens of one kind that work at once while they rotate ("Token rotation")."""

Kind = Literal["bot", "user", "openid"]


class GrantError(Exception):
    """Refused, with Slack's word for it."""


@dataclass(frozen=True)
class Token:
    """An access token: whose it is, and what it may do. `expires_at` is None for one that stays."""

    value: str
    kind: Kind
    user: str
    scopes: tuple[str, ...]
    expires_at: float | None = None
    refresh: str | None = None


@dataclass(frozen=True)
class Code:
    """What a person agreed to, on its way to the app.

    Attributes
    ----------
    redirect_uri
        as it was asked for; None where none was
    challenge
        of PKCE, S256; empty without
    """

    kind: Literal["install", "openid"]
    user: str
    scopes: tuple[str, ...]
    user_scopes: tuple[str, ...]
    redirect_uri: str | None
    nonce: str
    challenge: str
    made_at: float


class Grants:
    """The codes and tokens of one app in one workspace.

    Parameters
    ----------
    installed
        whether somebody installed it by hand, from its own page at Slack: then `BOT_TOKEN` works
    """

    def __init__(self, manifest: Manifest, clock: Clock, *, installed: bool = True) -> None:
        self._manifest = manifest
        self._clock = clock
        self._codes: dict[str, Code] = {}
        self._tokens: dict[str, Token] = {}
        self._ended: dict[str, Kind] = {}
        self.installed = False
        if installed:
            self.install_by_hand()

    @property
    def scopes(self) -> frozenset[str]:
        """Of the bot; none while the app is not installed."""
        return frozenset(scope for token in self._of("bot") for scope in token.scopes)

    def install_by_hand(self) -> None:
        """With everything in the manifest, and the token that every sandbox has."""
        self.installed = True
        self._ended.pop(BOT_TOKEN, None)
        self._tokens[BOT_TOKEN] = Token(BOT_TOKEN, "bot", BOT_USER_ID, tuple(sorted(self._manifest.scopes)))

    def new_code(self, code: Code) -> str:
        value = f"{secrets.randbelow(10**10):010}.{secrets.randbelow(10**13):013}.{secrets.token_hex(32)}"
        self._codes[value] = code
        return value

    def take_code(
        self, value: str, kind: Literal["install", "openid"], redirect_uri: str | None, verifier: str
    ) -> Code:
        """What `value` stands for. It works once, whatever comes of it.

        Raises
        ------
        GrantError
            ``invalid_code``, ``bad_redirect_uri`` or ``invalid_code_verifier``
        """
        code = self._codes.pop(value, None)
        if code is None or code.kind != kind or self._clock.now() > code.made_at + CODE_SECONDS:
            raise GrantError("invalid_code")
        if code.redirect_uri != redirect_uri:
            raise GrantError("bad_redirect_uri")
        if code.challenge and not hmac.compare_digest(code.challenge, challenge_of(verifier)):
            raise GrantError("invalid_code_verifier")
        return code

    def install(self, scopes: Iterable[str]) -> Token:
        """The bot's token. Who installs again adds scopes; where tokens stay, it is the one there was."""
        self.installed = True
        together = tuple(sorted({*scopes, *self.scopes}))
        before = next(iter(self._of("bot")), None)
        if before is not None and not self._manifest.token_rotation:
            self._tokens[before.value] = Token(before.value, "bot", before.user, together)
            return self._tokens[before.value]
        return self._new("bot", BOT_USER_ID, together, rotates=self._manifest.token_rotation)

    def user_token(self, user: str, scopes: tuple[str, ...]) -> Token:
        return self._new("user", user, scopes, rotates=self._manifest.token_rotation)

    def identity_token(self, user: str, scopes: tuple[str, ...]) -> Token:
        return self._new("openid", user, scopes, rotates=False)

    def refreshed(self, refresh: str) -> Token:
        """A new token for a refresh token, which works once; the access token before it works on until it ends.

        Raises
        ------
        GrantError
            ``invalid_refresh_token``
        """
        old = next((token for token in self._tokens.values() if token.refresh == refresh), None)
        if not refresh or old is None:
            raise GrantError("invalid_refresh_token")
        self._tokens[old.value] = Token(old.value, old.kind, old.user, old.scopes, old.expires_at)
        new = self._new(old.kind, old.user, old.scopes, rotates=True)
        for surplus in [one for one in self._of(old.kind) if one.user == old.user][:-ACTIVE_TOKENS]:
            self.end(surplus)
        return new

    def token(self, value: str) -> Token:
        """The token as it stands.

        Raises
        ------
        GrantError
            ``invalid_auth``, ``account_inactive`` (of a bot that is gone), ``token_revoked``, ``token_expired``
        """
        token = self._tokens.get(value)
        if token is None:
            kind = self._ended.get(value)
            code = "account_inactive" if kind == "bot" else "token_revoked"
            raise GrantError("invalid_auth" if kind is None else code)
        if token.expires_at is not None and self._clock.now() >= token.expires_at:
            raise GrantError("token_expired")
        return token

    def held(self, kind: Kind) -> list[str]:
        """The tokens of one kind that were given out and not ended."""
        return [token.value for token in self._of(kind)]

    def end(self, token: Token) -> None:
        if self._tokens.pop(token.value, None) is not None:
            self._ended[token.value] = token.kind

    def end_all(self) -> dict[str, list[str]]:
        """Take the app out; returns whose tokens ended, as the event ``tokens_revoked`` says it."""
        self.installed = False
        people = sorted({token.user for kind in ("user", "openid") for token in self._of(kind)})
        bots = sorted({token.user for token in self._of("bot")})
        for token in list(self._tokens.values()):
            self.end(token)
        self._codes.clear()
        return {"oauth": people, "bot": bots}

    def _of(self, kind: str) -> list[Token]:
        return [token for token in self._tokens.values() if token.kind == kind]

    def _new(self, kind: Kind, user: str, scopes: tuple[str, ...], *, rotates: bool) -> Token:
        prefix = "xoxb" if kind == "bot" else "xoxp"
        tail = secrets.token_hex(16)
        numbers = f"{secrets.randbelow(10**11):011}-{secrets.randbelow(10**11):011}"
        value = f"xoxe.{prefix}-1-{tail}{tail[::-1]}" if rotates else f"{prefix}-{numbers}-{tail}"
        token = Token(
            value,
            kind,
            user,
            scopes,
            self._clock.now() + TOKEN_SECONDS if rotates else None,
            f"xoxe-1-{secrets.token_hex(24)}" if rotates else None,
        )
        self._tokens[value] = token
        return token


def challenge_of(verifier: str) -> str:
    """Of PKCE: the verifier's SHA-256, in base64url without padding (RFC 7636, S256)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
