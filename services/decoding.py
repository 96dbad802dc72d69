"""Pictures that people give, decoded: whatever a phone or a program writes becomes upright sRGB.

Decoders are chosen by name and nothing else is tried: no PDF, no SVG, no video, none of Pillow's old formats.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from PIL import Image as Pillow
from PIL import ImageCms

from services.picture_files import UnreadablePictureError

MAX_PIXELS: Final = 64_000_000
"""Of a format that is decoded in full. A transparent WebP takes the most memory, 22 bytes a pixel: 1.4 GB of the
2 GiB that a worker may have. Cameras of phones have 48, 50 or 64 million."""

MAX_JPEG_PIXELS: Final = 220_000_000
"""Of a JPEG, which is decoded at a half to an eighth of its size; a progressive one still keeps its coefficients,
up to 6 bytes a pixel. The largest cameras of phones have 200 million."""

_MOST_PIXELS_A_BYTE: Final = 400
"""In a JPEG. The emptiest takes 12 bits for a square of 256 pixels, and less than that only with much ado; where
more are claimed, its decoder would fill up what is missing with grey."""

_OPAQUE: Final = 128
"""Of 255: what is more transparent than that counts as a hole."""

_LEAST_HOLE: Final = 0.002
"""Share of a picture: soft edges and round corners are no holes, and what is left must be a picture."""

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP")
_ORIENTATION: Final = 0x0112
"""EXIF's tag."""

_UPRIGHT: Final = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
_LYING: Final = frozenset({5, 6, 7, 8})


@dataclass(frozen=True)
class Decoded:
    """A picture as it is seen.

    Attributes
    ----------
    picture
        RGB in sRGB, without metadata, transparent parts on white
    width, height
        of the picture as it came, turned as its EXIF says; pixels
    lossless
        its format kept every pixel: a drawing or a screen more likely than a photograph
    mask
        as large as `picture`, in grey: white where it was transparent, black elsewhere; None where that is next to
        nothing of it, or next to all
    """

    picture: Pillow.Image
    width: int
    height: int
    lossless: bool
    mask: Pillow.Image | None = None


def decode(data: bytes, side: int) -> Decoded:
    """The first frame of a picture, with at most `side` pixels on its longest side.

    Raises
    ------
    UnreadablePictureError
        no JPEG, PNG, GIF, WebP or HEIC, a damaged one, or one with too many pixels
    """
    try:
        with warnings.catch_warnings(), _no_limit_of_pillow():
            warnings.simplefilter("ignore")  # of odd metadata, which is dropped
            return _decode(data, side)
    except UnreadablePictureError:
        raise
    except Exception as error:  # there is no end to what decoders raise over damage
        raise UnreadablePictureError(f"{type(error).__name__}: {error}") from error


@contextmanager
def _no_limit_of_pillow() -> Iterator[None]:
    """Pillow's own limit on pixels is the same for all formats; here each has its own."""
    before = Pillow.MAX_IMAGE_PIXELS
    Pillow.MAX_IMAGE_PIXELS = None
    try:
        yield
    finally:
        Pillow.MAX_IMAGE_PIXELS = before


def _decode(data: bytes, side: int) -> Decoded:
    with Pillow.open(io.BytesIO(data), formats=_formats(data)) as opened:
        size = opened.size
        is_jpeg = opened.format in {"JPEG", "MPO"}
        _check(size, MAX_JPEG_PIXELS if is_jpeg else MAX_PIXELS)
        if is_jpeg:
            if size[0] * size[1] > _MOST_PIXELS_A_BYTE * len(data):
                raise UnreadablePictureError(f"{len(data)} bytes can't hold {size[0]}x{size[1]} pixels")
            opened.draft(None, _within(size, side))
        opened.load()
        if not is_jpeg:
            size = opened.size  # HEIC's header may be wrong about it
            _check(size, MAX_PIXELS)
        orientation = _orientation(opened)
        profile = opened.info.get("icc_profile")
        is_grey = opened.mode in {"1", "L", "LA"} or opened.mode.startswith("I;16")
        lossless = opened.format in {"PNG", "GIF"} or data[12:16] == b"VP8L"
        picture = _plain(opened)
    if max(picture.size) > side:
        picture = picture.resize(_within(picture.size, side), Pillow.Resampling.LANCZOS, reducing_gap=2.0)
    mask = None
    if picture.mode == "RGBA":
        mask = _hole(picture)
        white = Pillow.new("RGBA", picture.size, "white")
        picture = Pillow.alpha_composite(white, picture).convert("RGB")
    picture = _in_srgb(picture, profile, is_grey=is_grey)
    if orientation in _UPRIGHT:
        picture = picture.transpose(_UPRIGHT[orientation])
        mask = mask and mask.transpose(_UPRIGHT[orientation])
    picture.info.clear()  # or else encoders write what is in it
    width, height = reversed(size) if orientation in _LYING else size
    return Decoded(picture, width, height, lossless, mask)


def _hole(picture: Pillow.Image) -> Pillow.Image | None:
    """What of an RGBA picture was made transparent, as a mask; None where that is hardly meant."""
    mask = picture.getchannel("A").point(lambda alpha: 255 if alpha < _OPAQUE else 0)
    share = mask.histogram()[255] / (picture.width * picture.height)
    return mask if _LEAST_HOLE <= share <= 1 - _LEAST_HOLE else None


def _formats(data: bytes) -> tuple[str, ...]:
    """The names of the decoders to try; HEIC's is loaded only for what looks like it."""
    if data[4:8] != b"ftyp":
        return _FORMATS
    from pillow_heif import register_heif_opener  # noqa: PLC0415  # 7 MB that the bot itself never needs

    # One thread, and the picture alone: no thumbnails in its place, no depth maps.
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    return ("HEIF",)


def _check(size: tuple[int, int], limit: int) -> None:
    if size[0] * size[1] > limit:
        raise UnreadablePictureError(f"{size[0]}x{size[1]} pixels are more than {limit}")


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    """`size` in the same shape, with at most `side` pixels on its longest side."""
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _orientation(opened: Pillow.Image) -> int:
    """How the picture is to be turned, as EXIF counts; 1 where its EXIF is damaged."""
    try:
        return int(opened.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001  # a damaged note about a picture is no reason to refuse it
        return 1


def _plain(opened: Pillow.Image) -> Pillow.Image:
    """The same pixels as L, RGB, CMYK or, where parts are transparent, RGBA: eight bits each."""
    if opened.mode in {"I", "F"} or opened.mode.startswith("I;16"):
        return opened.convert("I").point(lambda value: value / 257).convert("L")
    if opened.has_transparency_data:
        return opened.convert("RGBA")
    if opened.mode in {"L", "RGB", "CMYK"}:
        return opened.copy()
    return opened.convert("L" if opened.mode == "1" else "RGB")


def _in_srgb(picture: Pillow.Image, profile: bytes | None, *, is_grey: bool) -> Pillow.Image:
    """The picture in sRGB, which is also what it is taken to be in without a profile that can be read."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            return _converted(picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), is_grey=is_grey)
    return picture.convert("RGB")


def _converted(picture: Pillow.Image, profile: ImageCms.ImageCmsProfile, *, is_grey: bool) -> Pillow.Image:
    space = profile.profile.xcolor_space.strip()
    if space == "GRAY" and is_grey:
        picture = picture.convert("L")
    elif space == "RGB" and picture.mode != "CMYK":
        picture = picture.convert("RGB")
    elif (space, picture.mode) != ("CMYK", "CMYK"):
        raise ValueError(f"a profile for {space} does not fit a picture in {picture.mode}")
    converted = ImageCms.profileToProfile(
        picture,
        profile,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return converted or picture.convert("RGB")
