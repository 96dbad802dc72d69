"""What a worker tells people, in the words of the field; `handlers.reporter` says it in Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from services.jobs import Image, Job, Origin, Request, Round, Shared

CardStatus = Literal[
    "thinking", "listening", "answered", "ideas", "painting", "painted", "failed", "cancelled"
]


SAY_SECONDS: Final = 5.0
"""How long a word of progress may take at most: what takes longer is not worth saying any more."""


@dataclass(frozen=True)
class Said:
    """What became of a word of progress, which fails quietly.

    Attributes
    ----------
    sure
        it was said or it was not; otherwise it may yet come
    pause
        seconds for which nothing more is to be said, 0 for none
    """

    sure: bool = True
    pause: float = 0.0


class NotShownError(Exception):
    """A message could not be shown.

    Attributes
    ----------
    code
        the error in the conversation's own words, e.g. ``not_in_channel``
    passing
        whether it may work a little later
    """

    def __init__(self, code: str, *, passing: bool) -> None:
        super().__init__(code)
        self.code = code
        self.passing = passing


class Reporter(Protocol):
    """Shows people what becomes of their requests.

    Every method may be called again with the same arguments and then changes nothing. All of them raise
    `NotShownError`, but for `status`, `queued` and `elapsed`, which are niceties and fail quietly.
    """

    async def show_card(self, request: Request, job: Job, *, look_first: bool) -> tuple[Origin, str]:
        """Post the request's card, as its first job opens it.

        Parameters
        ----------
        look_first
            it may be there already

        Returns
        -------
        tuple of Origin and str
            the origin with its channel and thread filled in, and the card's timestamp
        """

    async def show_placeholder(self, job: Job, *, look_first: bool) -> str:
        """Post the job's placeholder in the thread and return its timestamp."""

    async def queued(self, job: Job) -> Said:
        """The job waits for others, where `Job.announced` says. Only its placeholder is changed; where
        there is none (any more), nothing is said.
        """

    async def elapsed(self, job: Job, seconds: int | None) -> Said:
        """The job has been going on for so many seconds; None to say only that it is going on. See `queued`."""

    async def waiting(self, job: Job, seconds: float) -> None:
        """The model could not be reached; the next try is in `seconds`."""

    async def offered(self, request: Request, job: Job, offered: Round) -> None:
        """The ideas are there."""

    async def painted(self, job: Job, images: Sequence[Image]) -> None:
        """The pictures are there; `Job.withheld` of those asked for are not."""

    async def refining(self, job: Job) -> None:
        """What is changed in the prompt is known, and being painted. A nicety: it fails quietly."""

    async def answered(self, job: Job, text: str) -> None:
        """A question about a picture has its answer."""

    async def withdrawn(self, request: Request, job: Job) -> None:
        """The job ended for a reason that concerns its person alone: take back what was shown of it, and of its
        request if that has nothing else to show, and tell them.
        """

    async def taken_back(self, request: Request, job: Job) -> None:
        """The job was taken back before anybody wrote down what was posted for it: what is there goes again."""

    async def ended(self, job: Job, *, again: bool = False) -> str:
        """The job ended without a result: failed, refused or cancelled. Returns the timestamp of the message.

        Parameters
        ----------
        again
            it was said before: where its message is gone, there is nothing to say
        """

    async def deleted(self, image: Image, job: Job | None, left: Sequence[Image], by: str) -> None:
        """A picture was deleted by somebody; those of its message that are `left` stay.

        Parameters
        ----------
        job
            that painted it; None if it was forgotten by now
        """

    async def unshared(self, image: Image, shared: Shared, by: str) -> None:
        """A picture was deleted by somebody: the message that it was shared with says so too.

        Raises
        ------
        NotShownError
        """

    async def status(self, request: Request, status: CardStatus) -> None:
        """The card's status line."""
