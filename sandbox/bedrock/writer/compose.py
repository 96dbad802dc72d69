"""Puts three prompts together: one wide, one close, one turned around, each in its own light and colours.

A prompt is built from parts in order of weight, as many as the limit allows, and then set in the order in
which they read well; so a short limit costs detail, never an ending.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sandbox.bedrock.writer.chooser import Chooser
from sandbox.bedrock.writer.grammar.lights import Light, Moods, Palette
from sandbox.bedrock.writer.grammar.scenes import Scene
from sandbox.bedrock.writer.grammar.subjects import scene_for
from sandbox.bedrock.writer.grammar.views import CLOSE, COMPOSITIONS, TURNED, WIDE, View
from sandbox.bedrock.writer.lighting import agrees, clashing, fitting_lights
from sandbox.bedrock.writer.offer import Offer
from sandbox.bedrock.writer.phrases import listed, sentence_case, trimmed
from sandbox.bedrock.writer.style import Manner, manners
from sandbox.bedrock.writer.subject import setting_for, subject_phrase
from sandbox.bedrock.writer.unsaid import unsaid

COMFORTABLE: Final = 470
"""Characters after which nothing is added, whatever the limit: a prompt has to be read by people too."""

_VIEWS: Final = (WIDE, CLOSE, TURNED)


@dataclass(frozen=True, slots=True)
class Draft:
    """A prompt and what it was made from; the title is made from the same."""

    prompt: str
    light: Light
    view: View
    which: int


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of the sentence: its place in the order of reading, and its weight (low is kept longest)."""

    weight: int
    text: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """What sets one of the three apart from the others."""

    which: int
    manner: Manner
    view: View
    light: Light
    palette: Palette
    mood: Moods


def compose(offer: Offer, attempt: int = 0) -> tuple[Draft, Draft, Draft]:
    """Three drafts; another `attempt` makes other choices."""
    seed = repr(
        (offer.original, offer.style, offer.palette, offer.already_offered, offer.temperature, attempt)
    )
    temperature = min(1.0, offer.temperature + 0.25 * attempt)
    chooser = Chooser(seed, temperature, offer.already_offered, offer.avoided | clashing(offer.reading))
    styles = manners(offer.style, offer.reading, chooser, offer.longest)
    made: list[_Choice] = []
    drafts = []
    for which in range(3):
        choice = _choice(offer, chooser, which, styles[which], made)
        made.append(choice)
        frame = _alone if offer.part else _FRAMES[which]
        sentence = _assembled(frame(offer, chooser, choice), offer.longest)
        drafts.append(Draft(sentence, choice.light, choice.view, which))
    return drafts[0], drafts[1], drafts[2]


def _choice(offer: Offer, chooser: Chooser, which: int, manner: Manner, made: Sequence[_Choice]) -> _Choice:
    """A viewpoint, a light, a palette and a mood that none of those `made` already has, if there are enough."""
    lights = [choice.light for choice in made]
    taken = {choice.view.name for choice in made}
    views = _views(offer, which)
    others = [each for each in views if each.name not in taken] or views
    view = chooser.one(others, lambda each: each.text, [choice.view for choice in made])
    fitting = fitting_lights(offer.reading, lights)
    if not any(chooser.allowed(each.text) for each in fitting):
        fitting = fitting_lights(offer.reading, [])  # better one of those again than what must not appear
    light = chooser.one(fitting, lambda each: each.text, lights)
    palette = chooser.one(light.palettes, listed, [choice.palette for choice in made])
    mood = chooser.one(light.moods, listed, [choice.mood for choice in made])
    return _Choice(which, manner, view, light, palette, mood)


def _views(offer: Offer, which: int) -> Sequence[View]:
    """Views of this treatment that suit the subject; only those of the viewpoint a person asked for."""
    place, group = offer.reading.place, offer.reading.subjects[0].group

    def suits(view: View) -> bool:
        return place in view.places and (not view.groups or group in view.groups)

    fitting = [view for view in _VIEWS[which] if suits(view)]
    wanted = offer.reading.means("view")
    if not wanted and offer.first_view and (which == 0 or offer.layout):
        wanted = [offer.first_view]
    asked = [view for views in _VIEWS for view in views if view.name in wanted and suits(view)]
    return [view for view in asked if view in _VIEWS[which]] or asked or fitting


def _wide(offer: Offer, chooser: Chooser, choice: _Choice) -> list[_Part]:
    # A watercolour of a lighthouse on a headland, wide shot …, slate clouds …, gulls …, washes …
    manner, subject, scene = choice.manner, subject_phrase(offer.reading, 0, offer.longest), _scene(offer)
    setting = setting_for(offer.reading, scene, 0, chooser, choice.light)
    opening = f"{manner.opening} of {subject}" if manner.opening else subject
    return [
        _Part(0, f"{opening} {setting}".strip()),
        _Part(2, manner.tail),
        *_asked(offer, choice, f"{subject} {setting}"),
        _Part(3, choice.view.text),
        _Part(2, choice.light.text),
        *_some(offer, chooser, choice, scene.extras, 7, 9),
        _Part(5, manner.trace) if manner.opening else _Part(1, manner.whole),
        *_ending(offer, choice),
    ]


def _close(offer: Offer, chooser: Chooser, choice: _Choice) -> list[_Part]:
    # Close-up of a lighthouse, filling the frame, the lamp burning …, slate clouds …, a watercolour with …
    subject, scene = subject_phrase(offer.reading, 1, offer.longest), _scene(offer)
    return [
        _Part(0, f"{choice.view.head} of {subject}"),
        *_asked(offer, choice, subject),
        _Part(3, choice.view.text),
        *_some(offer, chooser, choice, scene.close, 5, 8),
        _Part(2, choice.light.text),
        _Part(1, choice.manner.whole),
        *_ending(offer, choice),
    ]


def _turned(offer: Offer, chooser: Chooser, choice: _Choice) -> list[_Part]:
    # The blue hour of dusk …: a lighthouse mirrored in a tide pool, seen from above, a boat …, a watercolour …
    subject, scene = subject_phrase(offer.reading, 2, offer.longest), _scene(offer)
    setting = setting_for(offer.reading, scene, 2, chooser, choice.light)
    return [
        _Part(0, f"{choice.light.text}: {subject} {setting}".strip()),
        *_asked(offer, choice, f"{subject} {setting}"),
        _Part(3, choice.view.text),
        *_some(offer, chooser, choice, scene.extras, 7, 9),
        _Part(1, choice.manner.whole),
        *_ending(offer, choice),
    ]


def _alone(offer: Offer, chooser: Chooser, choice: _Choice) -> list[_Part]:
    # A lighthouse, the lamp burning …, slate clouds …, a watercolour with washes …
    subject, scene = subject_phrase(offer.reading, choice.which, offer.longest), _scene(offer)
    return [
        _Part(0, subject),
        *_asked(offer, choice, subject),
        *_some(offer, chooser, choice, scene.close, 4, 6),
        _Part(2, choice.light.text),
        _Part(1, choice.manner.whole),
        *_ending(offer, choice),
    ]


_FRAMES: Final = (_wide, _close, _turned)


def _scene(offer: Offer) -> Scene:
    main = offer.reading.subjects[0]
    return scene_for(main.canonical, main.group, offer.reading.place)


def _some(
    offer: Offer, chooser: Chooser, choice: _Choice, options: Sequence[str], *weights: int
) -> list[_Part]:
    """As many of `options` as there are weights, each once; fewer where too few suit the light."""
    left = [each for each in options if chooser.allowed(each) and agrees(each, choice.light, offer.reading)]
    parts = []
    for weight in weights:
        if left:
            parts.append(_Part(weight, chooser.one(left, str)))
            left.remove(parts[-1].text)
    return parts


def _asked(offer: Offer, choice: _Choice, told: str) -> list[_Part]:
    """What the person said about the how that nothing chosen says yet."""
    composition = offer.layout or (COMPOSITIONS[choice.which] if offer.reading.means("view") else "")
    hour_and_weather = unsaid(offer.reading, f"{choice.light.text} {told}")
    views = [
        view for view in offer.reading.said("view") if view not in choice.view.text + choice.view.head.lower()
    ]
    return [
        _Part(1, listed(hour_and_weather)),
        _Part(1, listed(views)),
        _Part(1, listed(offer.reading.said("light"))),
        _Part(2 if offer.layout else 6, composition),
    ]


def _ending(offer: Offer, choice: _Choice) -> list[_Part]:
    return [
        _Part(4, _colours(offer, choice.palette, choice.which)),
        _Part(6, _feeling(offer, choice.mood, choice.which)),
        _Part(6, offer.texture),
    ]


def _colours(offer: Offer, palette: Palette, which: int) -> str:
    chosen = list(offer.palette) or offer.reading.said("colour")
    if offer.palette:
        turned = chosen[which % len(chosen) :] + chosen[: which % len(chosen)]
        return f"coloured only in {listed(turned)}"
    if chosen:
        accent = next((colour for colour in palette if colour not in chosen), "")
        base = f"dominated by {listed(chosen)}"
        return f"{base} with a touch of {accent}" if accent else base
    tone = listed(offer.reading.said("tone"))
    named = ("a palette of {}", "colours held to {}", "painted in {}")[which].format(listed(palette))
    return f"{tone}, {named}" if tone else named


def _feeling(offer: Offer, mood: Moods, which: int) -> str:
    said = offer.reading.said("mood")
    words = [*said[:2], *(word for word in mood if word not in said)][: max(2, len(said[:2]))]
    return ("{} in mood", "the mood {}", "{}")[which].format(listed(words))


def _assembled(parts: Sequence[_Part], longest: int) -> str:
    """The heaviest parts that fit, in their order, as one sentence with a full stop."""
    filled = [tidy for part in parts if (tidy := _Part(part.weight, _tidy(part.text))).text]
    kept: set[int] = set()
    length = len(".")
    for index in sorted(range(len(filled)), key=lambda index: (filled[index].weight, index)):
        limit = longest if filled[index].weight <= 1 else min(longest, COMFORTABLE)
        cost = len(filled[index].text) + (len(", ") if kept else 0)
        if length + cost <= limit:
            kept.add(index)
            length += cost
    sentence = ", ".join(filled[index].text for index in sorted(kept or {0}))
    return sentence_case(trimmed(sentence, longest - 1)) + "."


def _tidy(text: str) -> str:
    """Without the empty places that stray commas in a person's words would leave."""
    return re.sub(r"(\s*,)+\s*", ", ", text).strip(", ")
