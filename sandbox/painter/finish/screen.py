"""Media of light and lens: photograph, anime, neon, flat vector, model landscapes."""

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import grade, texture
from sandbox.painter.finish.canvas import Sheet
from sandbox.painter.raster import noise


def _focus(sheet: Sheet, strength: float) -> Array:
    """Blur that grows with the distance from the focal plane."""
    u = sheet.unit
    away = np.clip(np.abs(sheet.depth - sheet.scene.focus) - 0.12, 0, 1)
    away = noise.blur(away.astype(np.float32), 3 * u)
    out = sheet.rgb
    for radius, start in ((2.2, 0.05), (5.5, 0.3), (10.0, 0.55)):
        share = noise.smoothstep(start, start + 0.3, away * strength)
        if float(share.max()) > 0.02:
            out = out + (noise.blur_picture(out, radius * u) - out) * share[..., None]
    return np.asarray(out, dtype=np.float32)


def photograph(sheet: Sheet) -> Array:
    """Depth of field, bloom, a colour grade in two tones, vignette, grain."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    close = sheet.scene.layout in ("portrait", "tabletop", "studio") or "close-up" in sheet.scene.views
    picture = _focus(sheet, 1.5 if close else 0.75)
    fine = noise.fbm(rng, height, width, cell=14 * u, octaves=3) - 0.5
    rough = noise.fbm(rng, height, width, cell=90 * u, octaves=5) - 0.5
    plain = sheet.scene.layout in ("studio", "portrait")
    surface = (fine * 0.07 + rough * (0.02 if plain else 0.1)) * np.clip(1.1 - sheet.depth, 0.1, 1)
    picture = np.clip(picture * (1 + surface[..., None]), 0, 1).astype(np.float32)
    picture = texture.bloom(picture, radius=20 * u, strength=0.4, level=0.7)
    lab = colours.to_oklab(picture)
    light = lab[..., 0]
    lab[..., 0] = np.clip(light + 0.07 * np.sin((light - 0.5) * 2 * np.pi) * -0.5 - 0.01, 0, 1)
    lab[..., 1:] *= 0.9
    cool = noise.smoothstep(0.55, 0.1, light)
    lab[..., 1] += -0.01 * cool + 0.006 * (1 - cool)
    lab[..., 2] += -0.018 * cool + 0.014 * (1 - cool)
    lab[..., 0] *= texture.vignette(height, width, 0.22 if plain else 0.34)
    return grade.grainy(colours.from_oklab(lab), rng, 0.03, size=max(1.0, 1.2 * u))


def anime(sheet: Sheet) -> Array:
    """Clean cel colour, painted skies, light that blooms."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    lab = colours.to_oklab(sheet.rgb)
    lab[..., 1:] *= 1.22
    lab[..., 0] = np.clip(lab[..., 0] + 0.025 + 0.03 * np.sin(np.pi * lab[..., 0]), 0, 1)
    lab[..., 2] -= 0.012 * noise.smoothstep(0.6, 0.2, lab[..., 0])
    picture = texture.bloom(colours.from_oklab(lab), radius=24 * u, strength=0.45, level=0.74)
    tooth = noise.fbm(rng, height, width, cell=240 * u, octaves=4) - 0.5
    return np.asarray(np.clip(picture * (1 + 0.04 * tooth)[..., None], 0, 1), dtype=np.float32)


_TUBES = ("#ff3fa4", "#36e2ff", "#9a5bff", "#ff7a45", "#3dffb0")


def neon(sheet: Sheet) -> Array:
    """Night, with every contour a glowing tube and the colours between magenta and cyan."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    lab = colours.to_oklab(texture.kuwahara(sheet.rgb, max(1, round(1.6 * u))))
    light = lab[..., 0].copy()
    hue = np.arctan2(lab[..., 2], lab[..., 1])
    low, high = np.percentile(light[::4, ::4], (3, 98))
    light = np.clip((light - low) / max(float(high - low), 0.1), 0, 1)
    ramp = np.stack(
        [
            colours.as_lab_array(tone)
            for tone in ("#06061a", "#150c3f", "#3b1478", "#8a1f9a", "#ff3f9e", "#ffb36b", "#fff3b0")
        ]
    )
    cool = np.stack(
        [
            colours.as_lab_array(tone)
            for tone in ("#030a1c", "#071d45", "#0c3f7c", "#0f74b0", "#1fc3e6", "#86f3ee", "#effffb")
        ]
    )
    places = np.linspace(0, 1, len(ramp))
    level = np.clip(light**1.35 * 0.92, 0, 1)
    warm = np.stack([np.interp(level, places, ramp[:, i]) for i in range(3)], axis=-1)
    cold = np.stack([np.interp(level, places, cool[:, i]) for i in range(3)], axis=-1)
    rows, _ = noise.grid(height, width)
    ground = noise.smoothstep(0.95, 0.5, sheet.depth) * 0.3
    share = np.clip(0.5 - 0.55 * np.cos(hue - 0.6) + ground, 0.05, 0.95)[..., None]
    body = (warm * (1 - share) + cold * share).astype(np.float32)
    base = colours.from_oklab(body)
    contour = np.maximum(
        texture.lines(sheet.rgb, 1.5 * u, sharp=26, level=0.016),
        texture.lines(1 - sheet.rgb, 1.5 * u, sharp=26, level=0.02),
    )
    contour *= np.clip(1.25 - sheet.depth * 0.75, 0.25, 1)
    place = noise.fbm(rng, height, width, cell=420 * u, octaves=2)
    stops = np.stack([colours.as_rgb_array(tube) for tube in _TUBES[:3]])
    tint = np.stack([np.interp(place, (0.38, 0.5, 0.62), stops[:, i]) for i in range(3)], axis=-1).astype(
        np.float32
    )
    tube = tint * contour[..., None]
    picture = texture.screen(base, tube * 0.85)
    for radius, power in ((4.0, 0.9), (16.0, 0.75)):
        picture = texture.screen(picture, noise.blur_picture(tube.astype(np.float32), radius * u) * power)
    picture = texture.bloom(picture, radius=30 * u, strength=0.4, level=0.6)
    scan = 1 - 0.05 * (np.sin(rows * np.pi / max(1.6 * u, 1.0)) > 0)
    return np.asarray(
        np.clip(picture * (scan * texture.vignette(height, width, 0.36))[..., None], 0, 1), dtype=np.float32
    )


def vector(sheet: Sheet) -> Array:
    """As drawn: clean planes."""
    return sheet.rgb


def model(sheet: Sheet) -> Array:
    """A small world under soft light: sharp in the middle, soft above and below."""
    height, width, u = sheet.height, sheet.width, sheet.unit
    rows, _ = noise.grid(height, width)
    away = np.clip(np.abs(rows / height - 0.52) - 0.26, 0, 1) * 3
    out = (
        sheet.rgb
        + (noise.blur_picture(sheet.rgb, 6 * u) - sheet.rgb) * noise.smoothstep(0.0, 0.7, away)[..., None]
    )
    lab = colours.to_oklab(np.asarray(out, dtype=np.float32))
    lab[..., 1:] *= 1.14
    picture = texture.bloom(colours.from_oklab(lab), radius=18 * u, strength=0.22, level=0.78)
    return np.asarray(picture * texture.vignette(height, width, 0.16)[..., None], dtype=np.float32)
