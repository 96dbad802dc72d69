"""What the painter's processes are asked for, and the function that runs there.

An order is plain data, so that it can be sent to another process and recognised when it comes again. The
painter itself is imported in the worker alone: the server stays small.
"""

import hashlib
import io
from dataclasses import dataclass, fields
from typing import Literal

from PIL import Image

Format = Literal["png", "jpeg"]


@dataclass(frozen=True, slots=True)
class Order:
    """One picture to paint.

    Attributes
    ----------
    width, height : pixels
    palette : ``#rrggbb``; empty leaves the colours to the painter
    guidance : cfg scale, 1.1 to 10
    pictures : files to vary; without any the picture is painted from the prompt alone
    similarity : 0.2 to 1, how close a variation stays
    """

    prompt: str
    width: int
    height: int
    seed: int
    negative: str = ""
    palette: tuple[str, ...] = ()
    guidance: float = 8.0
    quality: str = "standard"
    pictures: tuple[bytes, ...] = ()
    similarity: float = 0.7
    format: Format = "png"

    def key(self) -> bytes:
        """A digest that equal orders share; it stands for the order where the pictures would weigh too much."""
        digest = hashlib.sha256()
        for field in fields(self):
            value = getattr(self, field.name)
            parts = value if field.name == "pictures" else (repr(value).encode(),)
            for part in parts:
                digest.update(hashlib.sha256(part).digest())
        return digest.digest()


class UnreadablePictureError(ValueError):
    """A picture to vary has a good header and can't be decoded all the same."""


def carry_out(order: Order) -> bytes:
    """Paint; runs in a worker process.

    Raises
    ------
    UnreadablePictureError
    """
    for picture in order.pictures:
        _decode(picture)
    from sandbox.painter import Brief, paint, vary  # noqa: PLC0415 - heavy, and only workers need it

    brief = Brief(
        prompt=order.prompt,
        width=order.width,
        height=order.height,
        seed=order.seed,
        negative=order.negative,
        palette=order.palette,
        guidance=order.guidance,
        quality=order.quality,
    )
    painted = vary(order.pictures, brief, order.similarity) if order.pictures else paint(brief)
    return painted if order.format == "png" else as_jpeg(painted)


def _decode(picture: bytes) -> None:
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            opened.load()
    except (OSError, ValueError, SyntaxError) as error:
        raise UnreadablePictureError(str(error)) from error


def as_jpeg(picture: bytes) -> bytes:
    """The same picture as a JPEG file of good quality."""
    with Image.open(io.BytesIO(picture)) as opened, io.BytesIO() as out:
        opened.convert("RGB").save(out, "JPEG", quality=92)
        return out.getvalue()
