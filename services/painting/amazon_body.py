"""The bodies of InvokeModel that Amazon's image models have in common, task by task."""

import base64
from collections.abc import Mapping
from typing import Any, Final

from services.painting.colour_names import with_colours
from services.painting.interface import NO_INPUTS, OF_A_PART, WORDLESS, Inputs, Plan, Task
from services.painting.masks import turned

SIZE_OF_PICTURE: Final = OF_A_PART | {
    Task.INPAINT_MASKED,
    Task.ERASE_MASKED,
    Task.OUTPAINT,
    Task.CUT_OUT,
    Task.TRY_ON,
}
"""What is painted as large as the picture it is painted into: that need not be a size the model paints else."""

_ANEW: Final = "the same scene, painted anew"
_GOES_ON: Final = "the scene goes on"
"""What is said where a person says nothing and the contract wants words."""

_WORDS: Final = frozenset({"text", "negativeText", "maskPrompt"})


def request_body(prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS, *, limit: int) -> dict[str, Any]:
    """The body of InvokeModel for `plan`.

    A prompt may be empty for whatever works on a picture: a variation then keeps to it, a change removes the part.

    Parameters
    ----------
    limit
        characters of the text

    Raises
    ------
    ValueError
        if `inputs` lack what the task works from
    """
    if plan.task is not Task.TEXT_TO_IMAGE and not inputs.pictures:
        raise ValueError(f"{plan.task} needs a picture to work from")
    if plan.task is Task.CUT_OUT:
        return {
            "taskType": "BACKGROUND_REMOVAL",
            "backgroundRemovalParams": {"image": in_base64(inputs.pictures[0])},
        }
    kind, name, params = _task(plan, inputs)
    if text := _text(prompt, plan, limit):
        params["text"] = text
    if plan.negative:
        params["negativeText"] = plan.negative
    return {"taskType": kind, name: params, "imageGenerationConfig": config_of(plan)}


def _text(prompt: str, plan: Plan, limit: int) -> str:
    if plan.task in WORDLESS:
        return ""
    if plan.task is Task.RECOLOUR:
        colour = f" in {prompt or 'another colour'}"
        # The thing is named in the mask's words too; the colour is named here alone.
        return (plan.where[: max(0, limit - len(colour))] + colour)[:limit]
    if plan.task is Task.OUTPAINT:
        return prompt or _GOES_ON
    if plan.task in {Task.LAYOUT, Task.SKETCH, Task.COLOURS}:
        prompt = prompt or _ANEW
    if plan.task in {Task.LAYOUT, Task.SKETCH} and plan.palette:
        return with_colours(prompt, plan.palette, limit)
    return prompt


def _task(plan: Plan, inputs: Inputs) -> tuple[str, str, dict[str, Any]]:
    """The task's name, the name of its parameters, and these without the words."""
    images = [] if plan.task is Task.TEXT_TO_IMAGE else [in_base64(picture) for picture in inputs.pictures]
    match plan.task:
        case Task.LAYOUT | Task.SKETCH:
            mode = "SEGMENTATION" if plan.control_by == "shapes" else "CANNY_EDGE"
            control = {"conditionImage": images[0], "controlMode": mode, "controlStrength": plan.control}
            return "TEXT_IMAGE", "textToImageParams", control
        case Task.VARIATION:
            variation = {"images": images, "similarityStrength": plan.similarity}
            return "IMAGE_VARIATION", "imageVariationParams", variation
        case Task.INPAINT | Task.ERASE | Task.RECOLOUR:
            return "INPAINTING", "inPaintingParams", {"image": images[0], "maskPrompt": plan.where}
        case Task.INPAINT_MASKED | Task.ERASE_MASKED:
            if inputs.mask is None:
                raise ValueError("what is repainted is marked by a mask")
            # Its contract repaints what is black here, and what is white when it continues a picture.
            mask = in_base64(turned(inputs.mask))
            return "INPAINTING", "inPaintingParams", {"image": images[0], "maskImage": mask}
        case Task.OUTPAINT:
            if inputs.mask is None:
                raise ValueError("a picture is continued up to a mask")
            mode = "PRECISE" if plan.untouched else "DEFAULT"
            canvas = {"image": images[0], "maskImage": in_base64(inputs.mask), "outPaintingMode": mode}
            return "OUTPAINTING", "outPaintingParams", canvas
    if not plan.palette:
        return "TEXT_IMAGE", "textToImageParams", {}
    colours: dict[str, Any] = {"colors": list(plan.palette)}
    if plan.task is Task.COLOURS:
        colours["referenceImage"] = images[0]
    return "COLOR_GUIDED_GENERATION", "colorGuidedGenerationParams", colours


def has_words(body: Mapping[str, Any]) -> bool:
    """Whether there are words of a person's in `body`, or only pictures, that a filter could have stopped."""
    return any(
        has_words(value) if isinstance(value, Mapping) else key in _WORDS and value not in {_ANEW, _GOES_ON}
        for key, value in body.items()
    )


def config_of(plan: Plan) -> dict[str, Any]:
    """`imageGenerationConfig`, with a size where that is not the picture's."""
    config = {
        "quality": plan.quality,
        "numberOfImages": plan.count,
        "cfgScale": plan.guidance,
        "seed": plan.seed,
    }
    if plan.task in SIZE_OF_PICTURE:
        return config
    if plan.size is None:
        raise ValueError("a plan of this task has a size")
    return config | {"width": plan.size.width, "height": plan.size.height}


def in_base64(picture: bytes) -> str:
    return base64.b64encode(picture).decode()
