"""python -m bot [recipe | export | import]: what is done with files rather than with Slack."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = ("recipe", "export", "import")


def main(arguments: Sequence[str]) -> int:
    """Do what `arguments` say, the command first; returns the exit code: 2 for a misuse, 1 for a failure."""
    given = _parser().parse_args(arguments)
    if given.command == "recipe":
        return _recipe(given.file, as_json_text=given.json)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot")
    commands = parser.add_subparsers(dest="command", required=True)
    recipe = commands.add_parser("recipe", help="print what a picture was painted from")
    recipe.add_argument("file", type=Path, help="a PNG painted here")
    recipe.add_argument("--json", action="store_true", help="for programs")
    return parser


def _recipe(path: Path, *, as_json_text: bool) -> int:
    from bot.recipe import NoRecipeError, as_json, as_lines, read_recipe

    try:
        recipe = read_recipe(path)
    except NoRecipeError as error:
        print(error, file=sys.stderr)
        return 1
    print(as_json(recipe) if as_json_text else as_lines(recipe))
    return 0
