"""The page's pure functions, asked in the browser."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from sandbox.slack.server import running_slack
from tests.browser import visiting


@pytest_asyncio.fixture(scope="module")
async def page(browser: Browser) -> AsyncIterator[Page]:
    async with running_slack() as slack, visiting(browser, slack.url) as visit:
        yield visit.page


async def call(page: Page, module: str, function: str, *arguments: Any) -> Any:
    return await page.evaluate(
        "async ([module, name, given]) => (await import(`/page/js/${module}.js`))[name](...given)",
        [module, function, list(arguments)],
    )


@pytest.mark.parametrize(
    ("hint", "examples"),
    [
        ("lighthouse, storm --style watercolour   ·   help",
         ["/imagine lighthouse, storm --style watercolour", "/imagine help", "/imagine"]),
        ("[keywords]", ["/imagine"]),
        ("", ["/imagine"]),
    ],
)  # fmt: skip
async def test_usage_hints_become_examples(page: Page, hint: str, examples: list[str]) -> None:
    assert (
        await call(page, "parts/intro", "examplesOf", {"command": "/imagine", "usage_hint": hint}) == examples
    )


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("/im", {"kind": "command", "typed": "im", "length": 3}),
        ("/imagine a", None),
        ("say /im", None),
        ("hello @mi", {"kind": "person", "typed": "mi", "length": 3}),
        ("@", {"kind": "person", "typed": "", "length": 1}),
        ("me@home", None),
        ("(#des", {"kind": "channel", "typed": "des", "length": 4}),
        ("@김민", {"kind": "person", "typed": "김민", "length": 3}),
        (":ta", {"kind": "emoji", "typed": "ta", "length": 3}),
        ("at 12:30", None),
        (": )", None),
    ],
)
async def test_the_word_that_is_being_typed(page: Page, before: str, word: Any) -> None:
    assert await call(page, "parts/completion", "wordBefore", before) == word


@pytest.mark.parametrize(
    ("name", "letters"), [("Alex Rivera", "AR"), ("김민아", "김"), ("sam", "S"), ("Ana Maria de Souza", "AS")]
)
async def test_initials(page: Page, name: str, letters: str) -> None:
    assert await call(page, "ui/avatar", "initials", name) == letters


@pytest.mark.parametrize(
    ("typed", "name"), [("  Mood Boards ", "mood-boards"), ("#ideas", "ideas"), ("그림 방", "그림-방")]
)
async def test_channel_names(page: Page, typed: str, name: str) -> None:
    assert await call(page, "parts/new_channel", "asChannelName", typed) == name


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/archives/C1/p1795453783186582", {"channel": "C1", "message": "1795453783.186582", "thread": None}),
        ("/archives/C1/p1795453783186582?thread_ts=1795453000.000001&cid=C1",
         {"channel": "C1", "message": "1795453783.186582", "thread": "1795453000.000001"}),
        ("https://a.example/archives/C1/p1795453783186582", None),
        ("/files/F1", None),
    ],
)  # fmt: skip
async def test_permalinks_are_understood(page: Page, address: str, place: Any) -> None:
    assert await call(page, "core/route", "readPermalink", address) == place


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "plain_text_input", "initial_value": "a"}, "a"),
        ({"type": "plain_text_input"}, None),
        ({"type": "static_select", "initial_option": {"text": {}, "value": "b"}}, "b"),
        ({"type": "checkboxes", "initial_options": [{"text": {}, "value": "c"}]}, ["c"]),
        ({"type": "multi_users_select", "initial_users": ["U1"]}, ["U1"]),
        ({"type": "file_input"}, []),
    ],
)
async def test_what_inputs_begin_with(page: Page, element: Any, value: Any) -> None:
    assert await call(page, "elements/values", "initialValue", element) == value


@pytest.mark.parametrize(
    ("state", "value"),
    [
        ({"type": "plain_text_input", "value": "a"}, "a"),
        ({"type": "radio_buttons", "selected_option": {"text": {}, "value": "b"}}, "b"),
        ({"type": "radio_buttons", "selected_option": None}, None),
        ({"type": "checkboxes", "selected_options": [{"text": {}, "value": "c"}]}, ["c"]),
        ({"type": "datetimepicker", "selected_date_time": 1}, 1),
        ({"type": "file_input", "files": [{"id": "F1"}]}, ["F1"]),
    ],
)
async def test_what_the_server_remembers(page: Page, state: Any, value: Any) -> None:
    assert await call(page, "elements/values", "rememberedValue", state) == value
