"""The contracts of Bedrock's models, as the sandbox enforces them, for tests to hold the bot against."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

FOLDER = Path(__file__).parent.parent / "sandbox" / "bedrock" / "contracts"


@cache
def contract(name: str) -> Any:
    return json.loads((FOLDER / name).read_text())


@cache
def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(contract(name))


def model(model_id: str) -> Any:
    return next(model for model in contract("models.json")["models"] if model["id"] == model_id)
