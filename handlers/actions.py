"""Clicks on the bot's buttons."""

import json
import logging
from typing import Final

from slack_bolt.async_app import AsyncAck, AsyncApp

from handlers import after, history
from handlers.asking import form_for
from handlers.blocks import ideas, modals, picture_buttons, private, progress, reading
from handlers.blocks.elements import escape
from handlers.blocks.use_forms import FORMS
from handlers.clicks import Body, Click, interaction_of, job_for, open_request, open_view
from handlers.commands import open_form
from handlers.desk import Desk, NotStartedError, in_time, origin_of
from handlers.models import choice_for
from handlers.replies import Asker, asker_of_interaction
from handlers.slack_errors import FAILURES, error_code
from handlers.texts import Texts, texts_in
from services.ask import PictureOptions, Ratio, ReferenceOptions, Strength, Use
from services.command_text import keywords_of
from services.estimates import estimate_use
from services.faults import AskError
from services.jobs import FINAL, MOST_ROUNDS, Job, PaintWork, Request, Round, ShortenWork, SuggestWork
from services.painting.interface import Plan, Task
from services.painting.uses import lacks
from services.records.rows import LostError

logger = logging.getLogger(__name__)

_SHORTEST_LIMIT: Final = 512
"""Characters of a prompt that every painter takes."""


def register(app: AsyncApp, desk: Desk) -> None:
    for action_id, click in _CLICKS.items():
        _listen(app, desk, action_id, click)


def _listen(app: AsyncApp, desk: Desk, action_id: str, click: Click) -> None:
    @app.action(action_id)
    async def clicked(ack: AsyncAck, body: Body, action: Body) -> None:
        asker = asker_of_interaction(body)
        picked = action.get("selected_option") or action
        try:
            await click(desk, asker, body, str(picked.get("value") or ""))
        except NotStartedError as error:
            logger.error("a click of %s on %s came to nothing: %s", asker.user, action_id, error)
            desk.tell_not_started(asker, error)
        except AskError as error:
            # A button of long ago, or of another painter: what it says can't be done any more.
            texts = await desk.texts(asker)
            desk.tell(asker, " ".join(escape(texts.fault(fault)) for fault in error.faults))
        await ack()


async def paint_ideas(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """*Paint* and *Paint all three*: "request:number" or "request:first-last", and how the reference picture was
    said to be used.
    """
    request_id, numbers, *shown_use = value.split(":")
    request = await open_request(desk, asker, request_id)
    if request is None:
        return
    first, _, last = numbers.partition("-")
    if shown_use and shown_use[0] != request.ask.reference.use:
        texts = await desk.texts(asker)
        desk.tell(asker, texts.use_changed(texts.use_names[request.ask.reference.use]))
        await _redraw(desk, request, body, int(first))
        return
    try:
        await desk.accept(
            asker,
            desk.intake.paint_ideas(request, range(int(first), int(last or first) + 1), interaction_of(body)),
        )
    except LookupError:
        desk.tell(asker, (await desk.texts(asker)).no_such_idea)


async def edit_idea(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    request_id, _, number = value.partition(":")
    request = await open_request(desk, asker, request_id)
    if request is None:
        return
    idea = request.idea(int(number))
    if idea is None:
        desk.tell(asker, (await desk.texts(asker)).no_such_idea)
        return
    await _open_edit(desk, asker, body, request, idea.prompt, request.ask.picture)


async def more_ideas(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    request = await open_request(desk, asker, value)
    if request is None:
        return
    if len(request.rounds) >= MOST_ROUNDS:
        desk.tell(asker, (await desk.texts(asker)).enough_ideas)
        return
    await desk.accept(asker, desk.intake.more_ideas(request, interaction_of(body)))


async def cancel_request(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """Cancel whatever of a request can still be cancelled, and take its buttons away."""
    request = await desk.request_for(asker, value)
    if request is None:
        return
    request = await in_time(desk.records.requests.update(request.id, cancelled=True))
    desk.background.spawn(_close_request(desk, asker, request, body))


async def _close_request(desk: Desk, asker: Asker, request: Request, body: Body) -> None:
    texts = texts_in(request.origin.language)
    for job_id in await desk.records_behind.requests.jobs_in_slots(request.id):
        try:
            job = await desk.records_behind.jobs.cancel(job_id, by=asker.user)
        except LostError:
            continue
        await _show_cancelled(desk, job)
    clicked = str(body.get("message", {}).get("ts", ""))
    for offered in request.rounds:
        if clicked and ideas.shows(body["message"].get("blocks", []), offered):
            blocks = ideas.closed_ideas(request, offered, texts)
            try:
                await desk.client_behind.chat_update(
                    channel=asker.channel, ts=clicked, blocks=blocks, text=texts.ideas_closed
                )
            except FAILURES as error:
                logger.info("the ideas of %s stay open: %s", request.id, error_code(error))
    await desk.reporter.status(request, "painted" if request.painted else "cancelled")


async def cancel_job(desk: Desk, asker: Asker, _: Body, value: str) -> None:
    found = await job_for(desk, asker, value)
    if found is None:
        return
    request, job = found
    texts = await desk.texts(asker)
    try:
        job = await in_time(desk.records.jobs.cancel(job.id, by=asker.user))
    except LostError as lost:
        if lost.job is not None and lost.job.untold and lost.job.ended_by == asker.user:
            # It was cancelled, and the table's answer got lost; or they clicked twice.
            desk.background.spawn(_show_cancelled(desk, lost.job, request))
            return
        done = lost.job is None or lost.job.state in FINAL
        desk.tell(asker, texts.nothing_to_cancel if done else texts.too_late)
        return
    desk.background.spawn(_show_cancelled(desk, job, request))


async def _show_cancelled(desk: Desk, job: Job, request: Request | None = None) -> None:
    """Say so in the job's message; where there is none yet, or Slack won't, others see to it a little later."""
    if job.placeholder_ts is not None:
        await desk.tell_end(job)
    if request is not None:
        await desk.reporter.status(request, "painted" if request.painted else "cancelled")


async def again(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    found = await job_for(desk, asker, value)
    if found is not None:
        await desk.accept(asker, desk.intake.again(*found, interaction_of(body)))


async def retry(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    found = await job_for(desk, asker, value)
    if found is None:
        return
    request, job = found
    if isinstance(job.work, SuggestWork | ShortenWork) and len(request.rounds) >= MOST_ROUNDS:
        desk.tell(asker, (await desk.texts(asker)).enough_ideas)
        return
    await desk.accept(asker, desk.intake.retry(request, job, interaction_of(body)))


async def edit_prompt(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    found = await job_for(desk, asker, value)
    if found is None:
        return
    request, job = found
    if isinstance(job.work, PaintWork):
        # The seed stays: what changes in the picture is then what was changed in the words.
        options = job.work.options.model_copy(update={"seed": job.work.plan.seed})
        prompt = job.work.original or job.work.prompt
        await _open_edit(desk, asker, body, request, prompt, options, base=job)


async def shorten(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    request = await open_request(desk, asker, value)
    if request is None:
        return
    accepted = await desk.accept(asker, desk.intake.shorten(request, interaction_of(body)))
    if accepted is not None:
        desk.background.spawn(desk.replies.withdraw(asker))


async def edit_draft(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    request = await open_request(desk, asker, value)
    if request is not None:
        await _open_edit(desk, asker, body, request, request.ask.text, request.ask.picture)


async def carry_on(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """Do in a direct message what could not be done where the bot is no member."""
    request = await open_request(desk, asker, value)
    if request is None:
        return
    texts = await desk.texts(asker, request.ask.text)
    ask = request.ask.model_copy(update={"private": True})
    origin = origin_of(asker, texts, private_answer=True)
    try:
        accepted = await desk.accept(
            asker, desk.intake.start(ask, origin, interaction_of(body), request.references)
        )
    except AskError:
        logger.exception("request %s was fine before", request.id)
        return
    if accepted is not None:
        desk.background.spawn(desk.replies.withdraw(asker))


async def _open_edit(
    desk: Desk,
    asker: Asker,
    body: Body,
    request: Request,
    prompt: str,
    options: PictureOptions,
    base: Job | None = None,
) -> None:
    """The form with a prompt; `base` is the job whose picture it changes."""
    painted = base.work if base is not None and isinstance(base.work, PaintWork) else None
    plan = painted.plan if painted else None
    # What is made from a picture is made by whoever can do that.
    from_words = plan.task is Task.TEXT_TO_IMAGE if plan else request.reading is None
    model = desk.intake.roster.short_name(plan.model_id) if plan else request.ask.model
    texts: Texts = await desk.texts(asker, prompt)
    metadata = json.dumps(
        {
            "request": request.id,
            "channel": asker.channel,
            "thread": request.origin.thread_ts,
            "base": base.id if base else None,
        }
    )
    choice = await choice_for(desk, asker) if from_words else None
    painter = choice.painter(model) if choice else desk.intake.painter_of_edit(request, painted)
    view = modals.edit_prompt(painter, texts, metadata, prompt, options, choice=choice, model=model)
    await open_view(desk, asker, body, view)


async def choose_use(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """How the reference pictures are used: "request:number of the round's first idea:use".

    What the painter needs to know more about is asked in a form.
    """
    request_id, first, chosen = value.split(":")
    use = Use(chosen)
    request = await open_request(desk, asker, request_id)
    if request is None or request.reading is None:
        return
    if use in FORMS - {Use.RESTYLE}:
        await _ask_about(desk, asker, body, request, use)
        # The menu goes back to what is in force, whether or not the form is sent.
        await _redraw(desk, request, body, int(first))
        return
    await _steer(desk, request, body, int(first), {"use": use, "where": ""})


async def _ask_about(desk: Desk, asker: Asker, body: Body, request: Request, use: Use) -> None:
    texts = await desk.texts(asker, request.ask.text)
    metadata = json.dumps({"request": request.id, "channel": asker.channel, "use": use})

    def estimated(reference: ReferenceOptions, ratio: Ratio | None) -> Plan:
        picture = request.ask.picture.model_copy(update={"ratio": ratio or request.ask.picture.ratio})
        ask = request.ask.model_copy(update={"picture": picture})
        return estimate_use(desk.intake.roster, request.model_copy(update={"ask": ask}), reference)

    size = request.references[0].width, request.references[0].height
    view = form_for(use, texts, metadata, estimated, size, ask=request.ask)
    await open_view(desk, asker, body, view)


async def choose_strength(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    request_id, first, chosen = value.split(":")
    request = await open_request(desk, asker, request_id)
    if request is not None:
        await _steer(desk, request, body, int(first), {"strength": Strength(chosen)})


async def _steer(desk: Desk, request: Request, body: Body, first: int, change: dict[str, str]) -> None:
    """Remember how the pictures are used from now on, and show it where it was chosen.

    Only what was chosen is written: a choice in the other menu, made at the same time, stays.
    """
    changes = {f"ask.reference.{name}": value for name, value in change.items()}
    before = ideas.without_ideas(request)
    request = await in_time(desk.records.requests.update(request.id, **changes))
    await _redraw(desk, request, body, first)
    if ideas.without_ideas(request) != before:
        desk.background.spawn(desk.reporter.status(request, "ideas"))


async def _redraw(desk: Desk, request: Request, body: Body, number: int) -> None:
    """Show the message with idea `number` as it is by now."""
    for offered in request.rounds:
        if offered.first_number <= number < offered.first_number + len(offered.ideas):
            desk.background.spawn(_show_ideas(desk, request, offered, body))


async def _show_ideas(desk: Desk, request: Request, offered: Round, body: Body) -> None:
    async with desk.drawing(request.id):
        # Read again, one at a time: of two choices made at once, what is shown last knows both.
        latest = await desk.records_behind.requests.get(request.id)
        await _draw_ideas(desk, latest or request, offered, body)


async def _draw_ideas(desk: Desk, request: Request, offered: Round, body: Body) -> None:
    texts = texts_in(request.origin.language)
    where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
    for as_text in (False, True):
        blocks = desk.reporter.ideas_blocks(request, offered, as_text=as_text)
        text = ideas.fallback(request, texts)
        try:
            await desk.client_behind.chat_update(**where, blocks=blocks, text=text)
        except FAILURES as error:
            logger.info("the ideas of %s are not shown anew: %s", request.id, error_code(error))
            if error_code(error) != "invalid_blocks":
                return
        else:
            return


async def cut_out(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """The button of messages from before there was one for every use."""
    request = await open_request(desk, asker, value)
    if request is not None:
        await _make(desk, asker, body, request, ReferenceOptions(use=Use.CUTOUT))


async def make_of_picture(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """Do what the reference picture is used for, without an idea: "request:number of the round's first idea:use".

    What is not said yet is asked in a form.
    """
    request_id, first, shown_use = value.split(":")
    request = await open_request(desk, asker, request_id)
    if request is None or request.reading is None:
        return
    reference = request.ask.reference
    if shown_use != reference.use:
        texts = await desk.texts(asker)
        desk.tell(asker, texts.use_changed(texts.use_names[reference.use]))
        await _redraw(desk, request, body, int(first))
    elif lacks(reference, request.ask.text, masked=bool(request.references[0].mask_key)):
        await _ask_about(desk, asker, body, request, reference.use)
    else:
        await _make(desk, asker, body, request, reference)


async def _make(desk: Desk, asker: Asker, body: Body, request: Request, reference: ReferenceOptions) -> None:
    words = request.ask.text if reference.use is Use.RECOLOUR else described(request, reference.use)
    await desk.accept(asker, desk.intake.use_picture(request, reference, words, interaction_of(body)))


def described(request: Request, use: Use) -> str:
    """What a picture shows, for what goes on as it is when nobody says anything else."""
    if use not in {Use.EXTEND, Use.UPSCALE} or request.reading is None:
        return ""
    traits = request.reading.traits
    return f"{traits.subject} {traits.medium} {traits.light}"[:_SHORTEST_LIMIT]


async def more_with(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """A choice in the menu of one of several pictures: what its button would do."""
    chosen = after.chosen(body, value)
    desk.background.spawn(after.show_anew(desk, body, chosen.image_id))
    click = _CLICKS.get(chosen.action)
    if click is not None:
        await click(desk, asker, body, chosen.image_id)


async def use_as_reference(desk: Desk, asker: Asker, body: Body, value: str) -> None:
    """A painted picture as the reference of a new request: ask in a form what should be new."""
    texts = await desk.texts(asker)
    reference = await desk.painted_reference(asker, value)
    if reference is None:
        desk.tell(asker, texts.picture_gone)
        return
    await open_form(desk, asker, texts, body["trigger_id"], references=(reference,))


async def undo(desk: Desk, asker: Asker, _: Body, value: str) -> None:
    """Let replies in the thread be about the picture before a change again."""
    found = await job_for(desk, asker, value)
    if found is None:
        return
    job = found[1]
    texts = await desk.texts(asker)
    before = job.work.refines if isinstance(job.work, PaintWork) else None
    if before is None or await desk.image(before) is None:
        desk.tell(asker, texts.picture_gone)
        return
    await in_time(desk.records.conversations.point(job.origin, before))
    desk.tell(asker, texts.undone)


async def take_offer(desk: Desk, asker: Asker, _: Body, value: str) -> None:
    """*Use as reference* below somebody's own picture."""
    offer = await in_time(desk.records.conversations.offer(asker.team, asker.channel, value))
    texts = await desk.texts(asker)
    if offer is None or offer.user != asker.user:
        desk.tell(asker, texts.gone)
        return
    texts = await desk.texts(asker, offer.text)
    origin = origin_of(asker, texts, private_answer=False, thread_ts=offer.thread_ts or offer.ts)
    ask = await desk.settled(asker, keywords_of(offer.text, len(offer.references)))
    accepted = await desk.accept(
        asker, desk.intake.start(ask, origin, f"offer:{offer.channel}:{offer.ts}", offer.references)
    )
    if accepted is not None:
        desk.background.spawn(desk.replies.withdraw(asker))


async def dismiss_offer(desk: Desk, asker: Asker, _body: Body, _value: str) -> None:
    desk.background.spawn(desk.replies.withdraw(asker))


_CLICKS: dict[str, Click] = {
    ideas.PAINT: paint_ideas,
    ideas.PAINT_ALL: paint_ideas,
    ideas.EDIT: edit_idea,
    ideas.MORE: more_ideas,
    ideas.CANCEL: cancel_request,
    progress.CANCEL: cancel_job,
    progress.RETRY: retry,
    picture_buttons.AGAIN: again,
    picture_buttons.EDIT_PROMPT: edit_prompt,
    picture_buttons.MORE: more_with,
    picture_buttons.HISTORY: history.open_history,
    **after.CLICKS,
    private.SHORTEN: shorten,
    private.EDIT_DRAFT: edit_draft,
    picture_buttons.REFERENCE: use_as_reference,
    picture_buttons.UNDO: undo,
    private.CARRY_ON: carry_on,
    private.OFFER_USE: take_offer,
    private.OFFER_DISMISS: dismiss_offer,
    reading.USE: choose_use,
    reading.STRENGTH: choose_strength,
    reading.MAKE: make_of_picture,
    reading.CUT_OUT: cut_out,
}
