"""Light where there is no open sky: in rooms, in space, under water, and in abstract pictures."""

from typing import Final

from sandbox.bedrock.writer.grammar.lights import Light

_IN: Final = "indoor"

INDOOR: Final = (
    Light(
        "soft window light from the left, dust floating in it",
        _IN, ("morning", "day"), ("clear", "overcast"),
        (("cream", "sage", "umber"), ("ivory", "slate", "terracotta")),
        (("calm", "intimate"), ("quiet", "contemplative")),
        "by the Window", "창가의 빛",
    ),
    Light(
        "the first sun of the morning coming in level, everything edged with gold",
        _IN, ("dawn", "morning"), ("clear",),
        (("gold", "blush", "brown"), ("apricot", "cream", "teal")),
        (("fresh", "hopeful"), ("tender", "luminous")),
        "in the First Sun", "아침 첫 햇살",
    ),
    Light(
        "warm lamplight from one side, the corners left dark",
        _IN, ("night", "dusk"), (),
        (("amber", "burgundy", "umber"), ("gold", "olive", "charcoal")),
        (("cosy", "intimate"), ("warm", "quiet")),
        "by Lamplight", "등불 곁에서",
    ),
    Light(
        "chiaroscuro, one candle carving everything out of a dark background",
        _IN, ("night",), (),
        (("black", "gold", "crimson"), ("ebony", "copper", "ivory")),
        (("mysterious", "solemn"), ("dramatic", "hushed")),
        "by Candlelight", "촛불 하나",
    ),
    Light(
        "high-key light on a pale background, shadows barely there",
        _IN, ("day",), ("clear",),
        (("white", "blush", "sage"), ("ivory", "sky blue", "salmon")),
        (("fresh", "elegant"), ("airy", "calm")),
        "in White Light", "환한 빛 속에서",
    ),
    Light(
        "hard light through blinds, strips of shadow across everything",
        _IN, ("golden hour", "day"), ("clear",),
        (("amber", "charcoal", "teal"), ("ochre", "navy", "cream")),
        (("moody", "cinematic"), ("dramatic", "still")),
        "in Striped Light", "줄무늬 햇살",
    ),
    Light(
        "firelight flickering warm and low",
        _IN, ("night", "dusk"), (),
        (("vermilion", "umber", "gold"), ("copper", "burgundy", "charcoal")),
        (("cosy", "nostalgic"), ("warm", "alive")),
        "by the Fire", "모닥불 빛",
    ),
    Light(
        "grey rain light through a streaked window",
        _IN, ("day", "morning"), ("rain", "storm", "overcast"),
        (("slate", "sage", "cream"), ("grey", "teal", "apricot")),
        (("wistful", "quiet"), ("calm", "melancholic")),
        "on a Rainy Day", "비 오는 날",
    ),
    Light(
        "rain on the window at night, warm lamplight inside",
        _IN, ("night", "dusk"), ("rain", "storm"),
        (("navy", "amber", "rust"), ("indigo", "gold", "burgundy")),
        (("cosy", "safe"), ("intimate", "moody")),
        "While It Rains", "빗소리 들리는 밤",
    ),
    Light(
        "lightning at the window, the room itself warm and still",
        _IN, ("night",), ("storm", "lightning"),
        (("violet", "amber", "charcoal"), ("cobalt", "gold", "plum")),
        (("dramatic", "safe"), ("electric", "intimate")),
        "While the Storm Passes", "폭풍우 치는 밤",
    ),
    Light(
        "coloured light washing in from the signs outside, magenta on one side and cyan on the other",
        _IN, ("night",), (),
        (("magenta", "cyan", "black"), ("fuchsia", "teal", "indigo")),
        (("moody", "electric"), ("cinematic", "lonely")),
        "in Neon Light", "네온 불빛 속에서",
    ),
    Light(
        "cold light thrown up by the snow outside the window",
        _IN, ("morning", "day"), ("snow",),
        (("white", "sky blue", "brown"), ("silver", "ivory", "burgundy")),
        (("hushed", "cosy"), ("crisp", "quiet")),
        "on a Snow Day", "눈 오는 날",
    ),
    Light(
        "snow at the dark window, one lamp lit inside",
        _IN, ("night", "dusk"), ("snow",),
        (("navy", "gold", "ivory"), ("slate", "amber", "crimson")),
        (("cosy", "tender"), ("intimate", "still")),
        "on a Snowy Evening", "눈 내리는 저녁",
    ),
    Light(
        "milky fog filling the window, soft light without a direction",
        _IN, ("morning", "day"), ("fog",),
        (("ivory", "grey", "sage"), ("silver", "blush", "slate")),
        (("dreamy", "hushed"), ("mysterious", "calm")),
        "on a Foggy Morning", "안개 낀 아침",
    ),
    Light(
        "a curtain lifting in the wind, sunlight moving across the wall",
        _IN, ("day", "golden hour"), ("wind", "clear"),
        (("sky blue", "cream", "gold"), ("mint", "white", "terracotta")),
        (("fresh", "light"), ("dreamy", "calm")),
        "in a Summer Breeze", "바람 드는 창가",
    ),
    Light(
        "blue hour in the window, a warm glow within",
        _IN, ("dusk",), (),
        (("indigo", "apricot", "umber"), ("cobalt", "amber", "cream")),
        (("nostalgic", "quiet"), ("serene", "intimate")),
        "at Blue Hour", "푸른 저녁",
    ),
    Light(
        "the last sunset light laying a red patch across the floor",
        _IN, ("sunset",), (),
        (("vermilion", "umber", "slate"), ("salmon", "plum", "cream")),
        (("nostalgic", "still"), ("warm", "wistful")),
        "in the Last Light", "마지막 햇살",
    ),
    Light(
        "a sunset in the window, everything inside edged with copper",
        _IN, ("sunset", "golden hour"), (),
        (("copper", "indigo", "cream"), ("apricot", "burgundy", "teal")),
        (("dreamy", "warm"), ("tender", "quiet")),
        "at Sunset", "노을 든 창가",
    ),
    Light(
        "midday sun blazing outside, the room cool and dim",
        _IN, ("day",), ("clear",),
        (("white", "teal", "brown"), ("cream", "navy", "sage")),
        (("calm", "drowsy"), ("quiet", "fresh")),
        "at Midday", "한낮의 그늘",
    ),
)  # fmt: skip

SPACE: Final = (
    Light(
        "lit hard from one side by a distant sun, the far side lost in black",
        "space", (), (),
        (("black", "silver", "gold"), ("charcoal", "ivory", "rust")),
        (("vast", "still"), ("majestic", "lonely")),
        "in Hard Sunlight", "먼 태양의 빛",
    ),
    Light(
        "a nebula glowing from within, violet and teal dust drifting",
        "space", (), (),
        (("violet", "teal", "blush"), ("magenta", "indigo", "cyan")),
        (("otherworldly", "dreamy"), ("mysterious", "luminous")),
        "in a Glowing Nebula", "빛나는 성운 속",
    ),
    Light(
        "starlight alone, thousands of sharp points in deep space",
        "space", (), (),
        (("navy", "white", "gold"), ("black", "cobalt", "silver")),
        (("hushed", "vast"), ("serene", "wondering")),
        "among the Stars", "별들 사이에서",
    ),
    Light(
        "a thin blue rim of light from a rising planet",
        "space", (), (),
        (("cobalt", "cyan", "black"), ("azure", "indigo", "amber")),
        (("hopeful", "vast"), ("majestic", "calm")),
        "at Planetrise", "행성이 떠오를 때",
    ),
    Light(
        "the pale band of a galaxy lighting everything from behind",
        "space", (), (),
        (("lilac", "navy", "cream"), ("plum", "silver", "apricot")),
        (("dreamy", "quiet"), ("otherworldly", "tender")),
        "before a Galaxy", "은하를 배경으로",
    ),
    Light(
        "a small warm sun low ahead, long shadows over grey dust",
        "space", (), (),
        (("grey", "copper", "black"), ("tan", "copper", "navy")),
        (("lonely", "hopeful"), ("still", "dramatic")),
        "under a Small Sun", "작은 태양 아래",
    ),
)  # fmt: skip

UNDERWATER: Final = (
    Light(
        "sunbeams slanting down through bright blue water",
        "underwater", (), (),
        (("turquoise", "cobalt", "gold"), ("aqua", "teal", "cream")),
        (("serene", "luminous"), ("dreamy", "calm")),
        "in Sunlit Water", "햇살 드는 물속",
    ),
    Light(
        "a bioluminescent glow in the dark of the deep sea",
        "underwater", (), (),
        (("navy", "cyan", "violet"), ("black", "teal", "magenta")),
        (("mysterious", "otherworldly"), ("hushed", "electric")),
        "in the Glowing Deep", "빛나는 심해",
    ),
    Light(
        "green shallow light rippling over everything",
        "underwater", (), (),
        (("mint", "emerald", "tan"), ("jade", "aqua", "salmon")),
        (("playful", "fresh"), ("gentle", "bright")),
        "in the Shallows", "얕은 물빛",
    ),
    Light(
        "one soft beam from far above, the rest fading to deep blue",
        "underwater", (), (),
        (("indigo", "azure", "ivory"), ("petrol", "sky blue", "silver")),
        (("quiet", "vast"), ("lonely", "majestic")),
        "in a Single Beam", "한 줄기 빛",
    ),
    Light(
        "late warm colours coming through the surface in broken pieces",
        "underwater", (), (),
        (("salmon", "teal", "violet"), ("apricot", "cobalt", "blush")),
        (("dreamy", "warm"), ("nostalgic", "soft")),
        "under a Sunset Sea", "노을 진 바다 속",
    ),
)  # fmt: skip

ABSTRACT: Final = (
    Light(
        "soft gradients glowing at the edges",
        "abstract", (), (),
        (("salmon", "teal", "cream"), ("violet", "apricot", "navy")),
        (("calm", "luminous"), ("dreamy", "warm")),
        "in Soft Light", "부드러운 빛",
    ),
    Light(
        "hard light and clean shadows between flat areas",
        "abstract", (), (),
        (("cobalt", "vermilion", "ivory"), ("black", "mustard", "white")),
        (("bold", "precise"), ("energetic", "clear")),
        "in Hard Light", "강한 빛",
    ),
    Light(
        "luminous colour on a dark ground",
        "abstract", (), (),
        (("black", "gold", "magenta"), ("navy", "cyan", "amber")),
        (("mysterious", "electric"), ("dramatic", "deep")),
        "Glowing in the Dark", "어둠 속의 빛",
    ),
    Light(
        "pale airy light on a white background",
        "abstract", (), (),
        (("white", "blush", "sage"), ("ivory", "sky blue", "terracotta")),
        (("elegant", "quiet"), ("fresh", "open")),
        "in White Space", "하얀 여백",
    ),
    Light(
        "warm light fading slowly from one corner to the other",
        "abstract", (), (),
        (("saffron", "rust", "plum"), ("apricot", "blush", "slate")),
        (("warm", "meditative"), ("gentle", "nostalgic")),
        "in Fading Light", "번지는 빛",
    ),
)  # fmt: skip
