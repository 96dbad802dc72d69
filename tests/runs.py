"""Which test runs a command: read from the code of the tests, so that a run that was taken out is missed.

A comment, a docstring or a pattern with the same words in it is no run.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from tests.readme import ROOT


@dataclass(frozen=True)
class Run:
    """A call in a test, or in what a test uses.

    Attributes
    ----------
    file
        from the root of the repository
    by
        what is called: the last part of its name
    words
        strings and names among the arguments, in this order; others may be between them
    """

    file: str
    by: str
    words: tuple[str, ...]

    def is_there(self) -> bool:
        return is_run(_source(self.file), self.by, self.words)


def is_run(source: str, by: str, words: tuple[str, ...]) -> bool:
    """Whether `source`, of a file of tests, calls `by` with `words`, where a test gets to."""
    tree = ast.parse(source)
    return any(
        _in_order(words, _words(call))
        for part in tree.body
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and _is_used(part, tree)
        for call in ast.walk(part)
        if isinstance(call, ast.Call) and _called(call) == by
    )


@cache
def _source(file: str) -> str:
    return (ROOT / file).read_text()


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _words(call: ast.Call) -> list[str]:
    """What a call is given, lists and tuples spread out."""
    return list(
        chain.from_iterable(_spread(one) for one in [*call.args, *(one.value for one in call.keywords)])
    )


def _spread(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.Name):
        yield value.id
    elif isinstance(value, ast.Starred):
        yield from _spread(value.value)
    elif isinstance(value, ast.List | ast.Tuple):
        for one in value.elts:
            yield from _spread(one)


def _in_order(words: tuple[str, ...], among: list[str]) -> bool:
    left = iter(among)
    return all(word in left for word in words)


def _is_used(function: ast.FunctionDef | ast.AsyncFunctionDef, tree: ast.Module) -> bool:
    """Whether it is a test, or another function asks for it by its name: calls it, or takes it as a fixture."""
    if function.name.startswith("test_"):
        return not function.decorator_list or "skip" not in ast.unparse(function.decorator_list[0])
    others = (node for part in tree.body if part is not function for node in ast.walk(part))
    return any(
        (isinstance(node, ast.Name) and node.id == function.name)
        or (isinstance(node, ast.arg) and node.arg == function.name)
        for node in others
    )
