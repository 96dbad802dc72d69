"""A finished job: its pictures, how they were made, and what can be done with them."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from handlers.blocks.compared import Detail, compared_palettes
from handlers.blocks.elements import (
    Block,
    actions,
    button,
    confirmation,
    context,
    escape,
    fits,
    image,
    joined,
    mention,
    quote,
    section,
    shortened,
    slack_image,
)
from handlers.texts import Texts
from services.ask import Use
from services.jobs import Image, Job, PaintWork
from services.painting.interface import WORDLESS, Task
from services.painting.uses import use_of

_RETREAT = (
    (300, Detail.ALL),
    (100, Detail.ALL),
    (100, Detail.PAIRS),
    (100, Detail.CODES),
    (100, Detail.COUNTS),
    (100, Detail.NOTHING),
)
"""Until all fits into one message: the characters of a prompt in a picture's alternative text (it stands above
in full), and how much is said of the colours."""

AGAIN = "picture.again"
VARY = "picture.vary"
EDIT_PROMPT = "picture.edit"
DELETE = "picture.delete"
REFERENCE = "picture.reference"
UNDO = "picture.undo"
HISTORY = "picture.history"


def pictures(
    job: Job,
    work: PaintWork,
    images: Sequence[Image],
    urls: Mapping[str, str],
    texts: Texts,
    *,
    tasks: Collection[Task] = (),
    withheld: int = 0,
    files: Mapping[str, str] | None = None,
    as_links: bool = False,
    cards: bool = True,
) -> list[Block]:
    """The message of a finished job.

    Parameters
    ----------
    urls
        key → address at the CDN
    tasks
        what can be done with a picture now
    files
        preview key → id of the file, where the pictures were handed to Slack instead
    as_links
        no pictures at all, for when Slack can't take them in any way
    cards
        the painted palettes as pictures too; as text where Slack can't fetch pictures
    """
    above = _heading(job, work, texts)
    if work.changes:
        above.append(context(f"✏️ {escape(work.changes)}", block_id="changes"))
    as_text = not cards or bool(files) or as_links

    def shown(spoken: int, detail: Detail) -> list[Block]:
        blocks: list[Block] = []
        for one in images:
            alt = texts.picture_alt(shortened(one.prompt, spoken))
            if not as_links:
                file = (files or {}).get(one.preview_key)
                blocks.append(slack_image(file, alt) if file else image(urls[one.preview_key], alt))
            blocks.append(context(_details(one, len(images), urls, texts)))
            blocks += compared_palettes(one, urls, texts, as_text=as_text, detail=detail)
            if len(images) > 1:
                blocks.append(
                    actions(f"picture.{one.index}", *_own_buttons(one, texts, tasks, str(one.index + 1)))
                )
        return blocks

    below = _below(job, work, images, texts, tasks, withheld)
    blocks: list[Block] = []
    for room in _RETREAT:
        blocks = [*above, *shown(*room), *below]
        if fits(blocks):
            break
    return blocks


def _below(
    job: Job,
    work: PaintWork,
    images: Sequence[Image],
    texts: Texts,
    tasks: Collection[Task],
    withheld: int,
) -> list[Block]:
    """What is to be said of all pictures, and what can be done with them."""
    blocks: list[Block] = []
    notes = [texts.note(note, painter_name(work)) for note in work.plan.notes]
    if work.instead_of:
        notes.insert(0, texts.painted_instead(work.instead_of, painter_name(work)))
    if withheld:
        notes.append(texts.withheld(withheld))
    if notes:
        blocks.append(context(*notes))
    buttons = [button(texts.again, AGAIN, job.id)]
    # A cut-out has no words that could be changed.
    edit = (
        []
        if work.plan.task in WORDLESS or not work.prompt
        else [button(texts.edit_prompt, EDIT_PROMPT, job.id)]
    )
    own = _own_buttons(images[0], texts, tasks) if len(images) == 1 else []
    buttons += [*own[:-1], *edit, *own[-1:]]
    if work.refines:
        buttons.insert(len(buttons) - 1, button(texts.undo, UNDO, job.id))
    return [*blocks, actions("pictures.actions", *buttons)]


def deleted_pictures(work: PaintWork, who: str, texts: Texts) -> list[Block]:
    """What stays of a message when its last picture is gone."""
    return [section(texts.deleted(mention(who))), context(escape(work.original or work.prompt))]


def plan_details(work: PaintWork, texts: Texts) -> list[str]:
    """How it will be painted, and what that costs."""
    plan = work.plan
    shape = str(plan.size).replace("x", "×") if plan.size else str(plan.ratio or "")
    line = joined(
        [
            painter_name(work),
            used_for(plan.task, texts),
            shape,
            f"{texts.seed} {plan.seed}",
            price(plan.price_each, plan.count),
        ]
    )
    return [line, *(texts.note(note, painter_name(work)) for note in plan.notes)]


def used_for(task: Task, texts: Texts) -> str:
    """How a picture was used that it is made from; empty where none was."""
    use = use_of(task)
    return "" if use is Use.SPIRIT else texts.use_names[use]


def painter_name(work: PaintWork) -> str:
    return work.plan.model_name or work.plan.model_id


def price(each: Decimal, count: int = 1) -> str:
    """US dollars to at least two places: $0.01, $0.008, 2 × $0.01 = $0.02."""
    if count == 1:
        return _dollars(each)
    return f"{count} × {_dollars(each)} = {_dollars(each * count)}"


def _dollars(amount: Decimal) -> str:
    plain = f"{amount.normalize():f}"
    whole, _, places = plain.partition(".")
    return f"${whole}.{places.ljust(2, '0')}"


def _heading(job: Job, work: PaintWork, texts: Texts) -> list[Block]:
    """Whose it is, and the words it was painted from, all of them."""
    who = mention(job.origin.user)
    title = texts.idea_title(work.number, escape(work.title)) if work.number else ""
    first = joined([who, title])
    if work.plan.task in WORDLESS or not work.prompt:
        done = joined([texts.use_names[use_of(work.plan.task)], escape(work.plan.where)])
        return [section(f"{first}\n{done}", "prompt")]
    without = f"\n{texts.without}: {escape(work.plan.negative)}" if work.plan.negative else ""
    if work.original is None:
        return [section(f"{first}\n{quote(work.prompt)}{without}", "prompt")]
    return [
        section(f"{first}\n_{texts.in_your_words}_\n{quote(work.original)}", "original"),
        section(f"_{texts.for_the_painter}_\n{quote(work.prompt)}{without}", "prompt"),
    ]


def _details(one: Image, count: int, urls: Mapping[str, str], texts: Texts) -> str:
    return joined(
        [
            texts.of_several(one.index + 1, count) if count > 1 else "",
            one.model_name or one.model_id,
            used_for(one.task, texts),
            f"{one.width}×{one.height}",
            f"{texts.seed} {one.seed}",
            texts.seconds(one.seconds),
            price(one.price_usd),
            f"<{urls[one.s3_key]}|{texts.full_size}>",
        ]
    )


def _own_buttons(one: Image, texts: Texts, tasks: Collection[Task], which: str = "") -> list[Block]:
    """What can be done with one picture; `which` tells a screen reader which of several."""
    label = (lambda text: f"{text} {which}") if which else (lambda _: None)
    buttons = []
    if Task.VARIATION in tasks:
        buttons.append(button(texts.vary, VARY, one.id, label=label(texts.vary)))
    as_reference = texts.use_as_reference
    buttons.append(button(as_reference, REFERENCE, one.id, label=label(as_reference)))
    buttons.append(button(texts.history, HISTORY, one.id, label=label(texts.history)))
    confirm = confirmation(texts.delete_title, texts.delete_text, texts.delete_confirm, texts.delete_keep)
    return [
        *buttons,
        button(texts.delete, DELETE, one.id, style="danger", confirm=confirm, label=label(texts.delete)),
    ]
