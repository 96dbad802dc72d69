"""files.*: the external upload flow, and what is known of a file."""

from collections.abc import Mapping
from typing import Any, Final

from sandbox.slack.api.call import Call, Handler
from sandbox.slack.api.errors import SlackError, invalid_arguments
from sandbox.slack.core import Slack
from sandbox.slack.posting import Content, check_content, post_as_bot
from sandbox.slack.state.files import file_json, kind_of
from sandbox.slack.state.model import Channel, File, Json

MAX_FILE: Final = 1_000_000_000
"""Bytes; Slack takes files of up to 1 GB."""
MAX_ALT: Final = 1_000
"""Characters of `alt_txt` ("files.getUploadURLExternal")."""


async def get_upload_url(call: Call) -> Json:
    length, name = call.arguments["length"], call.arguments["filename"]
    if not 0 < length <= MAX_FILE:
        raise SlackError("file_upload_size_restricted")
    if len(call.get("alt_txt", "")) > MAX_ALT:
        raise SlackError("alt_txt_too_large")
    mimetype, filetype = kind_of(name)
    file = call.workspace.new_file(
        name,
        length,
        call.workspace.bot.id,
        title=name,
        mimetype=mimetype,
        filetype=filetype,
        alt_txt=call.get("alt_txt", ""),
    )
    return {"upload_url": f"{call.slack.base_url}/upload/v1/{file.id}", "file_id": file.id}


async def complete_upload(call: Call) -> Json:
    """Finish uploads and share them in one message per conversation."""
    named = call.arguments["files"]
    wellformed = isinstance(named, list) and all(isinstance(item, dict) and "id" in item for item in named)
    if not wellformed or not named:
        raise invalid_arguments("must provide an array of files with an `id` [json-pointer:/files]")
    files = [_uploaded(call, item) for item in named]
    channels = [_share_target(call, name) for name in _channels(call)]
    thread_ts = _thread(call, channels)
    content = Content()
    if call.get("initial_comment"):
        content = Content(text=call.arguments["initial_comment"])
    elif call.get("blocks"):
        content = await check_content(call.slack, {"blocks": call.arguments["blocks"]})
    for file, item in zip(files, named, strict=True):
        call.workspace.complete_file(file, item.get("title"), ready_in=call.slack.processing_seconds)
    if channels:
        call.slack.later(
            call.slack.processing_seconds,
            lambda: share(call.slack, files, channels, content, thread_ts),
        )
    return {"files": [file_json(file, call.slack.base_url, call.workspace) for file in files]}


def share(
    slack: Slack, files: list[File], channels: list[Channel], content: Content, thread_ts: str | None
) -> None:
    """Post one message with `files` in each of `channels`, as the app."""
    for channel in channels:
        for file in files:
            file.channels.append(channel.id)
        extra: Json = {
            "subtype": "file_share",
            "files": [file_json(file, slack.base_url, slack.workspace) for file in files],
            "upload": True,
            "display_as_bot": True,
        }
        message = post_as_bot(slack, channel, content, thread_ts=thread_ts, extra=extra)
        for file in files:
            file.shares.setdefault(channel.id, []).append(message.ts)


def _uploaded(call: Call, item: Json) -> File:
    file = call.workspace.files.get(item["id"])
    if file is None or file.deleted or file.complete:
        raise SlackError("file_not_found")
    if len(file.content) != file.size:  # nothing, or not all of it, has arrived
        raise SlackError("file_update_failed")
    return file


def _channels(call: Call) -> list[str]:
    given: Any = call.get("channel_id") or call.get("channels") or ""
    return [name for name in given.split(",") if name]


def _share_target(call: Call, name: str) -> Channel:
    channel = call.workspace.channels.get(name)
    if channel is None or not call.workspace.can_see(call.workspace.bot.id, channel):
        raise SlackError("channel_not_found")
    return call.joined(channel)


def _thread(call: Call, channels: list[Channel]) -> str | None:
    thread_ts = call.get("thread_ts")
    if thread_ts is None:
        return None
    parent = call.workspace.message(channels[0].id, thread_ts) if len(channels) == 1 else None
    if parent is None or parent.is_reply:
        raise invalid_arguments("must be a thread of the one channel given [json-pointer:/thread_ts]")
    return str(thread_ts)


def _known(call: Call) -> File:
    file = call.workspace.files.get(call.arguments["file"])
    if file is None or not file.complete or not call.workspace.bot_sees_file(file):
        raise SlackError("file_not_found")
    if file.deleted:
        raise SlackError("file_deleted")
    return file


async def info(call: Call) -> Json:
    file = _known(call)
    return {
        "file": file_json(file, call.slack.base_url, call.workspace),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


async def delete(call: Call) -> Json:
    file = _known(call)
    if file.user != call.workspace.bot.id:
        raise SlackError("cant_delete_file")
    call.workspace.delete_file(file)
    return {}


HANDLERS: Final[Mapping[str, Handler]] = {
    "files.getUploadURLExternal": get_upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": info,
    "files.delete": delete,
}
