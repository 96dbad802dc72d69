"""What a large picture takes, in a process of its own: memory, and the same bytes every time."""

import hashlib
import subprocess
import sys

import pytest

MOST_MEGABYTES = 600
SCRIPT = """
import hashlib, resource, sys
from sandbox import painter
from sandbox.painter import Brief

brief = Brief(sys.argv[2], 1024, 1024, 5, palette=tuple(sys.argv[3:]))
done = painter.paint(brief)
if sys.argv[1] == "resemble":
    done = painter.resemble(done, brief)
if sys.argv[1] == "edit":
    mask = painter.find(done, "the castle")
    done = painter.inpaint(done, mask, brief)
unit = 1024 if sys.platform != "darwin" else 1024 * 1024
print(hashlib.sha256(done).hexdigest(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)
"""


def run(*words):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *words], capture_output=True, check=True, text=True, timeout=150
    )
    digest, megabytes = done.stdout.split()
    return digest, int(megabytes)


@pytest.mark.parametrize(
    "words",
    [
        ("paint", "a castle on a hill by a lake, mountains, sunset, oil painting", "#0b3954", "#bfd7ea", "#ff6663"),
        ("resemble", "a castle on a hill by a lake, gouache", "#0b3954", "#ff6663"),
        ("edit", "a castle on a hill, gouache"),
    ],
)  # fmt: skip
def test_a_large_picture_stays_within_its_memory(words):
    digest, megabytes = run(*words)
    assert len(digest) == len(hashlib.sha256().hexdigest())
    assert megabytes <= MOST_MEGABYTES


def test_a_large_picture_is_the_same_in_another_process():
    words = ("paint", "a sailboat on a lake at dawn, gouache")
    assert run(*words)[0] == run(*words)[0]
