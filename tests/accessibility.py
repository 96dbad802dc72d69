"""Pages as assistive technology finds them: axe-core looks, and what it finds is said so that it can be mended."""

from typing import Any, Final

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Page

Json = dict[str, Any]

IMPACTS: Final = ("minor", "moderate", "serious", "critical")
"""axe-core's grades of how much a finding hinders people, the least first."""

_SETTLED: Final = """() => Promise.all(document.getAnimations()
    .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished.catch(() => {})))"""


async def findings(page: Page, *, least: str = "moderate") -> list[str]:
    """What axe-core has to say about `page` as it is now; empty if nothing.

    All of its rules for WCAG 2 and good practice are applied to what is not hidden, behind an open modal dialog too.
    Movements that come to an end are waited for, since half-faded text has no contrast to speak of.

    Parameters
    ----------
    least
        findings of less impact are left out; one of `IMPACTS`

    Returns
    -------
    list[str]
        one for each rule that is broken: its id, impact and meaning, then the CSS selector of each element and what
        would mend it
    """
    await page.evaluate(_SETTLED)
    results = await Axe().run(page)
    weighty = IMPACTS[IMPACTS.index(least) :]
    return [_described(rule) for rule in results.response["violations"] if rule["impact"] in weighty]


async def assert_accessible(page: Page, surface: str, *, least: str = "moderate") -> None:
    """Fail with every finding of at least this impact (see `findings`) on what is called `surface`."""
    found = await findings(page, least=least)
    assert not found, f"{surface}: {len(found)} rules of axe-core are broken\n" + "\n".join(found)


def _described(rule: Json) -> str:
    lines = [f"- {rule['id']} ({rule['impact']}): {rule['help']}"]
    for node in rule["nodes"]:
        lines.append(f"    {' '.join(str(part) for part in node['target'])}")
        summary = node["failureSummary"].splitlines()
        lines += [f"        {line.strip()}" for line in summary if line.strip()]
    return "\n".join(lines)
