"""A small language for Block Kit's rules, which answers in Slack's words.

Every rule has ``check(value, at, surface)`` and yields the faults of `value`, found at the JSON
pointer `at`, on a surface (``message``, ``modal`` or ``home``).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Surface = Literal["message", "modal", "home"]


@dataclass(frozen=True)
class Fault:
    text: str
    at: str
    """A JSON pointer such as ``/blocks/0/text/text``."""

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.at}]"


Faults = Iterator[Fault]


class Rule(Protocol):
    def check(self, value: Any, at: str, surface: Surface, /) -> Faults: ...


@dataclass(frozen=True)
class Str:
    """A string of `low` to `high` characters (code points)."""

    high: int
    low: int = 1
    pattern: str = ""
    what: str = ""
    """Said when `pattern` does not fit: "must be a valid date"."""

    def check(self, value: Any, at: str, _surface: Surface, /) -> Faults:
        if not isinstance(value, str):
            yield Fault("must provide a string", at)
        elif len(value) > self.high:
            yield Fault(f"must be less than {self.high + 1} characters", at)
        elif len(value) < self.low:
            yield Fault(f"must be more than {self.low - 1} characters", at)
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield Fault(f"must be {self.what}", at)


@dataclass(frozen=True)
class Number:
    """A whole number of `low` to `high`."""

    low: int
    high: int

    def check(self, value: Any, at: str, _surface: Surface, /) -> Faults:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Fault("must provide an integer", at)
        elif value < self.low:
            yield Fault(f"must be more than {self.low - 1}", at)
        elif value > self.high:
            yield Fault(f"must be less than {self.high + 1}", at)


@dataclass(frozen=True)
class Bool:
    def check(self, value: Any, at: str, _surface: Surface, /) -> Faults:
        if not isinstance(value, bool):
            yield Fault("must provide a boolean", at)


@dataclass(frozen=True)
class Enum:
    allowed: tuple[str, ...]

    def check(self, value: Any, at: str, _surface: Surface, /) -> Faults:
        if value not in self.allowed:
            yield Fault(f"must be a valid enum value: {', '.join(self.allowed)}", at)


@dataclass(frozen=True)
class List:
    """`low` to `high` items that each obey `item`."""

    item: Rule
    high: int
    low: int = 1

    def check(self, value: Any, at: str, surface: Surface, /) -> Faults:
        if not isinstance(value, list):
            yield Fault("must provide an array", at)
            return
        if len(value) > self.high:
            yield Fault(f"no more than {self.high} items allowed", at)
        if len(value) < self.low:
            yield Fault(f"must provide at least {self.low} items", at)
        for index, item in enumerate(value[: self.high]):
            yield from self.item.check(item, f"{at}/{index}", surface)


@dataclass(frozen=True)
class Obj:
    """An object with these fields and no other; `also` holds what one field says about another."""

    required: Mapping[str, Rule]
    optional: Mapping[str, Rule]
    also: tuple[Callable[[dict[str, Any], str], Faults], ...] = ()

    def check(self, value: Any, at: str, surface: Surface, /) -> Faults:
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
            return
        for name in self.required:
            if value.get(name) is None:
                yield Fault(f"missing required field: {name}", at)
        for name, item in value.items():
            rule = self.required.get(name) or self.optional.get(name)
            if rule is None:
                yield Fault(f"invalid additional property: {name}", at)
            elif item is not None:
                yield from rule.check(item, f"{at}/{name}", surface)
        for further in self.also:
            yield from further(value, at)


@dataclass(frozen=True)
class Typed:
    """An object whose ``type`` picks the rule; `only` narrows the choice to certain surfaces."""

    rules: Mapping[str, Rule]
    only: Mapping[str, tuple[Surface, ...]]

    def check(self, value: Any, at: str, surface: Surface, /) -> Faults:
        if not isinstance(value, dict):
            yield Fault("must provide an object", at)
            return
        kind = value.get("type")
        if kind is None:
            yield Fault("missing required field: type", at)
        elif (
            not isinstance(kind, str)
            or kind not in self.rules
            or surface not in self.only.get(kind, (surface,))
        ):
            yield Fault(f"unsupported type: {kind}", f"{at}/type")
        else:
            yield from self.rules[kind].check(value, at, surface)


@dataclass(frozen=True)
class Union:
    """Slack tells first that no alternative fits, then why the likely one does not."""

    rule: Rule

    def check(self, value: Any, at: str, surface: Surface, /) -> Faults:
        faults = list(self.rule.check(value, at, surface))
        if faults:
            yield Fault("failed to match all allowed schemas", at)
            yield from faults


@dataclass(frozen=True)
class Lit:
    """Exactly this string."""

    text: str

    def check(self, value: Any, at: str, _surface: Surface, /) -> Faults:
        if value != self.text:
            yield Fault(f"must be `{self.text}`", at)
