"""TEXT_IMAGE: a picture from words, in the layout of another one if that is given."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.given import picture
from sandbox.bedrock.families.titan.task import orders
from sandbox.bedrock.orders import Work

MODES: Final[Mapping[str, Work]] = MappingProxyType({"CANNY_EDGE": "edges", "SEGMENTATION": "areas"})


def plan(body: Body) -> Plan:
    params: Body = body["textToImageParams"]
    if "conditionImage" not in params:
        return Plan(orders=orders(body, params), texts=(params["text"],))
    data, _ = picture(params, "conditionImage")
    layout = orders(
        body,
        params,
        pictures=(data,),
        work=MODES[params.get("controlMode", "CANNY_EDGE")],
        strength=float(params.get("controlStrength", 0.7)),
    )
    return Plan(orders=layout, texts=(params["text"],))
