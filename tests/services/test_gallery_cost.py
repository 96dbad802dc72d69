"""A page costs the same however many pictures there are."""

import pytest

from benchmarks.read_units import counting
from services.gallery import Filters, Gallery, Viewer
from tests.galleries import hang, picture

VIEWER = Viewer("T1", "U2", "G1")
PAGES = {
    "the newest of the workspace": Filters("workspace"),
    "the newest that one may see": Filters("visible"),
    "one's own": Filters("mine"),
    "favourites": Filters("favourites"),
    "a word": Filters("workspace", words="등대"),
    "two words, each of every third picture": Filters("workspace", words="storm 등대"),
    "a model, without a reference, by one person": Filters(
        "workspace", model="core", reference=False, person="U2"
    ),
    "nothing": Filters("workspace", words="storm", style="ink"),
}


def painted(count, start=0):
    """Pictures among which what is looked for is found as often, however many there are."""
    return [
        picture(
            number,
            user="U2",
            prompt=("등대가 있는 바다", "storm", "storm over 등대")[number % 3],
            model_id=("core", "titan")[number % 2],
        )
        for number in range(start, start + count)
    ]


async def leaf(gallery, filters, pages):
    """The cursor behind so many pages."""
    cursor = None
    for _ in range(pages):
        cursor = (await gallery.page(VIEWER, filters, cursor)).next
        assert cursor is not None
    return cursor


@pytest.fixture
def gallery(dynamodb, made):
    return Gallery(dynamodb, made.imagine_table)


async def test_a_page_costs_the_same_among_few_and_many_and_far_down(dynamodb, made, gallery):
    async def hung(images):
        await hang(dynamodb, made.imagine_table, gallery, *images)
        for image in images[::4]:
            await gallery.favourite(VIEWER, image)

    costs = []
    await hung(painted(100))
    for _ in range(2):
        for name, filters in PAGES.items():
            with counting(dynamodb) as read:
                await gallery.page(VIEWER, filters)
            costs.append((name, read.units, read.calls))
        if len(costs) == len(PAGES):
            await hung(painted(220, 100))
    few, many = costs[: len(PAGES)], costs[len(PAGES) :]
    for before, after in zip(few, many, strict=True):
        assert after[0] == before[0]
        assert after[1] <= before[1] + 1, after
        assert after[2] <= before[2] + 1, after
        assert after[1] <= 25, after
        assert after[2] <= 10, after
    for name in ("the newest of the workspace", "a word"):
        cursor = await leaf(gallery, PAGES[name], 4)
        with counting(dynamodb) as read:
            page = await gallery.page(VIEWER, PAGES[name], cursor)
        assert page.images
        assert read.units <= {one[0]: one[1] for one in many}[name] + 1
