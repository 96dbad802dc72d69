"""Taking asks and clicks on: each becomes rows in the table before anyone is told that it was accepted."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, cast

from services.ask import MAX_SEED, Ask, PictureOptions, ReferenceOptions, Side, Use
from services.faults import AskError, Fault, NotPainted, TooLong
from services.jobs import (
    FINAL,
    Image,
    Job,
    Origin,
    PaintWork,
    Reference,
    RefineWork,
    Request,
    ShortenWork,
    Source,
    State,
    SuggestWork,
    Work,
    key_of,
    now,
)
from services.painting.frame import frame_for
from services.painting.interface import Painter, Plan, Steering, Task
from services.painting.uses import possible, task_of, use_of
from services.records import AlreadyAcceptedError, Records, SlotsTakenError

DOUBLE_CLICK: Final = timedelta(seconds=3)
"""Clicks on one button within this time count as one, even if the first is done already."""


@dataclass(frozen=True)
class Accepted:
    """What an interaction started."""

    request: Request
    jobs: tuple[Job, ...]


class BusyError(Exception):
    """Everything asked for is being done already, by `job`."""

    def __init__(self, job: Job) -> None:
        super().__init__(job.id)
        self.job = job


class Intake:
    """Turns asks and clicks into requests and jobs.

    Every method takes `interaction`, what Slack identifies the command or click by: delivered again, it raises
    `AlreadyAcceptedError` and changes nothing.
    """

    def __init__(self, records: Records, painter: Painter) -> None:
        self._records = records
        self.painter = painter

    def check(self, ask: Ask, *, pictures: bool = False) -> Plan:
        """Whether the painter can do what `ask` asks for.

        Parameters
        ----------
        pictures
            whether it has reference pictures: their use must be one of the painter's

        Raises
        ------
        AskError
            with all that it can't
        """
        faults: list[Fault] = []
        limits = self.painter.capabilities
        if ask.raw and not pictures and len(ask.text) > limits.prompt_limit:
            faults.append(TooLong("prompt", len(ask.text), limits.prompt_limit))
        if len(ask.picture.negative) > limits.negative_limit:
            faults.append(TooLong("negative", len(ask.picture.negative), limits.negative_limit))
        if pictures and ask.reference.use not in possible(limits):
            faults.append(NotPainted(ask.reference.use, limits.name))
        plan = None
        try:
            plan = self._plan(ask.picture)
        except AskError as error:
            faults += error.faults
        if faults or plan is None:
            raise AskError(*faults)
        return plan

    async def start(
        self, ask: Ask, origin: Origin, interaction: str, references: Sequence[Reference] = ()
    ) -> Accepted:
        """Begin a request: three ideas or, for a raw prompt without pictures, the picture itself.

        Parameters
        ----------
        references
            pictures that it is made from; they are read before there are ideas

        Raises
        ------
        AskError, AlreadyAcceptedError
        """
        plan = self.check(ask, pictures=bool(references))
        request = _request(ask, origin, interaction, references)
        work: Work = SuggestWork(round=1, pictures=len(references))
        if ask.raw and not references:
            work = _paint_work(ask, ask.text, ask.picture, plan)
        job = _job(request, work, interaction)
        await self._records.accept([job], request)
        return Accepted(request, (job,))

    async def keep_draft(self, ask: Ask, origin: Origin, interaction: str) -> Request:
        """Keep an ask that can't be carried out as it stands, so that a button can take it up."""
        request = _request(ask, origin, interaction)
        await self._records.accept([], request)
        return request

    async def shorten(self, request: Request, interaction: str) -> Accepted:
        """Offer a version of a raw prompt that is within the painter's limit."""
        job = _job(request, ShortenWork(), interaction)
        return await self._accept(request, {"shorten": job})

    async def more_ideas(self, request: Request, interaction: str) -> Accepted:
        """Offer three more ideas."""
        job = _job(request, SuggestWork(round=len(request.rounds) + 1), interaction)
        return await self._accept(request, {"more": job})

    async def paint_ideas(self, request: Request, numbers: Iterable[int], interaction: str) -> Accepted:
        """Paint offered ideas; those being painted already are left out.

        Raises
        ------
        BusyError
            if all of them are
        """
        jobs = {}
        for number in numbers:
            idea = request.idea(number)
            if idea is None:
                raise LookupError(f"request {request.id} has no idea {number}")
            work = self._steered(request, request.ask.reference, idea.prompt)
            work = work.model_copy(update={"title": idea.title, "number": number})
            jobs[f"idea:{number}"] = _job(request, work, interaction, str(number))
        return await self._accept(request, jobs)

    async def use_picture(
        self, request: Request, reference: ReferenceOptions, prompt: str, interaction: str
    ) -> Accepted:
        """Paint from the request's reference pictures without one of its ideas: a part changed, the edges
        extended, the subject cut out.

        Raises
        ------
        AskError
            if the painter can't
        """
        self.check(request.ask.model_copy(update={"reference": reference}), pictures=True)
        work = self._steered(request, reference, prompt)
        # A cut-out is the same however often it is asked for; what a form asked for may differ each time.
        slot = reference.use if reference.use is Use.CUTOUT else interaction
        return await self._accept(request, {f"use:{slot}": _job(request, work, interaction)})

    async def refine(
        self, request: Request, base: PaintWork, image: Image, words: str, interaction: str
    ) -> Accepted:
        """Answer what somebody said about a picture: that one alone is painted anew, from its own seed.

        Raises
        ------
        AskError
            if the painter of today can't do what the picture's painter did
        """
        options = base.options.model_copy(update={"seed": image.seed, "count": 1})
        plan = base.plan.model_copy(update={"seed": image.seed, "count": 1})
        if plan.model_id != self.painter.capabilities.model_id:
            plan = self._plan(options, plan.task, base.steering)
        base = base.model_copy(update={"options": options, "plan": plan})
        work = RefineWork(words=words, image_id=image.id, base=base, token=_token())
        job = _job(request, work, interaction)
        await self._records.accept([job], None if request.card_ts else request)
        return Accepted(request, (job,))

    def refining(self, ask_text: str, origin: Origin, interaction: str) -> Request:
        """A request of somebody who speaks about another's picture; it is not written yet."""
        return _request(Ask(text=ask_text, raw=True), origin, interaction)

    async def paint_prompt(
        self,
        request: Request,
        prompt: str,
        options: PictureOptions,
        interaction: str,
        base: PaintWork | None = None,
    ) -> Accepted:
        """Paint a prompt that the person has edited.

        Parameters
        ----------
        base
            what was painted before the edit: the pictures it was made from are used as they were. Without it, the
            request's own are used as the request says

        Raises
        ------
        AskError, AlreadyAcceptedError
        """
        ask = Ask(text=prompt, raw=True, picture=options)
        plan = self.check(ask)
        if base is not None:
            plan = self._plan(options, base.plan.task, base.steering)
            edited = {"prompt": prompt, "original": None, "title": "", "number": None, "changes": ""}
            work = base.model_copy(
                update={**edited, "options": options, "plan": plan, "refines": None, "token": _token()}
            )
        elif request.reading is not None and request.ask.reference.use is not Use.CUTOUT:
            changed = request.ask.model_copy(update={"picture": options})
            work = self._steered(request.model_copy(update={"ask": changed}), changed.reference, prompt)
        else:
            work = _paint_work(request.ask, prompt, options, plan)
        job = _job(request, work, interaction)
        await self._records.accept([job])
        return Accepted(request, (job,))

    async def again(self, request: Request, job: Job, interaction: str) -> Accepted:
        """Paint what `job` painted with a new seed."""
        painted = _painted(job)
        options = painted.options.model_copy(update={"seed": None})
        work = painted.model_copy(
            update={
                "options": options,
                "plan": self._plan(options, painted.plan.task, painted.steering),
                "token": _token(),
            }
        )
        return await self._accept(request, {f"again:{job.id}": _job(request, work, interaction)})

    async def vary(self, request: Request, job: Job, image: Image, interaction: str) -> Accepted:
        """Paint a variation of a stored picture."""
        painted = _painted(job)
        # The source decides size and colours; a new seed makes the difference.
        options = painted.options.model_copy(update={"seed": None, "count": 1})
        steering = Steering(width=image.width, height=image.height)
        work = painted.model_copy(
            update={
                "options": options,
                "plan": self._plan(options, Task.VARIATION, steering),
                "sources": (Source(image_id=image.id, key=image.s3_key),),
                "steering": steering,
                "frame": None,
                "changes": "",
                "refines": None,
                "token": _token(),
            }
        )
        return await self._accept(request, {f"vary:{image.id}": _job(request, work, interaction)})

    async def retry(self, request: Request, job: Job, interaction: str) -> Accepted:
        """Do the work of a job that failed once more."""
        work = job.work
        if isinstance(work, PaintWork):
            # What was filtered with one seed may pass with another; a seed the person chose stays.
            work = work.model_copy(update={"plan": self._planned_again(work), "token": _token()})
        elif isinstance(work, SuggestWork):
            pictures = 0 if request.reading else len(request.references)
            work = SuggestWork(round=len(request.rounds) + 1, pictures=pictures)
        elif isinstance(work, RefineWork):
            work = work.model_copy(update={"token": _token()})
        return await self._accept(request, {f"retry:{job.id}": _job(request, work, interaction)})

    def _plan(
        self, options: PictureOptions, task: Task = Task.TEXT_TO_IMAGE, steering: Steering | None = None
    ) -> Plan:
        limits = self.painter.capabilities
        if task not in limits.tasks:
            raise AskError(NotPainted(use_of(task), limits.name))
        return self.painter.plan(options, secrets.randbelow(MAX_SEED) + 1, task, steering)

    def _planned_again(self, work: PaintWork) -> Plan:
        return self._plan(work.options, work.plan.task, work.steering)

    def _steered(self, request: Request, reference: ReferenceOptions, prompt: str) -> PaintWork:
        """The work of painting `prompt`, with the request's pictures used as `reference` says."""
        ask = request.ask
        task = task_of(reference.use) if request.reading else Task.TEXT_TO_IMAGE
        if request.reading is None or task is Task.TEXT_TO_IMAGE:
            return _paint_work(ask, prompt, ask.picture, self._plan(ask.picture))
        limits = self.painter.capabilities
        most = max(1, limits.most_sources) if task is Task.VARIATION else 1
        given = request.references[:most]
        frame = None
        if task is Task.OUTPAINT:
            frame = frame_for(
                given[0].width,
                given[0].height,
                side=cast("Side | None", reference.where or None),
                ratio=ask.picture.ratio,
                longest=limits.source_side,
            )
        steering = Steering(
            width=frame.width if frame else given[0].width,
            height=frame.height if frame else given[0].height,
            strength=reference.strength,
            where=reference.where if task is Task.INPAINT else "",
            colours=tuple(swatch.colour for swatch in request.reading.palette),
        )
        work = _paint_work(ask, prompt, ask.picture, self._plan(ask.picture, task, steering))
        sources = tuple(Source(image_id=one.image_id, key=one.key) for one in given)
        return work.model_copy(update={"sources": sources, "steering": steering, "frame": frame})

    async def _accept(self, request: Request, jobs: Mapping[str, Job]) -> Accepted:
        """Write the jobs, each into its slot; leave out those whose slot is rightly held by another."""
        freed: dict[str, str] = {}
        wanted = dict(jobs)
        for _ in range(2 + len(jobs)):
            try:
                await self._records.accept(
                    list(wanted.values()), slots={slot: job.id for slot, job in wanted.items()}, freed=freed
                )
            except SlotsTakenError as taken:
                for slot, holder_id in taken.holders.items():
                    holder = await self._records.job(holder_id)
                    if holder is None or _done_with(holder):
                        freed[slot] = holder_id
                        continue
                    del wanted[slot]
                    if not wanted:
                        raise BusyError(holder) from taken
            else:
                return Accepted(request, tuple(wanted.values()))
        raise AlreadyAcceptedError


def _request(ask: Ask, origin: Origin, interaction: str, references: Sequence[Reference] = ()) -> Request:
    return Request(
        id=key_of("request", origin.team, interaction),
        origin=origin,
        ask=ask,
        references=tuple(references),
        token=_token() if references else "",
        created_at=now(),
    )


def _job(request: Request, work: Work, interaction: str, part: str = "") -> Job:
    # An idea is English already; a prompt of the person's own may have to be translated.
    english = isinstance(work, PaintWork) and (work.number is not None or work.original is not None)
    if isinstance(work, PaintWork) and work.plan.where:
        english = False  # the words for the part to change are the person's own
    return Job(
        id=key_of("job", request.origin.team, interaction, part),
        request_id=request.id,
        origin=request.origin,
        work=work,
        doing=State.PAINTING if english else State.WRITING,
        accepted_at=now(),
    )


def _paint_work(
    ask: Ask,
    prompt: str,
    options: PictureOptions,
    plan: Plan,
) -> PaintWork:
    return PaintWork(
        keywords=ask.text,
        style=ask.style,
        prompt=prompt,
        options=options,
        plan=plan,
        token=_token(),
    )


def _painted(job: Job) -> PaintWork:
    if not isinstance(job.work, PaintWork):
        raise TypeError(f"job {job.id} does not paint")
    return job.work


def _token() -> str:
    """192 bits that nobody can guess: whoever knows a picture's address may see it."""
    return secrets.token_urlsafe(24)


def _done_with(job: Job) -> bool:
    return job.state in FINAL and now() - job.accepted_at > DOUBLE_CLICK


def may_act(request: Request, user: str, *, is_admin: bool) -> bool:
    """Whether `user` may use the buttons of `request`: its owner, or an admin of the workspace."""
    return user == request.origin.user or is_admin
