"""Drawing media: pencil, charcoal, pen, engraving, blueprint."""

import math

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import texture
from sandbox.painter.finish.canvas import Sheet
from sandbox.painter.raster import noise


def _dark(sheet: Sheet, radius: float) -> Array:
    """Darkness 0..1, stretched over the whole range."""
    light = texture.luma(texture.kuwahara(sheet.rgb, max(1, round(radius * sheet.unit))))
    low, high = np.percentile(light[::4, ::4], (1, 97))
    return np.asarray(np.clip(1 - (light - low) / max(float(high - low), 0.1), 0, 1), dtype=np.float32)


def pencil(sheet: Sheet) -> Array:
    """Hatching in three directions that grows denser with the dark; coloured if the prompt names colours."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    dark = _dark(sheet, 2.0)
    tooth = texture.paper(rng, height, width, size=3.2 * u, octaves=2)
    graphite = np.zeros((height, width), dtype=np.float32)
    base = float(rng.uniform(40, 58))
    for angle, start, full in ((base, 0.06, 0.8), (base + 62, 0.34, 1.0), (base - 38, 0.6, 1.15)):
        hatch = texture.streaks(
            rng, height, width, angle=angle, length=max(8, round(58 * u)), fine=max(1.0, 1.25 * u)
        )
        amount = noise.smoothstep(start, full, dark)
        graphite += noise.smoothstep(1.02 - amount * 1.1, 1.24 - amount * 0.8, hatch + 0.12 * tooth) * (
            0.3 + 0.35 * amount
        )
    contour = texture.lines(sheet.rgb, 1.2 * u, sharp=26)
    shaky = texture.wobble(contour[..., None], rng, reach=1.6 * u, size=26 * u)[..., 0]
    graphite = np.clip(graphite * 0.92 + 0.16 * dark + np.maximum(contour, shaky * 0.7) * 0.75, 0, 1)
    graphite *= 1 - 0.24 * noise.smoothstep(0.1, 0.9, tooth)
    inside = texture.border(rng, height, width, margin=30 * u, rough=30 * u)
    graphite *= inside
    paper = colours.as_rgb_array("#f7f3e9") * (1 + 0.016 * tooth)[..., None]
    lead = np.broadcast_to(colours.as_rgb_array("#33333a"), sheet.rgb.shape)
    chroma = 0.85 if sheet.scene.colours or "vibrant" in sheet.scene.tones else 0.3
    if "monochrome" in sheet.scene.tones:
        chroma = 0.0
    tint = lead + (np.clip(sheet.rgb * 0.72, 0, 1) - lead) * chroma
    stroke = paper * (1 - graphite[..., None]) + tint * graphite[..., None]
    wash = (inside * 0.3 * chroma)[..., None]
    return np.asarray(np.clip(stroke * (1 - wash) + stroke * sheet.rgb**0.5 * wash, 0, 1), dtype=np.float32)


def charcoal(sheet: Sheet) -> Array:
    """Broad soft blacks rubbed into grey paper, lights picked out in chalk."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    dark = _dark(sheet, 4.0)
    smooth = noise.blur(dark, 2 * u)
    tooth = texture.paper(rng, height, width, size=4.2 * u, octaves=3)
    rub = texture.streaks(
        rng,
        height,
        width,
        angle=float(rng.uniform(20, 60)),
        length=max(8, round(70 * u)),
        fine=max(1.0, 3 * u),
    )
    edge = noise.blur(texture.edges(sheet.rgb, 1.8 * u), 0.8 * u)
    coal = np.clip(smooth**1.35 * (0.78 + 0.5 * (rub - 0.4)) + 0.6 * edge * (0.4 + smooth), 0, 1)
    coal = np.clip(coal * noise.smoothstep(-0.95 - 0.4 * coal, 0.35 - 0.9 * coal, tooth), 0, 1)
    chalk = noise.smoothstep(0.86, 1.0, 1 - smooth) * noise.smoothstep(-0.1, 0.5, tooth) * 0.75
    inside = texture.border(rng, height, width, margin=30 * u, rough=34 * u)
    paper = colours.as_rgb_array("#c9c0b0") * (1 + 0.03 * tooth)[..., None]
    picture = (
        paper * (1 - (coal * inside)[..., None])
        + colours.as_rgb_array("#1a191b") * (coal * inside)[..., None]
    )
    picture = picture + (colours.as_rgb_array("#f6f1e6") - picture) * (chalk * inside)[..., None]
    return np.asarray(np.clip(picture, 0, 1), dtype=np.float32)


def pen(sheet: Sheet) -> Array:
    """Clean lines as drawn, on paper with a little tooth; shadows in open hatching."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    tooth = texture.paper(rng, height, width, size=4 * u)
    return np.asarray(np.clip(sheet.rgb * (1 + 0.012 * tooth)[..., None], 0, 1), dtype=np.float32)


def engraving(sheet: Sheet) -> Array:
    """Swelling lines that follow the form, crossed in the shadows, printed in dark ink."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    dark = noise.blur(_dark(sheet, 1.6), 0.8 * u) ** 1.35
    soft = noise.blur(dark, 16 * u)
    rows, columns = noise.grid(height, width)
    period = max(5.4 * u, 3.2)
    sway = (noise.fbm(rng, height, width, cell=420 * u, octaves=2) - 0.5) * 60 * u
    ink = np.zeros_like(dark)
    soften = 0.9 / period * math.pi
    for angle, start, bend in ((8.0, 0.04, 46.0), (62.0, 0.5, 30.0), (-52.0, 0.76, 22.0)):
        along = rows * math.cos(math.radians(angle)) - columns * math.sin(math.radians(angle))
        wave = np.cos((along + soft * bend * u + sway) * 2 * math.pi / period)
        level = 1 - 2 * np.clip((dark - start) / (1 - start), 0, 1) ** 0.85 * 0.92
        ink = np.maximum(
            ink,
            noise.smoothstep(level - soften, level + soften, wave.astype(np.float32)) * (dark > start * 0.8),
        )
    ink = np.maximum(ink, texture.lines(sheet.rgb, 1.0 * u, sharp=30))
    tooth = texture.paper(rng, height, width, size=4 * u)
    ink = np.clip(ink * (1 - 0.12 * noise.smoothstep(0.2, 0.9, tooth)), 0, 1)
    inside = noise.smoothstep(
        0,
        1.5,
        np.minimum(np.minimum(rows, height - 1 - rows), np.minimum(columns, width - 1 - columns)) - 26 * u,
    )
    ink *= inside
    paper = colours.as_rgb_array("#f1e8d3") * (1 + 0.018 * tooth)[..., None]
    hue = colours.as_rgb_array(
        colours.mix("#241d1a", sheet.scene.colours[0], 0.5) if sheet.scene.colours else "#241d1a"
    )
    return np.asarray(np.clip(paper * (1 - ink[..., None]) + hue * ink[..., None], 0, 1), dtype=np.float32)


def blueprint(sheet: Sheet) -> Array:
    """White lines on blue, with a construction grid."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    rows, columns = noise.grid(height, width)
    grid = np.zeros((height, width), dtype=np.float32)
    for step, strength in ((40 * u, 0.1), (200 * u, 0.16)):
        for place in (rows, columns):
            grid = np.maximum(grid, (np.mod(place, step) < max(1.0, 1.1 * u)) * strength)
    fade = noise.fbm(rng, height, width, cell=420 * u, octaves=4)
    tooth = texture.paper(rng, height, width, size=5 * u)
    picture = texture.screen(sheet.rgb, grid[..., None] * colours.as_rgb_array("#cfe4fb"))
    return np.asarray(
        np.clip(picture * (0.93 + 0.16 * (fade - 0.3) + 0.03 * tooth)[..., None], 0, 1), dtype=np.float32
    )
