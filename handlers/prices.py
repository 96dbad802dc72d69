"""What the buttons come to that start at once: known before anybody clicks them."""

from contextlib import suppress

from handlers.blocks.picture_buttons import AGAIN, AT_ONCE
from services.estimates import estimate, estimate_again
from services.faults import AskError
from services.jobs import Image, PaintWork
from services.painting.interface import Plan
from services.painting.roster import Roster


def at_once(roster: Roster, work: PaintWork, image: Image) -> dict[str, Plan]:
    """What each button comes to below `image`, one of those that `work` painted; all of them are of one size.

    What nobody can do is not there.
    """
    plans: dict[str, Plan] = {}
    with suppress(AskError):
        plans[AGAIN] = estimate_again(roster, work)
    for action, reference in AT_ONCE.items():
        with suppress(AskError):
            plans[action] = estimate(roster, work, image, reference)
    return plans
