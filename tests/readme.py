"""The commands in the documents, as somebody who reads them would type them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

PAGES = ("README.md", "CONTRIBUTING.md", "infra/README.md", *sorted(
    str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md")
))  # fmt: skip
"""Those that tell people what to type, from the root of the repository."""


@dataclass(frozen=True)
class Command:
    """A line to type: continued lines in one, without the comment behind it."""

    page: str
    text: str


def commands(page: str, section: str = "") -> list[Command]:
    """What is in the blocks marked ``sh``, of one section or of the whole page."""
    text = (ROOT / page).read_text()
    if section:
        found = re.search(rf"^## {re.escape(section)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        if found is None:
            raise ValueError(f"{page} has no section {section!r}")
        text = found[1]
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in _lines(block)]
    return [Command(page, line) for line in lines]


def _lines(block: str) -> list[str]:
    joined = re.sub(r"(\\|\|)\n\s*", lambda found: "| " if found[1] == "|" else "", block)
    bare = (re.sub(r"(^|\s)# .*$", "", line).strip() for line in joined.splitlines())
    return [line for line in bare if line]
