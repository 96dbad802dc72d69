"""What a prompt was understood to say."""

from dataclasses import dataclass, field

from sandbox.painter import vocabulary


@dataclass(frozen=True)
class Mention:
    """One subject of the prompt."""

    subject: str
    """Canonical, from the vocabulary."""
    count: int = 1
    """How many; 0 for an unnumbered plural."""
    colours: tuple[str, ...] = ()
    """Colours bound to it, ``#rrggbb``, in the order of the prompt."""
    relation: str = ""
    """How it stands to another mention: ``on``, ``over``, ``under``, ``beside``, ``behind``, ``before``, ``in``,
    ``with``."""
    anchor: int = -1
    """Index of the mention that `relation` speaks of."""
    word: str = ""
    """As the prompt has it."""
    inside: tuple[str, ...] = ()
    """Colours of what is in it: the flowers of a vase."""
    scale: float = 1.0
    """How much larger or smaller than usual: "tiny" 0.55 .. "giant" 1.5."""


@dataclass(frozen=True)
class Intent:
    """A prompt in the painter's terms. Lists are in the order of the prompt, without repeats."""

    mentions: tuple[Mention, ...] = ()
    medium: str | None = None
    time: str | None = None
    weather: tuple[str, ...] = ()
    season: str | None = None
    lights: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    tones: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    """Colours of the whole picture: those bound to no subject."""
    banned: frozenset[str] = field(default_factory=frozenset)
    """Canonical words that must not appear."""
    unknown: tuple[str, ...] = ()
    """Words the painter does not know: what abstract form grows from."""

    @property
    def subjects(self) -> tuple[str, ...]:
        return tuple(mention.subject for mention in self.mentions)

    def has(self, *subjects: str) -> bool:
        """Whether any of these subjects is mentioned."""
        return any(subject in subjects for subject in self.subjects)

    def find(self, subject: str) -> Mention | None:
        return next((mention for mention in self.mentions if mention.subject == subject), None)

    def colour_of(self, subject: str) -> str | None:
        """The first colour bound to a subject."""
        mention = self.find(subject)
        return mention.colours[0] if mention and mention.colours else None


def family_of(subject: str) -> str:
    """The vocabulary's family of a canonical subject; ``""`` if it has none."""
    return next((family for family, members in vocabulary.SUBJECTS.items() if subject in members), "")
