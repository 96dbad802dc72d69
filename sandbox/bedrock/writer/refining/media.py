"""Another medium for a prompt: its name and its traces, wherever they stand."""

import re

from sandbox.bedrock.writer.grammar.media import MEDIA
from sandbox.bedrock.writer.phrases import article_for, sentence_case
from sandbox.bedrock.writer.refining.clauses import Clauses


def set_medium(clauses: Clauses, name: str) -> None:
    """`name` is one of the painter's media."""
    medium = MEDIA[name]
    called = f"{article_for(medium.noun)} {medium.noun}"
    traces = {trace: number for old in MEDIA.values() for number, trace in enumerate(old.traces)}
    for number in range(len(clauses.texts) - 1, 0, -1):
        trace = clauses.texts[number].casefold()
        if trace in traces and trace not in medium.traces:
            clauses.put(medium.traces[traces[trace]], number)
    placed = False
    for number, hit in list(clauses.hits("medium")):
        text = clauses.texts[number]
        if text in clauses.fresh:
            continue
        words = re.split(r"\s+", text)
        head, of, rest = text.partition(" of ")
        before = " ".join(words[: hit.start + hit.length + 2])
        if of and len(head) <= len(before) + 12 and number == clauses.subject:
            clauses.put(f"{sentence_case(called)} of {rest}", number)
            placed = True
        elif clauses.names_a_thing(number):
            continue
        elif placed:
            clauses.drop(number)
        else:
            clauses.put(f"{called} with {medium.traces[1]}", number)
            placed = True
    if not placed and called not in str(clauses).casefold():
        _open_with(clauses, called)


def _open_with(clauses: Clauses, called: str) -> None:
    """Make "A fox in snow" begin with "A watercolour of"; what opens otherwise gets a clause."""
    text = clauses.texts[clauses.subject]
    if re.match(r"(?:an?|the|two|three|four|five)\s", text, re.IGNORECASE):
        lowered = text[0].lower() + text[1:]
        clauses.put(f"{called} of {lowered}", clauses.subject)
    else:
        clauses.after_the_subject(f"as {called}")
