"""Nova Canvas: Titan's tasks with its own defaults, styles for a picture from words, and clothes tried on."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.given import picture
from sandbox.bedrock.families.titan import TASKS, TitanImage
from sandbox.bedrock.families.titan.task import mask_of, orders, same_size

USUAL: Final[Mapping[str, float]] = MappingProxyType({"seed": 12, "cfgScale": 6.5})
"""Defaults of the contract that are not Titan's."""

STYLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "3D_ANIMATED_FAMILY_FILM": "3d render",
        "DESIGN_SKETCH": "pencil sketch",
        "FLAT_VECTOR_ILLUSTRATION": "flat vector illustration",
        "GRAPHIC_NOVEL_ILLUSTRATION": "graphic novel",
        "MAXIMALISM": "stained glass",
        "MIDCENTURY_RETRO": "vintage poster",
        "PHOTOREALISM": "photograph",
        "SOFT_DIGITAL_PAINTING": "digital painting",
    }
)
"""`style` -> what the painter understands by it."""

_WHERE_WORN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "UPPER_BODY": "upper",
        "LONG_SLEEVE_SHIRT": "upper",
        "SHORT_SLEEVE_SHIRT": "upper",
        "NO_SLEEVE_SHIRT": "upper",
        "OTHER_UPPER_BODY": "upper",
        "LOWER_BODY": "lower",
        "LONG_PANTS": "lower",
        "SHORT_PANTS": "lower",
        "OTHER_LOWER_BODY": "lower",
        "FULL_BODY": "full",
        "LONG_DRESS": "full",
        "SHORT_DRESS": "full",
        "FULL_BODY_OUTFIT": "full",
        "OTHER_FULL_BODY": "full",
        "FOOTWEAR": "feet",
        "SHOES": "feet",
        "BOOTS": "feet",
        "OTHER_FOOTWEAR": "feet",
    }
)
"""`garmentClass` -> the part of a standing figure it is worn on."""


class NovaCanvas(TitanImage):
    """Answers as Titan does."""

    def plan(self, body: Body) -> Plan:
        config = {**USUAL, **body.get("imageGenerationConfig", {})}
        if body["taskType"] == "VIRTUAL_TRY_ON":
            return _try_on({**body, "imageGenerationConfig": config})
        plan = TASKS[body["taskType"]]({**_styled(body), "imageGenerationConfig": config})
        if body["taskType"] != "TEXT_IMAGE":
            return plan
        return Plan(plan.orders, (body["textToImageParams"]["text"],), plan.extras)


def _styled(body: Body) -> Body:
    """The style as words of the prompt."""
    params = body.get("textToImageParams", {})
    if "style" not in params:
        return body
    return {**body, "textToImageParams": {**params, "text": f"{params['text']}, {STYLES[params['style']]}"}}


def _try_on(body: Body) -> Plan:
    """What is worn in the source, painted over with the thing of the reference.

    Raises
    ------
    BedrockError : ValidationException, for a mask that is not as large as the source
    """
    params: Body = body["virtualTryOnParams"]
    source, facts = picture(params, "sourceImage")
    garment, _ = picture(params, "referenceImage")
    mask, words, worn = b"", "", ""
    match params["maskType"]:
        case "IMAGE":
            pointer = "#/virtualTryOnParams/imageBasedMask/maskImage"
            mask = same_size(params["imageBasedMask"], facts, pointer)
        case "PROMPT":
            words = params["promptBasedMask"]["maskPrompt"]
        case _:
            worn = _WHERE_WORN[params["garmentBasedMask"]["garmentClass"]]
    shape = {**params.get("garmentBasedMask", {}), **params.get("promptBasedMask", {})}.get("maskShape")
    painted = orders(
        body,
        {},
        size=(facts.width, facts.height),
        pictures=(source, garment),
        mask=mask,
        mask_words=words,
        worn=worn,
        boxed=shape == "BOUNDING_BOX",
        work="wear",
    )
    extras = {"maskImage": mask_of(painted[0])} if params.get("returnMask") else {}
    return Plan(painted, (words,) if words else (), extras)
