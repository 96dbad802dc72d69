"""Amazon Bedrock Runtime: the call, and its errors in our words.

Which error means what is in `contracts/bedrock/errors.json` of the sandbox, with its sources.
"""

import base64
import binascii
import io
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

import aiohttp
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
)

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient

MAX_BODY_BYTES: Final = 25_000_000
"""Largest request body of InvokeModel (Bedrock API reference, InvokeModel)."""

MAX_PICTURES_BYTES: Final = (MAX_BODY_BYTES - 100_000) // 4 * 3
"""The most bytes of pictures in one request: base64 makes four of three, and the words need some room."""


class Invokes(Protocol):
    """Whatever has InvokeModel: a client of one region, or of all of them."""

    async def invoke_model(
        self,
        *,
        modelId: str,  # noqa: N803  # botocore's name
        body: Any,
        contentType: str = ...,  # noqa: N803
        accept: str = ...,
    ) -> Any: ...


class EveryRegion:
    """InvokeModel, for each model in the region that it is called in.

    Parameters
    ----------
    client_in
        region → its client

    Attributes
    ----------
    region_of
        model id → region; to be set before the first call, by whoever knows the models
    """

    region_of: Callable[[str], str]

    def __init__(self, client_in: Callable[[str], Awaitable["BedrockRuntimeClient"]]) -> None:
        self._client_in = client_in

    async def invoke_model(
        self,
        *,
        modelId: str,  # noqa: N803
        body: Any,
        contentType: str = "application/json",  # noqa: N803
        accept: str = "application/json",
    ) -> Any:
        client = await self._client_in(self.region_of(modelId))
        return await client.invoke_model(modelId=modelId, body=body, contentType=contentType, accept=accept)


class ModelError(Exception):
    """A model gave no usable answer.

    Attributes
    ----------
    code
        the kind, stable: kept on the job, told to the person in words
    tries
        how often the same request is worth making in all
    """

    code: ClassVar[str] = "model_fault"
    tries: ClassVar[int] = 1


class ModelBusyError(ModelError):
    """Throttled, short of capacity, or not ready yet."""

    code = "model_busy"
    tries = 5


class ModelFaultError(ModelError):
    """The model or the way to it failed, perhaps after billing: asked again once, not more."""

    code = "model_fault"
    tries = 2


class ModelUnreachableError(ModelError):
    """No connection was made, so nothing was billed."""

    code = "model_unreachable"
    tries = 5


class QuotaSpentError(ModelError):
    """A quota of the account that waiting a minute does not lift."""

    code = "quota_spent"


class ModelGoneError(ModelError):
    """The model is past its end of life, unknown, or not in this region."""

    code = "model_gone"


class ModelForbiddenError(ModelError):
    """The account may not call the model, or there are no credentials."""

    code = "model_forbidden"


class CredentialsRefusedError(ModelForbiddenError):
    """There are no credentials, or AWS doesn't know them: no fault of the model's."""


class RequestRefusedError(ModelError):
    """The model's contract was broken: a mistake of ours."""

    code = "request_refused"


class PromptRefusedError(ModelError):
    """The content filter stopped the words."""

    code = "prompt_refused"


class PictureRefusedError(ModelError):
    """The content filter stopped every picture; another seed may pass."""

    code = "picture_refused"


class SourceRefusedError(ModelError):
    """The content filter stopped the picture that was to be worked from."""

    code = "source_refused"


class SourceUnsuitableError(ModelError):
    """The picture that was to be worked from has a shape or a size that the model doesn't take."""

    code = "source_unsuitable"


class NotAPictureError(ModelError):
    """The answer holds something that is no picture."""

    code = "not_a_picture"


class PicturesNotTakenError(ModelError):
    """No language model that could be asked takes pictures; none was sent."""

    code = "pictures_not_taken"


class UnusableAnswerError(ModelError):
    """The language model's answer stayed wrong after it was asked again with the fault named."""

    code = "unusable_answer"


_BY_NAME: Final[Mapping[str, type[ModelError]]] = {
    "ThrottlingException": ModelBusyError,
    "ServiceUnavailableException": ModelBusyError,
    "ModelNotReadyException": ModelBusyError,
    "InternalServerException": ModelFaultError,
    "InternalFailure": ModelFaultError,
    "ModelTimeoutException": ModelFaultError,
    "ModelErrorException": ModelFaultError,
    "ServiceQuotaExceededException": QuotaSpentError,
    "ResourceNotFoundException": ModelGoneError,
    "AccessDeniedException": ModelForbiddenError,
    "FTUFormNotFilled": ModelForbiddenError,
    "NotAuthorized": ModelForbiddenError,
    "UnrecognizedClientException": CredentialsRefusedError,
    "InvalidClientTokenId": CredentialsRefusedError,
    "InvalidSignatureException": CredentialsRefusedError,
    "ExpiredTokenException": CredentialsRefusedError,
    "MPAgreementBeingCreated": ModelBusyError,
    "ValidationException": RequestRefusedError,
}

# Messages are no interface: parts of them, in the order in which they decide.
_BY_MESSAGE: Final[tuple[tuple[str, type[ModelError]], ...]] = (
    ("reached the end of its life", ModelGoneError),
    ("marked by provider as legacy", ModelGoneError),
    # Nova's user guide, "Error handling": the one sentence that tells the picture from the words.
    ("adjust your input image", SourceRefusedError),
    ("content filters", PromptRefusedError),
    ("tokens per day", QuotaSpentError),
    ("on-demand throughput", ModelGoneError),
    ("model identifier is invalid", ModelGoneError),
)


def model_error(error: BotoCoreError | ClientError) -> ModelError:
    """`error`, as what it means for the job."""
    if isinstance(error, ClientError):
        name = error.response.get("Error", {}).get("Code", "")
        message = error.response.get("Error", {}).get("Message", "")
        lowered = message.lower()
        kind = next((kind for part, kind in _BY_MESSAGE if part in lowered), None)
        if kind is None:
            kind = _BY_NAME.get(name, ModelFaultError)
        return kind(f"{name}: {message}")
    if isinstance(error, EndpointConnectionError | ConnectTimeoutError):
        return ModelUnreachableError(str(error))
    if isinstance(error, NoCredentialsError):
        return CredentialsRefusedError(str(error))
    return ModelFaultError(str(error))


def check_pictures(pictures: Iterable[bytes]) -> None:
    """See that `pictures` fit in one request, before they are encoded for nothing.

    Raises
    ------
    RequestRefusedError
    """
    size = sum(map(len, pictures))
    if size > MAX_PICTURES_BYTES:
        raise RequestRefusedError(f"the pictures have {size} bytes, more than {MAX_PICTURES_BYTES}")


async def invoke(client: Invokes, model_id: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """One InvokeModel call.

    Raises
    ------
    ModelError
        for whatever the call answers but a JSON object
    """
    data = json.dumps(body).encode()
    if len(data) > MAX_BODY_BYTES:
        raise RequestRefusedError(f"the request has {len(data)} bytes, more than {MAX_BODY_BYTES}")
    try:
        response = await client.invoke_model(
            # A stream, because the HTTP client sends that in pieces and lets others run in between.
            modelId=model_id,
            body=io.BytesIO(data),
            contentType="application/json",
            accept="application/json",
        )
        answer = json.loads(await response["body"].read())
    except (BotoCoreError, ClientError) as error:
        raise model_error(error) from error
    except aiohttp.ClientError as error:
        # aiobotocore leaves a connection that breaks in the middle of an answer to whoever reads it.
        raise ModelFaultError(f"the answer broke off: {error}") from error
    except ValueError as error:
        raise ModelFaultError("the answer is not JSON") from error
    if not isinstance(answer, dict):
        raise ModelFaultError("the answer is not a JSON object")
    return answer


def decode_picture(image: object) -> bytes:
    """The bytes of a picture that came as base64.

    Raises
    ------
    NotAPictureError
        if it is anything else
    """
    try:
        data = base64.b64decode(image, validate=True)  # type: ignore[arg-type]  # checked by decoding
    except (binascii.Error, TypeError, ValueError) as error:
        raise NotAPictureError("the picture is not base64") from error
    if not data:
        raise NotAPictureError("the picture is empty")
    return data
