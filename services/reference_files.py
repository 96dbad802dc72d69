"""Where a person's own pictures come from; `handlers.files` gets them from Slack."""

from typing import Protocol


class NotFetchedError(Exception):
    """A file can't be had.

    Attributes
    ----------
    code
        ``file_gone``, ``file_too_large``, ``file_not_picture`` or ``file_unreachable``
    passing
        whether it may work a little later
    """

    def __init__(self, code: str, *, passing: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.passing = passing


class ReferenceFiles(Protocol):
    """Fetches files of people."""

    async def fetch(self, file_id: str) -> bytes:
        """The bytes of a file, whatever they are.

        Raises
        ------
        NotFetchedError
        """
