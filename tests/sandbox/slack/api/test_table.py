"""The compact table of methods, held against Slack's method reference where that is at hand."""

import inspect
import json
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack.api.methods import COMMON_ERRORS
from sandbox.slack.api.router import HANDLERS
from sandbox.slack.api.table import METHODS

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
