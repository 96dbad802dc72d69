"""Media of many pieces: stained glass, mosaic, facets, pixels."""

import io

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.finish import texture
from sandbox.painter.finish.canvas import Sheet
from sandbox.painter.finish.printed import inks, nearest
from sandbox.painter.raster import noise


def pieces(
    lab: Array, rng: noise.Generator, *, across: int, firmness: float, rounds: int = 5
) -> tuple[NDArray[np.int32], int]:
    """Labels of about even pieces that keep to the picture's edges (SLIC); returns them and their number.

    `across`: pieces along the shorter side. `firmness`: 0 follows colour alone, large gives plain cells.
    """
    height, width = lab.shape[:2]
    step = min(height, width) / across
    rows_n, columns_n = max(2, round(height / step)), max(2, round(width / step))
    jitter = 0.3
    grid_y = (
        (np.arange(rows_n)[:, None] + 0.5 + rng.uniform(-jitter, jitter, (rows_n, columns_n)))
        * height
        / rows_n
    )
    shift = (np.arange(rows_n) % 2)[:, None] * 0.5 - 0.25
    grid_x = (
        (np.arange(columns_n)[None, :] + 0.5 + shift + rng.uniform(-jitter, jitter, (rows_n, columns_n)))
        * width
        / columns_n
    )
    cy, cx = (
        np.clip(grid_y, 0, height - 1).astype(np.float32),
        np.clip(grid_x, 0, width - 1).astype(np.float32),
    )
    tone = lab[cy.astype(int), cx.astype(int)].copy()
    rows, columns = noise.grid(height, width)
    home_y = np.minimum((rows / height * rows_n).astype(np.int32), rows_n - 1)
    home_x = np.minimum((columns / width * columns_n).astype(np.int32), columns_n - 1)
    label = home_y * columns_n + home_x
    for _ in range(rounds):
        best = np.full((height, width), np.inf, dtype=np.float32)
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                near_y, near_x = np.clip(home_y + dy, 0, rows_n - 1), np.clip(home_x + dx, 0, columns_n - 1)
                gap = (
                    ((rows - cy[near_y, near_x]) ** 2 + (columns - cx[near_y, near_x]) ** 2)
                    / (step * step)
                    * firmness
                )
                off = lab - tone[near_y, near_x]
                gap += np.einsum("ijk,ijk->ij", off, off) * 40
                closer = gap < best
                best = np.where(closer, gap, best)
                label = np.where(closer, near_y * columns_n + near_x, label)
        count = np.maximum(np.bincount(label.ravel(), minlength=rows_n * columns_n), 1)
        mean = [
            np.bincount(label.ravel(), weights=field.ravel(), minlength=rows_n * columns_n) / count
            for field in (rows, columns, lab[..., 0], lab[..., 1], lab[..., 2])
        ]
        cy, cx = (mean[i].reshape(rows_n, columns_n).astype(np.float32) for i in (0, 1))
        tone = np.stack(mean[2:], axis=-1).reshape(rows_n, columns_n, 3).astype(np.float32)
    return label.astype(np.int32), rows_n * columns_n


def averages(lab: Array, label: NDArray[np.int32], count: int) -> Array:
    """The mean colour of each piece, (count, 3)."""
    size = np.maximum(np.bincount(label.ravel(), minlength=count), 1)
    return np.stack(
        [np.bincount(label.ravel(), weights=lab[..., i].ravel(), minlength=count) / size for i in range(3)],
        axis=-1,
    ).astype(np.float32)


def _seams(label: NDArray[np.int32]) -> Array:
    """1 where neighbouring pixels belong to different pieces."""
    seam = np.zeros(label.shape, dtype=np.float32)
    seam[:, 1:] = np.maximum(seam[:, 1:], label[:, 1:] != label[:, :-1])
    seam[1:] = np.maximum(seam[1:], label[1:] != label[:-1])
    return seam


def _working(sheet: Sheet, longest: int) -> Array:
    scale = min(1.0, longest / max(sheet.height, sheet.width))
    return texture.scaled(sheet.rgb, max(8, round(sheet.height * scale)), max(8, round(sheet.width * scale)))


def stained_glass(sheet: Sheet) -> Array:
    """Panes of glowing glass between leads."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    small = texture.kuwahara(_working(sheet, 560), 2)
    lab = colours.to_oklab(small)
    label, count = pieces(lab, rng, across=25, firmness=0.34)
    mean = averages(lab, label, count)
    mean[:, 1:] *= 1.9
    mean[:, 0] = np.clip(0.52 + (mean[:, 0] - 0.48) * 1.4 + rng.normal(0, 0.02, count), 0.16, 0.94)
    seam = noise.resize(_seams(label), height, width)
    lead = noise.smoothstep(0.1, 0.34, noise.blur(seam, 1.6 * u))
    label_big = np.asarray(Image.fromarray(label, mode="I").resize((width, height), Image.Resampling.NEAREST))
    glass = mean[label_big]
    swirl = noise.fbm(rng, height, width, cell=60 * u, octaves=4)
    light = noise.fbm(rng, height, width, cell=500 * u, octaves=2)
    glass[..., 0] += (swirl - 0.5) * 0.12 + (light - 0.5) * 0.12
    detail = noise.resize(np.ascontiguousarray(lab[..., 0]), height, width)
    glass[..., 0] += (detail - glass[..., 0]) * 0.3
    picture = colours.from_oklab(glass)
    picture = texture.bloom(picture, radius=9 * u, strength=0.3, level=0.5)
    metal = (
        colours.as_rgb_array("#191a20") * (1 + 0.5 * np.clip(1 - np.abs(lead - 0.85) * 6, 0, 1))[..., None]
    )
    return np.asarray(np.clip(picture + (metal - picture) * lead[..., None], 0, 1), dtype=np.float32)


def mosaic(sheet: Sheet) -> Array:
    """Small stones in mortar, each its own tone."""
    height, width, u, rng = sheet.height, sheet.width, sheet.unit, sheet.rng
    small = texture.kuwahara(_working(sheet, 760), 2)
    lab = colours.to_oklab(small)
    label, count = pieces(lab, rng, across=58, firmness=2.4, rounds=3)
    mean = averages(lab, label, count)
    mean[:, 0] = np.clip(mean[:, 0] + rng.normal(0, 0.028, count), 0.05, 0.97)
    mean[:, 1:] = mean[:, 1:] * 1.25 + rng.normal(0, 0.008, (count, 2))
    seam = noise.resize(_seams(label), height, width)
    mortar = noise.smoothstep(0.16, 0.46, noise.blur(seam, 1.1 * u))
    label_big = np.asarray(Image.fromarray(label, mode="I").resize((width, height), Image.Resampling.NEAREST))
    picture = colours.from_oklab(mean[label_big])
    bevel = texture.relief(noise.blur(1 - mortar, 1.0 * u), 0.5)
    grit = texture.paper(rng, height, width, size=5 * u)
    picture = picture * bevel[..., None] * (1 + 0.03 * grit)[..., None]
    bed = colours.as_rgb_array("#cfc4b2") * (1 + 0.06 * grit)[..., None]
    return np.asarray(np.clip(picture + (bed - picture) * (mortar * 0.9)[..., None], 0, 1), dtype=np.float32)


def low_poly(sheet: Sheet) -> Array:
    """Facets: triangles whose corners lie on the picture's edges, each turned a little to the light."""
    height, width, rng = sheet.height, sheet.width, sheet.rng
    small = texture.kuwahara(_working(sheet, 640), 1)
    rows_s, columns_s = small.shape[:2]
    strength = noise.blur(texture.edges(small, 1.0), 1.0)
    step = min(rows_s, columns_s) / (38 if not sheet.fine else 48)
    ny, nx = max(3, round(rows_s / step)), max(3, round(columns_s / step))
    ys = np.repeat(np.linspace(0, rows_s - 1, ny + 1)[:, None], nx + 1, axis=1)
    xs = np.repeat(np.linspace(0, columns_s - 1, nx + 1)[None, :], ny + 1, axis=0)
    xs[1:-1:2, 1:-1] += step * 0.5
    reach = step * 0.62
    best = np.full(ys.shape, -1.0)
    py, px = ys.copy(), xs.copy()
    for _ in range(22):
        ty, tx = ys + rng.uniform(-reach, reach, ys.shape), xs + rng.uniform(-reach, reach, xs.shape)
        found = strength[np.clip(ty, 0, rows_s - 1).astype(int), np.clip(tx, 0, columns_s - 1).astype(int)]
        better = found > best
        best = np.where(better, found, best)
        py, px = np.where(better, ty, py), np.where(better, tx, px)
    py[0], py[-1], px[:, 0], px[:, -1] = 0, rows_s - 1, 0, columns_s - 1
    py[0, :], py[-1, :] = -1, rows_s
    px[:, 0], px[:, -1] = -1, columns_s
    lab = colours.to_oklab(small)
    blurred = np.stack(
        [noise.blur(np.ascontiguousarray(lab[..., i]), step * 0.12) for i in range(3)], axis=-1
    )
    parts = []
    for i in range(ny):
        for k in range(nx):
            corners = [
                (py[i, k], px[i, k]),
                (py[i, k + 1], px[i, k + 1]),
                (py[i + 1, k + 1], px[i + 1, k + 1]),
                (py[i + 1, k], px[i + 1, k]),
            ]
            halves = ((0, 1, 2), (0, 2, 3)) if i % 2 else ((0, 1, 3), (1, 2, 3))
            for turn, half in enumerate(halves):
                tri = [corners[j] for j in half]
                cy, cx = sum(y for y, _ in tri) / 3, sum(x for _, x in tri) / 3
                tone = np.zeros(3)
                for y, x in (*tri, (cy, cx), (cy, cx), (cy, cx)):
                    yy, xx = cy + (y - cy) * 0.5, cx + (x - cx) * 0.5
                    tone += blurred[int(np.clip(yy, 0, rows_s - 1)), int(np.clip(xx, 0, columns_s - 1))] / 6
                tone[0] = np.clip(tone[0] + (0.022 if turn else -0.022) + rng.normal(0, 0.012), 0, 1)
                tone[1:] *= 1.1
                shown = colours.from_lab((float(tone[0]), float(tone[1]), float(tone[2])))
                path = "L".join(f"{x:.1f} {y:.1f}" for y, x in tri)
                parts.append(f'<path d="M{path}Z" fill="{shown}" stroke="{shown}" stroke-width="0.7"/>')
    size = f'width="{width}" height="{height}" viewBox="0 0 {columns_s} {rows_s}" preserveAspectRatio="none"'
    document = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'
    with Image.open(io.BytesIO(resvg_py.svg_to_bytes(svg_string=document, skip_system_fonts=True))) as image:
        return np.asarray(image.convert("RGB"), dtype=np.float32) / 255


_BAYER = (
    np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], dtype=np.float32) / 16 - 0.47
)


def pixel_art(sheet: Sheet) -> Array:
    """A coarse grid of few colours, dithered by an ordered pattern, dark outlines kept."""
    height, width, rng = sheet.height, sheet.width, sheet.rng
    count = 152 if not sheet.fine else 192
    scale = count / min(height, width)
    rows_s, columns_s = max(8, round(height * scale)), max(8, round(width * scale))
    image = Image.fromarray((sheet.rgb * 255 + 0.5).astype(np.uint8)).resize(
        (columns_s, rows_s), Image.Resampling.BOX
    )
    small = np.asarray(image, dtype=np.float32) / 255
    lab = colours.to_oklab(small)
    lab[..., 1:] *= 1.22
    lab[..., 0] = np.clip(0.54 + (lab[..., 0] - 0.54) * 1.12, 0, 1)
    centres = inks(lab, 26, rng)
    pattern = np.tile(_BAYER, (rows_s // 4 + 1, columns_s // 4 + 1))[:rows_s, :columns_s]
    noisy = lab.copy()
    noisy[..., 0] += pattern * 0.045
    index = nearest(noisy, centres)
    flat = colours.from_oklab(centres[index])
    blocks = Image.fromarray((flat * 255 + 0.5).astype(np.uint8)).resize(
        (width, height), Image.Resampling.NEAREST
    )
    return np.asarray(blocks, dtype=np.float32) / 255
