"""COLOR_GUIDED_GENERATION: a picture from words in given colours."""

from sandbox.bedrock.errors import validation_error
from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.titan.task import orders


def plan(body: Body) -> Plan:
    params: Body = body["colorGuidedGenerationParams"]
    if "referenceImage" in params:
        raise validation_error(
            "The sandbox does not paint COLOR_GUIDED_GENERATION with a referenceImage yet."
        )
    palette = tuple(colour.lower() for colour in params["colors"])
    return Plan(orders=orders(body, params, palette=palette), texts=(params["text"],))
