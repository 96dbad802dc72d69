"""Viewpoint and composition, in the three ways an idea is treated: wide, close, and turned around."""

from dataclasses import dataclass
from typing import Final

_ANYWHERE: Final = ("outdoor", "indoor", "space", "underwater", "abstract")
_OPEN: Final = ("outdoor", "space", "underwater")


@dataclass(frozen=True, slots=True)
class View:
    """How the subject is seen.

    Attributes
    ----------
    name : the painter's name for it; what a person who asks for a viewpoint gets
    head : opens a sentence, "Close-up of …"
    text : stands between commas
    places, groups : where it makes sense, and for which groups of subjects; all if empty
    """

    name: str
    head: str
    text: str
    title: str
    title_ko: str
    places: tuple[str, ...] = _ANYWHERE
    groups: tuple[str, ...] = ()


_SOLID: Final = ("animals", "people", "buildings", "vehicles", "objects", "flora", "")
_FACES: Final = ("animals", "people")
_TALL: Final = ("buildings", "landscape", "flora", "people", "vehicles", "animals", "")
_SMALL: Final = ("flora", "objects", "abstract", "water", "")

WIDE: Final = (
    View(
        "wide shot",
        "Wide shot",
        "wide shot with a low horizon and generous air above",
        "and a Wide Sky",
        "넓은 하늘",
        ("outdoor",),
    ),
    View(
        "rule of thirds",
        "Wide shot",
        "wide shot, off-centre, layers of distance behind",
        "in the Distance",
        "겹겹의 거리",
        _OPEN,
    ),
    View(
        "on the left",
        "Wide shot",
        "wide shot on the rule of thirds, the subject on the left, distance opening beyond",
        "to One Side",
        "여백을 두고",
        _OPEN,
    ),
    View(
        "wide shot",
        "Panoramic wide shot",
        "panoramic wide shot, the subject small and exact",
        "from Far Away",
        "멀리서",
        _OPEN,
    ),
    View(
        "wide shot",
        "Wide view",
        "wide view that takes in the whole place, generous air all around",
        "in Its Place",
        "그 자리에서",
        ("indoor", "underwater", "abstract"),
    ),
    View(
        "from below",
        "Low-angle view",
        "seen from below, towering against what lies behind",
        "from Below",
        "올려다본",
        ("outdoor", "space"),
        _TALL,
    ),
    View(
        "framed",
        "View through a dark frame",
        "framed by something dark and near",
        "Through a Dark Frame",
        "어두운 틀 너머로",
        ("outdoor", "indoor", "underwater"),
    ),
    View(
        "rule of thirds",
        "Wide view",
        "wide view from a corner, off-centre, depth running away",
        "from a Corner",
        "한쪽 구석에서",
        ("indoor", "space", "abstract"),
    ),
)

CLOSE: Final = (
    View(
        "close-up",
        "Close-up",
        "filling the frame, the background dissolved into soft blur",
        "Up Close",
        "가까이서",
    ),
    View("medium shot", "Medium shot", "at eye level, direct and unhurried", "at Eye Level", "눈높이에서"),
    View(
        "close-up",
        "Tight side view",
        "tight crop, texture before anything else",
        "in Detail",
        "결을 따라",
        groups=_SOLID,
    ),
    View(
        "on the right",
        "Close view",
        "on the right, plenty of air beside it",
        "Set to the Right",
        "오른쪽에 두고",
    ),
    View(
        "close-up",
        "Near close-up",
        "a thin layer of focus, everything else soft",
        "at Arm's Length",
        "손 닿을 거리",
        groups=_SMALL,
    ),
    View(
        "centred",
        "Head-on close view",
        "centred and symmetrical, straight on",
        "Face to Face",
        "마주 보고",
        groups=_FACES,
    ),
    View(
        "medium shot",
        "Medium shot",
        "one half in light and one half in shade",
        "Half in Shade",
        "빛과 그늘 사이",
    ),
    View(
        "close-up",
        "Low close-up",
        "from low down, the nearest edge looming and softly blurred",
        "from the Ground",
        "바닥 가까이서",
    ),
)

TURNED: Final = (
    View(
        "from above",
        "View from above",
        "seen from above, everything laid out flat",
        "from Above",
        "위에서 본",
    ),
    View(
        "reflection",
        "Reflection",
        "doubled in a still reflection, cut across the middle",
        "and Its Reflection",
        "물에 비친",
        ("outdoor",),
    ),
    View(
        "negative space",
        "Minimal view",
        "minimal composition, generous negative space, the subject on the right",
        "and Empty Space",
        "여백 속에",
    ),
    View(
        "backlit",
        "Silhouette",
        "a dark silhouette against the light, form before everything",
        "in Silhouette",
        "실루엣으로",
        ("outdoor", "indoor", "space", "underwater"),
    ),
    View("centred", "Symmetrical view", "perfect symmetry, centred and head-on", "in Symmetry", "정면에서"),
    View(
        "from below",
        "View from below",
        "from below, looking almost straight up",
        "Looking Up",
        "올려다보며",
        ("outdoor", "space", "underwater"),
        _TALL,
    ),
    View(
        "framed",
        "View through a gap",
        "framed by a narrow gap, the foreground large and blurred",
        "Glimpsed",
        "틈새로 본",
    ),
    View(
        "rule of thirds",
        "Tilted view",
        "off-centre, a tilted horizon, everything leaning one way",
        "on a Slant",
        "기울어진 시선",
        ("outdoor", "space", "underwater"),
    ),
)

COMPOSITIONS: Final = (
    "the subject centred and calm",
    "off-centre with open air beside it",
    "layers from foreground to far background",
)
"""What tells three pictures apart whose viewpoint the person has fixed."""
