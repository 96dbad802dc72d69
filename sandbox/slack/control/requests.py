"""The bodies of the control API's requests."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Command(_Request):
    user: str
    channel: str
    text: str


class Say(_Request):
    user: str
    channel: str
    text: str = ""
    thread_ts: str | None = None
    files: list[str] = Field(default_factory=list)


class Act(_Request):
    """In a message (`channel` and `ts`) or in a view (`view_id`, with what is entered beside it)."""

    user: str
    action_id: str
    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None
    block_id: str | None = None
    value: Any = None
    values: dict[str, dict[str, Any]] = Field(default_factory=dict)


class UseShortcut(_Request):
    """Without `channel` and `ts`, a global shortcut."""

    user: str
    callback_id: str
    channel: str | None = None
    ts: str | None = None


class SubmitView(_Request):
    user: str
    view_id: str
    values: dict[str, dict[str, Any]] = Field(default_factory=dict)


class CloseView(_Request):
    user: str
    view_id: str
    all: bool = False


class Home(_Request):
    user: str
    tab: Literal["home", "messages"] = "home"


class Read(_Request):
    user: str
    channel: str
    ts: str | None = None


class Reaction(_Request):
    user: str
    channel: str
    ts: str
    name: str


class DeleteMessage(_Request):
    user: str
    channel: str
    ts: str


class NewChannel(_Request):
    name: str = Field(pattern=r"^[^\s#@A-Z]{1,80}$")
    private: bool = False
    members: list[str] = Field(default_factory=list)
    bot: bool = False


class NewUser(_Request):
    name: str = Field(pattern=r"^[a-z0-9._-]{1,80}$")
    real_name: str
    locale: str = "en-US"
    is_admin: bool = False


class Invite(_Request):
    channel: str
    user: str | None = None
    """Whom; the bot if unset."""
    by: str | None = None


class Delivery(_Request):
    mode: Literal["socket", "http"]
    request_url: str = ""
    verify: bool = True


class MoveClock(_Request):
    advance: float = Field(ge=0)


class RateLimitSwitch(_Request):
    on: bool


class SwitchTrouble(_Request):
    name: str
    on: bool
    amount: int | None = None
    """As chosen before if unset."""
    choice: str | None = None


class Redeliver(_Request):
    seq: int


class Disconnect(_Request):
    reason: Literal["warning", "refresh_requested", "link_disabled", "drop"] = "refresh_requested"


class Processing(_Request):
    seconds: float = Field(ge=0)


class AnyEvent(_Request):
    event: dict[str, Any]
