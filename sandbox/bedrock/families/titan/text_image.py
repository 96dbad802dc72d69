"""TEXT_IMAGE: a picture from words."""

from sandbox.bedrock.errors import validation_error
from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.titan.task import orders


def plan(body: Body) -> Plan:
    params: Body = body["textToImageParams"]
    if "conditionImage" in params:
        raise validation_error("The sandbox does not paint TEXT_IMAGE with a conditionImage yet.")
    return Plan(orders=orders(body, params), texts=(params["text"],))
