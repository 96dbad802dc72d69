"""Media by the painter's names: what one calls a picture made in it, and the traces it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.writer.phrases import words


@dataclass(frozen=True, slots=True)
class Medium:
    """`noun` fits "a … of a lighthouse"; each of the `traces` fits after a comma, and after "with"."""

    noun: str
    traces: tuple[str, str, str]


MEDIA: Final[Mapping[str, Medium]] = MappingProxyType(
    {
        "watercolour": Medium(
            "watercolour",
            (
                "wet-on-wet washes bleeding into each other",
                "dry-brush texture over pale washes",
                "crisp edges where the paper was left dry",
            ),
        ),
        "oil painting": Medium(
            "oil painting",
            (
                "thick impasto that catches the light",
                "thin glazes over a warm ground",
                "broad strokes laid down with a palette knife",
            ),
        ),
        "gouache": Medium(
            "gouache painting",
            (
                "flat opaque layers with soft edges",
                "visible brush marks on toned paper",
                "a few dry highlights on top",
            ),
        ),
        "anime": Medium(
            "anime background",
            (
                "clean contours and soft flat shading",
                "painted depth and saturated colour",
                "fine highlights along every edge",
            ),
        ),
        "ink wash": Medium(
            "ink wash painting",
            (
                "one loaded brushstroke for each shape",
                "grey washes fading into bare paper",
                "dry ink dragged over rough paper",
            ),
        ),
        "pencil drawing": Medium(
            "pencil drawing",
            (
                "soft graphite shading and smudged shadows",
                "fine cross-strokes on cream paper",
                "loose first strokes left standing",
            ),
        ),
        "charcoal": Medium(
            "charcoal drawing",
            (
                "deep velvety blacks and lifted highlights",
                "smoky edges rubbed with a finger",
                "rough strokes across the grain of the paper",
            ),
        ),
        "pastel drawing": Medium(
            "pastel drawing",
            (
                "chalky layers on dark paper",
                "broken colour that mixes in the eye",
                "soft powdery edges",
            ),
        ),
        "line art": Medium(
            "line art drawing",
            (
                "one even contour without shading",
                "fine contours and open white paper",
                "a contour that thickens in the shadows",
            ),
        ),
        "engraving": Medium(
            "engraving",
            (
                "fine parallel cuts that deepen in the shadows",
                "dense cross-hatching and bright bare paper",
                "the grain of an old printed page",
            ),
        ),
        "pixel art": Medium(
            "pixel art scene",
            (
                "a small grid of hard-edged pixels",
                "dithered shadows in a limited palette",
                "chunky highlights one pixel wide",
            ),
        ),
        "paper cut": Medium(
            "paper cut",
            (
                "layers of coloured paper with soft shadows between them",
                "curled edges and visible paper fibre",
                "deep layers like a small stage",
            ),
        ),
        "screen print": Medium(
            "screen print",
            (
                "four flat layers slightly out of register",
                "bold areas and simplified shadows",
                "the grain of colour pulled through a mesh",
            ),
        ),
        "risograph": Medium(
            "risograph print",
            (
                "grainy dots in two colours",
                "overprinted colours on uncoated paper",
                "a slight misregistration at the edges",
            ),
        ),
        "comic": Medium(
            "comic panel",
            (
                "bold contours and flat colour",
                "spotted blacks and clean contours",
                "printed dots in the shadows",
            ),
        ),
        "woodblock print": Medium(
            "woodblock print",
            (
                "carved contours and soft gradation",
                "flat colour with the grain of the wood",
                "overlapping layers of soft colour",
            ),
        ),
        "isometric": Medium(
            "isometric diorama",
            (
                "clean edges and tiny things on every surface",
                "a floating block of ground with soft shadows",
                "a toy-like scale with every edge parallel",
            ),
        ),
        "low poly": Medium(
            "low poly render",
            (
                "large flat facets with graded light",
                "sharp facets turning from light to shade",
                "smooth gradients behind hard facets",
            ),
        ),
        "photograph": Medium(
            "photograph",
            (
                "a 35mm lens and deep focus",
                "an 85mm lens at wide aperture, soft bokeh",
                "fine film grain and natural contrast",
            ),
        ),
        "flat vector": Medium(
            "flat vector illustration",
            (
                "clean areas of colour, edge against edge",
                "two tones for each surface",
                "rounded corners and long simple shadows",
            ),
        ),
        "neon": Medium(
            "neon-lit scene",
            (
                "glowing tubes of light and soft halos",
                "dark surfaces catching the glow",
                "bright edges against deep black",
            ),
        ),
        "stained glass": Medium(
            "stained glass panel",
            (
                "bold lead between panes",
                "light pouring through deep pure colours",
                "small irregular panes that shimmer",
            ),
        ),
        "mosaic": Medium(
            "mosaic",
            (
                "small tesserae following every curve",
                "glints of gold between the pieces",
                "thin grout around each piece",
            ),
        ),
        "blueprint": Medium(
            "blueprint",
            (
                "thin white strokes on deep blue",
                "measured arcs and small crosses",
                "a fine grid under everything",
            ),
        ),
    }
)

WITHOUT_STYLE: Final = (
    ("photograph", "oil painting", "screen print"),
    ("gouache", "photograph", "woodblock print"),
    ("watercolour", "photograph", "paper cut"),
    ("photograph", "pastel drawing", "flat vector"),
    ("oil painting", "watercolour", "risograph"),
)
"""Three media that look well beside each other, for someone who asks for none."""

PICTURE_NOUNS: Final = frozenset(
    words(
        """
        artwork cartoon collage comic cutout diorama drawing engraving etching fresco gouache icon
        illustration linocut lithograph miniature mosaic mural painting panel photo photograph picture
        polaroid portrait poster print render rendering scene sketch snapshot sticker still tapestry
        watercolor watercolour woodcut
        """
    )
)
"""A style that ends with one of these can open a sentence: "a loose watercolour sketch of …"."""
