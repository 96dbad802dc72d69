"""The recipe in a picture's file, read back for people and programs."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from services.png_chunks import NotAPngError, is_signed, texts_in
from services.recipes import KEYWORDS
from services.xmp import COMPOSITE, GENERATED, VOCABULARY, XMP_KEYWORD, properties_in

_MOST: Final = 200_000_000
"""Bytes of a file that is read."""

_TWICE: Final = frozenset({"AI system used", "AI prompt information", "made with"})
"""What the packet says again for other programs; as text it stands above already."""

_PLAIN: Final[Mapping[str, str]] = {
    GENERATED: "made by a model",
    COMPOSITE: "made by a model from somebody's picture",
}


class NoRecipeError(Exception):
    """There is no recipe to be read; its text says why, to people."""


def read_recipe(path: Path) -> dict[str, str]:
    """What the file at `path` says about how it was made, by name, in the order it is shown.

    Raises
    ------
    NoRecipeError
    """
    try:
        if path.stat().st_size > _MOST:
            raise NoRecipeError(f"{path} is too large for a picture.")
        data = path.read_bytes()
    except OSError as error:
        raise NoRecipeError(f"{path} can't be read: {error.strerror}.") from error
    try:
        texts = texts_in(data)
        signed = is_signed(data)
    except NotAPngError as error:
        if data.startswith(b"\xff\xd8"):
            raise NoRecipeError(
                f"{path} is a JPEG, a smaller copy. The recipe is in the original, a PNG (“Full size”)."
            ) from error
        raise NoRecipeError(f"{path} is not a PNG that can be read: {error}.") from error
    found = {keyword: texts[keyword] for keyword in KEYWORDS if texts.get(keyword)}
    told = properties_in(texts.get(XMP_KEYWORD, ""))
    found |= {name: said for name, said in told.items() if name not in _TWICE or not found}
    if not found and signed:
        raise NoRecipeError(
            f"{path} has no recipe. Its model has signed it (content credentials, C2PA), so nothing was written "
            "into it; the recipe is in its record."
        )
    if not found:
        raise NoRecipeError(
            f"{path} has no recipe. It was painted elsewhere, or before recipes were written, or they are off."
        )
    return found


def as_lines(recipe: dict[str, str]) -> str:
    """Name and value beside each other, each thing once; a value of several lines goes on under itself."""
    shown = {name: said for name, said in recipe.items() if name != "parameters" or len(recipe) == 1}
    if shown.get("description") in (shown.get("alternative text"), shown.get("prompt")):
        del shown["description"]
    kind = shown.get("digital source type", "")
    if plain := _PLAIN.get(kind.removeprefix(VOCABULARY)):
        shown["digital source type"] = f"{plain} ({kind})"
    width = max(map(len, shown)) + 2
    lines = []
    for name, said in shown.items():
        first, *rest = said.splitlines() or [""]
        lines.append(f"{name:<{width}}{first}")
        lines += [" " * width + line for line in rest]
    return "\n".join(lines)


def as_json(recipe: dict[str, str]) -> str:
    return json.dumps(recipe, ensure_ascii=False, indent=2)
