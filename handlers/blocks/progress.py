"""The placeholder of a job: what is being done and, if it ends without a result, why."""

from handlers.blocks.elements import Block, actions, button, context, escape, joined, mention, section
from handlers.blocks.made import MADE, made_line, own_words
from handlers.blocks.picture_buttons import EDIT_PROMPT
from handlers.blocks.pictures import plan_details
from handlers.texts import Texts
from services.jobs import Job, PaintWork, RefineWork, ShortenWork, State, SuggestWork
from services.painting.interface import WORDLESS
from services.painting.uses import WITHOUT_IDEAS, use_of

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
            if _makes_of_a_picture(work):
                return texts.doing[use_of(work.plan.task)]
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
        blocks.append(context(escape(own_words(job.work)) or made_line(job.work, {}, texts)))
    buttons = []
    if code in _RETRYABLE:
        buttons.append(button(texts.try_again, RETRY, job.id, style="primary"))
    if isinstance(job.work, PaintWork) and job.work.prompt and job.work.plan.task not in WORDLESS:
        buttons.append(button(texts.edit_prompt, EDIT_PROMPT, job.id))
    if buttons:
        blocks.append(actions("failure.actions", *buttons))
    return [*blocks, context(joined([texts.reference(job.reference)]))]


def what_failed(job: Job, texts: Texts) -> str:
    if isinstance(job.work, PaintWork):
        if _makes_of_a_picture(job.work):
            return texts.change_failed
        return texts.what_failed(job.work.number, painting=True)
    if isinstance(job.work, RefineWork):
        return texts.change_failed
    return texts.what_failed(None, painting=False)


def _makes_of_a_picture(work: PaintWork) -> bool:
    """Whether it is about a picture that is there, more than about an idea."""
    use = use_of(work.plan.task)
    painted_here = bool(work.sources) and work.sources[0].image_id is not None
    return use in WITHOUT_IDEAS or (use in MADE and (painted_here or work.number is None))
