"""INPAINTING: what is black in the mask painted anew from the words; taken away where there are none."""

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.titan.task import masked


def plan(body: Body) -> Plan:
    return masked(body, "inPaintingParams", "inpaint")
