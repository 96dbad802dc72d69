"""A whole sandbox with the bot in it, shared by the journeys of a file; each has channels of its own."""

import itertools
import signal
from pathlib import Path

import pytest

from sandbox.aws.client import AwsControl
from sandbox.slack.client import WorkspaceClient
from sandbox.stack import running_stack
from tests import patience
from tests.infra.rights import beyond, calls, heard
from tests.journeys.person import Person

_numbers = itertools.count(1)

_HERE = Path(__file__).parent
_LIMIT = 400
"""Seconds for one test with its bots, where it says nothing else: its own waits are to be over before."""


def pytest_collection_modifyitems(items):
    for item in items:
        if _HERE in item.path.parents and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(_LIMIT))


@pytest.fixture(scope="session", autouse=True)
def _within_its_rights(tmp_path_factory):
    """No bot in any journey calls what the template's policy does not allow."""
    path = tmp_path_factory.mktemp("heard") / "calls"
    with heard(path):
        yield
    assert beyond(calls(path)) == []


@pytest.fixture(scope="module")
def patient_bots():
    with patience.patient_bots():
        yield


@pytest.fixture(scope="module")
def patient_slack(patient_bots):
    with patience.patient_slack():
        yield


@pytest.fixture(scope="module")
async def stack(patient_slack):
    async with running_stack(extended_access=True) as running:
        # The same few people do in minutes what others do in weeks.
        running.settings |= {"IMAGINE_DAILY_IMAGES": "0", "IMAGINE_MONTHLY_USD": "0"}
        yield running


@pytest.fixture(scope="module")
async def shared_bot(stack):
    return await stack.start_bot()


@pytest.fixture(scope="module")
async def _workspace(stack):
    async with WorkspaceClient(stack.slack.url) as client:
        yield client


@pytest.fixture(scope="module")
async def _aws(stack):
    async with AwsControl(stack.aws.url) as control:
        await control.paint_plain()
        yield control


@pytest.fixture
async def workspace(_workspace, stack):
    """The workspace; what a test did to it is undone."""
    yield _workspace
    await _workspace.clear_faults()
    await _workspace.rate_limits(on=False)
    # Who waits for a form takes the one that is open, which must not be one that was left.
    there = stack.slack.slack.workspace
    for person in there.people:
        there.views.clear(person.id)


@pytest.fixture
async def aws(_aws):
    """The cloud's control; models are instant and pictures plain unless a test says otherwise."""
    await _aws.clear_calls()
    yield _aws
    await _aws.clear_faults()
    await _aws.end_latency()
    await _aws.paint_plain()


@pytest.fixture
def bot(shared_bot, workspace, aws):
    """The bot, by Socket Mode, doing everything in one process."""
    return shared_bot


@pytest.fixture
async def channel(workspace):
    """The id of a public channel with everybody and the bot in it."""
    made = await workspace.add_channel(f"journey-{next(_numbers)}", bot=True)
    return made["id"]


@pytest.fixture
def alex(workspace, channel):
    """An admin who reads English."""
    return Person(workspace, "alex", channel)


@pytest.fixture
def mina(workspace, channel):
    """A member who reads Korean."""
    return Person(workspace, "mina", channel)


@pytest.fixture
def sam(workspace, channel):
    """A member who reads English."""
    return Person(workspace, "sam", channel)


@pytest.fixture
async def own_bots(stack, workspace, aws):
    """Starts bots for one test."""
    yield stack.start_bot
    # Where a test failed in the middle, what it did to the world must not keep them from ending.
    await aws.end_latency()
    await aws.clear_faults()
    await workspace.clear_faults()
    for bot in stack.bots:
        if bot.process.poll() is None:
            bot.signal(signal.SIGCONT)
    await stack.stop_bots()
