"""The things in a workspace, and how Slack writes each of them as JSON."""

from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
ChannelKind = Literal["public", "private", "im", "mpim"]

KIND_TYPE: dict[ChannelKind, str] = {
    "public": "public_channel",
    "private": "private_channel",
    "im": "im",
    "mpim": "mpim",
}


@dataclass
class User:
    id: str
    team_id: str
    name: str
    """The handle, lower case, without spaces; what `@` completes to."""
    real_name: str
    display_name: str
    locale: str
    tz: str
    tz_offset: int
    """Seconds east of UTC."""
    color: str
    """Six hex digits without ``#``."""
    is_admin: bool = False
    is_bot: bool = False
    bot_id: str = ""
    app_id: str = ""

    def to_slack(self, *, include_locale: bool = False) -> Json:
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": False,
            "color": self.color,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": self.tz_offset,
            "profile": {
                "real_name": self.real_name,
                "real_name_normalized": self.real_name,
                "display_name": self.display_name,
                "display_name_normalized": self.display_name,
                "status_text": "",
                "status_emoji": "",
                "team": self.team_id,
            },
            "is_admin": self.is_admin,
            "is_owner": self.is_admin,
            "is_primary_owner": self.is_admin,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 1_700_000_000,
            "is_email_confirmed": True,
            "has_2fa": False,
        }
        if self.is_bot:
            user["profile"] |= {"api_app_id": self.app_id, "bot_id": self.bot_id, "always_active": True}
        if include_locale:
            user["locale"] = self.locale
        return user


@dataclass
class Channel:
    id: str
    name: str
    kind: ChannelKind
    created: int
    creator: str
    members: list[str]
    topic: str = ""
    purpose: str = ""
    is_general: bool = False

    @property
    def is_private(self) -> bool:
        return self.kind != "public"

    def payload_name(self) -> str:
        """What interaction payloads call it: private conversations are not named."""
        return {"private": "privategroup", "mpim": "privategroup", "im": "directmessage"}.get(
            self.kind, self.name
        )

    def other_member(self, user: str) -> str:
        """The other side of a direct message."""
        return next((member for member in self.members if member != user), user)

    def to_slack(self, seen_by: str, team_id: str) -> Json:
        if self.kind == "im":
            return {
                "id": self.id,
                "created": self.created,
                "is_archived": False,
                "is_im": True,
                "is_org_shared": False,
                "context_team_id": team_id,
                "user": self.other_member(seen_by),
                "is_user_deleted": False,
                "priority": 0,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": False,
            "is_mpim": self.kind == "mpim",
            "is_private": self.is_private,
            "is_general": self.is_general,
            "is_archived": False,
            "is_member": seen_by in self.members,
            "is_shared": False,
            "is_ext_shared": False,
            "is_org_shared": False,
            "is_pending_ext_shared": False,
            "is_frozen": False,
            "parent_conversation": None,
            "pending_shared": [],
            "pending_connected_team_ids": [],
            "shared_team_ids": [team_id],
            "previous_names": [],
            "unlinked": 0,
            "created": self.created,
            "updated": self.created * 1000,
            "creator": self.creator,
            "context_team_id": team_id,
            "properties": {},
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": self.purpose, "creator": "", "last_set": 0},
        }


@dataclass
class Message:
    """One message. `body` is Slack's object without what is worked out: thread, reactions, metadata."""

    channel: str
    ts: str
    author: str
    body: Json
    thread_ts: str | None = None
    """The parent's ``ts`` when this is a reply."""
    ephemeral_to: str | None = None
    broadcast: bool = False
    metadata: Json | None = None
    replies: list["Message"] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    images: dict[str, str] = field(default_factory=dict)
    """What a block names as its picture (a URL or a file id) -> the sandbox's own copy, a path."""
    failed_actions: list[Json] = field(default_factory=list)
    """Clicks the app did not answer: ``{"block_id", "action_id", "error"}``; shown as a warning sign."""
    state: dict[str, Json] = field(default_factory=dict)
    """Per user: what they chose in the message's menus, as ``state.values``."""

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None

    def to_slack(self, *, include_metadata: bool = False) -> Json:
        message = dict(self.body)
        if self.thread_ts is not None:
            message["thread_ts"] = self.thread_ts
        elif self.replies:
            users = list(dict.fromkeys(reply.author for reply in self.replies))
            message |= {
                "thread_ts": self.ts,
                "reply_count": len(self.replies),
                "reply_users_count": len(users),
                "reply_users": users,
                "latest_reply": self.replies[-1].ts,
                "is_locked": False,
            }
        if self.reactions:
            message["reactions"] = [
                {"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()
            ]
        if include_metadata and self.metadata is not None:
            message["metadata"] = self.metadata
        return message


@dataclass
class File:
    id: str
    name: str
    title: str
    mimetype: str
    filetype: str
    size: int
    user: str
    created: int
    content: bytes = b""
    alt_txt: str = ""
    width: int = 0
    height: int = 0
    """Pixels; both 0 for what is not a picture."""
    complete: bool = False
    """False between `files.getUploadURLExternal` and `files.completeUploadExternal`."""
    ready_at: float = 0.0
    """When its processing is done, on the workspace's clock."""
    connect_stub: bool = False
    """Came over Slack Connect: messages carry only its id, `files.info` tells the rest."""
    deleted: bool = False
    handed_over: bool = False
    """Submitted in a form of the app, which may see it from then on although it is in no conversation."""
    channels: list[str] = field(default_factory=list)
    shares: dict[str, list[str]] = field(default_factory=dict)
    """Where it was shared: conversation -> the messages' ``ts``."""

    @property
    def is_image(self) -> bool:
        return self.width > 0


@dataclass
class View:
    """A modal or an App Home tab. `body` is what the app sent, with ids filled in."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    state: Json = field(default_factory=dict)
    """``block_id -> action_id -> value``, in the form of ``state.values``."""
    images: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """What the app answered to the last submission: ``block_id -> sentence``."""
    failure: str = ""
    """Slack's own line above the form when the app did not answer."""

    @property
    def is_home(self) -> bool:
        return bool(self.body.get("type") == "home")
