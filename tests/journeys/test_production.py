"""The README's way to a workspace of one's own, walked as it is written: from a clone to a picture, and out again."""

import asyncio
import json
import os
import re
import shutil
import signal
import stat
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import boto3
import jsonschema
import pytest
import yaml
from playwright.async_api import expect

from sandbox.aws.client import AwsControl
from sandbox.bot_process import free_port
from sandbox.constants import BUCKET, REGION, TABLE
from sandbox.slack.client import ControlError, WorkspaceClient
from sandbox.stack import running_stack
from services.table import item_from_wire
from tests.browser import running_browser
from tests.journeys.person import Person, pictures, until
from tests.patience import UNHURRIED
from tests.readme import ROOT, commands

SECTION = "On your own Slack and AWS"
SCHEMA = ROOT / "tests" / "manifest" / "manifest.schema.2.0.0.json"

pytestmark = pytest.mark.timeout(600)

ELSEWHERE = {
    r"python3 -m venv \.venv && \.venv/bin/pip install -r requirements\.txt": "the tests run in such a one",
    r"aws cloudformation .*": "there is no AWS here; tests/infra runs the template",
    r"docker build .*": "there is no Docker here",
}
"""What is not typed: pattern → why."""

_EDITOR = """#!{python}
import json, re, sys
from pathlib import Path

path = Path(sys.argv[1])
text = path.read_text()
for name, value in json.loads(Path({settings!r}).read_text()).items():
    line = f"{{name}}={{value}}"
    text, found = re.subn(rf"(?m)^#?{{name}}=.*$", lambda _: line, text)
    if not found:
        sys.exit(f"{{path}} does not name {{name}}")
path.write_text(text)
"""
"""A person who knows what to fill in, and finds each setting in the example."""


@pytest.fixture(scope="module")
async def stack(patient_slack):
    """A workspace without the app, and a cloud without the bot's table, bucket and queues."""

    async def nothing(_):
        return

    async with running_stack(extended_access=True, installed=False, prepare=nothing) as running:
        async with AwsControl(running.aws.url) as aws:
            await aws.paint_plain()
        yield running


@pytest.fixture
async def page():
    async with running_browser() as browser:
        context = await browser.new_context(locale="en-GB")
        yield await context.new_page()
        await context.close()


@pytest.fixture
async def workspace(stack):
    async with WorkspaceClient(stack.slack.url) as client:
        yield client


class Clone:
    """A folder as a clone leaves it, and a shell in it that knows nothing of the sandbox."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.folder = folder
        for name in ("bot", "handlers", "services", "web", "infra"):
            (folder / name).symlink_to(ROOT / name)
        for name in ("manifest.yml", ".env.example", "requirements.txt"):
            shutil.copy(ROOT / name, folder / name)
        (folder / ".venv" / "bin").mkdir(parents=True)
        # The tests' own interpreter, wherever that is.
        python = folder / ".venv" / "bin" / "python"
        patient = " ".join(f"{name}={value}" for name, value in UNHURRIED.items())
        python.write_text(f'#!/bin/sh\n{patient} exec {sys.executable} "$@"\n')
        told, editor = folder / "settings.json", folder / "editor"
        told.write_text(json.dumps(settings))
        editor.write_text(_EDITOR.format(python=sys.executable, settings=str(told)))
        for program in (python, editor):
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "EDITOR": str(editor),
            "PYTHONUNBUFFERED": "1",
        }

    async def start(self, command: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *("sh", "-euc", command),
            cwd=self.folder,
            env=self._environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )

    async def types(self, command: str) -> str:
        """What a command writes; it must succeed."""
        process = await self.start(command)
        output, _ = await process.communicate()
        assert process.returncode == 0, f"{command}\n{output.decode()}"
        return output.decode()

    @asynccontextmanager
    async def running(self, command: str, url: str):
        """Run a command that stays, from when it is ready until the block ends; SIGTERM ends it well."""
        process = await self.start(f"exec {command}")
        reading = asyncio.create_task(process.stdout.read())
        try:

            async def ready():
                assert process.returncode is None, (await reading).decode()
                try:
                    async with aiohttp.ClientSession() as session, session.get(f"{url}/readyz") as answer:
                        return answer.status == 200
                except aiohttp.ClientError:
                    return False

            await until(ready, seconds=120)
            yield
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            output = (await reading).decode()
            await process.wait()
        assert process.returncode == 0, output
        assert "Traceback" not in output, output


def as_written(*patterns):
    """The section's commands that are typed here, in their order; each is one of `patterns`, and each of these there."""
    typed = [
        one.text
        for one in commands("README.md", SECTION)
        if not any(re.fullmatch(pattern, one.text) for pattern in ELSEWHERE)
    ]
    assert len(typed) == len(patterns), typed
    for text, pattern in zip(typed, patterns, strict=True):
        assert re.fullmatch(pattern, text), f"{text!r} where {pattern!r} is expected"
    return typed


def test_what_is_not_typed_is_there():
    texts = [one.text for one in commands("README.md", SECTION)]
    for pattern in ELSEWHERE:
        assert any(re.fullmatch(pattern, text) for text in texts), pattern


async def kept(stack):
    """Everything in the table and the names of everything in the bucket."""

    def look():
        session = boto3.Session("sandbox", "sandbox", region_name=REGION)
        dynamodb = session.client("dynamodb", endpoint_url=stack.aws.direct_url)
        s3 = session.client("s3", endpoint_url=stack.aws.direct_url)
        pages = dynamodb.get_paginator("scan").paginate(TableName=TABLE)
        items = [item_from_wire(item) for page in pages for item in page["Items"]]
        return items, [one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])]

    return await asyncio.to_thread(look)


async def test_from_a_clone_to_a_picture_and_out_again(stack, page, workspace, tmp_path):
    typed = as_written(
        r".* -m bot manifest", r".* -m bot manifest --url https://\S+", r"cp \.env\.example \.env",
        r"\$EDITOR \.env", r".* -m bot init", r".* -m bot check", r"\S+ -m bot",
    )  # fmt: skip
    for_socket, for_http, copy, edit, init, check, run = typed

    port = free_port()
    url = f"http://127.0.0.1:{port}"
    known = stack.environment(port=port)
    names = set(re.findall(r"^#?([A-Z][A-Z_0-9]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    clone = Clone(
        tmp_path,
        {name: value for name, value in known.items() if name in names}
        # Whoever takes the bot out here is forgotten at once, and that is soon enough to be seen.
        | {"IMAGINE_GRACE_DAYS": "0", "IMAGINE_LEASE_SECONDS": "4"},
    )

    manifests = [yaml.safe_load(await clone.types(for_socket)), yaml.safe_load(await clone.types(for_http))]
    assert [one["settings"]["socket_mode_enabled"] for one in manifests] == [True, False]
    for manifest in manifests:
        jsonschema.validate(manifest, json.loads(SCHEMA.read_text()))

    await clone.types(copy)
    await clone.types(edit)
    assert TABLE in await clone.types(init)
    told = await clone.types(check)
    assert "✗" not in told
    assert f"✓ table {TABLE}" in told

    team = stack.slack.slack.workspace.team_id
    async with clone.running(run, url):
        await page.goto(f"{url}/slack/install")
        await page.get_by_role("button", name="Allow").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("Imagine is installed")

        alex = Person(workspace, "alex", (await workspace.add_channel("ours", bot=True))["id"])
        await alex.types("/imagine --raw a lighthouse at night")
        (result,) = await alex.painted(await alex.card())
        (picture,) = pictures(result)
        async with aiohttp.ClientSession() as session, session.get(picture["image_url"]) as answer:
            assert answer.status == 200
        items, objects = await kept(stack)
        assert any(item["pk"] == f"INSTALLATION#{team}" for item in items)
        assert any("s3_key" in item for item in items)
        assert objects

        await workspace.uninstall()

        async def forgotten():
            items, objects = await kept(stack)
            return not objects and team not in str(items)

        await until(forgotten, seconds=120)
        with pytest.raises(ControlError, match="unknown_command"):
            await alex.types("/imagine --raw a boat")
