"""Whether bots keep to the template's policy: what they call is written down while tests run, and judged at the end."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from sandbox.bot_process import bot_environment
from sandbox.constants import BUCKET, TABLE
from tests.infra.permissions import Json, Need, refused
from tests.infra.template import DISTRIBUTION, REGION, Filled

RECORDER = Path(__file__).with_name("recorder")

LEFT_OUT = frozenset({"init", "check"})
"""Commands whose calls are not judged: one needs rights of its own, which the README names, because it makes what the
template makes; the other is told of tables that are not there, and is judged in test_journey.py."""


@contextmanager
def heard(path: Path) -> Iterator[None]:
    """Have every bot that a sandbox starts write its calls to AWS to `path`."""

    def recorded(*parts: Any, **more: Any) -> dict[str, str]:
        told = bot_environment(*parts, **more)
        folders = [str(RECORDER), *filter(None, [told.get("PYTHONPATH")])]
        return {"HEARD_CALLS": str(path)} | told | {"PYTHONPATH": os.pathsep.join(folders)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sandbox.stack.bot_environment", recorded)
        yield


def calls(path: Path) -> list[Json]:
    """What was written to `path` by bots that listen, paint or sweep."""
    if not path.exists():
        return []
    found = [json.loads(line) for line in path.read_text().splitlines()]
    return [one for one in found if one["command"] not in LEFT_OUT]


def beyond(told: list[Json]) -> list[Need]:
    """What of `told` the policy doesn't allow; the regions that were called are a parameter of it."""
    regions = ",".join(sorted({one["region"] for one in told if one["service"].startswith("bedrock")}))
    filled = Filled(Name=TABLE, BucketName=BUCKET, **({"ModelRegions": regions} if regions else {}))
    return refused(filled.properties("BotPolicy")["PolicyDocument"], map(_in_this_stack, told))


def _in_this_stack(call: Json) -> Json:
    """A stack is in the region of its bot, whichever that is; its distribution's id is known once it is made."""
    known = {"DistributionId": DISTRIBUTION} if "DistributionId" in call["about"] else {}
    region = call["region"] if call["service"].startswith("bedrock") else REGION
    return {**call, "region": region, "about": call["about"] | known}
