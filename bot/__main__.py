"""python -m bot [listen | work | init | check | reindex | jobs … | manifest], and the commands of `bot.tools`."""

import argparse
import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio

    from bot.settings import Settings
    from services.painting.described import Described

# Worker processes for pictures import this module too: what is heavy is imported where it is needed.


def main() -> int:
    from bot import tools

    if sys.argv[1:2] and sys.argv[1] in tools.COMMANDS:
        return tools.main(sys.argv[1:])
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="A Slack bot that paints.",
        epilog="Also: recipe (what a picture was painted from), export and import (everything as files), "
        "forget (a workspace, and all that is known of it); "
        "each has its own --help.",
    )
    parser.add_argument(
        "command",
        nargs="?",
        choices=["run", "listen", "work", "init", "check", "reindex", "jobs", "manifest"],
        default="run",
        help="run: listen and work in one process (default); listen: answer Slack only; work: paint only; "
        "init: make the table, the bucket and the queues where they are missing; "
        "check: see whether everything is there, and say what to do where it is not; "
        "reindex: build the gallery's index anew from the records; "
        "jobs: look at what ended in the dead-letter queue, or put it back; "
        "manifest: print the app's manifest for Slack",
    )
    parser.add_argument("what", nargs="?", choices=["dead", "retry-dead"], help="of jobs")
    parser.add_argument("--json", action="store_true", help="of check: for scripts")
    parser.add_argument(
        "--url", help="of manifest: the bot's public https:// address, to listen by HTTP there"
    )
    given = parser.parse_args()
    command = given.command
    if (command == "jobs") != (given.what is not None):
        parser.error("jobs takes dead or retry-dead, and nothing else does")
    if given.url is not None and command != "manifest":
        parser.error("only manifest takes --url")
    if command == "manifest":
        return _manifest(given.url)

    if command in {"run", "listen", "work"}:
        # What is imported stays, and looking through it for garbage again and again is a fifth of the start.
        gc.disable()  # until `bot.app` is ready
    from dotenv import find_dotenv, load_dotenv

    from bot.models import described_models
    from bot.settings import SettingsError, read_settings

    load_dotenv(find_dotenv(usecwd=True))
    try:
        settings = read_settings()
        described = described_models(settings, os.environ)
    except SettingsError as error:
        if command == "check":
            return _incomplete(error, as_json=given.json)
        print(error, file=sys.stderr)
        return 2
    if command == "check":
        from bot.checks.run import check

        return check(settings, described, as_json=given.json)
    if command in {"init", "jobs", "reindex"}:
        return _once(settings, command, given.what)
    return _run(settings, described, command)


def _incomplete(error: Exception, *, as_json: bool) -> int:
    from bot.checks.run import report, settings_failed, show

    found = settings_failed(error)
    if not as_json:
        show(found)
    return report(found, as_json=as_json)


def _manifest(url: str | None) -> int:
    from bot.manifest import ManifestError, manifest_text

    try:
        print(manifest_text(url), end="")
    except ManifestError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _once(settings: "Settings", command: str, what: str | None) -> int:
    from botocore.exceptions import BotoCoreError, ClientError

    from services.batches import TableBusyError

    try:
        if command == "reindex":
            _reindex(settings)
        elif what is None:
            _init(settings)
        else:
            _dead_jobs(settings, put_back=what == "retry-dead")
    except (BotoCoreError, ClientError, TableBusyError) as error:
        print(f"AWS refused: {error}", file=sys.stderr)
        return 1
    return 0


def _init(settings: "Settings") -> None:
    from bot.infrastructure import create_missing

    print("\n".join(create_missing(settings)))


def _reindex(settings: "Settings") -> None:
    import asyncio

    from aiobotocore.session import get_session

    from bot.regions import aws_config
    from services.reindexing import Reindexer

    async def run() -> str:
        config = aws_config(16, 5, 30, 6)
        async with get_session().create_client(
            "dynamodb", region_name=settings.aws_region, config=config
        ) as client:
            done = await Reindexer(client, settings.imagine_table, settings.retention).run()
        return f"{done.indexed} pictures indexed, {done.removed} stale entries removed"

    print(asyncio.run(run()))


def _dead_jobs(settings: "Settings", *, put_back: bool) -> None:
    from bot.dead_letters import DeadLetters

    letters = DeadLetters(settings)
    if not put_back:
        found = letters.look()
        print("\n".join(one.told() for one in found) or "no dead jobs")
        return
    done = 0
    for one in letters.put_back():
        done += 1
        print(one.told(), "→ sent again" if one.is_open else "→ nothing left to do, forgotten")
    print(f"{done} put back or forgotten" if done else "no dead jobs")


def _run(settings: "Settings", described: "Described", command: str) -> int:
    import asyncio

    from botocore.exceptions import BotoCoreError, ClientError
    from slack_sdk.errors import SlackApiError

    from bot.app import Roles, run
    from bot.logs import set_up
    from bot.supervision import BrokenError

    set_up(settings.log_level, settings.log_format, settings.secrets)
    roles = Roles(listens=command in {"run", "listen"}, works=command in {"run", "work"})

    async def until_stopped() -> None:
        stop = asyncio.Event()
        _stop_on_signals(stop)
        await run(settings, described, roles, stop)

    try:
        asyncio.run(until_stopped())
    except (SlackApiError, BotoCoreError, ClientError, OSError) as error:
        print(f"Can't start: {error}", file=sys.stderr)
        return 1
    except BrokenError:
        return 1  # the log says why
    return 0


def _stop_on_signals(stop: "asyncio.Event") -> None:
    import asyncio
    import signal

    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)


if __name__ == "__main__":
    sys.exit(main())
