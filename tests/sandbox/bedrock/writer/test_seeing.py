import re

import pytest
from PIL import Image

from sandbox.bedrock.writer import UnreadablePictureError
from sandbox.bedrock.writer.seeing.character import character_of, character_told, choice_in
from sandbox.bedrock.writer.seeing.impression import impression_of
from sandbox.bedrock.writer.seeing.look import look_at
from sandbox.bedrock.writer.seeing.telling import LONGEST, TRAITS, told
from tests.sandbox.bedrock.pictures import encoded, grain, lamp, meadow, sketch, with_orders

ALL = [meadow, lamp, sketch, grain]


def seen(picture, kind="PNG"):
    return impression_of(look_at(encoded(picture, kind)))


def test_a_meadow_is_measured():
    look = look_at(encoded(meadow()))
    assert (look.width, look.height) == (600, 400)
    assert [swatch.name for swatch in look.palette] == ["sky blue", "green"]
    assert [swatch.share for swatch in look.palette] == pytest.approx([2 / 3, 1 / 3], abs=0.02)
    assert look.horizon == pytest.approx(2 / 3, abs=0.03)
    assert look.flat > 0.95
    assert look.level > 0.95
    assert look.lightness == pytest.approx(0.72, abs=0.02)


def test_where_something_stands_is_found():
    left, right = look_at(encoded(lamp(120))), look_at(encoded(lamp(480)))
    assert left.centre[0] == pytest.approx(0.2, abs=0.03)
    assert right.centre[0] == pytest.approx(0.8, abs=0.03)
    assert left.spread < 0.15
    assert left.focus == "yellow"
    assert left.empty > 0.8


def test_grain_is_told_from_flat_colour_and_temperature_from_none():
    rough, flat = look_at(encoded(grain())), look_at(encoded(meadow()))
    assert rough.grain > flat.grain
    assert rough.flat < 0.3 < flat.flat
    assert rough.warmth > 0.6
    assert look_at(encoded(Image.new("RGB", (50, 50), "#777777"))).warmth == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("make", ALL)
def test_a_jpeg_looks_like_the_picture_it_was_made_from(make):
    png, jpeg = seen(make()), seen(make(), "JPEG")
    assert (png.hour, png.layout, png.mood, png.scene) == (jpeg.hour, jpeg.layout, jpeg.mood, jpeg.scene)


def test_the_side_up_is_the_one_that_exif_names():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to the right
    lying = meadow().transpose(Image.Transpose.ROTATE_90)
    for kind in ("JPEG", "PNG", "WEBP"):
        look = look_at(encoded(lying, kind, exif=exif))
        assert (look.width, look.height) == (600, 400)
        assert look.horizon == pytest.approx(2 / 3, abs=0.03)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16", "CMYK"])
def test_every_mode_of_pixels_is_read(mode):
    picture = (
        Image.new("I;16", (40, 30), 40000) if mode == "I;16" else meadow().resize((40, 30)).convert(mode)
    )
    look = look_at(encoded(picture, "JPEG" if mode == "CMYK" else "PNG"))
    assert impression_of(look).colours
    assert look.lightness == pytest.approx(0.7, abs=0.12)


@pytest.mark.parametrize("size", [(1, 1), (1, 500), (500, 1), (2, 2), (17, 3)])
def test_no_size_is_too_small(size):
    impression = seen(Image.new("RGB", size, "#c8322f"))
    assert impression.colours[0] == "red"
    assert impression.scene == "blank"


def test_transparent_parts_are_white():
    clear = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
    assert look_at(encoded(clear)).lightness == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("data", [b"", b"no picture", encoded(grain(), "JPEG")[:3000]])
def test_what_cannot_be_decoded_is_an_error(data):
    with pytest.raises(UnreadablePictureError):
        look_at(data)


def test_impressions():
    day, night, drawn, film = (seen(make()) for make in ALL)
    assert (day.scene, day.medium, day.hour, day.layout) == ("land", "flat vector", "day", "low horizon")
    assert (night.scene, night.hour, night.weight, night.layout) == ("shape", "night", "dark", "left")
    assert night.focus_bright
    assert (drawn.medium, drawn.tone) == ("line art", "monochrome")
    assert (film.medium, film.surface, film.hour) == ("photograph", "grainy", "golden hour")


@pytest.mark.parametrize("make", ALL)
@pytest.mark.parametrize("language", ["English", "Korean"])
def test_a_reading_in_either_language(make, language):
    reading = told([seen(make())], language)
    assert tuple(reading) == TRAITS
    for text in reading.values():
        assert 0 < len(text) <= LONGEST
        assert bool(re.search("[가-힣]", text)) == (language == "Korean")
        assert bool(re.search("[A-Za-z]", text)) == (language == "English")


def test_the_reading_says_what_is_there_and_how_sure_it_is():
    reading = told([seen(lamp())], "English")
    assert reading["subject"] == "A dark, quiet picture with one bright shape in yellow left of centre"
    assert "night" in reading["light"]
    assert told([seen(meadow())], "English")["subject"].endswith("perhaps")
    assert told([seen(meadow())], "Korean")["subject"].startswith("위는 하늘색, 아래는 초록: 아마도")


def test_several_pictures_share_or_differ():
    same = told([seen(lamp(120)), seen(lamp(150))], "English")
    assert not any("first" in text for text in same.values())
    reading = told([seen(lamp()), seen(meadow()), seen(lamp(150))], "English")
    assert reading["light"].startswith("The first and third: ")
    assert "; the second: " in reading["light"]
    assert all(len(text) <= LONGEST for text in reading.values())
    korean = told([seen(lamp()), seen(meadow())], "Korean")
    assert korean["mood"].startswith("첫째: ")
    assert "; 둘째: " in korean["mood"]
    many = told([seen(make()) for make in ALL] + [seen(lamp(500))], "English")
    assert all(len(text) <= LONGEST for text in many.values())


def test_metadata_is_not_looked_at():
    assert look_at(with_orders(meadow())) == look_at(encoded(meadow()))


@pytest.mark.parametrize(
    ("keywords", "left", "sources"),
    [
        ("a fox, the texture of the first, the light of the second", "a fox", {"texture": 0, "light": 1}),
        ("tiger robot with the colours from the second picture", "tiger robot", {"colours": 1}),
        ("여우, 첫 번째 사진의 질감, 두 번째의 빛", "여우", {"texture": 0, "light": 1}),
        ("a red door", "a red door", {}),
        ("first light over the sea", "first light over the sea", {}),
    ],
)
def test_what_to_take_from_which_picture(keywords, left, sources):
    choice = choice_in(keywords)
    assert (choice.keywords, dict(choice.sources)) == (left, sources)


def test_a_character_takes_each_part_from_its_picture():
    both = [seen(lamp()), seen(meadow())]
    assert character_of(both, {}).time == "night"
    assert character_of(both, {"light": 1}).time == "day"
    assert character_of(both, {"colours": 1}).colours == ("sky blue", "green")
    assert set(character_of(both, {}).colours) >= {"sky blue", "green"}
    assert character_of(both, {"light": 4}).time == "night"  # there is no fifth


@pytest.mark.parametrize("language", ["English", "Korean"])
@pytest.mark.parametrize("make", ALL)
def test_what_was_told_can_be_understood_again(make, language):
    impression = seen(make())
    character = character_of([impression], {})
    understood = character_told(told([impression], language))
    assert understood.medium == character.medium
    assert understood.colours
    assert set(understood.colours) <= set(character.colours)
    assert understood.time == character.time
    assert understood.moods[0] == character.moods[0]
