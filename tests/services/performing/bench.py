"""Jobs that paint, carried out with real records, a real bucket and real painters; only Bedrock is made up."""

import io
import itertools
import json
import math
from base64 import b64encode
from contextlib import asynccontextmanager

from botocore.exceptions import ClientError
from PIL import Image

from services.ask import PictureOptions
from services.budgets import Budgets, Payer
from services.gallery import Gallery
from services.jobs import PaintWork, State
from services.ledger import Limits
from services.painting.catalogue import painters
from services.painting.planning import planned
from services.painting.roster import Roster
from services.performing.performer import Performer
from services.pictures import render
from services.records.records import Records
from services.storage import Storage
from tests.jobs import job_of, request_of

_names = itertools.count()


def refusal(code, message):
    return ClientError({"Error": {"Code": code, "Message": message}}, "InvokeModel")


ENDED = refusal("ResourceNotFoundException", "This model version has reached the end of its life.")
DENIED = refusal("AccessDeniedException", "You don't have access to the model with the specified model ID.")
BUSY = refusal("ThrottlingException", "Too many requests.")
FILTERED = {"seeds": [1], "finish_reasons": ["Filter reason: output image"], "images": []}


def _picture(seed):
    """A small picture, another for every seed."""
    data = io.BytesIO()
    Image.new("RGB", (64, 64), f"#{seed % 0xFFFFFF:06x}").save(data, "PNG")
    return b64encode(data.getvalue()).decode()


class Bedrock:
    """InvokeModel: paints, unless a rule says what else comes of a call.

    Attributes
    ----------
    rules
        id of a model → which error or answer its call for a seed comes to; None for pictures
    calls
        id of the model, seed, and how many pictures, in the order in which they came
    """

    def __init__(self):
        self.rules, self.calls = {}, []

    async def invoke_model(self, *, modelId, body, **_):  # noqa: N803
        said = json.loads(body.read())
        config = said.get("imageGenerationConfig", said)
        seed, count = config["seed"], config.get("numberOfImages", 1)
        self.calls.append((modelId, seed, count))
        outcome = self.rules.get(modelId, lambda _: None)(seed)
        if isinstance(outcome, Exception):
            raise outcome
        answer = outcome or {
            "images": [_picture(seed + place) for place in range(count)],
            "seeds": [seed],
            "finish_reasons": [None],
        }
        return {"body": _Body(json.dumps(answer).encode())}


class _Body:
    def __init__(self, data):
        self._data = data

    async def read(self):
        return self._data


class _Bucket(Storage):
    """The bucket, which refuses everything of some kind while it is told to.

    Attributes
    ----------
    refused
        ``put``, ``get``
    times
        how often
    """

    refused = frozenset[str]()
    times = math.inf

    async def put_original(self, *args, **options):
        self._meet("put")
        return await super().put_original(*args, **options)

    async def put_renditions(self, *args, **options):
        self._meet("put")
        return await super().put_renditions(*args, **options)

    async def probe(self, token):
        self._meet("put")
        await super().probe(token)

    async def get(self, key):
        self._meet("get")
        return await super().get(key)

    async def originals(self, *args, **options):
        self._meet("get")
        return await super().originals(*args, **options)

    def _meet(self, what):
        if what in self.refused and self.times > 0:
            self.times -= 1
            raise ClientError({"Error": {"Code": "SlowDown", "Message": "Please reduce your rate."}}, what)


class _Studio:
    """The studio without its processes."""

    async def render(self, data, recipe=None, recipes="on", *, stored=False):
        return render(data, recipe, recipes, stored=stored)


class _Reporter:
    """Keeps what is shown: the painter's name and price of every placeholder, and the pictures."""

    def __init__(self):
        self.going_on, self.shown, self.failed, self.trouble = [], [], [], None

    async def elapsed(self, job, seconds):
        assert seconds is None
        self.going_on.append(job)

    async def waiting(self, job, seconds):
        pass

    async def painted(self, job, images):
        if self.trouble is not None:
            raise self.trouble
        self.shown.append((job, list(images)))

    async def ended(self, job, *, again=False):
        self.failed.append(job.failure)
        return "1.0"

    async def status(self, request, status):
        pass


class _Telling:
    """Says at once what it is told to, and no time."""

    def __init__(self, reporter):
        self._reporter = reporter

    @asynccontextmanager
    async def at_work(self, job):
        yield

    async def changed(self, job):
        await self._reporter.elapsed(job, None)

    def look_later(self, job):
        pass


class _Writer:
    async def shorten(self, prompt, longest):
        return prompt[: longest // 2]


class _Everybody:
    async def payer(self, user):
        return Payer(utc_offset=0, is_admin=False)


class Bench:
    """One workspace; its jobs are carried out when a test says so."""

    def __init__(self, dynamodb, s3, made, order, **limits):
        self.bedrock, self.reporter = Bedrock(), _Reporter()
        self.records = Records(dynamodb, made.imagine_table)
        self.s3, self.bucket = s3, made.imagine_bucket
        self.storage = _Bucket(s3, made.imagine_bucket, "https://cdn.example")
        self.budgets = Budgets(dynamodb, made.imagine_table, Limits(**limits), _Everybody())
        self.roster = Roster(painters(self.bedrock), order)
        self.performer = Performer(
            records=self.records, storage=self.storage, studio=_Studio(), writer=_Writer(),
            roster=self.roster, reporter=self.reporter, files=None, budgets=self.budgets,
            telling=_Telling(self.reporter), gallery=Gallery(dynamodb, made.imagine_table),
        )  # fmt: skip

    async def ask(self, model_id, prompt="a boat", **options):
        """A job that was accepted, planned for `model_id`."""
        name, chosen = f"bench {next(_names)}", PictureOptions(**options)
        work = PaintWork(
            keywords="boat", prompt=prompt, options=chosen, token=name.replace(" ", ""),
            plan=planned(self.roster.painter(model_id), chosen),
        )  # fmt: skip
        request = request_of(name)
        (job,), caps = await self.budgets.reserve([job_of(request, name, work)])
        await self.records.acceptance.accept([job], request, None, None, caps)
        return await self.records.jobs.move(job, State.QUEUED, {State.ACCEPTED}, placeholder_ts="1.0")

    async def perform(self, job, leave=None):
        """Carry a job out, as a worker that takes it now; the job as it is then, and its pictures by index."""
        self.later = await self.performer.perform(await self.records.leases.claim(job.id), leave)
        images = await self.records.images.of_job(job.id)
        return await self.records.jobs.get(job.id), {image.index: image for image in images}

    async def begin(self, job):
        """Take a job and let it come to its paid call, as a worker that dies there."""
        return await self.records.jobs.move(
            await self.records.leases.claim(job.id), State.PAINTING, {State.WRITING}
        )

    async def objects(self):
        """The keys of all that is in the bucket."""
        listed = await self.s3.list_objects_v2(Bucket=self.bucket)
        return {one["Key"] for one in listed.get("Contents", [])}

    async def month(self):
        """What the workspace has spent, and what is still set aside."""
        month = await self.budgets.workspace_month("T1")
        return month.spent.usd, month.reserved.usd
