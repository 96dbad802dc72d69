"""Many messages at once: every window is told each of them, once and in order."""

import pytest

from benchmarks.messages import Window, judged, out_of_order, stream
from sandbox.slack.client import WorkspaceClient
from sandbox.slack.server import RunningSlack


async def test_two_windows_are_told_everything_in_order(
    slack: RunningSlack, people: WorkspaceClient, bolt, connect, channels
) -> None:
    """Three seconds of what ``make bench`` does for thirty, and the app is told of it all as well."""
    heard: list[str] = []

    @bolt.event("message")
    async def message(event):
        heard.append(event["ts"])

    await connect(bolt)
    told = await stream(slack.url, channels["design"], rate=200, seconds=3)
    assert (told.posted, told.lost, told.repeated, told.reordered) == (600, 0, 0, 0)
    assert len(told.delays) == 2 * told.posted
    shown = [one["ts"] for one in await people.messages("sam", "#design")]
    assert shown == told.order

    async def all_heard(_):
        # What is not acknowledged in three seconds, on a machine that does much else, is delivered again.
        return len(set(heard)) == told.posted

    await people.wait_for(all_heard)
    assert sorted(set(heard)) == told.order


POSTED = [("1.1", "0/0"), ("1.2", "1/0"), ("1.3", "0/1")]


@pytest.mark.parametrize(
    ("seen", "lost", "repeated", "reordered"),
    [
        (POSTED, 0, 0, 0),
        (POSTED[:2], 1, 0, 0),
        ([*POSTED, POSTED[2]], 0, 1, 0),
        ([POSTED[1], POSTED[0], POSTED[2]], 0, 0, 1),
        ([("1.1", "0/1"), ("1.2", "1/0"), ("1.3", "0/0")], 2, 0, 1),
    ],
)
def test_what_is_lost_repeated_or_out_of_order_is_noticed(seen, lost, repeated, reordered):
    told = judged(POSTED, 1.0, [Window("C1", seen=list(seen))])
    assert (told.lost, told.repeated, told.reordered) == (lost, repeated, reordered)


@pytest.mark.parametrize(
    ("values", "count"), [([], 0), ([1, 2, 3], 0), ([2, 1, 3], 1), ([3, 1, 2], 2), ([1, 1], 0)]
)
def test_out_of_order(values, count):
    assert out_of_order(values) == count
