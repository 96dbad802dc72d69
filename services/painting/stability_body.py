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

_OF_PARTS: Final = frozenset(
    {Task.INPAINT, Task.INPAINT_MASKED, Task.ERASE, Task.ERASE_MASKED, Task.RECOLOUR}
)
"""Tasks that change a part of a picture, named in words or marked by a mask."""

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
    if plan.task in {Task.CUT_OUT, Task.UPSCALE}:
        return {"image": _base64(given.source.data), "output_format": "png"}
    if plan.task in _OF_PARTS:
        return _of_a_part(prompt, plan, index, given.source.data, given.mask)
    if plan.task is Task.RESTYLE:
        return _restyled(prompt, plan, index, given)
    return _whole(prompt, plan, index, given.source)


def _of_a_part(prompt: str, plan: Plan, index: int, picture: bytes, mask: bytes | None) -> dict[str, Any]:
    image = {"image": _base64(picture)}
    if plan.task is Task.RECOLOUR:
        return _words(prompt or _ANEW, plan, index) | image | {"select_prompt": plan.where[:PROMPT_LIMIT]}
    if plan.task in {Task.ERASE, Task.INPAINT}:
        erased = plan.task is Task.ERASE or not prompt
        body = _words(_EMPTIED if erased else prompt, plan, index) | image
        if erased:
            left_out = f"{plan.where}, {plan.negative}" if plan.negative else plan.where
            body["negative_prompt"] = left_out[:PROMPT_LIMIT]
        return body | {"search_prompt": plan.where[:PROMPT_LIMIT]}
    if mask is None:
        raise ValueError("what is repainted is marked by a mask")
    marked = image | {"mask": _base64(mask)}
    if plan.task is Task.ERASE_MASKED:
        return marked | {"output_format": "png"} | _seed(plan, index)
    return _words(prompt or _EMPTIED, plan, index) | marked


def _restyled(prompt: str, plan: Plan, index: int, given: Given) -> dict[str, Any]:
    if given.source is None or given.manner is None:
        raise ValueError(f"{plan.task} needs a second picture")
    body = _words(prompt, plan, index) | {
        "init_image": _base64(given.source.data),
        "style_image": _base64(given.manner),
        "change_strength": plan.similarity,
    }
    return _without_empty_prompt(body)


def _whole(prompt: str, plan: Plan, index: int, source: Source) -> dict[str, Any]:
    image = {"image": _base64(source.data)}
    match plan.task:
        case Task.OUTPAINT:
            body = _words(prompt, plan, index) | image | {"creativity": plan.creativity} | source.margins
            return _without_empty_prompt(body)
        case Task.LAYOUT | Task.SKETCH:
            return _words(prompt or _ANEW, plan, index) | image | {"control_strength": plan.control}
        case Task.STYLE:
            shape = {"aspect_ratio": str(plan.ratio), "fidelity": plan.similarity}
            return _words(prompt or _ANEW, plan, index) | image | shape
        case Task.UPSCALE_FAITHFUL | Task.UPSCALE_CREATIVE:
            return _words(prompt or _ENLARGED, plan, index) | image | {"creativity": plan.creativity}
    if plan.task is not Task.VARIATION or plan.similarity is None:
        raise ValueError(f"no model has {plan.task} as it was planned")
    # The contract's strength is how far the picture is painted over: 0 leaves it as it is.
    strength = round(1 - plan.similarity, 2)
    if not prompt:
        strength = min(strength, _SPEECHLESS_STRENGTH)
    return _words(prompt or _ANEW, plan, index) | image | {"mode": "image-to-image", "strength": strength}


def _without_empty_prompt(body: dict[str, Any]) -> dict[str, Any]:
    return body if body["prompt"] else {name: value for name, value in body.items() if name != "prompt"}


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


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
