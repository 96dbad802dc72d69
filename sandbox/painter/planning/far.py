"""What closes the view of a landscape: mountains, woods, towns, islands."""

from collections.abc import Sequence

from sandbox.painter.planning import contours, heavens
from sandbox.painter.planning.task import Pile, Task


def background(task: Task, places: Sequence[str], pile: Pile) -> None:
    """The sheets between the sky and the near ground."""
    frame, rng, intent = task.frame, task.rng, task.intent
    w, room, base = task.w, frame.horizon, frame.horizon + 4
    side = -frame.away * rng.uniform(0.3, 0.9) * (0 if frame.centred else 1)
    before = len(pile.layers)
    if "mountains" in places or "valley" in places:
        _mountains(task, places, pile, side)
    _landmarks(task, places, pile, side)
    bare = len(pile.layers) == before
    inland = not {"sea", "waves", "beach", "harbour"} & set(places)
    if (bare and inland) or ("hills" in places and "mountains" not in places):
        for depth, rise, amount in ((0.86, 0.2, 2.0), (0.66, 0.15, 1.0), (0.46, 0.1, 1.0)):
            line = contours.rolling(rng, w, base, room * rise * rng.uniform(0.8, 1.3), side=side)
            pile.ridge("hills", depth, line, base + 30, amount=amount, colour=intent.colour_of("hills"))
        heavens.fog(task, pile, base)
    if "forest" in places:
        _woods(task, places, pile)
    if "island" in places:
        for _ in range(rng.choice((1, 2, 3))):
            middle, half = rng.uniform(0.1, 0.9) * w, rng.uniform(0.08, 0.18) * w
            line = contours.isle(rng, middle, half, base, room * rng.uniform(0.08, 0.17))
            pile.ridge("hills", rng.uniform(0.6, 0.82), line, base + 2, amount=2.0)
    elif not inland and bare and task.chance(0.5):
        line = contours.rolling(rng, w, base, room * 0.07, side=-side)
        pile.ridge("hills", 0.84, line, base + 30, amount=2.0)


def _landmarks(task: Task, places: Sequence[str], pile: Pile, side: float) -> None:
    """Volcanoes, canyons, cities, dunes."""
    frame, rng, intent = task.frame, task.rng, task.intent
    w, room, base = task.w, frame.horizon, frame.horizon + 4
    if "volcano" in places:
        middle = frame.focus * w
        line = contours.cone(rng, w, base, room * rng.uniform(0.5, 0.62), middle)
        pile.ridge("volcano", 0.6, line, base + 20, side=middle / w * 2 - 1)
    if "canyon" in places:
        pile.ridge("mesa", 0.75, contours.mesas(rng, w, base, room * 0.32), base + 30)
        pile.ridge("mesa", 0.48, contours.mesas(rng, w, base + 20, room * 0.42), base + 30)
    if "city" in places:
        top = base - room * rng.uniform(0.5, 0.66)
        pile.add("skyline", 0.42, top, base + 6, side=side * 0.6, colour=intent.colour_of("city"))
    if "desert" in places:
        for depth, rise in ((0.72, 0.09), (0.5, 0.12)):
            line = contours.dunes(rng, w, base, room * rise)
            pile.ridge("dunes", depth, line, base + 30, colour=intent.colour_of("desert"))


def _mountains(task: Task, places: Sequence[str], pile: Pile, side: float) -> None:
    rng, w, room, base = task.rng, task.w, task.frame.horizon, task.frame.horizon + 4
    tint = task.intent.colour_of("mountains")
    rise = room * (rng.uniform(0.62, 0.82) if "mountains" in places[:2] else rng.uniform(0.45, 0.6))
    if task.frame.low:
        rise *= 1.1
    pile.ridge(
        "mountains",
        0.86,
        contours.jagged(rng, w, base, rise * 0.74, peaks=5, side=-side),
        base + 30,
        colour=tint,
    )
    pile.ridge(
        "mountains", 0.64, contours.jagged(rng, w, base, rise, peaks=3, side=side), base + 30, colour=tint
    )
    heavens.fog(task, pile, base)
    pile.ridge("hills", 0.5, contours.rolling(rng, w, base, room * 0.13, side=-side), base + 30, amount=2.0)
    if task.chance(0.5) and "forest" not in places and task.allowed("forest"):
        line = contours.rolling(rng, w, base, room * 0.03)
        pile.add("treeline", 0.48, base - room * 0.09, base, amount=1.0, line=line)


def _woods(task: Task, places: Sequence[str], pile: Pile) -> None:
    rng, room, base = task.rng, task.frame.horizon, task.frame.horizon + 4
    pines = bool({"mountains", "snowfield", "lake"} & set(places)) or task.chance(0.4)
    tint = task.intent.colour_of("forest")
    for depth, rise in ((0.62, 0.16), (0.4, 0.2)):
        line = contours.rolling(rng, task.w, base, room * 0.05)
        pile.add("treeline", depth, base - room * rise, base, amount=float(pines), line=line, colour=tint)
        heavens.fog(task, pile, base - 20, 0.8)
