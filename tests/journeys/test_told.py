"""Nobody waits in the dark: a place in line that counts down, the time it takes, and the result in the end."""

import re
from datetime import datetime, timedelta

import pytest

from sandbox.chaos.world import Eyes
from sandbox.constants import IMAGE_MODEL
from services.pacing import CHANNEL_SECONDS
from tests.journeys.person import actions_of, said, until

pytestmark = pytest.mark.usefixtures("bot")

HOLD = 150
"""Seconds that the painter takes unless it is told to hurry: more than any wait here."""

SHORTEST_WAIT = timedelta(seconds=2)
"""Who waits for less is told no place."""


@pytest.fixture(scope="module")
async def shared_bot(stack):
    """One picture is painted at a time."""
    return await stack.start_bot(IMAGINE_IMAGE_MODEL=IMAGE_MODEL, IMAGINE_MODEL_CONCURRENCY="1")


@pytest.fixture(autouse=True)
async def _quick_again(aws):
    """What a test made slow does not stay so where it failed in the middle."""
    yield
    await aws.reset_models()


async def painter_calls(aws):
    return [call for call in await aws.calls() if call.operation == "InvokeModel"]


async def progress_of(workspace, channel, since):
    """Every update of a placeholder in `channel`: when it was, of which message, and what it said."""
    found = []
    for entry in await workspace.log(since):
        if entry["name"] != "chat.update" or entry["request"].get("channel") != channel:
            continue
        blocks = entry["request"].get("blocks") or []
        first = next((block for block in blocks if block.get("block_id") == "progress"), None)
        if first is not None:
            found.append((entry["at"], entry["request"]["ts"], first["text"]["text"]))
    return found


async def seq(workspace):
    return max((entry["seq"] for entry in await workspace.log(brief=True)), default=0)


async def reads(person, card, pattern):
    """The reply that reads like `pattern`."""

    async def look(_):
        replies = await person.thread(card)
        return next((message for message in replies if re.search(pattern, said(message))), None)

    return await person.workspace.wait_for(look, timeout=60, what=f"a reply like {pattern!r}")


async def called(aws, count):
    """Wait until the painter has been called so often."""

    async def look():
        return len(await painter_calls(aws)) >= count

    await until(look)


async def test_three_wait_count_down_and_are_painted(alex, workspace, aws, channel):
    since = await seq(workspace)
    await aws.set_latency(invoke_model=HOLD)
    await alex.types("/imagine paper boat")
    card = await alex.card()
    await alex.clicks(await alex.ideas(card), "ideas.paint_all")
    await called(aws, 1)

    waiting = await reads(alex, card, r"⏳ Idea \d is waiting: (next|2nd) in line")
    assert actions_of(waiting) == ["job.cancel"]
    going_on = await reads(alex, card, r"🎨 Painting idea \d … \d+ s")
    assert actions_of(going_on) == []  # it is too late for that

    async def last_of_two(_):
        replies = await alex.thread(card)
        second = [one for one in replies if "2nd in line" in said(one)]
        return second[0] if second and any("next in line" in said(one) for one in replies) else None

    last = await workspace.wait_for(last_of_two, what="both to hear where they are")
    # The next takes its time as well: long enough for the last to hear that it has moved up.
    await aws.set_model(IMAGE_MODEL, latency=HOLD)
    await aws.end_latency()
    await called(aws, 2)

    async def moved_up(_):
        return any(one["ts"] == last["ts"] and "next in line" in said(one) for one in await alex.thread(card))

    await workspace.wait_for(moved_up, what="the last to be next")
    await aws.reset_models()
    await aws.end_latency()

    painted = await alex.painted(card, 3)
    assert len({message["ts"] for message in painted}) == 3
    places: dict[str, list[int]] = {}
    moments = []
    for at, ts, text in await progress_of(workspace, channel, since):
        match = re.search(r"(next|\d+)\w* in line", text)
        if match:
            place, heard = (1 if match[1] == "next" else int(match[1])), places.setdefault(ts, [])
            # The same place is news once more where only the time that it takes has changed.
            if heard[-1:] != [place]:
                heard.append(place)
        # What is only shown again because it was no longer true tells neither, and keeps to no pace.
        if match or re.search(r"… \d+ s", text):
            moments.append(at)
    # Each moved up, never back. The first is among them where nobody came for it within two seconds.
    assert 2 <= len(places) <= 3
    assert all(heard == sorted(heard, reverse=True) and heard[-1] == 1 for heard in places.values())
    assert places[last["ts"]][-2:] == [2, 1]
    begun = (await workspace.log(since))[0]["at"]
    assert len(moments) <= (moments[-1] - begun) / CHANNEL_SECONDS + 1


async def test_who_waits_may_leave_the_line_and_who_is_painted_may_not(alex, mina, workspace, aws):
    await aws.set_latency(invoke_model=HOLD)
    await workspace.add_fault("slack:chat.update", "error", status=500)
    await mina.types("/imagine --raw 종이배")
    first = await mina.card("종이배")
    # Slack keeps it from saying that it has begun, so its button is still there.
    painting = await mina.reply(first, "프롬프트가 기다리고 있어요. 차례가 되면 바로 시작할게요.")
    await called(aws, 1)
    await mina.clicks(painting, "job.cancel")
    await mina.private_in(first, "이미 그리고 있어서 취소할 수 없어요")
    await workspace.clear_faults()
    await mina.reply(first, "프롬프트를 그리고 있어요")
    await aws.set_latency(invoke_model=0)
    await alex.types("/imagine --raw a second boat")
    second = await alex.card("a second boat")
    waiting = await alex.reply(second, "⏳ Your prompt is waiting: next in line")
    await mina.types("/imagine --raw a third boat")
    third = await mina.card("a third boat")

    await alex.clicks(waiting, "job.cancel")
    cancelled = await alex.reply(second, "Cancelled by")
    assert (cancelled["ts"], actions_of(cancelled)) == (waiting["ts"], [])
    await alex.card_saying(second, "Cancelled.")
    await mina.reply(third, "⏳ 프롬프트가 기다리고 있어요. 바로 다음 차례예요.")
    await aws.end_latency()

    await mina.painted(first)
    await mina.painted(third)
    assert (await alex.reply(second, "Cancelled by"))["ts"] == waiting["ts"]
    assert len(await painter_calls(aws)) == 2


async def test_what_starts_at_once_shows_no_place(alex, workspace, stack, channel):
    since = await seq(workspace)
    await alex.types("/imagine --raw a boat at once")
    await alex.painted(await alex.card("a boat at once"))
    world = await Eyes(stack.slack.slack, stack.aws.direct_url).look()
    (job,) = [one for one in world.jobs.values() if one["work"].get("prompt") == "a boat at once"]
    waited = datetime.fromisoformat(job["started_at"]) - datetime.fromisoformat(job["accepted_at"])
    places = [text for _, _, text in await progress_of(workspace, channel, since) if "in line" in text]
    # Only a machine that is busy with much else lets it wait for so long that this is worth a word.
    assert places == [] or waited >= SHORTEST_WAIT
