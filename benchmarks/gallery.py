"""Pages of the gallery among few and many pictures: what they cost at DynamoDB, and how long they take here.

The embedded store looks at every key of a partition for a query, so time grows a little with the pictures here,
which it does not at DynamoDB; a query alone is measured beside it, for comparison.
"""

import asyncio
import io
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
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

LOOKS: Final[Mapping[str, Filters]] = {
    "newest": Filters("workspace"),
    "one word": Filters("workspace", words="lighthouse"),
    "two words and a style": Filters("workspace", words="lighthouse storm", style="ink"),
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
    """Write the records of pictures, and those of their entries that are looked at: all of them would be some
    forty for each.
    """
    asked = {
        entries.ALL,
        entries.style("ink"),
        *(entries.word(token) for token in searched("lighthouse storm")),
    }
    for start in range(0, len(numbers), _AT_ONCE):
        part = [_picture(viewer, number) for number in numbers[start : start + _AT_ONCE]]
        await put_all(client, table, _items(part, asked))


def _items(images: Sequence[Image], asked: set[str]) -> Iterator[Item]:
    for image in images:
        yield image_item(image)
        for facet in asked.intersection(entries.facets(image)):
            for scope in entries.scopes(image):
                yield {"pk": entries.partition(scope, facet), "sk": entries.place(image)}


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
            channel="C1",
            audience="workspace",
        ),
        keywords="",
        style=_STYLES[number % len(_STYLES)],
        prompt=_PROMPTS[number % len(_PROMPTS)],
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
