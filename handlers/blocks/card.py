"""The card: what was asked for, by whom, and where it stands. It opens the thread."""

from handlers.blocks.elements import Block, context, escape, joined, mention, quote, section
from handlers.blocks.ideas import without_ideas
from handlers.texts import Texts
from services.command_text import options_text
from services.jobs import Request
from services.reporting import CardStatus


def card(request: Request, status: CardStatus, texts: Texts) -> list[Block]:
    ask = request.ask
    asked = texts.asked(mention(request.origin.user))
    if request.references:
        says = texts.asked_to_change if without_ideas(request) else texts.asked_with_pictures
        asked = says(mention(request.origin.user), len(request.references))
    blocks = [section(f"{asked}\n{quote(ask.text)}".rstrip(), "ask")]
    style = f"{texts.style}: {escape(ask.style) if ask.style else texts.default_style}"
    if ask.raw or (request.references and not ask.style):
        style = ""
    options = options_text(ask.model_copy(update={"style": ""}))
    details = joined([style, f"`{escape(options)}`" if options else ""])
    if details:
        blocks.append(context(details, block_id="options"))
    blocks.append(context(status_line(request, status, texts), block_id="status"))
    return blocks


def status_line(request: Request, status: CardStatus, texts: Texts) -> str:
    match status:
        case "thinking":
            return texts.status_reading if request.references else texts.status_thinking
        case "listening":
            return texts.listening
        case "answered":
            return texts.status_answered
        case "ideas":
            if request.painted:
                return texts.status_painted(request.painted)
            return texts.status_use if without_ideas(request) else texts.status_ideas
        case "painting":
            return texts.status_painting
        case "painted":
            return texts.status_painted(request.painted)
        case "failed":
            return texts.status_failed
        case "cancelled":
            return texts.status_cancelled
