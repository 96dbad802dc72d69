"""What a Web API method is: its arguments, scopes, errors and rate limit tier."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal

ArgumentKind = Literal["str", "bool", "int", "json"]


class Tier(Enum):
    """Calls a minute for one app in one workspace (Slack's page "Rate limits")."""

    T1 = 1
    T2 = 20
    T3 = 50
    T4 = 100
    SPECIAL = 600
    """The method's own; generous for all that are listed here."""
    PER_CHANNEL = 60
    """chat.postMessage: one a second in each conversation."""


@dataclass(frozen=True)
class Argument:
    name: str
    kind: ArgumentKind = "str"
    required: bool = False


@dataclass(frozen=True, init=False)
class Method:
    """One line of the table; `scopes` holds alternatives, of which one is enough.

    ``*:read`` and ``*:history`` stand for the scope of the conversation's kind (``channels:read``,
    ``groups:read``, ``im:read``, ``mpim:read``).
    """

    name: str
    tier: Tier
    scopes: tuple[str, ...]
    arguments: Mapping[str, Argument]
    errors: frozenset[str]

    def __init__(
        self, name: str, *, tier: Tier, scopes: str = "", arguments: str = "", errors: str = ""
    ) -> None:
        """Words separated by blanks; an argument is ``name``, ``name!`` (required) or ``name:kind``."""
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "tier", tier)
        object.__setattr__(self, "scopes", tuple(scopes.split()))
        object.__setattr__(self, "arguments", {arg.name: arg for arg in map(_argument, arguments.split())})
        object.__setattr__(self, "errors", frozenset(errors.split()))


def _argument(word: str) -> Argument:
    name, _, kind = word.partition(":")
    kinds: Mapping[str, ArgumentKind] = {"": "str", "bool": "bool", "int": "int", "json": "json"}
    return Argument(name.rstrip("!"), kinds[kind], required=name.endswith("!"))


COMMON_ERRORS: Final = frozenset(
    [
        "access_denied",
        "accesslimited",
        "account_inactive",
        "deprecated_endpoint",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "fatal_error",
        "invalid_arg_name",
        "invalid_array_arg",
        "invalid_charset",
        "invalid_form_data",
        "invalid_post_type",
        "is_bot",
        "method_deprecated",
        "missing_post_type",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "org_login_required",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
        "unknown_method",
    ]
)
"""Every page of the method reference lists these."""

UNLISTED_ERRORS: Final = frozenset(["invalid_auth", "invalid_arguments"])
"""Slack answers these everywhere (its pages show them as examples), though few pages list them."""
