"""InvokeModel: check the body, plan, filter, paint, answer; or misbehave as a fault asks."""

import asyncio
import base64
import json
from collections.abc import Sequence
from typing import Any, Final

from sandbox.bedrock.catalogue import Model
from sandbox.bedrock.errors import BedrockError, end_of_life, legacy, malformed, validation_error
from sandbox.bedrock.families import family_of
from sandbox.bedrock.families.base import Plan
from sandbox.bedrock.handover.images import PromptRefusedError, Studio
from sandbox.bedrock.moderation import stops_prompt, withholds_pictures
from sandbox.bedrock.orders import Order, UnfitMaskError
from sandbox.bedrock.picture_files import UnreadablePictureError
from sandbox.bedrock.schema_check import check_body

MOST_BODY_BYTES: Final = 25_000_000
"""Request body of InvokeModel (service model of bedrock-runtime, shape `Body`)."""

BEHAVIOURS: Final = frozenset(
    {
        "filtered_prompt",  # the content filter stops the prompt
        "filtered_input",  # … a picture that was given
        "filtered_output",  # … withholds all pictures
        "partial_output",  # … withholds the last of several; the only one if there is one
        "not_an_image",  # valid base64 of something that is no picture
        "truncated_image",  # the first half of a picture
        "canned_picture",  # a plain two-coloured picture of the right size, at next to no cost
        "inference_error",  # the model fails: a finish reason for Stability, ModelErrorException for Titan
        "end_of_life",  # the model is retired
        "legacy",  # … soon, and refused to accounts that have not called it for a month
    }
)
"""Codes of ``behave`` faults for ``bedrock:InvokeModel:<model id>``."""

NO_PICTURE: Final = b"These bytes are no picture, on purpose.\n"


async def invoke(
    model: Model, raw: bytes, studio: Studio, behaviour: str = "", *, plain: bool = False
) -> Any:
    """The response body for one call.

    Raises
    ------
    BedrockError
    """
    if behaviour and behaviour not in BEHAVIOURS:
        raise validation_error(f"The sandbox knows no behaviour {behaviour!r} of InvokeModel.")
    if behaviour == "end_of_life":
        raise end_of_life()
    if behaviour == "legacy":
        raise legacy()
    family = family_of(model)
    body = read_json(raw)
    check_body(model.request_schema, body)
    plan = family.plan(body)
    if behaviour == "filtered_prompt" or stops_prompt(plan.texts):
        return family.filtered_prompt()
    if behaviour == "filtered_input":
        return family.filtered_input()
    if behaviour == "inference_error":
        return family.inference_error()
    plain = plain or behaviour == "canned_picture"
    try:
        pictures = await _painted(plan.orders, studio, plain=plain)
        extras = await _painted(tuple(plan.extras.values()), studio, plain=plain)
    except PromptRefusedError:
        return family.filtered_prompt()
    named = zip(plan.extras, (base64.b64encode(extra).decode() for extra in extras), strict=True)
    return {**dict(named), **family.answer(plan, _spoilt(plan, pictures, behaviour))}


def read_json(raw: bytes) -> Any:
    """The JSON in `raw`, which must be strict UTF-8 JSON of at most `MOST_BODY_BYTES`."""
    if len(raw) > MOST_BODY_BYTES:
        raise validation_error(f"The request body is larger than {MOST_BODY_BYTES} bytes.")
    try:
        return json.loads(raw, parse_constant=_no_constant)
    except ValueError as error:
        raise malformed(f"the body is not JSON ({error})") from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


async def _painted(orders: Sequence[Order], studio: Studio, *, plain: bool) -> list[bytes]:
    try:
        return await asyncio.gather(*(studio.picture(order, plain=plain) for order in orders))
    except UnfitMaskError as error:
        raise malformed(str(error)) from error
    except UnreadablePictureError as error:
        raise malformed(f"an input image can't be decoded ({error})") from error
    except (BedrockError, PromptRefusedError):
        raise
    except Exception as error:
        raise BedrockError("InternalServerException", f"The painter failed: {error!r}") from error


def _spoilt(plan: Plan, pictures: Sequence[bytes], behaviour: str) -> list[bytes | None]:
    if behaviour == "filtered_output" or withholds_pictures(plan.texts):
        return [None for _ in pictures]
    match behaviour:
        case "partial_output":
            return [*pictures[:-1], None]
        case "not_an_image":
            return [NO_PICTURE for _ in pictures]
        case "truncated_image":
            return [picture[: len(picture) // 2] for picture in pictures]
        case _:
            return list(pictures)
