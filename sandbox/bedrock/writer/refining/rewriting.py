"""The smallest change to a prompt that does what is wished for."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sandbox.bedrock.writer.grammar.lights import Light
from sandbox.bedrock.writer.grammar.views import CLOSE, TURNED, WIDE
from sandbox.bedrock.writer.lexicon import Kind, words_of
from sandbox.bedrock.writer.lighting import LIGHTS
from sandbox.bedrock.writer.phrases import PREPOSITIONS, trimmed
from sandbox.bedrock.writer.refining.clauses import Clauses
from sandbox.bedrock.writer.refining.media import set_medium
from sandbox.bedrock.writer.refining.things import added, recolour, remove, replace
from sandbox.bedrock.writer.refining.wishes import Wish
from sandbox.bedrock.writer.unsaid import situated

_VIEWS: Final = (*WIDE, *CLOSE, *TURNED)

_CLAUSES: Final[Mapping[str, str]] = {
    "dawn": "at dawn, in the first light", "morning": "in clear morning light", "day": "in full daylight",
    "golden hour": "in golden hour light", "sunset": "at sunset", "dusk": "at dusk, in the blue hour",
    "night": "at night under a dark sky",
    "clear": "under a clear sky", "overcast": "under an overcast sky", "storm": "in a storm",
    "lightning": "with lightning in the sky", "rain": "in the rain", "snow": "in falling snow",
    "fog": "in the fog", "wind": "in a strong wind",
    "winter": "in winter, frost on everything", "spring": "in spring", "summer": "in summer",
    "autumn": "in autumn, the leaves turning",
    "warm light": "bathed in warm amber light", "cold light": "in cold blue light",
    "chiaroscuro": "low-key light with deep shadows", "high-key": "bright, airy high-key light",
    "soft light": "in soft diffused light", "hard light": "in hard light with sharp shadows",
    "backlit": "backlit, with a bright rim along every edge", "sunbeams": "with sunbeams slanting through",
    "glowing": "glowing softly from within",
    "close-up": "close-up filling the frame", "wide shot": "wide shot with open space all around",
    "medium shot": "medium shot at eye level", "from above": "seen from above", "from below": "seen from below",
    "centred": "centred in the frame", "rule of thirds": "off-centre on the rule of thirds",
    "on the left": "the subject on the left", "on the right": "the subject on the right",
    "negative space": "minimal composition with generous negative space",
    "framed": "framed by something dark and near", "reflection": "doubled in a still reflection",
    "high contrast": "in high contrast", "low contrast": "in low contrast", "monochrome": "in black and white",
    "vibrant": "in vivid saturated colours", "muted": "in muted colours", "pastel": "in pastel colours",
    "warm tones": "in warm tones", "cool tones": "in cool tones",
}  # fmt: skip
"""The painter's names as clauses of a prompt."""

_OPPOSED: Final[Mapping[str, frozenset[str]]] = {
    "warm light": frozenset({"cold light", "cool tones"}), "cold light": frozenset({"warm light", "warm tones"}),
    "chiaroscuro": frozenset({"high-key"}), "high-key": frozenset({"chiaroscuro"}),
}  # fmt: skip
_FAIR: Final = ("clear", "overcast")
_SETTING: Final[tuple[Kind, ...]] = ("time", "weather", "season", "light")


def rewritten(prompt: str, wishes: Sequence[Wish], longest: int) -> str:
    """`prompt` with every wish in it, within `longest` characters, and never as it was."""
    clauses = Clauses.of(prompt)
    for wish in wishes:
        _fulfil(clauses, wish)
    text = clauses.within(longest)
    if text == prompt:
        clauses.at_the_end(f"unmistakably {_clause_of(wishes[-1])}")
        text = clauses.within(longest)
    return text if len(text) <= longest else trimmed(text, longest - 1) + "."


def _fulfil(clauses: Clauses, wish: Wish) -> None:
    match wish.act:
        case "set" if wish.kind == "medium":
            set_medium(clauses, wish.term)
        case "set" if wish.kind is not None:
            _set(clauses, wish.kind, wish.term)
        case "remove":
            remove(clauses, wish.old)
        case "replace":
            replace(clauses, wish.old, wish.new)
        case "recolour":
            recolour(clauses, wish.old, wish.new)
        case "add":
            clauses.after_the_subject(_clause_of(wish))
        case _:
            _say(clauses, wish.new)


def _say(clauses: Clauses, text: str) -> None:
    """Where something is belongs to the subject; anything else comes last."""
    if words_of(text)[:1] and words_of(text)[0] in PREPOSITIONS:
        clauses.after_the_subject(text)
    else:
        clauses.at_the_end(text)


def _clause_of(wish: Wish) -> str:
    if wish.act == "set":
        return _clause(wish.kind, wish.term)
    if wish.act == "add":
        return wish.new if wish.new.startswith("with ") else f"with {added(wish.new)}"
    return {"recolour": f"{wish.new} {wish.old}", "remove": "open, uncluttered space"}.get(wish.act, wish.new)


def _clause(kind: Kind | None, term: str) -> str:
    if kind == "colour":
        return f"with plenty of {term}"
    if kind == "mood":
        return f"{term} in mood"
    return _CLAUSES.get(term) or (situated(term) if kind in _SETTING else term)


def _set(clauses: Clauses, kind: Kind, term: str) -> None:
    new = _clause(kind, term)
    placed = _in_place_of_a_light(clauses, kind, term, new) if kind in _SETTING else False
    if kind == "view":
        placed = _in_place_of_a_view(clauses, term, new)
    contrary = _OPPOSED.get(term, frozenset())
    for number, hit in list(clauses.hits(kind)):
        if hit.term.canonical == term:
            continue
        if kind in ("colour", "light") and hit.term.canonical not in contrary:
            continue  # there may be several
        text = clauses.texts[number]
        if text in clauses.fresh or text == new:
            continue
        if clauses.names_a_thing(number):
            placed = (
                _within_a_clause(
                    clauses, number, text, words_of(text)[hit.start : hit.start + hit.length], kind, term
                )
                or placed
            )
        elif placed:
            clauses.drop(number)
        else:
            clauses.put(new, number)
            placed = True
    if not placed and new not in clauses.texts:
        if kind in _SETTING or kind == "view":
            clauses.after_the_subject(new)
        else:
            clauses.at_the_end(new)


def _within_a_clause(
    clauses: Clauses, number: int, text: str, said: Sequence[str], kind: Kind, term: str
) -> bool:
    """Swap "at night" for "at dawn" beside the subject; an adjective such as "stormy" only goes."""
    words = r"[\s-]+".join(map(re.escape, said))
    if kind == "view":
        return False
    placed = re.sub(
        rf"\b(?:at|in|on|under|during|by)\s+(?:(?:the|a|an)\s+)?{words}\b",
        situated(term),
        text,
        flags=re.IGNORECASE,
    )
    if placed != text:
        clauses.put(placed, number)
        return True
    bare = re.sub(
        rf"\b(an?\s+)?{words}\s+(?=[\w-])", lambda found: "a " if found[1] else "", text, flags=re.IGNORECASE
    )
    if bare != text and words_of(bare)[:1] and words_of(bare)[0] in PREPOSITIONS:
        # "storm clouds over the sea" becomes "under a clear sky over the sea"
        clauses.put(f"{_clause(kind, term)} {bare}", number)
        return True
    if bare != text:
        bare = re.sub(r"\ba (?=[aeio])", "an ", bare)
        clauses.put(bare, number)
    return False


def _in_place_of_a_light(clauses: Clauses, kind: Kind, term: str, new: str) -> bool:
    """A whole light of the grammar, which may hold commas, gives way to another one or to a clause."""
    whole = str(clauses)
    light = next((light for light in LIGHTS if light.text in whole.casefold()), None)
    if light is None:
        return False
    means = {"time": light.times, "weather": light.weathers, "season": light.seasons}.get(kind)
    if means is not None and (term in means or (kind != "time" and not means)):
        return term in means  # it says so already, or says nothing about it
    other = _another_light(light, kind, term)
    start = whole.casefold().index(light.text)
    changed = Clauses.of(whole[:start] + (other or new) + whole[start + len(light.text) :])
    fresh = [*Clauses.of(other or new).texts]
    clauses.texts, clauses.joints, clauses.ending = changed.texts, changed.joints, changed.ending
    clauses.texts = [
        next((text for text in fresh if text.casefold() == each.casefold()), each) for each in clauses.texts
    ]
    clauses.fresh.update(fresh)
    return True


def _another_light(old: Light, kind: Kind, term: str) -> str:
    """A light of the same place in the hour or weather that is wished for; what it leaves of the old one is said.

    Empty where there is none.
    """
    if kind not in ("time", "weather"):
        return ""
    kept, other = ("weather", "time") if kind == "time" else ("time", "weather")
    before = _said_by(old, kept)
    before = before if before and before[0] not in _FAIR else ()

    def far(light: Light) -> int:
        now = tuple(word for word in _said_by(light, kept) if word not in _FAIR)
        return 0 if set(now) & set(before) or (not before and not now) else 1 if not now else 2

    fitting = [light for light in LIGHTS if light.place == old.place and term in _said_by(light, other)]
    nearest = min(fitting, key=far, default=None)
    if nearest is not None and far(nearest) == 0:
        return nearest.text
    text = _CLAUSES[term] if nearest is None or far(nearest) == 2 else nearest.text
    return f"{text}, {situated(before[0])}" if before else text


def _said_by(light: Light, kind: str) -> tuple[str, ...]:
    return light.times if kind == "time" else light.weathers


def _in_place_of_a_view(clauses: Clauses, term: str, new: str) -> bool:
    """A viewpoint of the grammar, and the words that open a sentence with it."""
    whole = str(clauses)
    placed = False
    head = next((view.head for view in _VIEWS if whole.startswith(f"{view.head} of ")), "")
    opening = next((view.head for view in _VIEWS if view.name == term), "")
    if head and opening:
        whole = f"{opening} of {whole[len(head) + 4 :]}" if head else whole
        placed = head != opening
    old = next(
        (view for view in sorted(_VIEWS, key=lambda view: -len(view.text)) if view.text in whole), None
    )
    if old is not None and old.name != term:
        whole = whole.replace(old.text, new, 1)
        placed = True
    if placed:
        changed = Clauses.of(whole)
        clauses.texts, clauses.joints = changed.texts, changed.joints
        clauses.fresh.add(new)
    return placed or (old is not None and old.name == term)
