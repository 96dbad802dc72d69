"""python -m sandbox [slack | aws | imagine]"""

import argparse
import asyncio
import logging
import os
import shlex
import signal
import sys
import tempfile
import webbrowser
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

from sandbox.aws.emulator import EmulatorError
from sandbox.aws.server import running_aws
from sandbox.bedrock.handover import Handover, handover_from
from sandbox.bot_process import BotError
from sandbox.constants import AWS_PORT, BUCKET, QUEUE, SLACK_PORT, TABLE
from sandbox.image_server.described import described
from sandbox.imagine import STRENGTHS, USES, References
from sandbox.imagine import run as imagine
from sandbox.slack.server import running_slack
from sandbox.stack import MANIFEST, running_stack

STAND_INS = (
    "The models behind the bot here are stand-ins that draw and write on this machine;\n"
    "with a real account the same bot calls the models of Amazon Bedrock."
)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    given, rest = parser.parse_known_args(arguments)
    try:
        handover = handover_from(os.environ)
    except ValueError as error:
        parser.error(str(error))
    if given.command == "imagine":
        references = References(
            tuple(given.reference or ()), given.use or "", given.strength or "", given.where or ""
        )
        return imagine([*given.words, *rest], given.pick, given.out, references, handover)
    if rest:
        parser.error(f"unknown: {' '.join(rest)}")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    serve: Callable[[], Awaitable[None]] = {
        "slack": lambda: _serve_slack(given.port),
        "aws": lambda: _serve_aws(given.port, handover),
    }.get(given.command, lambda: _serve_all(given, handover))
    try:
        asyncio.run(_until_interrupted(serve))
    except (BotError, EmulatorError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox",
        allow_abbrev=False,
        description="Slack, Bedrock, S3, DynamoDB and SQS on this machine's loopback interface.",
        epilog="SANDBOX_LLM_URL and SANDBOX_IMAGE_URL (with …_MODEL and …_KEY) put OpenAI-compatible servers "
        "in the place of the models' stand-ins.",
    )
    parser.add_argument("--port", type=int, default=SLACK_PORT, help="of the workspace; 0 takes a free one")
    parser.add_argument("--aws-port", type=int, default=AWS_PORT, help="of the cloud; 0 takes a free one")
    parser.add_argument("--bot", action="store_true", help="start the bot too")
    parser.add_argument("--open", action="store_true", help="open the workspace in a browser")
    commands = parser.add_subparsers(dest="command")
    slack = commands.add_parser("slack", help="the workspace alone", allow_abbrev=False)
    slack.add_argument("--port", type=int, default=SLACK_PORT)
    aws = commands.add_parser("aws", help="Bedrock, S3, DynamoDB, SQS and the CDN alone", allow_abbrev=False)
    aws.add_argument("--port", type=int, default=AWS_PORT)
    journey = commands.add_parser(
        "imagine",
        help="the journey from keywords to pictures without a browser, as JSON",
        description="Every option of /imagine works here too.",
        allow_abbrev=False,
    )
    journey.add_argument("words", nargs="*", help="keywords, as behind /imagine")
    journey.add_argument("--pick", choices=["all", "1", "2", "3"], default="1", help="which ideas to paint")
    journey.add_argument("--out", type=Path, default=Path("out"), help="folder for the pictures")
    journey.add_argument(
        "--reference",
        type=_existing,
        action="append",
        metavar="FILE",
        help="a picture to start from; up to five",
    )
    journey.add_argument("--use", choices=USES, help="what the pictures are good for")
    journey.add_argument("--strength", choices=STRENGTHS, help="how strongly they steer")
    journey.add_argument("--where", metavar="WORDS", help="the part to change, or the side to extend")
    return parser


def _existing(name: str) -> Path:
    """A file that is there, for argparse: a wrong name is told before anything starts."""
    path = Path(name)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {name}")
    return path


async def _serve_all(given: argparse.Namespace, handover: Handover) -> None:
    with tempfile.TemporaryDirectory(prefix="sandbox-") as folder:
        await _serve_stack(given, handover, Path(folder))


async def _serve_stack(given: argparse.Namespace, handover: Handover, folder: Path) -> None:
    async with running_stack(given.port, given.aws_port, handover, extended_access=True) as stack:
        stack.settings |= described(stack.aws.url, folder)
        if given.bot:
            bot = await stack.start_bot()
            _say("bot", f"ready, process {bot.pid}, health at {bot.url}/readyz")
        else:
            _print_environment(stack.slack.environment() | stack.aws.environment() | stack.settings)
        _say("AWS", stack.aws.url)
        _say("workspace", stack.slack.url)
        told = "\n".join([STAND_INS, *(f"Handed over: {line}." for line in handover.told())])
        print(f"\n{told}\n\nOpen {stack.slack.url} and type:  /imagine lighthouse, storm --style watercolour")
        print("Ctrl-C ends everything.", flush=True)
        if given.open:
            await asyncio.to_thread(webbrowser.open, stack.slack.url)
        await asyncio.Event().wait()


async def _serve_slack(port: int) -> None:
    async with running_slack(port, MANIFEST) as slack:
        _print_environment(slack.environment())
        _say("workspace", slack.url)
        await asyncio.Event().wait()


async def _serve_aws(port: int, handover: Handover) -> None:
    async with running_aws(port, handover=handover, extended_access=True) as aws:
        _print_environment(aws.environment())
        _say("AWS", aws.url)
        await asyncio.Event().wait()


def _print_environment(variables: Mapping[str, str]) -> None:
    """What a client needs to know, ready for a shell."""
    names = {"IMAGINE_TABLE": TABLE, "IMAGINE_BUCKET": BUCKET, "IMAGINE_QUEUE": QUEUE}
    known = dict(variables) | (names if "AWS_REGION" in variables else {})
    print("\n".join(f"export {name}={shlex.quote(value)}" for name, value in known.items()), flush=True)


def _say(what: str, where: str) -> None:
    print(f"{what + ':':<10} {where}", flush=True)


async def _until_interrupted(serve: Callable[[], Awaitable[None]]) -> None:
    """Serve until SIGINT or SIGTERM, then end in order."""
    task = asyncio.ensure_future(serve())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        print("\nEnding …", flush=True)


if __name__ == "__main__":
    sys.exit(main())
