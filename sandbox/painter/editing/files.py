"""The functions of this package for files: bytes in, PNG out. Described in `sandbox.painter`."""

from sandbox.painter import studio
from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import cutout, source
from sandbox.painter.editing import find as finding
from sandbox.painter.editing.condition import Mode, conditioned
from sandbox.painter.editing.inpaint import inpainted, removed
from sandbox.painter.editing.outpaint import outpainted
from sandbox.painter.editing.reference import in_the_hand_of
from sandbox.painter.editing.source import Mask


def condition(picture: bytes, brief: Brief, mode: Mode, strength: float) -> bytes:
    reference = source.covering(picture, brief.width, brief.height)
    return studio.png(conditioned(reference, brief, mode, min(max(strength, 0.0), 1.0)))


def resemble(picture: bytes, brief: Brief, strength: float) -> bytes:
    return studio.png(in_the_hand_of(source.colours_of(picture), brief, min(max(strength, 0.0), 1.0)))


def inpaint(picture: bytes, mask: bytes, brief: Brief) -> bytes:
    given, inside = _both(picture, mask)
    return studio.png(inpainted(given, inside, brief))


def remove(picture: bytes, mask: bytes) -> bytes:
    given, inside = _both(picture, mask)
    return studio.png(removed(given, inside))


def outpaint(picture: bytes, mask: bytes, brief: Brief, *, precise: bool) -> bytes:
    given, inside = _both(picture, mask)
    return studio.png(outpainted(given, inside, brief, precise=precise))


def find(picture: bytes, words: str, margin: float) -> bytes:
    return source.as_mask(finding.found(source.colours_of(picture), words, generous=margin))


def cut_out(picture: bytes) -> bytes:
    return cutout.rgba_png(cutout.cut_out(source.colours_of(picture)))


def _both(picture: bytes, mask: bytes) -> tuple[Array, Mask]:
    given, inside = source.colours_of(picture), source.black_of(mask)
    if given.shape[:2] != inside.shape:
        raise ValueError("the mask is not as large as the picture")
    return given, inside
