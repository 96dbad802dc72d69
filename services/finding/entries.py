"""The gallery's index: under which keys of the table a picture is found. `docs/gallery.md` explains the choice.

An entry is an item that is nothing but its key: the partition says who may see it and what it is found by, the
sort key when it was painted and which picture it is.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from services.finding.words import folded, tokens
from services.jobs import Image
from services.table import Item, fading_with, image_key, stamp
from services.visibility import Place, is_open, places

ALL: Final = "ALL"
ENTRY: Final = "GALLERY#"
FAVOURITES: Final = "FAVOURITES"
_LONGEST_STYLE: Final = 200

_IMAGE_ID: Final = re.compile(r"(?P<job>[0-9A-Za-z_-]{1,64})\.(?P<index>[0-9]{1,4})")
"""Anything may stand in an address; no job comes to more pictures than these digits count."""


def workspace(team: str) -> str:
    return f"WORKSPACE#{team}"


def conversation(team: str, channel: str) -> str:
    return f"CONVERSATION#{team}#{channel}"


def owner(team: str, user: str) -> str:
    return f"OWNER#{team}#{user}"


def favourites(team: str, user: str, channel: str | None = None) -> str:
    """Of what somebody may see anywhere or, with `channel`, in that conversation alone."""
    scope = f"{FAVOURITES}#{team}#{user}"
    return f"{scope}#CONVERSATION#{channel}" if channel else scope


def scopes(image: Image) -> list[str]:
    """Whose pictures `image` is among: its owner's, and those of all who may see it."""
    team = image.origin.team
    found = [owner(team, image.origin.user)]
    for place in places(image):
        match place.audience:
            case "workspace":
                found.append(workspace(team))
            case "conversation":
                found.append(conversation(team, place.channel))
            case "person":
                pass
    return list(dict.fromkeys(found))


def scopes_of_favourite(user: str, image: Image) -> list[str]:
    """Where a picture that `user` may see is kept as a favourite of theirs: what they may see in certain
    conversations only is not listed anywhere else, and in each of these, wherever they were when they set it.
    """
    team = image.origin.team
    if is_open(image) or image.origin.user == user:
        return [favourites(team, user)]
    found = [one.channel for one in places(image) if one.audience == "conversation"]
    return [favourites(team, user, one) for one in dict.fromkeys(found)]


def every_scope_of_favourite(user: str, image: Image) -> list[str]:
    """Where a picture can ever have been kept as a favourite of theirs, before it was shared any further."""
    team = image.origin.team
    channels = dict.fromkeys(place.channel for place in places(image) if place.channel)
    return [favourites(team, user), *(favourites(team, user, one) for one in channels)]


def facets(image: Image) -> list[str]:
    """Everything that `image` is found by, for its owner; for others see `facets_in`."""
    origin = image.origin
    found = [ALL, person(origin.user), model(image.model_id), reference(given=bool(image.references))]
    found += [channel(one) for one in dict.fromkeys(place.channel for place in places(image)) if one]
    if image.style.strip():
        found.append(style(image.style))
    return found + [word(token) for token in words_of(image)]


def words_of(image: Image) -> list[str]:
    """What is looked for in words (`services.finding.words`): something of all that was said is among it, and then
    as much of the prompt as there is room for.
    """
    return tokens(
        (
            (" ".join(image.tags), 20),
            (image.style, 10),
            (image.title, 10),
            (image.prompt, 40),
            # Often the same, where a person's own prompt was translated.
            (image.keywords, 15),
            (image.original or "", 15),
            (image.alt, 10),
        )
    )


def facets_in(scope: str, image: Image) -> list[str]:
    """Everything that it is found by within `scope`: that it is in a private conversation as well is nobody's to
    know who is not there.
    """
    team, user = image.origin.team, image.origin.user
    found = facets(image)
    own = favourites(team, user)
    if scope in {owner(team, user), own} or scope.startswith(f"{own}#"):
        return found

    def knows(one: Place) -> bool:
        # Of a conversation: all that are in it, among their favourites as well.
        there = scope == conversation(team, one.channel) or scope.endswith(f"#CONVERSATION#{one.channel}")
        return one.audience == "workspace" or there

    known = {channel(one.channel) for one in places(image) if knows(one)}
    hidden = {channel(one.channel) for one in places(image)} - known
    return [facet for facet in found if facet not in hidden]


def person(user: str) -> str:
    return f"PERSON#{user}"


def channel(channel_id: str) -> str:
    return f"CHANNEL#{channel_id}"


def model(model_id: str) -> str:
    return f"MODEL#{model_id}"


def style(text: str) -> str:
    return f"STYLE#{folded(text)[:_LONGEST_STYLE]}"


def reference(*, given: bool) -> str:
    """Whether it was made from another picture."""
    return f"REFERENCE#{'yes' if given else 'no'}"


def word(token: str) -> str:
    return f"WORD#{token}"


def partition(scope: str, facet: str) -> str:
    return f"{ENTRY}{scope}#{facet}"


def place(image: Image) -> str:
    """The sort key of its entries: by the time it was painted."""
    return f"{stamp(image.created_at)}#{image.id}"


def image_id_at(place: str) -> str:
    return place.partition("#")[2]


def entry_keys(image: Image, of_scopes: list[str]) -> Iterator[dict[str, str]]:
    for scope in of_scopes:
        for facet in facets_in(scope, image):
            yield {"pk": partition(scope, facet), "sk": place(image)}


def entry_keys_ever(image: Image, of_scopes: list[str]) -> Iterator[dict[str, str]]:
    """All that it can ever have been found by there, for removing it."""
    for scope in of_scopes:
        for facet in facets(image):
            yield {"pk": partition(scope, facet), "sk": place(image)}


def entry_items(image: Image, of_scopes: list[str], retention: timedelta | None) -> list[Item]:
    """The entries of `image`, which go when it goes."""
    fading = fading_with(image, retention)
    return [key | fading for key in entry_keys(image, of_scopes)]


def row_key(image_id: str) -> dict[str, str] | None:
    """The key of a picture's record; None if that is no id of a picture."""
    found = _IMAGE_ID.fullmatch(image_id)
    return image_key(found["job"], int(found["index"])) if found else None
