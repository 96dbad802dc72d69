"""What every finish is given."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.painter.colour import Array
from sandbox.painter.raster.noise import Generator
from sandbox.painter.scene import Scene


@dataclass(frozen=True)
class Sheet:
    """A rendered picture on its way through a finish."""

    rgb: Array
    """(height, width, 3), sRGB-encoded 0..1."""
    depth: Array
    """(height, width), 0 near .. 1 far."""
    scene: Scene
    rng: Generator
    loose: float = 0.3
    """0 literal .. 1 painterly: low guidance."""
    fine: bool = False
    """Spend more time on detail."""

    @property
    def height(self) -> int:
        return int(self.rgb.shape[0])

    @property
    def width(self) -> int:
        return int(self.rgb.shape[1])

    @property
    def unit(self) -> float:
        """A thousandth of the shorter side, pixels."""
        return min(self.height, self.width) / 1000


Finish = Callable[[Sheet], Array]
