"""Which kinds of land a picture shows: those the prompt names, or where its things are at home."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.painter.planning.placing import lead
from sandbox.painter.planning.task import Cast, Task

WATER: Final = frozenset({"sea", "waves", "lake", "river", "beach", "harbour"})
SALT: Final = frozenset({"sea", "waves", "harbour", "cliff", "island"})
_KNOWN: Final = WATER | {
    "waterfall", "mountains", "hills", "valley", "desert", "canyon", "cliff", "island", "volcano", "field",
    "flower field", "lavender field", "snowfield", "path", "rocks", "garden", "forest", "city", "village",
}  # fmt: skip
_DETAILS: Final = frozenset({"rocks", "path", "village"})
_AT_HOME: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "coast": ("sea", "cliff"), "sea": ("sea",), "lake": ("lake", "hills"), "river": ("river", "hills"),
    "forest": ("forest",),
    "mountains": ("mountains", "hills"), "desert": ("desert",), "snow": ("snowfield", "mountains"),
    "hills": ("hills", "field"),
    "village": ("hills", "field"), "street": ("street",), "city": ("city", "sea"), "garden": ("garden",),
    "sky": ("hills",),
    "space": ("mountains",), "deep": ("sea",),
})  # fmt: skip
_WANDER: Final = (
    ("mountains", "lake"), ("hills", "field"), ("sea", "cliff"), ("mountains", "field"), ("lake",
        "forest", "hills"),
)  # fmt: skip


def places_of(task: Task) -> tuple[str, ...]:
    """The kinds of land, in the order of the prompt."""
    intent, members, rng = task.intent, task.members, task.rng
    places = [subject for subject in intent.subjects if subject in _KNOWN]
    floats = any(member.subject.stands == "water" for member in members)
    if all(place in _DETAILS for place in places):
        places.extend(_AT_HOME.get(_home(lead(members)), ("field",)) if members else rng.choice(_WANDER))
    if floats and not WATER & set(places):
        inland = {"mountains", "forest", "hills", "valley"} & set(places) or lead(members).subject.metres < 3
        places.insert(0, "lake" if inland else "sea")
    tame = {"mountains", "hills", "field", "valley", "forest"}
    unpeopled = all(member.subject.stands in ("air", "space") for member in members)
    if unpeopled and not {*places} - tame and task.chance(0.6):
        places.append(rng.choice(("lake", "river", "path", "path")))
    dry = {"field", "garden", "hills", "path", "desert", "mountains", "forest"}
    if "city" in places and not (WATER | dry) & set(places):
        places.append("sea")
    if "snow" in intent.weather and not (WATER | {"snowfield"}) & set(places):
        places.append("snowfield")
    if SALT & set(places) and not {"beach", "cliff", "island", "harbour", "city", "mountains"} & set(places):
        places.extend(_footing(task))
    return tuple(place for place in dict.fromkeys(places) if task.allowed(place))


def _home(member: Cast) -> str:
    """Where a thing is met, as its word has it: a polar bear is not met in the woods."""
    return (
        "snow" if {"polar", "arctic", "snow"} & set(member.mention.word.split()) else member.subject.setting
    )


def _footing(task: Task) -> tuple[str, ...]:
    """What people and buildings stand on when the prompt has only the sea."""
    upright = [member for member in task.members if member.subject.stands in ("ground", "floor", "table")]
    if not upright:
        return ()
    tall = lead(upright).subject.metres > 2.5 and lead(upright).name != "palm tree"
    return ("cliff",) if tall else ("beach",)
