"""COLOR_GUIDED_GENERATION: a picture from words in given colours, and in the manner of another picture."""

from typing import Any

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.given import picture
from sandbox.bedrock.families.titan.task import orders


def plan(body: Body) -> Plan:
    params: Body = body["colorGuidedGenerationParams"]
    manner: dict[str, Any] = {}
    if "referenceImage" in params:
        manner = {"pictures": (picture(params, "referenceImage")[0],), "work": "resemble", "strength": 1.0}
    palette = tuple(colour.lower() for colour in params["colors"])
    return Plan(orders=orders(body, params, palette=palette, **manner), texts=(params["text"],))
