"""The whole way from a brief to pixels, and from pixels to a file."""

import io

import numpy as np
from PIL import Image

from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.finish import finish
from sandbox.painter.planning import plan
from sandbox.painter.render import render
from sandbox.painter.rendition import RENDITIONS


def picture(brief: Brief) -> Array:
    """(height, width, 3), sRGB-encoded 0..1."""
    scene = plan(brief)
    return finish(render(scene, RENDITIONS[scene.medium], brief.width, brief.height), scene, brief)


def png(rgb: Array) -> bytes:
    """A picture as PNG without metadata; lightly compressed, since it is made on demand."""
    out = io.BytesIO()
    Image.fromarray((np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8)).save(out, "PNG", compress_level=3)
    return out.getvalue()
