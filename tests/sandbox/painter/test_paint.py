"""The painter as its users see it: briefs in, PNG files out."""

import io
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from sandbox.painter import Brief, paint
from sandbox.painter.finish import neural
from sandbox.painter.vocabulary import MEDIA

LIGHTHOUSE = Brief("a lighthouse on a cliff, sailboat on the sea, sunset", 256, 256, 5)


def pixels(png):
    with Image.open(io.BytesIO(png)) as image:
        return np.asarray(image.convert("RGB"), dtype=np.float32)


def difference(one, two):
    """Mean difference per channel, 0..255."""
    return float(np.abs(pixels(one) - pixels(two)).mean())


def test_the_same_brief_gives_the_same_bytes():
    assert paint(LIGHTHOUSE) == paint(LIGHTHOUSE)


def test_the_same_bytes_in_a_fresh_process():
    script = f"import sys; from sandbox.painter import Brief, paint; sys.stdout.buffer.write(paint({LIGHTHOUSE!r}))"
    fresh = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, timeout=120)
    assert fresh.stdout == paint(LIGHTHOUSE)


def test_another_seed_differs_by_a_wide_margin():
    prints = [paint(Brief(LIGHTHOUSE.prompt, 256, 256, seed)) for seed in (1, 2, 3)]
    assert min(difference(prints[i], prints[j]) for i in range(3) for j in range(i)) > 15


def test_three_prompts_give_three_pictures():
    prompts = ("a fox in an autumn forest", "a city skyline at night", "a bowl of ramen on a table")
    prints = [paint(Brief(prompt, 256, 256, 1)) for prompt in prompts]
    assert min(difference(prints[i], prints[j]) for i in range(3) for j in range(i)) > 20


@pytest.mark.parametrize(
    "changed",
    [{"guidance": 2.0}, {"quality": "premium"}, {"negative": "gulls"}, {"palette": ("#102030", "#f0e0d0")}],
)
def test_every_field_counts(changed):
    fields = {"prompt": LIGHTHOUSE.prompt, "width": 256, "height": 256, "seed": 5}
    assert paint(Brief(**fields, **changed)) != paint(LIGHTHOUSE)


@pytest.mark.parametrize(("width", "height"), [(256, 600), (599, 257), (256, 256), (257, 321)])
def test_exact_sizes_without_metadata(width, height):
    with Image.open(io.BytesIO(paint(Brief("a castle on a hill", width, height, 3)))) as image:
        image.load()
        assert (image.format, image.mode, image.size, image.info) == ("PNG", "RGB", (width, height), {})


@pytest.mark.parametrize("medium", MEDIA)
def test_each_medium_paints_a_picture(medium):
    picture = pixels(paint(Brief(f"a sailboat on a lake, mountains, {medium}", 256, 256, 2)))
    assert picture.std() > 12


def test_media_differ_from_each_other():
    small = {
        medium: pixels(paint(Brief(f"a sailboat on a lake, {medium}", 256, 256, 2)))
        for medium in ("watercolour", "ink wash", "line art", "neon", "risograph", "stained glass")
    }
    names = list(small)
    gaps = [np.abs(small[one] - small[two]).mean() for i, one in enumerate(names) for two in names[:i]]
    assert min(gaps) > 15


def test_bound_colours_are_seen():
    picture = pixels(paint(Brief("a red car in front of a blue door", 320, 320, 4)))
    red = (picture[..., 0] > picture[..., 1] * 1.8) & (picture[..., 0] > picture[..., 2] * 1.8)
    blue = (picture[..., 2] > picture[..., 0] * 1.5) & (picture[..., 2] > picture[..., 1] * 1.1)
    assert red.mean() > 0.01
    assert blue.mean() > 0.02


def test_night_is_darker_than_day_and_monochrome_is_grey():
    day, night = (
        pixels(paint(Brief(f"a meadow, {time}", 256, 256, 2))).mean() for time in ("noon", "midnight")
    )
    assert night < day * 0.7
    grey = pixels(paint(Brief("a meadow at noon, black and white photograph", 256, 256, 2)))
    assert np.abs(grey[..., 0] - grey[..., 2]).mean() < 8


@pytest.mark.parametrize(
    "prompt",
    ["", "🌊🌊🌊", "고양이와 등대", "a" * 512, "<svg onload=x>&\"'", "\x00\ud800", "no people, no clouds"],
)
def test_strange_prompts_still_make_a_picture(prompt):
    assert pixels(paint(Brief(prompt, 256, 256, 1))).std() > 8


@given(st.text(max_size=512), st.text(max_size=40), st.integers(0, 2**32 - 1))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_paints(prompt, negative, seed):
    assert pixels(paint(Brief(prompt, 256, 256, seed, negative))).std() > 4


def test_without_the_network_the_picture_is_still_made(monkeypatch):
    monkeypatch.setattr(neural, "_session", lambda: None)
    assert pixels(paint(LIGHTHOUSE)).std() > 12


def test_importing_the_package_is_light():
    script = "import sys, sandbox.painter; print([name for name in ('numpy', 'PIL', 'onnxruntime', 'resvg_py') if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
