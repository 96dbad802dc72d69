"""Who may take a painted picture as a reference."""

import pytest

from handlers.desk import Desk
from handlers.replies import Asker
from tests.records import image_of_origin


class Table:
    """Knows one image."""

    def __init__(self, image):
        self._image = image

    async def image(self, job_id, index):
        return self._image if (job_id, index) == (self._image.job_id, self._image.index) else None


def desk(image):
    parts = dict.fromkeys(
        (
            *("client", "client_behind", "intake", "records_behind", "queue", "line", "storage"),
            *("reporter", "people", "channels", "models"),
            *("budgets", "notices", "studio", "gallery", "deleter", "shares"),
        )
    )
    return Desk(**parts, records=Table(image), background=None)


OWNER, OTHER = "U0OWNER", "U0OTHER"


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
