"""The bodies of InvokeModel for Amazon Titan Image Generator G1 v2."""

from typing import Any, Final

from services.painting import amazon_body
from services.painting.interface import NO_INPUTS, Inputs, Plan

PROMPT_LIMIT: Final = 512
"""Characters of a prompt, and of what to leave out."""


def request_body(prompt: str, plan: Plan, inputs: Inputs = NO_INPUTS) -> dict[str, Any]:
    """See `amazon_body.request_body`."""
    return amazon_body.request_body(prompt, plan, inputs, limit=PROMPT_LIMIT)
