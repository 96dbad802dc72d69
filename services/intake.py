"""Taking asks and clicks on: each becomes rows in the table before anyone is told that it was accepted."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.ask import Ask, PictureOptions, Ratio, ReferenceOptions, Use
from services.budgets import Budgets
from services.estimates import pictures_of, prospect, steered
from services.faults import AskError, Fault, NeedsColour, NeedsPictures, NoPainter, NotPainted, TooLong
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
from services.painting.interface import (
    PAIRED,
    Capabilities,
    Plan,
    Steering,
    Task,
    pictures_taken,
)
from services.painting.planning import planned, planned_again
from services.painting.roster import Roster
from services.painting.uses import WITHOUT_IDEAS, possible, task_of
from services.records.acceptance import Acceptance, AlreadyAcceptedError, SlotsTakenError
from services.records.jobs import Jobs

DOUBLE_CLICK: Final = timedelta(seconds=3)
"""Clicks on one button within this time count as one, even if the first is done already."""

_KEEPING_WORDS: Final = frozenset(
    {
        Task.VARIATION,
        Task.OUTPAINT,
        Task.CUT_OUT,
        Task.UPSCALE,
        Task.UPSCALE_FAITHFUL,
        Task.UPSCALE_CREATIVE,
    }
)
"""Tasks whose result still shows what the words of its picture say."""


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
    `AlreadyAcceptedError` and changes nothing. What paints sets its price aside as it is accepted, and raises
    `OverBudgetError` where a budget does not allow it.

    Parameters
    ----------
    clock
        the time by which others see how long ago something was accepted, the same for all processes
    """

    def __init__(
        self,
        acceptance: Acceptance,
        jobs: Jobs,
        roster: Roster,
        budgets: Budgets,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._acceptance = acceptance
        self._jobs = jobs
        self._budgets = budgets
        self._clock = clock
        self.roster = roster

    def painter_of(self, ask: Ask) -> Capabilities:
        """What paints `ask` from words.

        Raises
        ------
        AskError
            if nothing does
        """
        return self.roster.choose(Task.TEXT_TO_IMAGE, ask.model).capabilities

    def settled(self, ask: Ask, preferred: str = "") -> Ask:
        """The ask with its model by its short name.

        Parameters
        ----------
        preferred
            a model that paints where none was asked for, if it can be called
        """
        if not ask.model and preferred and self.roster.can(preferred):
            ask = ask.model_copy(update={"model": preferred})
        return ask.model_copy(update={"model": self.roster.short_name(ask.model)}) if ask.model else ask

    def check(self, ask: Ask, *, pictures: int = 0) -> Plan:
        """Whether there is a painter that can do what `ask` asks for.

        Parameters
        ----------
        pictures
            how many reference pictures it has: their use must be possible

        Raises
        ------
        AskError
            with all that it can't
        """
        self.roster.check(ask.model)
        faults = _too_long(self.painter_of(ask), ask.text if ask.raw and not pictures else "", ask.picture)
        if pictures:
            faults += self._faults_of_use(ask, pictures)
        plan = None
        try:
            plan = self._plan(ask.picture, ask=ask)
        except AskError as error:
            faults += error.faults
        if faults or plan is None:
            raise AskError(*faults)
        return plan

    def painter_of_edit(self, request: Request, base: PaintWork | None = None) -> Capabilities:
        """What paints a prompt of `request` that is edited; see `paint_prompt` for `base`.

        Raises
        ------
        AskError
            if nothing does
        """
        preferred = base.plan.model_id if base is not None else request.ask.model
        return self.roster.choose(_task_of_edit(request, base), preferred).capabilities

    def check_use(self, ask: Ask, pictures: int) -> None:
        """Whether there is a painter that can use so many reference pictures as `ask` says: what is made of the
        pictures themselves needs none that paints from words.

        Raises
        ------
        AskError
            with all that it can't
        """
        if self.roster.from_words():
            self.check(ask, pictures=pictures)
            return
        self.roster.check(ask.model)
        if ask.reference.use is Use.SPIRIT:
            raise AskError(NoPainter(possible(self.roster.tasks(), pictures)[1:]))
        if faults := self._faults_of_use(ask, pictures):
            raise AskError(*faults)

    def _faults_of_use(self, ask: Ask, pictures: int) -> list[Fault]:
        use = ask.reference.use
        tasks = self.roster.tasks()
        if use not in possible(tasks, pictures):
            if use in possible(tasks, 2):
                return [NeedsPictures(use, 2)]
            return [NotPainted(use, self.roster.first_name(ask.model))]
        if use is Use.RECOLOUR and ask.raw and not ask.text:
            return [NeedsColour()]
        return []

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
        ask = self.settled(ask)
        work: Work = SuggestWork(round=1, pictures=len(references))
        if references:
            self.check_use(ask, len(references))
        else:
            plan = self.check(ask)
            if ask.raw:
                work = _paint_work(ask, ask.text, ask.picture, plan)
        request = _request(ask, origin, interaction, references)
        job = _job(request, work, interaction)
        return await self._take(request, [job], new=True)

    async def keep_draft(self, ask: Ask, origin: Origin, interaction: str) -> Request:
        """Keep an ask that can't be carried out as it stands, so that a button can take it up."""
        request = _request(self.settled(ask), origin, interaction)
        await self._acceptance.accept([], request)
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
            instead_of = self._instead_of(request.ask.model, work.plan)
            told = {"title": idea.title, "tags": idea.tags, "alt": idea.alt, "number": number}
            work = work.model_copy(update={**told, "instead_of": instead_of})
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
        used = request.ask.model_copy(update={"reference": reference, "text": prompt, "raw": True})
        self.check_use(used, len(request.references))
        work = self._steered(request, reference, prompt)
        # The same asked for twice is a double click; what a form asks for may differ each time.
        ratio = str(request.ask.picture.ratio)
        slot = key_of("use", reference.use, reference.where, reference.strength, ratio, prompt)
        return await self._accept(request, {f"use:{slot}": _job(request, work, interaction)})

    async def refine(
        self, request: Request, base: PaintWork, image: Image, words: str, interaction: str
    ) -> Accepted:
        """Answer what somebody said about a picture: that one alone is painted anew, from its own seed.

        Raises
        ------
        AskError
            if nothing that can be called today does what the picture's painter did
        """
        base = base.model_copy(update={"parent": image.id, "family": image.family or image.id})
        # Of a batch that another finished each picture has a painter of its own.
        base = self._as_before(base, image.model_id, image.seed)
        work = RefineWork(words=words, image_id=image.id, base=base, **_unguessable())
        job = _job(request, work, interaction)
        return await self._take(request, [job], new=not request.card_ts)

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
        model: str | None = None,
    ) -> Accepted:
        """Paint a prompt that the person has edited.

        Parameters
        ----------
        model
            the one that is to paint from words, empty for one that is chosen for them; None leaves it as it was
        base
            what was painted before the edit: the pictures it was made from are used as they were. Without it, the
            request's own are used as the request says

        Raises
        ------
        AskError, AlreadyAcceptedError
        """
        wanted = request.ask
        if model is not None:
            wanted = self.settled(wanted.model_copy(update={"model": model}))
        request = request.model_copy(update={"ask": wanted})
        ask = wanted.model_copy(update={"text": prompt, "raw": True, "picture": options})
        if model is None and not self.roster.can(ask.model):
            # It was there when it was asked for: another takes over, and the picture says so.
            ask = ask.model_copy(update={"model": ""})
        self.roster.check(ask.model)
        task = _task_of_edit(request, base)
        preferred = base.plan.model_id if base is not None and model is None else ask.model
        worked_from = _worked_from(base.steering if base is not None else None)
        # Nobody else's limits count than those of whoever paints it.
        faults = _too_long(
            self.roster.choose(task, preferred, pictures=worked_from).capabilities, prompt, options
        )
        try:
            if base is not None:
                styled = ask.model_copy(update={"style": base.style})
                plan = self._plan(options, task, base.steering, ask=styled, preferred=preferred)
                work = _edited(base, prompt, options, plan)
            elif _reads_pictures(request):
                changed = request.ask.model_copy(update={"picture": options})
                work = self._steered(request.model_copy(update={"ask": changed}), changed.reference, prompt)
            else:
                work = _paint_work(request.ask, prompt, options, self._plan(options, ask=ask))
        except AskError as error:
            raise AskError(*faults, *error.faults) from error
        if faults:
            raise AskError(*faults)
        preferred = preferred or request.ask.model
        work = work.model_copy(update={"instead_of": self._instead_of(preferred, work.plan)})
        job = _job(request, work, interaction)
        return await self._take(request, [job])

    async def again(self, request: Request, job: Job, interaction: str) -> Accepted:
        """Paint what `job` painted with a new seed."""
        painted = painted_by(job)
        options = painted.options.model_copy(update={"seed": None})
        work = painted.model_copy(
            update={
                "options": options,
                "plan": self._planned_again(painted.model_copy(update={"options": options})),
                **_unguessable(),
            }
        )
        work = work.model_copy(update={"instead_of": self._instead_of(painted.plan.model_id, work.plan)})
        return await self._accept(request, {f"again:{job.id}": _job(request, work, interaction)})

    async def work_on(
        self,
        request: Request,
        job: Job,
        image: Image,
        interaction: str,
        reference: ReferenceOptions,
        *,
        words: str = "",
        ratio: Ratio | None = None,
        manner: Reference | None = None,
    ) -> Accepted:
        """Make something of a stored picture: a variation, a part changed, a larger one.

        Parameters
        ----------
        reference
            what of it
        words
            for what takes words of its own: into what a part is changed, which colour it gets. A variation and a
            picture that is continued keep the picture's
        ratio
            of a picture that is continued
        manner
            the second picture, for what takes two: one that was painted here, or a person's file

        Raises
        ------
        AskError
        """
        painted = painted_by(job)
        task = task_of(reference)
        if task in PAIRED and manner is None:
            raise AskError(NeedsPictures(reference.use, 2))
        if task is Task.RECOLOUR and not words:
            raise AskError(NeedsColour())
        made = prospect(self.roster, painted, image, reference, ratio, manner)
        keeps_words = task in _KEEPING_WORDS
        number = image.index + 1 if painted.plan.count > 1 else 0
        sources = [Source(image_id=image.id, key=image.s3_key, number=number)]
        fetched = manner is not None and manner.file_id is not None
        if manner is not None and not fetched:
            sources.append(Source(image_id=manner.image_id, key=manner.key))
        prompt = words or (painted.prompt if keeps_words else "")
        work = PaintWork(
            keywords=painted.keywords,
            style=painted.style if keeps_words else "",
            prompt=prompt,
            original=painted.original if keeps_words and not words else None,
            title=painted.title,
            tags=() if words else painted.tags,
            alt=painted.alt if keeps_words and not words else "",
            number=painted.number,
            options=made.options,
            plan=made.plan,
            sources=tuple(sources),
            manner=manner if fetched else None,
            steering=made.steering,
            frame=made.frame,
            parent=image.id,
            family=image.family or image.id,
            **_unguessable(),
        )
        slot = f"{reference.use}:{reference.strength}:{image.id}"
        if words or reference.where or manner is not None:
            slot = f"{interaction}:{image.id}"
        return await self._accept(request, {slot: _job(request, work, interaction)})

    async def retry(self, request: Request, job: Job, interaction: str) -> Accepted:
        """Do the work of a job that failed once more."""
        work = job.work
        if isinstance(work, PaintWork):
            # What was filtered with one seed may pass with another; a seed the person chose stays.
            # Whoever was to paint it first may be able to again.
            wanted = work.instead_of or work.plan.model_id
            plan = self._planned_again(work, wanted)
            instead_of = self._instead_of(wanted, plan)
            work = work.model_copy(update={"plan": plan, "instead_of": instead_of, **_unguessable()})
        elif isinstance(work, SuggestWork):
            pictures = 0 if request.reading else len(request.references)
            work = SuggestWork(round=len(request.rounds) + 1, pictures=pictures)
        elif isinstance(work, RefineWork):
            base = work.base
            base = self._as_before(base, base.instead_of or base.plan.model_id, base.plan.seed)
            work = work.model_copy(update={"base": base, **_unguessable()})
        return await self._accept(request, {f"retry:{job.id}": _job(request, work, interaction)})

    def _plan(
        self,
        options: PictureOptions,
        task: Task = Task.TEXT_TO_IMAGE,
        steering: Steering | None = None,
        *,
        ask: Ask | None = None,
        preferred: str = "",
    ) -> Plan:
        wanted = preferred or (ask.model if ask else "")
        painter = self.roster.choose(task, wanted, pictures=_worked_from(steering))
        return planned(painter, options, task, steering, ask.style if ask else "")

    def _instead_of(self, wanted: str, plan: Plan) -> str:
        """The name of the model that was wanted for what `plan` paints, if it can't be called; empty if it can,
        whether it paints or doesn't take the picture.
        """
        painter = self.roster.named(wanted)
        if painter is None or self.roster.can(wanted) or plan.task not in painter.capabilities.tasks:
            return ""
        limits = painter.capabilities
        return "" if limits.model_id == plan.model_id else limits.name

    def _planned_again(self, work: PaintWork, wanted: str = "", seed: int | None = None) -> Plan:
        wanted = wanted or work.plan.model_id
        painter = self.roster.choose(work.plan.task, wanted, pictures=_worked_from(work.steering))
        return planned_again(painter, work.options, work.plan.task, work.steering, work.style, seed)

    def _as_before(self, work: PaintWork, wanted: str, seed: int) -> PaintWork:
        """The work of one picture planned anew, because prices and painters change, but from the seed it had.

        Raises
        ------
        AskError
            if nobody can do it today
        """
        chosen = None if work.options.seed is None else seed
        work = work.model_copy(
            update={"options": work.options.model_copy(update={"seed": chosen, "count": 1})}
        )
        plan = self._planned_again(work, wanted, seed)
        # The part that is meant was put into English already.
        plan = plan.model_copy(update={"where": plan.where and work.plan.where})
        return work.model_copy(update={"plan": plan, "instead_of": self._instead_of(wanted, plan)})

    def _steered(self, request: Request, reference: ReferenceOptions, prompt: str) -> PaintWork:
        """The work of painting `prompt`, with the request's pictures used as `reference` says."""
        ask = request.ask
        task = task_of(reference, masked=_is_masked(request)) if request.reading else Task.TEXT_TO_IMAGE
        if request.reading is None or task is Task.TEXT_TO_IMAGE:
            return _descended(
                request, _paint_work(ask, prompt, ask.picture, self._plan(ask.picture, ask=ask))
            )
        limits = self.roster.choose(task, ask.model, pictures=pictures_of(request.references)).capabilities
        most = pictures_taken(task, limits)
        given = request.references[:most]
        if task in PAIRED and len(given) < most:
            raise AskError(NeedsPictures(reference.use, most))
        size = given[0].width, given[0].height
        steering, frame = steered(task, limits, reference, size, ask.picture.ratio)
        colours = tuple(swatch.colour for swatch in request.reading.palette)
        steering = steering.model_copy(update={"colours": colours, "pictures": len(request.references)})
        plan = self._plan(ask.picture, task, steering, ask=ask, preferred=limits.model_id)
        work = _paint_work(ask, prompt, ask.picture, plan)
        sources = tuple(
            Source(image_id=one.image_id, key=one.key, mask_key=one.mask_key if index == 0 else "")
            for index, one in enumerate(given)
        )
        return _descended(request, work).model_copy(
            update={"sources": sources, "steering": steering, "frame": frame}
        )

    async def _accept(self, request: Request, jobs: Mapping[str, Job]) -> Accepted:
        """Write the jobs, each into its slot; leave out those whose slot is rightly held by another."""
        freed: dict[str, str] = {}
        wanted = dict(jobs)
        for _ in range(2 + len(jobs)):
            try:
                slots = {slot: job.id for slot, job in wanted.items()}
                return await self._take(request, list(wanted.values()), slots=slots, freed=freed)
            except SlotsTakenError as taken:
                for slot, holder_id in taken.holders.items():
                    holder = await self._jobs.get(holder_id)
                    if holder is None or self._done_with(holder):
                        freed[slot] = holder_id
                        continue
                    del wanted[slot]
                    if not wanted:
                        raise BusyError(holder) from taken
        raise AlreadyAcceptedError

    def _done_with(self, job: Job) -> bool:
        return job.state in FINAL and self._clock() - job.accepted_at > DOUBLE_CLICK

    async def _take(
        self,
        request: Request,
        jobs: Sequence[Job],
        *,
        new: bool = False,
        slots: Mapping[str, str] | None = None,
        freed: Mapping[str, str] | None = None,
    ) -> Accepted:
        """Write the jobs with their prices set aside, and their request if it is new.

        Raises
        ------
        OverBudgetError
        """
        moment = self._clock()
        jobs = [job.model_copy(update={"accepted_at": moment}) for job in jobs]
        if new:
            request = request.model_copy(update={"created_at": moment})
        jobs, caps = await self._budgets.reserve(jobs, moment)
        await self._acceptance.accept(jobs, request if new else None, slots, freed, caps)
        return Accepted(request, jobs)


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
    if isinstance(work, PaintWork) and (work.plan.where or work.manner):
        english = False  # the words for the part are the person's own, or a file is to be fetched first
    return Job(
        id=key_of("job", request.origin.team, interaction, part),
        request_id=request.id,
        origin=request.origin,
        work=work,
        doing=State.PAINTING if english else State.WRITING,
        accepted_at=now(),
    )


def _too_long(limits: Capabilities, prompt: str, options: PictureOptions) -> list[Fault]:
    """The words that are more than a painter takes."""
    faults: list[Fault] = []
    if len(prompt) > limits.prompt_limit:
        faults.append(TooLong("prompt", len(prompt), limits.prompt_limit))
    # Who takes none goes without, and the plan says so.
    if limits.negative_limit and len(options.negative) > limits.negative_limit:
        faults.append(TooLong("negative", len(options.negative), limits.negative_limit))
    return faults


def _reads_pictures(request: Request) -> bool:
    """Whether the prompts of `request` are painted with its pictures."""
    return request.reading is not None and request.ask.reference.use not in WITHOUT_IDEAS


def _task_of_edit(request: Request, base: PaintWork | None) -> Task:
    """By what an edited prompt is painted; see `Intake.paint_prompt`."""
    if base is not None:
        return base.plan.task
    if not _reads_pictures(request):
        return Task.TEXT_TO_IMAGE
    return task_of(request.ask.reference, masked=_is_masked(request))


def _is_masked(request: Request) -> bool:
    """Whether a part of the first picture is marked."""
    return bool(request.references and request.references[0].mask_key)


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
        **_unguessable(),
    )


def _worked_from(steering: Steering | None) -> tuple[Steering, ...]:
    return () if steering is None else (steering,)


def _edited(base: PaintWork, prompt: str, options: PictureOptions, plan: Plan) -> PaintWork:
    """What `base` becomes with a prompt that a person has edited."""
    edited: dict[str, object] = {"prompt": prompt, "original": None, "title": "", "changes": ""}
    if prompt != base.prompt:
        edited |= {"tags": (), "alt": ""}
    anew = {"number": None, "refines": None, **_unguessable()}
    return base.model_copy(update={**edited, **anew, "options": options, "plan": plan})


def _descended(request: Request, work: PaintWork) -> PaintWork:
    """The work, remembering the painted picture that it was made from or in whose spirit."""
    painted = next((one for one in request.references if one.image_id), None)
    if painted is None or painted.image_id is None:
        return work
    return work.model_copy(update={"parent": painted.image_id, "family": painted.family or painted.image_id})


def painted_by(job: Job) -> PaintWork:
    """What a job paints."""
    if not isinstance(job.work, PaintWork):
        raise TypeError(f"job {job.id} does not paint")
    return job.work


def _unguessable() -> dict[str, str]:
    """What the keys of a job's pictures are made from, of its own."""
    return {"token": _token(), "secret": _token()}


def _token() -> str:
    """192 bits that nobody can guess: whoever knows a picture's address may see it."""
    return secrets.token_urlsafe(24)


def may_act(request: Request, user: str, *, is_admin: bool) -> bool:
    """Whether `user` may use the buttons of `request`: its owner, or an admin of the workspace."""
    return user == request.origin.user or is_admin
