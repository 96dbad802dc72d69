"""How each medium has the picture drawn, before its finish is put on."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from sandbox.painter.drawing.pen import Manner

DEFAULT: Final = "gouache"


@dataclass(frozen=True)
class Rendition:
    """Manner of drawing plus what the renderer must know of a medium."""

    manner: Manner
    sky: Literal["soft", "bands", "paper"] = "soft"
    """``soft`` clouds of pixels; ``bands`` flat tones and cut-out clouds; ``paper`` nothing but paper and line."""
    sheets: bool = False
    """Each layer throws a shadow on those behind it."""
    paper: str = "#faf6ec"
    lens: bool = False
    """Layers out of focus are blurred."""


_SOFT: Final = Manner("soft")
_FLAT: Final = Manner("flat")

RENDITIONS: Final[Mapping[str, Rendition]] = MappingProxyType({
    "watercolour": Rendition(_SOFT),
    "oil painting": Rendition(_SOFT),
    "gouache": Rendition(_SOFT),
    "anime": Rendition(Manner("flat", outline=1.1), sky="soft"),
    "ink wash": Rendition(_SOFT),
    "pencil drawing": Rendition(Manner("soft", outline=1.2, outline_colour="#4a4644")),
    "charcoal": Rendition(_SOFT),
    "pastel drawing": Rendition(_SOFT),
    "line art": Rendition(Manner("line", outline=2.4, outline_colour="#22252c", paper="#fbf8f1"),
        sky="paper", paper="#fbf8f1"),
    "engraving": Rendition(Manner("soft", outline=1.4, outline_colour="#1f1a17")),
    "pixel art": Rendition(Manner("flat")),
    "paper cut": Rendition(_FLAT, sky="bands", sheets=True),
    "screen print": Rendition(_FLAT, sky="bands"),
    "risograph": Rendition(_SOFT),
    "comic": Rendition(Manner("flat", outline=3.0, outline_colour="#16161c"), sky="bands"),
    "woodblock print": Rendition(Manner("flat", outline=1.9, outline_colour="#26304a"), sky="bands"),
    "isometric": Rendition(Manner("soft")),
    "low poly": Rendition(_SOFT),
    "photograph": Rendition(_SOFT, lens=True),
    "flat vector": Rendition(_FLAT, sky="bands"),
    "neon": Rendition(Manner("soft")),
    "stained glass": Rendition(Manner("flat")),
    "mosaic": Rendition(Manner("flat")),
    "blueprint": Rendition(Manner("line", outline=2.0, outline_colour="#dcebfb", paper="#1d4a86"),
        sky="paper", paper="#1d4a86"),
})  # fmt: skip
"""Medium -> rendition; every medium of the vocabulary has one."""
