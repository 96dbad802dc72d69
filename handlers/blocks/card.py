"""The card: what was asked for, by whom, and where it stands. It opens the thread."""

from handlers.blocks.elements import Block, context, escape, joined, mention, quote, section
from handlers.texts import Texts
from services.command_text import options_text
from services.jobs import Request
from services.reporting import CardStatus


def card(request: Request, status: CardStatus, texts: Texts) -> list[Block]:
    ask = request.ask
    blocks = [section(f"{texts.asked(mention(request.origin.user))}\n{quote(ask.text)}", "ask")]
    style = "" if ask.raw else f"{texts.style}: {escape(ask.style) if ask.style else texts.default_style}"
    options = options_text(ask.model_copy(update={"style": ""}))
    details = joined([style, f"`{escape(options)}`" if options else ""])
    if details:
        blocks.append(context(details, block_id="options"))
    blocks.append(context(status_line(request, status, texts), block_id="status"))
    return blocks


def status_line(request: Request, status: CardStatus, texts: Texts) -> str:
    match status:
        case "thinking":
            return texts.status_thinking
        case "ideas":
            return texts.status_painted(request.painted) if request.painted else texts.status_ideas
        case "painting":
            return texts.status_painting
        case "painted":
            return texts.status_painted(request.painted)
        case "failed":
            return texts.status_failed
        case "cancelled":
            return texts.status_cancelled
