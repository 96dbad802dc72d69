"""The composition root: every client and service is made here and handed to what needs it."""

import asyncio
import gc
import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler

from bot.attention import Attention
from bot.choosing import paces_of, roster_of, voices_of, writing_region
from bot.clients import Clients, open_clients
from bot.deletions import keep_deleting
from bot.facing import authorizing, files_of, gallery_of, listener_of, only_team, readiness_of
from bot.forgetting import forgetter, keep_forgetting
from bot.http import Readiness, Server, http_app
from bot.installing import install_flow
from bot.listener import Listener
from bot.lookout import Lookout
from bot.metrics import Metrics, metrics_app
from bot.settings import Settings
from bot.sharing import keep_sharing
from bot.supervision import until
from bot.sweeper import Sweeper
from bot.teller import Teller
from bot.telling import keep_telling
from bot.waiting import keep_telling_age
from bot.worker import Worker
from handlers.background import Background
from handlers.budget_notices import BudgetNotices
from handlers.desk import Desk
from handlers.people import People
from handlers.reporter import SlackReporter
from services.budgets import Budgets
from services.cdn import Cdn
from services.channels import Channels
from services.deleting import Deleter
from services.deletions import Deletions
from services.entrance import Entrance
from services.forgetting import Forgetter
from services.gallery import Gallery
from services.intake import Intake
from services.jobs import Job
from services.lanes import Lanes
from services.line import Line
from services.models import Models
from services.notices import LEASE, Notices
from services.pacing import Pace
from services.painting.described import Described
from services.painting.roster import Roster
from services.performing.performer import Performer
from services.pictures import Studio
from services.prompting.language import is_english
from services.prompting.voices import named
from services.prompting.writer import Writer
from services.queue import Queue
from services.records.leases import Leases
from services.records.records import Records
from services.refusals import Refusals
from services.shares import Shares
from services.storage import Storage
from services.survey import Survey
from services.telling import Telling
from web.routes import GalleryPages, Sources

logger = logging.getLogger(__name__)

DRAIN_SECONDS: Final = 18.0
"""Time for what is going on to end after SIGTERM; with the rest of the shutdown it stays under 25 s."""

ANSWER_SECONDS: Final = 3.0
"""Slack waits no longer for an answer, so neither do we."""


@dataclass(frozen=True)
class Roles:
    """What this process does."""

    listens: bool
    works: bool


@dataclass(frozen=True)
class Application:
    """The process, wired."""

    settings: Settings
    clients: Clients
    background: Background
    attention: Attention
    slack: Listener
    worker: Worker
    teller: Teller
    sweeper: Sweeper
    leases: Leases
    deleter: Deleter
    forgetter: Forgetter
    lookout: Lookout
    refusals: Refusals
    roster: Roster
    readiness: Readiness
    notices: BudgetNotices
    team: str | None
    """The only workspace; None where there are many."""
    queue: Queue
    metrics: Metrics
    gallery: GalleryPages | None


@asynccontextmanager
async def wired(settings: Settings, described: Described) -> AsyncIterator[Application]:
    """Make everything; calls Slack and SQS once each, for the bot's identity and the queue's address.

    Raises
    ------
    SlackApiError, ClientError, BotoCoreError
        if either is refused or can't be reached
    """
    attention, metrics = Attention(), Metrics()

    def ended(job: Job) -> None:
        metrics.ended(job)
        seconds = (job.finished_at or job.accepted_at) - job.accepted_at
        logger.info(
            "job %s is %s%s after %.1f s, %s US dollars",
            job.id,
            job.state,
            f" ({job.failure})" if job.failure else "",
            seconds.total_seconds(),
            job.reservation.usd if job.reservation else 0,
        )

    async with open_clients(settings, attention, metrics) as clients:
        authorize, queue_url = await asyncio.gather(
            authorizing(settings, clients), clients.sqs.get_queue_url(QueueName=settings.imagine_queue)
        )
        accepting = Records(clients.accepting, settings.imagine_table, settings.patience, ended=ended)
        retention = settings.retention
        records = Records(
            clients.dynamodb, settings.imagine_table, settings.patience, retention=retention, ended=ended
        )
        gallery = Gallery(clients.accepting, settings.imagine_table, retention)
        gallery_behind = Gallery(clients.dynamodb, settings.imagine_table, retention)
        storage = Storage(clients.s3, settings.imagine_bucket, str(settings.imagine_cdn_url), retention)
        queue = Queue(clients.sqs, queue_url["QueueUrl"], settings.patience)
        roster = roster_of(settings, clients, described)
        lanes = Lanes(
            clients.dynamodb, settings.imagine_table, paces_of(settings, described), settings.patience
        )
        line = Line(clients.dynamodb, settings.imagine_table, lanes, roster.per_call)
        entrance = Entrance(lanes, line, records.jobs, queue)
        reporter = SlackReporter(
            clients.slack_behind, clients.slack_posting, clients.slack_mentioning, storage, roster
        )
        pace = Pace(clients.dynamodb, settings.imagine_table, records.leases.now)
        telling = Telling(records, reporter, pace)
        background = Background()
        writing, voices = writing_region(settings), voices_of(settings, clients, described)
        lookout = Lookout(Survey(clients.regional.control), [voices, roster])
        refusals = Refusals(clients.dynamodb, settings.imagine_table, [voices, roster])
        people, people_behind = People(clients.slack), People(clients.slack_behind)
        studio = Studio(at_once=os.cpu_count() or 1)
        budgets = Budgets(clients.accepting, settings.imagine_table, settings.limits, people)
        budgets_behind = Budgets(clients.dynamodb, settings.imagine_table, settings.limits, people_behind)
        deleter = Deleter(
            Deletions(clients.dynamodb, settings.imagine_table),
            records,
            gallery_behind,
            storage,
            Cdn(clients.cloudfront, settings.imagine_distribution),
            reporter,
            settings.patience.lease * 2,
        )
        told = Notices(clients.dynamodb, settings.imagine_table, budgets_behind, records.leases.now)
        notices = BudgetNotices(told, budgets_behind, people_behind, clients.slack_posting)
        desk = Desk(
            client=clients.slack,
            client_behind=clients.slack_behind,
            intake=Intake(accepting.acceptance, accepting.jobs, roster, budgets, accepting.leases.now),
            records=accepting,
            records_behind=records,
            queue=queue,
            line=line,
            storage=storage,
            reporter=reporter,
            people=people,
            background=background,
            channels=Channels(accepting.conversations),
            models=Models(
                roster,
                voices,
                lookout.look,
                refusals.share,
                named(settings.imagine_text_model),
                writing,
            ),
            budgets=budgets,
            notices=notices,
            studio=studio,
            gallery=gallery,
            deleter=deleter,
            shares=Shares(clients.dynamodb, settings.imagine_table, gallery_behind),
            favourite_reaction=settings.imagine_favourite_reaction.strip(":"),
            web_gallery=settings.web_gallery,
        )
        performer = Performer(
            records=records,
            storage=storage,
            studio=studio,
            writer=Writer(voices),
            roster=roster,
            reporter=reporter,
            files=files_of(clients),
            budgets=budgets_behind,
            gallery=gallery_behind,
            recipes=settings.imagine_recipes,
            telling=telling,
            observer=metrics,
        )
        yield Application(
            settings=settings,
            clients=clients,
            background=background,
            attention=attention,
            slack=listener_of(settings, clients, authorize, desk, attention, metrics),
            worker=Worker(
                queue,
                records,
                performer,
                entrance,
                settings.imagine_concurrency,
                settings.patience,
                took=metrics.received,
            ),
            queue=queue,
            metrics=metrics,
            gallery=gallery_of(
                settings,
                clients,
                authorize,
                Sources(gallery, records.images, storage, people, roster, deleter),
            ),
            leases=records.leases,
            sweeper=Sweeper(records.leases, queue, settings.patience, entrance),
            deleter=deleter,
            forgetter=forgetter(settings, clients.dynamodb, clients.s3, clients.cloudfront),
            teller=Teller(records, line, telling, pace),
            lookout=lookout,
            refusals=refusals,
            roster=roster,
            readiness=readiness_of(settings, clients, queue_url["QueueUrl"]),
            notices=notices,
            team=await only_team(clients, authorize),
        )


async def run(settings: Settings, described: Described, roles: Roles, stop: asyncio.Event) -> None:
    """Run until `stop` is set, then drain: take nothing more, finish or hand back what is going on.

    Raises
    ------
    BrokenError
        after draining, if what was to go on has broken
    """
    async with wired(settings, described) as app:
        tasks = [asyncio.create_task(app.lookout.run(), name="lookout")]
        by_http = roles.listens and not settings.socket_mode
        many = roles.listens and settings.many_workspaces
        flow = install_flow(settings, app.clients) if many else None
        gallery = app.gallery if roles.listens else None
        server = Server(http_app(app.readiness, app.slack if by_http else None, flow, gallery))
        port = await server.start(settings.port)
        socket = await _socket(app) if roles.listens and settings.socket_mode else None
        await app.lookout.looked()
        if roles.works:
            tasks.append(asyncio.create_task(app.worker.run(), name="worker"))
            # Read the dictionary now, not during the first job.
            tasks.append(asyncio.create_task(_warm_up(), name="dictionary"))
        # Also where nobody works: that somebody waits is true all the more.
        tasks.append(asyncio.create_task(app.teller.run(), name="teller"))
        tasks.append(asyncio.create_task(app.sweeper.run(), name="sweeper"))
        waiting = keep_telling_age(app.leases, app.metrics.waited)
        tasks.append(asyncio.create_task(waiting, name="oldest job"))
        deleting = keep_deleting(app.deleter, settings.patience.sweep_seconds)
        tasks.append(asyncio.create_task(deleting, name="deleting"))
        forgetting = keep_forgetting(app.forgetter, settings.patience.sweep_seconds)
        tasks.append(asyncio.create_task(forgetting, name="forgetting"))
        monitoring = await _monitored(app, tasks)
        tasks.append(asyncio.create_task(keep_sharing(app.refusals), name="sharing"))
        if app.team is not None:  # of many, each is looked at whenever somebody there asks for something
            telling = keep_telling(app.notices, app.team, LEASE.total_seconds())
            tasks.append(asyncio.create_task(telling, name="telling"))
        app.readiness.stage = "serving"
        # What was made so far stays: looking through it again and again for garbage would delay answers.
        gc.collect()
        gc.freeze()
        # What hundreds of jobs hold is looked through whole every hundredth time, not every tenth: it takes longer
        # than an answer may, and next to nothing of it is garbage. Pythons after 3.13 do it bit by bit anyhow.
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, 100)
        gc.enable()
        logger.info(
            "ready: %s on port %d, painting with %s",
            "Socket Mode, health" if socket else "HTTP" if by_http else "working, health",
            port,
            next(iter(app.roster.names()), "nothing"),
        )
        try:
            await until(stop, tasks)
        finally:
            await _drain(app, server, socket, tasks)
            if monitoring is not None:
                await monitoring.close()


async def _monitored(app: Application, tasks: list[asyncio.Task[None]]) -> Server | None:
    """Measure and, where a port is set for it, show what was measured."""
    if app.settings.metrics_port is None:
        return None
    server = Server(metrics_app(app.metrics))
    port = await server.start(app.settings.metrics_port)
    logger.info("metrics on port %d", port)
    tasks.append(asyncio.create_task(app.metrics.watch_loop(lambda: app.worker.busy), name="event loop"))
    tasks.append(asyncio.create_task(app.metrics.watch_queue(app.queue.depth), name="queue depth"))
    return server


async def _drain(
    app: Application,
    server: Server,
    socket: AsyncSocketModeHandler | None,
    tasks: list[asyncio.Task[None]],
) -> None:
    """Take nothing more; answer Slack where it waits; finish what is going on, or hand it back."""
    logger.info("stopping")
    app.readiness.stage = "draining"
    for task in tasks:
        task.cancel()
    await server.take_no_more()
    await app.attention.free(ANSWER_SECONDS)
    if socket is not None:
        await socket.close_async()  # type: ignore[no-untyped-call]
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.gather(app.background.drain(DRAIN_SECONDS), app.worker.drain(DRAIN_SECONDS))
    await server.close()
    logger.info("stopped")


async def _warm_up() -> None:
    await asyncio.to_thread(is_english, "warm")


async def _socket(app: Application) -> AsyncSocketModeHandler:
    token = app.settings.slack_app_token
    if token is None:
        raise ValueError("Socket Mode needs SLACK_APP_TOKEN")
    handler = AsyncSocketModeHandler(app.slack, token.get_secret_value(), web_client=app.clients.app)
    await handler.connect_async()  # type: ignore[no-untyped-call]

    async def connected() -> None:
        if not await handler.client.is_connected():
            raise ConnectionError("no connection to Slack")

    app.readiness.also("socket", connected)
    return handler
