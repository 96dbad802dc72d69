"""Pictures and masks that painters are given: of every size and kind, small to carry because they are plain."""

import io
from collections.abc import Callable
from functools import cache
from random import Random
from typing import Any

from PIL import Image as Pillow

from services.painting.interface import MASKED, Inputs, Task
from services.picture_files import encoded

_EDGES = (
    (1, 1), (3, 4), (4, 4), (31, 40), (32, 32), (63, 63), (64, 64), (64, 160), (161, 64), (160, 64),
    (20, 1500), (1536, 32), (1537, 40), (1024, 1024), (1025, 1024), (1408, 1408), (1408, 563), (1408, 564),
    (1409, 1000), (3073, 3072), (2500, 1000), (1536, 640), (700, 1537), (1, 1408),
)  # fmt: skip
_BETWEEN = Random(7)
SIZES: tuple[tuple[int, int], ...] = _EDGES + tuple(
    (_BETWEEN.randint(20, 1500), _BETWEEN.randint(20, 1500)) for _ in range(10)
)

_COLOURS: dict[str, Any] = {
    "RGB": (200, 40, 40),
    "RGBA": (200, 40, 40, 90),
    "L": 120,
    "LA": (120, 90),
    "P": 3,
    "1": 1,
    "CMYK": (10, 90, 90, 0),
}
KINDS = (
    ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "1"),
    ("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"),
)  # fmt: skip
SOME = tuple((size, KINDS[index % len(KINDS)]) for index, size in enumerate(SIZES))
"""Every size, and every kind in some of them."""


@cache
def picture(width: int, height: int, kind: str = "PNG", mode: str = "RGB") -> bytes:
    return encoded(Pillow.new(mode, (width, height), _COLOURS[mode]), kind)


@cache
def mask(width: int, height: int, *, around: bool = False) -> bytes:
    """White on black: a block in the middle, grey at its edge; or, if `around`, all but such a block."""
    inside, outside = (0, 255) if around else (255, 0)
    drawn = Pillow.new("L", (width, height), outside)
    left, top = width // 4, height // 4
    drawn.paste(inside, (left, top, max(left + 1, width * 3 // 4), max(top + 1, height * 3 // 4)))
    if left and not around:
        drawn.paste(100, (left - 1, top, left, height * 3 // 4))
    return encoded(drawn, "PNG")


def inputs_for(
    task: Task, width: int, height: int, kind: tuple[str, str] = KINDS[0], count: int = 2
) -> Inputs:
    """What `task` works from, its first picture of this size and kind."""
    if task is Task.TEXT_TO_IMAGE:
        return Inputs()
    pictures = (picture(width, height, *kind), *(picture(400 - index, 300) for index in range(1, count)))
    marked = mask(width, height, around=task is Task.OUTPAINT) if task in MASKED else None
    return Inputs(pictures, marked)


def opened(data: bytes) -> Pillow.Image:
    return Pillow.open(io.BytesIO(data))


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, which must depend on its arguments alone, carried out once for each; errors are kept as well."""
    known: dict[Any, Any] = {}

    def remembering(*args: Any, **kwargs: Any) -> Any:
        key = args, tuple(sorted(kwargs.items()))
        if key not in known:
            try:
                known[key] = function(*args, **kwargs)
            except Exception as error:  # noqa: BLE001  # raised again below
                known[key] = error
        result = known[key]
        if isinstance(result, Exception):
            raise result
        return result

    return remembering
