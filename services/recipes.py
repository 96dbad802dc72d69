"""The recipe of a picture, in its file: text that picture tools read, and standard metadata that says who painted.

No name of a person is in it, and no time: the same picture and recipe always give the same bytes. What is written
where is in `docs/export.md`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from services.png_chunks import NotAPngError, is_signed, size_of, with_texts
from services.xmp import COMPOSITE, GENERATED, XMP_KEYWORD, SourceType, packet

if TYPE_CHECKING:
    # Worker processes for pictures import this module: what is heavy stays out of them.
    from services.jobs import Image, PaintWork

Recipes = Literal["off", "on", "always"]
"""Whether files get recipes: none; all but those whose maker signed them (C2PA); those too, which breaks the
signature."""

SOFTWARE: Final = "Imagine for Slack"

KEYWORDS: Final = (
    *(
        "prompt",
        "negative prompt",
        "style",
        "model",
        "seed",
        "guidance",
        "quality",
        "palette",
        "size",
        "task",
    ),
    *("parameters", "Software"),
)
"""Of the texts, in the order they are written and shown."""

_PEOPLES_OWN: Final = "references/"
"""What the keys of people's own pictures begin with (`services.storage.REFERENCES`)."""

_LONGEST: Final = 20_000
"""Characters of one text."""


@dataclass(frozen=True)
class Recipe:
    """What a picture was made from; fields as on `services.jobs.Image`.

    Attributes
    ----------
    source_type
        IPTC's word for how it came to be
    """

    prompt: str
    model_id: str
    model_name: str
    seed: int
    task: str
    source_type: SourceType = GENERATED
    negative: str = ""
    guidance: float | None = None
    quality: str | None = None
    style: str = ""
    palette: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    alt: str = ""
    place: int = 0
    together: int = 1

    @property
    def model(self) -> str:
        """Name and id."""
        return f"{self.model_name} ({self.model_id})" if self.model_name else self.model_id


def recipe_of(work: "PaintWork", seed: int, place: int = 0, together: int = 1) -> Recipe:
    """The recipe of what `work` painted from `seed`, as one of several of a call."""
    own = any(source.image_id is None for source in work.sources)
    return Recipe(
        prompt=work.prompt,
        model_id=work.plan.model_id,
        model_name=work.plan.model_name,
        seed=seed,
        task=str(work.plan.task),
        source_type=COMPOSITE if own else GENERATED,
        negative=work.plan.negative,
        guidance=work.plan.guidance,
        quality=work.plan.quality,
        style=work.style,
        palette=tuple(work.plan.palette),
        tags=work.tags,
        alt=work.alt,
        place=place,
        together=together,
    )


def recipe_of_image(image: "Image") -> Recipe:
    """The recipe of a picture, from its record."""
    own = _has_own(image)
    return Recipe(
        prompt=image.prompt,
        model_id=image.model_id,
        model_name=image.model_name,
        seed=image.seed,
        task=str(image.task),
        source_type=COMPOSITE if own else GENERATED,
        negative=image.negative,
        guidance=image.guidance,
        quality=image.quality,
        style=image.style,
        palette=image.palette,
        tags=image.tags,
        alt=image.alt,
        place=image.place,
        together=image.together,
    )


def _has_own(image: "Image") -> bool:
    """Whether a person's own picture is among those that it was made from, as `recipe_of` says of its work.

    What was painted here and is used as a reference is copied to where people's own are; its id is the parent.
    """
    copies = sum(key.startswith(_PEOPLES_OWN) for key in image.references)
    parent_is_copied = bool(image.parent) and copies == len(image.references)
    return copies > parent_is_copied


def with_recipe(png: bytes, recipe: Recipe, recipes: Recipes = "on") -> bytes:
    """A PNG with its recipe in it; the file as it was where it can't be, or is not to be."""
    try:
        if recipes == "off" or (recipes == "on" and is_signed(png)):
            return png
        return with_texts(png, texts_of(recipe, size_of(png)))
    except NotAPngError:
        # Somebody's decoder made sense of it, so it is a picture; it only goes without.
        return png


def texts_of(recipe: Recipe, size: tuple[int, int]) -> dict[str, str]:
    """What is written, by keyword."""
    plain = {
        "prompt": recipe.prompt,
        "negative prompt": recipe.negative,
        "style": recipe.style,
        "model": recipe.model,
        "seed": _seed(recipe),
        "guidance": "" if recipe.guidance is None else f"{recipe.guidance:g}",
        "quality": recipe.quality or "",
        "palette": ", ".join(recipe.palette),
        "size": _size(size),
        "task": recipe.task,
        "parameters": _parameters(recipe, size),
        "Software": SOFTWARE,
    }
    texts = {keyword: plain[keyword][:_LONGEST] for keyword in KEYWORDS if plain[keyword]}
    return {XMP_KEYWORD: xmp_of(recipe), **texts}


def xmp_of(recipe: Recipe) -> str:
    """The packet of standard metadata."""
    prompt = recipe.prompt
    if recipe.negative:
        prompt = f"{prompt}\nNegative prompt: {recipe.negative}".strip()
    return packet(
        recipe.source_type,
        tool=SOFTWARE,
        description=recipe.alt or recipe.prompt[:_LONGEST],
        alt=recipe.alt,
        tags=recipe.tags,
        system=recipe.model,
        prompt=prompt[:_LONGEST],
    )


def marks_of(recipe: Recipe) -> str:
    """The packet of a smaller copy: that a model made it, and nothing else."""
    return packet(recipe.source_type)


def _parameters(recipe: Recipe, size: tuple[int, int]) -> str:
    """The three parts that tools for generated pictures read: prompt, negative prompt, a line of settings."""
    settings: list[tuple[str, object]] = [
        ("CFG scale", None if recipe.guidance is None else f"{recipe.guidance:g}"),
        ("Seed", recipe.seed),
        # As the tools that read this line have always called it, from 0.
        ("Batch size", recipe.together if recipe.place else None),
        ("Batch pos", recipe.place or None),
        ("Size", _size(size)),
        ("Model", recipe.model),
        ("Quality", recipe.quality),
        ("Task", recipe.task),
    ]
    return "\n".join(
        [
            *([recipe.prompt] if recipe.prompt else []),
            *([f"Negative prompt: {recipe.negative}"] if recipe.negative else []),
            ", ".join(f"{name}: {_quoted(str(value))}" for name, value in settings if value is not None),
        ]
    )


def _seed(recipe: Recipe) -> str:
    """The seed and, of a picture that it paints only as one of several, which one."""
    return (
        f"{recipe.seed}, picture {recipe.place + 1} of {recipe.together}"
        if recipe.place
        else str(recipe.seed)
    )


def _quoted(value: str) -> str:
    """In quotation marks where a comma or a colon would be read as the next setting."""
    return json.dumps(value, ensure_ascii=False) if any(mark in value for mark in ',:\n"') else value


def _size(size: Sequence[int]) -> str:
    return f"{size[0]}x{size[1]}"
