"""The pictures that come from one another, as a tree."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.jobs import Image


@dataclass(frozen=True)
class Member:
    """A picture and how many steps it is from the first."""

    image: Image
    depth: int


def lineage(images: Iterable[Image]) -> tuple[Member, ...]:
    """The pictures in the order of a tree: each behind what it was made from, those of one parent by age.

    What was made from a picture that is not among them begins a branch of its own. Each picture is there once,
    whatever its parent says.
    """
    ordered = sorted(images, key=lambda one: (one.created_at, one.id))
    ids = {one.id for one in ordered}
    children: dict[str | None, list[Image]] = {}
    for one in ordered:
        parent = one.parent if one.parent in ids and one.parent != one.id else None
        children.setdefault(parent, []).append(one)
    seen: dict[str, Member] = {}
    _grow(children, children.get(None, ()), 0, seen)
    # A circle has no beginning: it is cut at its oldest picture.
    for one in ordered:
        if one.id not in seen:
            _grow(children, [one], 0, seen)
    return tuple(seen.values())


def _grow(
    children: Mapping[str | None, Sequence[Image]],
    siblings: Sequence[Image],
    depth: int,
    seen: dict[str, Member],
) -> None:
    # Without recursion: a family may be deeper than Python goes.
    waiting = [(one, depth) for one in reversed(siblings)]
    while waiting:
        image, at = waiting.pop()
        if image.id in seen:
            continue
        seen[image.id] = Member(image, at)
        waiting += [(child, at + 1) for child in reversed(children.get(image.id, ()))]
