"""Light: where it comes from, the hour and the weather that make it, and the colours and moods it brings."""

from dataclasses import dataclass
from typing import Final

Palette = tuple[str, str, str]
Moods = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Light:
    """One way for a scene to be lit.

    Attributes
    ----------
    text : a clause of its own, good after a comma and good before a colon
    place : ``outdoor``, ``indoor``, ``space``, ``underwater`` or ``abstract``
    times, weathers, seasons : the painter's names of what it implies; empty where it leaves that open
    palettes : colours that suit it, by the painter's names
    moods : pairs of adjectives
    title, title_ko : what it adds to a title, in English and Korean
    """

    text: str
    place: str
    times: tuple[str, ...]
    weathers: tuple[str, ...]
    palettes: tuple[Palette, ...]
    moods: tuple[Moods, ...]
    title: str
    title_ko: str
    seasons: tuple[str, ...] = ()


_OUT: Final = "outdoor"

CLEAR_SKIES: Final = (
    Light(
        "the first light of dawn spilling pale gold along the horizon",
        _OUT, ("dawn",), (),
        (("apricot", "blush", "slate"), ("apricot", "lilac", "teal")),
        (("hushed", "hopeful"), ("serene", "tender")),
        "at First Light", "첫 빛 속에서",
    ),
    Light(
        "clear morning light with long fresh shadows",
        _OUT, ("morning",), ("clear",),
        (("sky blue", "sage", "cream"), ("mint", "ivory", "amber")),
        (("fresh", "cheerful"), ("bright", "calm")),
        "in the Morning", "맑은 아침",
    ),
    Light(
        "shafts of morning light slanting through thin mist",
        _OUT, ("morning",), ("fog",),
        (("sage", "gold", "ivory"), ("moss", "cream", "copper")),
        (("dreamy", "quiet"), ("hushed", "luminous")),
        "in Sunbeams", "아침 햇살 사이로",
    ),
    Light(
        "high midday sun in a clear sky, every edge crisp",
        _OUT, ("day",), ("clear",),
        (("cobalt", "white", "terracotta"), ("azure", "tan", "salmon")),
        (("bold", "cheerful"), ("bright", "lively")),
        "under a High Sun", "한낮의 태양 아래",
    ),
    Light(
        "soft light from an overcast sky, colours quiet and true",
        _OUT, ("day",), ("overcast",),
        (("sage", "grey", "ochre"), ("slate", "cream", "moss")),
        (("calm", "contemplative"), ("gentle", "wistful")),
        "under a Grey Sky", "흐린 하늘 아래",
    ),
    Light(
        "golden hour light raking in low from the side, long warm shadows",
        _OUT, ("golden hour",), ("clear",),
        (("amber", "terracotta", "teal"), ("gold", "olive", "plum")),
        (("warm", "nostalgic"), ("serene", "generous")),
        "in Golden Light", "황금빛 오후",
    ),
    Light(
        "backlit by a low sun, a thin bright rim along every edge",
        _OUT, ("golden hour",), ("clear",),
        (("saffron", "umber", "violet"), ("apricot", "chestnut", "navy")),
        (("dramatic", "tender"), ("luminous", "still")),
        "Against the Sun", "햇살을 등지고",
    ),
    Light(
        "a burning sunset behind layered clouds",
        _OUT, ("sunset",), (),
        (("vermilion", "plum", "gold"), ("salmon", "indigo", "apricot")),
        (("dramatic", "wistful"), ("majestic", "warm")),
        "at Sunset", "노을 질 무렵",
    ),
    Light(
        "the blue hour of dusk, warm lights coming on",
        _OUT, ("dusk",), (),
        (("indigo", "amber", "slate"), ("navy", "apricot", "teal")),
        (("serene", "nostalgic"), ("hushed", "cosy")),
        "in the Blue Hour", "푸른 저녁",
    ),
    Light(
        "moonlight over everything, the moon small and high",
        _OUT, ("night",), ("clear",),
        (("navy", "silver", "ivory"), ("slate", "cobalt", "cream")),
        (("mysterious", "quiet"), ("serene", "lonely")),
        "by Moonlight", "달빛 아래",
    ),
    Light(
        "a clear night crowded with stars",
        _OUT, ("night",), ("clear",),
        (("indigo", "violet", "silver"), ("black", "cobalt", "gold")),
        (("dreamy", "vast"), ("hushed", "wondering")),
        "under the Stars", "별이 가득한 밤",
    ),
    Light(
        "night held back by one pool of warm lamplight",
        _OUT, ("night",), (),
        (("charcoal", "amber", "burgundy"), ("navy", "gold", "rust")),
        (("intimate", "mysterious"), ("cosy", "watchful")),
        "in a Pool of Lamplight", "등불 하나",
    ),
    Light(
        "a green aurora rippling above at night",
        _OUT, ("night",), ("clear",),
        (("emerald", "violet", "navy"), ("mint", "indigo", "teal")),
        (("otherworldly", "hushed"), ("magical", "vast")),
        "under the Aurora", "오로라 아래",
    ),
    Light(
        "a pink dawn behind long thin clouds",
        _OUT, ("dawn",), (),
        (("blush", "lilac", "slate"), ("salmon", "ivory", "cobalt")),
        (("tender", "serene"), ("hopeful", "quiet")),
        "in a Pink Dawn", "분홍빛 새벽",
    ),
    Light(
        "a cold clear dawn, blue below and the first gold above",
        _OUT, ("dawn",), ("clear",),
        (("cobalt", "gold", "silver"), ("petrol", "apricot", "white")),
        (("crisp", "hushed"), ("fresh", "lonely")),
        "in a Cold Dawn", "차가운 새벽",
    ),
    Light(
        "dappled morning light falling in coins of gold",
        _OUT, ("morning",), ("clear",),
        (("sage", "gold", "umber"), ("moss", "cream", "sky blue")),
        (("playful", "fresh"), ("gentle", "cheerful")),
        "in Dappled Light", "아롱진 아침 빛",
    ),
    Light(
        "cool blue morning shade, the sun just touching the tops",
        _OUT, ("morning",), ("clear",),
        (("slate", "gold", "sage"), ("cobalt", "apricot", "ivory")),
        (("hushed", "fresh"), ("serene", "hopeful")),
        "in Morning Shade", "서늘한 아침",
    ),
    Light(
        "a bright day of small white clouds, sun and shade in turn",
        _OUT, ("day",), ("clear",),
        (("sky blue", "white", "olive"), ("azure", "cream", "rust")),
        (("cheerful", "free"), ("lively", "calm")),
        "on a Bright Day", "환한 한낮",
    ),
    Light(
        "warm afternoon light, shadows just beginning to stretch",
        _OUT, ("day",), ("clear",),
        (("ochre", "sage", "cream"), ("terracotta", "sky blue", "tan")),
        (("warm", "unhurried"), ("calm", "nostalgic")),
        "in the Afternoon", "따스한 오후",
    ),
    Light(
        "golden hour heat, the air thick with glowing dust",
        _OUT, ("golden hour",), ("clear",),
        (("gold", "rust", "sage"), ("amber", "mauve", "cream")),
        (("dreamy", "warm"), ("nostalgic", "luminous")),
        "in Glowing Dust", "금빛 먼지 속",
    ),
    Light(
        "a calm sunset, one clean gradient from amber to violet",
        _OUT, ("sunset",), (),
        (("amber", "violet", "navy"), ("saffron", "mauve", "teal")),
        (("serene", "vast"), ("calm", "wistful")),
        "in a Clear Sunset", "고요한 노을",
    ),
    Light(
        "the last sliver of a sunset, everything turning pink and blue",
        _OUT, ("sunset",), (),
        (("pink", "cobalt", "plum"), ("blush", "slate", "gold")),
        (("tender", "quiet"), ("dreamy", "hushed")),
        "in the Last Sunset Light", "마지막 노을빛",
    ),
    Light(
        "deep dusk, the horizon still glowing green and gold",
        _OUT, ("dusk",), (),
        (("teal", "gold", "navy"), ("emerald", "ochre", "indigo")),
        (("mysterious", "serene"), ("vast", "quiet")),
        "at Deep Dusk", "깊은 땅거미",
    ),
    Light(
        "dusk just before dark, everything losing its edges",
        _OUT, ("dusk",), (),
        (("slate", "mauve", "charcoal"), ("violet", "grey", "silver")),
        (("hushed", "wistful"), ("moody", "tender")),
        "Before Dark", "어둠이 내리기 전",
    ),
)  # fmt: skip
