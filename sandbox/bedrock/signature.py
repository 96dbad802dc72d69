"""Where a call was sent to: its region stands in its signature, since every region is at one address here."""

import re
from collections.abc import Mapping
from typing import Final

from sandbox.bedrock.errors import BedrockError
from sandbox.constants import REGION

_SCOPE: Final = re.compile(
    r"AWS4-HMAC-SHA256 .*Credential=[^/\s,]+/\d{8}/([a-z0-9-]+)/bedrock/aws4_request\b"
)


def region_of(headers: Mapping[str, str]) -> str:
    """The region in the credential scope; that of the sandbox for an API key, which names none.

    Signatures are not verified: the sandbox has no secrets.

    Raises
    ------
    BedrockError : MissingAuthenticationTokenException without a signature, IncompleteSignature for one
        without a scope of Bedrock's
    """
    authorization = headers.get("Authorization", "")
    if not authorization:
        raise BedrockError("MissingAuthenticationTokenException", "Missing Authentication Token", 403)
    if authorization.startswith("Bearer "):
        return REGION
    scope = _SCOPE.match(authorization)
    if scope is None:
        raise BedrockError(
            "IncompleteSignature", "The Authorization header has no credential scope of the service bedrock."
        )
    return scope[1]
