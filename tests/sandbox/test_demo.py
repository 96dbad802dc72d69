"""`make demo`: what the Makefile starts comes up, opens a browser, and ends when it is told to."""

import asyncio
import os
import re
import shlex
import signal
import stat
import sys

import aiohttp

from sandbox.slack.client import WorkspaceClient
from tests.journeys.person import Person, until
from tests.journeys.person import said as said_in
from tests.readme import ROOT


async def test_it_opens_a_workspace_with_the_bot_in_it(tmp_path):
    found = re.search(
        r"^demo:.*\n\t@\$\(BIN\)/python (-m sandbox .*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
    )
    assert found is not None
    browser, opened = tmp_path / "browser", tmp_path / "opened"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *shlex.split(found[1]), "--port", "0", "--aws-port", "0"),
        cwd=ROOT,
        env=os.environ | {"BROWSER": f"{browser} %s", "PYTHONUNBUFFERED": "1"},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        said = b""
        while b"Ctrl-C ends everything." not in said:
            line = await process.stdout.readline()
            assert line, said.decode()
            said += line
        (url,) = re.findall(r"Open (http://\S+) and type", said.decode())
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert answer.status == 200
            assert "<html" in await answer.text()
        async with WorkspaceClient(url) as workspace:
            channel = await workspace.add_channel("demo", bot=True)
            alex = Person(workspace, "alex", channel["id"])
            await alex.types("/imagine models")
            listed = said_in(await alex.privately("Painting from words"))
            assert all(name in listed for name in ("Stable Image Core", "Studio Image Server"))

        async def told():
            return opened.exists() and opened.read_text().strip()

        assert await until(told) == url
    finally:
        process.send_signal(signal.SIGINT)
        await process.communicate()
    assert process.returncode == 0
