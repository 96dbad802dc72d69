"""What the painter is asked for."""

import hashlib
from dataclasses import astuple, dataclass


@dataclass(frozen=True)
class Brief:
    """One picture to paint. Equal briefs give equal bytes."""

    prompt: str
    width: int
    """Pixels, 256..1536."""
    height: int
    """Pixels, 256..1536; any aspect from 21:9 to 9:21."""
    seed: int
    """0..4294967295; another seed is another composition."""
    negative: str = ""
    """Words that must not be drawn."""
    palette: tuple[str, ...] = ()
    """0..10 colours, ``#rrggbb``; the picture keeps to them."""
    guidance: float = 8.0
    """1.1..10: higher is more literal, lower looser and more painterly."""
    quality: str = "standard"
    """``premium`` spends more time on detail."""

    @property
    def key(self) -> int:
        """A number that stands for every field: what all chance in the picture grows from."""
        text = repr(astuple(self)).encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.sha256(text).digest()[:8], "big")
