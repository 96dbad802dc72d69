"""Pages of the gallery among few and many pictures: what they cost at DynamoDB, and how long they take here.

The embedded store looks at every key of a partition for a query, so time grows a little with the pictures here,
which it does not at DynamoDB; a query alone is measured beside it, for comparison.
"""

import asyncio
import io
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from PIL import Image as Pillow

from benchmarks.read_units import counting
from benchmarks.table import Row
from benchmarks.web_pages import page_seconds
from sandbox.aws.client import AwsControl
from sandbox.constants import ACCESS_KEY_ID, BUCKET, REGION, SECRET_ACCESS_KEY, TABLE
from sandbox.slack.client import WorkspaceClient
from sandbox.slack.state.model import Json
from sandbox.stack import Stack
from services.batches import put_all
from services.favourites import favour_key
from services.finding import entries
from services.finding.cursors import NEWEST, OLDEST
from services.finding.words import searched
from services.gallery import Filters, Gallery, Viewer
from services.jobs import Image, Origin, key_of
from services.painting.interface import Task
from services.table import Item, image_item

if TYPE_CHECKING:
    from types_aiobotocore_dynamodb import DynamoDBClient

SIZES: Final = (100, 10_000, 100_000)
ROUNDS: Final = 5
_PAGES: Final = 5
_AT_ONCE: Final = 500
_BEGUN: Final = datetime(2026, 1, 1, tzinfo=UTC)
_PROMPTS: Final = ("a lighthouse by the sea", "a storm over the harbour", "a lighthouse in a storm")
_SHOWN: Final = "pictures/bench/0/preview.jpg"
"""What all of them look like."""
_STYLES: Final = ("ink", "watercolour", "pastel", "woodcut", "gouache")
_OTHER_WORDS: Final = """
    amber anchor arch autumn barley basalt bell birch breeze bridge bronze candle canyon cedar chalk
    cliff clover coral cotton crane crimson crystal dawn delta desert drift dune dusk ember falcon
    feather fern field flame forest fountain fox frost garden glacier glass granite grove gull
    harvest hazel heather heron hollow honey horizon indigo island ivory ivy jade juniper kite
    lagoon lantern lark lavender linen lotus maple marble meadow mist moss mountain oak ochre olive
    orchard otter pearl pebble pine plum pond quartz rain raven reed ridge river robin rope saffron
    sail sand shell silver slate snow sparrow spruce stone swallow thistle thunder timber tulip
    valley velvet violet willow winter wren
"""
_WORDS: Final = tuple(_OTHER_WORDS.split())
"""What a prompt says beside what is looked for."""

_EVERYTHING: Final = 1_000
"""Of so many pictures every entry is written, some forty in each scope as of real ones; of more, those that are
looked at: another partition costs DynamoDB nothing, and this machine its memory."""
_FAVOURED: Final = 10
"""One picture in so many is among the viewer's favourites."""

LOOKS: Final[Mapping[str, Filters]] = {
    "newest": Filters("workspace"),
    "one word": Filters("workspace", words="lighthouse"),
    "two words and a style": Filters("workspace", words="lighthouse storm", style="ink"),
    "one person": Filters("workspace", person="U7"),
    "one channel": Filters("workspace", channel="C3"),
    "a person in a channel": Filters("workspace", person="U7", channel="C3"),
    "favourites": Filters("favourites"),
    "favourites, a word": Filters("favourites", words="storm"),
    "a minute long ago": Filters(
        "workspace", since=_BEGUN + timedelta(seconds=20), until=_BEGUN + timedelta(seconds=80)
    ),
    "a word in that minute": Filters(
        "workspace",
        words="lighthouse",
        since=_BEGUN + timedelta(seconds=20),
        until=_BEGUN + timedelta(seconds=80),
    ),
}


@dataclass(frozen=True)
class Measured:
    units: float
    calls: int
    seconds: float


async def gallery(stack: Stack, workspace: WorkspaceClient, _aws: AwsControl) -> list[Row]:
    rows: list[Row] = []
    seen = await workspace.workspace("alex")
    viewer = Viewer(seen["team"]["id"], seen["me"])
    async with get_session().create_client(
        "dynamodb",
        region_name=REGION,
        endpoint_url=stack.aws.direct_url,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=SECRET_ACCESS_KEY,
        config=AioConfig(parameter_validation=False, read_timeout=300, retries={"total_max_attempts": 1}),
    ) as client:
        await _hang_up(stack)
        there = 0
        # The bot's own, so that it shows these pictures in its App Home.
        await stack.start_bot("run", "socket", **stack.aws.environment(direct=True))
        for size in SIZES:
            await seed(client, TABLE, viewer, range(there, size))
            there = size
            for name, filters in LOOKS.items():
                first, deep = await measured(client, TABLE, viewer, filters)
                figure = f"{first.units:g} / {deep.units:g} units, {first.seconds * 1000:.0f} ms"
                aim = "the same for every number" if size == SIZES[0] else ""
                rows.append(Row(f"gallery of {size:,}, {name}: first page / fifth", figure, aim))
            seconds, written = await page_seconds(client, TABLE, viewer)
            figure = f"{seconds * 1000:.0f} ms, {written / 1000:.0f} kB"
            rows.append(Row(f"gallery of {size:,} on the web: a page", figure, "under 1 s"))
            seconds = await _home_seconds(workspace, viewer)
            rows.append(Row(f"gallery of {size:,}: App Home", f"{seconds * 1000:.0f} ms", "under 1 s"))
            alone = await _query_alone(client, TABLE, viewer)
            rows.append(Row("  one query of the store for 25 keys", f"{alone * 1000:.0f} ms", ""))
    return rows


async def _hang_up(stack: Stack) -> None:
    """Store the one file there is, for Slack refuses what shows a picture that it can't fetch."""
    drawn = io.BytesIO()
    Pillow.new("RGB", (512, 512), (70, 110, 140)).save(drawn, "JPEG")
    async with get_session().create_client(
        "s3",
        region_name=REGION,
        endpoint_url=stack.aws.direct_url,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=SECRET_ACCESS_KEY,
    ) as client:
        await client.put_object(Bucket=BUCKET, Key=_SHOWN, Body=drawn.getvalue(), ContentType="image/jpeg")


async def _home_seconds(workspace: WorkspaceClient, viewer: Viewer) -> float:
    """From opening the App Home until Slack has what is new in it, the median."""
    times = []
    for _ in range(1 + ROUNDS):
        await asyncio.sleep(1)  # the same view published again within a second is, for Slack, the same
        before = await workspace.home(viewer.user)
        begun = time.perf_counter()
        await workspace.open_home(viewer.user)

        async def published(client: WorkspaceClient, before: Json | None = before) -> bool:
            view = await client.home(viewer.user)
            return view is not None and (before is None or view["hash"] != before["hash"])

        await workspace.wait_for(published)
        times.append(time.perf_counter() - begun)
    return statistics.median(times[1:])


async def seed(client: "DynamoDBClient", table: str, viewer: Viewer, numbers: range) -> None:
    """Write the records of pictures, their entries, and the viewer's favourites among them."""
    asked = {
        entries.ALL,
        entries.style("ink"),
        entries.person("U7"),
        entries.channel("C3"),
        *(entries.word(token) for token in searched("lighthouse storm")),
    }
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        items = [item for number in some for item in _items(viewer, number, asked)]
        await put_all(client, table, items)


def _items(viewer: Viewer, number: int, asked: set[str]) -> Iterator[Item]:
    image = _picture(viewer, number)
    yield image_item(image)
    scopes = entries.scopes(image)
    if number % _FAVOURED == 0:
        yield favour_key(image.id, viewer.user)
        scopes += entries.scopes_of_favourite(viewer.user, image)
    among = {entries.partition(scope, facet) for scope in scopes for facet in asked}
    for key in entries.entry_keys(image, scopes):
        if number < _EVERYTHING or key["pk"] in among:
            yield key


def _picture(viewer: Viewer, number: int) -> Image:
    """One of the workspace's; every fiftieth is the viewer's own."""
    job_id = key_of("bench", str(number))
    return Image(
        job_id=job_id,
        index=0,
        request_id=job_id,
        origin=Origin(
            team=viewer.team,
            user=f"U{number % 50}" if number % 50 else viewer.user,
            channel=f"C{number % 9}",
            audience="workspace",
        ),
        keywords="",
        style=_STYLES[number % len(_STYLES)],
        title=f"Picture {number}",
        # Words in another order for each picture.
        prompt=f"{_PROMPTS[number % len(_PROMPTS)]}, {_some(number, 28)}",
        tags=tuple(_some(number + 1, 6).split()),
        alt=f"A picture of {_some(number, 4)}.",
        model_id="stability.sd3-5-large-v1:0",
        task=Task.TEXT_TO_IMAGE,
        width=1024,
        height=1024,
        seed=number,
        price_usd=Decimal("0.04"),
        s3_key=f"pictures/{job_id}/0/original.png",
        preview_key=_SHOWN,
        thumb_key=_SHOWN,
        created_at=_BEGUN + timedelta(seconds=number),
    )


def _some(number: int, count: int) -> str:
    """Words that a picture is about, always the same for its number."""
    return " ".join(_WORDS[(number * 31 + one * 17) % len(_WORDS)] for one in range(count))


async def measured(
    client: "DynamoDBClient", table: str, viewer: Viewer, filters: Filters
) -> tuple[Measured, Measured]:
    """The first page, and the fifth or the last before it."""
    found = Gallery(client, table)
    cursor: str | None = None
    pages: list[Measured] = []
    while len(pages) < _PAGES:
        with counting(client) as read:
            begun = time.perf_counter()
            page = await found.page(viewer, filters, cursor)
            seconds = time.perf_counter() - begun
        pages.append(Measured(read.units, read.calls, seconds))
        cursor = page.next
        if cursor is None:
            break
    return pages[0], pages[-1]


async def _query_alone(client: "DynamoDBClient", table: str, viewer: Viewer) -> float:
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        await client.query(
            TableName=table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :low AND :high",
            ExpressionAttributeValues={
                ":pk": {"S": entries.partition(entries.workspace(viewer.team), entries.ALL)},
                ":low": {"S": OLDEST},
                ":high": {"S": NEWEST},
            },
            ScanIndexForward=False,
            Limit=25,
        )
        times.append(time.perf_counter() - begun)
    return statistics.median(times)
