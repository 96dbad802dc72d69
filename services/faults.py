"""What can be wrong with what a person asked for. Each is told to them, and only to them, in words."""

from dataclasses import dataclass
from datetime import date

from services.ask import Size, Use


@dataclass(frozen=True)
class UnknownOption:
    option: str
    nearest: str | None


@dataclass(frozen=True)
class MissingValue:
    option: str
    example: str


@dataclass(frozen=True)
class UnexpectedValue:
    option: str
    given: str


@dataclass(frozen=True)
class RepeatedOption:
    option: str


@dataclass(frozen=True)
class NotANumber:
    option: str
    given: str
    lowest: float
    highest: float


@dataclass(frozen=True)
class NotAChoice:
    option: str
    given: str
    choices: tuple[str, ...]
    nearest: str | None


@dataclass(frozen=True)
class NotARatio:
    given: str


@dataclass(frozen=True)
class NotASize:
    given: str


@dataclass(frozen=True)
class SizeNotPainted:
    given: Size
    nearest: Size
    painter: str


@dataclass(frozen=True)
class SizeAndRatio:
    pass


@dataclass(frozen=True)
class NotAColour:
    given: str


@dataclass(frozen=True)
class TooManyColours:
    count: int
    most: int


@dataclass(frozen=True)
class NoKeywords:
    swallowed_by: str | None
    """The option that took every word for its own value, if one did."""


@dataclass(frozen=True)
class TooLong:
    what: str
    """``keywords``, ``style``, ``prompt``, ``negative`` or ``where``."""
    length: int
    longest: int


@dataclass(frozen=True)
class NeedsPicture:
    """An option for reference pictures where there is none."""

    option: str


@dataclass(frozen=True)
class NeedsWhere:
    """A part is to be changed, but which?"""


@dataclass(frozen=True)
class NotPainted:
    """The painter can't use a picture in the way that was asked for."""

    use: Use
    painter: str


@dataclass(frozen=True)
class PictureNotTaken:
    """Of all models that could use a picture in the way that was asked for, none takes one of its shape and size.

    Attributes
    ----------
    width, height
        pixels
    """

    use: Use
    width: int
    height: int


@dataclass(frozen=True)
class NeedsPictures:
    """A use that takes more pictures than there are."""

    use: Use
    needed: int


@dataclass(frozen=True)
class NeedsColour:
    """A part is to be recoloured, but how?"""


@dataclass(frozen=True)
class NoPainter:
    """Nothing that paints from words can be called.

    Attributes
    ----------
    still
        what can be made of the pictures that were given
    """

    still: tuple[Use, ...] = ()


@dataclass(frozen=True)
class UnknownModel:
    given: str
    nearest: str | None
    choices: tuple[str, ...]


@dataclass(frozen=True)
class ModelUnavailable:
    """A model that somebody asked for by name can't be called.

    Attributes
    ----------
    state
        ``ended``, ``forbidden`` or ``elsewhere``
    choices
        short names of those that can
    """

    name: str
    state: str
    end_of_life: date | None
    choices: tuple[str, ...]


@dataclass(frozen=True)
class TooManyPictures:
    count: int
    most: int


Fault = (
    UnknownOption
    | MissingValue
    | UnexpectedValue
    | RepeatedOption
    | NotANumber
    | NotAChoice
    | NotARatio
    | NotASize
    | SizeNotPainted
    | SizeAndRatio
    | NotAColour
    | TooManyColours
    | NoKeywords
    | TooLong
    | NeedsPicture
    | NeedsWhere
    | NotPainted
    | PictureNotTaken
    | NeedsPictures
    | NeedsColour
    | NoPainter
    | UnknownModel
    | ModelUnavailable
    | TooManyPictures
)


class AskError(Exception):
    """The ask can't be carried out as it stands; `faults` says why, all at once."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(type(fault).__name__ for fault in faults))
        self.faults = faults
