"""Pictures at next to no cost, for benchmarks and tests that are about something else.

A real PNG of the exact size with two flat fields of colour, sky above ground, the colours drawn from the
prompt and the seed: different requests give different pictures.
"""

import hashlib
import struct
import zlib
from functools import lru_cache
from typing import Final

from sandbox.bedrock.orders import Order

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_BIT_DEPTH: Final = 1
_INDEXED_COLOUR: Final = 3
_BLACK_AND_WHITE: Final = bytes(3) + b"\xff" * 3


def plain_picture(order: Order) -> bytes:
    """A PNG of `order.width` x `order.height` pixels in two colours, the same for the same order."""
    colours = (
        _BLACK_AND_WHITE
        if order.work == "mask"
        else hashlib.sha256(f"{order.prompt}\n{order.seed}\n{order.palette}".encode()).digest()[:6]
    )
    header = struct.pack(">IIBBBBB", order.width, order.height, _BIT_DEPTH, _INDEXED_COLOUR, 0, 0, 0)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", colours),
            _chunk(b"IDAT", _two_fields(order.width, order.height)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@lru_cache(maxsize=64)
def _two_fields(width: int, height: int) -> bytes:
    """Compressed rows of one bit a pixel; each row begins with its filter type, 0."""
    sky = bytes(1 + (width + 7) // 8)
    ground = b"\x00" + b"\xff" * ((width + 7) // 8)
    horizon = height * 2 // 3
    return zlib.compress(sky * horizon + ground * (height - horizon))
