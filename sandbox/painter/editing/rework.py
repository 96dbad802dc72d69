"""A picture painted over from a prompt, little or much; and a picture in the look of another one."""

from dataclasses import replace

import numpy as np

from sandbox.painter.brief import Brief
from sandbox.painter.colour import Array
from sandbox.painter.editing.condition import conditioned
from sandbox.painter.editing.reference import HAND, moved_towards, stroked
from sandbox.painter.studio import picture as painted_from_words
from sandbox.painter.variation import bent, repainted


def reworked(given: Array, brief: Brief, strength: float) -> Array:
    """`given` (brief.height, brief.width, 3) on its way to the brief's picture: 0 itself, 1 the brief's alone.

    Halfway the brief's picture stands in the layout of the given one, in colours of both.
    """
    if strength <= 0:
        return given
    if strength >= 1:
        return painted_from_words(brief)
    new = conditioned(given, brief, "edges", min(1.0, 1.4 * (1 - strength)))
    new = moved_towards(new, given, 0.8 * (1 - strength))
    old = repainted(given, brief, np.random.default_rng(brief.key), strength) if strength > 0.1 else given
    share = min(strength / 0.85, 1.0)
    share = share * share * (3 - 2 * share)
    return np.asarray(old + (new - old) * share, dtype=np.float32)


def transferred(given: Array, style: Array, brief: Brief, strength: float, fidelity: float) -> Array:
    """`given` in the tones and strokes of `style` (any size).

    `strength` 0..1: how much of the look; `fidelity` 0..1: how much of the layout stays. A medium in the
    brief's prompt is put on as well.
    """
    out = given
    if fidelity < 1:
        out = bent(out, np.random.default_rng(brief.key), 1 - fidelity)
    if brief.prompt.strip():
        calm = replace(brief, guidance=10.0)
        out = repainted(out, calm, np.random.default_rng(brief.key), 0.2)
    out = moved_towards(out, style, strength)
    return stroked(out, style, HAND * 1.5 * strength)
