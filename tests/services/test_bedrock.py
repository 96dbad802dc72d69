"""Bedrock's errors, each as what it means for a job."""

import json

import aiohttp
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, NoCredentialsError, ReadTimeoutError

from services.bedrock import (
    MAX_BODY_BYTES,
    MAX_PICTURES_BYTES,
    CredentialsRefusedError,
    ModelBusyError,
    ModelFaultError,
    ModelForbiddenError,
    ModelGoneError,
    ModelUnreachableError,
    PromptRefusedError,
    QuotaSpentError,
    RequestRefusedError,
    SourceRefusedError,
    check_pictures,
    invoke,
    model_error,
)
from tests.contracts import contract


def client_error(name, message=""):
    return ClientError({"Error": {"Code": name, "Message": message}}, "InvokeModel")


@pytest.mark.parametrize("error", contract("errors.json")["errors"], ids=lambda error: error["name"])
def test_what_passes_by_itself_is_tried_again(error):
    tries = model_error(client_error(error["name"])).tries
    assert (tries > 1) == bool(error["retryable"])


@pytest.mark.parametrize("case", contract("errors.json")["endOfLife"]["match"], ids=lambda case: case["name"])
def test_end_of_life(case):
    assert type(model_error(client_error(case["name"], f"… {case['contains']} …"))) is ModelGoneError


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            client_error("ThrottlingException", "Too many requests, please wait before trying again."),
            ModelBusyError,
        ),
        (client_error("ThrottlingException", "Too many tokens per day, please wait."), QuotaSpentError),
        (client_error("AccessDeniedException"), ModelForbiddenError),
        (client_error("ValidationException", "Malformed input request"), RequestRefusedError),
        (client_error("ValidationException", "… blocked by our content filters."), PromptRefusedError),
        (
            client_error(
                "ValidationException",
                "This request has been blocked by our content filters. Please adjust your input image to submit a "
                "new request.",
            ),
            SourceRefusedError,
        ),
        (client_error("ModelTimeoutException"), ModelFaultError),
        (client_error("SomethingNew"), ModelFaultError),
        (EndpointConnectionError(endpoint_url="https://x"), ModelUnreachableError),
        (ReadTimeoutError(endpoint_url="https://x"), ModelFaultError),
        (NoCredentialsError(), CredentialsRefusedError),
    ],
)
def test_meaning(error, expected):
    assert type(model_error(error)) is expected


@pytest.mark.parametrize(
    "entry",
    [entry for entry in contract("errors.json")["contentFilter"] if entry["where"] == "ValidationException"],
    ids=lambda entry: entry["family"],
)
def test_the_content_filter_of_the_contract(entry):
    message = entry.get("message", entry["contains"])
    assert type(model_error(client_error("ValidationException", message))) is PromptRefusedError


class Sends:
    def __init__(self, data) -> None:
        self.data = data

    async def invoke_model(self, **_):
        data = self.data

        class Body:
            async def read(self):
                if isinstance(data, Exception):
                    raise data
                return data

        return {"body": Body()}


async def test_a_body_over_the_limit_is_not_sent():
    with pytest.raises(RequestRefusedError):
        await invoke(None, "model", {"image": "x" * MAX_BODY_BYTES})


def test_pictures_that_fit_leave_room_for_words():
    check_pictures([bytes(MAX_PICTURES_BYTES)])
    with pytest.raises(RequestRefusedError):
        check_pictures([bytes(MAX_PICTURES_BYTES), b"x"])
    assert MAX_PICTURES_BYTES * 4 / 3 + 50_000 < MAX_BODY_BYTES


@pytest.mark.parametrize("data", [b"", b"<html>", json.dumps([1]).encode()])
async def test_an_answer_that_is_no_object(data):
    with pytest.raises(ModelFaultError):
        await invoke(Sends(data), "model", {})


async def test_an_answer_that_breaks_off():
    """aiobotocore lets this error of the HTTP client's through, which says that bytes are missing."""
    broken = aiohttp.ClientPayloadError("Response payload is not completed")
    with pytest.raises(ModelFaultError, match="broke off"):
        await invoke(Sends(broken), "model", {})
