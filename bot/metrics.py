"""What Prometheus is told: how fast, how much, how often something failed."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

from aiohttp import web
from botocore.exceptions import BotoCoreError, ClientError
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import choose_encoder
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState
from slack_sdk.http_retry.async_handler import AsyncRetryHandler

from services.jobs import Job, PaintWork, RefineWork, State
from services.observing import Stage, asked

_LAG_SECONDS: Final = 0.5
_QUEUE_SECONDS: Final = 10.0

_ACK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Slack gives up after 3 s (Slack, "Acknowledging a request")."""
_STAGES: Final = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 160.0, 320.0)


class Metrics:
    """All of one process, in a registry of its own. Labels hold no words and no ids of people."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        named: dict[str, Any] = {"namespace": "imagine", "registry": self.registry}
        self._ack = Histogram("ack_seconds", "From Slack's request to our answer.", buckets=_ACK, **named)
        self._stage = Histogram(
            "stage_seconds",
            "Of jobs: waiting: from accepting to the first worker; working: until the end; whole: both. "
            "Of calls for them, with what repeats them: writing, painting, storing (S3), showing (Slack).",
            ["stage", "kind"],
            buckets=_STAGES,
            **named,
        )
        self._jobs = Counter(
            "jobs", "Jobs that ended, by outcome: posted, failed, refused, cancelled.",
            ["kind", "model", "outcome", "reason"], **named,
        )  # fmt: skip
        self._pictures = Counter("pictures", "Pictures that were delivered.", ["model"], **named)
        self._spend = Counter("spend_usd", "US dollars paid for delivered pictures.", ["model"], **named)
        self._writing = Counter(
            "writing_usd", "US dollars for what language models read and wrote, by list price.", ["model"], **named
        )  # fmt: skip
        self._aws = Counter(
            "aws_calls", "Tries of calls to AWS.", ["service", "operation", "outcome"], **named
        )
        self._slack = Counter("slack_answers", "What Slack answered.", ["method", "outcome"], **named)
        self._busy = Gauge("in_flight", "Jobs that this process is at work on.", **named)
        self._lag = Gauge("event_loop_lag_seconds", "How late the event loop is.", **named)
        self._queued = Gauge("queue_messages", "Messages in the queue.", ["state"], **named)
        self._oldest = Gauge(
            "oldest_job_seconds", "Age of the oldest job that has not ended; 0 without any.", **named
        )
        self._open = Gauge("open_jobs", "Jobs that have not ended.", **named)
        self._queue_age = Histogram(
            "queue_age_seconds", "Age of messages when a worker takes them.", buckets=_STAGES, **named
        )

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Around what Slack waits for."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._ack.observe(time.perf_counter() - begun)

    def received(self, age_seconds: float) -> None:
        """A worker took a message that was `age_seconds` old."""
        self._queue_age.observe(max(0.0, age_seconds))

    def took(self, stage: Stage, kind: str, seconds: float) -> None:
        """A part of a job of this kind is over (`services.observing`)."""
        self._stage.labels(stage, kind).observe(seconds)

    def wrote(self, model_id: str, usd: float) -> None:
        """A language model has answered, at this price."""
        self._writing.labels(model_id).inc(usd)

    def waited(self, age_seconds: float, open_jobs: int) -> None:
        """So old is the oldest job that has not ended, and so many have not."""
        self._oldest.set(age_seconds)
        self._open.set(open_jobs)

    def ended(self, job: Job) -> None:
        """A job has come to its end, in the state that it is in now."""
        kind, model = job.work.kind, _model(job)
        self._jobs.labels(kind, model, job.state.value, job.failure or "").inc()
        if job.finished_at is not None:
            whole = (job.finished_at - job.accepted_at).total_seconds()
            waiting = whole if job.started_at is None else (job.started_at - job.accepted_at).total_seconds()
            for stage, seconds in (("waiting", waiting), ("working", whole - waiting), ("whole", whole)):
                self._stage.labels(stage, kind).observe(max(0.0, seconds))
        if job.state is State.POSTED and job.reservation is not None and job.reservation.paid:
            self._pictures.labels(model).inc(job.reservation.images)
            self._spend.labels(model).inc(float(Decimal(job.reservation.usd)))

    def watch_aws(self, events: Any) -> None:
        """Count every try of every call of the session or client whose `events` these are."""
        # Before clients are made of a session: they take its handlers with them.
        events.register("response-received", self._aws_answered)

    def _aws_answered(
        self, *, event_name: str = "", parsed_response: Any = None, exception: Any = None, **_: Any
    ) -> None:
        service, operation = [*event_name.split("."), "", ""][1:3]
        outcome = "ok"
        if exception is not None:
            outcome = type(exception).__name__
        elif isinstance(parsed_response, Mapping) and "Error" in parsed_response:
            outcome = str(parsed_response["Error"].get("Code") or "error")
        self._aws.labels(service, operation, outcome).inc()

    def watching_slack(self) -> AsyncRetryHandler:
        """To be put first among the retry handlers of a client of Slack's."""
        return _Heard(self._slack)

    async def watch_loop(self, busy: Callable[[], int]) -> None:
        """Measure the event loop and what is under way, until cancelled."""
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(_LAG_SECONDS)
            self._lag.set(max(0.0, time.perf_counter() - begun - _LAG_SECONDS))
            self._busy.set(busy())

    async def watch_queue(self, count: Callable[[], Awaitable[Mapping[str, int]]]) -> None:
        """Ask now and then how many messages there are (state → number), until cancelled."""
        while True:
            with suppress(BotoCoreError, ClientError):
                for state, number in (await count()).items():
                    self._queued.labels(state).set(number)
            await asyncio.sleep(_QUEUE_SECONDS)

    async def show(self, request: web.Request) -> web.Response:
        """`GET /metrics`, as Prometheus asks for it."""
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(self.registry), headers={"Content-Type": content_type})


def metrics_app(metrics: Metrics) -> web.Application:
    """`GET /metrics` and nothing else, for a port that only the monitoring reaches."""
    app = web.Application()
    app.router.add_get("/metrics", metrics.show)
    return app


class _Heard(AsyncRetryHandler):
    """Repeats nothing, and counts every answer."""

    def __init__(self, counter: Counter) -> None:
        super().__init__(max_retry_count=0)
        self._counter = counter

    async def can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if error is not None:
            outcome = type(error).__name__
        elif response is None or response.status_code != HTTPStatus.OK:
            outcome = str(response.status_code) if response else "nothing"
        else:
            body = response.body or {}
            outcome = "ok" if body.get("ok", True) else str(body.get("error"))
        # Uploads go to addresses of their own, each another.
        method = request.url.partition("/api/")[2] or "upload"
        self._counter.labels(method, outcome).inc()
        return False


def _model(job: Job) -> str:
    match job.work:
        case PaintWork(plan=plan):
            return plan.model_id
        case RefineWork(base=base):
            return base.plan.model_id
        case _:
            # Of writing the row does not know who does it; in the worker that does, this is known.
            return asked()
