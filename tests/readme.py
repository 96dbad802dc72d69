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


_TYPED = re.compile(
    r"make \w+|(\.venv/bin/)?python3? -m [\w.]+|docker \w+ |aws [a-z]+ |cp |SANDBOX_[A-Z_]+=\S"
    r"|--(reference|use|strength|where)\b"
)
"""What a command in a sentence begins with; options, where they are the sandbox's own."""


def inline(page: str) -> list[Command]:
    """What is in sentences to be typed: spans of code that begin like a command."""
    text = re.sub(r"^```.*?^```$", "", (ROOT / page).read_text(), flags=re.MULTILINE | re.DOTALL)
    spans = (" ".join(span.split()) for span in re.findall(r"`([^`]+)`", text))
    typed = (span for span in spans if _TYPED.match(span))
    return [Command(page, re.sub(r"^python -m", ".venv/bin/python -m", span)) for span in typed]


def _lines(block: str) -> list[str]:
    joined = re.sub(r"(\\|\|)\n\s*", lambda found: "| " if found[1] == "|" else "", block)
    bare = (re.sub(r"(^|\s)# .*$", "", line).strip() for line in joined.splitlines())
    return [line for line in bare if line]
