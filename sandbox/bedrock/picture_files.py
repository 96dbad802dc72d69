"""Files of pictures before and after they are worked on; used in the painter's processes."""

import io
from typing import Final, Literal

from PIL import Image

Format = Literal["png", "jpeg", "webp"]

_PAINTERS_OWN: Final = ("PNG", "JPEG")


class UnreadablePictureError(ValueError):
    """A given picture has a good header and can't be decoded all the same."""


def decoded(picture: bytes) -> bytes:
    """The same file, once it has been decoded; as PNG where it is of a kind the painter does not read.

    Raises
    ------
    UnreadablePictureError
    """
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            opened.load()
            return picture if opened.format in _PAINTERS_OWN else saved(opened, "PNG", compress_level=1)
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadablePictureError(str(error)) from error


def encoded(picture: bytes, kind: Format) -> bytes:
    """A PNG as a file of that kind, of good quality; JPEG has what is transparent on white."""
    if kind == "png":
        return picture
    with Image.open(io.BytesIO(picture)) as opened:
        if kind == "webp":
            return saved(opened, "WEBP", quality=90, method=2)
        sheet: Image.Image = opened
        if opened.has_transparency_data:
            above = opened.convert("RGBA")
            sheet = Image.alpha_composite(Image.new("RGBA", above.size, "white"), above)
        return saved(sheet.convert("RGB"), "JPEG", quality=92)


def saved(image: Image.Image, kind: str, **options: int) -> bytes:
    """The file of a picture, in one of Pillow's formats."""
    with io.BytesIO() as out:
        image.save(out, kind, **options)
        return out.getvalue()
