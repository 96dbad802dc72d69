"""The placeholder of a job: what is being done and, if it ends without a result, why."""

from handlers.blocks.elements import Block, actions, button, context, escape, joined, mention, section
from handlers.blocks.pictures import EDIT_PROMPT, plan_details
from handlers.texts import Texts
from services.jobs import Job, PaintWork, RefineWork, ShortenWork, State, SuggestWork
from services.painting.interface import Task

CANCEL = "job.cancel"
RETRY = "job.retry"

_RETRYABLE = frozenset(
    {
        "model_busy", "model_fault", "model_unreachable", "picture_refused", "not_a_picture", "unusable_answer",
        "model_gone", "model_forbidden", "no_painter", "internal",
    }
)  # fmt: skip


def placeholder(job: Job, texts: Texts, trying_again_in: int | None = None) -> list[Block]:
    """What is being done, with a way out."""
    blocks = [section(what_is_done(job, texts), "progress")]
    if isinstance(job.work, PaintWork) and job.work.changes:
        blocks.append(context(f"✏️ {escape(job.work.changes)}", block_id="changes"))
    if isinstance(job.work, PaintWork):
        blocks.append(context(*plan_details(job.work, texts), block_id="plan"))
    if trying_again_in is not None:
        blocks.append(context(texts.trying_again(trying_again_in), block_id="waiting"))
    return [*blocks, actions("progress.actions", button(texts.cancel, CANCEL, job.id))]


def what_is_done(job: Job, texts: Texts) -> str:
    match job.work:
        case SuggestWork(round=number, pictures=pictures):
            if pictures:
                return texts.looking(pictures)
            return texts.thinking if number == 1 else texts.thinking_more
        case RefineWork():
            return texts.listening
        case ShortenWork():
            return texts.shortening
        case PaintWork() as work:
            if work.changes:
                return texts.painting_change
            if work.plan.task is Task.VARIATION and work.number is None:
                return texts.painting_variation()
            if work.plan.task is Task.CUT_OUT:
                return texts.cutting_out
            return texts.painting(work.number, work.plan.count)


def ended(job: Job, texts: Texts, by: str | None = None) -> list[Block]:
    """Why there is no result, and what can be done; `by` is who cancelled it."""
    if job.state is State.CANCELLED:
        return [
            section(f"~{what_is_done(job, texts)}~"),
            context(texts.job_cancelled(mention(by or job.origin.user))),
        ]
    code = job.failure or "internal"
    blocks = [section(texts.ended(code, what_failed(job, texts)), "failure")]
    if isinstance(job.work, PaintWork):
        blocks.append(context(escape(job.work.original or job.work.prompt)))
    buttons = []
    if code in _RETRYABLE:
        buttons.append(button(texts.try_again, RETRY, job.id, style="primary"))
    if isinstance(job.work, PaintWork) and job.work.plan.task is not Task.CUT_OUT:
        buttons.append(button(texts.edit_prompt, EDIT_PROMPT, job.id))
    if buttons:
        blocks.append(actions("failure.actions", *buttons))
    return [*blocks, context(joined([texts.reference(job.reference)]))]


def what_failed(job: Job, texts: Texts) -> str:
    if isinstance(job.work, PaintWork):
        return texts.what_failed(job.work.number, painting=True)
    if isinstance(job.work, RefineWork):
        return texts.change_failed
    return texts.what_failed(None, painting=False)
