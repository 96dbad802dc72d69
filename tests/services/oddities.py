"""Pictures as people have them: every format, turn, profile and damage, and what is to come of each.

Nothing here is a file: each is made when it is asked for.
"""

import base64
import gzip
import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from coloraide import Color
from PIL import Image

from tests.services import profiles
from tests.services.oddity_bytes import (
    BLUE,
    GREEN,
    QUARTERS,
    RED,
    SIGNATURE,
    YELLOW,
    bombed,
    box,
    deep_png,
    heic,
    heic_of_two,
    interlaced_png,
    oriented,
    plain,
    png,
    quarters,
    resized_header,
    rows_of,
    saved,
    ten_bit_heic,
    turned,
)

WHITE = (255, 255, 255)
GREYS = tuple((value, value, value) for value in (40, 100, 160, 220))


@dataclass(frozen=True)
class Oddity:
    """One picture and what is to come of it.

    Attributes
    ----------
    make
        its bytes
    size
        width and height it is seen in; None where it is to be refused
    colours
        of its quarters, from left above to right below, or of all of it
    tolerance
        by how much each channel may differ
    """

    name: str
    make: Callable[[], bytes]
    size: tuple[int, int] | None = (96, 64)
    colours: tuple[tuple[int, ...], ...] = QUARTERS
    tolerance: int = 12


def seen(name, make, **expected):
    return Oddity(name, make, **expected)


def refused(name, make):
    return Oddity(name, make, size=None)


def as_srgb(space, *colours):
    """What colours in another space are in sRGB, by another library than the one under test."""
    converted = (Color(space, [value / 255 for value in colour]).convert("srgb").clip() for colour in colours)
    return tuple(tuple(round(255 * value) for value in colour[:3]) for colour in converted)


MILD = ((180, 90, 70), (90, 160, 100), (80, 100, 170), (210, 190, 90))
"""Inside sRGB whichever space they are meant in."""

JPEG = partial(saved, quarters(), "JPEG", quality=92)
PNG = partial(saved, quarters(), "PNG")
WEBP = partial(saved, quarters(), "WEBP", quality=90)
GIF = partial(saved, quarters(), "GIF")
CLEAR = quarters(colours=((*RED, 255), (*GREEN, 255), (0, 0, 0, 0), (*YELLOW, 255)), mode="RGBA")
ON_WHITE = (RED, GREEN, WHITE, YELLOW)

JPEGS = [
    seen("jpeg", JPEG),
    seen("progressive jpeg", partial(JPEG, progressive=True)),
    seen("jpeg with coarse colours", partial(JPEG, subsampling="4:2:0")),
    seen("jpeg with restart markers", partial(JPEG, restart_marker_blocks=2)),
    seen("jpeg of quality 1", partial(saved, quarters(), "JPEG", quality=1), tolerance=60),
    seen("grey jpeg", partial(saved, quarters(colours=(40, 100, 160, 220), mode="L"), "JPEG"), colours=GREYS),
    seen("cmyk jpeg", lambda: saved(quarters().convert("CMYK"), "JPEG", quality=95)),
    seen(
        "cmyk jpeg of a press",
        lambda: saved(plain((0, 255, 255, 0), "CMYK"), "JPEG", quality=95, icc_profile=profiles.PRESS),
        colours=((193, 0, 0),),
    ),
    *(seen(f"jpeg turned {number}", partial(turned, number, quality=92)) for number in range(1, 9)),
    seen("jpeg turned 99", lambda: JPEG(exif=oriented(99))),
    seen("jpeg with broken exif", lambda: JPEG(exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + b"\x12" * 40)),
    seen("jpeg with much exif", lambda: JPEG(exif=b"Exif\0\0" + b"\x7f" * 60_000)),
    seen(
        "jpeg in Adobe RGB",
        lambda: saved(quarters(colours=MILD), "JPEG", quality=95, icc_profile=profiles.ADOBE_RGB),
        colours=as_srgb("a98-rgb", *MILD),
        tolerance=6,
    ),
    seen(
        "jpeg in Display P3",
        lambda: saved(quarters(colours=MILD), "JPEG", quality=95, icc_profile=profiles.DISPLAY_P3),
        colours=as_srgb("display-p3", *MILD),
        tolerance=6,
    ),
    seen("jpeg with a profile for grey", lambda: JPEG(icc_profile=profiles.LINEAR_GREY)),
    seen("jpeg with a broken profile", lambda: JPEG(icc_profile=profiles.DISPLAY_P3[:90])),
    seen("jpeg with nonsense for a profile", lambda: JPEG(icc_profile=b"\xff" * 5000)),
    seen("jpeg with a profile in many parts", lambda: JPEG(icc_profile=profiles.PRESS * 60)),
    seen("jpeg with a comment", lambda: JPEG(comment=b"<script>alert(1)</script>" * 900)),
    seen(
        "two pictures in one jpeg",
        lambda: saved(quarters(), "MPO", save_all=True, append_images=[plain("white")]),
    ),
    seen("jpeg and more", lambda: JPEG() + b"\0" * 5000),
    seen("jpeg of one pixel", lambda: saved(plain(RED, size=(1, 1)), "JPEG"), size=(1, 1), colours=(RED,)),
    seen(
        "very wide jpeg",
        lambda: saved(plain(RED, size=(20_000, 8)), "JPEG"),
        size=(20_000, 8),
        colours=(RED,),
    ),
    seen("very tall jpeg", lambda: saved(plain(RED, size=(3, 9000)), "JPEG"), size=(3, 9000), colours=(RED,)),
    seen("jpeg of 12 million pixels", lambda: saved(quarters(4000, 3000), "JPEG"), size=(4000, 3000)),
    seen("jpeg of 50 million pixels", lambda: saved(quarters(8160, 6120), "JPEG"), size=(8160, 6120)),
    refused("jpeg that claims too much", lambda: resized_header(JPEG(), 65_500, 65_500)),
    refused("jpeg that claims more than it has", lambda: resized_header(JPEG(), 14_000, 14_000)),
    refused("half a jpeg", lambda: saved(Image.effect_noise((300, 200), 90), "JPEG")[:9000]),
    refused("jpeg without its end", lambda: JPEG()[:-2]),
    refused("jpeg without its scans", lambda: JPEG()[:300]),
    refused("jpeg's first bytes", lambda: JPEG()[:3]),
    refused("jpeg behind a line of text", lambda: b"picture:\n" + JPEG()),
]

PNGS = [
    seen("png", PNG, tolerance=0),
    seen("transparent png", lambda: saved(CLEAR, "PNG"), colours=ON_WHITE, tolerance=0),
    seen("png of nothing", lambda: saved(plain((0, 0, 0, 0), "RGBA"), "PNG"), colours=(WHITE,), tolerance=0),
    seen(
        "half transparent png",
        lambda: saved(plain((0, 0, 0, 128), "RGBA"), "PNG"),
        colours=((127, 127, 127),),
    ),
    seen("grey png", lambda: saved(quarters(colours=(40, 100, 160, 220), mode="L"), "PNG"), colours=GREYS),
    seen("grey transparent png", lambda: saved(plain((10, 0), "LA"), "PNG"), colours=(WHITE,)),
    seen(
        "grey png in linear light",
        lambda: saved(plain(128, "L"), "PNG", icc_profile=profiles.LINEAR_GREY),
        colours=((188, 188, 188),),
        tolerance=2,
    ),
    seen("png of one bit", lambda: saved(plain(1, "1"), "PNG"), colours=(WHITE,)),
    seen("png with a palette", lambda: saved(quarters().quantize(8), "PNG"), tolerance=3),
    seen(
        "png with a transparent palette colour",
        lambda: saved(
            quarters(colours=(RED, GREEN, WHITE, YELLOW)).quantize(4), "PNG", transparency=b"\0" * 4
        ),
        colours=(WHITE,),
    ),
    seen("png with one transparent colour", lambda: PNG(transparency=BLUE), colours=ON_WHITE),
    seen("png of 16 bits grey", partial(deep_png, 1), colours=GREYS, tolerance=2),
    seen("png of 16 bits", partial(deep_png, 3), tolerance=2),
    seen("png of 16 bits with alpha", partial(deep_png, 4), tolerance=2),
    seen("interlaced png", interlaced_png, tolerance=0),
    seen(
        "animated png", lambda: PNG(save_all=True, append_images=[plain("white")], duration=50), tolerance=0
    ),
    seen("turned png", partial(turned, 6, "PNG"), tolerance=0),
    seen(
        "png in Display P3",
        lambda: saved(quarters(colours=MILD), "PNG", icc_profile=profiles.DISPLAY_P3),
        colours=as_srgb("display-p3", *MILD),
        tolerance=2,
    ),
    seen("png without its end", lambda: png(96, 64, 8, 2, rows_of(quarters()), end=False)),
    seen(
        "png with rows too many",
        lambda: png(96, 64, 8, 2, rows_of(quarters(96, 6400, (RED,) * 4))),
        colours=(RED,),
    ),
    seen(
        "png of 64 million white pixels",
        lambda: saved(plain(1, "1", (8000, 8000)), "PNG"),
        size=(8000, 8000),
        colours=(WHITE,),
    ),
    refused("png of too many pixels", lambda: saved(plain(1, "1", (8001, 8000)), "PNG")),
    refused("png that claims too much", lambda: png(60_000, 60_000, 8, 2, None)),
    refused("hollow png", lambda: png(96, 64, 8, 2, None)),
    refused("png without width", lambda: png(0, 64, 8, 2, b"\0" * 64)),
    refused("png with rows too few", lambda: png(96, 64, 8, 2, rows_of(quarters())[:5000])),
    refused("png with a wrong checksum", lambda: PNG().replace(b"IDAT", b"IDAT\x01", 1)),
    refused("png of no known kind", lambda: png(96, 64, 8, 5, rows_of(quarters()))),
    refused("png with a bomb for a comment", lambda: bombed(b"zTXt")),
    refused("png with a bomb for a profile", lambda: bombed(b"iCCP")),
    refused("png's signature", lambda: SIGNATURE),
    refused("png that crossed a text channel", lambda: PNG().replace(b"\r\n", b"\n")),
]

GIFS = [
    seen("gif", GIF),
    seen(
        "animated gif",
        lambda: GIF(save_all=True, append_images=[plain("white"), plain("black")], duration=40),
    ),
    seen("transparent gif", lambda: saved(CLEAR, "GIF"), colours=ON_WHITE),
    seen("interlaced gif", lambda: GIF(interlace=1)),
    seen("gif with a comment", lambda: GIF(comment=b"c" * 3000)),
    seen("gif of one colour", lambda: saved(plain(RED), "GIF"), colours=(RED,)),
    seen("gif and html", lambda: GIF() + b"<script>alert(1)</script>"),
    refused("half a gif", lambda: saved(Image.effect_noise((96, 64), 90), "GIF")[:2500]),
    refused("gif without a picture", lambda: b"GIF89a" + struct.pack("<HH", 96, 64) + b"\0\0\0;"),
    refused("gif that claims too much", lambda: GIF()[:6] + struct.pack("<HH", 65_535, 65_535) + GIF()[10:]),
    refused("html that calls itself a gif", lambda: b"GIF89a=1;<!DOCTYPE html><html></html>"),
]

WEBPS = [
    seen("webp", WEBP),
    seen("webp without loss", lambda: WEBP(lossless=True), tolerance=0),
    seen("transparent webp", lambda: saved(CLEAR, "WEBP", lossless=True), colours=ON_WHITE, tolerance=0),
    seen("transparent webp with loss", lambda: saved(CLEAR, "WEBP", quality=90), colours=ON_WHITE),
    seen("animated webp", lambda: WEBP(save_all=True, append_images=[plain("white")], duration=50)),
    seen("turned webp", partial(turned, 8, "WEBP", quality=90)),
    seen(
        "webp in Display P3",
        lambda: saved(quarters(colours=MILD), "WEBP", lossless=True, icc_profile=profiles.DISPLAY_P3),
        colours=as_srgb("display-p3", *MILD),
        tolerance=2,
    ),
    refused("half a webp", lambda: saved(Image.effect_noise((300, 200), 90), "WEBP")[:4000]),
    refused("webp's first bytes", lambda: WEBP()[:16]),
    refused(
        "sound in the same wrapping", lambda: b"RIFF" + struct.pack("<I", 2000) + b"WAVEfmt " + b"\0" * 2000
    ),
]

HEICS = [
    seen("heic", lambda: heic(quarters())),
    seen("transparent heic", lambda: heic(CLEAR), colours=ON_WHITE),
    seen("grey heic", lambda: heic(quarters(colours=(40, 100, 160, 220), mode="L")), colours=GREYS),
    seen("heic of ten bits", ten_bit_heic, colours=(GREEN,)),
    seen(
        "turned heic",
        lambda: heic(quarters().transpose(Image.Transpose.ROTATE_90), exif=oriented(6).tobytes()),
    ),
    seen(
        "heic in Display P3",
        lambda: heic(quarters(colours=MILD), icc_profile=profiles.DISPLAY_P3),
        colours=as_srgb("display-p3", *MILD),
    ),
    seen("heic of tiles", lambda: heic(quarters(600, 400), tile_size=256), size=(600, 400)),
    seen("heic whose second picture counts", heic_of_two),
    seen("heic with a thumbnail", lambda: heic(quarters(400, 300), thumbnails=[100]), size=(400, 300)),
    refused("half a heic", lambda: heic(quarters())[:-300]),
    refused("heic's first bytes", lambda: heic(quarters())[:40]),
    refused("heic of nothing", lambda: box(b"ftyp", b"heic\0\0\0\0mif1heic") + b"\0" * 500),
    refused(
        "avif that calls itself heic", lambda: saved(quarters(), "AVIF").replace(b"ftypavif", b"ftypmif1")
    ),
]

OTHERS = [
    refused("nothing", bytes),
    refused("text", lambda: b"not a picture"),
    refused("html", lambda: b"<!DOCTYPE html><html><title>Sign in</title></html>"),
    refused("svg", lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>'),
    refused("pdf", lambda: saved(quarters(), "PDF")),
    refused("eps", lambda: saved(quarters(), "EPS")),
    refused("tiff", lambda: saved(quarters(), "TIFF")),
    refused("bmp", lambda: saved(quarters(), "BMP")),
    refused("ico", lambda: saved(quarters(64, 64), "ICO")),
    refused("avif", lambda: saved(quarters(), "AVIF")),
    refused("jpeg 2000", lambda: saved(quarters(), "JPEG2000")),
    refused("mp4", lambda: box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41") + box(b"mdat", b"\0" * 900)),
    refused("quicktime", lambda: box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"mdat", b"\0" * 900)),
    refused("webm", lambda: b"\x1aE\xdf\xa3\x9fB\x86\x81\1B\xf7\x81\1B\xf2\x81\4B\xf3\x81\x08B\x82\x84webm"),
    refused("zip", lambda: b"PK\3\4" + PNG()),
    refused("gzipped png", lambda: gzip.compress(PNG())),
    refused("png in base64", lambda: base64.b64encode(PNG())),
    refused("noise", lambda: Image.effect_noise((96, 64), 90).tobytes()),
]

ALL = [*JPEGS, *PNGS, *GIFS, *WEBPS, *HEICS, *OTHERS]
