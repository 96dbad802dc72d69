"""Korean nouns and their English, by subject: pairs end with a semicolon.

The English prefers words the painter can draw. Compounds that read differently from their parts ("밤하늘",
"night sky") have an entry of their own; the others are taken apart by the grammar.
"""

from typing import Final

NATURE: Final = """
하늘 sky; 밤하늘 starry night sky; 해 sun; 태양 sun; 달 moon; 보름달 full moon; 초승달 crescent moon;
별 star; 별빛 starlight; 달빛 moonlight; 햇빛 sunlight; 햇살 sunshine; 빛 light; 그림자 shadow;
구름 cloud; 먹구름 storm clouds; 비 rain; 소나기 downpour; 빗속 rain; 빗방울 raindrops; 눈 snow;
함박눈 heavy snowfall; 눈송이 snowflakes; 눈밭 snowfield; 눈보라 blizzard; 안개 fog; 물안개 mist;
바람 wind; 폭풍 storm; 폭풍우 storm; 태풍 typhoon; 번개 lightning; 천둥 thunder; 무지개 rainbow;
오로라 aurora; 유성 shooting star; 서리 frost; 이슬 dew; 노을 sunset; 석양 sunset; 일몰 sunset;
일출 sunrise; 황혼 dusk; 땅거미 dusk; 새벽 dawn; 아침 morning; 점심 midday; 한낮 midday; 낮 day;
오후 afternoon; 저녁 evening; 밤 night; 한밤 midnight; 한밤중 midnight; 자정 midnight; 봄 spring;
여름 summer; 가을 autumn; 겨울 winter; 한겨울 midwinter; 봄날 spring day; 단풍 autumn leaves;
낙엽 fallen autumn leaves; 물 water; 바다 sea; 밤바다 night sea; 바닷가 beach; 바닷속 underwater;
해변 beach; 해안 coast; 해안가 coast; 모래 sand; 모래사장 sandy beach; 파도 waves; 섬 island;
항구 harbour; 부두 pier; 호수 lake; 호숫가 lakeside; 연못 pond; 강 river; 강가 riverside;
한강 Han River; 시냇물 stream; 계곡 valley; 폭포 waterfall; 샘 spring water; 웅덩이 puddle; 산 mountain;
설산 snowy mountains; 산맥 mountain range; 산꼭대기 mountain summit; 봉우리 peak; 언덕 hill; 들판 field;
들 field; 초원 meadow; 벌판 plain; 사막 desert; 모래언덕 sand dune; 절벽 cliff; 협곡 canyon; 동굴 cave;
화산 volcano; 바위 rock; 돌 stone; 흙 earth; 길 path; 산길 mountain path; 오솔길 footpath; 숲 forest;
숲속 forest; 숲길 forest path; 정글 jungle; 나무 tree; 소나무 pine tree; 은행나무 ginkgo tree;
단풍나무 maple tree; 자작나무 birch; 대나무 bamboo; 대나무숲 bamboo forest; 야자수 palm tree;
벚나무 cherry tree; 벚꽃 cherry blossom; 매화 plum blossom; 꽃 flowers; 꽃밭 flower field; 꽃잎 petals;
들꽃 wildflowers; 장미 rose; 튤립 tulips; 해바라기 sunflower; 연꽃 lotus; 수국 hydrangea;
유채꽃 yellow canola flowers; 유채꽃밭 field of yellow canola flowers; 민들레 dandelion; 진달래 azalea;
무궁화 hibiscus; 국화 chrysanthemum; 동백 camellia; 코스모스 cosmos flowers; 라벤더 lavender; 풀 grass;
풀밭 grassland; 갈대 reeds; 갈대밭 field of reeds; 억새 pampas grass; 잎 leaves; 나뭇잎 leaves;
나뭇가지 branch; 뿌리 roots; 이끼 moss; 버섯 mushroom; 선인장 cactus; 논 rice field; 밭 field;
보리밭 barley field; 밀밭 wheat field; 정원 garden; 공원 park; 우주 space; 행성 planet; 지구 earth;
화성 mars; 토성 saturn; 은하 galaxy; 은하수 milky way; 성운 nebula; 블랙홀 black hole; 혜성 comet;
얼음 ice; 빙하 glacier; 불 fire; 불꽃 flame; 모닥불 campfire; 불꽃놀이 fireworks; 연기 smoke;
"""

PLACES: Final = """
등대 lighthouse; 집 house; 오두막 cabin; 통나무집 log cabin; 한옥 hanok; 초가집 thatched cottage;
기와집 tiled hanok; 아파트 apartment building; 건물 building; 빌딩 skyscraper; 고층빌딩 skyscraper;
탑 tower; 시계탑 clock tower; 남산타워 Namsan tower; 성 castle; 궁궐 palace;
경복궁 Gyeongbokgung palace; 절 temple; 사찰 temple; 사원 temple; 교회 church; 성당 cathedral;
다리 bridge; 돌다리 stone bridge; 도시 city; 야경 city at night; 마을 village; 시골 countryside;
시골길 country road; 거리 street; 밤거리 street at night; 골목 alley; 골목길 alley; 도로 road;
시장 market; 야시장 night market; 가게 shop; 카페 cafe; 찻집 tea house; 식당 restaurant;
포장마차 street food stall; 빵집 bakery; 서점 bookshop; 책방 bookshop; 도서관 library; 학교 school;
교실 classroom; 병원 hospital; 역 station; 기차역 train station; 정류장 bus stop; 지하철 subway;
지하철역 subway station; 공항 airport; 놀이공원 amusement park; 관람차 ferris wheel; 회전목마 carousel;
극장 theatre; 미술관 art museum; 박물관 museum; 온실 greenhouse; 농장 farm; 헛간 barn; 풍차 windmill;
물레방아 watermill; 우물 well; 분수 fountain; 울타리 fence; 담장 wall; 벽 wall; 돌담 stone wall;
돌하르방 stone guardian statue; 석탑 stone pagoda; 정자 pavilion; 조각상 statue; 동상 statue; 지붕 roof;
옥상 rooftop; 계단 stairs; 문 door; 대문 gate; 창문 window; 창 window; 창가 window; 방 room;
거실 living room; 침실 bedroom; 부엌 kitchen; 주방 kitchen; 욕실 bathroom; 서재 study; 다락방 attic;
작업실 studio; 사무실 office; 마당 courtyard; 뒷마당 backyard; 발코니 balcony; 베란다 balcony;
텐트 tent; 캠핑장 campsite; 폐허 ruins; 유적 ruins; 피라미드 pyramid; 가로등 street lamp;
신호등 traffic light; 간판 sign; 횡단보도 crosswalk; 서울 Seoul; 부산 Busan; 제주 Jeju;
제주도 Jeju island; 한라산 Hallasan mountain; 설악산 Seoraksan mountains; 광화문 Gwanghwamun gate;
독도 Dokdo island;
"""

BEINGS: Final = """
고양이 cat; 아기고양이 kitten; 길고양이 street cat; 강아지 puppy; 개 dog; 여우 fox; 늑대 wolf;
사슴 deer; 말 horse; 소 cow; 양 sheep; 염소 goat; 돼지 pig; 호랑이 tiger; 사자 lion; 표범 leopard;
곰 bear; 북극곰 polar bear; 판다 panda; 토끼 rabbit; 다람쥐 squirrel; 쥐 mouse; 고슴도치 hedgehog;
너구리 raccoon; 원숭이 monkey; 코끼리 elephant; 기린 giraffe; 얼룩말 zebra; 개구리 frog; 거북이 turtle;
뱀 snake; 새 bird; 참새 sparrow; 까치 magpie; 까마귀 crow; 비둘기 pigeon; 갈매기 gulls; 제비 swallow;
독수리 eagle; 매 falcon; 올빼미 owl; 부엉이 owl; 학 crane; 두루미 crane; 백조 swan; 오리 duck; 닭 hen;
병아리 chick; 펭귄 penguin; 앵무새 parrot; 공작 peacock; 물고기 fish; 금붕어 goldfish; 잉어 koi;
고래 whale; 돌고래 dolphin; 상어 shark; 해파리 jellyfish; 문어 octopus; 오징어 squid; 게 crab;
조개 shell; 나비 butterfly; 벌 bee; 잠자리 dragonfly; 반딧불이 fireflies; 반딧불 fireflies; 거미 spider;
용 dragon; 유니콘 unicorn; 봉황 phoenix; 공룡 dinosaur; 도깨비 goblin; 요정 fairy; 귀신 ghost;
유령 ghost; 천사 angel; 악마 demon; 마녀 witch; 마법사 wizard; 괴물 monster; 로봇 robot; 외계인 alien;
우주인 astronaut; 우주비행사 astronaut; 사람 person; 사람들 people; 남자 man; 여자 woman; 소년 boy;
소녀 girl; 아이 child; 아이들 children; 아기 baby; 할머니 grandmother; 할아버지 grandfather;
어머니 mother; 엄마 mother; 아버지 father; 아빠 father; 가족 family; 친구 friends; 연인 couple;
신부 bride; 신랑 groom; 쌍둥이 twins; 간호사 nurse; 소방관 firefighter; 경찰 police officer;
작가 writer; 시인 poet; 사진작가 photographer; 제빵사 baker; 바리스타 barista; 잠수부 diver;
인어 mermaid; 커플 couple; 부부 couple; 왕 king; 여왕 queen; 왕자 prince; 공주 princess; 기사 knight;
선비 scholar; 무사 warrior; 사무라이 samurai; 군인 soldier; 어부 fisherman; 농부 farmer;
해녀 haenyeo diver; 등대지기 lighthouse keeper; 사냥꾼 hunter; 해적 pirate; 광대 clown; 탐험가 explorer;
요리사 chef; 화가 painter; 음악가 musician; 가수 singer; 무용수 dancer; 발레리나 ballerina;
여행자 traveller; 나그네 wanderer; 등산객 hiker; 스님 monk; 학생 student; 선생님 teacher; 의사 doctor;
개발자 programmer; 눈사람 snowman; 허수아비 scarecrow; 얼굴 face; 초상화 portrait;
뒷모습 figure seen from behind; 실루엣 silhouette; 손 hands; 눈동자 eyes; 머리카락 hair; 미소 smile;
눈물 tears;
"""

THINGS: Final = """
배 boat; 종이배 paper boat; 종이비행기 paper plane; 종이학 origami crane;
돛단배 sailboat; 범선 tall ship; 고깃배 fishing boat; 어선 fishing boat; 요트 yacht;
잠수함 submarine; 자전거 bicycle; 오토바이 motorcycle; 스쿠터 scooter; 자동차 car; 차 car; 버스 bus;
택시 taxi; 트럭 truck; 기차 train; 증기기관차 steam train; 전차 tram; 열기구 hot air balloon;
비행기 aeroplane; 헬리콥터 helicopter; 로켓 rocket; 우주선 spaceship; 우주정거장 space station;
위성 satellite; 책 book; 편지 letter; 공책 notebook; 연필 pencil; 붓 brush; 지도 map; 지구본 globe;
시계 clock; 회중시계 pocket watch; 열쇠 key; 카메라 camera; 라디오 radio; 축음기 gramophone;
피아노 piano; 기타 guitar; 바이올린 violin; 가야금 gayageum zither; 북 drum; 우산 umbrella; 모자 hat;
안경 glasses; 신발 shoes; 구두 shoes; 운동화 sneakers; 한복 hanbok; 옷 clothes; 드레스 dress;
목도리 scarf; 가방 bag; 여행가방 suitcase; 반지 ring; 목걸이 necklace; 보석 gem; 수정 crystal;
왕관 crown; 칼 sword; 검 sword; 방패 shield; 갑옷 armour; 활 bow; 깃발 flag; 종 bell; 풍경 landscape;
촛불 candle; 초 candle; 등불 lantern; 등 lantern; 연등 lotus lantern; 초롱 lantern; 랜턴 lantern;
램프 lamp; 전등 lamp; 네온 neon; 네온사인 neon signs; 거울 mirror; 의자 chair; 흔들의자 rocking chair;
벤치 bench; 소파 sofa; 침대 bed; 이불 blanket; 베개 pillow; 책상 desk; 식탁 table; 탁자 table;
테이블 table; 책장 bookshelf; 벽난로 fireplace; 커튼 curtain; 카펫 carpet; 화분 potted plant; 꽃병 vase;
항아리 jar; 도자기 porcelain vase; 달항아리 moon jar; 그릇 bowl; 접시 plate; 컵 cup; 머그컵 mug; 잔 cup;
찻잔 teacup; 찻주전자 teapot; 주전자 kettle; 병 bottle; 와인 wine; 커피 coffee; 녹차 green tea;
맥주 beer; 소주 soju; 막걸리 makgeolli; 물병 water bottle; 음식 food; 밥 rice bowl; 비빔밥 bibimbap;
김치 kimchi; 김치찌개 kimchi stew; 순두부 soft tofu; 순두부찌개 soft tofu stew; 된장찌개 soybean stew;
삼겹살 grilled pork; 불고기 bulgogi; 치킨 fried chicken; 피자 pizza; 햄버거 hamburger; 초밥 sushi;
우동 udon noodles; 냉면 cold noodles; 삼계탕 ginseng chicken soup; 호떡 sweet pancake;
붕어빵 fish-shaped pastry; 빙수 shaved ice; 팥빙수 shaved ice; 찌개 stew; 라면 ramen; 국수 noodles;
떡 rice cakes; 떡볶이 tteokbokki; 김밥 gimbap; 만두 dumplings; 빵 bread; 케이크 cake; 쿠키 cookies;
초콜릿 chocolate; 아이스크림 ice cream; 사탕 candy; 과일 fruit; 사과 apple; 복숭아 peach; 감 persimmon;
귤 mandarin oranges; 오렌지 orange; 레몬 lemon; 포도 grapes; 딸기 strawberries; 수박 watermelon;
호박 pumpkin; 고구마 sweet potato; 쌀 rice; 꿀 honey; 선물 gift; 풍선 balloon; 연 kite; 인형 doll;
장난감 toy; 곰인형 teddy bear; 컴퓨터 computer; 노트북 laptop; 휴대폰 phone; 전화기 telephone;
헤드폰 headphones; 동전 coins; 깃털 feather; 날개 wings; 뼈 bones; 해골 skull; 심장 heart; 하트 heart;
가면 mask; 탈 mask; 제품 product; 향수 perfume bottle;
"""

ART: Final = """
수채화 watercolour; 유화 oil painting; 수묵화 ink wash; 동양화 ink wash; 민화 folk painting;
판화 woodblock print; 목판화 woodblock print; 연필화 pencil drawing; 스케치 sketch; 목탄화 charcoal;
파스텔화 pastel drawing; 파스텔 pastel; 일러스트 illustration; 만화 comic; 애니메이션 anime; 애니 anime;
사진 photograph; 필름사진 film photograph; 영화 cinematic; 포스터 poster; 픽셀아트 pixel art;
도트 pixel art; 종이공예 paper craft; 종이접기 origami; 콜라주 collage; 모자이크 mosaic;
스테인드글라스 stained glass; 그림 painting; 벽화 mural; 동화 fairy tale; 동화책 children's book;
삽화 illustration; 추상화 abstract composition; 추상 abstract; 무늬 pattern; 패턴 pattern;
도형 geometric shapes; 원 circle; 사각형 squares; 삼각형 triangles; 선 lines; 소용돌이 swirls;
색 colour; 색깔 colours; 빛깔 colours; 분위기 mood; 느낌 feeling; 스타일 style; 배경 background;
전경 panorama; 클로즈업 close-up; 파노라마 panorama; 미니멀 minimal; 빈티지 vintage; 레트로 retro;
사이버펑크 cyberpunk; 판타지 fantasy; 미래 future; 과거 past; 꿈 dream; 추억 memories; 기억 memories;
사랑 love; 희망 hope; 자유 freedom; 평화 peace; 외로움 loneliness; 고독 solitude; 슬픔 sadness;
기쁨 joy; 행복 happiness; 그리움 longing; 침묵 silence; 시간 time; 여행 journey; 모험 adventure;
휴식 rest; 축제 festival; 생일 birthday; 결혼식 wedding; 크리스마스 christmas;
크리스마스트리 christmas tree; 설날 lunar new year; 추석 harvest festival; 소풍 picnic; 산책 walk;
낚시 fishing; 춤 dance; 노래 song; 음악 music; 전쟁 war; 전설 legend; 이야기 story; 비밀 secret;
마법 magic; 빨강 red; 빨간색 red; 주황 orange; 주황색 orange; 노랑 yellow; 노란색 yellow; 초록 green;
초록색 green; 녹색 green; 연두색 light green; 파랑 blue; 파란색 blue; 하늘색 sky blue; 남색 navy;
보라 purple; 보라색 purple; 분홍 pink; 분홍색 pink; 자주색 burgundy; 갈색 brown; 베이지색 beige;
회색 grey; 검정 black; 검은색 black; 하양 white; 흰색 white; 금색 gold; 은색 silver; 청록색 teal;
"""

NOUN_LISTS: Final = (NATURE, PLACES, BEINGS, THINGS, ART)
