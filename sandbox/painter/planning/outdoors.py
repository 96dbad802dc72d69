"""Landscapes: sky, distance, ground, and what stands there."""

from sandbox.painter.planning import far, heavens, near, standing
from sandbox.painter.planning.places import places_of
from sandbox.painter.planning.placing import Stage, by_dependence
from sandbox.painter.planning.task import Pile, Task
from sandbox.painter.scene import Layer, Placed, Point

_FOOT = 30
"""How far below the water's edge a thing may reach and still be of the far bank, scene units."""
_FAR = 0.36
"""Things from this depth on belong behind those in front."""


def plan(task: Task) -> tuple[list[Layer], Point | None]:
    """All layers of a landscape, and where the sun is."""
    frame, intent = task.frame, task.intent
    places = places_of(task)
    sun = heavens.sun_at(task, behind=frame.focus * task.w if task.members else None)
    pile = Pile(task.rng)
    heavens.sky(task, pile)
    far.background(task, places, pile)
    ground = Pile(task.rng)
    land, sea = near.foreground(task, places, ground)
    stage = Stage(frame, task.rng)
    for member in by_dependence(task.members, intent):
        standing.place(task, member, stage, land, sea)
    standing.company(task, places, stage, land, ground)
    if "forest" in places and frame.view != "wide" and sea is None:
        clear = ((frame.focus * task.w, 0.0),)
        pile.add("trunks", 0.5, 0, frame.horizon + 40, side=float(intent.has("birch")), line=clear)
        heavens.fog(task, pile, frame.horizon, 0.8)
    if "rocks" in places and not intent.has("lighthouse"):
        colour = intent.colour_of("rocks")
        ground.add("boulders", 0.1, task.h * 0.86, task.h * 0.99, amount=0.8, colour=colour)
    back = _behind_water([item for item in stage.sorted() if item.depth >= _FAR], ground)
    pile.layers.extend(ground.layers)
    pile.props(back, 0.4)
    pile.props((item for item in stage.sorted() if item.depth < _FAR), 0.1)
    near.edge(task, places, pile)
    heavens.weather(task, pile)
    return pile.layers, sun


def _behind_water(items: list[Placed], ground: Pile) -> list[Placed]:
    """Put what stands on the far bank or flies above it before the water, to be mirrored; return the rest."""
    at = next((i for i, layer in enumerate(ground.layers) if layer.kind == "water" and not layer.line), None)
    if at is None:
        return items
    line = ground.layers[at].top
    on_bank = tuple(item for item in items if not item.afloat and item.y <= line + _FOOT)
    if not on_bank:
        return items
    ground.layers.insert(at, Layer("props", 0.4, ground.rng.getrandbits(32), items=on_bank))
    return [item for item in items if item not in on_bank]
