"""What a placeholder says while its job waits, goes on, and fails, and which buttons it has by then."""

import inspect

import pytest

from handlers.blocks import progress
from handlers.texts import texts_in
from handlers.texts.english import English, ordinal
from services import bedrock
from services.ask import PictureOptions
from services.jobs import CANCELLABLE, FAR, FINAL, Job, Origin, PaintWork, RefineWork, State, SuggestWork, now
from services.painting.interface import Task
from services.painting.titan import Titan
from tests.journeys.person import actions_of, said

PLAN = Titan(None).plan(PictureOptions(), 7, Task.TEXT_TO_IMAGE, None)
PAINT = PaintWork(keywords="boat", prompt="a paper boat", number=2, plan=PLAN, token="t")
OWN = PAINT.model_copy(update={"number": None})
CHANGE = RefineWork(words="at night", image_id="i.0", base=PAINT, token="t")
ENGLISH, KOREAN = texts_in("en"), texts_in("ko")


def job_of(work=PAINT, state=State.QUEUED, **fields):
    origin = Origin(team="T1", user="U1", channel="C1")
    made = Job(id="abcdef0123456789", request_id="r", origin=origin, work=work, accepted_at=now())
    return made.model_copy(update={"state": state, **fields})


def first_line(blocks):
    return blocks[0]["text"]["text"]


@pytest.mark.parametrize(
    ("work", "position", "seconds", "english", "korean"),
    [
        (PAINT, 3, 40, "⏳ Idea 2 is waiting: 3rd in line, about 40 seconds.",
         "⏳ 아이디어 2번이 기다리고 있어요. 3번째 순서예요. 약 40초 남았어요."),
        (OWN, 1, 5, "⏳ Your prompt is waiting: next in line, only a few seconds.",
         "⏳ 프롬프트가 기다리고 있어요. 바로 다음 차례예요. 몇 초 남았어요."),
        (CHANGE, 12, None, "⏳ Your change is waiting: 12th in line.",
         "⏳ 요청하신 작업이 기다리고 있어요. 12번째 순서예요."),
        (SuggestWork(round=1), 2, 60, "⏳ Your ideas are waiting: 2nd in line, about a minute.",
         "⏳ 아이디어가 기다리고 있어요. 2번째 순서예요. 약 1분 남았어요."),
    ],
)  # fmt: skip
def test_in_line_and_before_a_place_is_known(work, position, seconds, english, korean):
    for texts, sentence in ((ENGLISH, english), (KOREAN, korean)):
        blocks = progress.waiting(job_of(work), texts, position, seconds)
        assert first_line(blocks) == progress.in_line(job_of(work), texts, position, seconds) == sentence
        assert actions_of({"blocks": blocks}) == [progress.CANCEL]


@pytest.mark.parametrize("state", [State.ACCEPTED, State.QUEUED])
@pytest.mark.parametrize(
    ("work", "english", "korean"),
    [
        (PAINT, "⏳ Idea 2 is waiting for its turn.",
         "⏳ 아이디어 2번이 기다리고 있어요. 차례가 되면 바로 시작할게요."),
        (SuggestWork(round=1), "⏳ Your ideas are waiting for their turn.",
         "⏳ 아이디어가 기다리고 있어요. 차례가 되면 바로 시작할게요."),
    ],
)  # fmt: skip
def test_what_waits_is_not_said_to_be_done(work, english, korean, state):
    for texts, sentence in ((ENGLISH, english), (KOREAN, korean)):
        job = job_of(work, state=state)
        assert first_line(progress.placeholder(job, texts)) == progress.going_on(job, texts) == sentence


def test_who_stands_far_behind_is_not_counted():
    for position in (FAR, FAR + 700):
        assert "more than 50 are in line before it" in progress.in_line(job_of(PAINT), ENGLISH, position, 60)
        assert "50건 넘게" in progress.in_line(job_of(PAINT), KOREAN, position, 60)


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (None, "🎨 Painting idea 2 …", "🎨 아이디어 2번을 그리고 있어요 …"),
        (20, "🎨 Painting idea 2 … 20 s", "🎨 아이디어 2번을 그리고 있어요 … 20초째"),
        (95, "🎨 Painting idea 2 … 1 min 35 s", "🎨 아이디어 2번을 그리고 있어요 … 1분 35초째"),
    ],
)
def test_going_on(seconds, english, korean):
    job = job_of(state=State.PAINTING)
    for texts, sentence in ((ENGLISH, english), (KOREAN, korean)):
        assert first_line(progress.placeholder(job, texts, elapsed=seconds)) == sentence


@pytest.mark.parametrize("state", [state for state in State if state not in FINAL])
def test_there_is_a_way_out_while_there_is_one(state):
    blocks = progress.placeholder(job_of(state=state), ENGLISH)
    assert actions_of({"blocks": blocks}) == ([progress.CANCEL] if state in CANCELLABLE else [])


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (5, "only a few seconds", "몇 초"),
        (40, "about 40 seconds", "약 40초"),
        (60, "about a minute", "약 1분"),
        (240, "about 4 minutes", "약 4분"),
        (3600, "about an hour", "약 1시간"),
        (7200, "about 2 hours", "약 2시간"),
    ],
)
def test_estimates(seconds, english, korean):
    assert (ENGLISH.about(seconds), KOREAN.about(seconds)) == (english, korean)


def test_ordinals():
    said = [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111)]
    assert said == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "12th",
        "13th",
        "21st",
        "22nd",
        "23rd",
        "101st",
        "111th",
    ]


OURS = {
    error.code
    for _, error in inspect.getmembers(bedrock, inspect.isclass)
    if issubclass(error, bedrock.ModelError)
} | {"over_budget", "no_painter", "source_gone", "internal"}


@pytest.mark.parametrize("code", sorted(OURS | English._reasons.keys()))
def test_every_failure_says_why_in_both_languages_and_has_a_number(code):
    assert code in English._reasons
    for texts in (ENGLISH, KOREAN):
        told = said({"blocks": progress.ended(job_of(state=State.FAILED, failure=code), texts)})
        assert texts._reasons[code] in told
        assert "abcdef01" in told


def test_an_error_of_slacks_is_slacks():
    for texts in (ENGLISH, KOREAN):
        blocks = progress.ended(job_of(state=State.FAILED, failure="msg_too_long"), texts)
        assert texts._reasons["slack_refused"] in said({"blocks": blocks})
        assert progress.RETRY in actions_of({"blocks": blocks})


@pytest.mark.parametrize(
    ("code", "buttons"),
    [
        ("model_busy", [progress.RETRY, "picture.edit"]),
        ("model_gone", [progress.RETRY, "picture.edit"]),
        ("quota_spent", [progress.RETRY, "picture.edit"]),
        ("over_budget", [progress.RETRY, "picture.edit"]),
        ("picture_refused", [progress.RETRY, "picture.edit"]),
        ("not_in_channel", [progress.RETRY, "picture.edit"]),
        ("prompt_refused", ["picture.edit"]),
        ("request_refused", ["picture.edit"]),
        ("source_unsuitable", []),
        ("source_gone", []),
        ("is_archived", []),
    ],
)
def test_what_helps_is_offered_and_what_does_not_is_not(code, buttons):
    blocks = progress.ended(job_of(state=State.FAILED, failure=code), ENGLISH)
    assert actions_of({"blocks": blocks}) == buttons
