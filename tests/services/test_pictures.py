"""Pictures as models send them, and as attackers would."""

import io
import resource
import struct
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.pictures import (
    MAX_MEMORY_BYTES,
    MAX_PIXELS,
    PREVIEW_BYTES,
    PREVIEW_SIDE,
    THUMB_SIDE,
    Studio,
    UnreadablePictureError,
    render,
)
from tests.services.apart import apart


def encoded(picture, kind, **options):
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def noise(width, height):
    return Image.effect_noise((width, height), 90).convert("RGB")


def opened(file):
    return Image.open(io.BytesIO(file.data))


def test_a_png_is_kept_to_the_byte():
    data = encoded(noise(640, 480), "PNG")
    made = render(data)
    assert made.original.data == data
    assert (made.width, made.height) == (640, 480)
    assert opened(made.preview).size == (640, 480)
    assert max(opened(made.thumb).size) == THUMB_SIDE
    assert made.preview.content_type == "image/jpeg"


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_other_formats_become_png(kind):
    made = render(encoded(noise(300, 200), kind))
    assert opened(made.original).format == "PNG"


def test_a_large_picture_is_previewed_within_slacks_limits():
    made = render(encoded(noise(2200, 1400), "PNG"))
    assert max(opened(made.preview).size) <= PREVIEW_SIDE
    assert len(made.preview.data) <= PREVIEW_BYTES


def test_transparency_survives_in_a_png_preview():
    picture = noise(900, 700).convert("RGBA")
    picture.putalpha(Image.linear_gradient("L").resize((900, 700)))
    made = render(encoded(picture, "PNG"))
    assert made.preview.ending == "png"
    assert made.preview.content_type == "image/png"
    assert opened(made.preview).mode == "RGBA"
    assert len(made.preview.data) <= PREVIEW_BYTES


def png_header(width, height):
    """A PNG that claims to be large and holds nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))


BOMB = png_header(60_000, 60_000)
assert MAX_PIXELS < 60_000 * 60_000


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"<!DOCTYPE html><html></html>",
        b"%PDF-1.7",
        encoded(noise(64, 64), "GIF"),
        encoded(noise(64, 64), "PNG")[:200],
        encoded(noise(64, 64), "JPEG")[:100],
        png_header(10, 10),
        BOMB,
    ],
    ids=["empty", "text", "html", "pdf", "gif", "cut png", "cut jpeg", "hollow png", "bomb"],
)
def test_what_is_no_picture_is_refused(data):
    with pytest.raises(UnreadablePictureError):
        render(data)


def test_a_process_of_its_own_gives_the_same():
    data = encoded(noise(320, 200), "PNG")
    assert apart(lambda: Studio(at_once=1).render(data)) == render(data)


@pytest.mark.skipif(sys.platform != "linux", reason="address space is a measure of memory on Linux alone")
def test_the_process_may_not_take_all_memory():
    limit, _ = apart(lambda: Studio(at_once=1)._apart(resource.getrlimit, resource.RLIMIT_AS))
    assert 0 < limit <= MAX_MEMORY_BYTES


@settings(max_examples=50)
@given(st.binary(max_size=2000), st.sampled_from(["PNG", "JPEG", "WEBP"]), st.integers(0, 1500))
def test_damage_is_refused_or_repaired_but_never_worse(junk, kind, at):
    data = encoded(Image.linear_gradient("L").convert("RGB"), kind)
    damaged = data[:at] + junk + data[at + len(junk) :]
    try:
        made = render(damaged)
    except UnreadablePictureError:
        return
    assert opened(made.preview).size
