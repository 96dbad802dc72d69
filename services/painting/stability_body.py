"""The bodies of InvokeModel for Stability's generators and image services, task by task."""

import base64
from typing import Any, Final

from services.painting.colour_names import with_colours
from services.painting.interface import Plan, Task
from services.painting.stability_services import GENERATORS, PROMPT_LIMIT, SEED_LIMIT
from services.painting.stability_source import Source

_ANEW: Final = "the same scene, painted anew"
_EMPTIED: Final = "nothing but plain background, continuing what surrounds it"
"""What is said where a person says nothing: these models don't take an empty prompt."""

_SPEECHLESS_STRENGTH: Final = 0.35
"""How far a picture is painted over at most if nobody says with what: the default of Ultra's contract."""


def request_body(prompt: str, plan: Plan, index: int = 0, source: Source | None = None) -> dict[str, Any]:
    """The body of InvokeModel for picture `index` of `plan`; each picture has a seed of its own.

    A prompt may be empty for a variation, which then keeps to the picture, for a change, which then removes the
    part, and for a picture that is continued.
    """
    if plan.task in {Task.TEXT_TO_IMAGE, Task.COLOURS}:
        return _words(prompt, plan, index, GENERATORS[plan.model_id].seed_limit) | {
            "aspect_ratio": str(plan.ratio)
        }
    if source is None:
        raise ValueError(f"{plan.task} needs a picture to work from")
    image = base64.b64encode(source.data).decode()
    match plan.task:
        case Task.CUT_OUT:
            return {"image": image, "output_format": "png"}
        case Task.OUTPAINT:
            body = _words(prompt, plan, index) | {"image": image, "creativity": plan.creativity}
            if not prompt:
                del body["prompt"]
            return body | source.margins
        case Task.INPAINT:
            body = _words(prompt or _EMPTIED, plan, index)
            if not prompt:
                left_out = f"{plan.where}, {plan.negative}" if plan.negative else plan.where
                body["negative_prompt"] = left_out[:PROMPT_LIMIT]
            return body | {"image": image, "search_prompt": plan.where[:PROMPT_LIMIT]}
        case Task.LAYOUT:
            return _words(prompt or _ANEW, plan, index) | {"image": image, "control_strength": plan.control}
    if plan.similarity is None:
        raise ValueError("the plan of a variation has a similarity")
    # The contract's strength is how far the picture is painted over: 0 leaves it as it is.
    strength = round(1 - plan.similarity, 2)
    if not prompt:
        strength = min(strength, _SPEECHLESS_STRENGTH)
    return _words(prompt or _ANEW, plan, index) | {
        "mode": "image-to-image",
        "image": image,
        "strength": strength,
    }


def _words(prompt: str, plan: Plan, index: int, seed_limit: int = SEED_LIMIT) -> dict[str, Any]:
    """What all that is told in words has."""
    body: dict[str, Any] = {
        "prompt": with_colours(prompt, plan.palette, PROMPT_LIMIT) if plan.palette else prompt,
        "output_format": "png",
        # Never 0: that asks for a random seed, which could not be painted again before it is known.
        "seed": (max(plan.seed, 1) + index - 1) % seed_limit + 1,
    }
    if plan.negative:
        body["negative_prompt"] = plan.negative
    return body
