"""Pictures hung in the gallery of a running sandbox as if they had been painted there, files and all."""

import colorsys
import io
from contextlib import asynccontextmanager

from PIL import Image, ImageDraw

from sandbox.constants import ACCESS_KEY_ID, BUCKET, REGION, SECRET_ACCESS_KEY, TABLE
from services.gallery import Gallery
from tests.cloud import AWS
from tests.galleries import hang, picture

SHAPES = ((1024, 1024), (1280, 768), (768, 1280), (1408, 512), (512, 1408), (1024, 768))
THUMB_SIDE, PREVIEW_SIDE = 256, 1024


class Hanging:
    """Writes to the sandbox's table and bucket."""

    def __init__(self, stack, dynamodb, s3):
        workspace = stack.slack.slack.workspace
        self.team = workspace.team_id
        self.people = {one.name: one.id for one in workspace.people}
        self.gallery = Gallery(dynamodb, TABLE)
        self._dynamodb, self._s3 = dynamodb, s3

    def picture(self, user="alex", **given):
        """One of the sandbox's workspace, small unless a size is `given`."""
        given = {"team": self.team, "user": self.people[user], "width": 96, "height": 96} | given
        return picture(**given)

    async def hang(self, *images):
        for number, image in enumerate(images):
            for key, file, kind in _files(image, number):
                await self._s3.put_object(Bucket=BUCKET, Key=key, Body=file, ContentType=kind)
        await hang(self._dynamodb, TABLE, self.gallery, *images)
        return images

    async def original(self, image):
        """The bytes that are stored."""
        response = await self._s3.get_object(Bucket=BUCKET, Key=image.s3_key)
        return await response["Body"].read()


@asynccontextmanager
async def hanging(stack):
    where = {
        "endpoint_url": stack.aws.direct_url,
        "region_name": REGION,
        "aws_access_key_id": ACCESS_KEY_ID,
        "aws_secret_access_key": SECRET_ACCESS_KEY,
    }
    async with (
        AWS.create_client("dynamodb", **where) as dynamodb,
        AWS.create_client("s3", **where) as s3,
    ):
        yield Hanging(stack, dynamodb, s3)


def _files(image, number):
    drawn = _drawn((image.width, image.height), number)
    for key, side, kind in (
        (image.s3_key, 0, "PNG"),
        (image.preview_key, PREVIEW_SIDE, "JPEG"),
        (image.thumb_key, THUMB_SIDE, "JPEG"),
    ):
        file = drawn.copy()
        if side:
            file.thumbnail((side, side))
        written = io.BytesIO()
        file.save(written, kind)
        yield key, written.getvalue(), f"image/{kind.lower()}"


def _drawn(size, number):
    """A sun over a horizon, in colours of its own."""
    hue = number * 0.381 % 1
    sky, ground, sun = (
        tuple(round(255 * part) for part in colorsys.hls_to_rgb((hue + turn) % 1, light, 0.55))
        for turn, light in ((0, 0.72), (0.08, 0.3), (0.5, 0.6))
    )
    drawn = Image.new("RGB", size, sky)
    pen = ImageDraw.Draw(drawn)
    width, height = size
    side = min(size) / 5
    pen.ellipse((width * 0.6 - side, height * 0.4 - side, width * 0.6 + side, height * 0.4 + side), sun)
    pen.rectangle((0, height * 0.62, width, height), ground)
    return drawn
