"""The tool that changes a prompt as a person asks, or answers them."""

from typing import Any

from sandbox.bedrock.writer.assignment import Assignment
from sandbox.bedrock.writer.clean import cleaned
from sandbox.bedrock.writer.found_by import found_by
from sandbox.bedrock.writer.offer import DEFAULT_LONGEST
from sandbox.bedrock.writer.refining.answering import answer, thanks
from sandbox.bedrock.writer.refining.changes import changes
from sandbox.bedrock.writer.refining.intent import intent_of
from sandbox.bedrock.writer.refining.rewriting import rewritten
from sandbox.bedrock.writer.refining.wishes import wishes_in


def refine_picture(assignment: Assignment) -> dict[str, Any]:
    """``{"kind": "edit", "prompt", "changes", "tags", "alt"}`` or ``{"kind": "answer", "answer"}``."""
    words, prompt = cleaned(assignment.main("words")), assignment.tag("prompt")
    language = assignment.tag("title_language") or "English"
    match intent_of(words):
        case "question":
            return {"kind": "answer", "answer": answer(words, prompt, assignment.tag("facts"), language)}
        case "thanks":
            return {"kind": "answer", "answer": thanks(language)}
        case "edit":
            wishes = wishes_in(words)
            changed = rewritten(prompt, wishes, assignment.longest(DEFAULT_LONGEST))
            told = found_by(changed, language)
            return {"kind": "edit", "prompt": changed, "changes": changes(wishes, language), **told}
