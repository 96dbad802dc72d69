"""python -m bot [recipe | export | import | forget]: what is done with files rather than with Slack."""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from services.forgetting import Forgotten

_BUSY: Final = "Another process is at it. It goes on by itself; asked again, this tells when it is done."
COMMANDS = ("recipe", "export", "import", "forget")


def main(arguments: Sequence[str]) -> int:
    """Do what `arguments` say, the command first; returns the exit code: 2 for a misuse, 1 for a failure."""
    given = _parser().parse_args(arguments)
    if given.command == "recipe":
        return _recipe(given.file, as_json_text=given.json)
    if given.command == "forget" and not given.yes and not _agreed(given.workspace):
        print("Nothing was removed.", file=sys.stderr)
        return 2
    return _with_aws(given)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot")
    commands = parser.add_subparsers(dest="command", required=True)
    recipe = commands.add_parser("recipe", help="print what a picture was painted from")
    recipe.add_argument("file", type=Path, help="a PNG painted here")
    recipe.add_argument("--json", action="store_true", help="for programs")
    export = commands.add_parser("export", help="write a workspace's pictures and records as files")
    export.add_argument("--workspace", type=_workspace, required=True, help="id of the workspace, T…")
    export.add_argument(
        "--out", type=Path, required=True, help="the folder; an interrupted export goes on in it"
    )
    export.add_argument("--since", type=_day, help="only what was painted from this day on (UTC), 2026-01-31")
    back = commands.add_parser("import", help="bring an exported folder back into table and bucket")
    back.add_argument("--in", dest="folder", type=Path, required=True, help="the folder")
    back.add_argument("--workspace", type=_workspace, help="another workspace to bring it into")
    forget = commands.add_parser("forget", help="remove a workspace's pictures and all that is known of it")
    forget.add_argument(
        "--workspace", type=_workspace, required=True, help="its id, T…, or an organisation's"
    )
    forget.add_argument("--yes", action="store_true", help="don't ask")
    return parser


def _workspace(text: str) -> str:
    if not re.fullmatch("[A-Z0-9]{3,20}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no id of a workspace: it looks like T0123ABCD")
    return text


def _day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day: write 2026-01-31") from None


def _with_aws(given: argparse.Namespace) -> int:
    import asyncio

    from botocore.exceptions import BotoCoreError, ClientError
    from dotenv import find_dotenv, load_dotenv

    from bot.archives import bring_back, export
    from bot.forgetting import forget_now
    from bot.settings import SettingsError, read_settings
    from services.archives.layout import ArchiveError
    from services.batches import TableBusyError

    load_dotenv(find_dotenv(usecwd=True))
    try:
        settings = read_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    try:
        if given.command == "export":
            told = asyncio.run(export(settings, given.workspace, given.out, given.since))
        elif given.command == "forget":
            told = asyncio.run(forget_now(settings, given.workspace, _report)) or ""
            if not told:
                print(_BUSY, file=sys.stderr)
                return 1
        else:
            told = asyncio.run(bring_back(settings, given.folder, given.workspace))
    except ArchiveError as error:
        print(f"\n{error}", file=sys.stderr)
    except (BotoCoreError, ClientError, TableBusyError) as error:
        print(f"\nAWS refused: {error}", file=sys.stderr)
    except OSError as error:
        print(f"\nThe folder can't be used: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nInterrupted; called again it goes on.", file=sys.stderr)
    else:
        print(told)
        return 0
    return 1


def _agreed(workspace: str) -> bool:
    """Whether somebody who was asked says that they mean it."""
    print(
        f"This removes every picture of {workspace}, its requests, budgets and settings. "
        "There is no way back but an export.",
        file=sys.stderr,
    )
    try:
        return input(f"Type {workspace} to go on: ").strip() == workspace
    except EOFError:
        return False


def _report(done: "Forgotten") -> None:
    if sys.stderr.isatty():
        print(
            f"\r{done.images:,} pictures, {done.records:,} other records removed …", end="", file=sys.stderr
        )


def _recipe(path: Path, *, as_json_text: bool) -> int:
    from bot.recipe import NoRecipeError, as_json, as_lines, read_recipe

    try:
        recipe = read_recipe(path)
    except NoRecipeError as error:
        print(error, file=sys.stderr)
        return 1
    print(as_json(recipe) if as_json_text else as_lines(recipe))
    return 0
