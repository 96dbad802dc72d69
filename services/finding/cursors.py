"""Where a page begins: an opaque word that goes out with one page and comes back for the next."""

import base64
import binascii
import json
from dataclasses import dataclass

NEWEST = "~"
"""Behind the sort key of every picture, whenever it is painted; "!" is before all of them."""
OLDEST = "!"


class CursorError(ValueError):
    """That is no cursor."""


@dataclass(frozen=True)
class Cursor:
    """A place in the list, from where a page is read.

    Attributes
    ----------
    bound
        a sort key, or what lies between two: the first place that may be on the page
    older
        whether the page goes on to what is older
    """

    bound: str
    older: bool = True

    def written(self) -> str:
        data = json.dumps([self.bound, int(self.older)], separators=(",", ":"))
        return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")

    @staticmethod
    def read(text: str) -> "Cursor":
        """
        Raises
        ------
        CursorError
        """
        try:
            bound, older = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        except (binascii.Error, UnicodeError, ValueError, TypeError) as error:
            raise CursorError(text) from error
        if not isinstance(bound, str) or not bound or len(bound) > 200 or older not in (0, 1):
            raise CursorError(text)
        return Cursor(bound, bool(older))


def beyond(place: str, *, older: bool) -> str:
    """The nearest bound that leaves out `place` itself.

    Places are printable ASCII: newer than one is what is longer by anything; just older than it, whatever has a
    smaller last sign and then the largest there is.
    """
    return f"{place[:-1]}{chr(ord(place[-1]) - 1)}\x7f" if older else f"{place}\x00"
