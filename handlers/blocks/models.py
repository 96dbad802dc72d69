"""The models: what there is, what each can do at what price, and why the rest is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from handlers.blocks.costs import price
from handlers.blocks.elements import (
    MAX_SECTION,
    Block,
    actions,
    button,
    context,
    divider,
    escape,
    joined,
    plain,
    section,
)
from handlers.texts import Texts
from services.ask import Use
from services.painting.interface import Capabilities, Task
from services.painting.roster import Standing
from services.painting.uses import use_of
from services.prompting.choice import Standing as VoiceStanding

CHECK: Final = "models.check"
VIEW: Final = "modal.models"


@dataclass(frozen=True)
class Choice:
    """What a person can choose from.

    Attributes
    ----------
    default
        what paints if they don't
    offered
        what can be called and paints from words, first choice first
    of_channel
        whether people chose the default for their channel
    """

    default: Capabilities
    offered: tuple[Capabilities, ...]
    of_channel: bool = False

    def painter(self, name: str) -> Capabilities:
        """Of the short name; the default for an empty one, or one that is not offered."""
        return next((one for one in self.offered if one.aliases[0] == name), self.default)


def price_range(one: Capabilities) -> str:
    """US dollars for a picture, from the cheapest to the dearest."""
    prices = sorted({each.usd for each in one.prices})
    return price(prices[0]) if len(prices) == 1 else f"{price(prices[0])}–{price(prices[-1])}"


def option_names(choice: Choice, texts: Texts) -> dict[str, str]:
    """What a menu lists: short name → what is read, the default first, with an empty name."""
    default = f"{choice.default.name}, {price_range(choice.default)}"
    first = texts.model_of_channel(default) if choice.of_channel else texts.model_chosen(default)
    return {"": first} | {one.aliases[0]: f"{one.name}, {price_range(one)}" for one in choice.offered}


def listing(
    painters: Sequence[Standing],
    writers: Sequence[VoiceStanding],
    default: str,
    texts: Texts,
    *,
    may_check: bool = False,
    home: str = "",
) -> list[Block]:
    """Everything about the models.

    Parameters
    ----------
    default
        id of the model that paints where nobody names one
    may_check
        whether the reader may have it all looked up anew
    home
        the region that the language models are called in
    """
    there = [one for one in painters if one.callable]
    from_words = [one for one in there if Task.TEXT_TO_IMAGE in one.capabilities.tasks]
    blocks = [section(f"*{texts.models_from_words}*"), *(_painter(one, default, texts) for one in from_words)]
    if not from_words:
        blocks.append(section(texts.models_none))
    blocks += _paragraph(texts.models_with_pictures, _uses(there, texts))
    missing = [
        texts.model_state(one.capabilities.name, one.state, one.end_of_life)
        for one in painters
        if not one.callable
    ]
    blocks += _paragraph(texts.models_missing, missing)
    blocks += _paragraph(texts.models_writing, list(_writers(writers, home, texts)))
    blocks.append(context(texts.models_how))
    if may_check:
        blocks.append(actions("models.actions", button(texts.models_check, CHECK, "models")))
    return blocks


def view(blocks: list[Block], texts: Texts) -> Block:
    """The listing as a screen of its own."""
    return {
        "type": "modal",
        "callback_id": VIEW,
        "title": plain(texts.models_title),
        "close": plain(texts.close),
        "blocks": blocks,
    }


def _painter(one: Standing, default: str, texts: Texts) -> Block:
    limits = one.capabilities
    chosen = limits.model_id == default
    until = f"⏳ {texts.model_until(texts.day(one.end_of_life))}" if one.end_of_life else ""
    name = f"{'✅ ' if chosen else ''}*{limits.name}*"
    first = joined([name, f"`{limits.aliases[0]}`", price_range(limits), until])
    return section(f"{first}\n{joined([*texts.abilities(limits), one.region])}")


def _uses(there: Sequence[Standing], texts: Texts) -> list[str]:
    """A line for each way to use a picture: who does it, and for how much."""
    doing: dict[Use, dict[str, str]] = {}
    for task in Task:
        able = next((one.capabilities for one in there if task in one.capabilities.tasks), None)
        use = use_of(task)
        if able is not None and use is not Use.SPIRIT:
            doing.setdefault(use, {}).setdefault(able.name, price_range(able))
    return [
        f"{texts.use_names[use]}: " + ", ".join(f"{name} {usd}" for name, usd in doing[use].items())
        for use in Use
        if use in doing
    ]


def _writers(writers: Sequence[VoiceStanding], home: str, texts: Texts) -> Iterator[str]:
    writes = next((one for one in writers if one.why_not is None), None)
    for number, one in enumerate(writers, start=1):
        candidate = one.candidate
        cost = texts.token_price(candidate.price.read, candidate.price.written) if candidate.price else ""
        mark = "✅ " if one is writes else ""
        state = ""
        if one.why_not is not None:
            state = texts.voice_state(one.why_not, one.end_of_life)
        elif one.end_of_life is not None:
            state = f"⏳ {texts.model_until(texts.day(one.end_of_life))}"
        yield joined(
            [
                f"{number}. {mark}*{escape(candidate.name)}*",
                cost,
                (candidate.region or home) if mark else "",
                state,
            ]
        )


def _paragraph(title: str, lines: Sequence[str]) -> list[Block]:
    """A heading with its lines, in as many sections as they need; nothing without lines."""
    if not lines:
        return []
    parts = [f"*{title}*"]
    for line in lines:
        if len(parts[-1]) + 1 + len(line) > MAX_SECTION:
            parts.append(line)
        else:
            parts[-1] += f"\n{line}"
    return [divider(), *map(section, parts)]
