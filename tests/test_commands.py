"""What the documents tell people to type is run by a test, or is somebody else's; and that has such a command."""

import os
import re
import shlex
import subprocess

import botocore.session
import pytest
from botocore import xform_name

from bot import tools
from tests.readme import PAGES, ROOT, commands, inline
from tests.runs import Run, is_run

PRODUCTION = "tests/journeys/test_production.py"
WALK = "tests/infra/test_journey.py"
ARCHIVES = "tests/bot/test_archives.py"
HANDOVER = "tests/sandbox/bedrock/handover/conftest.py"

BOT = r"\.venv/bin/python -m bot"
CHAOS = r"\.venv/bin/python -m sandbox\.chaos"
RUN: dict[str, list[Run]] = {
    rf"{BOT}": [Run(PRODUCTION, "running", ("run",))],
    rf"{BOT} init": [Run(PRODUCTION, "types", ("init",))],
    rf"{BOT} check": [Run(PRODUCTION, "types", ("check",))],
    r"cp \.env\.example \.env": [Run(PRODUCTION, "types", ("copy",))],
    r"\$EDITOR \.env": [Run(PRODUCTION, "types", ("edit",))],
    rf"{BOT} manifest": [Run(PRODUCTION, "types", ("for_socket",))],
    rf"{BOT} manifest --url \S+": [Run(PRODUCTION, "types", ("for_http",))],
    rf"{BOT} check --json": [Run(WALK, "says", ("check", "--json"))],
    rf"{BOT} listen": [Run(WALK, "start_bot", ("listen",))],
    rf"{BOT} work": [Run(WALK, "start_bot", ("work",))],
    rf"{BOT} jobs dead": [Run(WALK, "says", ("jobs", "dead"))],
    rf"{BOT} jobs retry-dead": [Run(WALK, "says", ("jobs", "retry-dead"))],
    rf"{BOT} forget --workspace \S+": [Run(ARCHIVES, "run", ("forget", "--workspace"))],
    rf"{BOT} export --workspace \S+ --out \S+( \[--since \S+\])?": [
        Run(ARCHIVES, "run", ("export", "--workspace", "--out"))
    ],
    rf"{BOT} import --in \S+( \[--workspace \S+\])?": [Run(ARCHIVES, "run", ("import", "--in"))],
    rf"{BOT} reindex": [Run(ARCHIVES, "types", ("bot", "reindex"))],
    rf"{BOT} recipe FILE": [Run("tests/bot/test_recipe.py", "main", ("recipe",))],
    r"\.venv/bin/python -m sandbox imagine .*": [
        Run(
            "tests/journeys/test_processes.py",
            "create_subprocess_exec",
            ("-m", "sandbox", "imagine", "--style", "--pick", "--out"),
        )
    ],
    r"--(reference FILE|use|strength|where)": [
        Run(
            "tests/sandbox/test_imagine.py",
            "main",
            ("imagine", "--reference", "--reference", "--use", "--strength", "--where"),
        )
    ],
    r"SANDBOX_LLM_URL=\S+": [Run(HANDOVER, "bedrock", ()), Run(HANDOVER, "running_aws", ("handover",))],
    r"make demo": [Run("tests/sandbox/test_demo.py", "create_subprocess_exec", ("--port", "--aws-port"))],
    rf"make chaos|{CHAOS}": [Run("tests/journeys/test_chaos.py", "chaos", ())],
    rf"{CHAOS} --orderly --jobs \d+": [Run("tests/journeys/test_chaos.py", "orderly", ())],
}
"""What is run: pattern of the command → where."""

IN_CI = r"make (check|test)"
"""What continuous integration runs, tests and all."""

UNSEEN = {
    r"make bench": "it measures for minutes, on a machine that does nothing else",
    r"\.venv/bin/python -m benchmarks \w+": "the same, of one thing",
    r"make lock": "it asks the package index for what is new",
}
"""What no test runs: pattern → why. That it would start is seen below."""

EXTERNAL = {
    r"aws .*": "of AWS; held to botocore's own descriptions below",
    r"docker .*": "of Docker; .github/workflows builds the image and starts it",
    r"grep .*": "of every system",
    r"python3 -m venv \.venv": "of Python; the tests run in what it makes",
    r"\.venv/bin/pip install -r requirements\.txt": "of pip; make setup does it with the tests' own list",
    r"\.venv/bin/python -m pytest \S+ -q": "of pytest, which runs this",
}
"""What others have made: pattern → why no test runs it."""


def parts(text: str) -> list[str]:
    return re.split(r" && | \| ", text)


EVERYTHING = sorted(
    {(page, part) for page in PAGES for one in [*commands(page), *inline(page)] for part in parts(one.text)}
)


def test_there_are_commands():
    assert len(EVERYTHING) > 40
    assert {page for page, _ in EVERYTHING} >= {"README.md", "CONTRIBUTING.md", "infra/README.md"}
    for text in ("make bench", "make lock", "SANDBOX_LLM_URL=http://127.0.0.1:11434", "--reference FILE"):
        assert ("README.md", text) in EVERYTHING


@pytest.mark.parametrize(("page", "text"), EVERYTHING)
def test_every_command_is_run_by_a_test_or_is_somebody_elses(page, text):
    known = [pattern for pattern in (*RUN, IN_CI, *UNSEEN, *EXTERNAL) if re.fullmatch(pattern, text)]
    assert known, f"{page} tells people to type {text!r}, which nothing here runs"


@pytest.mark.parametrize(("pattern", "runs"), RUN.items())
def test_what_is_said_to_run_it_does(pattern, runs):
    for one in runs:
        assert one.is_there(), f"{one.file} runs no {pattern}: no call of {one.by} with {one.words}"


@pytest.mark.parametrize("pattern", [*RUN, IN_CI, *UNSEEN, *EXTERNAL])
def test_nothing_is_said_about_what_nobody_is_told_to_type(pattern):
    assert any(re.fullmatch(pattern, text) for _, text in EVERYTHING)


@pytest.mark.parametrize("target", ["check", "test"])
def test_continuous_integration_runs_what_is_typed(target):
    assert re.search(rf"^make {target}\b", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)


@pytest.mark.parametrize(
    "target", sorted({text.split()[1] for _, text in EVERYTHING if text.startswith("make ")})
)
def test_make_knows_what_to_do(target):
    # Not as a part of the `make` that may be running this.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "--dry-run", target],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        errors="replace",  # it shows what the groups have written by now, to the middle of a letter
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_what_is_measured_is_there():
    from benchmarks.__main__ import MEASURES

    named = {found[1] for _, text in EVERYTHING if (found := re.search(r"-m benchmarks (\w+)", text))}
    assert named
    assert named <= MEASURES.keys()


SOURCE = """
def says(*words): ...
def test_it(): says("jobs", *["dead", name])
def helper(): says("used")
def test_other(): helper()
def left(): says("reindex")
def test_words():
    "says('import')"  # says("import")
    text = "says('import')"
@pytest.mark.skip
def test_skipped(): says("export")
"""


@pytest.mark.parametrize("words", [("jobs", "dead"), ("jobs", "name"), ("used",), ()])
def test_a_run_is_found(words):
    assert is_run(SOURCE, "says", words)


@pytest.mark.parametrize(
    "words", [("dead", "jobs"), ("reindex",), ("import",), ("export",), ("jobs", "dead", "name", "more")]
)
def test_words_alone_are_no_run(words):
    assert not is_run(SOURCE, "says", words)


def test_the_commands_about_files_take_what_is_typed():
    typed = [
        shlex.split(re.sub(r"[\[\]]", "", text))[3:]
        for _, text in EVERYTHING
        if re.match(rf"{BOT} (export|import|forget)", text)
    ]
    assert {words[0] for words in typed} == {"export", "import", "forget"}
    for words in typed:
        tools._parser().parse_args([word.replace("…", "0123ABCD") for word in words])


# --- AWS -------------------------------------------------------------------------------------------------

OF_THE_CLI = {
    ("cloudformation", "deploy"): {"stack-name", "template-file", "capabilities", "parameter-overrides"},
    ("ecr", "get-login-password"): set(),
    ("logs", "tail"): {"follow"},
    ("s3", "cp"): set(),
}
"""Commands that the AWS CLI has of its own, with the options that are used (AWS CLI command reference)."""
EVERYWHERE = {"region", "output", "query"}
AWS = [text for _, text in EVERYTHING if text.startswith("aws ")]


@pytest.mark.parametrize("text", AWS)
def test_aws_has_such_a_command_with_such_options(text):
    _, service, operation, *rest = shlex.split(text)
    options = {word.removeprefix("--") for word in rest if word.startswith("--")} - EVERYWHERE
    if (service, operation) in OF_THE_CLI:
        assert options <= OF_THE_CLI[service, operation]
        return
    model = botocore.session.get_session().get_service_model(service)
    operations = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(operations[operation]).input_shape
    assert options <= {xform_name(name, "-") for name in shape.members}
    missing = {xform_name(name, "-") for name in shape.required_members} - options
    assert not missing


def template(section: str) -> set[str]:
    """The names in a section of the template."""
    found = re.search(
        rf"^{section}:\n((?:[ #].*\n|\n)+)", (ROOT / "infra/template.yaml").read_text(), re.MULTILINE
    )
    assert found is not None
    return set(re.findall(r"^  (\w+):", found[1], re.MULTILINE))


@pytest.mark.parametrize("text", [text for text in AWS if "cloudformation" in text])
def test_the_template_takes_and_gives_what_is_typed(text):
    words = shlex.split(text)
    if "deploy" in words:
        assert (ROOT / words[words.index("--template-file") + 1]).is_file()
        assert "CAPABILITY_IAM" in words or "--capabilities" not in words
        assert {name for word in words if (name := word.partition("=")[0]) != word} <= template("Parameters")
    for key in re.findall(r"OutputKey=='(\w+)'", text):
        assert key in template("Outputs")
