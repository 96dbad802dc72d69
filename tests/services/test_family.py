"""The family tree of pictures."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.family import lineage
from services.jobs import Image, Origin, now
from services.painting.interface import Task

START = now()


def picture(name, parent=None, age=0):
    return Image(
        job_id=name,
        index=0,
        request_id="r",
        origin=Origin(team="T1", user="U1"),
        keywords="",
        style="",
        prompt="a boat",
        model_id="m",
        task=Task.TEXT_TO_IMAGE,
        width=1,
        height=1,
        seed=1,
        price_usd="0.01",
        parent=f"{parent}.0" if parent else None,
        s3_key="o",
        preview_key="p",
        thumb_key="t",
        created_at=START + timedelta(seconds=age),
    )


def shape(*images):
    return [(one.image.job_id, one.depth) for one in lineage(images)]


def test_children_stand_behind_their_parent_by_age():
    assert shape(
        picture("grandchild", "young", 9),
        picture("young", "first", 3),
        picture("old", "first", 2),
        picture("first", None, 1),
    ) == [("first", 0), ("old", 1), ("young", 1), ("grandchild", 2)]


def test_a_branch_whose_parent_was_deleted_begins_anew():
    assert shape(picture("first"), picture("lost", "gone", 2), picture("child", "lost", 3)) == [
        ("first", 0),
        ("lost", 0),
        ("child", 1),
    ]


names = st.sampled_from("abcdefgh")


@given(st.dictionaries(names, st.tuples(st.none() | names | st.just("gone"), st.integers(0, 3))))
def test_each_picture_is_there_once_whatever_its_parent_says(family):
    images = [picture(name, parent, age) for name, (parent, age) in family.items()]
    members = lineage(images)
    assert sorted(one.image.job_id for one in members) == sorted(family)
    before: dict[str | None, int] = {}
    for one in members:
        parent = one.image.parent
        if one.depth:
            assert before[parent] == one.depth - 1
        before[one.image.id] = one.depth


def test_a_family_deeper_than_the_stack():
    chain = [picture(str(step), str(step - 1) if step else None, step) for step in range(3000)]
    assert [one.depth for one in lineage(reversed(chain))] == list(range(3000))
