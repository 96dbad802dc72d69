"""OKLab, in which distances are as large as they look (Björn Ottosson, 2020), for whole pictures.

Plain numbers: a picture has a thousand colours to convert.
"""

from math import cbrt, exp, log
from typing import Final, NamedTuple


class Lab(NamedTuple):
    """Lightness 0 to 1; `a` green to red and `b` blue to yellow, about -0.32 to 0.32 within sRGB."""

    lightness: float
    a: float
    b: float


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


_LINEAR: Final = tuple(map(_linear, range(256)))


def luminance(red: int, green: int, blue: int) -> float:
    """Relative luminance of an sRGB colour, 0 to 1, as WCAG has it."""
    return 0.2126 * _LINEAR[red] + 0.7152 * _LINEAR[green] + 0.0722 * _LINEAR[blue]


def oklab(red: int, green: int, blue: int) -> Lab:
    """The OKLab colour of an sRGB one, 0 to 255 each."""
    r, g, b = _LINEAR[red], _LINEAR[green], _LINEAR[blue]
    long = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return Lab(
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def lab_of(colour: str) -> Lab:
    """The same of "#rrggbb"."""
    return oklab(*bytes.fromhex(colour[1:]))


def srgb(colour: Lab) -> tuple[int, int, int]:
    """The sRGB colour, 0 to 255 each, of an OKLab one; what lies outside sRGB is cut off at its edge."""
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )


def _encoded(linear: float) -> int:
    if linear <= 0.0031308:
        return round(max(0.0, linear) * 12.92 * 255)
    return round((1.055 * exp(log(min(1.0, linear)) / 2.4) - 0.055) * 255)
