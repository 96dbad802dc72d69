"""The sky's layers, and what falls from it: shared by every picture that has one."""

from sandbox.painter.planning.task import Pile, Task
from sandbox.painter.rendition import DEFAULT, RENDITIONS
from sandbox.painter.scene import Point


def sun_at(task: Task, *, behind: float | None = None) -> Point | None:
    """Where the sun or moon stands; None when it is out of the picture or hidden.

    `behind`: x of the main subject, which the light stays clear of, or comes from behind.
    """
    frame, air, intent = task.frame, task.air, task.intent
    named = intent.has("sun", "moon")
    low = air.height < 0.4
    if air.body == "none" or not (named or low or air.night):
        return None
    x = task.w * (0.5 + 0.36 * air.side)
    if frame.centred:
        x = task.w * 0.5
    elif "backlit" in intent.lights and behind is not None:
        x = behind
    elif behind is not None and abs(x - behind) < 0.14 * task.w and task.chance(0.7):
        x = task.w - x
    top = frame.horizon * (1 - 0.82 * min(max(air.height, 0.02), 0.9))
    if frame.high:
        top = frame.horizon * 0.55
    if intent.has("forest") and named:
        top, x = max(top, frame.horizon * 0.46), task.w * (0.5 + 0.2 * air.side)
    return (x, max(top, 30.0))


def sky(task: Task, pile: Pile) -> None:
    """The sky itself and what is in it."""
    air, intent, horizon = task.air, task.intent, task.frame.horizon
    disc = 36.0 if air.body == "sun" else 44.0
    if intent.has("moon", "sun"):
        disc *= task.rng.uniform(1.3, 1.9)
    if air.height < 0.3 and air.body == "sun":
        disc *= 1.25
    pile.add("sky", 1.0, 0, horizon, side=1.0 if intent.has("stars") else 0.0, amount=disc)
    flat = RENDITIONS[intent.medium or DEFAULT].sky != "soft"
    if flat and air.stars > 0.2:
        pile.add("flat stars", 1.0, 0, horizon * 0.92, amount=air.stars)
    if flat:
        pile.add("disc", 1.0, amount=disc * 1.35)
    for subject in ("aurora", "rainbow", "comet"):
        if intent.has(subject):
            pile.add(subject, 1.0, 0, horizon, colour=intent.colour_of(subject))
    if flat and air.cloud_cover > 0.05:
        pile.add("flat clouds", 0.9, 0, horizon, amount=min(air.cloud_cover, 0.8))
    stormy = "storm" in intent.weather and task.allowed("lightning") and task.chance(0.3)
    if "lightning" in intent.weather or stormy:
        pile.add("bolts", 0.95, 0, horizon, amount=task.rng.uniform(0.4, 1.0))


def weather(task: Task, pile: Pile) -> None:
    """What falls in front of everything."""
    intent, h = task.intent, task.h
    stormy = "storm" in intent.weather and task.allowed("rain") and task.chance(0.75)
    if "rain" in intent.weather or stormy:
        pile.add("rain", 0.0, 0, h)
    if "snow" in intent.weather:
        pile.add("snowfall", 0.0, 0, h)
    if intent.season == "autumn" and "wind" in intent.weather:
        pile.add("falling leaves", 0.0, 0, h)
    if intent.has("cherry tree") and intent.season != "winter":
        pile.add("falling leaves", 0.0, 0, h, colour=intent.colour_of("cherry tree") or "#f3bccb")
    if "sunbeams" in intent.lights:
        pile.add("rays", 0.0, 0, h, amount=0.95)
    if "glowing" in intent.lights:
        pile.add("fireflies", 0.0, 0, h)


def fog(task: Task, pile: Pile, low: float, strength: float = 1.0) -> None:
    """A bank of mist that rests on `low`, if the weather has any."""
    misty = "fog" in task.intent.weather
    if not misty and not (set(task.intent.moods) & {"mysterious", "dreamy"} and task.chance(0.5)):
        return
    amount = (0.85 if misty else 0.5) * strength
    pile.add("mist", 0.5, low - task.h * 0.09, low + task.h * 0.05, amount=amount)
