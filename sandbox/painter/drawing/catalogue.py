"""Everything that can be drawn, by name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sandbox.painter.drawing import (
    abstracts,
    backdrops,
    birds,
    boats,
    buildings,
    cupboards,
    diorama,
    fantasy,
    fields,
    figures,
    flight,
    flowers,
    fronts,
    fruit,
    furniture,
    grazers,
    ground,
    growth,
    heavens,
    keepsakes,
    land,
    monuments,
    objects,
    people,
    pets,
    plants,
    quadrupeds,
    rock,
    rooms,
    sea_life,
    space,
    town,
    treats,
    trees,
    vehicles,
    vessels,
    waters,
    weather,
    wings,
)
from sandbox.painter.drawing.land import Scenery
from sandbox.painter.drawing.subject import Subject

_SUBJECTS: Final = (
    birds, boats, buildings, fantasy, figures, flight, flowers, fruit, furniture, grazers, keepsakes,
    monuments, objects,
    people, pets, plants, quadrupeds, sea_life, space, town, treats, trees, vehicles, vessels, wings,
)  # fmt: skip
_SCENERY: Final = (
    abstracts, backdrops, cupboards, diorama, fields, fronts, ground, growth, heavens, land, rock, rooms,
    town, waters, weather,
)  # fmt: skip

SUBJECTS: Final[Mapping[str, Subject]] = MappingProxyType({
    name: subject for module in _SUBJECTS for name, subject in module.DRAWN.items()
})  # fmt: skip
"""Canonical subject -> how it is drawn and placed. Adding one: its function and entry in the file of its
kind, and its words in `sandbox.painter.vocabulary`."""

SCENERY: Final[Mapping[str, Scenery]] = MappingProxyType({
    kind: scenery for module in _SCENERY for kind, scenery in module.SCENERY.items()
})  # fmt: skip
"""Layer kind -> how that sheet of scenery is drawn."""
