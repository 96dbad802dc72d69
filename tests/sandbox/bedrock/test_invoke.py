import asyncio
import base64
import io
import json

import boto3
import pytest
from PIL import Image

from sandbox.bedrock.catalogue import Model
from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.families import family_of
from sandbox.bedrock.families.stability.one import SIZES
from sandbox.bedrock.families.titan.task import LARGEST_SEED
from sandbox.bedrock.invoke import MOST_BODY_BYTES
from tests.sandbox.bedrock.bodies import (
    CORE,
    TITAN,
    check_response,
    invoke,
    opened,
    png,
    text_image,
    variation,
)


async def test_titan_paints_as_many_pictures_as_asked_in_the_asked_size(bedrock):
    answer = await invoke(bedrock, text_image(width=1152, height=896, numberOfImages=5, seed=7))
    check_response("titan-image-v2.response.schema.json", answer)
    assert answer["error"] is None
    assert [opened(image).size for image in answer["images"]] == [(1152, 896)] * 5
    assert len(set(answer["images"])) == 5


async def test_titan_s_first_picture_has_the_asked_seed_and_the_next_the_next(bedrock):
    three = (await invoke(bedrock, text_image(seed=7, numberOfImages=3)))["images"]
    alone = [(await invoke(bedrock, text_image(seed=seed)))["images"][0] for seed in (7, 8, 9)]
    assert three == alone


async def test_titan_s_seeds_start_again_after_the_largest(bedrock):
    two = (await invoke(bedrock, text_image(seed=LARGEST_SEED, numberOfImages=2)))["images"]
    assert two[1] == (await invoke(bedrock, text_image(seed=0)))["images"][0]


async def test_titan_s_defaults_are_the_contract_s(bedrock):
    plain = await invoke(bedrock, {"taskType": "TEXT_IMAGE", "textToImageParams": {"text": "x"}})
    full = await invoke(
        bedrock, text_image("x", seed=42, cfgScale=8.0, width=1024, height=1024, quality="standard")
    )
    assert plain == full


async def test_titan_takes_a_palette_and_pictures_to_vary(bedrock):
    guided = {
        "taskType": "COLOR_GUIDED_GENERATION",
        "colorGuidedGenerationParams": {"text": "a kite", "colors": ["#0B3954", "#bfd7ea"]},
    }
    other = json.loads(json.dumps(guided).replace("bfd7ea", "ff6663"))
    assert (await invoke(bedrock, guided))["images"] != (await invoke(bedrock, other))["images"]
    varied = await invoke(bedrock, variation([png(), png(kind="JPEG")], similarityStrength=0.5))
    assert len(varied["images"]) == 1


async def test_core_answers_with_the_seed_and_one_picture(bedrock):
    body = {"prompt": "a kite", "aspect_ratio": "16:9", "seed": 5, "negative_prompt": "people"}
    answer = await invoke(bedrock, body, CORE)
    check_response("stability.response.schema.json", answer)
    assert (answer["seeds"], answer["finish_reasons"]) == ([5], [None])
    assert opened(answer["images"][0]).size == (1344, 768)


async def test_core_draws_a_seed_itself_when_it_is_given_none(bedrock):
    seeds = {(await invoke(bedrock, {"prompt": "a kite"}, CORE))["seeds"][0] for _ in range(4)}
    assert len(seeds) > 1
    assert 0 not in seeds


async def test_core_writes_jpeg_on_request(bedrock, control):
    await control.paint_plain()
    answer = await invoke(bedrock, {"prompt": "a kite", "output_format": "jpeg"}, CORE)
    assert opened(answer["images"][0]).format == "JPEG"


def test_core_s_sizes_are_as_documented():
    ratios = contract("stability-core.request.schema.json")["properties"]["aspect_ratio"]["enum"]
    assert set(SIZES) == set(ratios)
    for ratio, (width, height) in SIZES.items():
        across, down = map(int, ratio.split(":"))
        assert abs(width / height - across / down) < 0.08
        assert 640 <= min(width, height) <= max(width, height) <= 1536


async def test_boto3_is_served_alike(aws, monkeypatch):
    for name, value in aws.environment().items():
        monkeypatch.setenv(name, value)
    client = boto3.client("bedrock-runtime")
    body = json.dumps(text_image(width=512, height=512))
    response = await asyncio.to_thread(client.invoke_model, modelId=TITAN, body=body)
    assert response["contentType"] == "application/json"
    answer = json.loads(await asyncio.to_thread(response["body"].read))
    assert opened(answer["images"][0]).size == (512, 512)
    assert response["ResponseMetadata"]["RequestId"]
    client.close()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (text_image("x" * 536), "#/textToImageParams/text: expected maxLength: 512, actual: 536"),
        (text_image(""), "#/textToImageParams/text: expected minLength: 1, actual: 0"),
        (text_image(width=1280, height=720), "Value of (width, height) is not valid. Given: (1280, 720)."),
        (text_image(width=1280), "#/imageGenerationConfig: property [height] is required"),
        (text_image(cfgScale=11), "#/imageGenerationConfig/cfgScale: 11 is not less or equal to 10.0"),
        (
            text_image(numberOfImages=0),
            "#/imageGenerationConfig/numberOfImages: 0 is not greater or equal to 1",
        ),
        (text_image(seed="7"), "#/imageGenerationConfig/seed: expected type: Integer, found: String"),
        (text_image(steps=30), "#/imageGenerationConfig: extraneous key [steps] is not permitted"),
        (text_image(quality="ultra"), "#/imageGenerationConfig/quality: ultra is not a valid enum value"),
        ({"taskType": "DOODLE"}, "#/taskType: DOODLE is not a valid enum value"),
        ({}, "#: required key [taskType] not found"),
        ([], "#: expected type: JSONObject, found: JSONArray"),
        (b"{", "the body is not JSON"),
        (b'{"taskType": NaN}', "the body is not JSON"),
        (variation([]), "#/imageVariationParams/images: expected minimum item count: 1, found: 0"),
        (variation([png()] * 6), "#/imageVariationParams/images: expected maximum item count: 5, found: 6"),
        (
            variation([png(1409, 10)]),
            "#/imageVariationParams/images/0: image longest side 1409 is more than 1408",
        ),
        (variation([png(kind="WEBP")]), "image format webp is not one of jpeg, png"),
        (variation(["aGVsbG8="]), "the image can't be read"),
        (variation(["a"]), "the image is not valid base64"),
    ],
)
async def test_a_broken_titan_body_is_refused_in_bedrock_s_words(bedrock, body, message):
    with pytest.raises(bedrock.exceptions.ValidationException) as caught:
        await invoke(bedrock, body)
    assert message in caught.value.response["Error"]["Message"]


async def test_core_refuses_what_it_does_not_know(bedrock):
    with pytest.raises(bedrock.exceptions.ValidationException, match=r"extraneous key \[mode\]"):
        await invoke(bedrock, {"prompt": "x", "mode": "text-to-image"}, CORE)


async def test_a_picture_of_more_than_five_megabytes_is_refused(bedrock):
    noise = Image.effect_noise((1400, 1400), 100).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG", compress_level=0)
    with pytest.raises(bedrock.exceptions.ValidationException, match="file size in bytes"):
        await invoke(bedrock, variation([base64.b64encode(out.getvalue()).decode()]))


async def test_a_body_over_the_limit_is_refused(bedrock):
    with pytest.raises(bedrock.exceptions.ValidationException, match=f"larger than {MOST_BODY_BYTES}"):
        await invoke(bedrock, b'{"x": "' + b"a" * MOST_BODY_BYTES + b'"}')


def test_models_that_are_not_served_yet_say_so():
    model = Model("acme.brush-v1:0", "Brush", "acme", "InvokeModel", "brush.request.schema.json", 0)
    with pytest.raises(BedrockError, match="does not serve Brush yet") as caught:
        family_of(model)
    assert caught.value.name == "ValidationException"


async def test_an_unknown_model_is_not_found(bedrock):
    with pytest.raises(bedrock.exceptions.ResourceNotFoundException, match=r"acme\.dream-v1:0"):
        await invoke(bedrock, {"prompt": "x"}, "acme.dream-v1:0")


async def test_a_language_model_is_not_invoked(bedrock):
    with pytest.raises(bedrock.exceptions.ValidationException, match="use Converse"):
        await invoke(bedrock, {"prompt": "x"}, "us.amazon.nova-2-lite-v1:0")


async def test_a_model_may_be_named_by_its_arn(bedrock):
    arn = f"arn:aws:bedrock:us-west-2::foundation-model/{CORE}"
    assert (await invoke(bedrock, {"prompt": "x", "seed": 1}, arn))["seeds"] == [1]
