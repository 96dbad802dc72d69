"""한국어 색 이름: `services.painting.colour_names`의 영어 이름마다 하나씩."""

from collections.abc import Mapping
from typing import Final

NAMES: Final[Mapping[str, str]] = {
    "black": "검정", "charcoal": "숯색", "dark grey": "진회색", "grey": "회색", "silver": "은색",
    "off-white": "미색", "white": "흰색", "ivory": "상아색", "cream": "크림색", "beige": "베이지색",
    "sand": "모래색", "tan": "황갈색", "ochre": "황토색", "brown": "갈색", "dark brown": "고동색",
    "chestnut": "밤색", "rust": "녹슨 쇠색", "terracotta": "테라코타색", "peach": "복숭아색", "apricot": "살구색",
    "orange": "주황", "burnt orange": "짙은 주황", "amber": "호박색", "gold": "금색", "yellow": "노랑",
    "pale yellow": "연노랑", "mustard": "겨자색", "olive": "올리브색", "lime green": "라임색",
    "green": "초록", "forest green": "숲색", "dark green": "진초록", "sage green": "세이지색",
    "mint green": "민트색", "emerald": "에메랄드색", "teal": "청록", "dark teal": "진청록",
    "turquoise": "터키옥색", "aqua": "연한 물색", "pale blue": "연파랑", "sky blue": "하늘색", "blue": "파랑",
    "royal blue": "선명한 남파랑", "steel blue": "강철색", "slate blue": "회청색", "navy": "남색",
    "midnight blue": "한밤의 남색", "deep blue": "진파랑", "indigo": "쪽빛", "violet": "청보라",
    "purple": "보라", "dark purple": "진보라", "lavender": "라벤더색", "lilac": "라일락색", "plum": "자두색",
    "magenta": "자홍", "fuchsia": "밝은 자홍", "pink": "분홍", "pale pink": "연분홍", "rose": "장미색",
    "coral": "산호색", "salmon": "연어색", "red": "빨강", "crimson": "진홍", "dark red": "검붉은색",
    "burgundy": "자주",
    "light grey": "밝은 회색", "pale grey": "연회색", "taupe": "회갈색", "khaki": "카키색", "mauve": "연자주",
    "grey green": "회녹색", "moss green": "이끼색", "grey blue": "잿빛 파랑", "dusty blue": "흐린 파랑",
    "dusty pink": "흐린 분홍",
}  # fmt: skip
