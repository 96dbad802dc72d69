import copy
import filecmp
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from sandbox.bedrock.contracts_on_disk import FOLDER, contract
from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.families import FAMILIES
from sandbox.bedrock.schema_check import check_body

SHARED = Path("../shared/contracts/bedrock")
TINY_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgaGgAAAGEAQGhLWpkAAAAAElFTkSuQmCC"
TITAN = "titan-image-v2.request.schema.json"
CORE = "stability-core.request.schema.json"


def differences(comparison):
    yield from (comparison.left_only, comparison.right_only, comparison.diff_files, comparison.funny_files)
    for below in comparison.subdirs.values():
        yield from differences(below)


def test_the_copy_of_the_contracts_is_the_project_s():
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is not on this machine: the copy of the contracts was not compared")
    assert [names for names in differences(filecmp.dircmp(SHARED, FOLDER)) if names] == []


def test_the_tiny_picture_is_one():
    check_body(TITAN, {"taskType": "BACKGROUND_REMOVAL", "backgroundRemovalParams": {"image": TINY_PNG}})


texts = st.one_of(st.text(min_size=1, max_size=20), st.sampled_from(["", "x" * 512, "x" * 513]))
colours = st.lists(st.sampled_from(["#0b3954", "#BFD7EA", "red", "#12345"]), max_size=11)
images = st.lists(st.just(TINY_PNG), max_size=6)
sides = st.sampled_from([1024, 768, 512, 1152, 640, 1173, 100])
anything = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=3), st.lists(st.integers(), max_size=2)
)
config = st.fixed_dictionaries(
    {},
    optional={
        "quality": st.sampled_from(["standard", "premium", "best"]),
        "numberOfImages": st.one_of(st.integers(0, 6), st.just(2.0)),
        "cfgScale": st.one_of(st.floats(0, 12), st.integers(0, 12)),
        "seed": st.one_of(st.integers(-1, 2147483647), st.just(True)),
        "width": sides,
        "height": sides,
    },
)
bodies = st.one_of(
    st.fixed_dictionaries(
        {
            "taskType": st.just("TEXT_IMAGE"),
            "textToImageParams": st.fixed_dictionaries(
                {"text": texts},
                optional={
                    "negativeText": texts,
                    "controlStrength": st.floats(0, 2),
                    "conditionImage": st.just(TINY_PNG),
                },
            ),
        },
        optional={"imageGenerationConfig": config},
    ),
    st.fixed_dictionaries(
        {
            "taskType": st.just("COLOR_GUIDED_GENERATION"),
            "colorGuidedGenerationParams": st.fixed_dictionaries({"text": texts, "colors": colours}),
        },
        optional={"imageGenerationConfig": config},
    ),
    st.fixed_dictionaries(
        {
            "taskType": st.just("IMAGE_VARIATION"),
            "imageVariationParams": st.fixed_dictionaries(
                {"images": images}, optional={"text": texts, "similarityStrength": st.floats(0, 2)}
            ),
        },
        optional={"imageGenerationConfig": config},
    ),
    st.fixed_dictionaries(
        {
            "taskType": st.sampled_from(["INPAINTING", "OUTPAINTING", "TEXT_IMAGE", "DRAW"]),
            "inPaintingParams": st.fixed_dictionaries(
                {"image": st.just(TINY_PNG)}, optional={"maskPrompt": texts, "maskImage": st.just(TINY_PNG)}
            ),
        }
    ),
)
cores = st.fixed_dictionaries(
    {"prompt": texts},
    optional={
        "aspect_ratio": st.sampled_from(["1:1", "21:9", "4:3"]),
        "output_format": st.sampled_from(["png", "jpeg", "webp"]),
        "seed": st.integers(-1, 4294967296),
        "negative_prompt": st.text(max_size=5),
    },
)


def paths(value, path=()):
    yield path
    if isinstance(value, dict):
        for name, part in value.items():
            yield from paths(part, (*path, name))


@st.composite
def damaged(draw, bodies):
    """A body, often with one part of it removed, replaced or joined by a stranger."""
    body = copy.deepcopy(draw(bodies))
    place = draw(st.sampled_from(list(paths(body))))
    damage = draw(st.sampled_from(["none", "none", "remove", "replace", "add"]))
    if damage == "none":
        return body
    if not place:
        return draw(anything) if damage == "replace" else body
    *way, last = place
    holder = body
    for name in way:
        holder = holder[name]
    if damage == "remove":
        del holder[last]
    elif damage == "replace":
        holder[last] = draw(anything)
    else:
        holder["stranger"] = draw(anything)
    return body


def verdict(schema, body):
    folder = SHARED if SHARED.is_dir() else FOLDER
    return Draft202012Validator(json.loads((folder / schema).read_text())).is_valid(body)


def ours(schema, body):
    try:
        check_body(schema, body)
    except BedrockError as error:
        assert error.name == "ValidationException"
        assert error.message
        return False
    return True


@settings(max_examples=200, deadline=None)
@given(damaged(bodies))
def test_our_verdict_on_a_titan_body_is_the_schema_s(body):
    assert ours(TITAN, body) == verdict(TITAN, body)


@settings(max_examples=200, deadline=None)
@given(damaged(cores))
def test_our_verdict_on_a_core_body_is_the_schema_s(body):
    assert ours(CORE, body) == verdict(CORE, body)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_family_has_a_schema(name):
    Draft202012Validator.check_schema(contract(name))
