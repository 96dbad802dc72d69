"""The pages on which an installation ends: in the browser, since there is no conversation yet."""

import base64
import hashlib
from typing import Final

import htpy as h
from markupsafe import Markup

from handlers.texts.installing import InstallingTexts

_STYLE: Final = """
:root { color-scheme: light dark;
  font: 16px/1.55 Inter, system-ui, "Apple SD Gothic Neo", "Noto Sans KR", sans-serif;
  color: light-dark(#22252b, #e9e6e0); background: light-dark(#f2efe9, #111316); }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 24px 16px;
  box-sizing: border-box; }
main { width: min(480px, 100%); padding: 36px; box-sizing: border-box; border-radius: 20px;
  border: 1px solid light-dark(#e5e0d7, #2b2f36); background: light-dark(#fdfcfa, #17191d);
  box-shadow: 0 8px 28px light-dark(rgb(50 40 20 / 14%), rgb(0 0 0 / 50%)); word-break: keep-all; }
.mark { display: grid; place-items: center; width: 56px; height: 56px; border-radius: 16px; font-size: 28px;
  color: #ffe3a3; background: linear-gradient(150deg, #4d6f7c, #2b2d42 72%); }
h1 { margin: 20px 0 6px; font-size: 1.45rem; line-height: 1.3; }
p { margin: 0 0 18px; color: light-dark(#5f626b, #a7a9b1); }
ol { display: grid; gap: 8px; margin: 0 0 26px; padding-inline-start: 22px; }
a { display: inline-block; padding: 9px 18px; border-radius: 10px; font-weight: 600; text-decoration: none;
  color: light-dark(#fff, #06201f); background: light-dark(#0f6670, #5ec4c0); }
a:focus-visible { outline: 3px solid light-dark(#0f6670, #5ec4c0); outline-offset: 3px; }
"""

POLICY: Final = (
    "default-src 'none'; style-src 'sha256-"
    + base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy: the one style above, and nothing else."""


def installed(texts: InstallingTexts, team: str, open_at: str) -> str:
    """`open_at`: where the workspace opens."""
    return _page(
        texts,
        texts.installed,
        h.p[texts.installed_in.format(team=team)],
        h.ol[(h.li[step] for step in texts.next_steps)],
        h.a(href=open_at)[texts.open_slack],
    )


def not_installed(texts: InstallingTexts, code: str, install_path: str) -> str:
    """`code`: why, in Slack's or Bolt's word."""
    return _page(texts, texts.not_installed, h.p[texts.reason(code)], h.a(href=install_path)[texts.again])


def _page(texts: InstallingTexts, title: str, *content: h.Element) -> str:
    return str(
        h.html(lang=texts.language)[
            h.head[
                h.meta(charset="utf-8"),
                h.meta(name="viewport", content="width=device-width, initial-scale=1"),
                h.title[title],
                h.link(rel="icon", href="data:,"),
                h.style[Markup(_STYLE)],  # noqa: S704 - a constant
            ],
            h.body[h.main[h.div(".mark", aria_hidden="true")["✦"], h.h1[title], *content]],
        ]
    )
