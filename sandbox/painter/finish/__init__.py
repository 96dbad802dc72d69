"""The last hand on a picture: the medium's finish, its mood, its palette."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.finish import cells, dry, grade, palette, printed, screen, texture, thick, wet
from sandbox.painter.finish.canvas import Finish, Sheet
from sandbox.painter.render import Picture
from sandbox.painter.scene import Scene

FINISHES: Final[Mapping[str, Finish]] = MappingProxyType(
    {
        "watercolour": wet.watercolour,
        "ink wash": wet.ink_wash,
        "oil painting": thick.oil,
        "gouache": thick.gouache,
        "pastel drawing": thick.pastel,
        "pencil drawing": dry.pencil,
        "charcoal": dry.charcoal,
        "line art": dry.pen,
        "engraving": dry.engraving,
        "blueprint": dry.blueprint,
        "screen print": printed.screen_print,
        "risograph": printed.risograph,
        "comic": printed.comic,
        "woodblock print": printed.woodblock,
        "paper cut": printed.cut_paper,
        "stained glass": cells.stained_glass,
        "mosaic": cells.mosaic,
        "low poly": cells.low_poly,
        "pixel art": cells.pixel_art,
        "photograph": screen.photograph,
        "anime": screen.anime,
        "neon": screen.neon,
        "flat vector": screen.vector,
        "isometric": screen.model,
    }
)
"""Medium -> finish; every medium of the vocabulary has one."""


def finish(picture: Picture, scene: Scene, brief: Brief) -> Array:
    """The picture as its medium would have it, (height, width, 3) 0..1."""
    rng = np.random.default_rng(scene.seed ^ 0x5EED)
    rgb = grade.grade(picture.rgb, scene, picture.depth)
    loose = float(np.clip((9.5 - brief.guidance) / 8.0, 0.0, 1.0))
    sheet = Sheet(rgb, picture.depth, scene, rng, loose, brief.quality == "premium")
    rgb = FINISHES[scene.medium](sheet)
    if sheet.fine:
        rgb = texture.crisp(rgb)
    if brief.palette:
        rgb = palette.keep_to(rgb, brief.palette)
    elif "monochrome" in scene.tones and "vintage" not in scene.moods:
        rgb = grade.greyed(rgb)
    return np.clip(rgb, 0, 1).astype(np.float32)
