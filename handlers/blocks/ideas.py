"""The ideas: each readable in full, each with its own buttons."""

from handlers.blocks.elements import Block, actions, button, divider, escape, mention, section
from handlers.texts import Texts
from services.jobs import Request, Round

PAINT = "idea.paint"
EDIT = "idea.edit"
PAINT_ALL = "ideas.paint_all"
MORE = "ideas.more"
CANCEL = "request.cancel"


def ideas(request: Request, offered: Round, texts: Texts) -> list[Block]:
    """`offered` with its buttons; a round of one idea is a prompt that was shortened."""
    who = mention(request.origin.user)
    several = len(offered.ideas) > 1
    length = len(offered.ideas[0].prompt)
    intro = texts.ideas_intro(who) if several else texts.shortened_intro(who, length)
    blocks = [section(intro, "intro")]
    for number, idea in enumerate(offered.ideas, start=offered.first_number):
        value = f"{request.id}:{number}"
        blocks += [
            section(
                f"{texts.idea_title(number, escape(idea.title))}\n{escape(idea.prompt)}", f"idea.{number}"
            ),
            actions(
                f"idea.{number}.actions",
                button(texts.paint_idea(number), PAINT, value, style="primary"),
                button(texts.edit, EDIT, value, label=f"{texts.edit} {number}"),
            ),
        ]
    last = [button(texts.cancel, CANCEL, request.id)]
    if several:
        numbers = f"{offered.first_number}-{offered.first_number + len(offered.ideas) - 1}"
        last = [
            button(texts.paint_all, PAINT_ALL, f"{request.id}:{numbers}"),
            button(texts.more_ideas, MORE, request.id),
            *last,
        ]
    return [*blocks, divider(), actions("ideas.actions", *last)]


def closed_ideas(offered: Round, texts: Texts) -> list[Block]:
    """Ideas of a request that was cancelled: still readable, nothing to click."""
    prompts = [
        section(f"{texts.idea_title(number, escape(idea.title))}\n{escape(idea.prompt)}")
        for number, idea in enumerate(offered.ideas, start=offered.first_number)
    ]
    return [section(texts.ideas_closed), *prompts]
