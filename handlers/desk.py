"""What every handler works with: taking an interaction on within Slack's three seconds, and going on with it."""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Awaitable
from typing import Final, TypeVar
from weakref import WeakValueDictionary

from botocore.exceptions import BotoCoreError, ClientError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.background import Background
from handlers.blocks import budgets, private
from handlers.budget_notices import BudgetNotices
from handlers.looking import Looking
from handlers.people import People
from handlers.promptness import ACCEPT_SECONDS, ANSWER_SECONDS, left
from handlers.replies import Asker, Replies
from handlers.reporter import SlackReporter
from handlers.slack_errors import is_closed
from handlers.texts import Texts, texts_in
from handlers.texts.budgets import budget_texts
from services.ask import Ask
from services.budgets import Budgets
from services.channels import Channels
from services.deleting import Deleter
from services.finding.entries import row_key
from services.gallery import Gallery
from services.intake import Accepted, BusyError, Intake, may_act
from services.jobs import FINAL, Audience, Image, Job, Origin, PaintWork, Reference, Request, State
from services.ledger import OverBudgetError
from services.line import Line
from services.models import Models
from services.pictures import Studio
from services.queue import Queue
from services.records.acceptance import AlreadyAcceptedError, UnsureError
from services.records.records import Records
from services.records.rows import LostError
from services.reporting import NotShownError
from services.serving import about, ids_of, speaking_of
from services.shares import Shares
from services.showing import Shown, shown
from services.storage import Storage
from services.visibility import Viewer, may_see

logger = logging.getLogger(__name__)

T = TypeVar("T")

_ANNUL_DELAYS: Final = (1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
"""What is in doubt is taken back while Slack still waits or, if that can't be, with these pauses; the last again
and again.
"""

_LOOKS: Final = 10
_LOOK_SECONDS: Final = 1.0
"""How often, and with what pauses, to look whether another process has shown a job."""


class NotStartedError(Exception):
    """The row could not be written in time: nothing was started."""


class TakenBackError(NotStartedError):
    """It may have been written, and was taken back: delivered again, it is not accepted any more."""


class NotSureError(NotStartedError):
    """It may have been written, and could not be taken back yet. That goes on in the background, and whoever asked
    hears what came of it.
    """


class Desk:
    """The handlers' services, and what they share.

    What is "behind" is for the time after Slack has its answer: it has few connections, so that however much of it
    is going on, the next request finds its way.
    """

    def __init__(
        self,
        *,
        client: AsyncWebClient,
        client_behind: AsyncWebClient,
        intake: Intake,
        records: Records,
        records_behind: Records,
        queue: Queue,
        line: Line,
        storage: Storage,
        reporter: SlackReporter,
        people: People,
        background: Background,
        channels: Channels,
        models: Models,
        budgets: Budgets,
        notices: BudgetNotices,
        studio: Studio,
        gallery: Gallery,
        deleter: Deleter,
        shares: Shares,
        favourite_reaction: str = "star",
        web_gallery: str = "",
    ) -> None:
        self.client = client
        self.intake = intake
        self.records = records
        self.records_behind = records_behind
        self.client_behind = client_behind
        self.storage = storage
        self.reporter = reporter
        self.people = people
        self.background = background
        self.channels = channels
        self.models = models
        self.budgets = budgets
        self.notices = notices
        self.studio = studio
        self.gallery = gallery
        self.deleter = deleter
        self.shares = shares
        self.favourite_reaction = favourite_reaction
        self.web_gallery = web_gallery
        """Where the gallery is on the web; empty where it is not."""
        self.replies = Replies(client_behind)
        self._queue = queue
        self._line = line
        self._drawing: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def drawing(self, record_id: str) -> asyncio.Lock:
        """Held while the message of a request or a job is drawn anew: what is drawn last is what was read last."""
        return self._drawing.setdefault(record_id, asyncio.Lock())

    async def texts(self, asker: Asker, text: str = "") -> Texts:
        return texts_in(await self.people.language(asker.user, text))

    def tell(self, asker: Asker, sentence: str) -> None:
        """Say one sentence to `asker` alone, after Slack has its answer."""
        self.background.spawn(self.replies.privately(asker, private.sentence(sentence), sentence))

    def tell_not_started(self, asker: Asker, error: NotStartedError) -> None:
        """Say to `asker` alone what became of what they asked for; Slack's answer does not wait for it."""
        self.background.spawn(self._tell_not_started(asker, error))

    async def _tell_not_started(self, asker: Asker, error: NotStartedError) -> None:
        sentence = not_started(error, await self.texts(asker))
        await self.replies.privately(asker, private.sentence(sentence), sentence)

    async def request_for(self, asker: Asker, request_id: str) -> Request | None:
        """The request behind a button, if `asker` may use it; otherwise they are told why not."""
        texts = await self.texts(asker)
        request = await in_time(self.records.requests.get(request_id))
        if request is None or request.origin.team != asker.team:
            self.tell(asker, texts.gone)
            return None
        owner = request.origin.user == asker.user
        if not may_act(
            request, asker.user, is_admin=not owner and await in_time(self.people.is_admin(asker.user))
        ):
            self.tell(asker, texts.only_owner)
            return None
        return request

    async def settled(self, asker: Asker, ask: Ask) -> Ask:
        """The ask with the model that it names, or that paints where it was asked."""
        preferred = "" if ask.model else await in_time(self.channels.model(asker.team, asker.channel))
        return self.intake.settled(ask, preferred)

    async def image(self, image_id: str) -> Image | None:
        """The record of a painted picture; None where there is none any more, or the id is no image's.

        Raises
        ------
        NotStartedError
        """
        if row_key(image_id) is None:
            return None
        job_id, _, index = image_id.partition(".")
        return await in_time(self.records.images.get(job_id, int(index)))

    async def painted_reference(self, asker: Asker, image_id: str) -> Reference | None:
        """A painted picture as a reference, if it is there and `asker` may see it: their own, the workspace's, or
        one of this very conversation.

        Raises
        ------
        NotStartedError
        """
        image = await self.visible_image(asker, image_id)
        if image is None:
            return None
        return Reference(
            image_id=image.id,
            key=image.s3_key,
            name=image.title,
            family=image.family or image.id,
            width=image.width,
            height=image.height,
        )

    async def visible_image(self, asker: Asker, image_id: str) -> Image | None:
        """The record of a painted picture, if it is there and `asker` may see it.

        Raises
        ------
        NotStartedError
        """
        image = await self.image(image_id)
        return image if image is not None and may_see(await self.viewer(asker), image) else None

    async def viewer(self, asker: Asker) -> Viewer:
        """Whoever asks, looking from where they do it."""
        return await self.people.viewer(asker.team, asker.user, asker.channel)

    async def viewer_in(self, asker: Asker, looking: Looking) -> Viewer:
        """Whoever looks through the gallery, from where they opened it."""
        return await self.people.viewer(asker.team, asker.user, looking.here)

    async def accept(self, asker: Asker, accepting: Awaitable[Accepted]) -> Accepted | None:
        """Write an interaction down and go on with it in the background.

        None if it was delivered before, if all of it is being done already, or if a budget does not allow it;
        `asker` is told so.

        Raises
        ------
        AskError, NotStartedError
        """
        try:
            accepted = await in_time(accepting)
        except UnsureError as unsure:
            await self._annulled(asker, unsure)
            return None
        except AlreadyAcceptedError:
            logger.info("an interaction of %s was delivered again", asker.user)
            return None
        except BusyError as busy:
            texts = await self.texts(asker)
            work = busy.job.work
            number = work.number if isinstance(work, PaintWork) else None
            self.tell(asker, texts.already_painting(number))
            return None
        except OverBudgetError as over:
            logger.info("a request of %s is over budget: %s", over.user, over)
            words = budget_texts((await self.texts(asker)).language)
            self.tell(asker, budgets.over_budget(over, asker.user, words))
            self.background.spawn(self.notices.look(asker.team, turned_away=over.scope == "workspace"))
            return None
        for job in accepted.jobs:
            with speaking_of(**ids_of(job)):
                logger.info("job %s is accepted: %s", job.id, job.work.kind)
        self.background.spawn(self._go_on(asker, accepted))
        if any(job.reservation for job in accepted.jobs):
            self.background.spawn(self.notices.look(asker.team))
        return accepted

    async def _annulled(self, asker: Asker, unsure: UnsureError) -> None:
        """Nothing is half accepted: take back what may have been written, before anyone is told that it was not.

        Raises
        ------
        TakenBackError, NotSureError
        """
        try:
            async with asyncio.timeout(left(ANSWER_SECONDS - ACCEPT_SECONDS, ANSWER_SECONDS)):
                annulled = await self.records.acceptance.annul(unsure.jobs)
        except (TimeoutError, BotoCoreError, ClientError) as error:
            self.background.spawn(self._annul_later(asker, unsure))
            raise NotSureError(str(unsure.__cause__)) from error
        if annulled:
            raise TakenBackError(str(unsure.__cause__)) from unsure
        with speaking_of(**ids_of(unsure.jobs[0])):
            logger.info("what %s started was written after all", asker.user)

    async def _annul_later(self, asker: Asker, unsure: UnsureError) -> None:
        about(**ids_of(unsure.jobs[0]))
        for delay in itertools.chain(_ANNUL_DELAYS, itertools.repeat(_ANNUL_DELAYS[-1])):
            await asyncio.sleep(delay)
            try:
                annulled = await self.records_behind.acceptance.annul(unsure.jobs)
            except (BotoCoreError, ClientError) as error:
                logger.warning("whether something of %s was started is unknown: %s", asker.user, error)
                continue
            if annulled:
                sentence = (await self.texts(asker)).not_started
                await self.replies.privately(asker, private.sentence(sentence), sentence)
            return

    async def _go_on(self, asker: Asker, accepted: Accepted) -> None:
        """Show the jobs and queue them. What this does not come to, the sweeper and the workers do."""
        request = accepted.request
        opened = request.card_ts is None
        for job in accepted.jobs:
            about(**ids_of(job))
            placing = asyncio.create_task(self._placed(job), name=f"place of {job.id}")
            try:
                made = await shown(self.reporter, request, job, look_first=False)
            except NotShownError as error:
                placing.cancel()
                if is_closed(error.code):
                    await self._not_a_member(asker, request, job, error.code)
                    return
                logger.warning("job %s is not shown yet: %s", job.id, error.code)
                await self._enqueue(job)
                continue
            place = await placing
            try:
                if request.card_ts is None:
                    await self.records_behind.jobs.save_shown(made.request, made.job, State.QUEUED, place)
                else:
                    place |= {"placeholder_ts": made.job.placeholder_ts}
                    await self.records_behind.jobs.move(job, State.QUEUED, {State.ACCEPTED}, **place)
            except LostError as lost:
                logger.info("job %s is %s already", job.id, lost)
                await self._overtaken(request, made)
                continue
            request = made.request
            await self._enqueue(job)
        if not opened and any(isinstance(job.work, PaintWork) for job in accepted.jobs):
            await self.reporter.status(request, "painting")

    async def _placed(self, job: Job) -> dict[str, object]:
        """Its place in line; empty if that can't be told now: a worker that can't take it at once gives it one."""
        try:
            return await self._line.placed(job)
        except (BotoCoreError, ClientError) as error:
            logger.warning("job %s has no place in line yet: %s", job.id, error)
            return {}

    async def _overtaken(self, request: Request, made: Shown) -> None:
        """A job was taken or ended by others before its messages were written down: they are those that count, or
        go.
        """
        for _ in range(_LOOKS):
            job = await self.records_behind.jobs.get(made.job.id)
            latest = await self.records_behind.requests.get(request.id)
            if await self.records_behind.acceptance.is_annulled(made.job.id):
                # Another delivery of the same could not tell that it was written, and took it back.
                opened = made.request.card_ts if request.card_ts is None else None
                if await self._take_down(made.job.origin, made.job.placeholder_ts, opened):
                    await self.records_behind.jobs.told(made.job)
                return
            if job is None or latest is None:
                return
            if job.state in FINAL and job.placeholder_ts is None:
                if latest.card_ts is None:
                    where = {"origin": made.request.origin, "card_ts": made.request.card_ts}
                    latest = await self.records_behind.requests.update(request.id, **where)
                shown_at = {"origin": made.job.origin, "placeholder_ts": made.job.placeholder_ts}
                await self.tell_end(job.model_copy(update=shown_at))
                await self.reporter.status(latest, "painted" if latest.painted else "cancelled")
                return
            if job.placeholder_ts is not None:
                break
            # Whoever has it is about to show it, or to find what is there.
            await asyncio.sleep(_LOOK_SECONDS)
        else:
            return
        pairs: list[tuple[str | None, str | None]] = [(made.job.placeholder_ts, job.placeholder_ts)]
        if request.card_ts is None:
            pairs.append((made.request.card_ts, latest.card_ts))
        doubled = (ours for ours, theirs in pairs if theirs is not None and ours != theirs)
        await self._take_down(made.job.origin, *doubled)

    async def _take_down(self, origin: Origin, *messages: str | None) -> bool:
        """Remove messages of ours that stand for nothing; whether all of them are gone. Of what was taken back the
        sweeper sees to the rest.
        """
        gone = True
        for ts in messages:
            try:
                if ts is not None:
                    await self.reporter.remove(origin, ts)
            except NotShownError:
                gone = False
        return gone

    async def tell_end(self, job: Job) -> None:
        """Show that a job has ended without a result; what can't be shown now, the sweeper sees to."""
        with speaking_of(**ids_of(job)):
            try:
                await self.reporter.ended(job)
            except NotShownError as error:
                logger.info("job %s: its end is not shown yet: %s", job.id, error.code)
            else:
                await self.records_behind.jobs.told(job)

    async def _enqueue(self, job: Job) -> None:
        try:
            await self._queue.send(job.id)
        except (BotoCoreError, ClientError) as error:
            logger.warning("job %s is not queued yet, the sweeper will see to it: %s", job.id, error)
            with contextlib.suppress(BotoCoreError, ClientError, LostError):
                await self.records_behind.leases.hand_back(job, 0)

    async def _not_a_member(self, asker: Asker, request: Request, job: Job, code: str) -> None:
        """End a job that has nowhere to be shown, and offer its owner the way out."""
        job = await self.records_behind.jobs.move(
            job, State.FAILED, {State.ACCEPTED}, failure=code, untold="openly"
        )
        texts = texts_in(request.origin.language)
        channel = f"<#{asker.channel}>" if asker.channel.startswith("C") else texts.this_conversation
        # Nobody can be invited to the direct messages of two people.
        direct = asker.channel.startswith("D")
        sentence = texts.not_in_conversation() if direct else texts.not_a_member(channel)
        blocks = private.not_a_member(sentence, request.id, texts)
        await self.replies.privately(asker, blocks, sentence)
        await self.records_behind.jobs.told(job)


def not_started(error: NotStartedError, texts: Texts) -> str:
    """What to say to whoever asked for it."""
    return texts.not_sure if isinstance(error, NotSureError) else texts.not_started


async def in_time(work: Awaitable[T]) -> T:
    """What `work` gives, if it does before Slack loses patience: all steps of an interaction have one deadline.

    Raises
    ------
    NotStartedError
    """
    try:
        async with asyncio.timeout(left(ACCEPT_SECONDS)):
            return await work
    except (TimeoutError, BotoCoreError, ClientError) as error:
        raise NotStartedError(str(error)) from error


def audience_of(asker: Asker, *, private_answer: bool) -> Audience:
    """Who may see what comes of it. What Slack doesn't say to be public is not."""
    if private_answer or asker.channel_name == "directmessage" or asker.channel.startswith("D"):
        return "person"
    if asker.channel_name in {"", "privategroup"} or asker.channel_name.startswith("mpdm-"):
        return "conversation"
    return "workspace" if asker.channel.startswith("C") else "conversation"


def origin_of(asker: Asker, texts: Texts, *, private_answer: bool, thread_ts: str | None = None) -> Origin:
    """Where a request of `asker` comes from; a private one gets its channel when its message is opened."""
    return Origin(
        team=asker.team,
        user=asker.user,
        channel="" if private_answer else asker.channel,
        thread_ts=None if private_answer else thread_ts,
        audience=audience_of(asker, private_answer=private_answer),
        language=texts.language,
    )
