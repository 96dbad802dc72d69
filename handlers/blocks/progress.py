"""The placeholder of a job: what is being done and, if it ends without a result, why."""

from handlers.blocks.costs import plan_details
from handlers.blocks.elements import Block, actions, button, context, escape, joined, mention, section
from handlers.blocks.made import MADE, made_line, own_words
from handlers.blocks.picture_buttons import EDIT_PROMPT
from handlers.texts import Texts
from services.jobs import CANCELLABLE, WAITING, Job, PaintWork, RefineWork, ShortenWork, State, SuggestWork
from services.painting.interface import WORDLESS
from services.painting.uses import WITHOUT_IDEAS, use_of

CANCEL = "job.cancel"
RETRY = "job.retry"

_HOPELESS = frozenset(
    {
        "prompt_refused", "request_refused", "source_refused", "source_unsuitable", "source_gone", "file_gone",
        "file_too_large", "file_not_picture", "is_archived", "no_permission",
    }
)  # fmt: skip
"""Reasons that the same again would meet again. All others pass, by themselves or with an admin's help."""


_NOT_THE_WORDS = frozenset(
    {"source_refused", "source_unsuitable", "source_gone", "is_archived", "no_permission"}
)
"""Reasons that other words would meet as well."""


def placeholder(
    job: Job, texts: Texts, *, elapsed: int | None = None, trying_again_in: int | None = None
) -> list[Block]:
    """What is being done, or that its turn has not come, and the way out while there is one.

    Parameters
    ----------
    elapsed
        for how long by now, whole seconds
    trying_again_in
        seconds
    """
    blocks = _about(job, texts, going_on(job, texts, elapsed))
    if trying_again_in is not None:
        blocks.append(context(texts.trying_again(trying_again_in), block_id="waiting"))
    return [*blocks, *_way_out(job, texts)]


def waiting(job: Job, texts: Texts, position: int, seconds: int | None) -> list[Block]:
    """The place in line of what waits for others, `position` from 1, and `seconds` until it is there."""
    return [*_about(job, texts, in_line(job, texts, position, seconds)), *_way_out(job, texts)]


def going_on(job: Job, texts: Texts, elapsed: int | None = None) -> str:
    if job.state in WAITING:
        return texts.waits(_what_waits(job, texts))
    doing = what_is_done(job, texts)
    return doing if elapsed is None else texts.elapsed(doing, elapsed)


def in_line(job: Job, texts: Texts, position: int, seconds: int | None) -> str:
    return texts.in_line(_what_waits(job, texts), position, seconds)


def _about(job: Job, texts: Texts, where_it_stands: str) -> list[Block]:
    blocks = [section(where_it_stands, "progress")]
    if isinstance(job.work, PaintWork) and job.work.changes:
        blocks.append(context(f"✏️ {escape(job.work.changes)}", block_id="changes"))
    if isinstance(job.work, PaintWork):
        blocks.append(context(*plan_details(job.work, texts, job.earlier), block_id="plan"))
    return blocks


def _way_out(job: Job, texts: Texts) -> list[Block]:
    if job.state not in CANCELLABLE:
        return []
    return [actions("progress.actions", button(texts.cancel, CANCEL, job.id))]


def _what_waits(job: Job, texts: Texts) -> str:
    match job.work:
        case PaintWork() as work:
            if work.changes or _makes_of_a_picture(work):
                return texts.change_waits
            return texts.what_waits(work.number, painting=True)
        case RefineWork():
            return texts.change_waits
        case ShortenWork():
            return texts.what_waits(None, painting=True)
        case SuggestWork():
            return texts.what_waits(None, painting=False)


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
    if code not in _HOPELESS:
        buttons.append(button(texts.try_again, RETRY, job.id, style="primary"))
    about_words = isinstance(job.work, PaintWork) and job.work.prompt and job.work.plan.task not in WORDLESS
    if about_words and code not in _NOT_THE_WORDS:
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
