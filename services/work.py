"""Carrying a job out, from wherever it stands: the same job taken twice, or after a crash, ends the same way."""

import asyncio
import logging
import random
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from weakref import WeakValueDictionary

from botocore.exceptions import BotoCoreError, ClientError

from services.ask import MAX_SEED
from services.batches import TableBusyError
from services.bedrock import (
    ModelBusyError,
    ModelError,
    ModelGoneError,
    PictureRefusedError,
    PromptRefusedError,
    SourceRefusedError,
)
from services.budgets import Budgets
from services.entrance import Leave
from services.faults import AskError
from services.gallery import Gallery
from services.jobs import (
    FINAL,
    Image,
    Job,
    PaintWork,
    Reading,
    Reference,
    RefineWork,
    Request,
    Round,
    ShortenWork,
    Source,
    State,
    SuggestWork,
    now,
)
from services.keeping import Keeper, Kept
from services.lanes import CALLS_AT_ONCE, WORDS
from services.ledger import OverBudgetError, cost_of
from services.line import lane_of
from services.measuring import in_words, together
from services.painting.interface import WORDLESS, Inputs, Painted, Painter, Plan, Task
from services.painting.planning import planned_instead
from services.painting.roster import Roster
from services.painting.uses import WITHOUT_IDEAS, task_of
from services.pictures import Looked, Studio, UnreadablePictureError
from services.prompting.language import is_english
from services.prompting.writer import Answer, Brief, Idea, Seen, Writer
from services.recipes import Recipes
from services.records.records import Records
from services.records.rows import LostError
from services.reference_files import NotFetchedError, ReferenceFiles
from services.reporting import CardStatus, NotShownError, Reporter
from services.showing import shown
from services.storage import Original, Storage
from services.survey import uncallable
from services.telling import Telling

logger = logging.getLogger(__name__)

_REFUSALS: Final = (PromptRefusedError, PictureRefusedError, SourceRefusedError)
_TITLE_LANGUAGES: Final = {"en": "English", "ko": "Korean"}
_FIRST_DELAY: Final = 2.0
_LONGEST_DELAY: Final = 60.0
_LONGEST_PART: Final = 200
"""Characters of the words for a part of a picture."""

_LONGEST_UNPAINTED: Final = 1000
"""Characters of an idea while nothing paints from words: it is written beside what was seen, and not shown."""

_FETCH_TRIES: Final = 4
_INDEX_TRIES: Final = 8
_SHOW_TRIES: Final = 8
"""How often a finished picture is tried to be shown while Slack is in trouble, before its job is given up."""


class _EndedError(Exception):
    """The job can't be done; `code` says why.

    Attributes
    ----------
    private
        it concerns nobody but the person: what was shown of it is taken back, and they are told alone
    """

    def __init__(self, code: str, state: State = State.FAILED, *, private: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.state = state
        self.private = private


class _NotIndexedError(Exception):
    """The pictures are shown, but can't be found in the gallery yet."""


@dataclass(frozen=True)
class Later:
    """The job is to be taken again after a while."""

    seconds: float


class Performer:
    """Carries jobs out."""

    def __init__(  # one argument for each thing it works with
        self,
        *,
        records: Records,
        storage: Storage,
        studio: Studio,
        writer: Writer,
        roster: Roster,
        reporter: Reporter,
        files: ReferenceFiles,
        budgets: Budgets,
        telling: Telling,
        gallery: Gallery,
        recipes: Recipes = "on",
    ) -> None:
        self._gallery = gallery
        self._budgets = budgets
        self._telling = telling
        self._files = files
        self._records = records
        self._storage = storage
        self._studio = studio
        self._keeper = Keeper(studio, storage, recipes)
        self._writer = writer
        self._roster = roster
        self._reporter = reporter
        self._leaves: dict[str, Leave] = {}
        self._status_locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def perform(self, job: Job, leave: Leave | None = None) -> Later | None:
        """Carry out a job that was claimed; None when there is nothing left to do for this worker.

        Parameters
        ----------
        leave
            to call its model; it is told what came of the calls as soon as that is known

        Raises
        ------
        LostError
            if another worker has taken the job over
        """
        if leave is not None:
            self._leaves[job.id] = leave
        try:
            match job.work:
                case SuggestWork():
                    await self._suggest(job, job.work)
                case ShortenWork():
                    await self._shorten(job, job.work)
                case PaintWork():
                    await self._paint(job, job.work)
                case RefineWork():
                    await self._refine(job, job.work)
        except LostError:
            await self._leave(job)
            raise
        except _EndedError as ended:
            await self._end(job, ended)
        except ModelError as error:
            return await self._model_failed(job, error)
        except NotShownError as error:
            return await self._not_shown(job, error)
        except _NotIndexedError as error:
            return await self._not_indexed(job, error)
        except NotFetchedError as error:
            return await self._not_fetched(job, error)
        finally:
            self._leaves.pop(job.id, None)
        return None

    async def _stored(self, job: Job) -> None:
        """The model is free for others, before Slack has shown anything."""
        if leave := self._leaves.get(job.id):
            await leave.done()

    async def give_up(self, job: Job, code: str) -> None:
        """End a job for a reason outside of it, and say so."""
        await self._end(job, _EndedError(code))

    async def _request(self, job: Job) -> Request:
        request = await self._records.requests.get(job.request_id)
        if request is None:
            raise _EndedError("internal")
        return request

    async def _shown(self, job: Job, request: Request | None = None) -> Job:
        """Post what whoever accepted the job did not come to post."""
        if job.placeholder_ts is not None:
            return job
        request = request or await self._request(job)
        made = await shown(self._reporter, request, job, look_first=True)
        return await self._records.jobs.save_shown(made.request, made.job, job.state)

    async def _suggest(self, job: Job, work: SuggestWork) -> None:
        request = await self._request(job)
        job = await self._shown(job, request)
        if job.state is State.STORED:
            await self._show_round(request, job, request.rounds[work.round - 1])
            return
        if request.references and request.reading is None:
            await self._read(request, job, work)
            return
        async with self._telling.at_work(job):
            ideas = await self._writer.offer(self._brief(request))
        await self._offer(request, job, work.round, ideas)

    def _prompt_limit(self, request: Request) -> int:
        """Characters of a prompt for whatever paints `request`."""
        ask, task = request.ask, Task.TEXT_TO_IMAGE
        if request.references and not self._roster.from_words():
            if ask.reference.use in WITHOUT_IDEAS:
                return _LONGEST_UNPAINTED
            task = task_of(ask.reference)
        return self._chosen(task, ask.model).capabilities.prompt_limit

    def _chosen(self, task: Task, preferred: str) -> Painter:
        try:
            return self._roster.choose(task, preferred)
        except AskError as error:
            # Whoever was to paint it may yet be able to: the call will tell.
            painter = self._roster.named(preferred)
            if painter is None:
                raise _EndedError("no_painter") from error
            return painter

    def _brief(self, request: Request) -> Brief:
        ask = request.ask
        return Brief(
            keywords=ask.text,
            style=ask.style,
            creativity=ask.creativity,
            negative=ask.picture.negative,
            palette=ask.picture.palette,
            prompt_limit=self._prompt_limit(request),
            title_language=_TITLE_LANGUAGES[request.origin.language],
            already_offered=request.prompts_offered,
            traits=request.reading.traits if request.reading else None,
        )

    async def _read(self, request: Request, job: Job, work: SuggestWork) -> None:
        """Look at the request's pictures, have them read, and offer ideas in their spirit."""
        async with self._telling.at_work(job):
            references, reading, ideas = await self._what_is_read(request)
        offered = Round(first_number=request.next_number, ideas=ideas)
        job = await self._records.results.store_round(job, work.round, offered, references, reading)
        await self._stored(job)
        request = request.model_copy(
            update={"references": references, "reading": reading, "rounds": (*request.rounds, offered)}
        )
        await self._show_round(request, job, offered)

    async def _what_is_read(
        self, request: Request
    ) -> tuple[tuple[Reference, ...], Reading, tuple[Idea, ...]]:
        """The request's pictures, stored; what is seen in them; and ideas in their spirit."""
        looked = await asyncio.gather(*(self._looked(one) for one in request.references))
        keys = await asyncio.gather(
            *(
                self._storage.put_reference(request.token, index, one.source, one.thumb, one.mask)
                for index, one in enumerate(looked)
            )
        )
        references = tuple(
            given.model_copy(
                update={
                    "key": key,
                    "thumb_key": thumb_key,
                    "mask_key": mask_key,
                    "width": one.width,
                    "height": one.height,
                }
            )
            for given, one, (key, thumb_key, mask_key) in zip(request.references, looked, keys, strict=True)
        )
        measures = tuple(one.measures for one in looked)
        palette = together(measures)
        drawn, (traits, ideas) = await asyncio.gather(
            self._studio.draw_palette(palette),
            self._writer.read(
                self._brief(request),
                Seen(
                    pictures=tuple(one.for_reading for one in looked),
                    measured=in_words(measures),
                    reference=request.ask.reference,
                ),
            ),
        )
        reading = Reading(
            traits=traits,
            measures=measures,
            palette=palette,
            palette_key=await self._storage.put_palette(request.token, drawn),
        )
        return references, reading, ideas

    async def _looked(self, reference: Reference) -> Looked:
        try:
            data = await self._reference_data(reference)
            return await self._studio.look(data)
        except UnreadablePictureError as error:
            logger.info("reference picture %s can't be read: %s", reference.file_id, error)
            raise _EndedError("file_not_picture", private=True) from error
        except NotFetchedError as error:
            logger.info("reference picture %s can't be had: %s", reference.file_id, error)
            if error.passing:
                raise
            raise _EndedError(error.code, private=True) from error

    async def _reference_data(self, reference: Reference) -> bytes:
        if reference.file_id is not None:
            return await self._files.fetch(reference.file_id)
        data = await self._storage.get(reference.key)
        if data is None:
            raise _EndedError("source_gone", private=True)
        return data

    async def _refine(self, job: Job, work: RefineWork) -> None:
        request = await self._request(job)
        job = await self._shown(job, request)
        if job.state is State.STORED:
            await self._answered(job)
            return
        painter = self._chosen(work.base.plan.task, work.base.plan.model_id)
        async with self._telling.at_work(job):
            said = await self._writer.refine(
                work.words,
                work.base.prompt,
                facts_of(work.base),
                prompt_limit=painter.capabilities.prompt_limit or self._prompt_limit(request),
                title_language=_TITLE_LANGUAGES[request.origin.language],
            )
        if isinstance(said, Answer):
            job = await self._records.jobs.move(job, State.STORED, {State.WRITING}, answer=said.text)
            await self._stored(job)
            await self._answered(job)
            return
        painted = work.base.model_copy(
            update={
                "prompt": said.prompt,
                "original": None,
                "title": "",
                "tags": said.tags or work.base.tags,
                # What was said of the old picture may not be true of the new one.
                "alt": said.alt,
                "number": None,
                "changes": said.changes,
                "refines": work.image_id,
                "token": work.token,
            }
        )
        job = await self._records.jobs.move(job, State.PAINTING, {State.WRITING}, work=painted)
        await self._reporter.refining(job)
        await self._paint(job, painted)

    async def _answered(self, job: Job) -> None:
        await self._reporter.answered(job, job.answer)
        await self._records.jobs.move(job, State.POSTED, {State.STORED})
        self._telling.look_later(job)
        request = await self._request(job)
        if not request.painted:
            await self._reporter.status(request, "answered")

    async def _shorten(self, job: Job, work: ShortenWork) -> None:
        request = await self._request(job)
        job = await self._shown(job, request)
        if job.state is State.STORED:
            await self._show_round(request, job, request.rounds[work.round - 1])
            return
        async with self._telling.at_work(job):
            prompt = await self._writer.shorten(request.ask.text, self._prompt_limit(request))
        await self._offer(request, job, work.round, (Idea(title="", prompt=prompt),))

    async def _offer(self, request: Request, job: Job, number: int, ideas: tuple[Idea, ...]) -> None:
        offered = Round(first_number=request.next_number, ideas=ideas)
        job = await self._records.results.store_round(job, number, offered)
        await self._stored(job)
        request = request.model_copy(update={"rounds": (*request.rounds, offered)})
        await self._show_round(request, job, offered)

    async def _show_round(self, request: Request, job: Job, offered: Round) -> None:
        await self._reporter.offered(request, job, offered)
        await self._records.jobs.move(job, State.POSTED, {State.STORED})
        self._telling.look_later(job)
        # Its thread and card may have been opened by this worker just now.
        request = request if request.card_ts is not None else await self._request(job)
        await self._reporter.status(request, "ideas")

    async def _paint(self, job: Job, work: PaintWork) -> None:
        job = await self._shown(job)
        if job.state is State.STORED:
            images = await self._records.images.of_job(job.id)
        else:
            async with self._telling.at_work(job):
                if job.state is not State.PAINTING:
                    work = await self._in_english(await self._with_manner(work))
                    job = await self._records.jobs.move(job, State.PAINTING, {State.WRITING}, work=work)
                job, work, kept = await self._painting(job, work)
            images = _described(job, work, kept)
            job = await self._records.results.store_images(job, images, max(0, work.plan.count - len(images)))
            await self._stored(job)
        if images:  # somebody may have deleted them all
            await self._records.conversations.point(job.origin, images[0].id)
            await self._show_and_index(job, images)
        await self._records.jobs.move(job, State.POSTED, {State.STORED})
        self._telling.look_later(job)
        async with self._status_locks.setdefault(job.request_id, asyncio.Lock()):
            # One at a time, so that the count shown last is the count read last.
            await self._reporter.status(await self._request(job), "painted")

    async def _show_and_index(self, job: Job, images: Sequence[Image]) -> None:
        """Show the pictures and let them be found, both at once: nobody waits for the index to see them.

        Raises
        ------
        NotShownError
        _NotIndexedError
            they are shown, and can't be found yet
        """
        shown, indexed = await asyncio.gather(
            self._reporter.painted(job, images), self._gallery.index(images), return_exceptions=True
        )
        if isinstance(shown, BaseException):
            raise shown
        if isinstance(indexed, BotoCoreError | ClientError | TableBusyError):
            if job.attempt < _INDEX_TRIES:
                raise _NotIndexedError from indexed
            logger.error("job %s: its pictures can't be found until the next reindex: %s", job.id, indexed)
        elif isinstance(indexed, BaseException):
            raise indexed

    async def _with_manner(self, work: PaintWork) -> PaintWork:
        """The work with the person's own picture stored, if it takes one: fetched again it is the same again."""
        if work.manner is None:
            return work
        looked = await self._looked(work.manner)
        key, *_ = await self._storage.put_reference(work.token, 0, looked.source, looked.thumb)
        return work.model_copy(update={"sources": (*work.sources, Source(key=key)), "manner": None})

    async def _in_english(self, work: PaintWork) -> PaintWork:
        """The work with its words as the painter understands them."""
        if work.plan.where and not is_english(work.plan.where):
            part = await self._writer.translate(work.plan.where, _LONGEST_PART)
            work = work.model_copy(update={"plan": work.plan.model_copy(update={"where": part.english})})
        if is_english(work.prompt) or work.plan.task in WORDLESS:
            return work
        limit = self._chosen(work.plan.task, work.plan.model_id).capabilities.prompt_limit
        translation = await self._writer.translate(work.prompt, limit)
        if translation.language.lower().startswith("en"):
            return work
        return work.model_copy(update={"prompt": translation.english, "original": work.prompt})

    async def _painting(self, job: Job, work: PaintWork) -> tuple[Job, PaintWork, list[Kept]]:
        """The pictures, stored: those that an earlier attempt paid for, and new ones for what is missing.

        A model that can't be called any more is replaced by the next that does the same; job and work then say so.
        """
        stored: dict[int, Original] = {}
        if job.attempt > 1:
            stored = await self._storage.originals(work.token, work.plan.count)
        found = {index: Painted(one.data, one.seed) for index, one in stored.items()}
        of = max((one.of for one in stored.values()), default=work.plan.count)
        missing = [index for index in range(of) if index not in stored]
        if not missing:
            return job, work, await self._keep(job, work, found, of)
        inputs = await self._inputs(work)
        gone: set[str] = set()
        error: ModelError | None = None
        while True:
            painter = self._callable(work, gone)
            if painter is None:
                if len(gone) > 1:
                    raise _EndedError("no_painter")
                raise error or ModelGoneError(f"nothing does {work.plan.task}")
            instead = painter.capabilities.model_id != work.plan.model_id
            fitting = await self._within_limit(self._instead(work, painter) if instead else work, painter)
            if fitting != work:
                work = fitting
                job = await self._repriced(job, work)
            try:
                kept = await self._bought(job, work, painter, missing, inputs, len(found))
            except ModelError as refused:
                if uncallable(refused):
                    error = refused
                    gone.add(work.plan.model_id)
                    self._roster.lose(work.plan.model_id, refused)
                    continue
                if not found or job.attempt < refused.tries:
                    raise
                kept = []  # what there is, is paid for
            kept += await self._keep(job, work, found, of)
            return job, work, sorted(kept, key=lambda one: one.index)

    async def _keep(self, job: Job, work: PaintWork, pictures: Mapping[int, Painted], of: int) -> list[Kept]:
        return await asyncio.gather(
            *(self._keeper.keep(job.id, work, index, picture, of) for index, picture in pictures.items())
        )

    async def _bought(
        self,
        job: Job,
        work: PaintWork,
        painter: Painter,
        missing: Sequence[int],
        inputs: Inputs,
        stored: int,
    ) -> list[Kept]:
        """The missing pictures, painted and stored beside those that are `stored` already."""
        written_off = not self._roster.can(work.plan.model_id)
        # Whoever was taken for dead, and is not, must not pay for what another is paying for.
        await self._records.leases.assure(job)
        if painter.capabilities.images_per_call == 1:
            kept = await self._one_by_one(job, work, painter, missing, inputs)
        else:
            painting = await painter.paint(work.prompt, _for_missing(work.plan, missing), inputs)
            new = dict(zip(missing, painting.pictures, strict=False))
            kept = await self._keep(job, work, new, stored + len(new))
        if written_off:
            self._roster.found(work.plan.model_id)
        return kept

    async def _one_by_one(
        self, job: Job, work: PaintWork, painter: Painter, missing: Sequence[int], inputs: Inputs
    ) -> list[Kept]:
        """Paint with a model that paints one picture a call; each is stored before the next is paid for."""
        at_once = asyncio.Semaphore(CALLS_AT_ONCE)

        async def one(index: int) -> list[Kept]:
            seed = max(work.plan.seed, 1) + index if index else work.plan.seed
            async with at_once:
                plan = work.plan.model_copy(update={"count": 1, "seed": seed})
                painting = await painter.paint(work.prompt, plan, inputs)
                return await self._keep(job, work, {index: painting.pictures[0]}, work.plan.count)

        outcomes = await asyncio.gather(*map(one, missing), return_exceptions=True)
        kept = [one for outcome in outcomes if isinstance(outcome, list) for one in outcome]
        leave = self._leaves.get(job.id)
        if leave and any(isinstance(outcome, ModelBusyError) for outcome in outcomes):
            leave.met_busy = True
        for outcome in outcomes:
            if isinstance(outcome, BaseException) and not (kept and isinstance(outcome, ModelError)):
                raise outcome
        return kept

    async def _repriced(self, job: Job, work: PaintWork) -> Job:
        """The job with other work, and what that costs set aside in place of what was."""
        try:
            return await self._records.results.reprice(
                job, work, cost_of(work), await self._budgets.caps(job)
            )
        except OverBudgetError as error:
            raise _EndedError("over_budget") from error

    def _callable(self, work: PaintWork, gone: Collection[str]) -> Painter | None:
        """The painter that `work` was planned for or, if it can't be called, another that can do it."""
        try:
            return self._roster.choose(work.plan.task, work.plan.model_id, gone)
        except AskError:
            # What is not known to be able may still be: the call says it, in words that are remembered.
            if work.plan.model_id in gone or not self._roster.allowed(work.plan.model_id):
                return None
            return self._roster.painter(work.plan.model_id)

    def _instead(self, work: PaintWork, painter: Painter) -> PaintWork:
        """The work as another painter does it."""
        try:
            plan = planned_instead(painter, work.options, work.plan, work.steering, work.style)
        except (AskError, ValueError) as error:
            raise ModelGoneError(str(error)) from error
        plan = plan.model_copy(update={"where": work.plan.where or plan.where})
        logger.warning(
            "%s can't be called, %s paints in its place", work.plan.model_id, painter.capabilities.model_id
        )
        name = work.instead_of or work.plan.model_name or work.plan.model_id
        return work.model_copy(update={"plan": plan, "instead_of": name})

    async def _within_limit(self, work: PaintWork, painter: Painter) -> PaintWork:
        """The work with a prompt that is no longer than `painter` takes.

        Not only where another paints in its place: what continues a picture may take less than what painted it.
        """
        limit = painter.capabilities.prompt_limit
        if work.plan.task in WORDLESS or not 0 < limit < len(work.prompt):
            return work
        return work.model_copy(update={"prompt": await self._writer.shorten(work.prompt, limit)})

    async def _inputs(self, work: PaintWork) -> Inputs:
        """The pictures that the painter works from."""
        pictures = await asyncio.gather(*(self._storage.get(source.key) for source in work.sources))
        found = tuple(picture for picture in pictures if picture is not None)
        if len(found) < len(pictures):
            raise _EndedError("source_gone")
        if work.frame is None:
            mask_key = work.sources[0].mask_key if work.sources else ""
            mask = await self._storage.get(mask_key) if mask_key else None
            if mask_key and mask is None:
                raise _EndedError("source_gone")
            return Inputs(pictures=found, mask=mask)
        canvas, mask = await self._studio.extend(found[0], work.frame)
        return Inputs(pictures=(canvas,), mask=mask)

    async def _model_failed(self, job: Job, error: ModelError) -> Later | None:
        latest = await self._records.jobs.get(job.id)
        if latest is None or latest.attempt != job.attempt or latest.state in FINAL:
            raise LostError(latest) from error
        if isinstance(error, ModelBusyError):
            await self._met_busy(latest)
        job = latest
        if job.attempt < error.tries:
            delay = _delay(job.attempt)
            logger.warning("job %s: %s; again in %.0f s", job.id, error, delay)
            job = await self._records.jobs.wait(job, delay)
            try:
                await self._reporter.waiting(job, delay)
            except NotShownError:
                logger.info("job %s: the wait could not be shown", job.id)
            return Later(delay)
        logger.warning("job %s: %s: %s", job.id, type(error).__name__, error)
        state = State.REFUSED if isinstance(error, _REFUSALS) else State.FAILED
        await self._end(job, _EndedError(error.code, state))
        return None

    async def _met_busy(self, job: Job) -> None:
        """Let the lane know, if it was the lane's own model that was busy: a picture's words may be translated."""
        leave, lane = self._leaves.get(job.id), lane_of(job.work)
        if leave is not None and lane == leave.lane and (job.state is State.PAINTING or lane == WORDS):
            await leave.busy()

    async def _end(self, job: Job, ended: _EndedError) -> None:
        job = await self._records.jobs.move(
            job,
            ended.state,
            set(State) - FINAL,
            failure=ended.code,
            untold="privately" if ended.private else "openly",
        )
        await self.tell(job)

    async def tell(self, job: Job) -> None:
        """Show how a job has ended that ended without a result; what can't be shown now, the sweeper sees to."""
        request = await self._records.requests.get(job.request_id)
        try:
            if job.untold == "privately" and request is not None:
                await self._reporter.withdrawn(request, job)
            else:
                request, job = await self._found(request, job)
                ts = await self._reporter.ended(job)
                job = job.model_copy(update={"placeholder_ts": job.placeholder_ts or ts})
        except NotShownError as error:
            logger.error("job %s: its end (%s) could not be shown: %s", job.id, job.failure, error.code)
            if error.passing:
                return
        if isinstance(job.work, PaintWork) and job.attempt:
            await self._clear_away(job, job.work)
        await self._records.jobs.told(job)
        self._telling.look_later(job)
        if request is not None:
            await self._say_where_it_stands(request, job)

    async def _say_where_it_stands(self, request: Request, job: Job) -> None:
        """The card, after a job that came to nothing; of what was taken back in private it says nothing."""
        status: CardStatus = "failed"
        if job.untold == "privately":
            if not request.shows_something:
                return
            status = "painted" if request.painted else "ideas"
        elif job.state is State.CANCELLED:
            status = "painted" if request.painted else "cancelled"
        await self._reporter.status(request, status)

    async def _found(self, request: Request | None, job: Job) -> tuple[Request | None, Job]:
        """A job that has ended, with the messages that were posted for it and not written down."""
        if request is None or job.placeholder_ts is not None:
            return request, job
        try:
            made = await shown(self._reporter, request, job, look_first=True)
        except NotShownError as error:
            if error.passing:
                raise
            return request, job
        if request.card_ts is None:
            where = {"origin": made.request.origin, "card_ts": made.request.card_ts}
            request = await self._records.requests.update(request.id, **where)
        return request, made.job

    async def _leave(self, job: Job) -> None:
        """What was stored for a job that was taken away belongs to whoever has it now, unless it is over."""
        latest = await self._records.jobs.get(job.id)
        if (
            latest is not None
            and latest.state in FINAL - {State.POSTED}
            and isinstance(latest.work, PaintWork)
        ):
            await self._storage.delete_all(latest.work.token)

    async def _clear_away(self, job: Job, work: PaintWork) -> None:
        """Remove what was stored for a job that came to nothing."""
        if images := await self._records.images.of_job(job.id):
            await asyncio.gather(*(self._gallery.forget(image) for image in images))
            await self._records.results.take_back(images)
        await self._storage.delete_all(work.token)

    async def _not_fetched(self, job: Job, error: NotFetchedError) -> Later | None:
        """A person's file can't be had just now."""
        if job.attempt < _FETCH_TRIES:
            delay = _delay(job.attempt)
            await self._records.leases.hand_back(job, delay)
            return Later(delay)
        await self._end(job, _EndedError(error.code, private=True))
        return None

    async def _not_indexed(self, job: Job, error: _NotIndexedError) -> Later:
        """Let the job be taken again as it is, stored: showing the same pictures again changes nothing."""
        delay = _delay(job.attempt)
        logger.warning("job %s: not indexed (%s); again in %.0f s", job.id, error.__cause__, delay)
        await self._records.leases.hand_back(job, delay)
        return Later(delay)

    async def _not_shown(self, job: Job, error: NotShownError) -> Later | None:
        if error.passing and job.attempt < _SHOW_TRIES:
            delay = _delay(job.attempt)
            logger.warning("job %s: not shown (%s); again in %.0f s", job.id, error.code, delay)
            await self._records.leases.hand_back(job, delay)
            return Later(delay)
        await self._end(job, _EndedError(error.code))
        return None


def _for_missing(plan: Plan, missing: Sequence[int]) -> Plan:
    """The plan for those of its pictures that are missing: each from the seed it would have had, or from one that
    none of the others has.
    """
    if len(missing) == plan.count:
        return plan
    run = missing[-1] - missing[0] == len(missing) - 1
    shift = missing[0] if run else plan.count
    seed = plan.seed + shift if plan.seed + shift <= MAX_SEED else plan.seed - plan.count
    return plan.model_copy(update={"count": len(missing), "seed": max(0, seed)})


def _described(job: Job, work: PaintWork, kept: Sequence[Kept]) -> list[Image]:
    """The records of a job's pictures."""
    moment = now()
    return [
        Image(
            job_id=job.id,
            index=one.index,
            request_id=job.request_id,
            origin=job.origin,
            message_ts=job.placeholder_ts,
            keywords=work.keywords,
            style=work.style,
            title=work.title,
            tags=work.tags,
            alt=work.alt,
            prompt=work.prompt,
            original=work.original,
            negative=work.plan.negative,
            model_id=work.plan.model_id,
            model_name=work.plan.model_name,
            task=work.plan.task,
            width=one.renditions.width,
            height=one.renditions.height,
            seed=one.seed,
            guidance=work.plan.guidance,
            quality=work.plan.quality,
            palette=work.plan.palette,
            parent=work.parent or work.refines or next((one.image_id for one in work.sources), None),
            family=work.family,
            painted_palette=one.palette.swatches,
            palette_key=one.palette.key,
            references=tuple(one.key for one in work.sources),
            price_usd=work.plan.price_each,
            s3_key=one.keys.original,
            preview_key=one.keys.preview,
            thumb_key=one.keys.thumb,
            seconds=round((moment - job.accepted_at).total_seconds(), 3),
            created_at=moment,
        )
        for one in kept
    ]


def facts_of(work: PaintWork) -> str:
    """What can be asked about a picture, a line for each."""
    plan = work.plan
    facts = {
        "model": f"{plan.model_name or 'unknown'} ({plan.model_id})",
        "task": plan.task,
        "size": plan.size or plan.ratio,
        "seed": plan.seed,
        "guidance (cfg)": plan.guidance,
        "quality": plan.quality,
        "left out": plan.negative,
        "palette": ", ".join(plan.palette),
        "price of one picture, US dollars": plan.price_each,
        "keywords": work.keywords,
        "style": work.style,
    }
    return "\n".join(f"{name}: {fact}" for name, fact in facts.items() if fact not in (None, ""))


def _delay(attempt: int) -> float:
    """Seconds until the next try: doubling, with jitter, so that many jobs don't come back at once."""
    longest: float = min(_FIRST_DELAY * 2.0 ** (attempt - 1), _LONGEST_DELAY)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311  # nothing secret about it
