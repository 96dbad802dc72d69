"""OUTPAINTING: what is black in the mask kept, the white round it painted from the words."""

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.titan.task import masked


def plan(body: Body) -> Plan:
    """PRECISE leaves the kept part as it is; DEFAULT may change it to blend it with what is new."""
    mode = body["outPaintingParams"].get("outPaintingMode", "DEFAULT")
    return masked(body, "outPaintingParams", "outpaint exactly" if mode == "PRECISE" else "outpaint")
