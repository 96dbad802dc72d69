"""The contracts of Bedrock's models, as the sandbox enforces them, for tests to hold the bot against."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from sandbox.bedrock.picture_check import x_image

FOLDER = Path(__file__).parent.parent / "sandbox" / "bedrock" / "contracts"


@cache
def contract(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(contract(name))


def model(model_id: str) -> Any:
    """The entry of a model, by its id or by what it is called by."""
    return next(
        model
        for model in contract("models.json")["models"]
        if model_id in {model["id"], *model.get("invokeIds", ())}
    )


@cache
def strict(name: str, task: str = "") -> Any:
    """A validator that looks at pictures as well: what `x-image` says about sides, pixels, shape, format, alpha, size.

    A contract of several tasks is narrowed to one `task`, if that is given.
    """
    schema = contract(name)
    if task:
        schema = {"$defs": schema["$defs"], "$ref": f"#/$defs/{task}"}
    return jsonschema.validators.extend(jsonschema.Draft202012Validator, {"x-image": x_image})(schema)


def image_limits(name: str) -> Any:
    """`x-image` of the picture that a model works on; None for one that takes none."""
    schema = contract(name)
    places = [schema, *schema.get("$defs", {}).values()]
    taken = [
        place["properties"][field]
        for place in places
        for field in ("image", "init_image")
        if field in place.get("properties", {})
    ]
    taken += [schema["$defs"]["image"]] if "image" in schema.get("$defs", {}) else []
    return next((field["x-image"] for field in taken if "x-image" in field), None)
