"""Clothes in people's words, for the classes of garments that a model knows where to look for."""

from collections.abc import Mapping
from typing import Final

from services.painting.interface import preset_named

USUAL: Final = "UPPER_BODY"
"""What is exchanged where nobody said what."""

# A word that leaves the length or the sleeves open names the part of the body: its mask has room for any of them.
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "UPPER_BODY": (
        "upper body", "top", "tops", "shirt", "sweater", "jumper", "pullover", "hoodie", "jacket", "coat",
        "상체", "상의", "윗옷", "웃옷", "셔츠", "스웨터", "니트", "후드티", "후디", "재킷", "자켓", "외투", "코트",
    ),
    "LOWER_BODY": (
        "lower body", "bottom", "bottoms", "skirt", "하체", "하의", "아래옷", "치마", "스커트",
    ),
    "FULL_BODY": (
        "full body", "whole body", "dress", "gown", "전신", "온몸", "원피스", "드레스",
    ),
    "FOOTWEAR": ("footwear", "신", "신는 것"),
    "LONG_SLEEVE_SHIRT": (
        "long sleeve shirt", "long sleeved shirt", "long sleeves", "긴팔", "긴팔 셔츠", "긴소매 셔츠", "긴팔티",
    ),
    "SHORT_SLEEVE_SHIRT": (
        "short sleeve shirt", "short sleeved shirt", "short sleeves", "t-shirt", "tee", "tee shirt",
        "반팔", "반팔 셔츠", "반소매 셔츠", "반팔티", "티셔츠",
    ),
    "NO_SLEEVE_SHIRT": (
        "no sleeve shirt", "sleeveless shirt", "sleeveless top", "tank top", "vest",
        "민소매", "민소매 셔츠", "나시", "조끼",
    ),
    "OTHER_UPPER_BODY": ("other upper body",),
    "LONG_PANTS": (
        "long pants", "pants", "trousers", "jeans", "slacks", "leggings",
        "바지", "긴바지", "청바지", "슬랙스", "레깅스",
    ),
    "SHORT_PANTS": ("short pants", "shorts", "반바지"),
    "OTHER_LOWER_BODY": ("other lower body",),
    "LONG_DRESS": ("long dress", "maxi dress", "evening gown", "롱 원피스", "긴 원피스", "롱 드레스", "긴 드레스"),
    "SHORT_DRESS": ("short dress", "mini dress", "짧은 원피스", "미니 원피스", "짧은 드레스", "미니 드레스"),
    "FULL_BODY_OUTFIT": (
        "full body outfit", "outfit", "suit", "jumpsuit", "overalls",
        "옷", "옷 전체", "옷차림", "정장", "양복", "점프수트", "한복",
    ),
    "OTHER_FULL_BODY": ("other full body",),
    "SHOES": ("shoes", "shoe", "sneakers", "trainers", "heels", "loafers", "신발", "구두", "운동화", "로퍼"),
    "BOOTS": ("boots", "boot", "부츠", "장화"),
    "OTHER_FOOTWEAR": ("other footwear", "sandals", "slippers", "샌들", "슬리퍼"),
}  # fmt: skip

_ARTICLES: Final = ("the ", "a ", "an ", "his ", "her ", "their ", "my ")


def garment_class(words: str) -> str | None:
    """The class that `words` name, English or Korean, however they are written; None if they name none."""
    plain = words.strip().casefold()
    for article in _ARTICLES:
        plain = plain.removeprefix(article)
    return next((kind for kind, names in _WORDS.items() if preset_named(plain, (kind, *names))), None)
