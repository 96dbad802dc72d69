"""The bodies of InvokeModel for Amazon Nova Canvas: the common ones, with styles, and clothes tried on.

Sources: the Nova user guide's "Image generation request and response structure", "Virtual try-on" and
"Visual styles".
"""

from typing import Any, Final

from services.painting import amazon_body
from services.painting.amazon_body import config_of, in_base64
from services.painting.garments import USUAL, garment_class
from services.painting.interface import NO_INPUTS, Inputs, Plan, Task

PROMPT_LIMIT: Final = 1024
"""Characters of a prompt, of what to leave out, and of what is masked."""


def request_body(prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> dict[str, Any]:
    """See `amazon_body.request_body`. Clothes are tried on without any words but those for what is exchanged."""
    if plan.task is Task.TRY_ON:
        return _try_on(plan, inputs)
    body = amazon_body.request_body(prompt, plan, inputs, limit=PROMPT_LIMIT)
    if plan.preset:
        body["textToImageParams"]["style"] = plan.preset
    return body


def _try_on(plan: Plan, inputs: Inputs) -> dict[str, Any]:
    if len(inputs.pictures) < 2:
        raise ValueError("clothes are tried on from two pictures: who wears them, and what")
    person, garment = map(in_base64, inputs.pictures[:2])
    params = {"sourceImage": person, "referenceImage": garment, **_mask(plan.where)}
    return {
        "taskType": "VIRTUAL_TRY_ON",
        "virtualTryOnParams": params,
        "imageGenerationConfig": config_of(plan),
    }


def _mask(where: str) -> dict[str, Any]:
    """Which part of the first picture is exchanged."""
    kind = garment_class(where) if where else USUAL
    if kind is not None:
        return {"maskType": "GARMENT", "garmentBasedMask": {"garmentClass": kind}}
    # A mask made from words keeps to the outline of what is there, and something new seldom has the same one: the
    # user guide recommends the box round it.
    return {"maskType": "PROMPT", "promptBasedMask": {"maskPrompt": where, "maskShape": "BOUNDING_BOX"}}
