"""The image model families the sandbox serves: to add one, write its file and enter it here."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.catalogue import Model
from sandbox.bedrock.errors import validation_error
from sandbox.bedrock.families.base import Family
from sandbox.bedrock.families.nova import NovaCanvas
from sandbox.bedrock.families.stability import STABILITY
from sandbox.bedrock.families.titan import TitanImage

FAMILIES: Final[Mapping[str, Family]] = MappingProxyType(
    {
        "titan-image-v2.request.schema.json": TitanImage(),
        "nova-canvas.request.schema.json": NovaCanvas(),
        **STABILITY,
    }
)
"""By the name of the request schema: models that take the same body are one family here."""


def family_of(model: Model) -> Family:
    """The family that answers for `model`.

    Raises
    ------
    BedrockError : ValidationException, for a model of the catalogue that nothing here paints for yet
    """
    family = FAMILIES.get(model.request_schema)
    if family is None:
        raise validation_error(f"The sandbox does not serve {model.name} yet.")
    return family
