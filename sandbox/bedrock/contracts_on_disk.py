"""The contracts this server enforces, read from its own copy."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).with_name("contracts")


@cache
def contract(name: str) -> dict[str, Any]:
    """One file of the contracts, by its name relative to their folder. Treat it as read-only."""
    loaded: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return loaded
