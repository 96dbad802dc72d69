"""BACKGROUND_REMOVAL: the main thing of a picture, on nothing: a PNG with transparency, of the picture's size."""

from sandbox.bedrock.families.base import Body, Plan
from sandbox.bedrock.families.given import picture
from sandbox.bedrock.families.titan.task import orders


def plan(body: Body) -> Plan:
    params: Body = body["backgroundRemovalParams"]
    data, facts = picture(params)
    size = (facts.width, facts.height)
    return Plan(orders=orders(body, {}, size=size, pictures=(data,), work="cut out"), texts=())
