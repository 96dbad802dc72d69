import asyncio

from sandbox.slack.state.feed import Feed


def numbers(changes):
    return [change.seq for change in changes]


async def test_changes_are_numbered_and_found_again():
    feed = Feed()
    assert (feed.seq, feed.since(0)) == (0, [])
    for kind in "abc":
        feed.publish(kind, {})
    assert numbers(feed.since(0)) == [1, 2, 3]
    assert [change.to_json() for change in feed.since(2)] == [{"seq": 3, "type": "c"}]
    assert feed.since(3) == feed.since(99) == []


async def test_what_is_forgotten_is_not_made_up():
    feed = Feed(keep=2)
    for kind in "abc":
        feed.publish(kind, {})
    assert feed.since(0) is None
    assert numbers(feed.since(1)) == [2, 3]


async def test_waiting():
    feed = Feed()
    assert not await feed.wait(0, 0)
    waiting = [asyncio.create_task(feed.wait(seq, 5)) for seq in (0, 1)]
    await asyncio.sleep(0)
    feed.publish("a", {})
    assert await waiting[0]
    assert not waiting[1].done()
    feed.publish("b", {})
    assert await waiting[1]
    assert await feed.wait(0, 0)
