"""Whether somebody wants another picture, asks something, or is just being kind."""

import re
from typing import Final, Literal

Intent = Literal["edit", "question", "thanks"]

_ASKS_FOR_A_CHANGE: Final = re.compile(
    r"\b(?:can|could|would|will|may)\s+(?:you|we|i|it)\b(?!\s+(?:tell|say|explain|know|remember|see))"
    r"|\b(?:how|what)\s+about\b|\bwhat\s+if\b|\bwhy\s+not\b|^\s*(?:please|make|let'?s|try|add|remove)\b"
    r"|(?:해|하게|바꿔|바꾸어|만들어|그려|넣어|빼|지워|없애|옮겨|추가해|줄여|키워|칠해)\s*(?:줘|주|줄|볼|봐|보)"
    r"|(?:하|으)?면\s*(?:어때|어떨까|좋겠|안\s*(?:돼|될까))",
    re.IGNORECASE,
)
_ABOUT_THE_TELLING: Final = re.compile(
    r"(?:알려|말해|설명해|가르쳐)\s*(?:줘|주|줄)|\b(?:tell|explain to)\s+me\b", re.IGNORECASE
)
_OPENS_A_QUESTION: Final = re.compile(
    r"^\s*(?:what|which|who|whose|why|how|when|where|is|are|was|were|does|do|did|has|have)\b", re.IGNORECASE
)
_KOREAN_QUESTION: Final = re.compile(
    r"(?:이?야|이?니|을까|ㄹ까|까요?|나요?|가요|인가|은가|는지|냐|지요|죠|래요?|어요)\s*[.!~]*$"
)
_KOREAN_ASKING: Final = re.compile(r"무엇|무슨|뭐|뭘|어떤|어느|어디|언제|누구|누가|왜|얼마|몇|어떻게")
_THANKS: Final = re.compile(
    r"\b(?:thanks?|thank you|thx|love (?:it|this)|great|perfect|beautiful|awesome|amazing|nice|lovely|wow|"
    r"well done|good job)\b|고마워|고맙|감사|멋지|멋있|예쁘|예뻐|최고|완벽|좋다|좋아요?|좋네|마음에 들|대박|훌륭",
    re.IGNORECASE,
)
_BUT: Final = re.compile(
    r"\b(?:but|except|now|just|only)\b|지만|는데|근데|하지만|그런데|더\s|(?:으로|로|게|줘)[.!~]*$",
    re.IGNORECASE,
)


def intent_of(words: str) -> Intent:
    """What `words`, in English or Korean, are after; anything that is no question and no praise is an edit."""
    if _ABOUT_THE_TELLING.search(words):
        return "question"
    if _ASKS_FOR_A_CHANGE.search(words):
        return "edit"
    if words.rstrip(" .!~").endswith(("?", "？")) or _OPENS_A_QUESTION.search(words):
        return "question"
    if _KOREAN_ASKING.search(words) and _KOREAN_QUESTION.search(words):
        return "question"
    return "thanks" if _THANKS.search(words) and not _BUT.search(words) and len(words) < 60 else "edit"
