"""python -m bot recipe: what a file says, for people and for programs."""

import json

import pytest

from bot.tools import main
from services.pictures import render
from tests.services.test_pictures import encoded, noise
from tests.services.test_recipes import PNG, RECIPE, signed


@pytest.fixture
def file(tmp_path):
    def write(data):
        path = tmp_path / "picture.png"
        path.write_bytes(data)
        return str(path)

    return write


def test_readable_lines(file, capsys):
    assert main(["recipe", file(render(PNG, RECIPE).original.data)]) == 0
    lines = capsys.readouterr().out.splitlines()
    said = {line[:21].strip(): line[21:] for line in lines}
    assert said["prompt"] == RECIPE.prompt
    assert said["seed"] == "7"
    assert said["tags"] == "등대, lighthouse"
    assert said["digital source type"].startswith("made by a model (http://cv.iptc.org/")
    assert "parameters" not in said


def test_for_programs(file, capsys):
    assert main(["recipe", "--json", file(render(PNG, RECIPE).original.data)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["prompt"], said["size"]) == (RECIPE.prompt, "300x200")
    assert "Negative prompt: fog, people" in said["parameters"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (PNG, "has no recipe. It was painted elsewhere"),
        (signed(PNG), "signed it"),
        (encoded(noise(30, 20), "JPEG"), "is a JPEG, a smaller copy"),
        (b"GIF89a", "is not a PNG that can be read"),
        (PNG[:100], "it is cut off"),
        (b"", "is not a PNG"),
    ],
    ids=["plain", "signed", "jpeg", "gif", "cut", "empty"],
)
def test_a_file_without_one_is_told_in_plain_words(file, capsys, data, says):
    assert main(["recipe", file(data)]) == 1
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


def test_no_file(tmp_path, capsys):
    assert main(["recipe", str(tmp_path / "nothing.png")]) == 1
    assert "can't be read: No such file" in capsys.readouterr().err
