"""A finished job: its pictures, how they were made, and what can be done with them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from handlers.blocks.compared import Detail, compared_palettes
from handlers.blocks.costs import SEEDLESS, notes_on, painter_of, price, told_by
from handlers.blocks.elements import (
    Block,
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
from handlers.blocks.made import MADE, in_line, in_plain, made_line, own_part, own_words, used_for
from handlers.blocks.picture_buttons import Foretold, row_of_all, row_of_several, rows_of_one
from handlers.texts import Texts
from services.jobs import Image, Job, PaintWork
from services.painting.interface import WORDLESS, Plan, Task
from services.painting.uses import use_of

_RETREAT: Final = (
    (300, Detail.ALL, False),
    (100, Detail.ALL, False),
    (100, Detail.PAIRS, False),
    (100, Detail.CODES, False),
    (100, Detail.CODES, True),
    (100, Detail.COUNTS, True),
    (100, Detail.NOTHING, True),
)
"""Until all fits into one message: the characters of a prompt in a picture's alternative text (it stands above
in full), how much is said of the colours, and whether everything that can be done is in a menu."""

_WITHOUT_WORDS: Final = WORDLESS | {Task.UPSCALE_FAITHFUL, Task.UPSCALE_CREATIVE}
"""Tasks in which the words, if any, are those of the picture it is made from."""


def pictures(
    job: Job,
    work: PaintWork,
    images: Sequence[Image],
    urls: Mapping[str, str],
    texts: Texts,
    *,
    tasks: Collection[Task] = (),
    files: Mapping[str, str] | None = None,
    as_links: bool = False,
    cards: bool = True,
    turn: str = "",
    plans: Mapping[str, Plan] | None = None,
) -> list[Block]:
    """The message of a finished job.

    Parameters
    ----------
    urls
        key → address at the CDN, of the pictures and of what they were made from
    tasks
        what can be done with each of these pictures now
    files
        preview key → id of the file, where the pictures were handed to Slack instead
    as_links
        no pictures at all, for when Slack can't take them in any way
    cards
        the painted palettes as pictures too; as text where Slack can't fetch pictures
    turn
        makes the menus forget what was chosen from them, if it is another than before
    plans
        what each button of `handlers.blocks.picture_buttons.AT_ONCE` comes to, as far as it is known
    """
    said = Foretold(plans or {}, told_by(_noted(job, work)), texts)
    above = _heading(job, work, urls, texts)
    if work.changes:
        above.append(context(f"✏️ {escape(work.changes)}", block_id="changes"))
    as_text = not cards or bool(files) or as_links

    def shown(spoken: int, detail: Detail, compact: bool) -> list[Block]:
        blocks: list[Block] = []
        for one in images:
            if not as_links:
                alt = _alt(one, work, spoken, texts)
                file = (files or {}).get(one.preview_key)
                blocks.append(slack_image(file, alt) if file else image(urls[one.preview_key], alt))
            blocks.append(context(_details(one, len(images), urls, texts)))
            blocks += compared_palettes(one, urls, texts, as_text=as_text, detail=detail)
            if len(images) > 1:
                blocks.append(row_of_several(one, tasks, said, turn=turn, compact=compact))
        return blocks

    notes = _notes(job, work, texts)
    below = [context(*notes)] if notes else []
    if len(images) == 1:
        below += rows_of_one(job, work, images[0], tasks, said)
    else:
        below.append(row_of_all(job, work, said))
    blocks: list[Block] = []
    for room in _RETREAT:
        blocks = [*above, *shown(*room), *below]
        if fits(blocks):
            break
    return blocks


def _alt(one: Image, work: PaintWork, spoken: int, texts: Texts) -> str:
    if one.alt:
        return shortened(one.alt, spoken)
    if one.prompt:
        return texts.picture_alt(shortened(one.prompt, spoken))
    return texts.picture_made(in_plain(made_line(work, {}, texts)))


def _notes(job: Job, work: PaintWork, texts: Texts) -> list[str]:
    notes = [note for plan in _noted(job, work) for note in notes_on(plan, texts)]
    there = sum(one.plan.count for one in job.earlier)
    if job.earlier and there + job.withheld < work.plan.count:
        notes.insert(0, texts.painted_the_rest(painter_of(job.earlier[-1].plan), painter_of(work.plan)))
    if work.instead_of and not job.earlier:
        notes.insert(0, texts.painted_instead(work.instead_of, painter_of(work.plan)))
    if held := job.withheld - job.busy:
        notes.append(texts.withheld(held))
    if job.busy:
        notes.append(texts.too_busy_for(job.busy))
    return notes


def remembered_pictures(
    images: Sequence[Image], urls: Mapping[str, str], texts: Texts, *, as_links: bool = False
) -> list[Block]:
    """What stays of a message whose job is forgotten, when some of its pictures are gone: the others, with which
    nothing can be done from there any more.

    Parameters
    ----------
    urls
        key → address at the CDN
    as_links
        no pictures, for when Slack can't fetch them
    """
    first = images[0]
    said = first.original or first.prompt or first.keywords
    blocks = [section(quote(shortened(said, 600)))] if said else []
    for one in images:
        spoken = texts.picture_alt(one.prompt) if one.prompt else one.model_name or one.model_id
        if not as_links:
            blocks.append(image(urls[one.preview_key], shortened(one.alt or spoken, 300)))
        details = [
            escape(one.model_name or one.model_id),
            f"{one.width}×{one.height}",
            f"<{urls[one.s3_key]}|{texts.full_size}>",
        ]
        blocks.append(context(joined(details)))
    return blocks


def deleted_pictures(work: PaintWork | None, who: str, texts: Texts) -> list[Block]:
    """What stays of a message when its last picture is gone; how it was painted may be forgotten."""
    if work is None:
        return [section(texts.deleted(mention(who)))]
    said = own_words(work) or in_plain(made_line(work, {}, texts))
    return [section(texts.deleted(mention(who))), context(escape(said))]


def _noted(job: Job, work: PaintWork) -> list[Plan]:
    """The plans whose notes are true of pictures that are there: what one model could not do as asked is true of
    those that it painted, before another went on.
    """
    plans = [one.plan for one in job.earlier]
    there = sum(plan.count for plan in plans)
    return [*plans, work.plan] if there + job.withheld < work.plan.count else plans


def _heading(job: Job, work: PaintWork, urls: Mapping[str, str], texts: Texts) -> list[Block]:
    """Whose it is, what was made of what, and the words it was painted from, all of them."""
    who = mention(job.origin.user)
    title = texts.idea_title(work.number, escape(work.title)) if work.number else ""
    first = "\n".join(filter(None, [joined([who, title]), made_line(work, urls, texts)]))
    without = f"\n{texts.without}: {escape(work.plan.negative)}" if work.plan.negative else ""
    if work.plan.task in _WITHOUT_WORDS or not work.prompt:
        return [section(first, "prompt")]
    if in_line(work):
        translated = joined([work.plan.where, f"→ {work.prompt}"])
        same = work.original is None and work.plan.where == own_part(work)
        blocks = [section(f"{first}{without}", "prompt")]
        return blocks if same else [*blocks, context(f"_{texts.for_the_painter}_: {escape(translated)}")]
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
            "" if use_of(one.task) in MADE else used_for(one.task, texts),
            f"{one.width}×{one.height}",
            "" if one.task in SEEDLESS else texts.seed_of(one.seed, one.place, one.together),
            texts.seconds(one.seconds),
            price(one.price_usd),
            f"<{urls[one.s3_key]}|{texts.full_size}>",
        ]
    )
