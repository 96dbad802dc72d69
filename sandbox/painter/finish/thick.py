"""Media with body: oil, gouache, pastel."""

import numpy as np

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import neural, texture
from sandbox.painter.finish.canvas import Sheet
from sandbox.painter.raster import noise

_LONGEST = 900
"""Strokes are laid at most at this size: finer ones would not be seen."""


def oil(sheet: Sheet) -> Array:
    """Strokes along the forms, thick enough to catch the light, on canvas."""
    height, width, rng = sheet.height, sheet.width, sheet.rng
    scale = min(1.0, _LONGEST / max(height, width))
    rows, columns = round(height * scale), round(width * scale)
    base = texture.scaled(sheet.rgb, rows, columns) if scale < 1 else sheet.rgb
    u = texture.unit(base)
    planes = texture.kuwahara(base, max(1, round((3.4 + 3 * sheet.loose) * u)))
    planes = neural.brushwork(
        planes,
        {0: 0.4, 12: 0.3, 19: 0.3},
        0.42 + 0.3 * sheet.loose,
        tint=0.25,
        where=texture.busy(planes, 14 * u),
    )
    down, across = texture.flow(planes, 11 * u)
    drift = (noise.fbm(rng, rows, columns, cell=150 * u, octaves=3) - 0.5) * 3.4
    still = 1 - noise.smoothstep(0.0, 0.05, noise.blur(texture.edges(planes, 2 * u), 9 * u))
    turn = drift * (0.25 + 0.75 * still)
    down, across = down * np.cos(turn) + across * np.sin(turn), across * np.cos(turn) - down * np.sin(turn)
    down, across = down.astype(np.float32), across.astype(np.float32)
    patches = texture.kuwahara(
        planes + (noise.fbm(rng, rows, columns, cell=18 * u, octaves=2)[..., None] - 0.5) * 0.14,
        max(1, round(2.6 * u)),
    )
    stroked = texture.smear(patches.astype(np.float32), down, across, steps=5, stride=max(1.0, 1.9 * u))
    hairs = noise.resize(
        noise.grain(rng, max(8, round(rows / max(1.0, 1.5 * u))), max(8, round(columns / max(1.0, 1.5 * u)))),
        rows,
        columns,
    )
    ridges = texture.smear(hairs, down, across, steps=7, stride=max(1.0, 1.6 * u))
    ridges /= float(ridges.std()) or 1.0
    body = 0.6 * ridges + 9 * (texture.luma(stroked) - noise.blur(texture.luma(stroked), 4 * u))
    shine = texture.relief(noise.blur(body, 0.7), 0.13 if max(rows, columns) > 600 else 0.1)
    picture = np.clip(stroked * shine[..., None] + (ridges * 0.012)[..., None], 0, 1)
    lab = colours.to_oklab(picture.astype(np.float32))
    lab[..., 1:] *= 1.12
    picture = colours.from_oklab(lab)
    return texture.scaled(picture, height, width) if scale < 1 else picture


def gouache(sheet: Sheet) -> Array:
    """Opaque, matt colour with dry brush marks: the house style."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    planes = texture.kuwahara(sheet.rgb, max(1, round((1.3 + 3.2 * sheet.loose) * u)))
    planes = neural.brushwork(
        planes,
        {12: 0.55, 0: 0.45},
        0.28 + 0.4 * sheet.loose,
        tint=0.1,
        radius=12,
        where=texture.busy(planes, 14 * u),
    )
    planes = texture.wobble(planes, rng, reach=(0.8 + 2.4 * sheet.loose) * u, size=22 * u)
    marks = texture.streaks(
        rng,
        height,
        width,
        angle=float(rng.uniform(-28, 28)),
        length=max(5, round(30 * u)),
        fine=max(1.0, 1.1 * u),
    )
    cross = texture.streaks(
        rng,
        height,
        width,
        angle=float(rng.uniform(60, 110)),
        length=max(4, round(20 * u)),
        fine=max(1.0, 1.3 * u),
    )
    where = noise.smoothstep(0.42, 0.66, noise.fbm(rng, height, width, cell=120 * u, octaves=3))
    brush = (marks - 0.5) * (1 - where) + (cross - 0.5) * where
    tooth = texture.paper(rng, height, width, size=4 * u)
    lab = colours.to_oklab(planes)
    lab[..., 0] += brush * 0.042 + tooth * 0.013
    lab[..., 1:] *= 1.05
    return colours.from_oklab(lab)


def pastel(sheet: Sheet) -> Array:
    """Strokes of chalk on toned paper, the paper showing through."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    planes = texture.kuwahara(sheet.rgb, max(1, round(4 * u)))
    planes = neural.brushwork(planes, {16: 0.5, 12: 0.5}, 0.45, tint=0.2, where=texture.busy(planes, 14 * u))
    planes = texture.wobble(planes, rng, reach=4 * u, size=16 * u)
    lab = colours.to_oklab(planes)
    lab[..., 1:] *= 1.22
    angle = float(rng.uniform(28, 58))
    one = texture.streaks(
        rng, height, width, angle=angle, length=max(6, round(38 * u)), fine=max(1.0, 1.6 * u)
    )
    two = texture.streaks(
        rng, height, width, angle=angle + 74, length=max(6, round(30 * u)), fine=max(1.0, 1.6 * u)
    )
    where = noise.smoothstep(0.4, 0.6, noise.fbm(rng, height, width, cell=170 * u, octaves=3))
    stroke = one * (1 - where) + two * where
    lab[..., 0] += (stroke - 0.5) * 0.12
    tooth = texture.paper(rng, height, width, size=3.4 * u, octaves=2)
    cover = noise.smoothstep(0.0, 0.42, stroke * 0.75 + 0.3 + 0.42 * tooth - 0.28)
    ground = colours.as_lab_array("#b9a58e")
    lab = ground + (lab - ground) * (0.2 + 0.8 * cover)[..., None]
    inside = texture.border(rng, height, width, margin=26 * u, rough=12 * u)
    lab = ground + (lab - ground) * inside[..., None]
    return colours.from_oklab(np.asarray(lab, dtype=np.float32))
