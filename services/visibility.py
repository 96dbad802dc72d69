"""Who may see a picture: the one rule, for every way in."""

from dataclasses import dataclass

from services.jobs import Image


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at pictures.

    Attributes
    ----------
    channel
        the conversation that they look from, in which they are: what was painted in a private one is shown only
        there. None where that is nowhere, as on a page of their own
    """

    team: str
    user: str
    channel: str | None = None


def may_see(viewer: Viewer, image: Image) -> bool:
    """Whether `viewer` may see a picture: their own, the workspace's, or one of the very conversation that they
    look from.
    """
    origin = image.origin
    if origin.team != viewer.team:
        return False
    if origin.user == viewer.user or origin.audience == "workspace":
        return True
    return origin.audience == "conversation" and bool(viewer.channel) and origin.channel == viewer.channel
