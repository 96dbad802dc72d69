"""python -m benchmarks [what …]: prints a table. Figures are of this machine, now; ratios travel better."""

import asyncio
import contextlib
import json
import statistics
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

import psutil

from benchmarks.bare import ROUNDS
from benchmarks.gallery import gallery
from benchmarks.load import USER
from benchmarks.table import Row, percentile, print_table
from benchmarks.windows import windows
from sandbox.aws.client import AwsControl
from sandbox.bot_process import BotProcess, free_port
from sandbox.journey import make
from sandbox.slack.client import WorkspaceClient
from sandbox.stack import Stack, running_stack

RATE = 50.0
SECONDS = 20.0
PAINTING_SECONDS = 6.0
STARTS = 5
JOURNEYS = 60
AT_ONCE = 8

Measure = Callable[[Stack, WorkspaceClient, AwsControl], Awaitable[list[Row]]]


async def main() -> None:
    rows: list[Row] = []
    for measure in _wanted(sys.argv[1:]):
        # Each in a world of its own: what one leaves in the queue must not be the next one's work.
        async with (
            running_stack(extended_access=True) as stack,
            WorkspaceClient(stack.slack.url) as workspace,
            AwsControl(stack.aws.url) as aws,
        ):
            await aws.paint_plain()
            rows += await measure(stack, workspace, aws)
    print_table(rows)


def _wanted(names: Sequence[str]) -> list[Measure]:
    """All of them, or those named."""
    unknown = set(names) - MEASURES.keys()
    if unknown:
        sys.exit(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    return [measure for name, measure in MEASURES.items() if not names or name in names]


@asynccontextmanager
async def one_bot(stack: Stack, mode: str = "socket", **settings: str) -> AsyncIterator[BotProcess]:
    """A bot that reaches S3, DynamoDB and SQS directly, past the sandbox's proxy."""
    direct = stack.aws.environment(direct=True)
    # One person asks for more than anybody would; the budgets are counted all the same.
    settings = {"IMAGINE_DAILY_IMAGES": "1000000", "IMAGINE_MONTHLY_USD": "1000000"} | settings
    bot = await stack.start_bot("run", "http" if mode == "http" else "socket", **(direct | settings))
    try:
        yield bot
    finally:
        await stack.stop_bots()


async def start_up(stack: Stack, *_others: object) -> list[Row]:
    ready: list[float] = []
    memory: list[float] = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        async with one_bot(stack) as bot:
            ready.append(time.perf_counter() - begun)
            process = psutil.Process(bot.pid)
            await _settled(process)
            memory.append(
                sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 1e6
            )
    return [
        Row(f"start to ready, median of {STARTS}", f"{statistics.median(ready):.2f} s", "under 3 s"),
        Row("idle memory, resident", f"{statistics.median(memory):.0f} MB", "under 160 MB"),
    ]


async def _settled(process: psutil.Process) -> None:
    """Wait until it uses no CPU to speak of for a second."""
    quiet = 0
    while quiet < 2:
        before = sum(process.cpu_times()[:2])
        await asyncio.sleep(0.5)
        quiet = quiet + 1 if sum(process.cpu_times()[:2]) - before < 0.02 else 0


async def acknowledgements(stack: Stack, workspace: WorkspaceClient, aws: AwsControl) -> list[Row]:
    seen = await workspace.workspace("alex")
    channel = (await workspace.add_channel("bench-ack", bot=True))["id"]
    fields = {
        "command": "/imagine",
        "team_id": seen["team"]["id"],
        "channel_id": channel,
        "channel_name": "bench-ack",
        "user_id": seen["me"],
        "user_name": USER,
        "response_url": f"{stack.slack.url}/actions/none",
    }
    bare = await _load_on_bare(fields)
    await aws.set_latency(invoke_model=PAINTING_SECONDS)
    async with one_bot(stack, "http", IMAGINE_CONCURRENCY="200") as bot:
        real = await _load(f"{bot.url}/slack/events", fields)
        async with asyncio.timeout(120):
            accepted = await _count_cards(workspace, channel, len(real))
    await aws.set_latency(invoke_model=0)
    ours, theirs = _answered(real), _answered(bare)
    late = sum(ms is None or ms > 3000 for ms in real)
    return [
        Row(
            f"acknowledged, p50 / p99 / worst of {len(real)} at {RATE:g}/s",
            f"{percentile(ours, 50):.0f} / {percentile(ours, 99):.0f} / {max(ours):.0f} ms",
            "p99 under 100 ms",
        ),
        Row("  the same for a handler that only verifies the signature",
            f"{percentile(theirs, 50):.1f} / {percentile(theirs, 99):.1f} / {max(theirs):.0f} ms", ""),
        Row("  ratio of the medians", f"{percentile(ours, 50) / percentile(theirs, 50):.1f}", ""),
        Row("acknowledged after Slack's 3 s, or not at all", f"{late} of {len(real)}", "none"),
        Row("of these commands shown in the channel", f"{accepted} of {len(real)}", "all"),
    ]  # fmt: skip


async def _count_cards(workspace: WorkspaceClient, channel: str, expected: int) -> int:
    async def all_there(client: WorkspaceClient) -> int | None:
        count = len([m for m in await client.messages("alex", channel, limit=100_000) if m.get("bot_id")])
        return count if count >= expected else None

    try:
        return await workspace.wait_for(all_there, timeout=60)
    except TimeoutError:
        return len([m for m in await workspace.messages("alex", channel, limit=100_000) if m.get("bot_id")])


async def _load(url: str, fields: dict[str, str]) -> list[float | None]:
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "benchmarks.load", url, str(RATE), str(SECONDS), json.dumps(fields)],
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await process.communicate()
    measured: list[float | None] = json.loads(output)
    return measured


async def _load_on_bare(fields: dict[str, str]) -> list[float | None]:
    port = free_port()
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.bare", "serve", str(port), stderr=subprocess.DEVNULL
    )
    try:
        await _listening(port)
        return await _load(f"http://127.0.0.1:{port}/slack/events", fields)
    finally:
        server.kill()
        await server.wait()


async def _listening(port: int) -> None:
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.05)


async def journeys(stack: Stack, workspace: WorkspaceClient, *_: object) -> list[Row]:
    channel = (await workspace.add_channel("bench-journeys", bot=True))["id"]
    async with one_bot(stack) as bot:
        await make(workspace, "a boat --size 512x512", channel=channel)
        process = psutil.Process(bot.pid)
        before, children = _cpu(process), _children_cpu(process)
        gate = asyncio.Semaphore(AT_ONCE)
        places = [(await workspace.add_channel(f"bench-{n}", bot=True))["id"] for n in range(JOURNEYS)]

        async def one(number: int) -> None:
            async with gate:
                await make(workspace, f"boat {number} --size 512x512", channel=places[number])

        begun = time.perf_counter()
        await asyncio.gather(*(one(number) for number in range(JOURNEYS)))
        seconds = time.perf_counter() - begun
        cpu = (_cpu(process) - before) * 1000 / JOURNEYS
        pictures = (_children_cpu(process) - children) * 1000 / JOURNEYS
    bare = await _bare_calls(stack, channel)
    return [
        Row(f"journeys, {AT_ONCE} at once, models instant", f"{JOURNEYS / seconds:.1f} a second", ""),
        Row("CPU per journey, the bot's process", f"{cpu:.0f} ms", "at most 45 ms"),
        Row(f"  the unavoidable calls alone, mean of {ROUNDS}", f"{bare:.0f} ms", ""),
        Row("  ratio", f"{cpu / bare:.2f}", "at most 1.7"),
        Row("CPU per journey, decoding and encoding in its children", f"{pictures:.0f} ms", ""),
    ]


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _children_cpu(process: psutil.Process) -> float:
    return sum(_cpu(child) for child in process.children(recursive=True))


async def _bare_calls(stack: Stack, channel: str) -> float:
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "benchmarks.bare", "calls", stack.slack.api_url, channel],
        stdout=asyncio.subprocess.PIPE,
        env=stack.environment() | stack.aws.environment(direct=True),
    )
    output, _ = await process.communicate()
    return float(output)


def _answered(measured: Sequence[float | None]) -> list[float]:
    return [ms for ms in measured if ms is not None] or [float("nan")]


MEASURES: Mapping[str, Measure] = {
    "start_up": start_up,
    "acknowledgements": acknowledgements,
    "journeys": journeys,
    "windows": windows,
    "gallery": gallery,
}


if __name__ == "__main__":
    asyncio.run(main())
