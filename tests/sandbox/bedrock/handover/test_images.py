"""Pictures from words by way of an image server."""

import io

import aiohttp
import pytest
from botocore.exceptions import ClientError
from PIL import Image

from sandbox.bedrock.errors import BedrockError
from sandbox.bedrock.families.titan import SOME_WITHHELD
from sandbox.bedrock.handover import ImageServer
from sandbox.bedrock.handover.images import fitted, is_words_alone
from sandbox.bedrock.handover.wire import Endpoint
from sandbox.bedrock.orders import Order
from sandbox.slack.testing import serving
from tests.sandbox.bedrock.bodies import CORE, TITAN, invoke, opened, png, text_image, variation
from tests.sandbox.bedrock.handover.conftest import b64_picture


async def test_a_picture_in_the_size_asked_for(bedrock, stub):
    stub.answers = [b64_picture((100, 50))]
    answer = await invoke(bedrock, text_image("a boat", width=512, height=512, numberOfImages=2))
    assert [opened(image).size for image in answer["images"]] == [(512, 512)] * 2
    assert opened(answer["images"][0]).getpixel((256, 256)) == (0x0B, 0x39, 0x54)  # the server's, not ours
    assert stub.paths == ["/api/images/generations"] * 2
    assert stub.keys == [None, None]
    assert stub.asked[0] == {
        "model": "default",
        "prompt": "a boat",
        "n": 1,
        "size": "512x512",
        "response_format": "b64_json",
    }


async def test_what_is_not_wanted_is_said_in_words(bedrock, stub):
    stub.answers = [b64_picture()]
    body = text_image("a boat")
    body["textToImageParams"]["negativeText"] = "people"
    await invoke(bedrock, body)
    assert stub.asked[0]["prompt"] == "a boat\nWithout: people"


async def test_core_gets_its_format(bedrock, stub):
    stub.answers = [b64_picture()]
    answer = await invoke(bedrock, {"prompt": "a boat", "aspect_ratio": "3:2", "output_format": "jpeg"}, CORE)
    image = opened(answer["images"][0])
    assert (image.size, image.format) == ((1216, 832), "JPEG")


@pytest.mark.parametrize(
    "body",
    [
        variation([png(512, 512)], text="a boat"),
        {
            "taskType": "COLOR_GUIDED_GENERATION",
            "colorGuidedGenerationParams": {"text": "a boat", "colors": ["#ff0000"]},
        },
    ],
)
async def test_what_it_cannot_do_stays_with_the_painter(bedrock, stub, body):
    answer = await invoke(bedrock, body)
    assert len(answer["images"]) == 1
    assert stub.asked == []


async def test_plain_pictures_stay_plain(bedrock, stub, control):
    await control.paint_plain()
    try:
        await invoke(bedrock, text_image("a boat"))
    finally:
        await control.paint_plain(False)
    assert stub.asked == []


def test_words_alone():
    order = Order(prompt="a boat", width=512, height=512, seed=1, negative="x", format="jpeg")
    assert is_words_alone(order)
    assert not is_words_alone(Order("a boat", 512, 512, 1, palette=("#ffffff",)))
    assert not is_words_alone(Order("a boat", 512, 512, 1, pictures=(b"x",)))


@pytest.fixture
async def server(stub):
    async with serving({"/i": stub.handle}) as url, aiohttp.ClientSession() as session:
        yield ImageServer(session, Endpoint("X_URL", f"{url}/i", "m", "", 60))


ORDER = Order("a boat", 1216, 832, 1)


async def test_a_server_with_few_sizes_and_no_formats(stub, server):
    """It is asked again in its own terms, and from then on in these alone."""
    stub.answers = [
        (400, {"error": {"message": "Unknown parameter: 'response_format'."}}),
        (400, {"error": {"message": "Invalid size '1216x832'."}}),
        b64_picture((1536, 1024)),
    ]
    for _ in range(2):
        assert len(await server.picture(ORDER)) > 0
    asked = [(one["size"], "response_format" in one) for one in stub.asked]
    assert asked == [
        ("1216x832", True),
        ("1216x832", False),
        ("1536x1024", False),
        ("1536x1024", False),
    ]


async def test_it_gives_up_when_nothing_helps(stub, server):
    stub.answers = [(400, {"error": {"message": "Invalid size."}})]
    with pytest.raises(BedrockError, match="Invalid size"):
        await server.picture(ORDER)
    assert len(stub.asked) == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"data": []},
        {"data": [{"url": "http://elsewhere/a.png"}]},
        {"data": [{"b64_json": "***"}]},
        {"data": [{"b64_json": "bm8gcGljdHVyZQ=="}]},
    ],
)
async def test_an_answer_without_a_picture(stub, server, answer):
    stub.answers = [answer]
    with pytest.raises(BedrockError, match="without a picture in b64_json") as refused:
        await server.picture(ORDER)
    assert refused.value.name == "ModelErrorException"


@pytest.mark.parametrize("code", ["content_policy_violation", "moderation_blocked"])
async def test_its_filter_is_told_each_family_in_its_way(bedrock, stub, code):
    stub.answers = [(400, {"error": {"message": "no", "code": code}})]
    with pytest.raises(ClientError, match="content filter"):
        await invoke(bedrock, text_image("a boat"), TITAN)
    answer = await invoke(bedrock, {"prompt": "a boat"}, CORE)
    assert answer == {"finish_reasons": ["Filter reason: prompt"]}


async def test_a_server_that_is_down_is_said_to_be(broken):
    with pytest.raises(ClientError, match="SANDBOX_IMAGE_URL") as refused:
        await invoke(broken, text_image("a boat"))
    assert refused.value.response["Error"]["Code"] == "ServiceUnavailableException"


async def test_bedrocks_rules_and_faults_stand_in_front(bedrock, stub, control):
    stub.answers = [b64_picture()]
    with pytest.raises(ClientError, match="Malformed input request"):
        await invoke(bedrock, text_image("x" * 600))
    with pytest.raises(ClientError, match="filter"):
        await invoke(bedrock, text_image("gore"))
    assert stub.asked == []
    await control.add_fault(f"bedrock:InvokeModel:{TITAN}", "behave", code="partial_output", times=1)
    answer = await invoke(bedrock, text_image("a boat", numberOfImages=2))
    assert (len(answer["images"]), answer["error"]) == (1, SOME_WITHHELD)


def test_pictures_are_cut_not_squeezed():
    """Of a wide picture with red ends, a square shows the middle alone."""
    wide = Image.new("RGB", (300, 100), "red")
    wide.paste("blue", (100, 0, 200, 100))
    out = io.BytesIO()
    wide.save(out, "WEBP", lossless=True)
    with Image.open(io.BytesIO(fitted(out.getvalue(), Order("x", 64, 64, 1)))) as shown:
        assert (shown.size, shown.format) == ((64, 64), "PNG")
        pixels = {shown.getpixel((x, 32)) for x in (4, 32, 59)}
    assert pixels == {(0, 0, 255)}
