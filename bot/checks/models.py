"""The models: what paints, what writes, for how long, and why the rest can't be called."""

from collections.abc import Sequence
from typing import Final

from bot.checks.interface import Finding, failed, ok, warning
from services.painting.interface import Task
from services.painting.roster import Roster
from services.prompting.choice import Voices
from services.survey import Survey

_ACCESS: Final = (
    "with an admin's role open one in the playground of Bedrock's Model catalog"
    " (README, *On your own Slack and AWS*)"
)


class ModelChecks:
    """Asks Bedrock once, and has `roster` and `voices` go by what it says."""

    def __init__(self, survey: Survey, roster: Roster, voices: Voices) -> None:
        self._survey = survey
        self._roster = roster
        self._voices = voices

    async def models(self) -> Sequence[Finding]:
        wanted: dict[str, set[str]] = {}
        for one in (self._voices, self._roster):
            for region, ids in one.wanted().items():
                wanted.setdefault(region, set()).update(ids)
        surveyed = await self._survey.look(wanted)
        self._voices.heed(surveyed)
        self._roster.heed(surveyed)
        found = [
            warning(
                f"Bedrock in {region}", why, "allow bedrock:ListFoundationModels, or see that it is reached"
            )
            for region, why in surveyed.unasked.items()
        ]
        return [*found, self._painting(), self._from_pictures(), self._writing(), *self._endings()]

    def _painting(self) -> Finding:
        names = self._roster.names()
        if not names:
            return failed("painting", "no model that paints from words can be called", _ACCESS)
        if len(names) == 1:
            return warning(
                "painting", next(iter(names)), "enable a second: when one ends, it takes over by itself"
            )
        return ok("painting", ", ".join(names))

    def _from_pictures(self) -> Finding:
        missing = sorted(task.value for task in Task if task not in self._roster.tasks())
        if missing:
            return warning(
                "from pictures", f"nothing does {', '.join(missing)}", "enable Stability's image services"
            )
        return ok("from pictures", "everything can be done")

    def _writing(self) -> Finding:
        able = [one for one in self._voices.standings() if one.why_not is None]
        if not able:
            return failed("writing", "no language model can be called", _ACCESS)
        names = ", ".join(one.candidate.name for one in able)
        if not any(one.candidate.voice is None or one.candidate.voice.sees for one in able):
            return warning("writing", f"{names}, none of which takes pictures", "enable one that does")
        return ok("writing", names)

    def _endings(self) -> list[Finding]:
        near = [*self._roster.endings(), *self._voices.warnings()]
        return [
            warning(
                one.name,
                f"ends on {one.last_day}",
                f"{one.instead} takes over by itself"
                if one.instead
                else "nothing takes over: enable another",
            )
            for one in near
        ]
