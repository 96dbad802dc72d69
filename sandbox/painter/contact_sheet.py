"""Paints a fixed list of prompts and lays them out in a grid: ``python -m sandbox.painter.contact_sheet OUT.jpg``.

To be looked at by people whenever the painter changes.
"""

import io
import sys
from pathlib import Path
from typing import Final

from PIL import Image

from sandbox.painter import Brief, paint

TILE: Final = 288
"""Side of a tile on the sheet, pixels."""
COLUMNS: Final = 8
GAP: Final = 8
GROUND: Final = "#f4f1ea"

PROMPTS: Final = (
    (
        105,
        (
            "A weathered granite lighthouse on a basalt headland, breaking storm, low sun under slate "
            "clouds, watercolour on cold-pressed paper, wide shot from the water, muted teal and ochre"
        ),
    ),
    (2, "A red bicycle leaning on a blue door, morning light, gouache"),
    (3, "Three sailboats on a still mountain lake at dawn, mist over the water, oil painting"),
    (4, "Close-up portrait of a fox in falling snow, soft light, gouache"),
    (102, "Five hot-air balloons over a misty valley at golden hour, flat vector, pastel"),
    (6, "A city skyline at night, full moon reflected in the bay, neon, synthwave"),
    (7, "An old castle on a hill, autumn, layered paper cut"),
    (8, "A bowl of ramen on a wooden table, steam, cosy warm light, risograph"),
    (107, "A lighthouse keeper's cottage by the sea with a small boat, isometric diorama"),
    (102, "A crane among reeds at a quiet lake, ink wash, negative space"),
    (106, "A dragon over jagged mountains, dramatic sunset, oil painting"),
    (12, "A pagoda with cherry blossom, spring, ukiyo-e woodblock print"),
    (
        13,
        "A cat asleep on an armchair in a library, rain at the window, lamplight, storybook illustration",
    ),
    (14, "An astronaut drifting near a ringed planet, deep space, screen print poster"),
    (15, "A tiger in tall grass, stained glass"),
    (101, "A windmill in a wheat field, summer day, vibrant, impressionist oil on canvas"),
    (17, "A whale and small fish in deep water, shafts of light, pastel drawing"),
    (18, "A steam train crossing a stone viaduct in the hills, engraving"),
    (19, "A couple with an umbrella on a wet street at night, street lamps, cinematic photograph"),
    (20, "An owl on a branch under the full moon, pixel art"),
    (21, "A perfume bottle on a plinth, minimal studio, peach and cream, photograph"),
    (22, "Snowy mountains and a cabin under the northern lights, anime background"),
    (23, "A vase of poppies and a fruit bowl by the window, watercolour"),
    (24, "Abstract geometric shapes, red, black and cream, bauhaus poster"),
    (31, "Rolling lavender fields at golden hour, a lone tree, rule of thirds, impressionist oil painting"),
    (32, "A waterfall in a green jungle, fresh morning, watercolour"),
    (33, "Desert dunes under a starry sky, a small tent and a campfire, gouache"),
    (34, "A great wave and a small boat, ukiyo-e woodblock print"),
    (35, "A volcano erupting at night, lava, low angle, comic book ink"),
    (36, "A woman with a red umbrella on a narrow old street in the rain, anime background"),
    (38, "Sunflowers in a vase, still life, chiaroscuro, oil painting"),
    (39, "A yellow taxi on a city street on a bright day, pop art poster"),
    (40, "A robot watering flowers in a garden, isometric"),
    (41, "Two penguins on the ice under a pink sky, flat vector, centred"),
    (42, "An elephant under an acacia at sunset, silhouette, backlit, photograph"),
    (43, "A jellyfish glowing in the dark sea, neon"),
    (44, "A spiral galaxy in deep space, violet and teal, pastel drawing"),
    (45, "A suspension bridge at dusk, charcoal, moody"),
    (46, "A butterfly over poppies, close-up, macro photograph, shallow depth of field"),
    (63, "An island with palm trees in a turquoise lagoon from above, gouache"),
    (49, "A cactus in the desert under a pink sky, minimal, negative space, flat vector"),
    (64, "A grand piano by a tall window at night, moonlight, pencil drawing"),
    (51, "Overlapping circles and triangles, turquoise and coral, abstract, risograph"),
    (65, "A polar bear on an ice floe, cold light, low poly"),
    (54, "A rocket launch over a beach, line art"),
    (55, "Orange koi and pink lotus under water at noon, mosaic"),
    (59, "A castle with towers, blueprint"),
    (3, "Close-up portrait of an old sailor with a beard, side light, oil painting"),
)
"""Seed and prompt of each tile."""


def sheet(tile: int = TILE) -> Image.Image:
    """All prompts in rows."""
    rows = -(-len(PROMPTS) // COLUMNS)
    step = tile + GAP
    picture = Image.new("RGB", (COLUMNS * step + GAP, rows * step + GAP), GROUND)
    for number, (seed, prompt) in enumerate(PROMPTS):
        with Image.open(io.BytesIO(paint(Brief(prompt, 768, 768, seed)))) as painted:
            small = painted.resize((tile, tile), Image.Resampling.LANCZOS)
        row, column = divmod(number, COLUMNS)
        picture.paste(small, (GAP + column * step, GAP + row * step))
    return picture


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m sandbox.painter.contact_sheet OUT.jpg")
    out = Path(sys.argv[1])
    sheet().save(out, quality=82, optimize=True)
    print(out)


if __name__ == "__main__":
    main()
