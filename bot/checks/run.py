"""All checks, one after the other, as a table for people or as JSON for scripts."""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.attention import Attention
from bot.checks.aws import AwsChecks
from bot.checks.interface import Check, Finding, findings_of
from bot.checks.models import ModelChecks
from bot.checks.outside import OutsideChecks
from bot.checks.slack import SlackChecks
from bot.choosing import roster_of, voices_of
from bot.clients import open_clients
from bot.metrics import Metrics
from bot.settings import Settings
from services.painting.described import Described
from services.survey import Survey

_MARKS: Final = {"ok": "✓", "warning": "!", "failed": "✗"}


def settings_failed(error: Exception) -> list[Finding]:
    """What is wrong with the settings, a finding for each."""
    return [
        Finding(f"setting {name.strip()}", "failed", told.strip(), "set it in .env; .env.example explains it")
        for name, _, told in (line.partition(":") for line in str(error).splitlines()[1:])
    ]


def check(settings: Settings, described: Described, *, as_json: bool) -> int:
    """Check everything and print it; returns the exit code: 1 if something failed."""
    return asyncio.run(_check(settings, described, as_json=as_json))


async def _check(settings: Settings, described: Described, *, as_json: bool) -> int:
    found = [Finding("settings", "ok", "complete")]
    if not as_json:
        show(found)
    async with open_clients(settings, Attention(), Metrics()) as clients:
        slack = SlackChecks(settings, clients.app, clients.store)
        aws = AwsChecks(settings, clients.dynamodb, clients.s3, clients.sqs, clients.downloads)
        outside = OutsideChecks(settings, clients.downloads, clients.cloudfront)
        models = ModelChecks(
            Survey(clients.regional.control),
            roster_of(settings, clients, described),
            voices_of(settings, clients, described),
        )
        checks: Sequence[tuple[str, Check]] = (
            ("Slack bot token", slack.bot_token),
            ("Slack app credentials", slack.credentials),
            ("Slack app token", slack.app_token),
            ("Slack signing secret", slack.signing_secret),
            ("workspaces", slack.workspaces),
            ("table", aws.table),
            ("bucket", aws.bucket),
            ("address", outside.address),
            ("CDN", aws.cdn),
            ("distribution", outside.distribution),
            ("queues", aws.queues),
            ("models", models.models),
        )
        async for finding in findings_of(checks):
            found.append(finding)
            if not as_json:
                show([finding])
    return report(found, as_json=as_json)


def report(found: Sequence[Finding], *, as_json: bool) -> int:
    """Print how it ended, and everything as JSON where that is asked for; returns the exit code."""
    bad = sum(one.verdict == "failed" for one in found)
    if as_json:
        told: Mapping[str, Any] = {"ok": not bad, "checks": [vars(one) for one in found]}
        json.dump(told, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        warnings = sum(one.verdict == "warning" for one in found)
        print(
            f"\n{bad} failed, {warnings} to look at"
            if bad or warnings
            else "\nEverything is there. Invite the bot to a channel and type /imagine help."
        )
    return 1 if bad else 0


def show(found: Sequence[Finding]) -> None:
    """Print a line for each, and what to do about it below."""
    for one in found:
        print(f"{_MARKS[one.verdict]} {one.what:<32} {one.told}")
        if one.fix:
            print(f"  {'':<32} → {one.fix}")
