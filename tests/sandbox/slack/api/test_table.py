"""The compact table of methods, held against Slack's method reference where that is at hand."""

import inspect
import json
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.api.limits import RateLimits
from sandbox.slack.api.methods import COMMON_ERRORS, Tier
from sandbox.slack.api.router import HANDLERS
from sandbox.slack.api.table import METHODS
from sandbox.slack.state.clock import Clock

SDK_ONLY = {
    "apps.connections.open": {"app_token"},  # goes into the header
    "chat.postMessage": {"container_id"},
    "files.info": {"count", "page"},  # of the paging that cursors replaced
    "team.info": {"include_slackbot_availability"},
}
"""Keywords of the SDK that the reference does not have."""

REFERENCE = Path(__file__).parents[5] / "shared/contracts/slack/methods"


@pytest.fixture(params=sorted(METHODS))
def name(request):
    return request.param


@pytest.fixture
def reference(name):
    path = REFERENCE / f"{name}.json"
    if not path.is_file():
        pytest.skip(f"Slack's method reference is not at {REFERENCE}")
    return json.loads(path.read_text(encoding="utf-8"))


def test_arguments_are_those_of_the_reference(name, reference):
    ours = {argument.name: argument.required for argument in METHODS[name].arguments.values()}
    assert ours == {key: bool(value.get("required")) for key, value in reference["args"].items()}


def test_argument_kinds_are_those_of_the_reference(name, reference):
    kinds = {"boolean": "bool", "number": "int", "integer": "int", "array": "json"}
    for key, value in reference["args"].items():
        types = value.get("type")
        words = types if isinstance(types, list) else [types]
        expected = {kinds.get(word, "str") for word in words}
        if value.get("format") == "json":
            expected = {"json"}
        assert METHODS[name].arguments[key].kind in expected, key


def test_errors_are_those_of_the_reference(name, reference):
    assert METHODS[name].errors | COMMON_ERRORS == set(reference["errors"])


def test_every_method_of_the_table_is_carried_out():
    assert set(METHODS) == set(HANDLERS)


def test_what_slack_sdk_can_send_is_known(name):
    """Whatever keyword a caller of the SDK uses, the workspace has heard of it."""
    method = getattr(AsyncWebClient, name.replace(".", "_"), None)
    assert method is not None
    keywords = {
        keyword
        for keyword, parameter in inspect.signature(method).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }
    unknown = keywords - set(METHODS[name].arguments)
    assert unknown == SDK_ONLY.get(name, set())


# each method's page under https://docs.slack.dev/reference/methods, "Facts": tier, and scopes of a bot
FACTS = {
    "apps.connections.open": (1, "connections:write"),
    "assistant.threads.setStatus": (600, "chat:write assistant:write"),
    "apps.uninstall": (1, ""),
    "auth.revoke": (50, ""),
    "auth.test": (600, ""),
    "bots.info": (50, "users:read"),
    "chat.delete": (50, "chat:write"),
    "chat.getPermalink": (600, ""),
    "chat.postEphemeral": (100, "chat:write"),
    "chat.postMessage": (60, "chat:write"),
    "chat.update": (50, "chat:write"),
    "conversations.history": (50, "*:history"),
    "conversations.info": (50, "*:read"),
    "conversations.join": (50, "channels:join"),
    "conversations.members": (100, "*:read"),
    "conversations.open": (50, "im:write mpim:write"),
    "conversations.replies": (50, "*:history"),
    "files.completeUploadExternal": (100, "files:write"),
    "files.delete": (50, "files:write"),
    "files.getUploadURLExternal": (100, "files:write"),
    "files.info": (100, "files:read"),
    "oauth.v2.access": (100, ""),
    "openid.connect.token": (50, ""),
    "openid.connect.userInfo": (50, "openid"),
    "reactions.add": (50, "reactions:write"),
    "reactions.remove": (20, "reactions:write"),
    "team.info": (50, "team:read"),
    "users.conversations": (50, "*:read"),
    "users.info": (100, "users:read"),
    "users.list": (20, "users:read"),
    "views.open": (100, ""),
    "views.publish": (100, ""),
    "views.push": (100, ""),
    "views.update": (100, ""),
}


def test_tiers_and_scopes_are_those_of_the_pages():
    assert {name: (method.tier.value, " ".join(method.scopes)) for name, method in METHODS.items()} == FACTS


async def test_each_method_is_limited_by_its_tier(name):
    """So many calls in a minute and not one more; a minute later the same again."""
    clock = Clock()
    clock.pace = 0.05
    limits = RateLimits(clock)
    method = METHODS[name]
    limits.switch(on=True)
    allowed, window = (1, 1) if method.tier is Tier.PER_CHANNEL else (method.tier.value, 60)
    for _ in range(2):
        assert [limits.take(method, "C1") for _ in range(allowed)] == [None] * allowed
        wait = limits.take(method, "C1")
        assert wait is not None
        assert window - 1 <= wait <= window
        clock.advance(window)
    limits.switch(on=False)
    assert [limits.take(method, "C1") for _ in range(allowed + 1)] == [None] * (allowed + 1)
