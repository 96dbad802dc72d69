"""The gallery's index: under which keys of the table a picture is found. `docs/gallery.md` explains the choice.

An entry is an item that is nothing but its key: the partition says who may see it and what it is found by, the
sort key when it was painted and which picture it is.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from services.finding.words import folded, tokens
from services.jobs import Image
from services.table import Item, fading_with, image_key, stamp
from services.visibility import is_open, places

ALL: Final = "ALL"
ENTRY: Final = "GALLERY#"
FAVOURITES: Final = "FAVOURITES"
_LONGEST_STYLE: Final = 200


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
    """Everything that `image` is found by, within a scope."""
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
    at = place(image)
    found = facets(image)
    for scope in of_scopes:
        for facet in found:
            yield {"pk": partition(scope, facet), "sk": at}


def entry_items(image: Image, of_scopes: list[str], retention: timedelta | None) -> list[Item]:
    """The entries of `image`, which go when it goes."""
    fading = fading_with(image, retention)
    return [key | fading for key in entry_keys(image, of_scopes)]


def row_key(image_id: str) -> dict[str, str] | None:
    """The key of a picture's record; None if that is no id of a picture."""
    job_id, _, index = image_id.partition(".")
    return image_key(job_id, int(index)) if job_id and index.isdecimal() else None
