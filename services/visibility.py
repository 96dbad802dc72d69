"""Who may see a picture: the one rule, for every way in."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.jobs import Audience, Image


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


@dataclass(frozen=True)
class Place:
    """Where a picture is shown, and who may see it for that.

    Attributes
    ----------
    ts
        of its message; None where that is not known
    """

    audience: Audience
    channel: str
    ts: str | None = None

    def open_to(self, viewer: Viewer) -> bool:
        """Whether somebody of the workspace may see what is there."""
        if self.audience == "workspace":
            return True
        return self.audience == "conversation" and bool(viewer.channel) and self.channel == viewer.channel


def places(image: Image) -> Iterator[Place]:
    """Where it was asked for, and where it was shared since."""
    yield Place(image.origin.audience, image.origin.channel, image.message_ts)
    for shared in image.shared:
        if shared.ts is not None:
            yield Place(shared.audience, shared.channel, shared.ts)


def may_see(viewer: Viewer, image: Image) -> bool:
    """Whether `viewer` may see a picture: their own, the workspace's, or one that is shown in the very
    conversation that they look from.
    """
    origin = image.origin
    if origin.team != viewer.team:
        return False
    return origin.user == viewer.user or any(place.open_to(viewer) for place in places(image))


def is_open(image: Image) -> bool:
    """Whether everyone in its workspace may see it."""
    return any(place.audience == "workspace" for place in places(image))


def is_private(image: Image) -> bool:
    """Whether nobody but its owner may see it."""
    return all(place.audience == "person" for place in places(image))


def place_for(viewer: Viewer, image: Image) -> Place | None:
    """Where `viewer`, who may see the picture, can look at its message: the first of its places that is theirs."""
    for place in places(image):
        if place.channel and place.ts and (image.origin.user == viewer.user or place.open_to(viewer)):
            return place
    return None
