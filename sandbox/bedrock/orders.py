"""What the painter's processes are asked for, and the function that runs there.

An order is plain data, so that it can be sent to another process and recognised when it comes again. The
painter itself is imported in the worker alone: the server stays small.
"""

import hashlib
import io
import math
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final, Literal

from PIL import Image, ImageOps

from sandbox.bedrock.picture_files import Format, decoded, encoded, saved

if TYPE_CHECKING:
    from sandbox import painter

FOUND_MARGIN: Final = 0.006
"""How far a found area to be painted over reaches beyond the thing, so that no rim of it is left."""

_LONGEST: Final = 1536
_FLATTEST: Final = 21 / 9
"""The longest side, pixels, and the flattest shape the painter plans a picture for."""

Work = Literal[
    "paint",  # from the prompt alone
    "vary",  # from pictures
    "edges",  # the prompt in the layout of a picture
    "areas",  # … of what is where in it
    "sketch",  # … of a line drawing, its areas filled
    "resemble",  # the prompt in the palette and hand of a picture
    "inpaint",  # the inside of a mask anew; taken away without a prompt
    "outpaint",  # the outside of a mask anew, blended at the seam
    "outpaint exactly",  # … the inside untouched
    "cut out",  # the main thing, without its background
    "rework",  # a picture painted over from the prompt
    "transfer",  # the first picture in the palette and hand of the second
    "repaint",  # the white of a mask anew, or what is transparent; taken away without a prompt
    "recolour",  # what `mask_words` name, in the colours of the prompt
    "extend",  # a picture with `margins` round it
    "enlarge",  # a picture in a larger size
    "wear",  # the thing of the second picture where something else is worn in the first
    "mask",  # the mask an order with the same fields would use
]

_NEW: Final = frozenset({"paint", "vary", "edges", "areas", "sketch", "resemble", "rework"})
"""Work whose result has the size that was asked for, whatever was given."""


@dataclass(frozen=True, slots=True)
class Order:
    """One picture to paint.

    Attributes
    ----------
    width, height : pixels; of the picture given where there is a mask or a background to take away
    palette : ``#rrggbb``; empty leaves the colours to the painter
    guidance : cfg scale, 1.1 to 10
    pictures : the files given; several to vary, else one
    similarity : 0.2 to 1, how close a variation stays
    strength : 0 to 1, how much of a layout is kept, of a hand taken, of a picture painted over or invented
    mask : a file in black (inside) and white, as large as the picture; to repaint, white is inside
    mask_words : what is inside, where there is no mask
    grow : pixels by which the inside is made larger
    worn : a part of a standing figure: what is inside, where neither says
    boxed : the inside is widened to the box around it
    margins : pixels added at the left, top, right and bottom
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
    work: Work = "paint"
    strength: float = 0.7
    mask: bytes = b""
    mask_words: str = ""
    grow: int = 0
    margins: tuple[int, int, int, int] = (0, 0, 0, 0)
    worn: Literal["", "upper", "lower", "full", "feet"] = ""
    boxed: bool = False

    def key(self) -> bytes:
        """A digest that equal orders share; it stands for the order where the pictures would weigh too much."""
        digest = hashlib.sha256()
        for field in fields(self):
            value = getattr(self, field.name)
            parts = (
                value
                if field.name == "pictures"
                else (value if field.name == "mask" else repr(value).encode(),)
            )
            for part in parts:
                digest.update(hashlib.sha256(part).digest())
        return digest.digest()


class UnfitMaskError(ValueError):
    """A mask is not of pure black and white."""


def carry_out(order: Order) -> bytes:
    """Paint; runs in a worker process.

    Raises
    ------
    UnreadablePictureError
    UnfitMaskError
    """
    read = replace(
        order,
        pictures=tuple(decoded(picture) for picture in order.pictures),
        mask=decoded(order.mask) if order.mask else b"",
    )
    width, height = _paintable(order)
    painted = _painted(replace(read, width=width, height=height))
    return encoded(_fitted(painted, order), order.format)


def _paintable(order: Order) -> tuple[int, int]:
    """Width and height to paint: the order's, unless a new picture is larger or longer than is planned for."""
    longest, shortest = max(order.width, order.height), min(order.width, order.height)
    if order.work not in _NEW or (longest <= _LONGEST and longest <= _FLATTEST * shortest):
        return order.width, order.height
    scale = min(1.0, _LONGEST / longest)
    least = math.ceil(longest * scale / _FLATTEST)
    return max(round(order.width * scale), least), max(round(order.height * scale), least)


def _fitted(painted: bytes, order: Order) -> bytes:
    """A new picture in the size of its order: scaled, and cut at its longer sides."""
    if order.work not in _NEW:
        return painted
    with Image.open(io.BytesIO(painted)) as opened:
        if opened.size == (order.width, order.height):
            return painted
        whole = ImageOps.fit(opened, (order.width, order.height), Image.Resampling.LANCZOS)
        return saved(whole, "PNG", compress_level=3)


def _painted(order: Order) -> bytes:
    from sandbox import painter  # noqa: PLC0415 - heavy, and only workers need it

    brief = painter.Brief(
        prompt=order.prompt,
        width=order.width,
        height=order.height,
        seed=order.seed,
        negative=order.negative,
        palette=order.palette,
        guidance=order.guidance,
        quality=order.quality,
    )
    match order.work:
        case "paint":
            return painter.paint(brief)
        case "vary":
            return painter.vary(order.pictures, brief, order.similarity)
        case "edges" | "areas":
            return painter.condition(order.pictures[0], brief, order.work, order.strength)
        case "sketch":
            return painter.finish_sketch(order.pictures[0], brief, order.strength)
        case "resemble":
            return painter.resemble(order.pictures[0], brief, order.strength)
        case "rework":
            return painter.rework(order.pictures[0], brief, order.strength)
        case "transfer":
            given, style = order.pictures
            return painter.transfer(given, style, brief, order.strength, order.similarity)
        case _:
            return _changed(order, brief)


def _changed(order: Order, brief: "painter.Brief") -> bytes:
    """Work on a given picture that decides the size of the result."""
    from sandbox import painter  # noqa: PLC0415 - as above

    match order.work:
        case "extend":
            return painter.extend(order.pictures[0], order.margins, brief, order.strength)
        case "enlarge":
            return painter.enlarge(order.pictures[0], brief, order.strength)
        case "repaint":
            mask = painter.area(order.pictures[0], order.mask, order.grow)
            return painter.inpaint(order.pictures[0], mask, brief)
        case "cut out":
            return painter.cut_out(order.pictures[0])
        case _:
            return _masked(order, brief)


def _masked(order: Order, brief: "painter.Brief") -> bytes:
    from sandbox import painter  # noqa: PLC0415 - as above

    picture, thing_kept = order.pictures[0], order.work.startswith("outpaint")
    mask = order.mask
    if order.worn:
        mask = painter.worn_area(picture, order.worn)
    elif not mask:
        margin = 0.0 if thing_kept or order.work == "recolour" else FOUND_MARGIN
        more = order.grow / min(order.width, order.height)
        mask = painter.find(picture, order.mask_words, margin=margin + more)
    try:
        mask = painter.checked_mask(mask)
    except ValueError as error:
        raise UnfitMaskError(str(error)) from error
    if order.boxed:
        mask = painter.boxed(mask)
    if order.work == "mask":
        return mask
    if order.work == "wear":
        return painter.wear(picture, order.pictures[1], mask, draped=bool(order.worn) and not order.boxed)
    if order.work == "recolour":
        return painter.recolour(picture, mask, brief, order.grow)
    if order.work == "inpaint":
        return painter.inpaint(picture, mask, brief)
    return painter.outpaint(picture, mask, brief, precise=order.work == "outpaint exactly")
