"""Answers as a model gives them on a bad day: each breaks one rule and is otherwise good."""

import copy
from typing import Any, Final

from sandbox.bedrock.writer.assignment import Assignment
from sandbox.bedrock.writer.offer import DEFAULT_LONGEST

TOOL_BEHAVIOURS: Final = frozenset(
    {
        "two_prompts",  # one too few
        "four_prompts",  # one too many
        "same_prompts",  # the same prompt three times
        "empty_prompt",  # the text is empty
        "long_prompt",  # over the limit that was named
        "not_english",  # in Korean
        "empty_trait",  # a reading with nothing about the light
        "wrong_kind",  # a refinement that is neither an edit nor an answer
        "unchanged_prompt",  # an edit that changes nothing
        "no_tags",  # without tags and alternative text, or with the wrong kind of thing in their place
        "malformed",  # prose where the schema wants structure
    }
)
"""Codes of ``behave`` faults that change what a tool call carries, where the tool has what they change."""

_KOREAN: Final = "폭풍이 몰려오는 바닷가 절벽 위에 홀로 선 등대, 낮은 구름과 거친 파도, 수채화"
_LONG: Final = " and layer upon layer of distant hills, rivers, villages and clouds"


def spoil(tool: str, answer: dict[str, Any], behaviour: str, assignment: Assignment) -> Any:
    """`answer` with one fault."""
    spoilt = copy.deepcopy(answer)
    longest = assignment.longest(DEFAULT_LONGEST)
    if "prompts" in spoilt:
        _spoil_prompts(spoilt, behaviour, longest)
        if behaviour == "empty_trait" and "reading" in spoilt:
            spoilt["reading"]["light"] = ""
        return spoilt
    if behaviour == "malformed":
        return {}
    if tool == "refine_picture" and behaviour == "wrong_kind":
        return {**spoilt, "kind": "picture"}
    if tool == "refine_picture" and behaviour == "unchanged_prompt" and "prompt" in spoilt:
        return {**spoilt, "prompt": assignment.tag("prompt")}
    field = next(name for name in ("english", "prompt", "answer") if name in spoilt)
    return {**spoilt, field: _spoilt_text(spoilt[field], behaviour, longest)}


def _spoil_prompts(spoilt: dict[str, Any], behaviour: str, longest: int) -> None:
    prompts = spoilt["prompts"]
    match behaviour:
        case "two_prompts":
            del prompts[2:]
        case "four_prompts":
            prompts.append({"title": "One More", "prompt": f"Once more, and wider: {prompts[0]['prompt']}"})
        case "same_prompts":
            for each in prompts[1:]:
                each["prompt"] = prompts[0]["prompt"]
        case "no_tags":
            for name in ("tags", "alt"):
                prompts[0].pop(name, None)
                prompts[1][name] = None
                prompts[2][name] = {"en": 7}
        case "malformed":
            spoilt["prompts"] = "Here are three ideas: " + " Or: ".join(each["prompt"] for each in prompts)
            if "reading" in spoilt:
                spoilt["reading"] = ". ".join(spoilt["reading"].values())
        case _:
            prompts[1]["prompt"] = _spoilt_text(prompts[1]["prompt"], behaviour, longest)


def _spoilt_text(text: str, behaviour: str, longest: int) -> str:
    match behaviour:
        case "empty_prompt":
            return ""
        case "long_prompt":
            return text + _LONG * (1 + longest // len(_LONG))
        case "not_english":
            return _KOREAN
        case _:
            return text
