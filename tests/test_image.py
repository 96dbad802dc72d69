"""The container image's steps, carried out without a container engine: a clean environment with nothing but
what the image gets, and the bot started from it."""

import asyncio
import json
import re
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from sandbox.bot_process import free_port, spawn_bot
from sandbox.stack import running_stack
from tests.journeys.person import until

# It installs the runtime from the package index.
pytestmark = pytest.mark.timeout(900)

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def instructions(name):
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^{name} +(.+)$", joined, re.MULTILINE)


def test_its_base_is_pinned_and_it_does_not_run_as_root():
    (python,) = re.findall(r"^ARG PYTHON=(.+)$", DOCKERFILE, re.MULTILINE)
    assert re.fullmatch(r"3\.\d+\.\d+-slim-\w+", python)
    assert instructions("FROM") == ["python:${PYTHON} AS build", "python:${PYTHON}"]
    assert instructions("USER") == ["imagine"]
    assert DOCKERFILE.index("USER imagine") < DOCKERFILE.index("ENTRYPOINT")


def test_what_is_sent_to_the_builder_is_what_it_copies():
    copied = {line.split()[0] for line in instructions("COPY") if not line.startswith("--from")}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == allowed == {"requirements.txt", "bot/", "handlers/", "services/", "web/", "manifest.yml"}


@pytest.fixture(scope="module")
async def image(tmp_path_factory):
    """The folder and the Python of the image."""
    home = tmp_path_factory.mktemp("image")
    install = next(line for line in instructions("RUN") if "pip install" in line)
    app = home / "app"
    app.mkdir()
    for copied in {line.split()[0] for line in instructions("COPY") if not line.startswith("--from")}:
        source = ROOT / copied
        if source.is_dir():
            shutil.copytree(source, app / copied, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, app)
    venv = home / "venv"
    command = install.replace("/venv", str(venv)).replace("python -m venv", f"{sys.executable} -m venv")
    process = await asyncio.create_subprocess_shell(
        command, cwd=app, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()[-3000:]
    return app, venv / "bin" / "python"


async def test_the_bot_starts_from_it_and_its_health_check_passes(image):
    app, python = image
    assert [json.loads(line) for line in instructions("ENTRYPOINT") + instructions("CMD")[-1:]] == [
        ["python", "-m", "bot"],
        ["run"],
    ]
    (check,) = re.findall(r"CMD (\[.+urllib.+\])$", DOCKERFILE, re.MULTILINE)
    async with running_stack(extended_access=True) as stack:
        environment = stack.environment(port=free_port())
        with closing(spawn_bot("run", environment, str(python), app)) as bot:
            await bot.ready()

            async def healthy():
                process = await asyncio.create_subprocess_exec(
                    str(python), *json.loads(check)[1:], env={"PORT": environment["PORT"]}
                )
                return await process.wait() == 0

            await until(healthy)  # Docker asks more than once, too
            assert await bot.stop() == 0


async def test_it_has_nothing_of_the_sandbox_or_the_tests(image):
    _, python = image
    process = await asyncio.create_subprocess_exec(
        str(python), "-m", "pip", "list", "--format=json", stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    installed = {package["name"].lower() for package in json.loads(output)}
    assert not installed & {"ministack", "onnxruntime", "playwright", "pytest", "mypy", "resvg-py", "numpy"}
