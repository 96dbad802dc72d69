"""What surrounds a subject: the shape of the entries, and the ones for whole groups of subjects."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a subject may be and what can be seen of it; none of it minds singular or plural.

    Attributes
    ----------
    wide : follow the subject, "a lighthouse *alone on a black headland*"; for a picture with distance
    close : stand between commas; what one sees from near
    turned : follow the subject; another place or moment than `wide`
    extras : stand between commas; other things in the picture
    """

    wide: tuple[str, ...]
    close: tuple[str, ...]
    turned: tuple[str, ...]
    extras: tuple[str, ...]


GROUPS: Final[Mapping[str, Scene]] = MappingProxyType(
    {
        "sky": Scene(
            ("above a calm sea", "over rolling hills", "high over a sleeping village"),
            ("soft edges fading into deeper blue", "fine texture drifting across it",
             "a thin halo all around"),
            ("behind bare branches", "mirrored in a mountain lake", "above the rooftops of an old town"),
            ("birds crossing in a loose line", "distant mountains in three shades of blue",
             "one lone tree on a hill"),
        ),
        "water": Scene(
            ("stretching out to a clean horizon", "below dark cliffs", "between wooded mountains"),
            ("foam drawn out in fine white lace", "light broken into bright scales",
             "pebbles showing through the shallow edge"),
            ("around a small wooded island", "beside an old stone harbour", "under a stone bridge"),
            ("a sailboat far out", "gulls wheeling low", "reeds leaning at the edge"),
        ),
        "landscape": Scene(
            ("stretching away in long folds", "under an enormous sky", "with a river curving through"),
            ("grass and stone sharp in front", "lichen and moss on grey rocks",
             "a worn path leading in"),
            ("mirrored in a still lake", "seen across a sea of mist", "with one small cabin for scale"),
            ("birds high above", "a lone tree on the ridge", "a curving path",
             "wildflowers in the foreground"),
        ),
        "flora": Scene(
            ("at the edge of a quiet lake", "on a hill above the valley", "in a wide open field"),
            ("drops of dew along the edges", "fine veins and a soft bloom on the surface",
             "layered petals turning to the light"),
            ("against an old stone wall", "beside a curving path", "in front of distant mountains"),
            ("a butterfly resting close by", "fallen petals on the ground", "a wooden fence behind"),
        ),
        "buildings": Scene(
            ("at the end of a curving path", "on a green hill above the sea", "among tall old trees"),
            ("weathered stone and peeling paint", "lamplight behind a thin curtain",
             "worn steps and an iron railing"),
            ("mirrored in a shining street", "half hidden by garden flowers", "above a quiet canal"),
            ("birds along the roof", "a bicycle leaning by the steps", "a thin straight plume from the chimney",
             "a street lamp beside it"),
        ),
        "vehicles": Scene(
            ("on a long empty road towards the mountains", "small under an enormous sky",
             "at the edge of the sea"),
            ("scratched paint and bright worn metal", "a highlight running along the curve",
             "dust settled in every corner"),
            ("in front of a white plaster wall", "under a row of trees", "mirrored in a sheet of water"),
            ("birds lifting off ahead", "distant hills in blue layers", "long grass bending at the side"),
        ),
        "animals": Scene(
            ("in a wide open meadow", "on a rock above the valley", "at the edge of a forest"),
            ("every hair along the back catching light", "bright attentive eyes",
             "breath just visible in the air"),
            ("crossing a shallow river", "between tall birch trees", "on a snow-dusted path"),
            ("wildflowers in the foreground", "pine trees behind", "distant mountains in haze"),
        ),
        "people": Scene(
            ("small against an enormous landscape", "on a hill above the sea", "at the end of a long pier"),
            ("wind lifting the hair and the edge of a coat", "hands at rest, eyes on something out of sight",
             "the weave of a thick scarf in sharp focus"),
            ("seen from behind at a tall window", "crossing an empty square", "under a broad old tree"),
            ("birds scattering above", "a long shadow across the ground", "a lantern standing near"),
        ),
        "objects": Scene(
            ("on a wide wooden table with plenty of room", "on a windowsill above the garden",
             "alone on a stone plinth"),
            ("fine scratches and one bright highlight", "soft gleams along the edge",
             "the texture of the material in full relief"),
            ("among books and dried flowers", "on folded linen", "beside a window with rain on it"),
            ("a soft shadow falling to one side", "a few petals lying near", "an open book behind",
             "a candle out of focus"),
        ),
        "interiors": Scene(
            ("with tall windows and a worn wooden floor", "opening towards a garden",
             "with plants on every ledge"),
            ("folds of linen and worn leather", "dust turning in the light", "the grain of old wood"),
            ("seen through a half-open door", "seen in an old mirror",
             "with a cat asleep on a chair"),
            ("an open book left on a chair", "a vase of flowers by the window",
             "a lamp glowing in the corner"),
        ),
        "space": Scene(
            ("hanging in deep space", "above the curve of a blue planet", "beyond a field of asteroids"),
            ("craters and ridges in low side light", "a thin glowing rim", "dust in fine curved layers"),
            ("rising over a grey moonscape", "seen past the arm of a space station",
             "behind a small lone astronaut"),
            ("a comet with a long tail", "two small moons", "a scatter of sharp stars"),
        ),
        "underwater": Scene(
            ("above a wide coral reef", "in open blue water", "over a sunken ship"),
            ("silver air clinging to every edge", "fine silt stirred up below", "light moving across in nets"),
            ("in a tall column of light", "among towers of seaweed", "at the mouth of a dark cave"),
            ("a shoal of small silver fish", "silver beads rising", "jellyfish drifting by"),
        ),
        "abstract": Scene(
            ("spread across the whole frame", "gathering towards one corner",
             "floating in a wide field of colour"),
            ("grain and brushwork visible everywhere", "edges overlapping, colour over colour",
             "thin strokes crossing broad fields"),
            ("arranged around an empty centre", "turning in a slow spiral", "stacked in leaning layers"),
            ("one small circle set apart", "a single diagonal cutting through", "ripples spreading outwards"),
        ),
        "anything": Scene(
            ("in an open landscape under a wide sky", "alone in a broad field of colour",
             "at the edge of the sea"),
            ("texture and material in sharp relief", "one bright highlight that holds the eye",
             "small worn marks along the edges"),
            ("in front of a white plaster wall", "mirrored in still water",
             "among tall grass and wildflowers"),
            ("a few birds in the distance", "a long soft shadow", "layers of hills behind"),
        ),
    }
)  # fmt: skip
