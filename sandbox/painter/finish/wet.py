"""Media that flow: watercolour and ink wash."""

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import neural, texture
from sandbox.painter.finish.canvas import Sheet
from sandbox.painter.raster import noise

PAPER = "#fbf8f0"


def watercolour(sheet: Sheet) -> Array:
    """Washes that pool at their edges and granulate in the paper's tooth, on a sheet with a rough margin."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    planes = texture.kuwahara(sheet.rgb, max(1, round((3.0 + 3 * sheet.loose) * u)))
    planes = neural.brushwork(
        planes,
        {12: 0.6, 14: 0.4},
        0.22 + 0.3 * sheet.loose,
        tint=0.1,
        radius=22,
        where=texture.busy(planes, 14 * u),
    )
    planes = texture.wobble(planes, rng, reach=(2.2 + 4 * sheet.loose) * u, size=34 * u)
    lab = colours.to_oklab(planes)
    lab[..., 0] = np.clip(0.1 + lab[..., 0] * 0.95, 0, 1)
    lab[..., 1:] *= 1.16
    pigment = -np.log(np.clip(colours.from_oklab(lab), 0.02, 0.995))
    edge = texture.edges(planes, 1.6 * u)
    pool = noise.blur(edge, 1.0 * u) - 0.55 * noise.blur(edge, 5 * u)
    wash = noise.fbm(rng, height, width, cell=260 * u, octaves=5, gain=0.55)
    bloom = noise.fbm(rng, height, width, cell=70 * u, octaves=4, gain=0.6)
    backrun = np.exp(-(((bloom - 0.5) / 0.018) ** 2)) * noise.smoothstep(0.5, 0.7, wash)
    tooth = texture.paper(rng, height, width, size=5.5 * u)
    strength = (
        0.74 + 0.62 * (wash - 0.5) + 0.28 * (bloom - 0.5) + 0.95 * np.clip(pool, -0.2, 0.6) + 0.12 * backrun
    )
    strength *= 1 + 0.16 * tooth * noise.smoothstep(0.02, 0.4, texture.luma(pigment))
    inside = texture.border(rng, height, width, margin=34 * u, rough=9 * u)
    bead = np.clip(inside * (1 - noise.blur(inside, 5 * u)) * 2.6, 0, 1)
    strength = np.clip(strength + 0.35 * bead, 0.1, 2.0) * inside
    painted = np.exp(-pigment * strength[..., None]) * colours.as_rgb_array(PAPER)
    dry = noise.smoothstep(0.62, 0.95, tooth) * noise.smoothstep(0.35, 0.75, 1 - wash) * inside * 0.34
    painted = painted + (colours.as_rgb_array(PAPER) - painted) * dry[..., None]
    return np.asarray(painted * texture.relief(tooth, 0.05)[..., None], dtype=np.float32)


def ink_wash(sheet: Sheet) -> Array:
    """Black ink in a few waters on warm paper; a strong red stays as the one colour."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    planes = texture.kuwahara(sheet.rgb, max(1, round(4.5 * u)))
    planes = texture.wobble(planes, rng, reach=(4 + 5 * sheet.loose) * u, size=40 * u)
    lab = colours.to_oklab(planes)
    light = lab[..., 0]
    low, high = np.percentile(light[::4, ::4], (2, 96))
    light = np.clip((light - low) / max(float(high - low), 0.12), 0, 1)
    near = noise.smoothstep(0.6, 0.1, sheet.depth)
    dark = np.clip((1 - light) ** 1.2 * (1 + 0.15 * near), 0, 1)
    edge = noise.blur(texture.edges(planes, 1.8 * u), 1.1 * u)
    wash = noise.fbm(rng, height, width, cell=220 * u, octaves=5, gain=0.6)
    hair = texture.streaks(
        rng,
        height,
        width,
        angle=float(rng.uniform(-12, 12)),
        length=max(6, round(46 * u)),
        fine=max(1.0, 1.2 * u),
    )
    ink = dark * (0.72 + 0.7 * (wash - 0.42)) + 0.42 * edge
    dry = (
        noise.smoothstep(0.52, 0.9, hair)
        * noise.smoothstep(0.3, 0.55, ink)
        * noise.smoothstep(0.95, 0.6, ink)
    )
    ink = np.clip(ink - 0.34 * dry, 0, 1)
    far = np.clip(sheet.depth - 0.3, 0, 1) * 1.05
    ink *= 1 - far
    inside = texture.border(rng, height, width, margin=46 * u, rough=22 * u)
    ink = np.clip(ink * inside + 0.03, 0, 1)
    tooth = texture.paper(rng, height, width, size=7 * u)
    base = colours.as_rgb_array("#f3ecdc") * (1 + 0.02 * tooth)[..., None]
    picture = base * (1 - ink[..., None]) + colours.as_rgb_array("#17181d") * ink[..., None]
    red = noise.smoothstep(0.11, 0.17, lab[..., 1]) * inside
    stain = np.clip(planes * 1.04, 0, 1) * base
    return np.asarray(np.clip(picture + (stain - picture) * (red * 0.85)[..., None], 0, 1), dtype=np.float32)
