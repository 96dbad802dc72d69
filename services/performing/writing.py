"""Jobs that write: ideas from keywords or in the spirit of pictures, or a shorter prompt, offered in a round."""

from services.entrance import Leave
from services.jobs import Job, Request, Round, ShortenWork, State, SuggestWork
from services.observing import timed
from services.painting.roster import Roster
from services.performing.beginning import request_of, visible
from services.performing.reading import Reader
from services.performing.words import brief_of, prompt_limit
from services.prompting.writer import Idea, Writer
from services.records.records import Records
from services.reporting import Reporter
from services.telling import Telling


class WritingJobs:
    """Carries out jobs that write; each ends with a round of ideas that are offered."""

    def __init__(
        self,
        records: Records,
        writer: Writer,
        reader: Reader,
        roster: Roster,
        reporter: Reporter,
        telling: Telling,
    ) -> None:
        self._records = records
        self._writer = writer
        self._reader = reader
        self._roster = roster
        self._reporter = reporter
        self._telling = telling

    async def suggest(self, job: Job, work: SuggestWork, leave: Leave | None) -> None:
        request = await request_of(self._records, job)
        job = await visible(self._records, self._reporter, job, request)
        if job.state is State.STORED:
            await self._show_round(request, job, request.rounds[work.round - 1])
            return
        if request.references and request.reading is None:
            await self._read(request, job, work, leave)
            return
        async with self._telling.at_work(job):
            ideas = await self._writer.offer(brief_of(self._roster, request))
        await self._offer(request, job, work.round, ideas, leave)

    async def _read(self, request: Request, job: Job, work: SuggestWork, leave: Leave | None) -> None:
        """Look at the request's pictures, have them read, and offer ideas in their spirit."""
        async with self._telling.at_work(job):
            references, reading, ideas = await self._reader.read(request)
        offered = Round(first_number=request.next_number, ideas=ideas)
        job = await self._records.results.store_round(job, work.round, offered, references, reading)
        if leave is not None:
            await leave.done()  # others may call the model, before Slack has shown anything
        request = request.model_copy(
            update={"references": references, "reading": reading, "rounds": (*request.rounds, offered)}
        )
        await self._show_round(request, job, offered)

    async def shorten(self, job: Job, work: ShortenWork, leave: Leave | None) -> None:
        request = await request_of(self._records, job)
        job = await visible(self._records, self._reporter, job, request)
        if job.state is State.STORED:
            await self._show_round(request, job, request.rounds[work.round - 1])
            return
        async with self._telling.at_work(job):
            prompt = await self._writer.shorten(request.ask.text, prompt_limit(self._roster, request))
        await self._offer(request, job, work.round, (Idea(title="", prompt=prompt),), leave)

    async def _offer(
        self, request: Request, job: Job, number: int, ideas: tuple[Idea, ...], leave: Leave | None
    ) -> None:
        offered = Round(first_number=request.next_number, ideas=ideas)
        job = await self._records.results.store_round(job, number, offered)
        if leave is not None:
            await leave.done()  # others may call the model, before Slack has shown anything
        request = request.model_copy(update={"rounds": (*request.rounds, offered)})
        await self._show_round(request, job, offered)

    async def _show_round(self, request: Request, job: Job, offered: Round) -> None:
        await timed("showing", self._reporter.offered(request, job, offered))
        await self._records.jobs.move(job, State.POSTED, {State.STORED})
        self._telling.look_later(job)
        # Its thread and card may have been opened by this worker just now.
        request = request if request.card_ts is not None else await request_of(self._records, job)
        await self._reporter.status(request, "ideas")
