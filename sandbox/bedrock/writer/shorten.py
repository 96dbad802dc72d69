"""Makes a prompt shorter by leaving out what matters least, clause by clause."""

import math
import re
from typing import Final

from sandbox.bedrock.writer.lexicon import Kind, terms_in, words_of
from sandbox.bedrock.writer.phrases import trimmed

_CLAUSE: Final = re.compile(r"\s*[,;]\s*|(?<=[.!?])\s+|\s*[\n:]\s*")
_PRAISE: Final = re.compile(
    r"\b(masterpiece|award[- ]winning|stunning|best quality|high quality|highly detailed|ultra[- ]detailed|"
    r"8k|4k|hdr|uhd|trending on \w+|breathtaking|amazing|incredible|very|really|extremely|beautifully)\b",
    re.IGNORECASE,
)
_WEIGHTS: Final[dict[Kind, float]] = {
    "subject": 3.0, "medium": 3.0, "light": 2.0, "view": 2.0, "time": 2.0, "weather": 2.0, "season": 1.5,
    "colour": 1.5, "tone": 1.0, "mood": 1.0,
}  # fmt: skip
_QUOTE_WEIGHT: Final = 6.0


def shortened(text: str, longest: int) -> str:
    """At most `longest` characters of what matters most in `text`, ending on a whole thought.

    The first clause, which holds the subject, stays; of the others those with the most to be seen, in their
    own order. Praise goes first.
    """
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    plain = re.sub(r"\s+([,.;])", r"\1", " ".join(_PRAISE.sub(" ", text).split())) or text
    clauses = [clause.strip(" .,;") for clause in _CLAUSE.split(plain)]
    first, *others = [clause for clause in clauses if re.search(r"\w", clause)] or [text]
    kept = {0: _fitting(first, longest - 1)}
    length = len(kept[0]) + 1
    ranked = sorted(enumerate(others, start=1), key=lambda item: (-_weight(item[1]), item[0]))
    for number, clause in ranked:
        if length + len(clause) + 2 <= longest:
            kept[number] = clause
            length += len(clause) + 2
    return ", ".join(kept[number] for number in sorted(kept)).rstrip(" .,;") + "."


def _weight(clause: str) -> float:
    """How much there is to see, for the room it takes."""
    words = words_of(clause)
    seen = sum(_WEIGHTS[hit.term.kind] for hit in terms_in(words)) + _QUOTE_WEIGHT * ('"' in clause)
    return seen / math.sqrt(max(1, len(words)))


def _fitting(clause: str, longest: int) -> str:
    """A clause that is too long by itself ends before a preposition or conjunction if one is late enough."""
    cut = trimmed(clause, longest)
    if cut == clause:
        return clause
    joints = [
        found.start()
        for found in re.finditer(r"\s(?:with|while|where|as|and|in|on|over|under|beside)\s", cut)
    ]
    late = [joint for joint in joints if joint > longest * 0.6]
    return cut[: late[-1]] if late else cut
