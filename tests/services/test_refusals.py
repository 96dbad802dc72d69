"""What one process finds out about a model, the others know, until somebody says that it has changed."""

from datetime import UTC, datetime, timedelta

import pytest

from services.refusals import Refusals
from services.survey import Refusal

LATER = datetime.now(UTC) + timedelta(days=1)
NO = Refusal("forbidden", LATER)


class Process:
    """A bot's process that chooses among some models."""

    def __init__(self, client, table, models=("core", "ultra")) -> None:
        self.models = models
        self.known: dict[str, Refusal] = {}
        self.sharing = Refusals(client, table, [self])

    def refusals(self):
        return self.known

    def remember(self, refusals):
        self.known = {one: refusal for one, refusal in refusals.items() if one in self.models}


@pytest.fixture
def started(dynamodb, made):
    return lambda *models: Process(dynamodb, made.imagine_table, models or ("core", "ultra"))


async def test_what_one_finds_out_the_other_knows(started):
    worker, listener = started(), started()
    worker.known["core"] = NO
    await worker.sharing.share()
    await listener.sharing.share()
    assert worker.known == listener.known == {"core": NO}
    # And the other way, while the first is still known.
    listener.known["ultra"] = Refusal("ended", LATER)
    await listener.sharing.share()
    await worker.sharing.share()
    assert worker.known == listener.known == {"core": NO, "ultra": Refusal("ended", LATER)}


async def test_what_one_forgets_all_forget(started):
    worker, listener = started(), started()
    worker.known["core"] = NO
    for process in (worker, listener):
        await process.sharing.share()
    listener.known.clear()
    await listener.sharing.share()
    await worker.sharing.share()
    assert worker.known == listener.known == {}
    await worker.sharing.share()
    await listener.sharing.share()
    assert worker.known == listener.known == {}


async def test_news_is_what_the_others_do_not_know(started):
    process = started()
    assert not process.sharing.news
    process.known["core"] = NO
    assert process.sharing.news
    await process.sharing.share()
    assert not process.sharing.news
    process.known.clear()
    assert process.sharing.news
    await process.sharing.share()
    assert not process.sharing.news


async def test_a_refusal_that_is_over_is_no_news(started):
    worker, listener = started(), started()
    worker.known["core"] = Refusal("forbidden", datetime.now(UTC) - timedelta(seconds=1))
    await worker.sharing.share()
    await listener.sharing.share()
    assert listener.known == {}


async def test_what_is_found_out_while_sharing_is_kept(started, monkeypatch):
    worker = started()
    read = worker.sharing._read

    async def meanwhile():
        worker.known["ultra"] = NO
        return await read()

    monkeypatch.setattr(worker.sharing, "_read", meanwhile)
    worker.known["core"] = NO
    await worker.sharing.share()
    assert worker.known == {"core": NO, "ultra": NO}
    monkeypatch.undo()
    await worker.sharing.share()
    listener = started()
    await listener.sharing.share()
    assert listener.known == {"core": NO, "ultra": NO}


async def test_each_remembers_its_own(started):
    painters, writers = started("core"), started("nova")
    painters.known["core"] = NO
    await painters.sharing.share()
    await writers.sharing.share()
    assert writers.known == {}
    await writers.sharing.share()
    other = started("core")
    await other.sharing.share()
    assert other.known == {"core": NO}
