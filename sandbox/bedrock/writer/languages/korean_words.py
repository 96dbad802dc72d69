"""Korean words that describe, act, count and relate, and their English."""

from typing import Final

from sandbox.bedrock.writer.phrases import words

# Adjectives in the form that stands before a noun.
ADJECTIVES: Final = """
빨간 red; 붉은 red; 노란 yellow; 누런 ochre; 푸른 blue; 파란 blue; 새파란 deep blue; 초록 green;
까만 black; 검은 black; 새까만 jet black; 하얀 white; 흰 white; 새하얀 snow-white; 회색 grey; 분홍 pink;
보라 purple; 민트색 mint; 살구색 apricot; 상아색 ivory; 크림색 cream; 카키색 olive; 산호색 coral;
금빛 golden; 황금빛 golden; 은빛 silver; 무지갯빛 rainbow-coloured; 알록달록한 colourful;
화려한 colourful; 밝은 bright; 어두운 dark; 환한 bright; 흐린 overcast; 맑은 clear; 눈부신 dazzling;
빛나는 glowing; 반짝이는 glittering; 희미한 faint; 투명한 transparent; 뿌연 hazy; 자욱한 dense;
짙은 deep; 옅은 pale; 연한 pale; 진한 rich; 큰 big; 커다란 huge; 거대한 giant; 작은 small; 조그만 tiny;
아주작은 tiny; 높은 tall; 낮은 low; 긴 long; 짧은 short; 넓은 wide; 좁은 narrow; 깊은 deep;
얕은 shallow; 둥근 round; 네모난 square; 뾰족한 pointed; 굽은 winding; 구불구불한 winding; 두꺼운 thick;
얇은 thin; 무거운 heavy; 가벼운 light; 가득한 full; 텅빈 empty; 빈 empty; 오래된 old; 낡은 weathered;
늙은 old; 젊은 young; 어린 young; 새로운 new; 새 new; 옛 old; 고대 ancient; 전통 traditional;
현대적인 modern; 미래적인 futuristic; 예쁜 pretty; 아름다운 beautiful; 고운 lovely; 귀여운 cute;
사랑스러운 lovely; 멋진 splendid; 멋있는 splendid; 우아한 elegant; 고급스러운 luxurious;
웅장한 majestic; 장엄한 majestic; 신비로운 mysterious; 신비한 mysterious; 몽환적인 dreamy;
환상적인 fantastical; 마법의 magical; 고요한 serene; 조용한 quiet; 잔잔한 calm; 평화로운 peaceful;
차분한 calm; 아늑한 cosy; 포근한 cosy; 따뜻한 warm; 따스한 warm; 더운 hot; 뜨거운 hot; 시원한 cool;
차가운 cold; 추운 cold; 얼어붙은 frozen; 언 frozen; 쓸쓸한 lonely; 외로운 lonely; 슬픈 sad;
우울한 melancholic; 기쁜 joyful; 즐거운 cheerful; 행복한 happy; 신나는 lively; 활기찬 lively;
무서운 eerie; 으스스한 eerie; 위험한 dangerous; 강한 strong; 강렬한 vivid; 부드러운 soft; 거친 rough;
단단한 hard; 매끄러운 smooth; 젖은 wet; 마른 dry; 촉촉한 dewy; 맛있는 delicious; 매콤한 spicy;
매운 spicy; 고소한 savoury; 바삭한 crisp; 시끄러운 noisy; 향긋한 fragrant; 싱그러운 fresh; 푸르른 green;
눈이부신 dazzling; 기묘한 strange; 이상한 strange; 특별한 special; 소중한 precious; 당당한 proud;
멀리있는 distant; 달콤한 sweet; 신선한 fresh; 향기로운 fragrant; 깨끗한 clean; 더러운 dirty;
단순한 simple; 간단한 simple; 복잡한 intricate; 섬세한 delicate; 기하학적인 geometric;
추상적인 abstract; 사실적인 realistic; 극적인 dramatic; 용감한 brave; 지친 tired; 졸린 sleepy;
배고픈 hungry; 바쁜 busy; 느린 slow; 빠른 fast; 먼 distant; 가까운 near; 혼자인 lone; 홀로 lone;
외딴 lonely; 버려진 abandoned; 숨겨진 hidden; 잊혀진 forgotten; 떨어진 fallen; 부서진 broken;
나무로된 wooden; 유리 glass; 황금 golden; 대리석 marble; 금속 metal; 비단 silk; 종이 paper;
비오는 rainy; 눈오는 snowy; 눈덮인 snow-covered; 바람부는 windy; 안개낀 foggy; 구름낀 cloudy;
별빛나는 starry; 달밝은 moonlit; 꽃핀 blossoming; 꽃피는 blossoming; 햇살드는 sunlit; 해지는 sunset;
해뜨는 sunrise; 비내리는 rainy; 눈내리는 snowy; 눈쌓인 snow-covered; 비갠 rain-washed;
단풍든 autumn-coloured; 불켜진 lamplit; 물든 tinted;
"""

# Set phrases that read as one adjective: written together above, apart in ordinary text.
SET_PHRASES: Final = """
비가 오는 = 비오는; 비 오는 = 비오는; 비가 내리는 = 비내리는; 비 내리는 = 비내리는; 비 갠 = 비갠;
눈이 오는 = 눈오는; 눈 오는 = 눈오는; 눈이 내리는 = 눈내리는; 눈 내리는 = 눈내리는; 눈 덮인 = 눈덮인;
눈으로 덮인 = 눈덮인; 눈이 쌓인 = 눈쌓인; 눈 쌓인 = 눈쌓인; 바람이 부는 = 바람부는;
바람 부는 = 바람부는; 안개가 낀 = 안개낀; 안개 낀 = 안개낀; 안개 자욱한 = 안개낀;
안개가 자욱한 = 안개낀; 구름 낀 = 구름낀; 구름이 낀 = 구름낀; 별이 빛나는 = 별빛나는;
별 빛나는 = 별빛나는; 달이 뜬 = 달밝은; 달 뜬 = 달밝은; 달 밝은 = 달밝은; 달이 밝은 = 달밝은;
꽃이 핀 = 꽃핀; 꽃 핀 = 꽃핀; 꽃이 피는 = 꽃피는; 꽃 피는 = 꽃피는; 햇살이 드는 = 햇살드는;
햇살 드는 = 햇살드는; 햇살이 비치는 = 햇살드는; 해가 지는 = 해지는; 해 지는 = 해지는;
해가 뜨는 = 해뜨는; 해 뜨는 = 해뜨는; 단풍이 든 = 단풍든; 단풍 든 = 단풍든; 불이 켜진 = 불켜진;
불 켜진 = 불켜진; 텅 빈 = 텅빈; 나무로 된 = 나무로된; 나무로 만든 = 나무로된; 아주 작은 = 아주작은;
"""

# Dictionary form, the form before an auxiliary (앉아 있다), English participle.
VERBS: Final = """
앉다 앉아 sitting; 서다 서 standing; 눕다 누워 lying; 자다 자 sleeping; 잠자다 잠자 sleeping;
졸다 졸아 dozing; 쉬다 쉬어 resting; 일어나다 일어나 rising; 걷다 걸어 walking; 달리다 달려 running;
뛰다 뛰어 running; 뛰놀다 뛰놀아 playing; 날다 날아 flying; 떠다니다 떠다녀 drifting;
떠있다 떠있어 floating; 뜨다 떠 floating; 헤엄치다 헤엄쳐 swimming; 수영하다 수영해 swimming;
서핑하다 서핑해 surfing; 운전하다 운전해 driving; 떠오르다 떠올라 rising; 솟아오르다 솟아올라 rising;
둘러앉다 둘러앉아 sitting around; 뛰어다니다 뛰어다녀 running; 노닐다 노닐어 wandering;
거닐다 거닐어 strolling; 춤추다 춤춰 dancing; 노래하다 노래해 singing; 연주하다 연주해 playing;
치다 쳐 playing; 놀다 놀아 playing; 웃다 웃어 laughing; 미소짓다 미소지어 smiling; 울다 울어 crying;
보다 봐 looking at; 바라보다 바라봐 gazing at; 쳐다보다 쳐다봐 staring at;
올려다보다 올려다봐 looking up at; 내려다보다 내려다봐 looking down on; 읽다 읽어 reading;
쓰다 써 writing; 그리다 그려 painting; 먹다 먹어 eating; 마시다 마셔 drinking; 요리하다 요리해 cooking;
굽다 구워 baking; 만들다 만들어 making; 타다 타 riding; 낚시하다 낚시해 fishing; 잡다 잡아 catching;
들다 들어 holding; 안다 안아 hugging; 기다리다 기다려 waiting for; 만나다 만나 meeting;
떠나다 떠나 leaving; 지나가다 지나가 passing; 지나다 지나 passing; 오르다 올라 climbing;
올라가다 올라가 climbing; 내려가다 내려가 descending; 내리다 내려 falling; 떨어지다 떨어져 falling;
흐르다 흘러 flowing; 부서지다 부서져 breaking; 솟다 솟아 rising; 피다 피어 blooming; 지다 져 setting;
빛나다 빛나 glowing; 반짝이다 반짝여 glittering; 타오르다 타올라 burning; 불타다 불타 burning;
비추다 비춰 lighting; 비치다 비쳐 shining; 흔들리다 흔들려 swaying; 휘날리다 휘날려 fluttering;
흩날리다 흩날려 scattering; 녹다 녹아 melting; 얼다 얼어 freezing; 숨다 숨어 hiding;
기대다 기대 leaning on; 기대어있다 기대어 leaning on; 매달리다 매달려 hanging; 걸리다 걸려 hanging;
놓이다 놓여 lying; 쌓이다 쌓여 piling up; 덮이다 덮여 covered; 둘러싸이다 둘러싸여 surrounded;
모이다 모여 gathering; 돌다 돌아 turning; 항해하다 항해해 sailing; 여행하다 여행해 travelling;
산책하다 산책해 strolling; 공부하다 공부해 studying; 일하다 일해 working; 명상하다 명상해 meditating;
싸우다 싸워 fighting; 꿈꾸다 꿈꿔 dreaming; 속삭이다 속삭여 whispering; 사라지다 사라져 vanishing;
나타나다 나타나 appearing; 열리다 열려 opening; 닫히다 닫혀 closing; 끓다 끓어 simmering;
끓이다 끓여 cooking; 사냥하다 사냥해 hunting; 날아가다 날아가 flying; 날아오르다 날아올라 soaring;
뛰어오르다 뛰어올라 leaping; 쏟아지다 쏟아져 pouring; 불다 불어 blowing; 물들다 물들어 glowing;
입다 입어 wearing; 신다 신어 wearing;
"""

# Where one thing is to another: noun of place, English preposition.
RELATIONS: Final = """
위 on; 아래 under; 밑 under; 옆 beside; 곁 beside; 앞 in front of; 뒤 behind; 안 inside; 속 in;
밖 outside; 사이 between; 근처 near; 너머 beyond; 가운데 in the middle of; 한가운데 in the middle of;
끝 at the end of; 건너편 across from; 주변 around;
"""

NUMBERS: Final = """
한 one; 하나 one; 두 two; 둘 two; 세 three; 셋 three; 네 four; 넷 four; 다섯 five; 여섯 six; 일곱 seven;
여덟 eight; 아홉 nine; 열 ten; 여러 several; 많은 many; 수많은 countless;
"""

COUNTERS: Final = frozenset(words("마리 명 개 송이 그루 대 채 잔 권 척 사람 병 쌍 켤레 장 줄기 그릇"))

# Words that carry no picture.
SILENT: Final = frozenset(
    words("그리고 또 그 이 저 것 좀 아주 매우 정말 너무 더 가장 있는 있다 해줘 해주세요 그려줘 그려주세요")
)
