"""What the bodies of Stability's models have in common: a seed, a format, a preset of style, one picture."""

import random
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.orders import Order

SIZES: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {
        "21:9": (1536, 640),
        "16:9": (1344, 768),
        "3:2": (1216, 832),
        "5:4": (1088, 896),
        "1:1": (1024, 1024),
        "4:5": (896, 1088),
        "2:3": (832, 1216),
        "9:16": (768, 1344),
        "9:21": (640, 1536),
    }
)
"""Width and height in pixels by aspect ratio: about a megapixel, sides of 640 to 1536 as documented."""

LARGEST_SEED: Final = 4294967294
"""The largest that every one of the models takes."""

STYLE_PRESETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "3d-model": "3d render",
        "analog-film": "analog film photograph",
        "anime": "anime",
        "cinematic": "cinematic film still",
        "comic-book": "comic book",
        "digital-art": "digital painting",
        "enhance": "",
        "fantasy-art": "fantasy art",
        "isometric": "isometric",
        "line-art": "line art",
        "low-poly": "low poly",
        "modeling-compound": "clay render",
        "neon-punk": "neon",
        "origami": "origami",
        "photographic": "photograph",
        "pixel-art": "pixel art",
        "tile-texture": "mosaic",
    }
)
"""`style_preset` -> what the painter understands by it."""


def one(body: Body, size: tuple[int, int], **of_the_model: Any) -> Plan:
    """The plan for one picture of `size` (width, height); the filter reads all words of the body.

    A seed of 0 asks for any; a body that can have none (`seeded` false) gives the same picture every time.
    """
    seeded = of_the_model.pop("seeded", True)
    said = [body.get("prompt", ""), STYLE_PRESETS[body["style_preset"]] if "style_preset" in body else ""]
    order = Order(
        prompt=", ".join(words for words in said if words),
        negative=body.get("negative_prompt", ""),
        width=size[0],
        height=size[1],
        seed=(int(body.get("seed", 0)) or random.randint(1, LARGEST_SEED)) if seeded else 0,
        format=body.get("output_format", "png"),
        **of_the_model,
    )
    words = (body.get(name, "") for name in ("prompt", "search_prompt", "select_prompt"))
    return Plan(orders=(order,), texts=tuple(text for text in words if text))
