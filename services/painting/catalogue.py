"""The painters there are, by the id Bedrock calls them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from services.painting import stability, titan
from services.painting.interface import Capabilities, Painter

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient

KNOWN: Final[Mapping[str, Capabilities]] = {
    titan.MODEL_ID: titan.CAPABILITIES,
    **stability.CAPABILITIES,
}


def painters(client: "BedrockRuntimeClient") -> dict[str, Painter]:
    """Every known painter, ready to be called through `client`."""
    return {
        titan.MODEL_ID: titan.Titan(client),
        **{model_id: stability.Stability(client, model_id) for model_id in stability.CAPABILITIES},
    }
