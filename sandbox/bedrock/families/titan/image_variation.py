"""IMAGE_VARIATION: a picture that keeps the character of one to five others."""

import base64

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.titan.task import orders


def plan(body: Body) -> Plan:
    params: Body = body["imageVariationParams"]
    pictures = tuple(base64.b64decode(image) for image in params["images"])
    similarity = float(params.get("similarityStrength", 0.7))
    varied = orders(body, params, pictures=pictures, similarity=similarity, work="vary")
    return Plan(orders=varied, texts=(params.get("text", ""),))
