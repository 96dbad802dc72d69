"""Everything that was ever painted, found again by those who may see it. `docs/gallery.md` explains the choice.

Nothing here filters what somebody may not see: who may see a picture is a part of the keys that it is found by.
"""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final, Literal

from services.batches import delete_all, get_all, put_all
from services.favourites import Favourites
from services.finding import entries
from services.finding.cursors import NEWEST, OLDEST, Cursor, CursorError, beyond
from services.finding.walking import Allowance, ExhaustedError, Intersection, Run, Union, Walk, Way
from services.finding.words import MOST_SEARCHED, searched
from services.jobs import Image
from services.table import image_from, image_key, item_from_wire, item_to_wire, stamp
from services.visibility import Viewer, may_see

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

__all__ = ["CursorError", "Filters", "Gallery", "Page", "View", "Viewer"]

logger = logging.getLogger(__name__)

View = Literal["mine", "workspace", "favourites", "conversation", "visible"]
"""Whose pictures: one's own; those of the workspace; one's favourites; those painted in the conversation that one
looks from; all of these that one may see from there."""

PAGE: Final = 24
MOST_READS: Final = 40
"""Reads for one page. A search that finds little in much ends there for now, with a cursor to go on."""


@dataclass(frozen=True)
class Filters:
    """What is looked for: all of it must be so.

    Attributes
    ----------
    words
        as somebody typed them
    person, channel, model
        ids
    style
        as it was asked for, however it is written
    reference
        whether it was made from another picture
    since, until
        the first moment, and the first that is not within any more
    """

    view: View = "visible"
    words: str = ""
    person: str = ""
    channel: str = ""
    model: str = ""
    style: str = ""
    reference: bool | None = None
    since: datetime | None = None
    until: datetime | None = None


def chosen(
    view: View,
    *,
    words: str = "",
    person: str = "",
    channel: str = "",
    model: str = "",
    style: str = "",
    reference: str = "",
    since: str = "",
    until: str = "",
) -> Filters:
    """What somebody has chosen, as forms and addresses carry it.

    Parameters
    ----------
    reference
        "yes", "no", or anything else for either
    since, until
        days (ISO 8601, of UTC), both within; what is none stands for any
    """
    first, last = day_of(since), day_of(until)
    return Filters(
        view=view,
        words=words,
        person=person,
        channel=channel,
        model=model,
        style=style,
        reference={"yes": True, "no": False}.get(reference),
        since=datetime.combine(first, time(), UTC) if first else None,
        # No moment comes after the last day that there is.
        until=datetime.combine(last, time(), UTC) + timedelta(days=1) if last and last < date.max else None,
    )


def day_of(text: str) -> date | None:
    """The day that `text` names (ISO 8601); None if it names none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True)
class Page:
    """Pictures, newest first.

    Attributes
    ----------
    next, previous
        the cursors of what is older and newer; None where nothing is, as far as is known. A page may hold fewer
        pictures than asked for and still have a next one, where little is found in much
    """

    images: tuple[Image, ...]
    next: str | None = None
    previous: str | None = None


class Gallery:
    """The pictures in `table`, through `client`.

    Parameters
    ----------
    retention
        how long pictures are kept; None for ever
    """

    def __init__(self, client: "DynamoDBClient", table: str, retention: timedelta | None = None) -> None:
        self._client = client
        self._table = table
        self._retention = retention
        self._favourites = Favourites(client, table, retention)

    # Looking

    async def page(
        self, viewer: Viewer, filters: Filters, cursor: str | None = None, limit: int = PAGE
    ) -> Page:
        """The newest pictures that `viewer` may see, or those that `cursor` of another page leads to. While
        pictures come and go, none is skipped or repeated.

        Raises
        ------
        CursorError
            if it is none
        """
        start = Cursor.read(cursor) if cursor else Cursor(NEWEST)
        facets = _facets(viewer, filters)
        if facets is None:
            return Page(())
        oldest = OLDEST if filters.since is None else stamp(filters.since)
        newest = NEWEST if filters.until is None else stamp(filters.until)
        way = Way(oldest if start.older else newest, older=start.older)
        bound = min(start.bound, newest) if start.older else max(start.bound, oldest)
        allowance = Allowance(MOST_READS)
        scopes = _scopes(viewer, filters)
        if not scopes:
            return Page(())
        walk = self._walk(scopes, facets, way, bound, allowance)
        found, goes_on = await self._found(
            viewer, walk, bound, way, allowance, limit, searched(filters.words)
        )
        ahead = None if goes_on is None else Cursor(goes_on, start.older).written()
        behind = None
        if cursor:
            turned = beyond(entries.place(found[0]), older=not start.older) if found else start.bound
            behind = Cursor(turned, not start.older).written()
        if start.older:
            return Page(tuple(found), next=ahead, previous=behind)
        return Page(tuple(reversed(found)), next=behind, previous=ahead)

    def _walk(
        self,
        scopes: "Sequence[_Scope]",
        facets: Sequence[str],
        way: Way,
        bound: str,
        allowance: Allowance,
    ) -> Intersection:
        def run(scope: _Scope, facet: str) -> Walk:
            found = {facet}
            if scope.channel:
                # What everything is found by says nothing beside the channel.
                found = {entries.channel(scope.channel), *found} - {entries.ALL}
            runs = [
                Run(self._client, self._table, entries.partition(scope.name, one), way, allowance)
                for one in sorted(found)
            ]
            return runs[0] if len(runs) == 1 else Intersection(runs, way, bound)

        # A picture has all its facets in each of its scopes: what is united first can be intersected then.
        return Intersection(
            [Union([run(scope, facet) for scope in scopes], way) for facet in facets], way, bound
        )

    async def _found(
        self,
        viewer: Viewer,
        walk: Intersection,
        bound: str,
        way: Way,
        allowance: Allowance,
        limit: int,
        words: Sequence[str],
    ) -> tuple[list[Image], str | None]:
        """At most `limit` pictures, and from where to go on, if there may be more."""
        more = set(words[MOST_SEARCHED:])
        found: list[Image] = []
        goes_on: str | None = bound
        exhausted = False
        while goes_on is not None and not exhausted and len(found) <= limit:
            wanted = limit + 1 - len(found)
            places, goes_on, exhausted = await _places(walk, goes_on, way, wanted)
            images = await self._images_at(viewer, places)
            found += [one for one in images if not more or more.issubset(entries.words_of(one))]
            if allowance.left:
                # Reading pictures that are not shown in the end counts as well.
                allowance.left -= len(found) <= limit
            else:
                # What was deleted is made up for, but not without end.
                exhausted = True
        if len(found) > limit:
            return found[:limit], beyond(entries.place(found[limit - 1]), older=way.older)
        return found, goes_on

    async def _images_at(self, viewer: Viewer, places: Sequence[str]) -> list[Image]:
        """The pictures at these places that are still there, in this order."""
        if not places:
            return []
        keys = [entries.row_key(entries.image_id_at(place)) for place in places]
        items = await get_all(self._client, self._table, [key for key in keys if key is not None])
        images = {image.id: image for item in items if (image := image_from(item)) is not None}
        found = [images[one] for place in places if (one := entries.image_id_at(place)) in images]
        if any(not may_see(viewer, image) for image in found):
            if viewer.is_member:
                # The keys are to see to that: one that does not is a fault of ours, that nobody else is to notice.
                logger.error("entries of the gallery lead %s to what they may not see", viewer.user)
            # Whoever has become a guest may have favourites from before.
            found = [image for image in found if may_see(viewer, image)]
        return found

    async def image(self, viewer: Viewer, image_id: str) -> Image | None:
        """One picture, if it is there and `viewer` may see it."""
        key = entries.row_key(image_id)
        if key is None:
            return None
        response = await self._client.get_item(
            TableName=self._table, Key=item_to_wire(key), ConsistentRead=True
        )
        image = image_from(item_from_wire(response["Item"])) if "Item" in response else None
        return image if image is not None and may_see(viewer, image) else None

    # Favourites

    async def favourite(self, viewer: Viewer, image: Image) -> bool:
        """Put a picture among the viewer's favourites; False if it is gone, or not for them to see. What they may
        see in one conversation only is listed among their favourites only there.
        """
        return may_see(viewer, image) and await self._favourites.add(viewer, image)

    async def unfavourite(self, viewer: Viewer, image: Image) -> None:
        if viewer.team == image.origin.team:
            await self._favourites.remove(viewer.user, image)

    async def is_favourite(self, viewer: Viewer, images: Collection[Image]) -> frozenset[str]:
        """The ids of those of `images` that are among the viewer's favourites."""
        return (
            await self._favourites.among(viewer.user, [one.id for one in images]) if images else frozenset()
        )

    async def favoured_by(self, image: Image) -> frozenset[str]:
        """The ids of those whose favourites a picture is among."""
        return frozenset(await self._favourites.of(image.id))

    async def refavour(self, image: Image) -> None:
        """List a picture among everybody's favourites wherever they may see it by now."""
        await self._favourites.restore(image)

    # The index

    async def index(self, images: Sequence[Image]) -> None:
        """Let pictures of which there is a record be found; doing it again changes nothing.

        Raises
        ------
        TableBusyError, ClientError, BotoCoreError
            with some of it done
        """
        items = [
            item
            for image in images
            for item in entries.entry_items(image, entries.scopes(image), self._retention)
        ]
        await put_all(self._client, self._table, items)
        there = await get_all(self._client, self._table, [_row(image) for image in images], consistent=True)
        left = {image.id for item in there if (image := image_from(item)) is not None}
        for image in images:
            if image.id not in left:
                # Deleted while it was written: the entries must not be the last word.
                await self.unindex(image)

    async def unindex(self, image: Image) -> None:
        """Remove the entries of a picture; doing it again changes nothing."""
        await delete_all(self._client, self._table, entries.entry_keys_ever(image, entries.scopes(image)))

    async def forget(self, image: Image) -> None:
        """Remove the entries of a picture, and from everybody's favourites; doing it again changes nothing."""
        await self.unindex(image)
        await self._favourites.forget(image)


async def _places(
    walk: Intersection, bound: str, way: Way, wanted: int
) -> tuple[list[str], str | None, bool]:
    """At most `wanted` places; from where to go on, if there may be more; and whether reading had to end."""
    places: list[str] = []
    while len(places) < wanted:
        try:
            place = await walk.seek(bound)
        except ExhaustedError:
            return places, walk.reached, True
        if place is None:
            return places, None, False
        places.append(place)
        bound = beyond(place, older=way.older)
    return places, bound, False


def _row(image: Image) -> dict[str, str]:
    return image_key(image.job_id, image.index)


@dataclass(frozen=True)
class _Scope:
    """Whose pictures are looked through; only those of one channel, if one is said."""

    name: str
    channel: str = ""


def _scopes(viewer: Viewer, filters: Filters) -> list[_Scope]:
    here = [_Scope(entries.conversation(viewer.team, viewer.channel))] if viewer.channel else []
    mine = _Scope(entries.owner(viewer.team, viewer.user))
    favourites = [_Scope(entries.favourites(viewer.team, viewer.user))]
    if viewer.channel:
        favourites.append(_Scope(entries.favourites(viewer.team, viewer.user, viewer.channel)))
    workspace = [_Scope(entries.workspace(viewer.team))]
    if not viewer.is_member:
        if viewer.standing == "outsider" and not viewer.channel:
            return []
        workspace = [_Scope(one.name, viewer.channel) for one in workspace if viewer.channel]
    match filters.view:
        case "mine":
            return [mine]
        case "workspace":
            # A guest's part of the workspace is what they are shown here, and what they have made.
            return workspace if viewer.is_member else [*workspace, mine]
        case "favourites":
            return favourites
        case "conversation":
            return [*workspace, *here]
        case "visible":
            return [*workspace, mine, *here]


def _facets(viewer: Viewer, filters: Filters) -> list[str] | None:
    """What a picture must be found by; None if nothing can be."""
    found: list[str] = []
    if filters.words.strip():
        found += [entries.word(token) for token in searched(filters.words)[:MOST_SEARCHED]]
        if not found:
            return None
    channel = filters.channel
    if filters.view == "conversation":
        if not viewer.channel or channel not in ("", viewer.channel):
            return None
        channel = viewer.channel
    if filters.person:
        found.append(entries.person(filters.person))
    if channel:
        found.append(entries.channel(channel))
    if filters.model:
        found.append(entries.model(filters.model))
    if filters.style.strip():
        found.append(entries.style(filters.style))
    if filters.reference is not None:
        found.append(entries.reference(given=filters.reference))
    return found or [entries.ALL]
