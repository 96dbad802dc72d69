"""The documents are true: their links lead somewhere, and the files that they name are there."""

import re
from pathlib import Path

import pytest
import yaml

from tests.readme import PAGES, ROOT

READ = sorted({*PAGES, *(path.name for path in ROOT.glob("*.md")), "sandbox/slack/CONTROL.md"})
"""Every page that people read."""


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
