"""Files: what the workspace keeps of them, and how Slack describes them."""

import mimetypes
import re
from typing import Final

from sandbox.slack.state.model import File, Json
from sandbox.slack.state.workspace import Workspace

_PRETTY: Final = {
    "jpg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "txt": "Plain Text",
    "pdf": "PDF",
}


def kind_of(name: str) -> tuple[str, str]:
    """MIME type and Slack's ``filetype``, from the name alone, as far as the name tells."""
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    suffix = name.rpartition(".")[2].lower() if "." in name else "binary"
    return mimetype, {"jpeg": "jpg"}.get(suffix, suffix)


def safe_name(name: str) -> str:
    """As Slack writes a file's name in its URL: lower case, without blanks."""
    return re.sub(r"[^\w.-]+", "_", name).lower() or "file"


def file_json(file: File, base_url: str, workspace: Workspace) -> Json:
    """Slack's file object; what a picture measures is missing until its processing is done."""
    path = f"{workspace.team_id}-{file.id}"
    private = f"{base_url}/files-pri/{path}/{safe_name(file.name)}"
    groups = [name for name in file.channels if workspace.channels[name].kind in ("private", "mpim")]
    ims = [name for name in file.channels if workspace.channels[name].kind == "im"]
    public = [name for name in file.channels if workspace.channels[name].kind == "public"]
    found: Json = {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title,
        "mimetype": file.mimetype,
        "filetype": file.filetype,
        "pretty_type": _PRETTY.get(file.filetype, file.filetype.upper()),
        "user": file.user,
        "user_team": workspace.team_id,
        "editable": False,
        "size": file.size,
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(public),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": private,
        "url_private_download": f"{base_url}/files-pri/{path}/download/{safe_name(file.name)}",
        "media_display_type": "unknown",
        "permalink": f"{base_url}/files/{file.user}/{file.id}/{safe_name(file.name)}",
        "comments_count": 0,
        "is_starred": False,
        "has_rich_preview": False,
        "shares": _shares(file, workspace),
        "channels": public,
        "groups": groups,
        "ims": ims,
        "file_access": "visible",
    }
    if file.alt_txt:
        found["alt_txt"] = file.alt_txt
    if file.is_image and file.ready_at <= workspace.clock.now():
        found |= {"original_w": file.width, "original_h": file.height}
    return found


def _shares(file: File, workspace: Workspace) -> Json:
    """The messages it was shared in, by visibility and conversation: how an app learns their ``ts``."""
    found: Json = {}
    for channel_id, stamps in file.shares.items():
        channel = workspace.channels[channel_id]
        kind = "public" if channel.kind == "public" else "private"
        found.setdefault(kind, {})[channel_id] = [
            {"ts": ts, "channel_name": channel.name, "team_id": workspace.team_id, "share_user_id": file.user}
            for ts in stamps
        ]
    return found
