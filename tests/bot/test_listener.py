"""Slack has its answer within three seconds, however slow everything is, and whoever asked knows what came of it."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.attention import Attention
from bot.listener import Listener
from bot.metrics import Metrics
from handlers import actions, commands
from handlers.background import Background
from handlers.blocks import picture_buttons
from handlers.desk import Desk
from handlers.people import People
from handlers.texts import texts_in
from services.intake import Accepted
from services.jobs import MOST_ROUNDS, Job
from services.records.acceptance import UnsureError
from tests import virtual_time
from tests.jobs import IDEAS, job_of, paint_work, request_of

SLACK_WAITS = 3.0
"""Seconds (Slack, "Acknowledgement")."""

REQUEST = request_of("shown", channel="C1")
JOB = job_of(REQUEST, "shown", paint_work())
ENGLISH = texts_in("en")


class Table:
    """Takes `seconds` for every call. What is written is there at once, or only with the answer; `refuses` how
    many writes, which then were certainly not made.
    """

    def __init__(self, seconds: float, *, early: bool, refuses: float = 0.0) -> None:
        self.seconds = seconds
        self.early = early
        self.refuses = refuses
        self.accepted: set[str] = set()
        self.annulled: set[str] = set()
        self.jobs = SimpleNamespace(get=lambda _: self._gives(JOB))
        self.requests = SimpleNamespace(get=lambda _: self._gives(REQUEST))
        self.acceptance = SimpleNamespace(annul=self._annul)

    async def model(self, _team: str, _channel: str) -> Any:
        return await self._gives("")

    def settled(self, ask: Any, _preferred: str) -> Any:
        return ask

    async def start(self, *_: Any) -> Accepted:
        return await self._accept(job_of(REQUEST, "new"))

    async def again(self, *_: Any) -> Accepted:
        return await self._accept(job_of(REQUEST, "new"))

    async def _accept(self, job: Job) -> Accepted:
        await self._gives(None)  # the limits of the budget
        try:
            if self.early and not self.refuses:
                self.accepted.add(job.id)
            await self._gives(None)
        except asyncio.CancelledError as error:
            raise UnsureError([job]) from error
        self._may_write()
        if job.id not in self.annulled:
            self.accepted.add(job.id)
        return Accepted(REQUEST, (job,))

    async def _annul(self, jobs: Any) -> bool:
        await self._gives(None)
        self._may_write()
        self.annulled |= {job.id for job in jobs}
        self.accepted -= self.annulled
        return True

    def _may_write(self) -> None:
        if self.refuses > 0:
            self.refuses -= 1
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "TransactWriteItems")

    async def _gives(self, what: Any) -> Any:
        await asyncio.sleep(self.seconds)
        return what


class Slack(AsyncWebClient):
    """Takes so many seconds to say who somebody is."""

    def __init__(self, seconds: float) -> None:
        super().__init__("xoxb-test")
        self.takes = seconds

    async def users_info(self, **_: Any) -> Any:
        await asyncio.sleep(self.takes)
        return {"user": {"locale": "en-US"}}


class Replies:
    def __init__(self) -> None:
        self.said: list[str] = []

    async def privately(self, _asker: Any, _blocks: Any, text: str, **_: Any) -> None:
        self.said.append(text)


class Scene:
    """A listener, with what `table` and Slack do."""

    def __init__(self, table: Table, slack_seconds: float) -> None:
        self.table = table
        parts = dict.fromkeys(
            (
                *("queue", "line", "storage", "reporter", "models", "budgets", "notices"),
                *("studio", "gallery", "deleter", "shares"),
            )
        )
        slack = Slack(slack_seconds)
        several: Any = dict.fromkeys(("records", "records_behind", "intake", "channels"), table)
        self.background = Background()
        self.desk = Desk(
            **parts,
            **several,
            client=slack,
            client_behind=slack,
            people=People(slack),
            background=self.background,
        )
        self.replies: Any = Replies()
        desk: Any = self.desk
        desk.replies = self.replies
        desk._go_on = self._go_on
        self.gone_on: list[str] = []
        self.app = Listener(
            Attention(),
            Metrics(),
            client=slack,
            authorize=_authorize,
            signing_secret="none",
            process_before_response=True,
        )
        commands.register(self.app, self.desk)
        actions.register(self.app, self.desk)

    async def answers(self, body: dict[str, Any]) -> tuple[float, list[str]]:
        """After how many seconds Slack has its answer, and all that its person was told in the end."""

        loop = asyncio.get_running_loop()
        begun = loop.time()
        answer = await self.app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
        took = loop.time() - begun
        assert answer.status == 200
        await self.background.drain(3600)
        said = json.loads(answer.body)["text"] if answer.body.startswith("{") else ""
        return took, [said, *self.replies.said] if said else self.replies.said

    async def _go_on(self, _: Any, accepted: Accepted) -> None:
        self.gone_on += [job.id for job in accepted.jobs]


async def _authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-test", bot_user_id="U0")


COMMAND = {
    "command": "/imagine",
    "text": "--raw kite",
    "team_id": "T1",
    "user_id": "U1",
    "channel_id": "C1",
    "channel_name": "design",
    "trigger_id": "t1",
}
CLICK: dict[str, Any] = {
    "type": "block_actions",
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "channel": {"id": "C1", "name": "design"},
    "message": {"ts": "1.0", "blocks": []},
    "trigger_id": "t1",
    "actions": [
        {"type": "button", "block_id": "b", "action_id": picture_buttons.AGAIN, "value": JOB.id},
    ],
}
REQUESTS = {"command": COMMAND, "click": CLICK}


def what_comes_of(body, table, slack_seconds=0.0):
    async def all_of_it():
        scene = Scene(table, slack_seconds)
        took, told = await scene.answers(body)
        return scene, took, told

    return virtual_time.run(all_of_it())


@pytest.mark.parametrize("early", [True, False], ids=["written at once", "written with the answer"])
@pytest.mark.parametrize("slack_seconds", [0.0, 0.9, 30.0])
@pytest.mark.parametrize("seconds", [0.01, 0.3, 0.45, 0.55, 0.7, 0.9, 1.1, 1.9, 2.5, 10.0])
@pytest.mark.parametrize("kind", REQUESTS)
def test_slack_has_its_answer_in_time_and_its_person_the_truth(kind, seconds, slack_seconds, early):
    table = Table(seconds, early=early)
    scene, took, told = what_comes_of(REQUESTS[kind], table, slack_seconds)
    assert took < SLACK_WAITS
    if scene.gone_on:
        assert table.accepted == set(scene.gone_on)
        assert told == []
    else:
        # Nothing is half accepted, and the last word is that nothing was started.
        assert table.accepted == set()
        assert told in ([ENGLISH.not_started], [ENGLISH.not_sure, ENGLISH.not_started])


@pytest.mark.parametrize("kind", REQUESTS)
def test_what_is_quick_is_accepted(kind):
    table = Table(0.1, early=False)
    scene, _, told = what_comes_of(REQUESTS[kind], table)
    assert (len(scene.gone_on), told) == (1, [])


@pytest.mark.parametrize("kind", REQUESTS)
def test_what_the_table_refuses_for_certain_is_said_at_once(kind):
    scene, took, told = what_comes_of(REQUESTS[kind], Table(0.01, early=False, refuses=float("inf")))
    assert took < SLACK_WAITS
    assert (scene.gone_on, told) == ([], [ENGLISH.not_started])


@pytest.mark.parametrize("kind", REQUESTS)
def test_doubt_is_said_and_followed_up_however_long_it_takes(kind):
    # The answer is late; whoever takes it back is refused for minutes.
    table: Any = Table(0.6, early=True)
    refused = iter([True] * 20)

    async def annul(jobs):
        await asyncio.sleep(0.01)
        if next(refused, False):
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "TransactWriteItems")
        table.accepted -= {job.id for job in jobs}
        return True

    table.acceptance = SimpleNamespace(annul=annul)
    table.start = table.again = lambda *_: doubtful()

    async def doubtful():
        job = job_of(REQUEST, "new")
        table.accepted.add(job.id)
        raise UnsureError([job])

    scene, took, told = what_comes_of(REQUESTS[kind], table)
    assert took < SLACK_WAITS
    assert told == [ENGLISH.not_sure, ENGLISH.not_started]
    assert table.accepted == set()
    assert scene.gone_on == []


@pytest.mark.parametrize("rounds", [MOST_ROUNDS - 1, MOST_ROUNDS])
@pytest.mark.parametrize("action", ["ideas.more", "job.retry"])
def test_a_request_holds_so_many_ideas_and_no_more(rounds, action):
    request = REQUEST.model_copy(update={"rounds": (IDEAS,) * rounds})
    table: Any = Table(0.01, early=False)
    table.requests = SimpleNamespace(get=lambda _: table._gives(request))
    table.jobs = SimpleNamespace(get=lambda _: table._gives(job_of(request)))
    table.more_ideas = table.retry = table.again
    value = request.id if action == "ideas.more" else JOB.id
    scene, _, told = what_comes_of(
        CLICK | {"actions": [CLICK["actions"][0] | {"action_id": action, "value": value}]}, table
    )
    assert (len(scene.gone_on), told) == ((1, []) if rounds < MOST_ROUNDS else (0, [ENGLISH.enough_ideas]))
