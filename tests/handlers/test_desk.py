"""Who may take a painted picture as a reference; and what becomes of messages for what was taken back."""

import pytest

from handlers.desk import Desk
from handlers.replies import Asker
from services.intake import Accepted
from services.records.records import Records
from services.visibility import Viewer
from tests.jobs import job_of, request_of
from tests.logged import logged
from tests.records import image_of_origin


@pytest.fixture
def records(dynamodb, made):
    return Records(dynamodb, made.imagine_table)


class Table:
    """Knows one image."""

    def __init__(self, image):
        self.images = self
        self._image = image

    async def get(self, job_id, index):
        return self._image if (job_id, index) == (self._image.job_id, self._image.index) else None


def desk(image):
    parts = dict.fromkeys(
        (
            *("client", "client_behind", "intake", "records_behind", "queue", "line", "storage"),
            *("reporter", "channels", "models"),
            *("budgets", "notices", "studio", "gallery", "deleter", "shares"),
        )
    )
    return Desk(**parts, records=Table(image), people=People(), background=None)


OWNER, OTHER, GUEST = "U0OWNER", "U0OTHER", "U0GUEST"


class People:
    """All are members but one."""

    async def viewer(self, team, user, channel=None):
        return Viewer(team, user, channel or None, "guest" if user == GUEST else "member")


@pytest.mark.parametrize(
    ("audience", "asker", "allowed"),
    [
        ("workspace", Asker("T1", OTHER, "C0ELSEWHERE"), True),
        ("workspace", Asker("T2", OTHER, "C0HERE"), False),
        ("conversation", Asker("T1", OTHER, "C0ELSEWHERE"), False),
        ("conversation", Asker("T1", OTHER, "C0HERE"), True),
        ("conversation", Asker("T1", OWNER, "C0ELSEWHERE"), True),
        ("person", Asker("T1", OTHER, "C0ELSEWHERE"), False),
        ("person", Asker("T1", OWNER, "C0ELSEWHERE"), True),
        ("person", Asker("T2", OWNER, "C0HERE"), False),
        ("workspace", Asker("T1", GUEST, "C0ELSEWHERE"), False),
        ("workspace", Asker("T1", GUEST, "C0HERE"), True),
        ("conversation", Asker("T1", GUEST, "C0HERE"), True),
        ("person", Asker("T1", GUEST, "C0HERE"), False),
    ],
)
async def test_a_picture_is_a_reference_for_those_who_may_see_it(audience, asker, allowed):
    image = image_of_origin(team="T1", user=OWNER, channel="C0HERE", audience=audience)
    found = await desk(image).painted_reference(asker, image.id)
    assert (found is not None) is allowed
    if found is not None:
        assert (found.image_id, found.key) == (image.id, image.s3_key)


@pytest.mark.parametrize("image_id", ["", "nothing", "job.", "job.x", "job.-1", "other.0"])
async def test_what_names_no_picture_is_none(image_id):
    image = image_of_origin(team="T1", user=OWNER, channel="C0HERE", audience="workspace")
    assert await desk(image).painted_reference(Asker("T1", OWNER, "C0HERE"), image_id) is None


class Conversation:
    """Holds what is posted; something happens `meanwhile`."""

    def __init__(self, meanwhile):
        self.messages = {}
        self._meanwhile = meanwhile

    async def show_card(self, request, job, *, look_first):
        self.messages["1.0"] = "card"
        return request.origin.model_copy(update={"thread_ts": "1.0"}), "1.0"

    async def show_placeholder(self, job, *, look_first):
        self.messages["1.1"] = "placeholder"
        await self._meanwhile()
        return "1.1"

    async def remove(self, origin, ts):
        del self.messages[ts]


class NoLine:
    async def placed(self, job):
        return {}


class Unused:
    async def send(self, job_id, delay=0):
        raise AssertionError("a job that was taken back is sent to nobody")


@pytest.mark.parametrize("first", [True, False], ids=["with its card", "in a thread that is there"])
async def test_messages_for_what_another_delivery_took_back_go_again(records, first):
    request = request_of(thread_ts=None if first else "1.0")
    if not first:
        request = request.model_copy(update={"card_ts": "1.0"})
    job = job_of(request)
    await records.acceptance.accept([job], request)

    async def taken_back():
        assert await records.acceptance.annul([job])

    conversation = Conversation(taken_back)
    if not first:
        conversation.messages["1.0"] = "card"
    parts = dict.fromkeys(
        (
            *("client", "client_behind", "intake", "storage", "people", "channels", "models"),
            *("budgets", "notices", "studio", "gallery", "deleter", "shares"),
        )
    )
    office = Desk(
        **parts,
        records=records,
        records_behind=records,
        queue=Unused(),
        line=NoLine(),
        reporter=conversation,
        background=None,
    )
    await office._go_on(Asker("T1", "U1", "C1"), Accepted(request, (job,)))
    assert conversation.messages == ({} if first else {"1.0": "card"})


async def test_what_is_accepted_is_a_line_of_each_job():
    request = request_of(user="U7")
    jobs = tuple(job_of(request, name) for name in ("one", "two"))

    async def accepting():
        return Accepted(request, jobs)

    class Later:
        def spawn(self, work):
            work.close()

    parts = dict.fromkeys(
        (
            *("client", "client_behind", "intake", "storage", "people", "channels", "models", "records"),
            *("budgets", "notices", "studio", "gallery", "deleter", "shares", "queue", "line", "reporter"),
            "records_behind",
        )
    )
    office = Desk(**parts, background=Later())
    with logged() as lines:
        await office.accept(Asker("T1", "U7", "C1"), accepting())
        told = [
            (line["job"], line["team"], line["user"]) for line in lines() if "is accepted" in line["event"]
        ]
    assert told == [(job.id, "T1", "U7") for job in jobs]
