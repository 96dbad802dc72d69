"""The ideas: each readable in full, each with its own buttons."""

from collections.abc import Collection, Mapping

from handlers.blocks import reading
from handlers.blocks.costs import foretold
from handlers.blocks.elements import Block, actions, button, context, divider, escape, mention, section
from handlers.texts import Texts
from services.jobs import Request, Round
from services.painting.interface import Plan, Task
from services.painting.uses import WITHOUT_IDEAS

PAINT = "idea.paint"
EDIT = "idea.edit"
PAINT_ALL = "ideas.paint_all"
MORE = "ideas.more"
CANCEL = "request.cancel"
_MADE = "ideas.actions."
"""With the number of the first idea: the last block where no ideas are shown."""


def ideas(
    request: Request,
    offered: Round,
    texts: Texts,
    tasks: Collection[Task] = (),
    urls: Mapping[str, str] | None = None,
    *,
    as_text: bool = False,
    plan: Plan | None = None,
) -> list[Block]:
    """`offered` with its buttons; a round of one idea is a prompt that was shortened.

    Where pictures are used for what ideas have nothing to say in, the ideas wait for another use.

    Parameters
    ----------
    tasks, urls, as_text
        for a request with reference pictures, whose reading stands in front of the first ideas: what can be done
        with them, key → address at the CDN, and whether to do without pictures
    plan
        what is painted comes to: each idea or, for a use of pictures that ideas have nothing to say in, that use;
        None where nobody can paint it
    """
    who = mention(request.origin.user)
    several = len(offered.ideas) > 1
    length = len(offered.ideas[0].prompt)
    intro = texts.ideas_intro(who) if several else texts.shortened_intro(who, length)
    paints = not without_ideas(request)
    blocks = [section(intro if paints else texts.use_intro(who), "intro")]
    # What is painted must be what is shown here, also where the use was changed in another message.
    shown_use = f":{request.ask.reference.use}" if request.reading is not None else ""
    if request.reading is not None:
        if offered.first_number == 1:
            blocks += reading.reading(request, request.reading, urls or {}, texts, as_text=as_text)
        blocks += reading.uses(request, offered, tasks, texts, plan)
    elif plan is not None and paints:
        blocks.append(context(*foretold(plan, texts, ideas=len(offered.ideas)), block_id="plan"))
    cancel = button(texts.cancel, CANCEL, request.id)
    if not paints:
        return [*blocks, divider(), actions(f"{_MADE}{offered.first_number}", cancel)]
    for number, idea in enumerate(offered.ideas, start=offered.first_number):
        value = f"{request.id}:{number}"
        edit = button(texts.edit, EDIT, value, label=f"{texts.edit} {number}")
        paint = button(texts.paint_idea(number), PAINT, f"{value}{shown_use}", style="primary")
        blocks.append(
            section(
                f"{texts.idea_title(number, escape(idea.title))}\n{escape(idea.prompt)}", f"idea.{number}"
            )
        )
        blocks.append(actions(f"idea.{number}.actions", paint, edit))
    last = [cancel]
    if several:
        numbers = f"{offered.first_number}-{offered.first_number + len(offered.ideas) - 1}"
        paint_all = button(texts.paint_all, PAINT_ALL, f"{request.id}:{numbers}{shown_use}")
        more = button(texts.more_ideas, MORE, request.id)
        last = [paint_all, more, *last]
    return [*blocks, divider(), actions("ideas.actions", *last)]


def without_ideas(request: Request) -> bool:
    """Whether its pictures are used for what ideas have nothing to say in, as far as anyone can tell by now."""
    return bool(request.references) and request.ask.reference.use in WITHOUT_IDEAS


def fallback(request: Request, texts: Texts) -> str:
    """The message in a notification."""
    return texts.fallback_use if without_ideas(request) else texts.fallback_ideas


def shows(blocks: Collection[Block], offered: Round) -> bool:
    """Whether these are the blocks of the message of `offered`."""
    ids = {f"idea.{offered.first_number}", f"{_MADE}{offered.first_number}"}
    return any(block.get("block_id") in ids for block in blocks)


def closed_ideas(request: Request, offered: Round, texts: Texts) -> list[Block]:
    """Ideas of a request that was cancelled: still readable, nothing to click."""
    if without_ideas(request):
        return [section(texts.status_cancelled)]
    prompts = [
        section(f"{texts.idea_title(number, escape(idea.title))}\n{escape(idea.prompt)}")
        for number, idea in enumerate(offered.ideas, start=offered.first_number)
    ]
    return [section(texts.ideas_closed), *prompts]
