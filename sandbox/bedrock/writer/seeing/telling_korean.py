"""What an impression is called in Korean, trait by trait, worded as an appearance."""

from collections.abc import Callable, Mapping
from typing import Final

from sandbox.bedrock.writer.languages.korean_terms import in_korean, listed_in_korean, with_particle
from sandbox.bedrock.writer.seeing.impression import Impression

_PLACES: Final = {
    "left": "가운데보다 왼쪽에", "right": "가운데보다 오른쪽에", "centre": "한가운데에", "all over": "화면 곳곳에",
    "low horizon": "낮은 지평선 위에", "high horizon": "높은 지평선 아래에", "middle horizon": "지평선 가까이에",
}  # fmt: skip
_WEIGHTS: Final = {"dark": "어둡고 조용한", "bright": "밝고 가벼운", "": "담담한"}
_MEDIA: Final = {
    "flat vector": "고른 색면으로 보아 플랫 일러스트",
    "line art": "흰 바탕에 그린 선화",
    "pencil drawing": "연필화, 또는 옅은 종이에 섬세한 회색으로 그린 그림",
    "ink wash": "수묵화, 또는 옅은 바탕에 부드러운 회색으로 그린 그림",
    "watercolour": "옅은 색조로 보아 수채화, 또는 아주 밝은 사진",
    "photograph": "사진, 또는 그만큼 섬세하게 그린 그림",
}
_TONES: Final = {
    "monochrome": "색이 거의 없는 흑백 톤", "muted": "차분한 색",
    "vibrant": "선명하고 강한 색", "warm": "따뜻한 색",
    "cool": "차가운 색", "balanced": "따뜻한 색과 차가운 색의 균형",
}  # fmt: skip
_HOURS: Final = {
    "night": "밤처럼 빛이 적음", "dusk": "땅거미처럼 어둑하고 서늘한 빛", "sunset": "노을처럼 짙고 따뜻한 빛",
    "golden hour": "해 질 녘처럼 낮고 따뜻한 빛", "fog": "안개처럼 옅고 고른 빛",
    "overcast": "흐린 하늘처럼 부드러운 회색빛",
    "day": "한낮처럼 맑고 고른 빛", "morning": "아침처럼 맑고 옅은 빛",
}  # fmt: skip
_MOODS: Final = {
    "mysterious": "어둠에서 오는 신비롭고 고요한 분위기", "moody": "낮고 서늘한 빛에서 오는 우울한 분위기",
    "serene": "고른 색조에서 오는 평온한 분위기", "cheerful": "강한 색에서 오는 밝은 분위기",
    "dramatic": "강한 대비에서 오는 극적인 분위기", "dreamy": "옅고 부드러운 색조에서 오는 몽환적인 분위기",
    "energetic": "대비와 강한 색에서 오는 역동적인 분위기", "cosy": "따뜻하고 어둑한 빛에서 오는 아늑한 분위기",
}  # fmt: skip
_LAYOUTS: Final = {
    "low horizon": "낮은 지평선과 그 위의 넓은 공간", "high horizon": "높은 지평선, 화면 대부분이 그 아래",
    "middle horizon": "지평선으로 둘로 나뉜 화면",
    "centre": "눈에 띄는 것이 가운데", "left": "눈에 띄는 것이 왼쪽",
    "right": "눈에 띄는 것이 오른쪽", "all over": "중심 없이 화면 전체에 퍼짐",
}  # fmt: skip
_SURFACES: Final = {
    "smooth": "매끄러운 표면과 부드러운 변화", "crisp": "고른 색면과 또렷한 윤곽, 입자 없음",
    "fine": "거의 모든 곳에 섬세한 디테일", "grainy": "전체에 고운 입자", "rough": "거칠고 불규칙한 표면",
}  # fmt: skip


def _subject(seen: Impression) -> str:
    colours = listed_in_korean([in_korean(name) for name in seen.colours[:3]])
    mood = _WEIGHTS[seen.weight]
    match seen.scene:
        case "blank":
            return f"{in_korean(seen.colours[0])} 한 가지로 고르게 채워진 화면"
        case "land":
            return f"위는 {in_korean(seen.colours[0])}, 아래는 초록: 아마도 하늘 아래 너른 땅"
        case "water":
            return "밝은 위쪽과 푸른 아래쪽: 아마도 하늘 아래 물"
        case "ground":
            return f"{colours}, 아래쪽이 따뜻한 색: 아마도 모래나 흙, 탁자"
        case "halves":
            return f"{with_particle(colours, '으로/로')} 나뉜 {mood} 그림"
        case "shape":
            kind = "밝은" if seen.focus_bright else "어두운"
            return f"{_PLACES[seen.layout]} {kind} {in_korean(seen.focus)} 형체 하나가 있는 {mood} 그림"
        case "pattern":
            return f"{with_particle(colours, '으로/로')} 된 작은 것들이 촘촘한 무늬"
        case "shapes":
            return f"{with_particle(colours, '으로/로')} 된 여러 형체가 있는 {mood} 그림"


def _style(seen: Impression) -> str:
    edges = "평면적이고 그래픽한 표현" if seen.medium in ("flat vector", "line art") else "부드러운 명암 표현"
    return f"{edges}, {_TONES[seen.tone]}, {'강한' if seen.hard else '은은한'} 대비"


def _light(seen: Impression) -> str:
    drawn = seen.medium in ("flat vector", "line art")
    sides = {"left": ", 왼쪽이 더 밝음", "right": ", 오른쪽이 더 밝음", "": ""}
    shadows = ", 뚜렷한 그림자" if seen.hard and not drawn else ", 그림자는 거의 없음" if drawn else ""
    return _HOURS[seen.hour] + sides[seen.lit_from] + shadows


def _composition(seen: Impression) -> str:
    distance = ", 가까이에서 본 모습" if seen.close else ", 조금 떨어져서 본 모습" if seen.empty else ""
    return _LAYOUTS[seen.layout] + distance + (", 넉넉한 여백" if seen.empty else "")


KOREAN: Final[Mapping[str, Callable[[Impression], str]]] = {
    "subject": _subject,
    "medium": lambda seen: _MEDIA[seen.medium],
    "style": _style,
    "light": _light,
    "mood": lambda seen: _MOODS[seen.mood],
    "composition": _composition,
    "texture": lambda seen: _SURFACES[seen.surface],
}
