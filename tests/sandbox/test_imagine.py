"""What a shell's words become behind `/imagine`, or in a message with pictures."""

from pathlib import Path

import pytest

from sandbox.__main__ import main
from sandbox.bedrock.handover import Handover
from sandbox.imagine import MOST_REFERENCES, STRENGTHS, USES, References, command_text
from sandbox.journey import JourneyError
from services.ask import MAX_REFERENCES, Strength, Use
from services.command_text import parse


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (["lighthouse, storm", "--style", "watercolour"], "lighthouse, storm --style watercolour"),
        (["boat", "--style", "product photo", "--n", "2"], 'boat --style "product photo" --n 2'),
        (["등대와 폭풍 --style 수채화"], "등대와 폭풍 --style 수채화"),
        (["--raw", "a red bicycle"], '--raw "a red bicycle"'),
        (["boat", "--no", 'the word "sale"'], 'boat --no the word "sale"'),
        ([], ""),
    ],
)
def test_words_are_typed_as_a_person_would(words, typed):
    assert command_text(words) == typed


def test_options_inside_of_one_word_are_options():
    ask = parse(command_text(["storm at sea --style ink wash --n 3"]))
    assert (ask.text, ask.style, ask.picture.count) == ("storm at sea", "ink wash", 3)


def test_references_are_options_that_a_person_would_type(tmp_path):
    given = References((tmp_path / "a.png",), "change", "strong", "the sky")
    typed = command_text(["tiger", "robot", *given.options()])
    assert typed == 'tiger robot --use change --strength strong --where "the sky"'
    ask = parse(typed, pictures=1)
    assert (ask.text, ask.reference.use, ask.reference.strength) == ("tiger robot", "change", "strong")
    assert ask.reference.where == "the sky"
    assert References().options() == []
    assert parse(command_text(References((), "layout").options()), pictures=1).reference.use == "layout"


def test_the_choices_are_the_bots():
    assert set(USES) == set(Use)
    assert set(STRENGTHS) == set(Strength)
    assert MOST_REFERENCES == MAX_REFERENCES


def test_files_are_read_under_names_of_their_own(tmp_path):
    (tmp_path / "b").mkdir()
    for path, content in ((tmp_path / "a.png", b"one"), (tmp_path / "b" / "a.png", b"two")):
        path.write_bytes(content)
    files = References((tmp_path / "a.png", tmp_path / "b" / "a.png")).read()
    assert list(files.values()) == [b"one", b"two"]
    assert list(files) == ["a.png", "2-a.png"]


def test_what_cannot_be_used_is_told_before_anything_starts(tmp_path):
    empty = tmp_path / "empty.png"
    empty.touch()
    for files, reason in (
        ((tmp_path / "gone.png",), "gone.png"),
        ((tmp_path,), "directory"),
        ((empty,), "the file is empty"),
        ((empty,) * 6, "at most 5"),
    ):
        with pytest.raises(JourneyError, match=reason):
            References(files).read()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--reference", "gone.png"], "there is no file gone.png"),
        (["--use", "magic"], "invalid choice: 'magic'"),
        (["--strength", "weak"], "invalid choice: 'weak'"),
    ],
)
def test_the_command_says_what_is_wrong_with_it(arguments, complaint, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["imagine", "tiger", *arguments])
    assert ended.value.code == 2
    assert complaint in capsys.readouterr().err


def test_the_command_hands_on_what_it_was_given(monkeypatch, tmp_path):
    given = []

    def noted(*arguments):
        given.append(arguments)
        return 0

    monkeypatch.setattr("sandbox.__main__.imagine", noted)
    one, two = tmp_path / "one.png", tmp_path / "two.jpg"
    one.touch()
    two.touch()
    assert main(["imagine", "tiger robot", "--reference", str(one), "--style", "product photo", "--reference",
                 str(two), "--use", "change", "--strength", "light", "--where", "the sky", "--pick", "all",
                 "--out", "x"]) == 0  # fmt: skip
    assert main(["imagine", "boat", "--style", "oil"]) == 0
    words, pick, out, references, handover = given[0]
    assert (words, pick, out) == (["tiger robot", "--style", "product photo"], "all", Path("x"))
    assert references == References((one, two), "change", "light", "the sky")
    assert given[1][3] == References()
    assert handover == given[1][4] == Handover()
