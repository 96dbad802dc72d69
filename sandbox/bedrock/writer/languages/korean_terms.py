"""The painter's own words in Korean, to speak of pictures, and the particles that follow a word."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

_TERMS: Final = """
red=빨강; crimson=진홍; scarlet=주홍; vermilion=주홍; ruby=루비색; burgundy=버건디; maroon=적갈색; rust=녹빛 갈색;
terracotta=테라코타색; coral=산호색; salmon=연어색; rose=장미색; pink=분홍; blush=연분홍; magenta=자홍;
fuchsia=푸크시아색; purple=보라; violet=제비꽃색; lilac=연보라; mauve=회보라; plum=자두색; indigo=남보라;
navy=남색; blue=파랑; cobalt=코발트색; ultramarine=군청; azure=하늘빛 파랑; cerulean=세룰리안블루;
sapphire=사파이어색; sky blue=하늘색; cyan=시안; turquoise=터키색; aqua=물색; teal=청록;
petrol=짙은 청록; mint=민트색; jade=옥색; emerald=에메랄드색; green=초록;
sage=세이지색; olive=올리브색; moss=이끼색;
lime=라임색; chartreuse=연두; yellow=노랑; mustard=겨자색; ochre=황토색; gold=금색; golden=금빛; saffron=사프란색;
amber=호박색;
orange=주황; tangerine=귤색; apricot=살구색; peach=복숭아색; copper=구리색; bronze=청동색; brown=갈색;
chestnut=밤색; chocolate=초콜릿색; umber=흑갈색; sienna=시에나색; tan=황갈색; beige=베이지; sand=모래색;
cream=크림색; ivory=상아색;
white=흰색; silver=은회색; grey=회색; slate=청회색; charcoal=먹회색; black=검정; ebony=흑단색;
dawn=새벽; morning=아침; day=한낮; golden hour=해 질 녘의 금빛 시간; sunset=노을; dusk=땅거미; night=밤;
clear=맑은 날씨; overcast=흐린 하늘; storm=폭풍; lightning=번개; rain=비; snow=눈; fog=안개; wind=바람;
spring=봄; summer=여름; autumn=가을; winter=겨울;
backlit=역광; sunbeams=빛줄기; soft light=부드러운 빛; hard light=강한 빛;
warm light=따뜻한 빛; cold light=차가운 빛;
chiaroscuro=어두운 명암; high-key=밝은 빛; glowing=은은한 빛;
serene=고요한 분위기; dramatic=극적인 분위기; moody=우울한 분위기;
mysterious=신비로운 분위기; cheerful=밝은 분위기;
dreamy=몽환적인 분위기; cosy=아늑한 분위기; energetic=역동적인 분위기;
elegant=우아한 분위기; vintage=빈티지 분위기;
futuristic=미래적인 분위기;
pastel=파스텔 색조; muted=차분한 색조; vibrant=선명한 색조; monochrome=흑백; warm tones=따뜻한 색조;
cool tones=차가운 색조; high contrast=강한 대비; low contrast=약한 대비;
close-up=가까이에서 본 모습; medium shot=눈높이에서 본 모습; wide shot=멀리서 본 모습; from above=위에서 본 모습;
from below=아래에서 본 모습; centred=가운데 구도; rule of thirds=삼분할 구도; on the left=왼쪽 구도;
on the right=오른쪽 구도; negative space=여백이 있는 구도; framed=틀 너머의 구도; reflection=물에 비친 모습;
watercolour=수채화; oil painting=유화; gouache=과슈화; anime=애니메이션; ink wash=수묵화; pencil drawing=연필화;
pastel drawing=파스텔화; line art=선화; engraving=판화; pixel art=픽셀 아트;
paper cut=종이 오리기; screen print=실크스크린; risograph=리소그래프; comic=만화; woodblock print=목판화;
isometric=아이소메트릭; low poly=로우폴리;
photograph=사진; flat vector=플랫 일러스트; neon=네온; stained glass=스테인드글라스;
mosaic=모자이크; blueprint=청사진
"""


@cache
def _table() -> dict[str, str]:
    pairs = (entry.split("=") for entry in _TERMS.replace("\n", " ").split(";"))
    return {english.strip(): korean.strip() for english, korean in pairs}


def in_korean(term: str) -> str:
    """A word of the painter's vocabulary in Korean; the word itself where there is none."""
    return _table().get(term, term)


def named_in_korean(text: str, names: Iterable[str]) -> list[str]:
    """Which of the painter's `names` a Korean text says, in its order; the longest word at each place counts."""
    korean = {in_korean(name): name for name in reversed(list(names))}
    longest_first = sorted(korean, key=len, reverse=True)
    return [korean[found] for found in re.findall("|".join(map(re.escape, longest_first)), text)]


def with_particle(word: str, pair: str) -> str:
    """`word` with the right one of two particles, such as ``이/가``: the first after a closed syllable.

    ``으로/로`` follows the rule for a closing ㄹ too.
    """
    closed, open_ = pair.split("/")
    last = word[-1:]
    if not "가" <= last <= "힣":
        return word + (closed if last and last in "013678lmnr" else open_)
    ending = (ord(last) - ord("가")) % 28
    if pair == "으로/로" and ending == 8:
        return word + open_
    return word + (closed if ending else open_)


def listed_in_korean(words: Sequence[str]) -> str:
    """``남색과 호박색``, with commas before where there are more."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join([*words[:-2], f"{with_particle(words[-2], '과/와')} {words[-1]}"])
