"""What a large picture takes, in a process of its own: memory, and the same bytes every time."""

import hashlib
import subprocess
import sys

import pytest

MOST_MEGABYTES = 600
SCRIPT = r"""
import hashlib, re, resource, sys
from pathlib import Path
from sandbox import painter
from sandbox.painter import Brief

brief = Brief(sys.argv[2], 1024, 1024, 5, palette=tuple(sys.argv[3:]))
done = painter.paint(brief)
if sys.argv[1] == "resemble":
    done = painter.resemble(done, brief)
if sys.argv[1] == "edit":
    mask = painter.find(done, "the castle")
    done = painter.inpaint(done, mask, brief)
status = Path("/proc/self/status")
if status.exists():  # what getrusage tells begins with the peak of the process that started this one
    kilobytes = int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1])
else:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(hashlib.sha256(done).hexdigest(), kilobytes // 1024)
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
