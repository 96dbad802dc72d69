"""The painters there are, by the id Bedrock calls them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from services.painting import stable_image_core, titan
from services.painting.interface import Capabilities, Painter

if TYPE_CHECKING:
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient

KNOWN: Final[Mapping[str, Capabilities]] = {
    capabilities.model_id: capabilities
    for capabilities in (titan.CAPABILITIES, stable_image_core.CAPABILITIES)
}


def painters(client: "BedrockRuntimeClient") -> dict[str, Painter]:
    """Every known painter, ready to be called through `client`."""
    return {
        titan.MODEL_ID: titan.Titan(client),
        stable_image_core.MODEL_ID: stable_image_core.StableImageCore(client),
    }
