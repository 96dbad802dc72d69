"""Looking at, resizing and encoding pictures: in a process of its own, with limits on time and memory.

A decoder is the part of a picture bot most easily attacked; here it can at worst lose its own process.
"""

import io
import resource
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, ParamSpec, TypeVar

import anyio
import anyio.to_process
from PIL import Image as Pillow
from PIL import ImageOps

from services.extending import extend
from services.looking import READING_SIDE, SOURCE_BYTES, SOURCE_SIDE, Looked, look, look_at_palette
from services.measuring import Swatch
from services.painting.frame import Frame
from services.palette_card import draw_comparison, draw_palette
from services.palette_match import Comparison
from services.picture_files import THUMB_SIDE, File, UnreadablePictureError, encoded, fitted, lossy
from services.recipes import Recipe, Recipes, marks_of, with_recipe
from services.usage_chart import Chart, draw_usage
from services.xmp import XMP_KEYWORD

__all__ = [
    "MAX_MEMORY_BYTES",
    "MAX_PIXELS",
    "MAX_SECONDS",
    "PREVIEW_BYTES",
    "PREVIEW_SIDE",
    "READING_SIDE",
    "SOURCE_BYTES",
    "SOURCE_SIDE",
    "THUMB_SIDE",
    "File",
    "Looked",
    "Renditions",
    "Studio",
    "UnreadablePictureError",
    "render",
]

P = ParamSpec("P")
T = TypeVar("T")

MAX_PIXELS: Final = 40_000_000
"""Of a picture that a model painted; for a person's see `services.decoding`."""

MAX_SECONDS: Final = 20.0
MAX_MEMORY_BYTES: Final = 2 * 1024**3

PREVIEW_SIDE: Final = 1024
PREVIEW_BYTES: Final = 1_000_000

_READABLE: Final = ("PNG", "JPEG", "WEBP")


@dataclass(frozen=True)
class Renditions:
    """One picture in the sizes that are kept; width and height in pixels are the original's."""

    width: int
    height: int
    original: File
    preview: File
    thumb: File


class Studio:
    """Worker processes for pictures, at most `at_once` at a time."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._turns: anyio.Semaphore | None = None

    async def render(
        self, data: bytes, recipe: Recipe | None = None, recipes: Recipes = "on", *, stored: bool = False
    ) -> Renditions:
        """The renditions of a picture, with its recipe where it has one.

        Parameters
        ----------
        stored
            the original is stored as it is, and stays so

        Raises
        ------
        UnreadablePictureError
            if it can't be read within the limits
        """
        return await self._apart(render, data, recipe, recipes, stored=stored)

    async def look(self, data: bytes) -> Looked:
        """Look at a picture that a person gave: any format that phones and programs write.

        Raises
        ------
        UnreadablePictureError
            if it can't be read within the limits, or is no picture
        """
        return await self._apart(look, data)

    async def draw_palette(self, palette: Sequence[Swatch]) -> File:
        """A PNG of a palette: a field for each colour as wide as its share, with its hex code."""
        return await self._apart(draw_palette, palette)

    async def measure_palette(self, data: bytes) -> tuple[Swatch, ...]:
        """The colours of a picture, one to ten, largest share first.

        Raises
        ------
        UnreadablePictureError
            if it can't be read within the limits, or is no picture
        """
        return await self._apart(look_at_palette, data)

    async def draw_comparison(self, compared: Comparison) -> File:
        """A PNG of two palettes, the asked one above the painted one."""
        return await self._apart(draw_comparison, compared)

    async def draw_usage(self, chart: Chart) -> File:
        """A PNG of what was spent on each day of a month."""
        return await self._apart(draw_usage, chart)

    async def extend(self, data: bytes, frame: Frame) -> tuple[bytes, bytes]:
        """A picture on the canvas of `frame`, and the mask of what is to be painted around it.

        Returns
        -------
        tuple of bytes and bytes
            two PNG files of the canvas' size: the picture on a ground of its own blurred edges, and the mask,
            black where the picture is and white around it
        """
        return await self._apart(extend, data, frame)

    async def _apart(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` returns in a worker process, whose time and memory are limited."""
        self._turns = self._turns or anyio.Semaphore(self._at_once)
        try:
            # Waiting for a turn is no fault of the picture's, so it is not timed.
            async with self._turns:
                with anyio.fail_after(MAX_SECONDS):
                    return await anyio.to_process.run_sync(
                        partial(_limited, function, *args, **kwargs),
                        cancellable=True,
                        limiter=anyio.CapacityLimiter(1),
                    )
        except TimeoutError as error:
            raise UnreadablePictureError(f"not read within {MAX_SECONDS:g} s") from error
        except anyio.BrokenWorkerProcess as error:
            raise UnreadablePictureError("its decoder died") from error


def render(
    data: bytes, recipe: Recipe | None = None, recipes: Recipes = "on", *, stored: bool = False
) -> Renditions:
    """The renditions of a picture, in this process; see `Studio.render`.

    Raises
    ------
    UnreadablePictureError
    """
    try:
        return _render(data, recipe if recipes != "off" else None, recipes, stored=stored)
    except (OSError, ValueError, SyntaxError, MemoryError, EOFError) as error:
        raise UnreadablePictureError(f"{type(error).__name__}: {error}") from error


def _limited(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """`function` in a worker process, whose memory is limited from then on."""
    _limit_memory()
    return function(*args, **kwargs)


def _render(data: bytes, recipe: Recipe | None, recipes: Recipes, *, stored: bool) -> Renditions:
    with Pillow.open(io.BytesIO(data), formats=_READABLE) as opened:
        width, height = opened.size
        if width * height > MAX_PIXELS:
            raise UnreadablePictureError(f"{width}x{height} pixels are more than {MAX_PIXELS}")
        opened.load()
        is_png = opened.format == "PNG"
        picture = ImageOps.exif_transpose(opened)
    picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    # What the file says of itself goes into no copy: a copy says what it is told to.
    for said in ("xmp", XMP_KEYWORD):
        picture.info.pop(said, None)
    # The model's own PNG is kept, to the pixel; anything else becomes one.
    original = data if is_png else encoded(picture, "PNG")
    if recipe is not None and not stored:
        original = with_recipe(original, recipe, recipes)
    xmp = "" if recipe is None else marks_of(recipe)
    return Renditions(
        width=picture.width,
        height=picture.height,
        original=File(original, "png"),
        preview=_preview(picture, xmp),
        thumb=lossy(fitted(picture, THUMB_SIDE), 80, xmp),
    )


def _preview(picture: Pillow.Image, xmp: str) -> File:
    side = PREVIEW_SIDE
    while True:
        copy = fitted(picture, side)
        if picture.mode == "RGB":
            for quality in (88, 78, 65):
                file = lossy(copy, quality, xmp)
                if len(file.data) <= PREVIEW_BYTES:
                    return file
        else:
            file = lossy(copy, 88, xmp)
            if len(file.data) <= PREVIEW_BYTES:
                return file
        side = side * 3 // 4


def _limit_memory() -> None:
    """Linux only: elsewhere address space is not a measure of memory."""
    if sys.platform == "linux":
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft == resource.RLIM_INFINITY or soft > MAX_MEMORY_BYTES:
            resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, hard))
