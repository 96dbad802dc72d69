"""What all pages have around them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import htpy as h

from services.jobs import Image
from web.texts import Words

STATIC: Final = Path(__file__).parent.parent / "static"
FILES: Final[Mapping[str, str]] = {
    "gallery.css": "text/css",
    "gallery.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
"""What is served beside the pages → its type."""


_LONGEST_TITLE: Final = 120


@dataclass(frozen=True)
class Frame:
    """What a page needs to know about whoever looks at it.

    Attributes
    ----------
    token
        to be sent back with every change; empty where nobody is signed in
    """

    words: Words
    token: str = ""
    name: str = ""


def page(frame: Frame, title: str, *content: h.Node, header: h.Node = None) -> str:
    """A whole page."""
    words = frame.words
    return str(
        h.html(lang=words.language)[
            h.head[
                h.meta(charset="utf-8"),
                h.meta(name="viewport", content="width=device-width, initial-scale=1"),
                h.meta(name="color-scheme", content="light dark"),
                h.meta(name="robots", content="noindex, nofollow"),
                h.meta(name="form-token", content=frame.token) if frame.token else None,
                h.title[f"{title} · Imagine" if title != words.title else f"Imagine · {words.title}"],
                h.link(rel="icon", href=address_of("icon.svg"), type="image/svg+xml"),
                h.link(rel="stylesheet", href=address_of("gallery.css")),
                h.script(type="module", src=address_of("gallery.js")),
            ],
            h.body[
                h.header(".top")[
                    h.a(".brand", href="/gallery")[h.span(".mark", aria_hidden="true"), "Imagine"],
                    header,
                    _account(frame),
                ],
                h.main[content],
            ],
        ]
    )


def notice(frame: Frame, title: str, lead: str, *actions: h.Node, mark: str = "🖼️") -> str:
    """A page that says one thing."""
    return page(
        frame,
        title,
        h.section(".notice")[
            h.div(".notice-mark", aria_hidden="true")[mark],
            h.h1[title],
            h.p[lead],
            h.div(".actions")[actions],
        ],
    )


def title_of(words: Words, image: Image) -> str:
    """What a picture is called; never empty."""
    title = image.title or image.keywords or image.prompt or words.untitled
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


def hidden_token(frame: Frame) -> h.VoidElement:
    return h.input(type="hidden", name="token", value=frame.token)


def _account(frame: Frame) -> h.Node:
    if not frame.token:
        return None
    return h.form(".account", method="post", action="/gallery/sign-out")[
        h.span(".who")[frame.name],
        hidden_token(frame),
        h.button(".quiet", type="submit")[frame.words.sign_out],
    ]


@cache
def address_of(name: str) -> str:
    """The address of a file beside the pages; another one for each content, so that it may be kept for ever."""
    return f"/gallery/static/{blake2b((STATIC / name).read_bytes(), digest_size=8).hexdigest()}/{name}"
