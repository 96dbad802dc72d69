"""Turns a scene into pixels: SVG for what has shape, arrays for sky, water and mist."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random

import numpy as np
import resvg_py
from PIL import Image

from sandbox.painter import colour as colours
from sandbox.painter.colour import Array
from sandbox.painter.drawing.catalogue import SCENERY, SUBJECTS
from sandbox.painter.drawing.geometry import num
from sandbox.painter.drawing.pen import Light, Pen
from sandbox.painter.raster import air, noise, sky, water
from sandbox.painter.rendition import Rendition
from sandbox.painter.scene import Layer, Placed, Scene

LINED = {"water": "drawn ripples", "deep": "drawn ripples", "nebula": "drawn stars"}
"""What stands for pixels in the media that have only lines."""
SHEET = 0.05
"""Layers nearer to each other than this, in depth, are cut from one sheet of paper, and as sharp as each other."""
RASTER = frozenset({"sky", "water", "mist", "rays", "aurora", "rainbow", "comet", "nebula", "deep"})


@dataclass(frozen=True)
class Picture:
    """A rendered scene before its medium's finish."""

    rgb: Array
    """(height, width, 3), sRGB-encoded 0..1."""
    depth: Array
    """(height, width): 0 at the viewer .. 1 at the horizon and beyond."""


def light_of(scene: Scene) -> Light:
    """The scene's atmosphere as the pen wants it."""
    view = scene.atmosphere
    return Light(
        key=view.key,
        shade=view.shade,
        haze=view.haze,
        haze_strength=view.haze_strength,
        side=view.side,
        contrast=view.contrast,
        night=view.night,
        glow=view.lamp,
    )


def svg(parts: Iterable[str], defs: Iterable[str], scene: Scene, width: int, height: int) -> str:
    """A document that fills width x height pixels with the scene's units."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {num(scene.width)} {num(scene.height)}" preserveAspectRatio="none">'
        f"<defs>{''.join(defs)}</defs>{''.join(parts)}</svg>"
    )


def rasterise(document: str) -> Array:
    """An SVG document as (height, width, 4) floats 0..1, straight alpha."""
    png = resvg_py.svg_to_bytes(svg_string=document, skip_system_fonts=True)
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGBA"), dtype=np.float32) / 255.0


class Canvas:
    """Layers painted one over another; shapes are collected and rendered together where nothing comes between."""

    def __init__(self, scene: Scene, rendition: Rendition, width: int, height: int) -> None:
        self.scene = scene
        self.rendition = rendition
        self.width = width
        self.height = height
        self.light = light_of(scene)
        self.rgb: Array = np.empty((height, width, 3), dtype=np.float32)
        self.rgb[:] = colours.as_rgb_array(rendition.paper)
        self.depth: Array = np.ones((height, width), dtype=np.float32)
        self._parts: list[str] = []
        self._defs: list[str] = []
        self._reach = 1.0
        self._count = 0

    # -- shapes ------------------------------------------------------------

    def pen(self, seed: int, depth: float, scale: float) -> Pen:
        self._count += 1
        return Pen(
            Random(seed),
            self.light,
            self.rendition.manner,
            depth=depth,
            scale=scale,
            season=self.scene.atmosphere.season,
            name=f"n{self._count}_",
        )

    def draw(self, placed: Placed, *, mirrored: bool = False) -> tuple[list[str], list[str]]:
        """A subject's SVG in scene units."""
        scale = placed.size / 100
        pen = self.pen(placed.seed, placed.depth, scale)
        pen.accent, pen.tilt, pen.word, pen.second = placed.colour, placed.tilt, placed.word, placed.second
        if placed.flip:
            pen.light = Light(**{**pen.light.__dict__, "side": -pen.light.side})
        subject = SUBJECTS[placed.subject]
        (subject.face if placed.face and subject.face else subject.draw)(pen)
        x, y = (-scale if placed.flip else scale), (-scale if mirrored else scale)
        turn = f" rotate({num(placed.turn)})" if placed.turn else ""
        opening = f'<g transform="translate({num(placed.x)} {num(placed.y)}) scale({x:.4f} {y:.4f}){turn}">'
        return [opening, *pen.parts, "</g>"], pen.defs

    def scenery(self, layer: Layer) -> None:
        pen = self.pen(layer.seed, layer.depth, 1.0)
        SCENERY[layer.kind](pen, layer, self.scene)
        self._collect(pen.parts, pen.defs, layer.depth)

    def props(self, layer: Layer) -> None:
        afloat = [item for item in layer.items if item.afloat]
        if afloat and self.rendition.sky != "paper":
            self.mirror(afloat, layer)
        for item in layer.items:
            parts, defs = self.draw(item)
            self._collect(parts, defs, item.depth)

    def _collect(self, parts: list[str], defs: list[str], depth: float) -> None:
        self._parts.extend(parts)
        self._defs.extend(defs)
        self._reach = min(self._reach, depth)

    def mirror(self, items: list[Placed], layer: Layer) -> None:
        """The reflections of floating things, broken by ripples."""
        self.flush()
        parts: list[str] = []
        defs: list[str] = []
        for item in items:
            body, more = self.draw(item, mirrored=True)
            parts.extend(body)
            defs.extend(more)
        sheet = rasterise(svg(parts, defs, self.scene, self.width, self.height))
        top = max(
            0,
            min(self.height - 2, round(min(item.y for item in items) / self.scene.height * self.height) - 4),
        )
        rough = next((sheet.amount for sheet in self.scene.layers if sheet.kind == "water"), 0.3)
        sheet = water.shake(sheet, np.random.default_rng(layer.seed), top, strength=0.3 + rough)
        sheet[..., 3] *= 0.46 - 0.3 * rough
        self._blend(sheet)

    def flush(self) -> None:
        """Render what has been collected onto the picture."""
        if not self._parts:
            return
        sheet = rasterise(svg(self._parts, self._defs, self.scene, self.width, self.height))
        if self.rendition.sheets:
            self._shade(sheet[..., 3])
        self._blend(sheet)
        alpha = sheet[..., 3]
        self.depth += (self._reach - self.depth) * (alpha > 0.5)
        self._parts, self._defs, self._reach = [], [], 1.0

    def _blend(self, sheet: Array) -> None:
        painted = np.flatnonzero(sheet[..., 3].any(axis=1))
        if len(painted):
            rows = slice(int(painted[0]), int(painted[-1]) + 1)
            self.rgb[rows] += (sheet[rows, :, :3] - self.rgb[rows]) * sheet[rows, :, 3:]

    def _shade(self, alpha: Array) -> None:
        """The shadow a sheet of paper throws on the one below."""
        unit = min(self.width, self.height) / 1000
        cast = np.zeros_like(alpha)
        dx, dy = max(1, round(6 * unit)) * (1 if self.light.side < 0 else -1), max(1, round(9 * unit))
        cast[dy:] = np.roll(alpha, dx, axis=1)[:-dy]
        soft = noise.blur(cast, 9 * unit) * 0.5
        self.rgb *= (1 - np.clip(soft * (1 - alpha), 0, 1))[..., None]

    # -- pixels ------------------------------------------------------------

    def raster(self, layer: Layer) -> None:
        if self.rendition.sky == "paper":
            if layer.kind in LINED:
                self.scenery(replace(layer, kind=LINED[layer.kind]))
            return
        self.flush()
        rng = np.random.default_rng(layer.seed)
        makers: Mapping[str, Callable[[Layer, noise.Generator], Array]] = {
            "sky": self._sky, "water": self._water, "nebula": self._nebula,
            "mist": lambda sheet, chance: air.mist(self.rgb, sheet, self.scene, chance),
            "rays": lambda sheet, chance: air.rays(self.rgb, sheet, self.scene, chance),
            "aurora": lambda sheet, chance: sky.aurora(self.rgb, self.scene, chance, sheet.colour),
            "rainbow": lambda _, chance: sky.rainbow(self.rgb, self.scene, chance),
            "comet": lambda _, chance: sky.comet(self.rgb, self.scene, chance),
            "deep": lambda _, chance: water.deep(self.scene, self.height, self.width, chance),
        }  # fmt: skip
        self.rgb = makers[layer.kind](layer, rng)

    def _water(self, layer: Layer, rng: noise.Generator) -> Array:
        mask = None
        if layer.line:
            path = "M" + "L".join(f"{num(x)} {num(y)}" for x, y in layer.line) + "Z"
            mask = rasterise(svg([f'<path d="{path}"/>'], [], self.scene, self.width, self.height))[..., 3]
        flat = self.rendition.manner.shading == "flat"
        return water.paint(self.rgb, layer, self.scene, rng, mask=mask, flat=flat)

    def _nebula(self, layer: Layer, rng: noise.Generator) -> Array:
        tints = self.scene.colours or (layer.colour or "#4a3f9a", "#b5507f", "#2f7f9a")
        return sky.nebula(self.scene, self.height, self.width, rng, tints[:3], layer.amount)

    def _sky(self, layer: Layer, rng: noise.Generator) -> Array:
        scene = self.scene
        disc = layer.amount
        bands = 7 if self.rendition.sky == "bands" else 0
        picture = sky.gradient(scene, self.height, self.width, bands=bands)
        if not bands:
            picture = sky.glow(picture, scene, disc=disc)
            picture = sky.stars(picture, scene, rng, milky=layer.side > 0)
            picture = sky.body(picture, scene, rng, disc=disc)
            picture = sky.clouds(picture, scene, rng)
        return picture


def render(scene: Scene, rendition: Rendition, width: int, height: int) -> Picture:
    """Paint the layers back to front."""
    canvas = Canvas(scene, rendition, width, height)
    depth = 2.0
    for layer in scene.layers:
        if layer.kind in RASTER:
            canvas.raster(layer)
            continue
        if (rendition.sheets or rendition.lens) and abs(layer.depth - depth) > SHEET:
            canvas.flush()
            depth = layer.depth
        if layer.kind == "props":
            canvas.props(layer)
        else:
            canvas.scenery(layer)
    canvas.flush()
    return Picture(np.clip(canvas.rgb, 0, 1), canvas.depth)
