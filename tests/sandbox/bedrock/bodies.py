"""Request bodies of image models, and what to do with the answers."""

import base64
import io
import json

from jsonschema import Draft202012Validator
from PIL import Image

from sandbox.bedrock.contracts_on_disk import contract

TITAN = "amazon.titan-image-generator-v2:0"
CORE = "stability.stable-image-core-v1:1"


def png(width=64, height=48, colour="teal", kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def text_image(text="a lighthouse", **config):
    return {"taskType": "TEXT_IMAGE", "textToImageParams": {"text": text}, "imageGenerationConfig": config}


def variation(images, **params):
    return {"taskType": "IMAGE_VARIATION", "imageVariationParams": {"images": images, **params}}


async def invoke(client, body, model=TITAN):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    response = await client.invoke_model(
        modelId=model, body=io.BytesIO(raw), contentType="application/json", accept="application/json"
    )
    return json.loads(await response["body"].read())


def opened(image):
    picture = Image.open(io.BytesIO(base64.b64decode(image)))
    picture.load()
    return picture


def check_response(schema, answer):
    Draft202012Validator(contract(schema)).validate(answer)
