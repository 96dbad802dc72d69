"""The palette of a painted picture, where the asked one was approximate: a nicety that fails no picture."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Final

from services.jobs import PaintWork, image_id
from services.measuring import Swatch
from services.palette_match import approximate_palette, compare
from services.pictures import Studio
from services.storage import Storage

logger = logging.getLogger(__name__)

_PATIENCE: Final = 20.0
"""Seconds that a finished picture waits for its palette at most."""


@dataclass(frozen=True)
class PaintedPalette:
    """What was measured and drawn; empty as far as it was not asked for, or did not work.

    Attributes
    ----------
    swatches
        largest share first
    key
        of the card that shows them beside the asked palette
    """

    swatches: tuple[Swatch, ...] = ()
    key: str = ""


async def keep_palette(
    studio: Studio, storage: Storage, job_id: str, work: PaintWork, index: int, data: bytes
) -> PaintedPalette:
    """Measure picture `index` of a job, and store a card that compares; it fails quietly."""
    kept = PaintedPalette()
    asked = approximate_palette(work.plan)
    if not asked:
        return kept
    try:
        async with asyncio.timeout(_PATIENCE):
            kept = PaintedPalette(await studio.measure_palette(data))
            card = await studio.draw_comparison(compare(asked, kept.swatches))
            key = await storage.put_comparison(work.token, index, card, secret=work.secret)
            kept = PaintedPalette(kept.swatches, key)
    except Exception:  # whatever it is, the picture is there and goes on without
        what = "drawn" if kept.swatches else "measured"
        logger.warning("the palette of %s is not %s", image_id(job_id, index), what, exc_info=True)
    return kept
