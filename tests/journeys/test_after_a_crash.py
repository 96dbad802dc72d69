"""A bot that is killed over somebody's second picture, or over a deletion: the next one finishes, and nothing is made
twice or left behind.
"""

import asyncio

import pytest

from sandbox.chaos.world import Eyes
from sandbox.faults import Fault
from sandbox.imagine import index_entries
from tests.journeys.person import pictures, records_of, said, until
from tests.journeys.test_after import fills, newest_call, opened, painted
from tests.journeys.test_gallery import findable, opens_page, whole_home
from tests.journeys.test_references import poster


async def references_kept(stack, message):
    (record,) = [one for one in await records_of(stack) if one["message_ts"] == message["ts"]]
    return record["references"]


async def test_the_second_picture_is_fetched_again(own_bots, alex, aws, stack, workspace):
    first_bot = await own_bots()
    card, first = await painted(alex)
    file = await workspace.upload("alex", "poster.png", poster())
    await aws.clear_calls()
    await aws.set_latency(invoke_model=200)  # until it is killed
    await fills(alex, first, "picture.restyle", pictures=[file["id"]])

    async def asked_for():
        return [call for call in await aws.calls() if call.operation == "InvokeModel"]

    await until(asked_for)
    await first_bot.kill()
    await aws.end_latency()
    await own_bots()
    await workspace.advance(60)
    made = (await alex.painted(card, 2, patience=200))[-1]
    assert "*Restyled* after <" in said(made)
    assert opened((await newest_call(aws)).body["style_image"]).size == (900, 600)
    assert len(await references_kept(stack, made)) == 2
    assert len([one for one in await alex.thread(card) if pictures(one)]) == 2


@pytest.mark.timeout(500)
async def test_whoever_dies_in_the_middle_of_deleting_leaves_nothing_behind(own_bots, alex, stack):
    """One picture after the other, each time killed a step later: after its mark, between its entries, its objects and
    its message, and just before its record is removed.
    """
    await own_bots(IMAGINE_LEASE_SECONDS="1")
    await alex.types("/imagine --raw a barge at dusk --n 4 --size 512x512")
    message = await findable(alex, "a barge at dusk")
    images = [one for one in await records_of(stack) if one["message_ts"] == message["ts"]]
    eyes = Eyes(stack.slack.slack, stack.aws.direct_url)
    aws, slack = stack.aws.faults, stack.slack.slack.faults
    points = [
        (aws, "dynamodb:UpdateItem", "kill_after"),
        (aws, "s3:POST", "kill_after"),
        (slack, "slack:chat.update", "kill_after"),
        (aws, "dynamodb:TransactWriteItems", "kill_before"),
    ]
    shown = message
    for image, (plan, operation, kind) in zip(images, points, strict=True):
        image_id = f"{image['job_id']}.{image['index']}"
        page = await opens_page(alex, await whole_home(alex), image_id)
        plan.add(Fault(operation=operation, kind=kind, times=1))
        # Killed before it has answered, Slack waits for nothing.
        click = asyncio.create_task(alex.workspace.change("alex", page["id"], "page.delete"))

        async def killed():
            return any(bot.process.poll() is not None for bot in stack.bots)

        await until(killed)
        plan.clear()
        before = await eyes.look()
        row = before.images.get((image["job_id"], int(image["index"])))
        assert row is not None, operation
        assert row["deleting"], operation
        await stack.kill_bots()
        await stack.restart_killed()
        click.cancel()

        async def gone(image=image):
            return (image["job_id"], int(image["index"])) not in (await eyes.look()).images

        await until(gone)
        folder = image["s3_key"].rpartition("/")[0]
        assert not [key for key in (await eyes.look()).objects if key.startswith(folder)], operation
        entries = await asyncio.to_thread(index_entries, stack.aws.direct_url)
        assert not [one for one in entries if one["sk"].endswith(f"#{image_id}")], operation
        (shown,) = [
            one for one in await alex.thread(await alex.card("a barge at dusk")) if one["ts"] == message["ts"]
        ]
        assert folder not in str(shown["blocks"]), operation
        assert len(pictures(shown)) == len(images) - 1 - images.index(image), operation
    assert "deleted this picture" in said(shown)
