"""Answers as a model gives them on a bad day: each breaks one rule and is otherwise good."""

import copy
from typing import Any, Final

TOOL_BEHAVIOURS: Final = frozenset(
    {
        "two_prompts",  # one too few
        "four_prompts",  # one too many
        "same_prompts",  # the same prompt three times
        "empty_prompt",  # the text is empty
        "long_prompt",  # over the limit that was named
        "not_english",  # in Korean
        "malformed",  # prose where the schema wants structure
    }
)
"""Codes of ``behave`` faults that change what a tool call carries."""

_KOREAN: Final = "폭풍이 몰려오는 바닷가 절벽 위에 홀로 선 등대, 낮은 구름과 거친 파도, 수채화"
_LONG: Final = " and layer upon layer of distant hills, rivers, villages and clouds"

_TEXT_FIELD: Final = {"translate_prompt": "english", "shorten_prompt": "prompt"}


def spoil(tool: str, answer: dict[str, Any], behaviour: str, longest: int) -> Any:
    """`answer` with one fault; `longest` is the limit in characters that was asked for."""
    spoilt = copy.deepcopy(answer)
    if tool != "offer_prompts":
        field = _TEXT_FIELD[tool]
        return (
            {}
            if behaviour == "malformed"
            else {**spoilt, field: _spoilt_text(spoilt[field], behaviour, longest)}
        )
    prompts = spoilt["prompts"]
    match behaviour:
        case "two_prompts":
            del prompts[2:]
        case "four_prompts":
            prompts.append({"title": "One More", "prompt": f"Once more, and wider: {prompts[0]['prompt']}"})
        case "same_prompts":
            for each in prompts[1:]:
                each["prompt"] = prompts[0]["prompt"]
        case "malformed":
            spoilt["prompts"] = "Here are three ideas: " + " Or: ".join(each["prompt"] for each in prompts)
        case _:
            prompts[1]["prompt"] = _spoilt_text(prompts[1]["prompt"], behaviour, longest)
    return spoilt


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
