"""Choosing among what fits: the same way for the same request, and not what was offered before."""

import hashlib
import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chooser:
    """Choices for one request.

    At temperature 0 the first option that fits is taken, as the lists are in order of preference; the higher
    the temperature, the further down a choice may fall.
    """

    def __init__(
        self, seed: str, temperature: float, passed_over: Sequence[str], avoided: frozenset[str]
    ) -> None:
        self._random = random.Random(hashlib.sha256(seed.encode()).digest())
        self._temperature = temperature
        self._passed_over = "\n".join(passed_over).casefold()
        self._avoided = avoided

    def one(self, options: Sequence[T], text: Callable[[T], str], used: Sequence[T] = ()) -> T:
        """One of `options`, which may not be empty; `used` ones and those seen before come last."""
        fit = self._fit(options, text, used)
        reach = 1 + round(self._temperature * (len(fit) - 1))
        return fit[self._random.randrange(max(1, min(reach, len(fit))))]

    def allowed(self, text: str) -> bool:
        """Whether `text` mentions nothing that must not appear."""
        lowered = text.casefold()
        return not any(word in lowered for word in self._avoided)

    def _fit(self, options: Sequence[T], text: Callable[[T], str], used: Sequence[T]) -> list[T]:
        allowed = [option for option in options if self.allowed(text(option))] or list(options)
        unused = [option for option in allowed if option not in used] or allowed
        return [option for option in unused if text(option).casefold() not in self._passed_over] or unused
