"""Draws and paints what a prompt describes: the stand-in for an image model on a machine without one.

`paint` reads the prompt, plans a scene, draws it and finishes it in a medium; `vary` makes a new picture
from given ones. Both are pure: the same arguments give the same bytes on one machine.
"""

from collections.abc import Sequence

from sandbox.painter.brief import Brief

__all__ = ["Brief", "paint", "vary"]


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
