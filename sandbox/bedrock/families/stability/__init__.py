"""Stability's models: one picture a call, a finish reason where there is none."""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.stability import generators, services


@dataclass(frozen=True, slots=True)
class Stability:
    """Answers for the models that take the bodies `plan` reads; all of them answer alike.

    A request may leave the seed to the model (0, the default); the answer tells which one was used.
    """

    plan: Callable[[Body], Plan]

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

    def filtered_input(self) -> dict[str, Any]:
        return {"finish_reasons": ["Filter reason: input image"]}

    def inference_error(self) -> dict[str, Any]:
        return {"finish_reasons": ["Inference error"]}


STABILITY: Final[Mapping[str, Stability]] = MappingProxyType(
    {
        "stability-core.request.schema.json": Stability(generators.from_words),
        "stability-ultra.request.schema.json": Stability(generators.from_words_or_picture),
        "sd3-5-large.request.schema.json": Stability(generators.from_words_or_picture),
        **{
            f"stability-services/{name}.request.schema.json": Stability(plan)
            for name, plan in services.SERVICES.items()
        },
    }
)
"""By the name of the request schema."""
