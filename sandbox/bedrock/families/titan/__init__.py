"""Titan Image Generator v2: a body names its task; each task is a file of its own."""

import base64
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from sandbox.bedrock.errors import BedrockError, blocked_prompt
from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.titan import (
    background_removal,
    color_guided,
    image_variation,
    inpainting,
    outpainting,
    text_image,
)
from sandbox.bedrock.families.titan.task import Task

TASKS: Final[Mapping[str, Task]] = MappingProxyType(
    {
        "TEXT_IMAGE": text_image.plan,
        "COLOR_GUIDED_GENERATION": color_guided.plan,
        "IMAGE_VARIATION": image_variation.plan,
        "INPAINTING": inpainting.plan,
        "OUTPAINTING": outpainting.plan,
        "BACKGROUND_REMOVAL": background_removal.plan,
    }
)

ALL_WITHHELD: Final = "All of the generated images have been blocked by our content filters."
SOME_WITHHELD: Final = "Some of the generated images have been blocked by our content filters."


class TitanImage:
    """Answers with one to five pictures, and with `error` beside them where some were withheld."""

    def plan(self, body: Body) -> Plan:
        return TASKS[body["taskType"]](body)

    def answer(self, plan: Plan, pictures: Sequence[bytes | None]) -> dict[str, Any]:  # noqa: ARG002
        images = [base64.b64encode(picture).decode() for picture in pictures if picture is not None]
        if not images:
            return {"images": [], "error": ALL_WITHHELD}
        return {"images": images, "error": SOME_WITHHELD if len(images) < len(pictures) else None}

    def filtered_prompt(self) -> dict[str, Any]:
        raise blocked_prompt()

    def filtered_input(self) -> dict[str, Any]:
        raise blocked_prompt()

    def inference_error(self) -> dict[str, Any]:
        raise BedrockError("ModelErrorException", "The model failed to paint, on purpose, by the sandbox.")
