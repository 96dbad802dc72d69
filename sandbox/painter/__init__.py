"""Draws and paints what a prompt describes: the stand-in for an image model on a machine without one.

`paint` reads the prompt, plans a scene, draws it and finishes it in a medium. The others work on given
pictures (PNG or JPEG files): `vary` and `rework` make a new one from them, `condition` takes the layout,
`resemble` the palette and hand, `transfer` puts them on another picture, `inpaint`, `remove`, `outpaint` and
`recolour` change a part, `find` tells which part words name, `cut_out` takes the background away, `extend` and
`enlarge` make pictures larger. All are pure: the same arguments give the same bytes on one machine.
Masks are files of pure black and white, as large as their picture; ``inside`` is black.

Every function that is given a file raises ValueError if it cannot be decoded, or is no mask of that size.
"""

from collections.abc import Sequence
from typing import Literal

from sandbox.painter.brief import Brief

__all__ = [
    "Brief", "area", "boxed", "checked_mask", "condition", "cut_out", "enlarge", "extend", "find",
    "finish_sketch", "inpaint", "outpaint", "paint", "recolour", "remove", "resemble", "rework", "transfer",
    "vary", "wear", "worn_area",
]  # fmt: skip


def paint(brief: Brief) -> bytes:
    """A PNG of `brief`: RGB, exactly ``width`` x ``height`` pixels, without metadata.

    Any text paints: what cannot be drawn becomes form and colour.
    """
    from sandbox.painter.studio import picture, png  # noqa: PLC0415  numpy and all drawings load on first use

    return png(picture(brief))


def vary(pictures: Sequence[bytes], brief: Brief, similarity: float) -> bytes:
    """A variation of 1 to 5 pictures (PNG or JPEG), as a PNG like `paint`'s.

    `similarity` is 0.2 (free) to 1.0 (close). Subject, layout and palette of the first picture stay
    recognisable, the others lend colour; `brief.prompt` may be empty.

    Raises
    ------
    ValueError
        If there is no picture, or one cannot be decoded.
    """
    from sandbox.painter.variation import vary as varied  # noqa: PLC0415  as above

    return varied(pictures, brief, similarity)


def condition(picture: bytes, brief: Brief, mode: Literal["edges", "areas"], strength: float) -> bytes:
    """`brief` as `paint` would have it, in the layout of `picture`, cropped to the brief's size.

    `mode`: ``edges`` keeps the drawing, ``areas`` only what is where. `strength`: 0 (not at all) to 1.0.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.condition(picture, brief, mode, strength)


def resemble(picture: bytes, brief: Brief, strength: float = 1.0) -> bytes:
    """`brief` as `paint` would have it, in the palette and strokes of `picture`.

    With ``brief.palette`` the result has those colours, and the picture's own beside them.
    `strength`: 0 (not at all) to 1.0.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.resemble(picture, brief, strength)


def inpaint(picture: bytes, mask: bytes, brief: Brief) -> bytes:
    """`picture` with the inside of the mask painted from the prompt; outside, every pixel keeps its value.

    A PNG of the picture's size; ``brief.width`` and ``brief.height`` do not count. An empty prompt removes.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.inpaint(picture, mask, brief)


def remove(picture: bytes, mask: bytes) -> bytes:
    """`picture` with what is inside the mask gone and its surroundings continued there; else as `inpaint`."""
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.remove(picture, mask)


def outpaint(picture: bytes, mask: bytes, brief: Brief, *, precise: bool) -> bytes:
    """`picture` with the outside of the mask painted from the prompt, continuing what is inside.

    `precise` leaves every pixel inside as it is; otherwise a narrow band at the seam is blended. A PNG of the
    picture's size, as `inpaint`.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.outpaint(picture, mask, brief, precise=precise)


def find(picture: bytes, words: str, *, margin: float = 0.006) -> bytes:
    """A mask of the part of `picture` that the words name, by colour, place, kind, and by standing out.

    Never empty, never the whole. `margin`: how far it reaches beyond what was found, as a share of the
    shorter side.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.find(picture, words, margin)


def checked_mask(mask: bytes) -> bytes:
    """The same mask as a PNG of one channel.

    Raises
    ------
    ValueError
        If it has an alpha channel, or pixels that are neither pure black nor pure white.
    """
    from sandbox.painter.editing import source  # noqa: PLC0415  as above

    return source.as_mask(source.black_of(mask))


def cut_out(picture: bytes) -> bytes:
    """The main thing of `picture` on nothing: an RGBA PNG of its size."""
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.cut_out(picture)


def rework(picture: bytes, brief: Brief, strength: float) -> bytes:
    """`picture`, cropped to the brief's size, painted over from the prompt.

    `strength`: 0 leaves it as it is, 1.0 nothing of it; between, the brief's picture stands in its layout.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.rework(picture, brief, strength)


def transfer(picture: bytes, style: bytes, brief: Brief, strength: float, fidelity: float) -> bytes:
    """`picture`, cropped to the brief's size, in the palette and strokes of `style`.

    `strength`: 0 to 1.0, how much of the look; `fidelity`: 0 to 1.0, how much of the layout stays.
    ``brief.prompt`` may be empty.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.transfer(picture, style, brief, strength, fidelity)


def extend(picture: bytes, margins: tuple[int, int, int, int], brief: Brief, creativity: float) -> bytes:
    """`picture` with canvas added at its left, top, right and bottom (pixels, 0 or more), itself unchanged.

    Without a prompt its surroundings are continued. `creativity`, 0 to 1.0: how far what the prompt paints
    may leave its colours. ``brief.width`` and ``brief.height`` do not count.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.extend(picture, margins, brief, creativity)


def recolour(picture: bytes, mask: bytes, brief: Brief, soft: int = 0) -> bytes:
    """`picture` with the inside of the mask in the colours the prompt names; light and shade stay.

    `soft`: pixels from the edge of the mask over which the colour fades in.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.recolour(picture, mask, brief, soft)


def enlarge(picture: bytes, brief: Brief, detail: float) -> bytes:
    """`picture` in the brief's size, which is at least its own, with firm edges.

    `detail`: 0 to 0.5, how much fine detail is invented.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.enlarge(picture, brief, detail)


def area(picture: bytes, mask: bytes, grow: int) -> bytes:
    """A mask for the functions above from one that is white inside, may be grey, and is of any size.

    Without one (empty), what is transparent in `picture` is inside. `grow`: pixels added at its edge.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.area(picture, mask, grow)


def wear(picture: bytes, garment: bytes, mask: bytes, *, draped: bool = False) -> bytes:
    """`picture` with the main thing of `garment` laid over the inside of the mask; else as `inpaint`."""
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.wear(picture, garment, mask, draped=draped)


def worn_area(picture: bytes, part: Literal["upper", "lower", "full", "feet"]) -> bytes:
    """A mask of that part of the main thing of `picture`, taken for a standing figure."""
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.worn_area(picture, part)


def boxed(mask: bytes) -> bytes:
    """A mask of the box around the inside of another one."""
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.boxed(mask)


def finish_sketch(drawing: bytes, brief: Brief, strength: float) -> bytes:
    """`brief` as `paint` would have it, with the forms of a line drawing in it, cropped to the brief's size.

    `strength`: 0 (not at all) to 1.0.
    """
    from sandbox.painter.editing import files  # noqa: PLC0415  as above

    return files.finish_sketch(drawing, brief, strength)
