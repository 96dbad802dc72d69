"""Which scene a subject gets, and where it is lit from."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.bedrock.writer.grammar.scenes import GROUPS, Scene
from sandbox.bedrock.writer.grammar.scenes_beings import BEINGS
from sandbox.bedrock.writer.grammar.scenes_places import PLACES

_SCENES: Final[Mapping[str, Scene]] = MappingProxyType({**PLACES, **BEINGS})

# Subjects that share the scene of another.
_LIKE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tower": "lighthouse",
        "windmill": "house",
        "barn": "house",
        "greenhouse": "garden",
        "church": "village",
        "skyscraper": "city",
        "suspension bridge": "bridge",
        "window": "door",
        "street lamp": "street",
        "river": "lake",
        "beach": "sea",
        "harbour": "sea",
        "hills": "field",
        "valley": "mountains",
        "snowfield": "mountains",
        "lavender field": "field",
        "pine tree": "tree",
        "birch": "tree",
        "bare tree": "tree",
        "rose": "flowers",
        "tulips": "flowers",
        "sunflower": "flowers",
        "poppies": "flowers",
        "lotus": "flowers",
        "bamboo": "forest",
        "ship": "sailboat",
        "boat": "sailboat",
        "scooter": "bicycle",
        "van": "car",
        "tram": "train",
        "rabbit": "fox",
        "panda": "bear",
        "tiger": "wolf",
        "lion": "wolf",
        "couple": "person",
        "crow": "owl",
        "eagle": "owl",
        "heron": "bird",
        "gulls": "bird",
        "dolphin": "whale",
        "teapot": "cup",
        "circles": "abstract",
        "geometric shapes": "abstract",
        "swirls": "abstract",
        "stripes": "abstract",
        "pattern": "abstract",
    }
)

_PLACE_OF_GROUP: Final[Mapping[str, str]] = MappingProxyType(
    {"interiors": "indoor", "objects": "indoor", "space": "space", "abstract": "abstract"}
)
_GROUP_OF_PLACE: Final[Mapping[str, str]] = MappingProxyType(
    {"indoor": "interiors", "space": "space", "underwater": "underwater"}
)
_UNDERWATER: Final = frozenset({"underwater", "jellyfish", "octopus", "submarine"})
_OUTDOOR_OBJECTS: Final = frozenset(
    {"umbrella", "kite", "campfire", "fireworks", "lantern", "sword", "shell", "crown", "key", "globe"}
)


def scene_for(canonical: str, group: str, place: str) -> Scene:
    """The scene of a subject by its painter's name, else of its group, else of anything at all.

    Where a person has put it somewhere unusual, a cat in space, what surrounds it is that place's.
    """
    scene = _SCENES.get(_LIKE.get(canonical, canonical)) or GROUPS.get(group, GROUPS["anything"])
    if place == place_of(canonical, group) or place not in _GROUP_OF_PLACE:
        return scene
    there = GROUPS[_GROUP_OF_PLACE[place]]
    return Scene(there.wide, scene.close, there.turned, there.extras)


def place_of(canonical: str, group: str) -> str:
    """``outdoor``, ``indoor``, ``space``, ``underwater`` or ``abstract``."""
    if canonical in _UNDERWATER:
        return "underwater"
    if canonical == "astronaut":
        return "space"
    if canonical in _OUTDOOR_OBJECTS:
        return "outdoor"
    return _PLACE_OF_GROUP.get(group, "outdoor")
