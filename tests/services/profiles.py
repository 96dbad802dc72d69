"""ICC profiles, written by hand: those of cameras, phones and printers in the few tags that matter."""

import struct


def _fixed(*values):
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _xyz(*values):
    return b"XYZ \0\0\0\0" + _fixed(*values)


def _gamma(value):
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(value * 256)) + b"\0\0"


SRGB_CURVE = b"para\0\0\0\0\0\3\0\0" + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def _text(words):
    return b"text\0\0\0\0" + words + b"\0"


def _profile(kind, space, connection, tags):
    at = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", at + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    head = struct.pack(">I4sI4s4s4s", at + len(body), b"\0" * 4, 0x04200000, kind, space, connection)
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28 + _fixed(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + table + body


def _common():
    return {b"desc": _text(b"test"), b"cprt": _text(b"none"), b"wtpt": _xyz(0.9642, 1, 0.8249)}


def _rgb(red, green, blue, curve):
    tags = _common() | {b"rXYZ": _xyz(*red), b"gXYZ": _xyz(*green), b"bXYZ": _xyz(*blue)}
    return _profile(b"mntr", b"RGB ", b"XYZ ", tags | {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve})


ADOBE_RGB = _rgb(
    (0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457), _gamma(563 / 256)
)
DISPLAY_P3 = _rgb(
    (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407), SRGB_CURVE
)
LINEAR_GREY = _profile(b"mntr", b"GRAY", b"XYZ ", _common() | {b"kTRC": _gamma(1)})


def _press():
    """A printer in CMYK with two steps an ink: each ink takes light away, none is as pure as a screen's."""
    paper, inks = (100, 0, 0), ((-40, -35, -45), (-52, 72, -3), (-8, -5, 90), (-82, 0, 0))
    cells = b""
    for number in range(16):
        used = [ink for bit, ink in zip((8, 4, 2, 1), inks, strict=True) if number & bit]
        lab = [paper[axis] + sum(ink[axis] for ink in used) for axis in range(3)]
        cells += bytes(
            [max(0, min(255, round(lab[0] * 2.55))), *(max(0, min(255, 128 + v)) for v in lab[1:])]
        )
    straight = bytes(range(256))
    table = b"mft1\0\0\0\0" + bytes([4, 3, 2, 0]) + _fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    table += straight * 4 + cells + straight * 3
    return _profile(b"prtr", b"CMYK", b"Lab ", _common() | {b"A2B0": table})


PRESS = _press()
PRESS_RED = (40, 67, 87)
"""CIELAB (D50) of full magenta and yellow on that press."""
