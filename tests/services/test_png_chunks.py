"""Text put into PNG files, and read as everybody reads it."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from services.png_chunks import NotAPngError, is_signed, size_of, texts_in, with_texts
from tests.services.test_pictures import encoded

PICTURE = Image.effect_noise((70, 50), 80).convert("RGB")
PNG = encoded(PICTURE, "PNG")

keywords = st.from_regex(r"[a-zA-Z][a-z]{0,20}", fullmatch=True)
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300)


@given(st.dictionaries(keywords, texts, max_size=6))
def test_what_is_put_in_is_read_by_us_and_by_others(said):
    marked = with_texts(PNG, said)
    assert texts_in(marked) == said
    with PngImagePlugin.PngImageFile(io.BytesIO(marked)) as opened:
        assert opened.text == said
        assert opened.tobytes() == PICTURE.tobytes()
    # The same again is the same file, to the byte; without the texts it is the one it was.
    assert with_texts(marked, said) == marked
    assert with_texts(PNG, said) == marked
    assert len(marked) >= len(PNG)


def test_old_texts_of_the_same_keywords_make_room_and_others_stay():
    old = PngImagePlugin.PngInfo()
    for keyword, text, packed in (("prompt", "old", False), ("prompt", "older", True), ("Title", "A", True)):
        old.add_text(keyword, text, zip=packed)
    old.add_itxt("model", "옛 모델", zip=True)
    before = encoded(PICTURE, "PNG", pnginfo=old)
    assert texts_in(before) == {"prompt": "old", "Title": "A", "model": "옛 모델"}
    after = with_texts(before, {"prompt": "new", "model": "새 모델"})
    assert texts_in(after) == {"prompt": "new", "model": "새 모델", "Title": "A"}
    assert PngImagePlugin.PngImageFile(io.BytesIO(after)).text == texts_in(after)


def test_text_that_claims_to_be_endless_is_read_as_far_as_a_limit():
    bomb = PngImagePlugin.PngInfo()
    bomb.add_text("prompt", "a" * 5_000_000, zip=True)
    assert len(texts_in(encoded(PICTURE, "PNG", pnginfo=bomb))["prompt"]) == 1_000_000


def test_its_size():
    assert size_of(PNG) == (70, 50)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8\xff", PNG[:20], PNG[:60], PNG[:-5], PNG[:-12]])
def test_what_is_no_png_or_a_damaged_one_is_named(data):
    with pytest.raises(NotAPngError):
        texts_in(data)
    with pytest.raises(NotAPngError):
        with_texts(data, {"prompt": "a boat"})


@given(st.binary(max_size=60), st.integers(8, len(PNG)))
def test_damage_is_named_and_nothing_worse(junk, at):
    damaged = PNG[:at] + junk + PNG[at + len(junk) :]
    try:
        assert isinstance(texts_in(damaged), dict)
        assert with_texts(damaged, {"prompt": "a boat"}).startswith(PNG[:8])
        assert is_signed(damaged) in (True, False)
    except NotAPngError:
        return
