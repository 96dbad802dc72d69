"""What a model reads and answers with, as far as the contract tells."""

from collections.abc import Iterator
from typing import Any, Final

from sandbox.bedrock.contracts_on_disk import contract

WORDS: Final = frozenset({"prompt", "text"})
PICTURES: Final = frozenset({"image", "images", "init_image", "conditionImage", "sourceImage"})
"""Names of fields of request schemas that hold words, and such that hold pictures."""


def reads(entry: dict[str, Any]) -> tuple[str, ...]:
    """``text``, ``image``, ``video``: listed for a language model, as in its request schema for an image model."""
    if "inputs" in entry:
        return tuple(entry["inputs"])
    fields = frozenset(_fields(contract(entry["requestSchema"])))
    kinds = {"text": WORDS, "image": PICTURES}
    return tuple(kind for kind, names in kinds.items() if names & fields)


def writes(entry: dict[str, Any]) -> tuple[str, ...]:
    return ("image",) if entry["kind"] == "image" else ("text",)


def _fields(schema: Any) -> Iterator[str]:
    """Names of every property that a request may have; those ruled out (``false``) are not among them."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from (name for name, rule in properties.items() if rule is not False)
        for part in schema.values():
            yield from _fields(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _fields(part)
