"""The workspace: who is there, what was said, and who can see it. No network, no waiting."""

from collections.abc import Iterator, Mapping

from sandbox.slack.state import seed
from sandbox.slack.state.clock import Clock
from sandbox.slack.state.feed import Feed
from sandbox.slack.state.ids import Ids
from sandbox.slack.state.manifest import Manifest
from sandbox.slack.state.model import Channel, ChannelKind, File, Json, Message, User
from sandbox.slack.state.views import Views

SLACKBOT = "USLACKBOT"


class Workspace:
    """State and the changes to it; each change is published on `feed`."""

    def __init__(self, manifest: Manifest, clock: Clock, feed: Feed) -> None:
        self.manifest = manifest
        self.clock = clock
        self.feed = feed
        self.ids = Ids()
        self.team_id = seed.TEAM_ID
        self.team_name = seed.TEAM_NAME
        self.team_domain = seed.TEAM_DOMAIN
        self.app_id = seed.APP_ID
        people = seed.seed_people()
        self.bot = seed.seed_bot(manifest)
        self.users: dict[str, User] = {user.id: user for user in [*people, self.bot]}
        self.channels: dict[str, Channel] = {channel.id: channel for channel in seed.seed_channels(people)}
        self.files: dict[str, File] = {}
        self.views = Views(self.ids, feed)
        self.statuses: dict[tuple[str, str], Json] = {}
        """What the app says it is doing, by conversation and thread."""
        self._messages: dict[str, dict[str, Message]] = {channel: {} for channel in self.channels}
        self._last_read: dict[tuple[str, str], str] = {}

    # People and conversations

    @property
    def people(self) -> list[User]:
        return [user for user in self.users.values() if not user.is_bot]

    def user_named(self, name: str) -> User | None:
        """By handle, display name or real name, whatever the case."""
        wanted = name.casefold()
        return next(
            (
                user
                for user in self.users.values()
                if wanted in (user.name.casefold(), user.display_name.casefold(), user.real_name.casefold())
            ),
            None,
        )

    def channel_named(self, name: str) -> Channel | None:
        return next((channel for channel in self.channels.values() if name and channel.name == name), None)

    def can_see(self, user: str, channel: Channel) -> bool:
        return channel.kind == "public" or user in channel.members

    def bot_in(self, channel: Channel) -> bool:
        return self.bot.id in channel.members

    def add_user(self, user: User) -> User:
        """A new member: joins #general and can write to the bot."""
        self.users[user.id] = user
        self._add(seed.direct_message(user))
        for channel in self.channels.values():
            if channel.is_general:
                channel.members.append(user.id)
        self.feed.publish("user", {"user": user.to_slack(include_locale=True)})
        return user

    def new_user(self, name: str, real_name: str, locale: str, *, is_admin: bool) -> User:
        return self.add_user(
            User(
                id=self.ids.new("U"),
                team_id=self.team_id,
                name=name,
                real_name=real_name,
                display_name=real_name,
                locale=locale,
                tz="Etc/UTC",
                tz_offset=0,
                color="7a6f9b",
                is_admin=is_admin,
            )
        )

    def new_channel(self, name: str, kind: ChannelKind, members: list[str], creator: str) -> Channel:
        return self._add(
            Channel(
                id=self.ids.new("D" if kind == "im" else "C"),
                name=name,
                kind=kind,
                created=int(self.clock.now()),
                creator=creator,
                members=list(dict.fromkeys(members)),
            )
        )

    def join(self, channel: Channel, user: str) -> bool:
        """False if they were in already."""
        if user in channel.members:
            return False
        channel.members.append(user)
        self._publish_channel(channel)
        return True

    def bot_leaves(self) -> None:
        """Take the bot out of every channel; direct messages stay what they are."""
        for channel in self.channels.values():
            if channel.kind in ("public", "private") and self.bot_in(channel):
                channel.members.remove(self.bot.id)
                self._publish_channel(channel)

    def direct_message(self, members: list[str]) -> Channel | None:
        """The conversation of exactly these people, if it was ever opened."""
        return next(
            (
                channel
                for channel in self.channels.values()
                if channel.kind in ("im", "mpim") and set(channel.members) == set(members)
            ),
            None,
        )

    def _add(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        self._messages[channel.id] = {}
        self._publish_channel(channel)
        return channel

    def _publish_channel(self, channel: Channel) -> None:
        data = {
            "channel": channel.id,
            "name": channel.name,
            "kind": channel.kind,
            "members": list(channel.members),
        }
        self.feed.publish("channel", data, channel=channel.id)

    # Messages

    def post(self, message: Message) -> Message:
        """Add `message` under its ``ts``; a reply is linked to its parent, which must exist."""
        self._messages[message.channel][message.ts] = message
        if message.ephemeral_to is None and message.thread_ts is not None:
            self._messages[message.channel][message.thread_ts].replies.append(message)
        if message.ephemeral_to is None:
            self._last_read[message.author, message.channel] = message.ts
        self._publish("message", message)
        if message.ephemeral_to is None and message.thread_ts is not None:
            self._publish("message_changed", self._messages[message.channel][message.thread_ts])
        return message

    def changed(self, message: Message) -> None:
        """Tell the world that `message` was changed in place."""
        self._publish("message_changed", message)

    def delete(self, message: Message) -> None:
        """Remove it; the parent of a thread leaves a tombstone behind, as in Slack."""
        if message.replies:
            message.body = {
                "type": "message",
                "subtype": "tombstone",
                "hidden": True,
                "text": "This message was deleted.",
                "user": SLACKBOT,
                "ts": message.ts,
            }
            message.author, message.reactions, message.images = SLACKBOT, {}, {}
            message.metadata, message.failed_actions = None, []
            self._publish("message_changed", message)
            return
        del self._messages[message.channel][message.ts]
        parent = self._messages[message.channel].get(message.thread_ts or "")
        if parent is not None and message in parent.replies:
            parent.replies.remove(message)
            self._publish("message_changed", parent)
        data = {"channel": message.channel, "ts": message.ts, "thread_ts": message.thread_ts}
        self.feed.publish("message_deleted", data, channel=message.channel, user=message.ephemeral_to)

    def message(self, channel: str, ts: str) -> Message | None:
        return self._messages.get(channel, {}).get(ts)

    def messages(self, channel: str) -> Iterator[Message]:
        """Every message of a conversation, replies and ephemeral ones included, oldest first."""
        return iter(list(self._messages[channel].values()))

    def read(self, user: str, channel: str, ts: str | None = None) -> None:
        """Mark a conversation as read up to `ts`, or to its end."""
        latest = next(reversed(self._messages[channel]), None)
        if marked := ts or latest:
            self._last_read[user, channel] = marked
            self.feed.publish("read", {"channel": channel, "ts": marked}, user=user)

    def unread(self, user: str, channel: str) -> int:
        """How many messages of others came after the last one `user` has read, threads left aside."""
        last_read = self._last_read.get((user, channel), "")
        count = 0
        for message in reversed(self._messages[channel].values()):
            if message.ts <= last_read:
                break
            seen = message.ephemeral_to in (None, user) and (not message.is_reply or message.broadcast)
            count += seen and message.author != user
        return count

    # Files

    def new_file(
        self, name: str, size: int, user: str, *, title: str, mimetype: str, filetype: str, alt_txt: str = ""
    ) -> File:
        """A place for `size` bytes that are still to come."""
        file = File(
            id=self.ids.new("F"),
            name=name,
            title=title,
            mimetype=mimetype,
            filetype=filetype,
            size=size,
            user=user,
            created=int(self.clock.now()),
            alt_txt=alt_txt,
        )
        self.files[file.id] = file
        return file

    def complete_file(self, file: File, title: str | None = None, *, ready_in: float = 0.0) -> None:
        file.complete = True
        file.title = title or file.title
        file.ready_at = self.clock.now() + ready_in

    def bot_sees_file(self, file: File) -> bool:
        """Its own files, those handed over in its forms, and those shared where it is or could look in."""
        return (
            file.user == self.bot.id
            or file.handed_over
            or any(self.can_see(self.bot.id, self.channels[channel]) for channel in file.channels)
        )

    def delete_file(self, file: File) -> None:
        """Remove the content; messages keep a stub that says so."""
        file.deleted, file.content = True, b""
        for channel in file.channels:
            for message in self.messages(channel):
                files = message.body.get("files", [])
                if any(one["id"] == file.id for one in files):
                    gone = {"id": file.id, "mode": "tombstone"}
                    files = [gone if one["id"] == file.id else one for one in files]
                    message.body = {**message.body, "files": files}
                    self._publish("message_changed", message)

    def _publish(self, kind: str, message: Message) -> None:
        data = {
            "channel": message.channel,
            "ts": message.ts,
            "thread_ts": message.thread_ts,
            "message": shown(message),
        }
        self.feed.publish(kind, data, channel=message.channel, user=message.ephemeral_to)


def shown(message: Message) -> Json:
    """Slack's own message, with what only the sandbox knows under ``_sandbox``."""
    images: Mapping[str, str] = message.images
    return {
        **message.to_slack(include_metadata=True),
        "channel": message.channel,
        "_sandbox": {
            "ephemeral": message.ephemeral_to is not None,
            "images": dict(images),
            "failed_actions": list(message.failed_actions),
        },
    }
