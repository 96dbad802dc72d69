import pytest
from botocore.exceptions import ClientError, HTTPClientError
from PIL import UnidentifiedImageError

from sandbox.bedrock.contracts_on_disk import contract
from sandbox.bedrock.errors import error_kinds
from sandbox.bedrock.invoke import BEHAVIOURS
from tests.sandbox.bedrock.bodies import CORE, TITAN, check_response, invoke, opened, text_image

OPERATION = f"bedrock:InvokeModel:{TITAN}"
IN_MODEL = [kind["name"] for kind in contract("errors.json")["errors"]]
IN_FRONT = [kind["name"] for kind in contract("errors.json")["outsideServiceModel"]]


async def test_the_filter_stops_a_prompt_each_family_in_its_way(bedrock):
    with pytest.raises(bedrock.exceptions.ValidationException, match="blocked by our content filters"):
        await invoke(bedrock, text_image("a scene of gore"))
    assert await invoke(bedrock, {"prompt": "Gore!"}, CORE) == {"finish_reasons": ["Filter reason: prompt"]}


async def test_the_filter_withholds_pictures_each_family_in_its_way(bedrock):
    answer = await invoke(bedrock, text_image("a bloodstained sword", numberOfImages=2))
    assert answer["images"] == []
    assert answer["error"].startswith("All of the generated images")
    core = await invoke(bedrock, {"prompt": "a bloodstained sword", "seed": 3}, CORE)
    assert core == {"seeds": [3], "finish_reasons": ["Filter reason: output image"]}


async def test_what_is_not_wanted_is_not_filtered(bedrock):
    body = text_image("a knight")
    body["textToImageParams"]["negativeText"] = "gore"
    assert len((await invoke(bedrock, body))["images"]) == 1


async def behaving(control, code, model=TITAN, times=1):
    await control.add_fault(f"bedrock:InvokeModel:{model}", "behave", code=code, times=times)


async def test_behaviours_of_titan(bedrock, control):
    body = text_image(numberOfImages=3)
    await behaving(control, "filtered_prompt")
    with pytest.raises(bedrock.exceptions.ValidationException, match="content filters"):
        await invoke(bedrock, body)
    await behaving(control, "filtered_output")
    assert (await invoke(bedrock, body))["images"] == []
    await behaving(control, "partial_output")
    partial = await invoke(bedrock, body)
    assert len(partial["images"]) == 2
    assert partial["error"].startswith("Some of the generated images")
    await behaving(control, "inference_error")
    with pytest.raises(bedrock.exceptions.ModelErrorException):
        await invoke(bedrock, body)
    await behaving(control, "end_of_life")
    with pytest.raises(bedrock.exceptions.ResourceNotFoundException, match="reached the end of its life"):
        await invoke(bedrock, body)
    await behaving(control, "legacy")
    with pytest.raises(bedrock.exceptions.ResourceNotFoundException, match="marked by provider as Legacy"):
        await invoke(bedrock, body)
    await behaving(control, "filtered_input")
    with pytest.raises(bedrock.exceptions.ValidationException, match="content filters"):
        await invoke(bedrock, body)
    whole = await invoke(bedrock, body)  # each met one call only
    assert len(whole["images"]) == 3


async def test_behaviours_of_core(bedrock, control):
    body = {"prompt": "a kite", "seed": 9}
    for code, reason in (
        ("filtered_prompt", "Filter reason: prompt"),
        ("filtered_output", "Filter reason: output image"),
        ("partial_output", "Filter reason: output image"),
        ("inference_error", "Inference error"),
    ):
        await behaving(control, code, CORE)
        answer = await invoke(bedrock, body, CORE)
        check_response("stability.response.schema.json", answer)
        assert answer["finish_reasons"] == [reason]
        assert "images" not in answer


async def test_pictures_that_are_none(bedrock, control):
    await behaving(control, "not_an_image")
    answer = await invoke(bedrock, text_image())
    with pytest.raises(UnidentifiedImageError):
        opened(answer["images"][0])
    await behaving(control, "truncated_image")
    answer = await invoke(bedrock, text_image())
    with pytest.raises(OSError, match=r"[Tt]runcated|cannot identify"):
        opened(answer["images"][0])


async def test_plain_pictures_have_the_size_and_differ_by_prompt_and_seed(bedrock, control):
    await behaving(control, "canned_picture", times=3)
    images = [
        (await invoke(bedrock, text_image(text, seed=seed, width=640, height=1408)))["images"][0]
        for text, seed in (("a", 1), ("a", 2), ("b", 1))
    ]
    assert [opened(image).size for image in images] == [(640, 1408)] * 3
    assert len(set(images)) == 3


async def test_a_behaviour_nobody_knows_is_told(bedrock, control):
    await behaving(control, "sing")
    with pytest.raises(bedrock.exceptions.ValidationException, match="no behaviour 'sing'"):
        await invoke(bedrock, text_image())


def test_every_behaviour_is_written_down():
    assert {
        "filtered_prompt", "filtered_output", "partial_output", "not_an_image", "truncated_image", "canned_picture",
        "inference_error", "end_of_life", "filtered_input", "legacy",
    } == BEHAVIOURS  # fmt: skip


@pytest.mark.parametrize("name", IN_MODEL)
async def test_every_error_of_the_model_is_raised_as_its_class(bedrock, control, name):
    await control.add_fault(OPERATION, "error", code=name, times=1)
    with pytest.raises(getattr(bedrock.exceptions, name)) as caught:
        await invoke(bedrock, text_image())
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == error_kinds()[name].status
    assert caught.value.response["Error"]["Message"] == error_kinds()[name].message


@pytest.mark.parametrize("name", IN_FRONT)
async def test_every_error_in_front_of_the_model_is_raised_with_its_code(bedrock, control, name):
    await control.add_fault(OPERATION, "error", code=name, times=1, message="said the guard")
    with pytest.raises(ClientError) as caught:
        await invoke(bedrock, text_image())
    assert caught.value.response["Error"] == {"Code": name, "Message": "said the guard"}


async def test_a_status_alone_is_enough_for_an_error(bedrock, control):
    await control.add_fault("bedrock:InvokeModel:*", "error", status=429, retry_after=3, times=1)
    with pytest.raises(bedrock.exceptions.ThrottlingException) as caught:
        await invoke(bedrock, text_image())
    assert caught.value.response["ResponseMetadata"]["HTTPHeaders"]["retry-after"] == "3"


@pytest.mark.parametrize("kind", ["cut", "drop_reply"])
async def test_a_call_without_an_answer(bedrock, control, kind):
    await control.clear_calls()
    await control.add_fault(OPERATION, kind, times=1)
    with pytest.raises(HTTPClientError):
        await invoke(bedrock, text_image())
    (call,) = await control.calls()
    assert (call.status, call.outcome) == ((0, "cut") if kind == "cut" else (200, "ok"))
    assert len((await invoke(bedrock, text_image()))["images"]) == 1
