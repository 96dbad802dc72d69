"""Things that can't be seen, and three pictures for each: wide, close, and turned around."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

IDEAS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        "adventure": (
            "a small boat leaving harbour for open sea",
            "a worn map, a compass and a lantern",
            "a rope bridge vanishing into mist",
        ),
        "chaos": (
            "a flock of crows exploding from a bare tree",
            "ink bursting through clear water",
            "a room where every chair floats",
        ),
        "courage": (
            "a small lighthouse in enormous waves",
            "a candle burning in the wind",
            "a child facing a sleeping dragon",
        ),
        "creativity": (
            "a house with trees growing out of every window",
            "a hand planting a glowing seed",
            "a sky full of paper boats",
        ),
        "dream": (
            "a bed drifting down a river of stars",
            "a jellyfish glowing inside a lamp",
            "a staircase climbing into the clouds",
        ),
        "freedom": (
            "a lone kite high above open hills",
            "an open birdcage with one feather left",
            "wild horses running through shallow water",
        ),
        "friendship": (
            "two figures sharing one umbrella on a long beach",
            "two cups of tea on a windowsill",
            "two trees whose crowns have grown together",
        ),
        "future": (
            "a city of gardens above the clouds",
            "a robot holding a seedling",
            "a rocket standing in a field of wheat",
        ),
        "happiness": (
            "a hot air balloon above a field of sunflowers",
            "a slice of cake with one bright strawberry",
            "a dog leaping through a ring of water drops",
        ),
        "home": (
            "one house with lit windows in a wide valley",
            "worn slippers beside a warm stove",
            "a village seen through a kitchen window",
        ),
        "hope": (
            "a single lit window in a dark village",
            "a seedling breaking through cracked stone",
            "a rainbow over a field of snow",
        ),
        "jazz": (
            "a small stage under warm lamps at the end of an alley",
            "a brass trumpet with the whole room in it",
            "circles and stripes swinging across a dark ground",
        ),
        "joy": (
            "children flying kites on a green hill",
            "a bouquet of wildflowers held up to the sun",
            "confetti falling through a beam of light",
        ),
        "loneliness": (
            "one chair on an endless beach",
            "a phone booth glowing in the rain",
            "a street lamp and its long shadow in snow",
        ),
        "love": (
            "two swans on a lake ringed by mountains",
            "two hands around one cup",
            "a heart of red leaves on black water",
        ),
        "memories": (
            "an old house on a hill, half of it fading into mist",
            "a box of photographs and dried flowers",
            "a carousel standing in a flooded field",
        ),
        "music": (
            "a piano on a cliff above the sea",
            "violin strings in raking light",
            "notes turning into birds above the rooftops",
        ),
        "nostalgia": (
            "an empty swing under a broad old tree",
            "a gramophone beside a window",
            "a train leaving a station in autumn",
        ),
        "peace": (
            "a white bird over a calm lake",
            "a stone garden raked in circles",
            "a cabin under deep snow, smoke rising straight",
        ),
        "sadness": (
            "a rowboat adrift on grey water",
            "rain running down a window",
            "a wilted rose on a piano",
        ),
        "silence": (
            "a forest under deep snow",
            "a single feather on still water",
            "an empty theatre with one light left on",
        ),
        "solitude": (
            "a lone cabin on a frozen lake",
            "a single cup by a tall window",
            "a heron in a wide marsh",
        ),
        "time": (
            "a clock tower standing in the desert",
            "the open works of a pocket watch",
            "a tree with the four seasons in its branches",
        ),
        "wisdom": (
            "an old tree growing through a library",
            "an owl on a stack of worn books",
            "a lantern at the bottom of a well",
        ),
    }
)
