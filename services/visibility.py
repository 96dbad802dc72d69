"""Who may see a picture: the one rule, for every way in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from services.jobs import Audience, Image

Standing = Literal["member", "guest", "outsider"]
"""What somebody is in a workspace: one of its members, one who is let into some of its channels only, or none of
its own, such as the people of another company in a channel that both share."""


@dataclass(frozen=True)
class Viewer:
    """Somebody who looks at pictures.

    Attributes
    ----------
    channel
        the conversation that they look from, in which they are: what was painted in a private one is shown only
        there. None where that is nowhere, as on a page of their own
    standing
        what is the workspace's is a member's to see. Others see what is in the conversation that they look from,
        and a guest what is their own
    """

    team: str
    user: str
    channel: str | None = None
    standing: Standing = "member"

    @property
    def is_member(self) -> bool:
        return self.standing == "member"


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
        """Whether somebody in the workspace may see what is there."""
        if self.audience == "workspace" and viewer.is_member:
            return True
        # Slack shows a public channel to those guests alone who are in it.
        return self.audience != "person" and bool(viewer.channel) and self.channel == viewer.channel


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
    if image.origin.team != viewer.team:
        return False
    return owns(viewer, image) or any(place.open_to(viewer) for place in places(image))


def owns(viewer: Viewer, image: Image) -> bool:
    """Whether a picture is the viewer's own, as far as they are of the workspace any more."""
    origin = image.origin
    own = (origin.team, origin.user) == (viewer.team, viewer.user)
    return own and (viewer.standing != "outsider" or bool(viewer.channel))


def may_see_origin(viewer: Viewer, image: Image) -> bool:
    """Whether they may see the place where it was asked for, with all that belongs to its request; whoever a
    picture was only shared with may not.
    """
    if image.origin.team != viewer.team:
        return False
    return owns(viewer, image) or next(places(image)).open_to(viewer)


def is_open(image: Image) -> bool:
    """Whether everyone in its workspace may see it."""
    return any(place.audience == "workspace" for place in places(image))


def is_private(image: Image) -> bool:
    """Whether nobody but its owner may see it."""
    return all(place.audience == "person" for place in places(image))


def shown_in(channel: str, image: Image) -> bool:
    """Whether it is shown in a conversation, to those who are there."""
    return bool(channel) and any(one.channel == channel and one.audience != "person" for one in places(image))


def place_for(viewer: Viewer, image: Image) -> Place | None:
    """Where `viewer`, who may see the picture, can look at its message: the first of its places that is theirs."""
    for place in places(image):
        if place.channel and place.ts and (owns(viewer, image) or place.open_to(viewer)):
            return place
    return None
