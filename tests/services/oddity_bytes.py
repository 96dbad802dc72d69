"""How the oddities' bytes are made: by Pillow where it can, by hand where it can't."""

import io
import struct
import zlib

import pillow_heif
from PIL import Image

RED, GREEN, BLUE, YELLOW = (208, 48, 32), (32, 160, 64), (32, 64, 192), (240, 208, 32)
QUARTERS = (RED, GREEN, BLUE, YELLOW)
"""Left above, right above, left below, right below: no two turns of it look the same."""


def quarters(width=96, height=64, colours=QUARTERS, mode="RGB"):
    small = Image.new(mode, (2, 2))
    for index, colour in enumerate(colours):
        small.putpixel((index % 2, index // 2), colour)
    return small.resize((width, height), Image.Resampling.NEAREST)


def plain(colour, mode="RGB", size=(96, 64)):
    return Image.new(mode, size, colour)


def saved(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def oriented(number):
    exif = Image.Exif()
    exif[0x0112] = number
    return exif


def described():
    exif = Image.Exif()
    exif[0x010E] = "secret words"
    return exif


def turned(number, kind="JPEG", **options):
    """What a camera saves that was held so: stored in one way, seen as `quarters`."""
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(number)
    picture = quarters()
    return saved(
        picture.transpose(back) if back is not None else picture, kind, exif=oriented(number), **options
    )


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(width, height, depth, kind, rows, *, interlaced=False, before=b"", end=True):
    """A PNG from its raw rows, each with its filter's byte in front."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    body = SIGNATURE + chunk(b"IHDR", header) + before
    if rows is not None:
        body += chunk(b"IDAT", zlib.compress(rows))
    return body + (chunk(b"IEND", b"") if end else b"")


def deep_png(channels):
    """16 bits a channel: quarters as they would be in 8 bits; as grey, steps of lightness."""
    colours = QUARTERS if channels > 1 else ((40,), (100,), (160,), (220,))
    alpha = (255,) if channels == 4 else ()
    rows = b""
    for y in range(64):
        left, right = colours[2 * (y >= 32)], colours[2 * (y >= 32) + 1]
        pixels = ((*left, *alpha),) * 48 + ((*right, *alpha),) * 48
        rows += b"\0" + b"".join(struct.pack(">H", value * 257) for pixel in pixels for value in pixel)
    return png(96, 64, 16, {1: 0, 3: 2, 4: 6}[channels], rows)


def interlaced_png():
    """Adam7: seven passes, from coarse to fine."""
    picture, rows = quarters(), b""
    passes = (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    )
    for left, top, across, down in passes:
        for y in range(top, 64, down):
            rows += b"\0" + b"".join(bytes(picture.getpixel((x, y))) for x in range(left, 96, across))
    return png(96, 64, 8, 2, rows, interlaced=True)


def rows_of(picture):
    data, step = picture.tobytes(), 3 * picture.width
    return b"".join(b"\0" + data[at : at + step] for at in range(0, len(data), step))


def heic(picture, **options):
    buffer = io.BytesIO()
    pillow_heif.from_pillow(picture).save(buffer, quality=95, chroma=444, **options)
    return buffer.getvalue()


def heic_of_two():
    """A burst: the second picture is the one that is shown."""
    buffer = io.BytesIO()
    burst = pillow_heif.from_pillow(plain("white"))
    burst.add_from_pillow(quarters())
    burst.save(buffer, quality=95, chroma=444, primary_index=1)
    return buffer.getvalue()


def ten_bit_heic():
    rows = b"".join(struct.pack("<3H", *(value * 257 for value in GREEN)) for _ in range(96 * 64))
    buffer = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", (96, 64), rows).save(buffer, quality=95, chroma=444)
    return buffer.getvalue()


def box(name, body):
    return struct.pack(">I4s", 8 + len(body), name) + body


def bombed(name):
    """A PNG with 100 MB of zeros in a packed chunk of a hundred kilobytes."""
    packed = zlib.compress(b"\0" * 100_000_000, 9)
    return png(96, 64, 8, 2, rows_of(quarters()), before=chunk(name, b"a\0\0" + packed))


def resized_header(data, width, height):
    """A JPEG whose header claims another size than its scans have."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]
