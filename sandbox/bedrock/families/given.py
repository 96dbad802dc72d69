"""Pictures that come with a request."""

import base64

from sandbox.bedrock.errors import malformed
from sandbox.bedrock.families.base import Body
from sandbox.bedrock.picture_check import PictureFacts, facts_of


def picture(params: Body, name: str = "image") -> tuple[bytes, PictureFacts]:
    """A picture of a valid body, and what its header says."""
    data = base64.b64decode(params[name])
    facts = facts_of(data)
    if facts is None:
        raise malformed(f"{name}: the image can't be read")
    return data, facts
