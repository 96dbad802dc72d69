"""A picture on a larger canvas, prepared for a painter that continues it beyond its edges."""

from typing import Final

from PIL import Image as Pillow
from PIL import ImageFilter

from services.decoding import decode
from services.painting.frame import Frame
from services.picture_files import encoded

_BAND: Final = 8
"""How many pixels along an edge are averaged into what is stretched outwards."""

_LARGEST: Final = 4096
"""Longest side of a picture that is taken at its own size at least, pixels."""


def extend(data: bytes, frame: Frame) -> tuple[bytes, bytes]:
    """The picture on the canvas of `frame`, and the mask of what is to be painted, in this process.

    The ground is a guess at what goes on there, soft enough to be painted over: the picture's edges, stretched
    to the canvas' and blurred.

    Returns
    -------
    tuple of bytes and bytes
        two PNG files of the canvas' size without alpha: the picture as RGB, unchanged where it stands if it need
        not shrink; the mask in grey, 0 where the picture is and 255 around it

    Raises
    ------
    UnreadablePictureError
        see `services.decoding.decode`
    """
    size = frame.picture_width, frame.picture_height
    place = frame.left, frame.top
    picture = decode(data, max(_LARGEST, *size)).picture
    if picture.size != size:
        picture = picture.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)
    canvas = _stretched(picture, frame).filter(ImageFilter.GaussianBlur(max(frame.width, frame.height) / 50))
    canvas.paste(picture, place)
    mask = Pillow.new("L", canvas.size, 255)
    mask.paste(0, (*place, place[0] + size[0], place[1] + size[1]))
    return encoded(canvas, "PNG"), encoded(mask, "PNG")


def _stretched(picture: Pillow.Image, frame: Frame) -> Pillow.Image:
    """The picture in its place, its edges and corners pulled out to those of the canvas."""
    width, height = picture.size
    across, down = min(_BAND, width), min(_BAND, height)
    columns = (0, across), (0, width), (width - across, width)
    rows = (0, down), (0, height), (height - down, height)
    xs = 0, frame.left, frame.left + width, frame.width
    ys = 0, frame.top, frame.top + height, frame.height
    canvas = Pillow.new("RGB", (frame.width, frame.height))
    for column in range(3):
        for row in range(3):
            size = xs[column + 1] - xs[column], ys[row + 1] - ys[row]
            if min(size) <= 0:
                continue
            part = picture.crop((columns[column][0], rows[row][0], columns[column][1], rows[row][1]))
            # The band is averaged across the edge and kept along it.
            part = part.resize(
                (width if column == 1 else 1, height if row == 1 else 1), Pillow.Resampling.BOX
            )
            canvas.paste(part.resize(size, Pillow.Resampling.NEAREST), (xs[column], ys[row]))
    return canvas
