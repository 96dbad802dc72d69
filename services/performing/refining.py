"""Jobs that begin with what somebody says of a picture: it is painted anew, or a question answered."""

from services.entrance import Leave
from services.jobs import Job, PaintWork, RefineWork, State
from services.observing import timed
from services.painting.roster import Roster
from services.performing.beginning import request_of, visible
from services.performing.painting import PaintingJobs
from services.performing.words import TITLE_LANGUAGES, chosen, prompt_limit
from services.prompting.writer import Answer, Writer
from services.records.records import Records
from services.reporting import Reporter
from services.telling import Telling


class RefiningJobs:
    """Carries out jobs that refine; what is to be painted then, `painting` carries on with."""

    def __init__(
        self,
        records: Records,
        writer: Writer,
        roster: Roster,
        reporter: Reporter,
        telling: Telling,
        painting: PaintingJobs,
    ) -> None:
        self._records = records
        self._writer = writer
        self._roster = roster
        self._reporter = reporter
        self._telling = telling
        self._painting = painting

    async def refine(self, job: Job, work: RefineWork, leave: Leave | None) -> None:
        request = await request_of(self._records, job)
        job = await visible(self._records, self._reporter, job, request)
        if job.state is State.STORED:
            await self._answered(job)
            return
        painter = chosen(self._roster, work.base.plan.task, work.base.plan.model_id)
        async with self._telling.at_work(job):
            said = await self._writer.refine(
                work.words,
                work.base.prompt,
                _facts_of(work.base),
                prompt_limit=painter.capabilities.prompt_limit or prompt_limit(self._roster, request),
                title_language=TITLE_LANGUAGES[request.origin.language],
            )
        if isinstance(said, Answer):
            job = await self._records.jobs.move(job, State.STORED, {State.WRITING}, answer=said.text)
            if leave is not None:
                await leave.done()  # others may call the model, before Slack has shown anything
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
                "secret": work.secret,
            }
        )
        job = await self._records.jobs.move(job, State.PAINTING, {State.WRITING}, work=painted)
        await self._reporter.refining(job)
        await self._painting.paint(job, painted, leave)

    async def _answered(self, job: Job) -> None:
        await timed("showing", self._reporter.answered(job, job.answer))
        await self._records.jobs.move(job, State.POSTED, {State.STORED})
        self._telling.look_later(job)
        request = await request_of(self._records, job)
        if not request.painted:
            await self._reporter.status(request, "answered")


def _facts_of(work: PaintWork) -> str:
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
