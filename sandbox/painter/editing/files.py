"""The functions of this package for files: bytes in, PNG out. Described in `sandbox.painter`."""

import io

from PIL import Image

from sandbox.painter import studio
from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing import bounded, cutout, fill, source
from sandbox.painter.editing import find as finding
from sandbox.painter.editing import wear as wearing
from sandbox.painter.editing.condition import Mode, conditioned
from sandbox.painter.editing.enlarge import enlarged
from sandbox.painter.editing.extend import Margins, extended
from sandbox.painter.editing.inpaint import inpainted, removed
from sandbox.painter.editing.outpaint import outpainted
from sandbox.painter.editing.recolour import recoloured
from sandbox.painter.editing.reference import in_the_hand_of
from sandbox.painter.editing.rework import reworked, transferred
from sandbox.painter.editing.sketch import finished_sketch
from sandbox.painter.editing.source import Mask


def condition(picture: bytes, brief: Brief, mode: Mode, strength: float) -> bytes:
    reference = source.covering(picture, brief.width, brief.height)
    return studio.png(conditioned(reference, brief, mode, min(max(strength, 0.0), 1.0)))


def finish_sketch(drawing: bytes, brief: Brief, strength: float) -> bytes:
    given = source.covering(drawing, brief.width, brief.height)
    return studio.png(finished_sketch(given, brief, min(max(strength, 0.0), 1.0)))


def resemble(picture: bytes, brief: Brief, strength: float) -> bytes:
    return studio.png(in_the_hand_of(source.colours_of(picture), brief, min(max(strength, 0.0), 1.0)))


def inpaint(picture: bytes, mask: bytes, brief: Brief) -> bytes:
    given, inside = _both(picture, mask)
    return studio.png(bounded.edited(given, inside, lambda part, hole: inpainted(part, hole, brief)))


def remove(picture: bytes, mask: bytes) -> bytes:
    given, inside = _both(picture, mask)
    return studio.png(bounded.edited(given, inside, removed))


def outpaint(picture: bytes, mask: bytes, brief: Brief, *, precise: bool) -> bytes:
    given, inside = _both(picture, mask)
    return studio.png(outpainted(given, inside, brief, precise=precise))


def find(picture: bytes, words: str, margin: float) -> bytes:
    given = source.colours_of(picture)
    return source.as_mask(bounded.marked(given, lambda part: finding.found(part, words, generous=margin)))


def cut_out(picture: bytes) -> bytes:
    return cutout.rgba_png(cutout.cut_out(source.colours_of(picture)))


def rework(picture: bytes, brief: Brief, strength: float) -> bytes:
    given = source.covering(picture, brief.width, brief.height)
    return studio.png(reworked(given, brief, min(max(strength, 0.0), 1.0)))


def transfer(picture: bytes, style: bytes, brief: Brief, strength: float, fidelity: float) -> bytes:
    given = source.covering(picture, brief.width, brief.height)
    return studio.png(transferred(given, source.colours_of(style), brief, strength, fidelity))


def extend(picture: bytes, margins: Margins, brief: Brief, creativity: float) -> bytes:
    return _file(extended(source.colours_of(picture), margins, brief, creativity))


def recolour(picture: bytes, mask: bytes, brief: Brief, soft: int) -> bytes:
    given, inside = _both(picture, mask)
    return studio.png(recoloured(given, inside, brief, soft))


def enlarge(picture: bytes, brief: Brief, detail: float) -> bytes:
    return _file(enlarged(source.colours_of(picture), brief.width, brief.height, brief, detail))


def area(picture: bytes, mask: bytes, grow: int) -> bytes:
    return source.as_mask(fill.grown(source.white_of(picture, mask), grow))


def wear(picture: bytes, garment: bytes, mask: bytes, *, draped: bool = False) -> bytes:
    given, inside = _both(picture, mask)
    thing = source.colours_of(garment)
    return studio.png(
        bounded.edited(given, inside, lambda part, hole: wearing.dressed(part, thing, hole, draped=draped))
    )


def worn_area(picture: bytes, part: wearing.Part) -> bytes:
    return source.as_mask(wearing.worn(source.colours_of(picture), part))


def boxed(mask: bytes) -> bytes:
    return source.as_mask(wearing.boxed(source.black_of(mask)))


def _file(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=3)
    return out.getvalue()


def _both(picture: bytes, mask: bytes) -> tuple[Array, Mask]:
    given, inside = source.colours_of(picture), source.black_of(mask)
    if given.shape[:2] != inside.shape:
        raise ValueError("the mask is not as large as the picture")
    return given, inside
