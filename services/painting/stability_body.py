"""The bodies of InvokeModel for Stability's models and image services, task by task."""

import base64
from dataclasses import dataclass
from typing import Any, Final

from services.painting.colour_names import with_colours
from services.painting.interface import Plan, Task
from services.painting.stability_services import MODELS, PROMPT_LIMIT, SEED_LIMIT
from services.painting.stability_source import Source

COLOURED: Final = frozenset(
    {Task.TEXT_TO_IMAGE, Task.COLOURS, Task.LAYOUT, Task.SKETCH, Task.STYLE, Task.RESTYLE}
)
"""Tasks in whose prompt a palette is put into words."""

_ANEW: Final = "the same scene, painted anew"
_EMPTIED: Final = "nothing but plain background, continuing what surrounds it"
_ENLARGED: Final = "the same picture in high resolution, sharp and finely detailed"
"""What is said where a person says nothing: these models don't take an empty prompt."""

_SPEECHLESS_STRENGTH: Final = 0.35
"""How far a picture is painted over at most if nobody says with what: the default of Ultra's contract."""


@dataclass(frozen=True)
class Given:
    """What a call is given beside words.

    Attributes
    ----------
    source
        the picture that is worked on
    manner
        the one whose manner is taken over
    mask
        white where it is to be painted, as the contracts have it
    """

    source: Source | None = None
    manner: bytes | None = None
    mask: bytes | None = None


NOTHING: Final = Given()


def request_body(prompt: str, plan: Plan, index: int = 0, given: Given = NOTHING) -> dict[str, Any]:
    """The body of InvokeModel for picture `index` of `plan`; each picture has a seed of its own.

    A prompt may be empty for whatever works on a picture: a variation then keeps to it, a change removes the part.
    """
    if plan.task in {Task.TEXT_TO_IMAGE, Task.COLOURS}:
        return _words(prompt, plan, index) | {"aspect_ratio": str(plan.ratio)}
    if given.source is None:
        raise ValueError(f"{plan.task} needs a picture to work from")
    image = _base64(given.source.data)
    match plan.task:
        case Task.CUT_OUT | Task.UPSCALE:
            return {"image": image, "output_format": "png"}
        case Task.OUTPAINT:
            body = _words(prompt, plan, index) | {"image": image, "creativity": plan.creativity}
            if not prompt:
                del body["prompt"]
            return body | given.source.margins
        case Task.ERASE | Task.INPAINT:
            erased = plan.task is Task.ERASE or not prompt
            body = _words(_EMPTIED if erased else prompt, plan, index)
            if erased:
                left_out = f"{plan.where}, {plan.negative}" if plan.negative else plan.where
                body["negative_prompt"] = left_out[:PROMPT_LIMIT]
            return body | {"image": image, "search_prompt": plan.where[:PROMPT_LIMIT]}
        case Task.ERASE_MASKED:
            return {**_seed(plan, index), "output_format": "png", "image": image, "mask": _mask(given)}
        case Task.INPAINT_MASKED:
            return _words(prompt or _EMPTIED, plan, index) | {"image": image, "mask": _mask(given)}
        case Task.RECOLOUR:
            return _words(prompt or _ANEW, plan, index) | {
                "image": image,
                "select_prompt": plan.where[:PROMPT_LIMIT],
            }
        case Task.LAYOUT | Task.SKETCH:
            return _words(prompt or _ANEW, plan, index) | {"image": image, "control_strength": plan.control}
        case Task.STYLE:
            shape = {"aspect_ratio": str(plan.ratio), "fidelity": plan.similarity}
            return _words(prompt or _ANEW, plan, index) | {"image": image} | shape
        case Task.RESTYLE:
            if given.manner is None:
                raise ValueError(f"{plan.task} needs a second picture")
            body = _words(prompt, plan, index) | {
                "init_image": image,
                "style_image": _base64(given.manner),
                "style_strength": plan.similarity,
            }
            if not body["prompt"]:
                del body["prompt"]
            return body
        case Task.UPSCALE_FAITHFUL | Task.UPSCALE_CREATIVE:
            return _words(prompt or _ENLARGED, plan, index) | {"image": image, "creativity": plan.creativity}
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


def _words(prompt: str, plan: Plan, index: int) -> dict[str, Any]:
    """What all that is told in words has."""
    body: dict[str, Any] = {
        "prompt": with_colours(prompt, plan.palette, PROMPT_LIMIT) if plan.palette else prompt,
        "output_format": "png",
        **_seed(plan, index),
    }
    if plan.negative:
        body["negative_prompt"] = plan.negative
    if plan.preset:
        body["style_preset"] = plan.preset
    return body


def _seed(plan: Plan, index: int) -> dict[str, int]:
    known = MODELS.get(plan.model_id)
    limit = known.seed_limit if known else SEED_LIMIT
    # Never 0: that asks for a random seed, which could not be painted again before it is known.
    return {"seed": (max(plan.seed, 1) + index - 1) % limit + 1}


def _mask(given: Given) -> str:
    if given.mask is None:
        raise ValueError("what is repainted is marked by a mask")
    return _base64(given.mask)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
