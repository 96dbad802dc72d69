"""The language models that are known, and the order in which they are asked.

Facts are from `contracts/bedrock/models.json` of the sandbox, with their sources.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from services.painting.described_models import TextDescription
from services.survey import foundation_id

AUTO: Final = "auto"
"""In the setting: the known models, in the order of `KNOWN`, and behind them those that a file describes."""


@dataclass(frozen=True)
class Tokens:
    """US dollars for a million tokens, read and written."""

    read: float
    written: float


@dataclass(frozen=True)
class Voice:
    """A known language model.

    Attributes
    ----------
    model_id
        of the foundation model; none of them can be called by it, only through a cross-region profile
    name, alias
        what people read, and what they may type
    sees
        whether it takes pictures
    profiles
        prefixes of its cross-region profiles; ``global`` is always among them. Empty for a model that was
        described, which is called by the id it was described with
    price, global_price
        through the profile of a part of the world, and through the global one
    regions
        it is called in, best first; empty for the bot's own
    end_of_life
        the last day, as far as that was described
    """

    model_id: str
    name: str
    alias: str
    sees: bool
    profiles: frozenset[str]
    price: Tokens
    global_price: Tokens
    regions: tuple[str, ...] = ()
    end_of_life: date | None = None

    @property
    def described(self) -> bool:
        """Whether somebody described it for this bot."""
        return not self.profiles


NOVA_2_LITE: Final = Voice(
    model_id="amazon.nova-2-lite-v1:0",
    name="Nova 2 Lite",
    alias="nova",
    sees=True,
    profiles=frozenset({"us", "eu", "jp", "global"}),
    price=Tokens(0.33, 2.75),
    global_price=Tokens(0.3, 2.5),
)
CLAUDE_HAIKU: Final = Voice(
    model_id="anthropic.claude-haiku-4-5-20251001-v1:0",
    name="Claude Haiku 4.5",
    alias="haiku",
    sees=True,
    profiles=frozenset({"us", "eu", "au", "jp", "global"}),
    price=Tokens(1.1, 5.5),
    global_price=Tokens(1.0, 5.0),
)
CLAUDE_SONNET: Final = Voice(
    model_id="anthropic.claude-sonnet-4-6",
    name="Claude Sonnet 4.6",
    alias="sonnet",
    sees=True,
    profiles=frozenset({"us", "eu", "au", "jp", "global"}),
    price=Tokens(3.3, 16.5),
    global_price=Tokens(3.0, 15.0),
)

KNOWN: Final = (NOVA_2_LITE, CLAUDE_HAIKU, CLAUDE_SONNET)
"""The preferred first: it costs the least, and writes prompts no worse."""

_BY_ID: Final = {voice.model_id: voice for voice in KNOWN}

_PARTS_OF_THE_WORLD: Final = (("us-gov-", "us-gov"), ("us-", "us"), ("eu-", "eu"))
# Japan's profiles start in Tokyo and Osaka, Australia's in Sydney and Melbourne; Seoul and Singapore have neither.
_OF_ONE_REGION: Final[Mapping[str, str]] = {
    "ap-northeast-1": "jp",
    "ap-northeast-3": "jp",
    "ap-southeast-2": "au",
    "ap-southeast-4": "au",
}


@dataclass(frozen=True)
class Candidate:
    """A language model that may be asked.

    Attributes
    ----------
    invoke_id
        what Converse is told
    voice
        what is known about it; None for any other model
    region
        where it is called; empty for the bot's own
    """

    invoke_id: str
    voice: Voice | None
    region: str = ""

    @property
    def model_id(self) -> str:
        """Of the foundation model; for a profile of the account's own there is no telling."""
        return _foundation(self.invoke_id)

    @property
    def name(self) -> str:
        return self.voice.name if self.voice else self.invoke_id

    @property
    def price(self) -> Tokens | None:
        if self.voice is None:
            return None
        everywhere = self.invoke_id.rpartition("/")[2].startswith("global.")
        return self.voice.global_price if everywhere else self.voice.price


def profile(voice: Voice, region: str) -> str:
    """The id under which `voice` is called in `region`: of the profile there, or of the global one."""
    near = _OF_ONE_REGION.get(region) or next(
        (prefix for start, prefix in _PARTS_OF_THE_WORLD if region.startswith(start)), ""
    )
    return f"{near if near in voice.profiles else 'global'}.{voice.model_id}"


def order_of(setting: str) -> tuple[str, ...]:
    """What `setting` lists: ids separated by commas, and perhaps ``auto`` as the last.

    Raises
    ------
    ValueError
        with a sentence for people
    """
    names = tuple(name.strip() for name in setting.split(","))
    if not all(names):
        raise ValueError("list ids of models with a comma between them, or say auto")
    if any(len(name.split()) > 1 for name in names):
        raise ValueError("there are no spaces in the id of a model; put commas between ids")
    if AUTO in names[:-1]:
        raise ValueError("auto stands for every known model, so it goes last, and once")
    return names


def candidates(
    setting: str, region: str, more: Iterable[TextDescription] = (), allowed: Collection[str] = ()
) -> tuple[Candidate, ...]:
    """Who is asked, in this order; see `order_of`. Each model is there once.

    Parameters
    ----------
    more
        models that were described; one that is known takes that one's place
    allowed
        the only regions in which models may be called; empty for any
    """
    told = {_foundation(text.id): text for text in more}
    every = {**{model_id: model_id for model_id in _BY_ID}, **{one: text.id for one, text in told.items()}}
    found: dict[str, Candidate] = {}
    for name in order_of(setting):
        for one in every.values() if name == AUTO else [name]:
            model_id = _foundation(one)
            known, text = _BY_ID.get(model_id), told.get(model_id)
            # A known model can't be called by its bare id, so that can only mean its profile here.
            invoke_id = profile(known, region) if known and one == model_id else one
            voice = _voice_of(text) if text else known
            regions = voice.regions if voice else ()
            where = next((place for place in regions if not allowed or place in allowed), "")
            found.setdefault(model_id, Candidate(invoke_id, voice, where))
    return tuple(found.values())


def _voice_of(text: TextDescription) -> Voice:
    price = Tokens(float(text.price_in), float(text.price_out))
    return Voice(
        model_id=_foundation(text.id),
        name=text.name,
        alias=text.aliases[0],
        sees=text.takes_pictures,
        profiles=frozenset(),
        price=price,
        global_price=price,
        regions=text.regions,
        end_of_life=text.end_of_life,
    )


def named(setting: str) -> frozenset[str]:
    """Ids of the foundation models that `setting` names itself."""
    return frozenset(_foundation(name) for name in order_of(setting) if name != AUTO)


def _foundation(invoke_id: str) -> str:
    """Also for an ARN, which ends in the id."""
    return foundation_id(invoke_id.rpartition("/")[2])
