"""How an archive is laid out: which file is where, and what its manifest says."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from services.jobs import Image
from services.storage import REFERENCES

FORMAT: Final = "imagine archive"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
JOURNAL: Final = "export.unfinished"
"""What is fetched so far, a line for each file, while an export goes on."""

PIECE: Final = 1 << 20
"""Bytes that are in memory of one file at a time."""

_PATH: Final = re.compile(
    r"images/\d{4}-\d{2}/[0-9A-Za-z]+\.\d+(?:\.json|\.png|\.palette\.png)"
    r"|references/[\w-]+/\d+(?:-[\w-]+)?/source\.(?:jpg|png)",
    re.ASCII,
)
_OWN_KEY: Final = re.compile(r"pictures/[\w-]+/\d+(?:-[\w-]+)?/[a-z]+\.(?:png|jpg)", re.ASCII)
_REFERENCE_KEY: Final = re.compile(r"references/[\w-]+/\d+(?:-[\w-]+)?/source\.(?:jpg|png)", re.ASCII)


class ArchiveError(Exception):
    """The archive is not as it should be; its text says how, to people."""


@dataclass(frozen=True)
class Checked:
    """What a file holds: SHA-256 in hexadecimal, and its length in bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """What an archive holds.

    Attributes
    ----------
    since
        an ISO date; only pictures painted from then on were asked for. None for all
    missing
        ids of pictures of which there was a record and no file
    files
        path within the archive → what it holds
    """

    workspace: str
    since: str | None
    missing: tuple[str, ...]
    files: Mapping[str, Checked]

    @property
    def records(self) -> list[str]:
        """The paths of the records, in order."""
        return sorted(path for path in self.files if path.endswith(".json"))


def record_path(image: Image) -> str:
    return f"{_stem(image)}.json"


def picture_path(image: Image) -> str:
    return f"{_stem(image)}.png"


def palette_path(image: Image) -> str:
    return f"{_stem(image)}.palette.png"


def reference_paths(image: Image) -> list[str]:
    """Of the people's own pictures that it was made from; their keys in the bucket are their paths."""
    return [key for key in image.references if _REFERENCE_KEY.fullmatch(key)]


def _stem(image: Image) -> str:
    return f"images/{image.created_at:%Y-%m}/{image.id}"


def record_text(image: Image) -> str:
    """The record as plain JSON; the same record always gives the same text."""
    said = {"id": image.id, **image.model_dump(mode="json", exclude_none=True)}
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def image_in(path: str, text: str, workspace: str) -> Image:
    """The record in the file at `path` of an archive of `workspace`.

    Raises
    ------
    ArchiveError
    """
    try:
        image = Image.model_validate_json(text)
    except ValidationError as error:
        raise ArchiveError(f"{path} is no record of a picture: {_first(error)}.") from error
    if record_path(image) != path:
        raise ArchiveError(f"{path} holds the record of another picture, {image.id}.")
    if image.origin.team != workspace:
        raise ArchiveError(f"{path} is of another workspace, {image.origin.team}.")
    # What is written where is decided by these: nobody's archive may write anywhere else.
    prefix = image.s3_key.rpartition("/")[0]
    own = [key for key in (image.s3_key, image.preview_key, image.thumb_key, image.palette_key) if key]
    if not all(_OWN_KEY.fullmatch(key) and key.startswith(f"{prefix}/") for key in own):
        raise ArchiveError(f"{path} names places in the bucket that are not a picture's own.")
    if not all(_OWN_KEY.fullmatch(key) or _REFERENCE_KEY.fullmatch(key) for key in image.references):
        raise ArchiveError(f"{path} names places in the bucket that are no pictures.")
    return image


def _first(error: ValidationError) -> str:
    fault = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(map(str, fault['loc'])) or 'it'}: {fault['msg']}"


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the archive in `folder`; None if there is none.

    Raises
    ------
    ArchiveError
    """
    path = folder / MANIFEST
    try:
        said: Any = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{path} can't be read: {error}.") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise ArchiveError(f"{path} is not the manifest of an archive.")
    if said.get("version") != VERSION:
        raise ArchiveError(
            f"{folder} is an archive of version {said.get('version')}; this program reads {VERSION}."
        )
    try:
        files = {path: Checked(str(one["sha256"]), int(one["bytes"])) for path, one in said["files"].items()}
        since = said["since"]
        manifest = Manifest(
            str(said["workspace"]), since and str(since), tuple(map(str, said["missing"])), files
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArchiveError(f"{path} is damaged: it lacks {error}.") from error
    if strange := [path for path in files if not _PATH.fullmatch(path)]:
        raise ArchiveError(f"{path} lists {strange[0]!r}, which is no place for a file of an archive.")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it, whole or not at all; the same archive always has the same manifest."""
    counts = {
        "images": len(manifest.records),
        "references": sum(path.startswith(REFERENCES) for path in manifest.files),
        "files": len(manifest.files),
        "bytes": sum(one.bytes for one in manifest.files.values()),
    }
    said = {
        "format": FORMAT,
        "version": VERSION,
        "workspace": manifest.workspace,
        "since": manifest.since,
        "counts": counts,
        "missing": sorted(manifest.missing),
        "files": {path: vars(one) for path, one in sorted(manifest.files.items())},
    }
    write_whole(folder / MANIFEST, [json.dumps(said, indent=1).encode() + b"\n"])


def write_whole(path: Path, pieces: Iterable[bytes]) -> Checked:
    """Write a file that is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    digest, length = hashlib.sha256(), 0
    with part.open("wb") as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            length += len(piece)
    part.replace(path)
    return Checked(digest.hexdigest(), length)


def check(path: Path) -> Checked | None:
    """What the file at `path` holds; None if there is none."""
    digest, length = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            for piece in _pieces(file):
                digest.update(piece)
                length += len(piece)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    return Checked(digest.hexdigest(), length)


def first_of(group: BaseExceptionGroup) -> BaseException:
    """What went wrong first, of tasks that ran together."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


def _pieces(file: Any) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
