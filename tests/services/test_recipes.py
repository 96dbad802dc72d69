"""The recipe in a file: what picture tools find there."""

import io
import struct
import zlib
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from services.jobs import Source
from services.keeping import Keeper
from services.painting.interface import Painted
from services.pictures import render
from services.png_chunks import texts_in
from services.recipes import KEYWORDS, Recipe, recipe_of, recipe_of_image, with_recipe, xmp_of
from services.storage import Storage
from services.xmp import XMP_KEYWORD, properties_in
from tests import records
from tests.galleries import picture
from tests.services.test_painted_palette import work_of
from tests.services.test_pictures import encoded, noise

PNG = encoded(noise(300, 200), "PNG")
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
IPTC = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"

RECIPE = Recipe(
    prompt="A lighthouse in a storm: a <watercolour> & more, 등대.",
    model_id="amazon.titan-image-generator-v2:0",
    model_name="Titan Image Generator v2",
    seed=7,
    task="text_to_image",
    negative="fog, people",
    guidance=8.0,
    style="watercolour",
    tags=("등대", "lighthouse"),
    alt="폭풍 속의 등대.",
)


def signed(png):
    """With content credentials behind its header, as far as anybody can tell from outside."""
    data = b"caBX" + b"a manifest"
    chunk = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    return png[:33] + chunk + png[33:]


def described(data):
    """The one description of the XMP packet, read by Pillow and by an XML parser."""
    with Image.open(io.BytesIO(data)) as opened:
        packet = opened.info.get("xmp") or opened.info[XMP_KEYWORD]
    packet = packet if isinstance(packet, str) else packet.decode()
    (found,) = ET.fromstring(packet.lstrip("\ufeff")).iter(
        "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"
    )
    return found


def test_the_original_carries_it_and_its_pixels_stay():
    made = render(PNG, RECIPE)
    with PngImagePlugin.PngImageFile(io.BytesIO(made.original.data)) as opened:
        said = opened.text
        assert opened.tobytes() == Image.open(io.BytesIO(PNG)).tobytes()
    assert said["prompt"] == RECIPE.prompt
    assert said["negative prompt"] == "fog, people"
    assert said["model"] == "Titan Image Generator v2 (amazon.titan-image-generator-v2:0)"
    assert (said["seed"], said["guidance"], said["size"]) == ("7", "8", "300x200")
    assert said["parameters"].splitlines() == [
        RECIPE.prompt,
        "Negative prompt: fog, people",
        f'CFG scale: 8, Seed: 7, Size: 300x200, Model: "{RECIPE.model}", Task: text_to_image',
    ]
    # What a model painted is kept to the byte, but for what was put in front of its pixels.
    at = made.original.data.index(b"IDAT")
    assert made.original.data[at:] == PNG[PNG.index(b"IDAT") :]


def test_the_packet_says_what_the_standard_wants():
    found = described(render(PNG, RECIPE).original.data)
    assert found.findtext(f"{IPTC}DigitalSourceType") == f"{SOURCE_TYPES}trainedAlgorithmicMedia"
    assert found.findtext(f"{IPTC}AISystemUsed") == RECIPE.model
    assert found.findtext(f"{IPTC}AIPromptInformation") == f"{RECIPE.prompt}\nNegative prompt: fog, people"
    assert found.find(f"{IPTC}AIPromptWriterName") is None
    assert found.find("{http://purl.org/dc/elements/1.1/}creator") is None
    assert [li.text for li in found.find("{http://purl.org/dc/elements/1.1/}subject").iter() if li.text] == [
        "등대",
        "lighthouse",
    ]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (Source(key="references/x"), "compositeWithTrainedAlgorithmicMedia"),
        (Source(key="pictures/x", image_id="j.0"), "trainedAlgorithmicMedia"),
    ],
)
def test_who_gave_a_picture_is_told_from_what_was_painted_here(source, kind):
    work = work_of().model_copy(update={"sources": (source,)})
    assert recipe_of(work, 7).source_type == kind


OWN = Source(key="references/own/0/source.jpg")
THERE = Source(key="pictures/t/0/original.png", image_id="j.0")
COPIED = Source(key="references/copied/0/source.jpg", image_id="j.0")


@pytest.mark.parametrize(
    "sources",
    [(), (OWN,), (THERE,), (COPIED,), (THERE, OWN), (COPIED, OWN), (OWN, THERE), (OWN, COPIED), (OWN, OWN)],
)
def test_its_record_tells_the_same(sources):
    """What is made anew on import then says what the file itself does."""
    work = work_of().model_copy(update={"sources": sources})
    image = picture(
        references=tuple(one.key for one in sources),
        parent=next((one.image_id for one in sources if one.image_id), None),
    )
    assert recipe_of_image(image).source_type == recipe_of(work, 7).source_type


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_smaller_copies_say_that_a_model_made_them_and_nothing_else(mode):
    first = render(encoded(noise(300, 200).convert(mode), "PNG"), RECIPE)
    again = render(first.original.data, RECIPE, stored=True)
    assert again == first
    for file in (first.preview, first.thumb, again.preview):
        found = described(file.data)
        assert [one.tag for one in found] == [f"{IPTC}DigitalSourceType"]
        assert b"lighthouse" not in file.data


def test_off_is_off():
    made = render(PNG, RECIPE, "off")
    assert made == render(PNG)
    assert made.original.data == PNG
    assert b"DigitalSourceType" not in made.preview.data


def test_what_its_model_has_signed_is_left_alone_unless_always():
    data = signed(PNG)
    assert render(data, RECIPE).original.data == data
    assert texts_in(render(data, RECIPE, "always").original.data)["seed"] == "7"


def test_other_formats_get_it_when_they_become_png():
    assert texts_in(render(encoded(noise(64, 64), "JPEG"), RECIPE).original.data)["size"] == "64x64"


def test_a_picture_that_was_not_the_first_of_its_call_says_which_it_is():
    said = texts_in(with_recipe(PNG, replace(RECIPE, place=1, together=4)))
    assert said["seed"] == "7, picture 2 of 4"
    assert "Seed: 7, Batch size: 4, Batch pos: 1, Size: 300x200" in said["parameters"]
    first = texts_in(with_recipe(PNG, replace(RECIPE, place=0, together=4)))
    assert first["seed"] == "7"
    assert "Batch" not in first["parameters"]


@given(records.paint_works(), st.integers(0, 2**32), st.text(max_size=200), st.lists(st.text(max_size=40)))
def test_whatever_is_in_it_it_can_be_read_again(work, seed, alt, tags):
    recipe = recipe_of(work.model_copy(update={"alt": alt, "tags": tuple(tags)}), seed)
    marked = with_recipe(PNG, recipe)
    assert with_recipe(PNG, recipe) == with_recipe(marked, recipe) == marked
    said = texts_in(marked)
    assert set(said) <= {*KEYWORDS, XMP_KEYWORD}
    assert said["seed"] == str(seed)
    assert said.get("prompt", "") == work.prompt.replace("\0", "")
    assert properties_in(said[XMP_KEYWORD])["digital source type"].startswith(SOURCE_TYPES)
    Image.open(io.BytesIO(marked)).load()


def test_no_packet_grows_while_it_is_read():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert properties_in(bomb) == {}
    assert properties_in("<x") == {}
    assert properties_in(xmp_of(RECIPE))["tags"] == "등대, lighthouse"


class StudioHere:
    """The studio without its processes, and without palettes."""

    async def render(self, data, recipe=None, recipes="on", *, stored=False):
        return render(data, recipe, recipes, stored=stored)


@pytest.fixture
def storage(s3, made):
    return Storage(s3, made.imagine_bucket, "https://cdn.example/")


async def test_of_two_who_keep_the_same_the_first_decides_recipe_and_all(storage):
    work = work_of(palette=())
    keeper = Keeper(StudioHere(), storage)
    first = await keeper.keep("j", work, 0, Painted(PNG, 7), 1)
    again = await keeper.keep("j", work, 0, Painted(first.renditions.original.data, 7), 1)
    assert again == first
    other = work.model_copy(update={"prompt": "something else"})
    late = await keeper.keep("j", other, 0, Painted(encoded(noise(30, 20), "PNG"), 8), 1)
    assert late.renditions.original == first.renditions.original
    assert late.seed == 7
    assert texts_in(await storage.get(first.keys.original))["prompt"] == "a boat"


async def test_what_was_kept_before_there_were_recipes_stays_as_it_is(storage):
    work = work_of(palette=())
    old = await Keeper(StudioHere(), storage, "off").keep("j", work, 0, Painted(PNG, 7), 1)
    found = await storage.originals("t0ken", 1)
    kept = await Keeper(StudioHere(), storage).keep("j", work, 0, Painted(found[0].data, 7), 1)
    assert kept.renditions.original == old.renditions.original
    assert await storage.get(kept.keys.original) == PNG
