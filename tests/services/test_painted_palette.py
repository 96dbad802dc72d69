"""The palette of a painted picture: measured, drawn, stored; and never in the picture's way."""

import asyncio
import io

import pytest
from botocore.exceptions import ClientError
from PIL import Image

from services import painted_palette as module
from services.ask import PictureOptions
from services.jobs import PaintWork
from services.looking import look_at_palette
from services.painted_palette import PaintedPalette, keep_palette
from services.painting.stability import CAPABILITIES, Stability
from services.painting.stability_services import CORE
from services.palette_card import draw_comparison
from services.palette_match import compare
from services.pictures import Studio, UnreadablePictureError
from services.storage import Storage, folder_of, original_key
from tests.services.apart import apart
from tests.services.test_pictures import encoded

ASKED = ("#0b3954", "#ff6663")


def work_of(palette=ASKED):
    plan = Stability(None, CAPABILITIES[CORE]).plan(PictureOptions(palette=palette), 7)
    return PaintWork(keywords="boat", prompt="a boat", plan=plan, token="t0ken")


def picture():
    """Two thirds dark blue, one third red."""
    made = Image.new("RGB", (90, 60), "#0c3a55")
    made.paste("#f06060", (60, 0, 90, 60))
    return encoded(made, "PNG")


class StudioHere:
    """The studio without its processes; `fails` is what it raises, and at what."""

    def __init__(self, **fails):
        self._fails = fails

    async def measure_palette(self, data):
        return await self._do("measure", look_at_palette, data)

    async def draw_comparison(self, compared):
        return await self._do("draw", draw_comparison, compared)

    async def _do(self, what, function, given):
        if what in self._fails:
            raise self._fails[what]
        return function(given)


@pytest.fixture
def storage(s3, made):
    return Storage(s3, made.imagine_bucket, "https://cdn.example/")


async def test_measured_drawn_and_stored_with_the_picture(storage, s3, made):
    kept = await keep_palette(StudioHere(), storage, "j", work_of(), 2, picture())
    assert [swatch.colour for swatch in kept.swatches] == ["#0c3a55", "#f06060"]
    assert kept.key == "pictures/t0ken/2/palette.png"
    found = await s3.get_object(Bucket=made.imagine_bucket, Key=kept.key)
    assert found["ContentType"] == "image/png"
    assert await found["Body"].read() == draw_comparison(compare(ASKED, kept.swatches)).data
    assert await keep_palette(StudioHere(), storage, "j", work_of(), 2, picture()) == kept
    await storage.delete_folder(folder_of(original_key("t0ken", 2)))
    assert await storage.get(kept.key) is None


async def test_nothing_is_measured_where_nothing_was_asked(storage):
    broken = StudioHere(measure=AssertionError("measured"))
    assert await keep_palette(broken, storage, "j", work_of(()), 0, picture()) == PaintedPalette()


@pytest.mark.parametrize("error", [UnreadablePictureError("no picture"), OSError("no process"), ValueError()])
async def test_what_can_not_be_measured_is_left_out(storage, caplog, error):
    kept = await keep_palette(StudioHere(measure=error), storage, "j0b", work_of(), 0, picture())
    assert kept == PaintedPalette()
    assert "the palette of j0b.0 is not measured" in caplog.text


async def test_what_can_not_be_drawn_is_still_measured(storage, caplog):
    kept = await keep_palette(StudioHere(draw=MemoryError()), storage, "j0b", work_of(), 0, picture())
    assert len(kept.swatches) == 2
    assert kept.key == ""
    assert "the palette of j0b.0 is not drawn" in caplog.text


async def test_what_can_not_be_stored_is_still_measured(caplog):
    class Full:
        async def put_comparison(self, token, index, card, *, secret):
            raise ClientError({"Error": {"Code": "SlowDown"}}, "PutObject")

    kept = await keep_palette(StudioHere(), Full(), "j0b", work_of(), 0, picture())
    assert (len(kept.swatches), kept.key) == (2, "")


async def test_nobody_waits_for_it_for_long(monkeypatch):
    class Stuck:
        async def put_comparison(self, token, index, card, *, secret):
            await asyncio.Event().wait()

    monkeypatch.setattr(module, "_PATIENCE", 0.5)
    kept = await keep_palette(StudioHere(), Stuck(), "j0b", work_of(), 0, picture())
    assert (len(kept.swatches), kept.key) == (2, "")


async def test_who_is_told_to_stop_stops():
    """A worker that shuts down is no fault of a palette's."""
    asked = asyncio.Event()

    class Stuck:
        async def put_comparison(self, token, index, card, *, secret):
            asked.set()
            await asyncio.Event().wait()

    going = asyncio.create_task(keep_palette(StudioHere(), Stuck(), "j", work_of(), 0, picture()))
    await asked.wait()
    going.cancel()
    with pytest.raises(asyncio.CancelledError):
        await going


def test_in_the_studios_processes():
    async def both():
        studio = Studio(1)
        swatches = await studio.measure_palette(picture())
        return swatches, await studio.draw_comparison(compare(ASKED, swatches))

    swatches, card = apart(both)
    assert swatches == look_at_palette(picture())
    assert sum(swatch.share for swatch in swatches) == pytest.approx(1, abs=0.001)
    assert Image.open(io.BytesIO(card.data)).format == "PNG"


def test_what_is_no_picture_has_no_colours():
    with pytest.raises(UnreadablePictureError):
        apart(lambda: Studio(1).measure_palette(b"no picture"))
