"""``python -m sandbox imagine``: the whole journey without a browser, and what came of it as JSON."""

import asyncio
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import aiohttp
import boto3
from boto3.dynamodb.types import TypeDeserializer

from sandbox.bedrock.handover import Handover
from sandbox.constants import ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY, TABLE
from sandbox.journey import Journey, JourneyError, make, make_from_pictures
from sandbox.slack.client import WorkspaceClient
from sandbox.slack.state.model import Json
from sandbox.stack import Stack, running_stack

_deserialise: Final = TypeDeserializer().deserialize

USER: Final = "alex"
CHANNEL: Final = "#design"

USES: Final = (
    "spirit", "colours", "style", "layout", "sketch", "variation", "change", "erase", "recolour", "extend",
    "cutout", "upscale", "restyle", "try-on",
)  # fmt: skip
STRENGTHS: Final = ("light", "medium", "strong")
MOST_REFERENCES: Final = 5


@dataclass(frozen=True)
class References:
    """Pictures to start from, and how: what is empty is left to the bot."""

    files: tuple[Path, ...] = ()
    use: str = ""
    strength: str = ""
    where: str = ""

    def options(self) -> list[str]:
        """As the options that a person would type."""
        given = {"--use": self.use, "--strength": self.strength, "--where": self.where}
        return [word for name, value in given.items() if value for word in (name, value)]

    def read(self) -> dict[str, bytes]:
        """Name → content; of two files with one name the second is numbered.

        Raises
        ------
        JourneyError
            for a file that is not there or can't be read, and for more files than the bot takes
        """
        if len(self.files) > MOST_REFERENCES:
            raise JourneyError(f"{len(self.files)} references; the bot takes at most {MOST_REFERENCES}")
        contents: dict[str, bytes] = {}
        for number, path in enumerate(self.files, start=1):
            name = path.name if path.name not in contents else f"{number}-{path.name}"
            try:
                contents[name] = path.read_bytes()
            except OSError as error:
                raise JourneyError(f"{path}: {error.strerror or error}") from error
            if not contents[name]:
                raise JourneyError(f"{path}: the file is empty")
        return contents


NO_REFERENCES: Final = References()


def command_text(words: Sequence[str]) -> str:
    """The words of a shell as they would be typed behind ``/imagine``.

    What follows an option and has spaces goes into quotes, so that it stays the option's; everything else is
    typed as it is, options in the middle of it too.
    """
    before = ["", *words][: len(words)]
    return " ".join(
        f'"{word}"' if previous.startswith("--") and " " in word and '"' not in word else word
        for previous, word in zip(before, words, strict=True)
    )


async def imagine(
    text: str,
    pick: str,
    out: Path,
    files: Mapping[str, bytes] | None = None,
    handover: Handover | None = None,
) -> Json:
    """Start everything, make the journey, save the pictures in `out`.

    Parameters
    ----------
    files
        name → content of the pictures to start from; the answer then says how they were read

    Raises
    ------
    JourneyError
    """
    async with running_stack(handover=handover, extended_access=True) as stack:
        bot = await stack.start_bot()
        try:
            async with WorkspaceClient(stack.slack.url) as workspace:
                journey = (
                    await make_from_pictures(workspace, text, files, pick, user=USER, channel=CHANNEL)
                    if files
                    else await make(workspace, text, pick, user=USER, channel=CHANNEL)
                )
        except JourneyError as error:
            trouble = [line for line in bot.output().splitlines() if " ERROR " in line or " WARNING " in line]
            raise JourneyError("\n".join([str(error), *trouble])) from error
        found = await _collected(stack, journey, out)
        if files:
            requests = {record["request_id"] for record in found["records"]}
            found["reading"] = await asyncio.to_thread(reading_of, stack.aws.url, requests)
        return found


async def _collected(stack: Stack, journey: Journey, out: Path) -> Json:
    shown = {message["ts"] for message in journey.messages}
    records = await asyncio.to_thread(image_records, stack.aws.url)
    records = sorted(
        (record for record in records if record["message_ts"] in shown),
        key=lambda record: (record["message_ts"], record["index"]),
    )
    await asyncio.to_thread(out.mkdir, parents=True, exist_ok=True)
    async with aiohttp.ClientSession() as session:
        images = [
            await _saved(session, stack, record, out / f"{number:02}-{record['seed']}.png")
            for number, record in enumerate(records, start=1)
        ]
    return {
        "prompts": journey.prompts,
        "chosen": journey.chosen,
        "images": images,
        "messages": journey.messages,
        "records": records,
        "timings_ms": journey.timings_ms,
    }


async def _saved(session: aiohttp.ClientSession, stack: Stack, record: Json, path: Path) -> Json:
    url = f"{stack.aws.cdn_url}/{record['s3_key']}"
    async with session.get(url) as response:
        if response.status != 200:
            raise JourneyError(f"{url} answered {response.status}")
        data = await response.read()
    await asyncio.to_thread(path.write_bytes, data)
    return {
        "path": str(path),
        "url": url,
        "s3_key": record["s3_key"],
        "width": record["width"],
        "height": record["height"],
        "seed": record["seed"],
        "model": record["model_id"],
        "prompt": record["prompt"],
        "price_usd": record["price_usd"],
        "job_id": record["job_id"],
    }


def image_records(aws_url: str) -> list[Json]:
    """Every image the bot has recorded, as plain JSON values."""
    return _items(aws_url, "begins_with(sk, :sk)", "IMAGE#")


def index_entries(aws_url: str) -> list[Json]:
    """Every entry of the gallery's index, which is nothing but its key."""
    return _items(aws_url, "begins_with(pk, :sk)", "GALLERY#")


def reading_of(aws_url: str, request_ids: Collection[str]) -> Json:
    """What was read in the pictures of a request: ``{"traits", "palette", "measures"}``.

    Raises
    ------
    JourneyError
        if none of the requests has a reading
    """
    for record in _items(aws_url, "sk = :sk", "REQUEST"):
        reading = record.get("reading")
        if reading and record["pk"].removeprefix("REQUEST#") in request_ids:
            return {name: reading[name] for name in ("traits", "palette", "measures")}
    raise JourneyError("the bot has recorded no reading of the pictures")


def _items(aws_url: str, condition: str, value: str) -> list[Json]:
    """The table's items under a condition on `:sk`. A scan: the sandbox's table is small."""
    client = boto3.client(
        "dynamodb",
        endpoint_url=aws_url,
        region_name=REGION,
        aws_access_key_id=ACCESS_KEY_ID,
        aws_secret_access_key=SECRET_ACCESS_KEY,
    )
    pages = client.get_paginator("scan").paginate(
        TableName=TABLE,
        FilterExpression=condition,
        ExpressionAttributeValues={":sk": {"S": value}},
        ConsistentRead=True,
    )
    items = [item for page in pages for item in page["Items"]]
    return [{name: _plain(_deserialise(value)) for name, value in item.items()} for item in items]


def _plain(value: Any) -> Any:
    """DynamoDB's decimals as numbers of JSON."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def run(
    words: Sequence[str],
    pick: str,
    out: Path,
    references: References = NO_REFERENCES,
    handover: Handover | None = None,
) -> int:
    """The command; prints the JSON as its last line. Returns the exit code."""
    text = command_text([*words, *references.options()])
    try:
        found = asyncio.run(imagine(text, pick, out, references.read(), handover))
    except (JourneyError, RuntimeError, OSError) as error:
        reason = str(error) or type(error).__name__
        print(f"/imagine {text} did not come to its end:\n{reason}")
        print(json.dumps({"error": reason}, ensure_ascii=False))
        return 1
    for name, trait in found.get("reading", {}).get("traits", {}).items():
        print(f"{name + ':':<13}{trait}")
    for image in found["images"]:
        print(f"{image['path']}  {image['width']}x{image['height']}  seed {image['seed']}  {image['prompt']}")
    print(json.dumps(found, ensure_ascii=False))
    return 0
