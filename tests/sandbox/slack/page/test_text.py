"""Formatted text: what the page's own parsers make of mrkdwn, Markdown and emoji."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from sandbox.slack.server import running_slack
from tests.browser import visiting


@pytest_asyncio.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    """One page for all of them: nothing here changes it."""
    async with running_slack() as slack, visiting(browser, slack.url) as visit:
        yield visit.page


async def html(page: Page, text: str, parser: str = "renderMrkdwn") -> str:
    """What `text` is rendered as, without attributes."""
    shown: str = await page.evaluate(
        """async ([text, parser]) => {
            const render = await import("/page/js/text/render.js");
            const { Directory } = await import("/page/js/state/people.js");
            const users = [{id: "U1", name: "mina", profile: {display_name: "김민아"}},
                           {id: "U2", name: "alex", profile: {display_name: "Alex Rivera"}}];
            const channels = [{id: "C1", name: "design", kind: "public"}];
            const names = new render.Names(new Directory(users, channels, {}), "U2", () => {});
            const shown = render[parser](text, names);
            for (const one of shown.querySelectorAll("*"))
                for (const name of one.getAttributeNames()) if (name !== "href") one.removeAttribute(name);
            return shown.innerHTML;
        }""",
        [text, parser],
    )
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*bold* _italic_ ~struck~", "<p><strong>bold</strong> <em>italic</em> <s>struck</s></p>"),
        ("*_both_*", "<p><strong><em>both</em></strong></p>"),
        ("2*3*4 snake_case_name ~", "<p>2*3*4 snake_case_name ~</p>"),
        ("* not bold * _ nor italic _", "<p>* not bold * _ nor italic _</p>"),
        ("*not over\nlines*", "<p>*not over\nlines*</p>"),
        ("*굵게*", "<p><strong>굵게</strong></p>"),
        ("(*in brackets*), *twice* *again*", "<p>(<strong>in brackets</strong>), <strong>twice</strong> <strong>again</strong></p>"),
        ("`*as it is*`", "<p><code>*as it is*</code></p>"),
        ("*a `*` b*", "<p><strong>a <code>*</code> b</strong></p>"),
        ("&lt;b&gt; &amp;amp;", "<p>&lt;b&gt; &amp;amp;</p>"),
        ("<b>", "<p>&lt;b&gt;</p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
    ],
)  # fmt: skip
async def test_styles(page: Page, text: str, expected: str) -> None:
    assert await html(page, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<https://a.example/?x=1&amp;y=2|here>", '<p><a href="https://a.example/?x=1&amp;y=2">here</a></p>'),
        ("<https://a.example/>", '<p><a href="https://a.example/">https://a.example/</a></p>'),
        ("see https://a.example/b, ok", '<p>see <a href="https://a.example/b">https://a.example/b</a>, ok</p>'),
        ("<javascript:alert(1)|here>", "<p><span>here</span></p>"),
        ("<mailto:a@b.example|write>", '<p><a href="mailto:a@b.example">write</a></p>'),
        ("<@U1> <@U2|alex> <@U9>", "<p><span>@김민아</span> <span>@Alex Rivera</span> <span>@U9</span></p>"),
        ("<#C1> <#C1|old-name> <#C9|other> <#C9>",
         "<p><button>#design</button> <button>#design</button> <span>#other</span> <span>a private channel</span></p>"),
        ("<!here> <!subteam^S1|@crew>", "<p><span>@here</span> <span>@crew</span></p>"),
        ("<!date^1795453783^{date_num} {unknown}|then>", "<p><time>23/11/2026 {unknown}</time></p>"),
        (":tada: :not_an_emoji: 12:30:45", "<p><span>🎉</span> :not_an_emoji: 12:30:45</p>"),
        (":wave::skin-tone-3:", "<p><span>👋🏼</span></p>"),
        ("🎨 Painting", "<p><span>🎨</span> Painting</p>"),
    ],
)  # fmt: skip
async def test_references(page: Page, text: str, expected: str) -> None:
    assert await html(page, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before\n> one\n> *two*\nafter",
         "<p>before</p><blockquote>one\n<strong>two</strong></blockquote><p>after</p>"),
        ("&gt; typed", "<blockquote>typed</blockquote>"),
        ("&gt;&gt;&gt; all\nthe rest", "<blockquote>all\nthe rest</blockquote>"),
        ("a\n```\n*code* &lt;b&gt;\n\nmore\n```\nb",
         "<p>a</p><pre><code>*code* &lt;b&gt;\n\nmore</code></pre><p>b</p>"),
        ("open ``` fence", "<p>open ``` fence</p>"),
        ("```one``` and ```two", "<pre><code>one</code></pre><p> and ```two</p>"),
        ("• one\n  ◦  *deeper*",
         "<ul><li><span>•</span><span>one</span></li><li><span>◦</span><span><strong>deeper</strong></span></li></ul>"),
        ("1. one\n10) ten",
         "<ul><li><span>1.</span><span>one</span></li><li><span>10)</span><span>ten</span></li></ul>"),
        ("one\n\ntwo  words", "<p>one\n\ntwo  words</p>"),
    ],
)  # fmt: skip
async def test_blocks_of_text(page: Page, text: str, expected: str) -> None:
    assert await html(page, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title\n\nSome **bold**, *it* and `code`",
         "<p>Title</p><p>Some <strong>bold</strong>, <em>it</em> and <code>code</code></p>"),
        ("- a\n  - b", "<ul><li><span>•</span><span>a</span></li><li><span>•</span><span>b</span></li></ul>"),
        ("> q\n\n---", "<blockquote>q</blockquote><hr>"),
        ("[x](https://a.example) [y](javascript:1)", '<p><a href="https://a.example">x</a> <span>y</span></p>'),
        ("```py\n**no**\n```", "<pre><code>**no**</code></pre>"),
        (r"\*plain\* snake_case_name", "<p>*plain* snake_case_name</p>"),
        ("open **bold", "<p>open **bold</p>"),
    ],
)  # fmt: skip
async def test_markdown(page: Page, text: str, expected: str) -> None:
    assert await html(page, text, "renderMarkdown") == expected


async def test_parsing_ends_on_anything(page: Page) -> None:
    """Marks without partners, in great number, neither hang nor break."""
    texts = [
        "*" * 3000,
        "_a " * 1000,
        "`" * 2999,
        "<" * 3000,
        ":" * 3000,
        "~*_`" * 700,
        "> " * 1500,
        "```" * 999,
    ]
    lengths = await page.evaluate(
        """async (texts) => {
            const { parseMrkdwn } = await import("/page/js/text/mrkdwn.js");
            const { parseMarkdown } = await import("/page/js/text/markdown.js");
            return texts.map((text) => parseMrkdwn(text).length + parseMarkdown(text).length);
        }""",
        texts,
    )
    assert all(length > 0 for length in lengths)


async def test_emoji_have_names_of_their_own(page: Page) -> None:
    table: list[dict[str, Any]] = json.loads(
        await page.evaluate('async () => JSON.stringify((await import("/page/js/text/emoji.js")).EMOJI)')
    )
    names = [name for one in table for name in one["names"]]
    assert len(names) > 400
    assert len(names) == len(set(names))
    pictures = await page.evaluate(
        r"(all) => all.filter((one) => !/^\p{RGI_Emoji}$/v.test(one))", [one["emoji"] for one in table]
    )
    assert pictures == []
