"""The pen every subject is drawn with: shapes in, SVG out, in the light and manner of the scene.

A drawing function works in its own units: the subject stands on the origin, is about 100 units high, y
points down (so its top is near y = -100), and gives each shape its *local* colour. The pen puts the
scene's light, air and manner (soft, flat or outlined) on it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from sandbox.painter import colour as colours
from sandbox.painter.drawing import geometry as geo
from sandbox.painter.drawing.geometry import Points, num

Form = Literal["flat", "side", "top", "round", "fade"]
_D_START = re.compile(r"[Mm]")


@dataclass(frozen=True)
class Light:
    """The light of a scene as the pen needs it."""

    key: str = "#fff4e2"
    """Colour of the main light; surfaces are multiplied by it."""
    shade: str = "#8a93b5"
    """What surfaces are multiplied by in the shadow."""
    haze: str = "#cfd8dd"
    """What distance fades to."""
    haze_strength: float = 0.6
    """How much of `haze` there is at depth 1."""
    side: float = -1.0
    """Where the light comes from: -1 left .. 1 right."""
    contrast: float = 1.0
    night: bool = False
    """Lamps and windows are lit."""
    glow: str = "#ffd58a"
    """Colour of lamps and windows."""


@dataclass(frozen=True)
class Manner:
    """How shapes are made in a medium."""

    shading: Literal["soft", "flat", "line"] = "soft"
    outline: float = 0.0
    """Outline width, thousandths of the picture's short side; 0 for none."""
    outline_colour: str | None = None
    """None: a darker tone of the shape itself."""
    paper: str = "#faf6ec"
    """What shapes are filled with in the ``line`` manner."""
    tint: float = 0.0
    """In the ``line`` manner: how much of its colour a shape keeps, 0..1."""


@dataclass
class Pen:
    """Collects the SVG of one subject or terrain."""

    rng: Random
    light: Light = field(default_factory=Light)
    manner: Manner = field(default_factory=Manner)
    depth: float = 0.0
    """0 at the viewer .. 1 at the horizon."""
    scale: float = 1.0
    """Scene units (thousandths of the short side) in one unit of the drawing."""
    tilt: float = 0.28
    """Height over width of a horizontal circle: low at eye level, towards 1 from above."""
    accent: str | None = None
    """The colour the prompt gave this subject."""
    second: str | None = None
    """A second colour the prompt gave, or that of what is inside."""
    word: str = ""
    """What the prompt called this subject."""
    season: str = "summer"
    name: str = "p"
    """Prefix of ids; unique in the document."""
    parts: list[str] = field(default_factory=list)
    defs: list[str] = field(default_factory=list)
    _ids: dict[str, str] = field(default_factory=dict)

    # -- colours -----------------------------------------------------------

    def pick(self, *choices: str) -> str:
        """The colour the prompt asked for, else one of `choices`."""
        return self.accent or self.rng.choice(choices)

    def lit(self, colour: str, level: float = 0.0) -> str:
        """A local colour as seen here: `level` 1 in full light, -1 in full shadow, 0 between."""
        light = self.light
        level = max(-1.0, min(1.0, level * light.contrast))
        seen = colours.under(colour, light.key)
        if level < 0:
            seen = colours.mix(seen, colours.under(colour, light.shade), -level)
        elif level > 0:
            seen = colours.mix(seen, colours.shift(colours.mix(seen, light.key, 0.35), 0.02), level * 0.55)
        return self.airy(seen)

    def airy(self, seen: str) -> str:
        """`seen` with the air of this depth in front of it."""
        return colours.mix(seen, self.light.haze, self.light.haze_strength * self.depth)

    def ink(self, colour: str) -> str:
        """The outline colour for a shape of `colour`."""
        chosen = self.manner.outline_colour
        if chosen is None:
            return colours.shift(self.lit(colour, -1), -0.16)
        return colours.mix(chosen, self.manner.paper, 0.55 * self.depth)

    # -- shapes ------------------------------------------------------------

    def shape(
        self,
        path: str,
        colour: str,
        form: Form = "flat",
        *,
        level: float = 0.0,
        opacity: float = 1.0,
        outline: bool = True,
        clip: str | None = None,
    ) -> None:
        """One filled shape.

        `form` says what body it is: ``flat`` a plane at light `level`; ``side`` a cylinder or wall turned
        to the light; ``top`` lit from above; ``round`` a ball; ``fade`` thinning out towards its top.
        `clip` is an id from `clip_path`.
        """
        manner = self.manner
        extra = f' clip-path="url(#{clip})"' if clip else ""
        if opacity < 1:
            extra += f' opacity="{opacity:.2f}"'
        if manner.shading == "line":
            seen = self.lit(colour, level)
            fill = colours.mix(manner.paper, seen, manner.tint)
        elif form == "flat":
            fill = self.lit(colour, level)
        else:
            fill = f"url(#{self._gradient(colour, form, level)})"
        if outline and manner.outline > 0:
            width = manner.outline * (1 - 0.55 * self.depth) / max(self.scale, 1e-6)
            extra += f' stroke="{self.ink(colour)}" stroke-width="{num(max(width, 0.01))}"'
            extra += ' stroke-linejoin="round"'
        self.parts.append(f'<path d="{path}" fill="{fill}"{extra}/>')

    def body(
        self,
        paths: Sequence[str],
        colour: str,
        box: tuple[float, float, float, float],
        form: Form = "top",
        *,
        level: float = 0.0,
    ) -> None:
        """Several overlapping shapes that read as one body: one light over all, one outline around all.

        `box` is (left, top, right, bottom): what the light's gradient spans.
        """
        manner = self.manner
        if manner.shading == "line":
            fill = colours.mix(manner.paper, self.lit(colour, level), manner.tint)
        else:
            fill = f"url(#{self._gradient(colour, form, level, box)})"
        if manner.outline > 0:
            width = manner.outline * (1 - 0.55 * self.depth) / max(self.scale, 1e-6) * 2
            stroke = (
                f'stroke="{self.ink(colour)}" stroke-width="{num(max(width, 0.01))}" stroke-linejoin="round"'
            )
            self.parts.extend(f'<path d="{path}" fill="none" {stroke}/>' for path in paths)
        self.parts.extend(f'<path d="{path}" fill="{fill}"/>' for path in paths)

    def line(
        self,
        points: Points | str,
        colour: str,
        width: float,
        *,
        level: float = 0.0,
        opacity: float = 1.0,
        soft: bool = True,
        clip: str | None = None,
    ) -> None:
        """A stroke of `width` through `points` (a smooth curve unless `soft` is off), or along a path."""
        path = (
            points
            if isinstance(points, str)
            else (geo.smooth(points, closed=False) if soft else geo.poly(points, closed=False))
        )
        shown = self.lit(colour, level)
        if self.manner.shading == "line":
            shown = colours.mix(self.ink(colour), shown, self.manner.tint)
            width = min(width, max(self.manner.outline / max(self.scale, 1e-6), 0.01) * 1.6)
        extra = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        extra += f' clip-path="url(#{clip})"' if clip else ""
        self.parts.append(
            f'<path d="{path}" fill="none" stroke="{shown}" stroke-width="{num(max(width, 0.01))}" '
            f'stroke-linecap="round" stroke-linejoin="round"{extra}/>'
        )

    def raw(self, path: str, fill: str, opacity: float = 1.0) -> None:
        """A shape in exactly this colour: lamps, sparks, eyes."""
        if self.manner.shading == "line":
            fill = colours.mix(self.manner.outline_colour or "#333333", fill, max(self.manner.tint, 0.15))
        extra = f' opacity="{opacity:.2f}"' if opacity < 1 else ""
        self.parts.append(f'<path d="{path}" fill="{fill}"{extra}/>')

    def flame(self, path: str, fill: str, opacity: float = 1.0) -> None:
        """As `raw`, for what shines and is large: an outline where a medium has only lines."""
        if self.manner.shading == "line":
            self.shape(path, fill)
        else:
            self.raw(path, fill, opacity)

    def glow(
        self, x: float, y: float, radius: float, colour: str | None = None, strength: float = 0.8
    ) -> None:
        """A soft light around (x, y); left out where a medium has only lines."""
        if self.manner.shading == "line" and self.manner.tint < 0.5:
            return
        shown = colour or self.light.glow
        stops = [(0.0, strength), (0.25, strength * 0.55), (0.6, strength * 0.16), (1.0, 0.0)]
        if self.manner.shading == "flat":
            stops = [
                (0.0, strength * 0.4),
                (0.62, strength * 0.4),
                (0.63, strength * 0.2),
                (1.0, strength * 0.2),
            ]
        inner = "".join(
            f'<stop offset="{at:.2f}" stop-color="{shown}" stop-opacity="{alpha:.3f}"/>'
            for at, alpha in stops
        )
        ident = self.define(f'<radialGradient id="@">{inner}</radialGradient>')
        self.parts.append(f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}" fill="url(#{ident})"/>')

    def shadow(self, x: float, y: float, rx: float, ry: float | None = None, strength: float = 0.4) -> None:
        """The shadow under something that stands at (x, y), drawn out away from the light."""
        ry = rx * min(self.tilt, 0.5) if ry is None else ry
        if self.manner.shading == "line":
            return
        dark = self.airy(colours.shift(colours.mix(self.light.shade, "#10131f", 0.72), 0.0))
        reach = x - self.light.side * rx * 0.35
        if self.manner.shading == "flat":
            self.parts.append(
                f'<path d="{geo.ellipse(reach, y, rx, ry * 0.8)}" fill="{dark}" opacity="{strength * 0.8:.2f}"/>'
            )
            return
        inner = "".join(
            f'<stop offset="{at}" stop-color="{dark}" stop-opacity="{strength * alpha:.3f}"/>'
            for at, alpha in ((0, 1), (0.45, 0.75), (0.8, 0.2), (1, 0))
        )
        ident = self.define(f'<radialGradient id="@">{inner}</radialGradient>')
        self.parts.append(f'<path d="{geo.ellipse(reach, y, rx * 1.25, ry * 1.15)}" fill="url(#{ident})"/>')

    def pane(self, path: str, lit_share: float = 0.75, dark: str = "#3a4658") -> None:
        """A window pane: lit from inside at night (or as often as `lit_share`), dark glass by day."""
        if self.light.night and self.rng.random() < lit_share:
            warm = colours.shift(self.light.glow, self.rng.uniform(-0.05, 0.04))
            self.raw(path, colours.mix(warm, self.light.haze, 0.4 * self.depth))
        else:
            self.shape(path, dark, "top", level=-0.1, outline=self.manner.shading == "line")

    # -- grouping ----------------------------------------------------------

    def clip_path(self, *paths: str) -> str:
        """An id for `shape`'s and `line`'s `clip`: only what lies inside one of `paths` shows."""
        inner = "".join(f'<path d="{path}"/>' for path in paths)
        return self.define(f'<clipPath id="@">{inner}</clipPath>')

    def open(self, transform: str) -> None:
        """Begin a group under an SVG transform; `close` ends it."""
        self.parts.append(f'<g transform="{transform}">')

    def close(self) -> None:
        self.parts.append("</g>")

    def part(self, *, depth: float | None = None, scale: float | None = None) -> "Pen":
        """A pen for a part of this drawing: same ink, own copy of what is given."""
        return replace(
            self,
            depth=self.depth if depth is None else depth,
            scale=self.scale if scale is None else scale,
        )

    def many(self, paths: Sequence[str], colour: str, *, level: float = 0.0, opacity: float = 1.0) -> None:
        """Small marks of one colour (stones, leaves, ripples) in one element."""
        if paths:
            self.shape(
                "".join(paths), colour, level=level, opacity=opacity, outline=self.manner.shading == "line"
            )

    @property
    def detail(self) -> float:
        """Height of the subject on the picture, scene units: small things need fewer marks."""
        return 100 * self.scale

    # -- inner -------------------------------------------------------------

    def _gradient(
        self, colour: str, form: Form, level: float, box: tuple[float, float, float, float] | None = None
    ) -> str:
        side = self.light.side
        left, top, right, bottom = box or (0.0, 0.0, 1.0, 1.0)
        wide, high = right - left, bottom - top
        units = ' gradientUnits="userSpaceOnUse"' if box else ""

        def at(name: str, x: float, y: float) -> str:
            return f'x{name}="{left + wide * x:.2f}" y{name}="{top + high * y:.2f}"'

        bright, plain, dark = (
            self.lit(colour, level + 0.75),
            self.lit(colour, level),
            self.lit(colour, level - 0.8),
        )
        hard = self.manner.shading == "flat"
        if form == "fade":
            body = (
                f'<linearGradient id="@" {at("1", 0, 0)} {at("2", 0, 1)}{units}><stop offset="0" '
                f'stop-color="{plain}" stop-opacity="0"/><stop offset="1" stop-color="{plain}"/></linearGradient>'
            )
            return self.define(body)
        if form == "round":
            stops = (
                [(0.0, bright), (0.45, plain), (1.0, dark)]
                if not hard
                else [(0.0, bright), (0.34, bright), (0.35, plain), (0.78, plain), (0.79, dark), (1.0, dark)]
            )
            middle = f'cx="{left + wide * (0.5 + side * 0.2):.2f}" cy="{top + high * 0.3:.2f}"'
            head = f'<radialGradient id="@" {middle} r="{0.78 * max(wide, high):.2f}"{units}>'
            tail = "</radialGradient>"
        else:
            stops = (
                [(0.0, bright), (0.42, plain), (1.0, dark)]
                if not hard
                else [(0.0, plain), (0.6, plain), (0.605, dark), (1.0, dark)]
            )
            if form == "side":
                lit_edge = 0 if side < 0 else 1
                start, end = at("1", lit_edge, 0), at("2", 1 - lit_edge, 0.12)
            else:
                start, end = at("1", 0.5 + side * 0.2, 0), at("2", 0.5 - side * 0.15, 1)
            head = f'<linearGradient id="@" {start} {end}{units}>'
            tail = "</linearGradient>"
        inner = "".join(f'<stop offset="{at}" stop-color="{shown}"/>' for at, shown in stops)
        return self.define(head + inner + tail)

    def define(self, body: str) -> str:
        """An id for a definition that has ``id="@"``; the same body twice is one definition."""
        if body not in self._ids:
            ident = f"{self.name}{len(self._ids)}"
            self._ids[body] = ident
            self.defs.append(body.replace('id="@"', f'id="{ident}"', 1))
        return self._ids[body]
