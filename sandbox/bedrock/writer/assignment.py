"""What a conversation asks of the writer: the texts, and the tags in them."""

import html
import re
from dataclasses import dataclass
from typing import Final

_ANY_TAG: Final = re.compile(r"</?[a-z_]+>")
_READING: Final = re.compile(r"<reading>.*?</reading>", re.DOTALL)
_SHORTEST_LIMIT: Final = 40


@dataclass(frozen=True, slots=True)
class Assignment:
    """The user's texts, oldest first, the temperature (0 to 1), and the files of the pictures that came along.

    What is asked for stands between tags such as ``<keywords>…</keywords>``; the last one of a name counts,
    and its content is HTML-escaped. What stands inside a ``<reading>`` is told by `within` only: traits and
    wishes may have the same name.
    """

    texts: tuple[str, ...]
    temperature: float
    pictures: tuple[bytes, ...] = ()

    def tag(self, name: str) -> str:
        """The content of the last tag of this name, unescaped; empty without one."""
        asked = _READING.sub("", "\n".join(self.texts))
        found = re.findall(rf"<{name}>(.*?)</{name}>", asked, re.DOTALL)
        return html.unescape(found[-1]).strip() if found else ""

    def tags(self, name: str, within: str) -> tuple[str, ...]:
        """The contents of all tags of this name inside the last tag called `within`."""
        outer = re.findall(rf"<{within}>(.*?)</{within}>", "\n".join(self.texts), re.DOTALL)
        inner = re.findall(rf"<{name}>(.*?)</{name}>", outer[-1], re.DOTALL) if outer else []
        return tuple(html.unescape(text).strip() for text in inner)

    def within(self, name: str, outer: str) -> str:
        """The content of the one tag of this name inside the last tag called `outer`; empty without one."""
        return next(iter(self.tags(name, outer)), "")

    def main(self, name: str) -> str:
        """The content of a tag, or without that tag the last text as a whole."""
        if re.search(rf"<{name}>.*?</{name}>", "\n".join(self.texts), re.DOTALL):
            return self.tag(name)
        return _ANY_TAG.sub(" ", self.texts[-1]).strip() if self.texts else ""

    def longest(self, otherwise: int) -> int:
        """The limit in characters from ``<longest>``, never less than a sentence needs."""
        wanted = self.tag("longest")
        return max(_SHORTEST_LIMIT, int(wanted)) if wanted.isdecimal() else otherwise
