"""Control routes by which a test, the command line or the page acts as a person."""

from aiohttp import web

from sandbox.slack.control import requests as r
from sandbox.slack.control.web import answering, parsed
from sandbox.slack.core import Slack
from sandbox.slack.hosts import store
from sandbox.slack.people import clicking, forms, talking
from sandbox.slack.people.membership import invite
from sandbox.slack.people.refusal import RefusalError
from sandbox.slack.posting import remove
from sandbox.slack.state.files import file_json, kind_of
from sandbox.slack.state.model import Channel, Json, Message


def add_people_routes(app: web.Application, slack: Slack) -> None:
    people = _People(slack)
    for path, handler in {
        "command": people.command,
        "message": people.message,
        "message/delete": people.delete,
        "files": people.upload,
        "action": people.action,
        "shortcut": people.shortcut,
        "view/submit": people.submit,
        "view/close": people.close,
        "home": people.home,
        "read": people.read,
        "reaction": people.reaction,
        "channels": people.new_channel,
        "channels/invite": people.invite,
        "users": people.new_user,
    }.items():
        app.router.add_post(f"/_sandbox/{path}", answering(handler))


class _People:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def _who(self, user: str) -> str:
        return talking.known_user(self._slack, user)

    def _where(self, user: str, channel: str) -> Channel:
        return talking.known_channel(self._slack, user, channel)

    def _seen(self, user: str, channel: str | None, ts: str | None) -> Message:
        if channel is None or ts is None:
            raise RefusalError("bad_request", "name the message by channel and ts")
        return clicking.visible_message(self._slack, user, self._where(user, channel).id, ts)

    async def command(self, request: web.Request) -> Json:
        body = await parsed(request, r.Command)
        user = self._who(body.user)
        return await talking.run_command(self._slack, user, self._where(user, body.channel), body.text)

    async def message(self, request: web.Request) -> Json:
        body = await parsed(request, r.Say)
        user = self._who(body.user)
        channel = self._where(user, body.channel)
        said = talking.say(self._slack, user, channel, body.text, thread_ts=body.thread_ts, files=body.files)
        return {"ok": True, "channel": channel.id, "ts": said.ts}

    async def delete(self, request: web.Request) -> Json:
        body = await parsed(request, r.DeleteMessage)
        user = self._who(body.user)
        message = self._seen(user, body.channel, body.ts)
        # an ephemeral message is its reader's to dismiss, any other its author's to delete
        if message.author != user and message.ephemeral_to != user:
            raise RefusalError("cant_delete_message", "it is somebody else's")
        remove(self._slack, message)
        return {"ok": True}

    async def upload(self, request: web.Request) -> Json:
        form = await request.post()
        user, field = self._who(str(form.get("user", ""))), form.get("file")
        if not isinstance(field, web.FileField):
            raise RefusalError("bad_request", "send the file as the form's field `file`")
        content, name = field.file.read(), field.filename or "file"
        mimetype, filetype = kind_of(name)
        file = self._slack.workspace.new_file(
            name, len(content), user, title=name, mimetype=mimetype, filetype=filetype
        )
        file.connect_stub = form.get("connect") == "true"
        store(file, content)
        self._slack.workspace.complete_file(file)
        return {"ok": True, "file": file_json(file, self._slack.base_url, self._slack.workspace)}

    async def action(self, request: web.Request) -> Json:
        body = await parsed(request, r.Act)
        user = self._who(body.user)
        if body.view_id is None:
            message = self._seen(user, body.channel, body.ts)
            return await clicking.act_on_message(
                self._slack, user, message, body.action_id, body.block_id, body.value
            )
        view = forms.open_view(self._slack, user, body.view_id)
        return await clicking.act_on_view(
            self._slack, view, body.action_id, body.block_id, body.value, body.values
        )

    async def shortcut(self, request: web.Request) -> Json:
        body = await parsed(request, r.UseShortcut)
        user = self._who(body.user)
        aimed = body.channel is not None or body.ts is not None
        message = self._seen(user, body.channel, body.ts) if aimed else None
        return await clicking.use_shortcut(self._slack, user, body.callback_id, message)

    async def submit(self, request: web.Request) -> Json:
        body = await parsed(request, r.SubmitView)
        view = forms.open_view(self._slack, self._who(body.user), body.view_id)
        return await forms.submit(self._slack, view, body.values)

    async def close(self, request: web.Request) -> Json:
        body = await parsed(request, r.CloseView)
        view = forms.open_view(self._slack, self._who(body.user), body.view_id)
        return await forms.close(self._slack, view, everything=body.all)

    async def home(self, request: web.Request) -> Json:
        body = await parsed(request, r.Home)
        return {"ok": True, "notified": forms.visit_home(self._slack, self._who(body.user), body.tab)}

    async def read(self, request: web.Request) -> Json:
        body = await parsed(request, r.Read)
        user = self._who(body.user)
        self._slack.workspace.read(user, self._where(user, body.channel).id, body.ts)
        return {"ok": True}

    async def reaction(self, request: web.Request) -> Json:
        body = await parsed(request, r.Reaction)
        user = self._who(body.user)
        talking.react(self._slack, user, self._seen(user, body.channel, body.ts), body.name.strip(":"))
        return {"ok": True}

    async def new_channel(self, request: web.Request) -> Json:
        body = await parsed(request, r.NewChannel)
        workspace = self._slack.workspace
        if workspace.channel_named(body.name) is not None:
            raise RefusalError("name_taken", f"there is a #{body.name} already")
        members = [self._who(member) for member in body.members] or [user.id for user in workspace.people]
        channel = workspace.new_channel(
            body.name,
            "private" if body.private else "public",
            [*members, *([workspace.bot.id] if body.bot else [])],
            members[0],
        )
        return {"ok": True, "channel": channel.to_slack(members[0], workspace.team_id)}

    async def invite(self, request: web.Request) -> Json:
        body = await parsed(request, r.Invite)
        workspace = self._slack.workspace
        channel = workspace.channels.get(body.channel) or workspace.channel_named(body.channel.lstrip("#"))
        if channel is None or channel.kind in ("im", "mpim"):
            raise RefusalError("channel_not_found", f"there is no channel {body.channel}")
        user = workspace.bot.id if body.user in (None, workspace.bot.id) else self._who(str(body.user))
        if user == workspace.bot.id and not self._slack.grants.installed:
            raise RefusalError("not_installed", "the app is not in this workspace")
        inviter = self._who(body.by) if body.by else channel.members[0]
        line = invite(self._slack, channel, user, inviter)
        return {"ok": True, "already_in_channel": True} if line is None else {"ok": True, "ts": line.ts}

    async def new_user(self, request: web.Request) -> Json:
        body = await parsed(request, r.NewUser)
        if self._slack.workspace.user_named(body.name) is not None:
            raise RefusalError("name_taken", f"there is a {body.name} already")
        user = self._slack.workspace.new_user(body.name, body.real_name, body.locale, is_admin=body.is_admin)
        return {"ok": True, "user": user.to_slack(include_locale=True)}
