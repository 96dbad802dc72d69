"""From an intent to a scene: which kind of picture, then its parts."""

from random import Random

from sandbox.painter.atmosphere import atmosphere
from sandbox.painter.brief import Brief
from sandbox.painter.intent import Intent, family_of
from sandbox.painter.planning import beyond, diorama, outdoors, rooms, skies, still, towns
from sandbox.painter.planning.frame import frame
from sandbox.painter.planning.placing import cast
from sandbox.painter.planning.task import Cast, Task
from sandbox.painter.reading import read
from sandbox.painter.rendition import DEFAULT
from sandbox.painter.scene import Layer, Point, Scene

_ROOMS = ("room", "cafe", "library", "kitchen")
_SPACE = (
    "space",
    "nebula",
    "moonscape",
    "planet",
    "ringed planet",
    "galaxy",
    "black hole",
    "asteroid",
    "satellite",
)


def plan(brief: Brief, intent: Intent | None = None) -> Scene:
    """The scene of a brief. Equal briefs give equal scenes; nothing banned is in it."""
    rng = Random(brief.key)
    intent = intent or read(brief.prompt, brief.negative)
    view = frame(intent, brief, rng)
    air = atmosphere(intent, rng)
    members = cast(intent, rng)
    layout = choose(Task(intent, view, air, members, rng))
    if len(members) > 1:
        members = [member for member in members if member.name != "portrait" or layout == "portrait"]
    layers, sun = _compose(layout, Task(intent, view, air, members, rng))
    return Scene(
        layout=layout, width=view.width, height=view.height, horizon=view.horizon, atmosphere=air,
        medium=intent.medium or DEFAULT,
        layers=tuple(layer for layer in layers if layer.kind not in intent.banned),
        seed=rng.getrandbits(32), sun=sun, tones=intent.tones, moods=intent.moods, lights=intent.lights,
        colours=intent.colours or brief.palette[:5], views=intent.views,
        crescent=any("crescent" in mention.word for mention in intent.mentions if mention.subject == "moon"),
    )  # fmt: skip


def choose(task: Task) -> str:
    """Which kind of picture answers this intent."""
    intent, members = task.intent, task.members
    drawn = {member.mention.subject for member in members}
    families = {family_of(subject) for subject in intent.subjects}
    scenery = [subject for subject in intent.subjects if subject not in drawn]
    land = any(
        family_of(subject) in ("water", "landscape") or subject in ("forest", "city") for subject in scenery
    )
    things = [member for member in members if member.name != "portrait"]
    if any(member.subject.stands == "table" for member in things):
        things = [member for member in things if member.name != "window"]
    if intent.has("pattern") and things:
        return "pattern"
    if not members and not land and not families - {"abstract", ""}:
        return "abstract"
    if "abstract" in families and not things and not land:
        return "abstract"
    swimming = any(member.subject.stands == "deep" for member in members)
    surface = any(member.subject.stands == "water" for member in members) or intent.has(
        "beach", "cliff", "waves", "lake"
    )
    surface = surface or intent.has("city", "mountains", "forest", "hills", "desert", "village")
    if intent.has("underwater") or (swimming and not surface):
        return "deep"
    return _enclosed(task, things, land=land) or _open(task, things, land=land)


def _enclosed(task: Task, things: list[Cast], *, land: bool) -> str | None:
    """Space, portraits, rooms, tables, walls, streets."""
    intent, members = task.intent, task.members
    head = things[0] if things else None
    if intent.has(*_SPACE) and (not land or intent.has("space", "nebula", "moonscape")):
        return "space"
    if head and head.subject.setting == "space" and not land and not intent.has("street", *_ROOMS):
        return "space"
    faces = [member for member in members if member.subject.face]
    close = intent.has("portrait") or task.frame.view == "close"
    if faces and close and (faces[0].name == "portrait" or faces[0] is head):
        return "portrait"
    if intent.has(*_ROOMS):
        return "room"
    indoor = all(member.subject.stands in ("table", "floor") for member in things)
    if things and indoor and not land and not intent.has("street", "wall", "city"):
        if any(member.subject.setting == "studio" for member in things) and not intent.has("table"):
            return "studio"
        seated = any(member.subject.stands == "floor" and member.name != "table" for member in things)
        return "room" if seated else "tabletop"
    if any(member.subject.stands == "wall" for member in things) or intent.has("wall"):
        inside = any(member.subject.setting in ("room", "tabletop") for member in things)
        return "room" if inside else "facade"
    urban = all(member.subject.setting in ("street", "facade", "room", "tabletop") for member in things)
    if intent.has("street") or (head and head.subject.setting == "street" and urban and not land):
        return "street"
    return None


def _open(task: Task, things: list[Cast], *, land: bool) -> str:
    """Under the sky, or wherever the main thing is at home."""
    if not things or land or task.intent.has("village"):
        return "outdoors"
    head, sparse = things[0], task.frame.sparse
    homely = all(
        member.subject.setting in ("room", "tabletop", "street", "facade", "studio") for member in things
    )
    if head.subject.setting in ("room", "tabletop") and homely and not sparse:
        return "room"
    if head.subject.setting == "studio":
        return "studio"
    if head.subject.setting == "facade" and not sparse:
        return "facade"
    if sparse and all(member.subject.stands in ("ground", "air", "floor", "table") for member in things):
        return "minimal"
    return "aloft" if all(member.subject.stands == "air" for member in things) else "outdoors"


def _compose(layout: str, task: Task) -> tuple[list[Layer], Point | None]:
    if task.intent.medium == "isometric" and layout not in ("abstract", "pattern", "portrait", "deep"):
        return diorama.plan(task, layout), None
    under_sky = {
        "outdoors": outdoors.plan,
        "street": towns.street,
        "minimal": skies.minimal,
        "aloft": skies.aloft,
    }
    if layout in under_sky:
        return under_sky[layout](task)
    closed = {
        "abstract": still.abstract, "pattern": still.pattern, "tabletop": still.tabletop,
        "studio": still.studio, "deep": beyond.deep,
        "space": beyond.space, "portrait": skies.portrait, "room": rooms.plan, "facade": towns.facade,
    }  # fmt: skip
    return closed[layout](task), None
