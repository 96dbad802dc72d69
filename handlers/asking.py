"""Which form asks what has to be known before something is made of a picture."""

from collections.abc import Callable, Sequence

from handlers.blocks import use_forms
from handlers.blocks.elements import Block
from handlers.blocks.modals import RATIOS
from handlers.texts import Texts
from services.ask import ENLARGING, SIDES, Ask, Enlarging, Ratio, ReferenceOptions, Use
from services.faults import AskError
from services.jobs import Image
from services.painting.interface import Plan

Estimate = Callable[[ReferenceOptions, Ratio | None], Plan]
"""What it comes to, or an `AskError` if nobody can do it."""


def form_for(
    use: Use,
    texts: Texts,
    metadata: str,
    estimate: Estimate,
    size: tuple[int, int],
    *,
    ask: Ask | None = None,
    about: str = "",
    painted: Sequence[Image] = (),
) -> Block:
    """The form of `use`, one of `use_forms.FORMS`.

    Parameters
    ----------
    size
        of the picture, pixels
    ask
        what was said already
    about
        which picture, where there are several
    painted
        pictures that may be the second one

    Raises
    ------
    AskError
        if nobody can do it
    """
    match use:
        case Use.UPSCALE:
            said = ask.reference.where if ask else ""
            return use_forms.of_size(texts, metadata, _enlarging(estimate), size, chosen=said, about=about)
        case Use.EXTEND:
            return use_forms.of_edges(texts, metadata, _edges(estimate), ask=ask, about=about)
        case Use.RESTYLE:
            plans = [estimate(ReferenceOptions(use=use), None)]
            return use_forms.of_manner(texts, metadata, plans, painted, about=about)
        case _:
            plans = [estimate(ReferenceOptions(use=use), None)]
            return use_forms.of_words(use, texts, metadata, plans, ask=ask, about=about)


def _enlarging(estimate: Estimate) -> dict[Enlarging, Plan]:
    """The ways that somebody can do."""
    plans: dict[Enlarging, Plan] = {}
    refused: AskError | None = None
    for way in ENLARGING:
        try:
            plans[way] = estimate(ReferenceOptions(use=Use.UPSCALE, where=way), None)
        except AskError as error:
            refused = error
    if not plans and refused is not None:
        raise refused
    return plans


def _edges(estimate: Estimate) -> list[Plan]:
    """What it comes to for every side and every shape."""
    shapes = [Ratio(width=int(wide), height=int(high)) for wide, high in (one.split(":") for one in RATIOS)]
    sides = [estimate(ReferenceOptions(use=Use.EXTEND, where=side), None) for side in SIDES]
    return sides + [estimate(ReferenceOptions(use=Use.EXTEND), shape) for shape in shapes]
