"""Stable Image Core: one picture a call, an aspect ratio in place of a size."""

import base64
import random
from collections.abc import Mapping, Sequence
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

LARGEST_SEED: Final = 4294967295


class StableImageCore:
    """A request may leave the seed to the model (0, the default); the answer tells which one was used."""

    def plan(self, body: Body) -> Plan:
        width, height = SIZES[body.get("aspect_ratio", "1:1")]
        order = Order(
            prompt=body["prompt"],
            negative=body.get("negative_prompt", ""),
            width=width,
            height=height,
            seed=int(body.get("seed", 0)) or random.randint(1, LARGEST_SEED),
            format=body.get("output_format", "png"),
        )
        return Plan(orders=(order,), texts=(order.prompt,))

    def answer(self, plan: Plan, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        seeds = [order.seed for order in plan.orders]
        painted = [picture for picture in pictures if picture is not None]
        if len(painted) < len(pictures):
            return {"seeds": seeds, "finish_reasons": ["Filter reason: output image"]}
        return {
            "seeds": seeds,
            "finish_reasons": [None for _ in painted],
            "images": [base64.b64encode(picture).decode() for picture in painted],
        }

    def filtered_prompt(self) -> dict[str, Any]:
        return {"finish_reasons": ["Filter reason: prompt"]}

    def inference_error(self) -> dict[str, Any]:
        return {"finish_reasons": ["Inference error"]}
