"""New matter for given pictures: a scene without margins, or the things of a prompt alone."""

from dataclasses import replace
from random import Random
from typing import Final

import numpy as np

from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.finish import FINISHES, texture
from sandbox.painter.finish.canvas import Sheet
from sandbox.painter.intent import Intent, family_of
from sandbox.painter.planning import plan
from sandbox.painter.planning.placing import cast, lead, main_first, number, proportion, thing
from sandbox.painter.planning.task import Cast
from sandbox.painter.reading import read
from sandbox.painter.render import Canvas, rasterise, svg
from sandbox.painter.rendition import DEFAULT, RENDITIONS
from sandbox.painter.scene import Placed, Scene
from sandbox.painter.studio import picture

_LEAST, _MOST = 256, 1536
_FLATTEST = 21 / 9
_MARGIN: Final = 0.07
"""What is cut away at each side of a scene: some media leave paper blank there."""
_PLACES: Final = frozenset({"water", "landscape", "sky", "interiors", "space", "abstract"})
_TOGETHER: Final = 6


def scene(brief: Brief, height: int, width: int) -> Array:
    """The brief's picture without a margin, for a hole of any size: (height, width, 3)."""
    wide = min(max(width, height / _FLATTEST), _FLATTEST * height) / (1 - 2 * _MARGIN)
    high = min(max(height, width / _FLATTEST), _FLATTEST * width) / (1 - 2 * _MARGIN)
    scale = min(max(1.0, _LEAST / min(wide, high)), _MOST / max(wide, high))
    painted = picture(replace(brief, width=round(wide * scale), height=round(high * scale)))
    rows, columns = painted.shape[:2]
    cut_y, cut_x = round(rows * _MARGIN), round(columns * _MARGIN)
    inner = painted[cut_y : rows - cut_y, cut_x : columns - cut_x]
    return inner if inner.shape[:2] == (height, width) else texture.scaled(inner, height, width)


def things_of(brief: Brief) -> tuple[Intent, list[Cast]]:
    """What of a prompt can be drawn without the scene around it; nothing if the prompt names a place."""
    intent = read(brief.prompt, brief.negative)
    if any(family_of(subject) in _PLACES for subject in intent.subjects):
        return intent, []
    members = [member for member in cast(intent, Random(brief.key)) if member.name != "portrait"]
    return intent, members


def stickers(brief: Brief, intent: Intent, members: list[Cast], height: int, width: int) -> Array:
    """The things side by side, as large as the box allows: (height, width, 4), straight alpha."""
    whole = plan(brief, intent)
    short = min(height, width)
    frame = replace(whole, width=1000 * width / short, height=1000 * height / short, layers=())
    canvas = Canvas(frame, RENDITIONS[intent.medium or DEFAULT], width, height)
    parts: list[str] = []
    defs: list[str] = []
    for item in _in_a_row(members, frame, Random(brief.key)):
        body, more = canvas.draw(item)
        parts += body
        defs += more
    return rasterise(svg(parts, defs, frame, width, height))


def _in_a_row(members: list[Cast], frame: Scene, rng: Random) -> list[Placed]:
    main = lead(members)
    row = [(member, nth) for member in main_first(members) for nth in range(number(member, rng))][:_TOGETHER]
    heights = [
        proportion(member, main) * (1.0 if nth == 0 else rng.uniform(0.78, 0.95)) for member, nth in row
    ]
    wide = sum(size * member.subject.span for size, (member, _) in zip(heights, row, strict=True))
    tall = max(size * member.subject.crest for size, (member, _) in zip(heights, row, strict=True))
    unit = min(frame.height * 0.92 / tall, frame.width * 0.94 / max(wide, 0.05))
    x = (frame.width - wide * unit) / 2
    items = []
    for size, (member, nth) in zip(heights, row, strict=True):
        span = size * member.subject.span * unit
        floats = member.subject.stands in ("air", "space", "deep")
        y = (frame.height + size * unit) / 2 if floats else frame.height * 0.96
        items.append(thing(member, rng, (x + span / 2, y, size * unit), 0.08, nth=nth))
        x += span
    return items


def finished(rgb: Array, brief: Brief, intent: Intent) -> Array:
    """Pixels as the prompt's medium would have them; as they are if it names none."""
    if intent.medium is None:
        return rgb
    plain = replace(plan(brief, intent), layers=(), colours=intent.colours)
    depth = np.full(rgb.shape[:2], 0.1, dtype=np.float32)
    rng = np.random.default_rng(brief.key)
    return FINISHES[intent.medium](Sheet(rgb, depth, plain, rng, 0.3, brief.quality == "premium"))
