"""How Korean words about a picture's look are told by their stems, and what the painter calls it."""

import re
from typing import Final

from sandbox.bedrock.writer.lexicon import Kind

SETTINGS: Final[tuple[tuple[str, Kind, str], ...]] = (
    (r"가까[이운]|가깝|다가가|확대|줌\s*인|클로즈업|크게", "view", "close-up"),
    (r"멀리|멀게|멀어|축소|줌\s*아웃|넓게|작게|떨어져", "view", "wide shot"),
    (r"위에서|내려다|공중|항공", "view", "from above"),
    (r"아래에서|올려다", "view", "from below"),
    (r"가운데|중앙", "view", "centred"),
    (r"왼쪽", "view", "on the left"),
    (r"오른쪽", "view", "on the right"),
    (r"여백|단순|심플|깔끔", "view", "negative space"),
    (r"따뜻|따스", "light", "warm light"),
    (r"차갑|차가운|시원|서늘", "light", "cold light"),
    (r"어둡|어두운|어둑", "light", "chiaroscuro"),
    (r"밝[게은]|환하|환한", "light", "high-key"),
    (r"부드럽|부드러운", "light", "soft light"),
    (r"역광|실루엣", "light", "backlit"),
    (r"대비[^가-힣]*(?:강|세|높)|대비를 (?:강|세|높)", "tone", "high contrast"),
    (r"선명|화려|쨍", "tone", "vibrant"),
    (r"파스텔\s*(?:톤|색)", "tone", "pastel"),
    (r"차분|은은", "tone", "muted"),
    (r"흑백", "tone", "monochrome"),
    (r"아늑|포근", "mood", "cosy"),
    (r"신비|으스스|무섭", "mood", "mysterious"),
    (r"우울|쓸쓸|슬프", "mood", "moody"),
    (r"평화|평온|고요|조용|잔잔", "mood", "serene"),
    (r"몽환|꿈", "mood", "dreamy"),
    (r"밝은 분위기|즐겁|신나|귀엽|발랄|경쾌", "mood", "cheerful"),
    (r"극적|드라마|웅장", "mood", "dramatic"),
    (r"역동|활기", "mood", "energetic"),
    (r"우아|고급", "mood", "elegant"),
    (r"빈티지|레트로|복고", "mood", "vintage"),
    (r"미래", "mood", "futuristic"),
    (r"새벽|동틀|해\s*뜨", "time", "dawn"),
    (r"아침", "time", "morning"),
    (r"한낮|대낮|정오|낮[에으로]|낮$|오후", "time", "day"),
    (r"황금빛|골든|해\s*질\s*녘", "time", "golden hour"),
    (r"노을|석양|해\s*질|해\s*지|일몰|저녁", "time", "sunset"),
    (r"황혼|땅거미|블루\s*아워", "time", "dusk"),
    (r"밤|야경|한밤|자정", "time", "night"),
    (r"폭풍|태풍", "weather", "storm"),
    (r"번개|천둥", "weather", "lightning"),
    (r"비\s*(?:가\s*)?(?:오|내리)|빗속|비로$", "weather", "rain"),
    (r"눈\s*(?:이\s*)?(?:오|내리|덮|쌓)|눈보라|설경", "weather", "snow"),
    (r"안개", "weather", "fog"),
    (r"흐리|흐린", "weather", "overcast"),
    (r"맑", "weather", "clear"),
    (r"바람", "weather", "wind"),
    (r"봄", "season", "spring"),
    (r"여름", "season", "summer"),
    (r"가을", "season", "autumn"),
    (r"겨울", "season", "winter"),
    (r"수채화", "medium", "watercolour"),
    (r"유화", "medium", "oil painting"),
    (r"수묵", "medium", "ink wash"),
    (r"연필|스케치", "medium", "pencil drawing"),
    (r"목탄", "medium", "charcoal"),
    (r"선화|라인\s*아트", "medium", "line art"),
    (r"판화", "medium", "woodblock print"),
    (r"픽셀", "medium", "pixel art"),
    (r"만화", "medium", "comic"),
    (r"애니", "medium", "anime"),
    (r"종이\s*(?:오리|공예)", "medium", "paper cut"),
    (r"모자이크", "medium", "mosaic"),
    (r"사진", "medium", "photograph"),
    (r"플랫|벡터|일러스트", "medium", "flat vector"),
    (r"네온", "medium", "neon"),
    (r"스테인드", "medium", "stained glass"),
    (r"포스터", "medium", "screen print"),
)
COLOURS: Final = (
    (r"빨갛게|붉게|빨간|붉은|빨강", "red"),
    (r"파랗게|푸르게|파란|푸른|파랑", "blue"),
    (r"노랗게|노란|노랑", "yellow"),
    (r"하얗게|희게|하얀|흰", "white"),
    (r"까맣게|검게|검은|까만|검정", "black"),
    (r"초록|녹색", "green"),
    (r"보라", "purple"),
    (r"분홍|핑크", "pink"),
    (r"주황", "orange"),
    (r"회색", "grey"),
    (r"갈색", "brown"),
    (r"금색|황금", "gold"),
    (r"하늘색", "sky blue"),
    (r"남색", "navy"),
)


def looks_in(text: str, kind: Kind) -> list[str]:
    """The painter's names for what a Korean text says of one kind, in the order it says them."""
    found = [
        (match.start(), term)
        for stem, of, term in SETTINGS
        if of == kind and (match := re.search(stem, text))
    ]
    return list(dict.fromkeys(term for _, term in sorted(found)))
