"""Text in PNG files: read, and put in without touching a pixel (PNG specification, 3rd edition, 11.3.3)."""

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
CREDENTIALS: Final = b"caBX"
"""The chunk that holds content credentials (C2PA specification, "Embedding manifests into PNG"): signed by whoever
made the file, they vouch for every byte outside of it."""

_TEXTS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_LONGEST_TEXT: Final = 1_000_000
"""Bytes of one text that are read, packed or not."""


class NotAPngError(ValueError):
    """The bytes are no PNG, or a damaged one."""


@dataclass(frozen=True)
class Chunk:
    """One chunk: its type, its data, and where in the file it begins and ends, in bytes."""

    kind: bytes
    data: bytes
    start: int
    end: int


def chunks(data: bytes) -> Iterator[Chunk]:
    """The chunks in front of the pixels and behind them, in their order.

    Raises
    ------
    NotAPngError
    """
    if not data.startswith(SIGNATURE):
        raise NotAPngError("it does not begin as a PNG does")
    at = len(SIGNATURE)
    while at < len(data):
        if at + 8 > len(data):
            raise NotAPngError("it is cut off")
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise NotAPngError("it is cut off")
        yield Chunk(kind, b"" if kind == b"IDAT" else data[at + 8 : end - 4], at, end)
        if kind == b"IEND":
            return
        at = end
    raise NotAPngError("it has no end")


def is_signed(data: bytes) -> bool:
    """Whether a PNG carries content credentials, which any change would break."""
    return any(chunk.kind == CREDENTIALS for chunk in chunks(data))


def with_texts(data: bytes, texts: Mapping[str, str]) -> bytes:
    """A PNG with these texts, by keyword, in front of its pixels, in place of any it had of the same keywords.

    The same file and texts always give the same bytes, also where the texts are there already.

    Raises
    ------
    NotAPngError
    """
    found = list(chunks(data))
    pixels = next((chunk for chunk in found if chunk.kind == b"IDAT"), None)
    if pixels is None:
        raise NotAPngError("it has no pixels")
    old = [chunk for chunk in found if chunk.kind in _TEXTS and _keyword(chunk) in texts]
    parts, at = [], 0
    for chunk in sorted([*old, pixels], key=lambda one: one.start):
        parts.append(data[at : chunk.start])
        at = chunk.end
        if chunk is pixels:
            parts += [_text_chunk(keyword, text) for keyword, text in texts.items()]
            at = chunk.start
    return b"".join([*parts, data[at:]])


def texts_in(data: bytes) -> dict[str, str]:
    """The texts of a PNG by their keywords; of several of one keyword the first. What can't be read is left out.

    Raises
    ------
    NotAPngError
    """
    found: dict[str, str] = {}
    for chunk in chunks(data):
        if chunk.kind in _TEXTS:
            text = _text(chunk)
            if text is not None:
                found.setdefault(_keyword(chunk), text)
    return found


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG, pixels.

    Raises
    ------
    NotAPngError
    """
    header = next(chunks(data), None)
    if header is None or header.kind != b"IHDR" or len(header.data) < 8:
        raise NotAPngError("it has no header")
    width, height = struct.unpack_from(">II", header.data)
    return int(width), int(height)


def _keyword(chunk: Chunk) -> str:
    return chunk.data.partition(b"\0")[0].decode("latin-1")


def _text(chunk: Chunk) -> str | None:
    _, _, rest = chunk.data.partition(b"\0")
    try:
        if chunk.kind == b"tEXt":
            return rest[:_LONGEST_TEXT].decode("latin-1")
        if chunk.kind == b"zTXt":
            return _unpacked(rest[1:]).decode("latin-1")
        packed, rest = rest[:1] == b"\1", rest[2:]
        _, _, rest = rest.partition(b"\0")  # its language
        _, _, rest = rest.partition(b"\0")  # the keyword in that language
        return (_unpacked(rest) if packed else rest[:_LONGEST_TEXT]).decode()
    except (UnicodeDecodeError, zlib.error):
        return None


def _unpacked(data: bytes) -> bytes:
    # No more than this, however much it claims to become.
    return zlib.decompressobj().decompress(data, _LONGEST_TEXT)


def _text_chunk(keyword: str, text: str) -> bytes:
    """As ``tEXt``, which everything reads, where Latin letters do; else as ``iTXt``. Never packed."""
    text = text.replace("\0", "")
    try:
        if keyword.startswith("XML:"):  # a packet of XMP is always iTXt (XMP specification, part 3, PNG)
            return _chunk(b"iTXt", keyword.encode("latin-1") + bytes(5) + text.encode())
        return _chunk(b"tEXt", keyword.encode("latin-1") + b"\0" + text.encode("latin-1"))
    except UnicodeEncodeError:
        return _chunk(b"iTXt", keyword.encode("latin-1") + bytes(5) + text.encode("utf-8", "replace"))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
