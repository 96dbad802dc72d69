"""Light and air of a picture: from the words for time, weather, season and mood to colours."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Final, Literal

from sandbox.painter import colour as colours
from sandbox.painter.intent import Intent

Stops = tuple[str, ...]


@dataclass(frozen=True)
class Atmosphere:
    """What everything in the picture is lit by and fades into."""

    sky: Stops
    """Colours of the sky from its top down to the horizon, evenly spaced."""
    sun: str
    """The disc itself."""
    glow: str
    """The sky around the sun or moon."""
    key: str
    """The main light, as a factor for surfaces."""
    shade: str
    """The light in the shadows, as a factor."""
    haze: str
    """What distance fades to."""
    haze_strength: float
    """0..1 at the horizon."""
    cloud: str
    """Lit side of the clouds."""
    cloud_shade: str
    cloud_cover: float
    """0 none .. 1 closed."""
    water: str
    """Deep water seen from above."""
    body: Literal["sun", "moon", "none"] = "sun"
    stars: float = 0.0
    """0 none .. 1 a dense night sky."""
    night: bool = False
    side: float = -1.0
    """Where the light comes from: -1 left .. 1 right."""
    height: float = 0.5
    """Of the sun or moon: 0 at the horizon .. 1 at the top."""
    contrast: float = 1.0
    wind: float = 0.3
    """0 calm .. 1 storm: waves, leaning grass."""
    season: str = "summer"
    lamp: str = "#ffd58a"


def _a(
    sky: str,
    sun: str,
    glow: str,
    key: str,
    shade: str,
    haze: str,
    strength: float,
    clouds: str,
    cover: float,
    water: str,
) -> Atmosphere:
    lit, dark = clouds.split()
    return Atmosphere(tuple(sky.split()), sun, glow, key, shade, haze, strength, lit, dark, cover, water)


_HOURS: Final[Mapping[str, tuple[Atmosphere, ...]]] = {
    "dawn": (
        _a("#4f6a9c #8f9fc6 #d8b9c9 #f6cfb8 #fbe3bd",
           "#fff4d6", "#ffdca8", "#ffeede", "#8b8fb8", "#e9cfc9", 0.72, "#fbe3d6 #9d98bb", 0.4, "#51708f"),
        _a("#5d7fa8 #a9bfd0 #e4d5cb #f8dcb4 #fbe8c8",
           "#fff6df", "#ffe3ad", "#fff0da", "#8a97b5", "#e8dac8", 0.74, "#fdeedd #a7a5b8", 0.35, "#5a7d92"),
        _a("#6a5f97 #b08fb5 #e9a9ae #f9c8a8 #fde2b4",
           "#fff2cc", "#ffc9a0", "#ffe6d6", "#8f83b0", "#e9bfc0", 0.7, "#ffd9c9 #94809f", 0.45, "#6a6a97"),
    ),
    "day": (
        _a("#2a74bd #5aa0d8 #9ccbe8 #d3e9ee",
           "#fffbe8", "#fff6dc", "#fffaf0", "#8a98bd", "#c6dde6", 0.66, "#ffffff #a9b8cb", 0.35, "#2b6f93"),
        _a("#3c86bd #74b4d6 #b5d9df #e6efdf",
           "#fffbe6", "#fff3d2", "#fff8ea", "#8d9cb6", "#d3e2dc", 0.66, "#fffdf4 #aebfca", 0.3, "#2f7f93"),
        _a("#2f62a8 #4f8fce #8fc3e6 #cfe6f2",
           "#ffffff", "#f3f8ff", "#fdfaf4", "#8592bd", "#bfd6e6", 0.62, "#ffffff #9fb0cc", 0.45, "#24608f"),
    ),
    "golden hour": (
        _a("#6f95b3 #b8bfa9 #eccf8f #f9c163 #fbd98b",
           "#fff3c4", "#ffd27a", "#ffe2ae", "#7f7fa6", "#efd3a0", 0.72, "#ffe9bf #b59a8f", 0.35, "#5b7d84"),
        _a("#5f86a3 #a3b3ad #e5c88f #f6ad5c #fcd08a",
           "#fff0c0", "#ffbf66", "#ffdda2", "#77789f", "#eac193", 0.72, "#ffdfae #a9878a", 0.4, "#4f7280"),
    ),
    "sunset": (
        _a("#2d3563 #6b4f83 #bf5f78 #ee8a5b #fbc072",
           "#fff0b8", "#ffb765", "#ffd0a0", "#6d6a9e", "#d98f79", 0.66, "#ffb48a #5a4a78", 0.5, "#4a5480"),
        _a("#3a5a85 #8094b5 #e0b49b #f59a63 #ef6b4d",
           "#ffe9b0", "#ff9f5c", "#ffc894", "#66709f", "#de9a80", 0.64, "#ffc79c #6b6488", 0.45, "#45678a"),
        _a("#1f2850 #4d3f76 #a04a78 #e4716b #fbb46e",
           "#ffe6a6", "#ff8f6b", "#ffbf9c", "#5f5a98", "#c97a7c", 0.64, "#ff9d85 #45386e", 0.5, "#3d4478"),
        _a("#47708f #9fb4a6 #f2cf8d #f8a24e #e8743f",
           "#fff2c0", "#ffb552", "#ffd295", "#6f7798", "#e7a877", 0.66, "#ffd79a #8a7280", 0.4, "#4f7888"),
    ),
    "dusk": (
        _a("#141c42 #2f3b70 #5f5a92 #a8759a #e3a08f",
           "#fff0d0", "#e59a8f", "#b9a8d0", "#5b609c", "#806f98", 0.66, "#b58aa8 #2f3560", 0.4, "#333f70"),
        _a("#10284a #24507a #4f81a0 #9ab0b0 #e2c3a0",
           "#fff4d6", "#d9c0a5", "#aebed0", "#556a98", "#7a95a5", 0.68, "#a9bac0 #24456a", 0.35, "#2a5272"),
    ),
    "night": (
        _a("#050a1e #0c1a3d #17305c #2c4d7a #47688f",
           "#fdf6df", "#6f8fc0", "#7f93c6", "#3f4f88", "#2b4469", 0.66, "#5f7aa6 #16264a", 0.3, "#122a4d"),
        _a("#0a0820 #1b1440 #33265f #4f3f7f #6f5f9a",
           "#fff2d6", "#8f7fc0", "#8f8ccb", "#47478c", "#43386f", 0.64, "#7a6fa8 #201a48", 0.3, "#1f2050"),
        _a("#04131f #0a2a3d #14465a #2a6675 #5a8f92",
           "#f6fbe6", "#6fb0b5", "#83adb8", "#3a5f80", "#2a5a68", 0.66, "#5f959c #0f3142", 0.3, "#0d3a4c"),
    ),
}  # fmt: skip
_WEATHERS: Final[Mapping[str, tuple[Atmosphere, ...]]] = {
    "storm": (
        _a("#1f2731 #38434f #5a666e #87908f #b7b4a2",
           "#f6f0d9", "#d9d2b5", "#d5d8d3", "#6d7a8f", "#8a949a", 0.7, "#aeb4b2 #262f3a", 0.95, "#2f4a55"),
        _a("#1b2433 #313f55 #4f6272 #7c8a8f #c9b98f",
           "#fdf0c4", "#e5c98a", "#dfd3bb", "#667592", "#88918f", 0.68, "#c4b89c #1f2938", 0.92, "#2a4456"),
    ),
    "overcast": (
        _a("#7f8f9c #9aa7b0 #b5bfc3 #d2d4cf",
           "#fbf8ee", "#e6e3d8", "#eceae4", "#8f99ac", "#c3c9ca", 0.74, "#d9dcda #77858f", 0.9, "#567480"),
        _a("#6f8494 #93a5ad #b9c2bf #ddd8c9",
           "#fffaeb", "#eee6d2", "#f0ebe0", "#8b97aa", "#c9cbc2", 0.74, "#e2e0d6 #6d7c88", 0.85, "#4f7280"),
    ),
    "rain": (
        _a("#46586a #64788a #8797a3 #adb6b8",
           "#eef0ea", "#c3cbcd", "#cdd6da", "#74829c", "#98a6ad", 0.78, "#aab4b9 #4a5a69", 0.9, "#3d5a6b"),
    ),
    "snow": (
        _a("#8ea4ba #b3c3d1 #d3dce2 #eceeee",
           "#ffffff", "#f3f1ea", "#f3f6fa", "#94a6c6", "#dbe3e9", 0.82, "#f3f5f6 #93a5b8", 0.8, "#5a7a92"),
    ),
    "fog": (
        _a("#b3bfc6 #c9d0d2 #dadcd8 #e9e6dd",
           "#fffdf4", "#f6efdf", "#f3f0e8", "#a3adba", "#dadcd8", 0.97, "#e9e9e4 #aab4ba", 0.5, "#8a9ca5"),
        _a("#9fb2b8 #bccaca #d5dad0 #efe6d0",
           "#fffbe9", "#f9e9c6", "#f8efdc", "#9aa8b3", "#d9d9cb", 0.96, "#eeeadd #9fadb0", 0.45, "#84999c"),
    ),
}  # fmt: skip
_PALE_BY_HOUR: Final = {"sunset": 0.55, "dusk": 0.62, "night": 0.7, "dawn": 0.5, "golden hour": 0.5}


def _blend(first: Atmosphere, second: Atmosphere, share: float) -> Atmosphere:
    """Colours of `first` with `share` of `second` in them."""

    def both(one: str, two: str) -> str:
        return colours.mix(one, two, share)

    steps = 5
    return replace(
        first,
        sky=tuple(both(_at(first.sky, i / (steps - 1)), _at(second.sky, i / (steps - 1))) for i in range(steps)),
        sun=both(first.sun, second.sun), glow=both(first.glow, second.glow), key=both(first.key, second.key),
        shade=both(first.shade, second.shade), haze=both(first.haze, second.haze),
        haze_strength=first.haze_strength + (second.haze_strength - first.haze_strength) * share,
        cloud=both(first.cloud, second.cloud), cloud_shade=both(first.cloud_shade, second.cloud_shade),
        cloud_cover=first.cloud_cover + (second.cloud_cover - first.cloud_cover) * max(share, 0.8),
        water=both(first.water, second.water),
    )  # fmt: skip


def _at(stops: Stops, share: float) -> str:
    place = share * (len(stops) - 1)
    low = min(int(place), len(stops) - 2)
    return colours.mix(stops[low], stops[low + 1], place - low)


def _hour(intent: Intent, rng: Random) -> str:
    if intent.time:
        return "day" if intent.time == "morning" else intent.time
    if intent.has("stars", "moon", "aurora", "comet", "fireworks") or "glowing" in intent.lights:
        return "night"
    if intent.medium == "neon":
        return "night"
    if any(mood in intent.moods for mood in ("mysterious",)):
        return rng.choice(("dusk", "night"))
    if "moody" in intent.moods:
        return rng.choice(("dusk", "dawn", "sunset"))
    if "dramatic" in intent.moods or "backlit" in intent.lights:
        return rng.choice(("sunset", "golden hour", "dusk"))
    if "cosy" in intent.moods or "warm light" in intent.lights:
        return rng.choice(("golden hour", "sunset", "dusk"))
    if "dreamy" in intent.moods:
        return rng.choice(("dawn", "dusk", "sunset"))
    if "sun" in intent.subjects:
        return rng.choice(("sunset", "golden hour", "dawn"))
    return rng.choice(("day", "day", "golden hour", "dawn", "sunset"))


def atmosphere(intent: Intent, rng: Random) -> Atmosphere:
    """The light and air an intent asks for; what it leaves open is drawn from `rng`."""
    hour = _hour(intent, rng)
    air = rng.choice(_HOURS[hour])
    night = hour == "night"
    heights = {"dawn": 0.14, "day": 0.72, "golden hour": 0.26, "sunset": 0.08, "dusk": 0.04, "night": 0.62}
    height = heights[hour] + rng.uniform(-0.04, 0.1)
    body: Literal["sun", "moon", "none"] = "moon" if night or intent.has("moon") else "sun"
    air = replace(
        air,
        night=night or hour == "dusk",
        body=body,
        height=height,
        stars={"night": 0.9, "dusk": 0.25}.get(hour, 0.0),
    )
    for weather in ("overcast", "rain", "storm", "snow", "fog"):
        if weather in intent.weather or (weather == "storm" and "lightning" in intent.weather):
            share = _PALE_BY_HOUR.get(hour, 0.95)
            if weather == "snow" and hour in ("sunset", "dawn", "golden hour"):
                share = 0.35
            if intent.has("stars", "aurora", "moon", "comet"):
                share = 0.16
            elif weather == "snow" and hour in ("night", "dusk"):
                share = 0.34
            air = _blend(air, rng.choice(_WEATHERS[weather]), share)
            air = replace(
                air,
                stars=air.stars * 0.3,
                body="none" if weather in ("rain", "storm") and not intent.has("sun", "moon") else air.body,
            )
    if "clear" in intent.weather or "clouds" in intent.banned:
        air = replace(air, cloud_cover=0.0)
    if intent.has("clouds"):
        air = replace(air, cloud_cover=max(air.cloud_cover, 0.62))
    if intent.has("stars", "comet", "galaxy") and air.cloud_cover < 0.8:
        air = replace(air, stars=1.0, cloud_cover=min(air.cloud_cover, 0.15))
    if "stars" in intent.banned:
        air = replace(air, stars=0.0)
    if air.body in intent.banned:
        air = replace(air, body="none")
    wind = (
        0.95
        if "storm" in intent.weather
        else 0.7
        if "wind" in intent.weather or intent.has("waves")
        else 0.12
        if "serene" in intent.moods
        else 0.35
    )
    season = intent.season or ("winter" if "snow" in intent.weather or intent.has("snowfield", "snowman") else
                               "spring" if intent.has("cherry tree", "tulips") else rng.choice(("summer",
                                   "summer", "spring", "autumn")))  # fmt: skip
    air = replace(air, side=rng.choice((-1.0, 1.0)) * rng.uniform(0.45, 1.0), wind=wind, season=season)
    return _tinted(_moods(air, intent), intent)


def _moods(air: Atmosphere, intent: Intent) -> Atmosphere:
    """Moods, lights and tones that change light itself (the grade of the finished picture does the rest)."""
    contrast = 1.0
    if (
        set(intent.moods) & {"dramatic", "energetic"}
        or {"high contrast"} & set(intent.tones)
        or set(intent.lights) & {"hard light", "chiaroscuro"}
    ):
        contrast = 1.25
    if (
        set(intent.moods) & {"serene", "dreamy"}
        or set(intent.lights) & {"soft light", "high-key"}
        or {"low contrast", "pastel"} & set(intent.tones)
    ):
        contrast = 0.78
    if "backlit" in intent.lights:
        air = replace(air, key=colours.mix(air.key, air.shade, 0.75), height=min(air.height, 0.2))
        contrast = 1.3
    if "warm light" in intent.lights or "warm tones" in intent.tones:
        air = replace(air, key=colours.mix(air.key, "#ffcf8f", 0.35))
    if "cold light" in intent.lights or "cool tones" in intent.tones:
        air = replace(air, key=colours.mix(air.key, "#b5d0ff", 0.4))
    return replace(air, contrast=contrast)


def _tinted(air: Atmosphere, intent: Intent) -> Atmosphere:
    """Colours the prompt binds to sky, clouds, sun, moon and water."""
    for subject in ("sky", "stars"):
        if colour := intent.colour_of(subject):
            count = len(air.sky)
            toward = tuple(colours.mix(colour, air.sky[i], 0.25 + 0.2 * i / count) for i in range(count))
            air = replace(
                air,
                sky=toward,
                haze=colours.mix(air.haze, colour, 0.5),
                glow=colours.mix(air.glow, colour, 0.4),
            )
    if colour := intent.colour_of("clouds"):
        air = replace(
            air, cloud=colours.mix(colour, "#ffffff", 0.25), cloud_shade=colours.shift(colour, -0.18)
        )
    for subject in ("sun", "moon"):
        if colour := intent.colour_of(subject):
            air = replace(
                air, sun=colours.mix(colour, "#ffffff", 0.15), glow=colours.mix(air.glow, colour, 0.6)
            )
    for subject in ("sea", "lake", "river", "waves"):
        if colour := intent.colour_of(subject):
            air = replace(air, water=colour)
    return air
