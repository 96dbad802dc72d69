"""The animals whose faces can be drawn close up."""

from sandbox.painter.drawing.faces import Face, draw_face
from sandbox.painter.drawing.pen import Pen
from sandbox.painter.drawing.subject import Draw


def _drawing(face: Face) -> Draw:
    def drawing(pen: Pen) -> None:
        draw_face(pen, face)

    return drawing


_ROUND = ((0, -90), (20, -87), (33, -72), (37, -54), (32, -36), (18, -22), (0, -18))


_WIDE = ((0, -88), (22, -86), (36, -72), (42, -50), (36, -33), (20, -22), (0, -19))


_POINTED = ((0, -84), (20, -82), (33, -66), (43, -45), (26, -34), (11, -18), (0, -13))


_LONG = ((0, -90), (16, -87), (24, -70), (23, -52), (16, -34), (11, -18), (0, -13))


cat = _drawing(
    Face(
        ("#d99a55", "#8b8580", "#3d393b", "#e8dccb", "#a77b55"),
        _ROUND,
        "point",
        (24, -78),
        20,
        cheek="#f4eadb",
        cheek_shape=((0, -42), (10, -38), (13, -28), (6, -20), (0, -18)),
        eye=6.4,
        iris="#9fb04a",
        slit=True,
        nose_at=-38,
        nose=3.8,
        nose_colour="#c2736b",
        stripes="#6b4a33",
    )
)


dog = _drawing(
    Face(
        ("#b9824e", "#8a5a38", "#e3cfa9", "#4a403c"),
        _ROUND,
        "flop",
        (28, -78),
        18,
        cheek="#f1e5d2",
        cheek_shape=((0, -74), (5, -58), (15, -42), (16, -28), (8, -20), (0, -18)),
        eye=5.2,
        iris="#6b4426",
        nose_at=-40,
        nose=7,
        whiskers=False,
    )
)


fox = _drawing(
    Face(
        ("#d8702f", "#cf6a2c", "#dd7d3a"),
        _POINTED,
        "point",
        (23, -74),
        22,
        inner_ear="#3c2c2a",
        cheek="#f6ecdc",
        cheek_shape=((2, -28), (10, -42), (26, -48), (44, -46), (26, -30), (11, -16), (0, -12), (-2, -20)),
        eye_at=(15, -52),
        eye=4.6,
        iris="#d99a33",
        slit=True,
        nose_at=-22,
        nose=4.4,
    )
)


wolf = _drawing(
    Face(
        ("#7d838a", "#6c7178", "#a3a19b"),
        _POINTED,
        "point",
        (22, -76),
        18,
        inner_ear="#4a4648",
        cheek="#e9e4da",
        cheek_shape=((2, -36), (12, -50), (28, -52), (44, -46), (26, -30), (11, -16), (0, -12)),
        eye_at=(14, -54),
        eye=4.4,
        iris="#d9b45a",
        nose_at=-24,
        nose=5.2,
    )
)


bear = _drawing(
    Face(
        ("#6f4a33", "#5a3d2d", "#8b6242"),
        _WIDE,
        "round",
        (32, -80),
        12,
        inner_ear="#a57a58",
        cheek="#c9a27a",
        cheek_shape=((0, -50), (14, -46), (18, -32), (10, -22), (0, -20)),
        eye_at=(16, -58),
        eye=3.8,
        iris="#3c281c",
        nose_at=-42,
        nose=7.5,
        whiskers=False,
    )
)


panda = _drawing(
    Face(
        ("#f4f0e8",),
        _WIDE,
        "round",
        (33, -80),
        13,
        ears_dark="#2c2a2e",
        inner_ear="#1f1d20",
        eye_at=(17, -54),
        eye=4.4,
        iris="#4a3427",
        nose_at=-38,
        nose=6,
        patch="#2c2a2e",
        whiskers=False,
    )
)


tiger = _drawing(
    Face(
        ("#de8a35", "#d67f30"),
        _WIDE,
        "round",
        (31, -80),
        11,
        inner_ear="#f0e0c8",
        cheek="#f6ecdb",
        cheek_shape=((2, -44), (14, -44), (24, -34), (40, -38), (34, -24), (12, -17), (0, -17)),
        eye_at=(16, -55),
        eye=5,
        iris="#c9a63a",
        nose_at=-38,
        nose=7,
        nose_colour="#b0675a",
        stripes="#241d1d",
    )
)


lion = _drawing(
    Face(
        ("#d3a157", "#cc9850"),
        _ROUND,
        "round",
        (30, -82),
        9,
        inner_ear="#8f5f35",
        cheek="#eedab2",
        cheek_shape=((0, -46), (13, -42), (18, -30), (8, -19), (0, -18)),
        eye_at=(14, -56),
        eye=4.4,
        iris="#b98232",
        nose_at=-40,
        nose=7.5,
        nose_colour="#5a3a30",
        mane="#7d4b28",
    )
)


rabbit = _drawing(
    Face(
        ("#c9b39a", "#a5907c", "#eee6da", "#8d8078"),
        _ROUND,
        "long",
        (13, -84),
        17,
        inner_ear="#e3b0a5",
        cheek="#f6efe4",
        cheek_shape=((0, -44), (12, -40), (14, -27), (6, -20), (0, -18)),
        eye_at=(20, -56),
        eye=5.6,
        iris="#5a3a2a",
        nose_at=-40,
        nose=3.6,
        nose_colour="#c9837d",
    )
)


deer = _drawing(
    Face(
        ("#ad7745", "#9c6a3e"),
        _LONG,
        "leaf",
        (20, -82),
        20,
        inner_ear="#e9d5bb",
        cheek="#efe0c6",
        cheek_shape=((0, -34), (9, -32), (13, -20), (0, -10)),
        eye_at=(17, -64),
        eye=4.8,
        iris="#3a251a",
        nose_at=-22,
        nose=6,
        whiskers=False,
    )
)
