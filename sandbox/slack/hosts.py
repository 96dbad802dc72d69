"""What Slack serves beside its Web API: response URLs, uploads, downloads, permalinks and Socket Mode."""

import json
from typing import Any

from aiohttp import web

from sandbox.faults import cut
from sandbox.slack.api.errors import SlackError
from sandbox.slack.core import Slack
from sandbox.slack.oauth.grants import GrantError
from sandbox.slack.people.answering import answer_by_url
from sandbox.slack.pictures import PictureError, inspect
from sandbox.slack.state.model import File

_SIGN_IN = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Slack</title></head>
<body><h1>Sign in to Harbour Studio</h1>
<p>This file is for members. A request for it carries the bot's token, which needs the scope files:read.</p>
</body></html>
"""


def add_host_routes(app: web.Application, slack: Slack) -> None:
    async def link(request: web.Request) -> web.StreamResponse:
        return await slack.courier.hub.serve(request)

    async def respond(request: web.Request) -> web.Response:
        return await _respond(slack, request)

    async def upload(request: web.Request) -> web.Response:
        return await _upload(slack, request)

    async def download(request: web.Request) -> web.Response:
        return await _download(slack, request)

    async def archive(request: web.Request) -> web.Response:
        digits = request.match_info["p"]
        ts = f"{digits[:-6]}.{digits[-6:]}"
        thread = request.query.get("thread_ts", "")
        target = f"/?channel={request.match_info['channel']}&message={ts}" + (
            f"&thread={thread}" if thread else ""
        )
        raise web.HTTPFound(target)

    app.router.add_get("/link/", link)
    app.router.add_post("/actions/{channel}/{key}", respond)
    app.router.add_post("/upload/v1/{file}", upload)
    app.router.add_get("/files-pri/{team_file}/{name}", download)
    app.router.add_get("/files-pri/{team_file}/download/{name}", download)
    app.router.add_get(r"/archives/{channel}/p{p:\d{7,}}", archive)


async def _respond(slack: Slack, request: web.Request) -> web.Response:
    entry = slack.log.begin("response_url", request.path, None)
    await slack.faults.delay("slack:response_url")
    if fault := slack.faults.take("slack:response_url", ["error", "cut"]):
        slack.log.finish(entry, ok=False, error=fault.code or f"{fault.kind} {fault.status}")
        if fault.kind == "cut":
            cut(request)
        headers = {"Retry-After": str(fault.retry_after or 1)} if fault.status == 429 else {}
        body = {"ok": False, "error": fault.code or "internal_error"}
        return web.json_response(body, status=fault.status, headers=headers)
    url = slack.passes.use_url(request.match_info["key"])
    if isinstance(url, str):
        slack.log.finish(entry, ok=False, error=url)
        return web.json_response({"ok": False, "error": url}, status=404)
    try:
        entry.request = await _payload(request)
        await answer_by_url(slack, url, entry.request)
    except SlackError as error:
        slack.log.finish(entry, ok=False, error=str(error), response=error.to_json())
        status = 404 if error.code == "message_not_found" else 400
        return web.json_response({"ok": False, "error": error.code}, status=status)
    slack.log.finish(entry, ok=True, response="ok")
    if slack.faults.take("slack:response_url", ["drop_reply"]):
        cut(request)
    return web.Response(text="ok")


async def _payload(request: web.Request) -> Any:
    """The message, as a JSON body or in a form's field ``payload``."""
    text = await request.text()
    if request.content_type == "application/x-www-form-urlencoded":
        text = str((await request.post()).get("payload", ""))
    try:
        return json.loads(text)
    except ValueError as error:
        raise SlackError("invalid_payload") from error


async def _upload(slack: Slack, request: web.Request) -> web.Response:
    """Take the bytes of one file, raw or as a multipart form; once only."""
    file = slack.workspace.files.get(request.match_info["file"])
    entry = slack.log.begin("upload", request.path, {"bytes": request.content_length})
    await slack.faults.delay("slack:upload")
    if fault := slack.faults.take("slack:upload", ["error", "cut"]):
        slack.log.finish(entry, ok=False, error=f"{fault.kind} {fault.status}")
        if fault.kind == "cut":
            cut(request)
        return web.Response(status=fault.status, text=fault.code)
    if file is None or file.complete:
        slack.log.finish(entry, ok=False, error="unknown or used upload URL")
        return web.Response(status=404, text="unknown or used upload URL")
    content = await _content(request)
    if len(content) != file.size:
        error = f"{len(content)} bytes came, {file.size} were announced"
        slack.log.finish(entry, ok=False, error=error)
        return web.Response(status=400, text=error)
    store(file, content)
    slack.log.finish(entry, ok=True, response=f"OK - {len(content)}")
    return web.Response(text=f"OK - {len(content)}")


def _is_bot(slack: Slack, authorization: str) -> bool:
    try:
        return slack.grants.token(authorization.removeprefix("Bearer ")).kind == "bot"
    except GrantError:
        return False


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    for field in (await request.post()).values():
        if isinstance(field, web.FileField):
            return field.file.read()
    return b""


def store(file: File, content: bytes) -> None:
    """Keep the bytes, and what they are: the content tells better than the name."""
    file.content, file.size = content, len(content)
    try:
        picture = inspect(content, extra=("WEBP",))
    except PictureError:
        file.width = file.height = 0
        return
    file.mimetype, file.width, file.height = picture.mimetype, picture.width, picture.height
    file.filetype = {"image/jpeg": "jpg"}.get(picture.mimetype, picture.mimetype.partition("/")[2])


async def _download(slack: Slack, request: web.Request) -> web.Response:
    """The bytes for the bot's token; without it Slack's sign-in page, with status 200."""
    entry = slack.log.begin("download", request.path, None)
    await slack.faults.delay("slack:download")
    if fault := slack.faults.take("slack:download", ["error", "cut", "drop_reply"]):
        slack.log.finish(entry, ok=False, error=f"{fault.kind} {fault.status}")
        if fault.kind != "error":
            cut(request)
        return web.Response(status=fault.status, text=fault.code)
    file = slack.workspace.files.get(request.match_info["team_file"].partition("-")[2])
    allowed = _is_bot(slack, request.headers.get("Authorization", ""))
    if not allowed or "files:read" not in slack.grants.scopes:
        slack.log.finish(entry, ok=False, error="no token" if not allowed else "missing_scope: files:read")
        return web.Response(text=_SIGN_IN, content_type="text/html")
    if file is None or file.deleted or not file.complete or not slack.workspace.bot_sees_file(file):
        slack.log.finish(entry, ok=False, error="file_not_found")
        return web.Response(text=_SIGN_IN, content_type="text/html", status=404)
    slack.log.finish(entry, ok=True, response=f"{len(file.content)} bytes")
    return web.Response(body=file.content, content_type=file.mimetype)
