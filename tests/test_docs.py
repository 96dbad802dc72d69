"""The documents are true: their commands run, their links lead somewhere, the files that they name are there."""

import re
import shlex
from pathlib import Path

import botocore.session
import pytest
import yaml
from botocore import xform_name

from bot import tools
from tests.readme import PAGES, ROOT, Command, commands

READ = sorted({*PAGES, *(path.name for path in ROOT.glob("*.md")), "sandbox/slack/CONTROL.md"})
"""Every page that people read."""

BOT = r"\.venv/bin/python -m bot"
RUN = {
    rf"{BOT}": ("tests/journeys/test_production.py", r"-m bot"),
    rf"{BOT} (init|check)": ("tests/journeys/test_production.py", r"-m bot init.*-m bot check"),
    r"cp \.env\.example \.env": ("tests/journeys/test_production.py", r"\.env\\\.example"),
    r"\$EDITOR \.env": ("tests/journeys/test_production.py", r"EDITOR"),
    rf"{BOT} manifest( --url \S+)?": ("tests/journeys/test_production.py", r"-m bot manifest --url"),
    rf"{BOT} check --json": ("tests/journeys/test_check.py", r'"bot", "check".*"--json"'),
    rf"{BOT} (listen|work)": (
        "tests/infra/test_journey.py",
        r'start_bot\("listen"\).*start_bot\("work"\)',
    ),
    rf"{BOT} jobs (dead|retry-dead)": (
        "tests/infra/test_journey.py",
        r'"jobs", "dead".*"jobs", "retry-dead"',
    ),
    rf"{BOT} forget --workspace \w+": (
        "tests/bot/test_archives.py",
        r'"forget", "--workspace", HOME\)',
    ),
    rf"{BOT} export --workspace \w+ --out \w+": (
        "tests/bot/test_archives.py",
        r'"export", "--workspace", HOME, "--out"',
    ),
    rf"{BOT} import --in \w+": ("tests/bot/test_archives.py", r'"import", "--in"'),
    rf"{BOT} reindex": ("tests/bot/test_archives.py", r'"bot", "reindex"'),
    r"\.venv/bin/python -m sandbox imagine .*": (
        "tests/journeys/test_processes.py",
        r'"-m", "sandbox", "imagine".*"--style".*"--pick".*"--out"',
    ),
    r"make demo": ("tests/sandbox/test_demo.py", r"make demo"),
    r"make (check|test)": (".ci/run", r"^make check\b.*^make test\b"),
}
"""What is run: pattern of the command → where, and by which words one sees that."""

EXTERNAL = {
    r"aws .*": "of AWS; held to botocore's own descriptions below",
    r"docker .*": "of Docker; .github/workflows builds the image and starts it",
    r"grep .*": "of every system",
    r"python3 -m venv \.venv": "of Python; the tests run in what it makes",
    r"\.venv/bin/pip install -r requirements\.txt": "of pip; make setup does it with the tests' own list",
}
"""What others have made: pattern → why no test runs it."""


def parts(command: Command) -> list[str]:
    return re.split(r" && | \| ", command.text)


EVERYTHING = [(page, part) for page in PAGES for command in commands(page) for part in parts(command)]


def test_there_are_commands():
    assert len(EVERYTHING) > 25
    assert {page for page, _ in EVERYTHING} >= {"README.md", "CONTRIBUTING.md", "infra/README.md"}


@pytest.mark.parametrize(("page", "text"), EVERYTHING)
def test_every_command_is_run_by_a_test_or_is_somebody_elses(page, text):
    known = [pattern for pattern in (*RUN, *EXTERNAL) if re.fullmatch(pattern, text)]
    assert known, f"{page} tells people to type {text!r}, which nothing here runs"


@pytest.mark.parametrize(("pattern", "where"), RUN.items())
def test_what_is_said_to_run_it_does(pattern, where):
    file, words = where
    assert re.search(words, (ROOT / file).read_text(), re.DOTALL | re.MULTILINE), f"{file} runs no {pattern}"
    assert any(re.fullmatch(pattern, text) for _, text in EVERYTHING), f"nobody is told to type {pattern}"


@pytest.mark.parametrize("pattern", EXTERNAL)
def test_what_is_somebody_elses_is_needed(pattern):
    assert any(re.fullmatch(pattern, text) for _, text in EVERYTHING)


def test_the_commands_about_files_take_what_is_typed():
    typed = [
        shlex.split(text)[3:] for _, text in EVERYTHING if re.match(rf"{BOT} (export|import|forget)", text)
    ]
    assert {words[0] for words in typed} == {"export", "import", "forget"}
    for words in typed:
        tools._parser().parse_args(words)


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


# --- Links and names ---------------------------------------------------------------------------------------


def prose(page: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", (ROOT / page).read_text(), flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """What its headings are called in addresses."""
    text = re.sub(r"^```.*?^```$", "", path.read_text(), flags=re.MULTILINE | re.DOTALL)
    plain = (
        re.sub(r"[^\w\- ]", "", heading.lower()) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    )
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", READ)
def test_every_link_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (ROOT / page).parent / name if name else ROOT / page
        assert path.exists(), f"{page}: {target}"
        if anchor:
            assert anchor in anchors(path), f"{page}: {target}"


@pytest.mark.parametrize("page", READ)
def test_every_file_that_is_named_is_there(page):
    folders = "bot|handlers|services|web|sandbox|tests|infra|docs|benchmarks"
    for name in re.findall(rf"`((?:{folders})/[\w/.-]*)`", prose(page)):
        assert (ROOT / name).exists(), f"{page} names {name}"


@pytest.mark.parametrize("page", READ)
def test_no_page_knows_somebodys_machine(page):
    found = re.findall(r"(?<![\w.])/(?:home|root|Users|tmp|work|mnt)/\S*", (ROOT / page).read_text())
    assert found == []


def test_the_readme_names_every_folder_with_code_in_it():
    told = set(re.findall(r"^\| `(\w+)/` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    there = {path.parent.name for path in ROOT.glob("*/__init__.py")} | {"infra", "docs"}
    assert there <= told
    assert all((ROOT / name).is_dir() for name in told)


def test_the_workflow_runs_what_the_readme_says():
    workflow = yaml.safe_load(next((ROOT / ".github" / "workflows").glob("*.yml")).read_text())
    steps = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    assert {"make check", "make test", "docker build -t imagine ."} <= set(steps)
    least, most = re.findall(r"Python 3\.(\d+) to 3\.(\d+)", (ROOT / "README.md").read_text())[0]
    versions = [f"3.{minor}" for minor in range(int(least), int(most) + 1)]
    assert workflow["jobs"]["checks"]["strategy"]["matrix"]["python"] == versions
