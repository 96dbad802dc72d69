"""What goes wrong outside ends in words, and nothing is lost or paid twice."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import BOT_TOKEN, IMAGE_MODEL
from tests.journeys.person import actions_of, buttons_of, pictures, records_of, said, until
from tests.journeys.test_gallery import clicks, fresh_home, modal

pytestmark = pytest.mark.usefixtures("bot")

TITAN = "bedrock:InvokeModel:amazon.titan-image-generator-v2:0"
WRITER = "bedrock:Converse:*"


@pytest.fixture(scope="module")
async def shared_bot(stack):
    """Nothing paints from words in Titan's place."""
    return await stack.start_bot(IMAGINE_IMAGE_MODEL=IMAGE_MODEL)


async def calls(aws, operation):
    return [call for call in await aws.calls() if call.operation == operation]


@pytest.mark.parametrize(
    "wrong",
    [
        "two_prompts",
        "four_prompts",
        "same_prompts",
        "empty_prompt",
        "long_prompt",
        "not_english",
        "no_tool_call",
        "max_tokens",
        "malformed",
    ],
)
async def test_a_wrong_answer_of_the_writer_is_repaired_once(alex, aws, wrong):
    await aws.add_fault(WRITER, "behave", code=wrong, times=1)
    await alex.types("/imagine paper boat")
    ideas = await alex.ideas(await alex.card())
    assert len(buttons_of(ideas, "idea.paint")) == 3
    assert len(await calls(aws, "Converse")) == 2


async def test_wrong_twice_is_said_and_can_be_tried_again(alex, aws):
    await aws.add_fault(WRITER, "behave", code="two_prompts", times=2)
    await alex.types("/imagine paper boat")
    card = await alex.card()
    told = await alex.reply(card, "There are no ideas: the language model's answer was unusable twice.")
    assert actions_of(told) == ["job.retry"]
    await alex.card_saying(card, "Something did not work")
    await alex.clicks(told, "job.retry")
    await alex.ideas(card)


async def test_a_writer_that_refuses_the_words(alex, aws):
    await aws.add_fault(WRITER, "behave", code="content_filtered", times=1)
    await alex.types("/imagine something awful")
    told = await alex.reply(await alex.card(), "the content filter did not let these words through")
    assert actions_of(told) == []
    assert "Nothing was charged." in said(told)


@pytest.mark.parametrize(
    ("behaviour", "words", "again"),
    [
        ("filtered_prompt", "the content filter did not let these words through", False),
        ("filtered_output", "the content filter held the picture back", True),
        ("not_an_image", "what the model sent is not a picture", True),
        ("truncated_image", "what the model sent is not a picture", True),
        ("end_of_life", "this model is no longer available", True),
    ],
)
async def test_no_picture_has_its_own_outcome(alex, aws, behaviour, words, again):
    await aws.add_fault(TITAN, "behave", code=behaviour, times=1)
    await alex.types("/imagine --raw a paper boat")
    card = await alex.card()
    told = await alex.reply(card, words)
    assert "Nothing was charged." in said(told)
    assert "Reference " in said(told)
    assert actions_of(told) == (["job.retry", "picture.edit"] if again else ["picture.edit"])
    assert len(await calls(aws, "InvokeModel")) == 1
    if behaviour == "end_of_life":
        await alex.types("/imagine --raw another boat")
        await alex.privately("No model that paints can be called now.")
        await alex.checks_models()
    if again:
        await alex.clicks(told, "job.retry")
        await alex.painted(card)


async def test_some_of_several_withheld(alex, aws):
    await aws.add_fault(TITAN, "behave", code="partial_output", times=1)
    await alex.types("/imagine --raw a paper boat --n 3")
    (painted,) = await alex.painted(await alex.card())
    assert len(pictures(painted)) == 2
    assert "One picture was held back by the content filter or lost to an error, and not charged." in said(
        painted
    )


async def test_a_throttled_painter_is_waited_for(alex, aws):
    await aws.add_fault(TITAN, "error", code="ThrottlingException", status=429, times=2)
    await alex.types("/imagine --raw a paper boat")
    card = await alex.card()
    await alex.reply_once(card, "The model is busy. Trying again in about")
    await alex.painted(card)
    assert [call.status for call in await calls(aws, "InvokeModel")] == [429, 429, 200]


async def test_a_daily_quota_is_not_tried_again(alex, aws):
    await aws.add_fault(
        TITAN,
        "error",
        code="ThrottlingException",
        status=429,
        message="Too many tokens per day, wait.",
        times=1,
    )
    await alex.types("/imagine --raw a paper boat")
    await alex.reply(await alex.card(), "the account's quota with the model is used up for now")
    assert len(await calls(aws, "InvokeModel")) == 1


@pytest.mark.parametrize("kind", ["cut", "drop_reply"])
async def test_a_paid_call_that_may_have_been_billed_is_repeated_once_at_most(alex, aws, kind):
    await aws.add_fault(TITAN, kind, times=5)
    await alex.types("/imagine --raw a paper boat")
    await alex.reply(await alex.card(), "the model failed")
    assert len(await calls(aws, "InvokeModel")) == 2


async def test_a_painter_that_fails_once_is_asked_again(alex, aws):
    await aws.add_fault(TITAN, "error", code="InternalServerException", status=500, times=1)
    await alex.types("/imagine --raw a paper boat")
    await alex.painted(await alex.card())


async def test_a_picture_slack_can_not_fetch_once_is_shown_at_the_second_try(alex, workspace):
    await workspace.add_fault("slack:image", "error", status=503, times=1)
    await alex.types("/imagine --raw a paper boat")
    (painted,) = await alex.painted(await alex.card())
    assert "image_url" in pictures(painted)[0]


async def test_a_picture_slack_can_not_fetch_is_handed_to_slack(alex, workspace):
    await workspace.process_files_for(0)
    await workspace.add_fault("slack:image", "error", status=503)
    await alex.types("/imagine --raw a paper boat --n 2")
    (painted,) = await alex.painted(await alex.card())
    assert all("slack_file" in picture for picture in pictures(painted))
    assert len(pictures(painted)) == 2


async def test_what_was_handed_to_slack_is_taken_back_with_its_picture(alex, stack, workspace):
    await workspace.process_files_for(0)
    await workspace.add_fault("slack:image", "error", status=503)
    await alex.types("/imagine --raw a paper kite --n 2")
    card = await alex.card("a paper kite")
    (painted,) = await alex.painted(card)
    await alex.card_saying(card, "🖼️")

    def files(message):
        return [picture["slack_file"]["id"] for picture in pictures(message)]

    def kept():
        return {one.id for one in stack.slack.slack.workspace.files.values() if not one.deleted}

    before = files(painted)
    assert len(before) == 2
    record = next(one for one in await records_of(stack) if one["message_ts"] == painted["ts"])
    gone = f"{record['job_id']}.{record['index']}"
    view = await fresh_home(alex)
    await clicks(alex, view, "gallery.open", gone)
    page = await modal(alex, lambda one: buttons_of(one, "page.delete"), "the picture's page")
    await clicks(alex, page, "page.delete")

    async def shown():
        (message,) = [one for one in await alex.thread(card) if one["ts"] == painted["ts"]]
        found = files(message) if pictures(message) else []
        return found if len(found) == 1 and found[0] not in before else None

    (file,) = await until(shown)
    assert not kept().intersection(before)
    assert file in kept()


async def test_a_picture_slack_will_not_have_at_all_is_linked_to(alex, workspace):
    await workspace.add_fault("slack:image", "error", status=503)
    await workspace.add_fault(
        "slack:files.getUploadURLExternal", "error", status=200, code="file_uploads_disabled"
    )
    await alex.types("/imagine --raw a paper boat")
    linked = await alex.reply(await alex.card(), "|Full size>")
    assert pictures(linked) == []
    assert "picture.reference" in actions_of(linked)


async def test_a_post_whose_answer_was_lost_is_not_posted_twice(alex, workspace):
    await workspace.add_fault("slack:chat.postMessage", "drop_reply", times=1)
    await alex.types("/imagine --raw a paper boat")
    card = await alex.card()
    await alex.painted(card)
    assert len(await alex.public()) == 1
    await workspace.add_fault(
        "slack:chat.postMessage", "delay", seconds=0, times=1
    )  # the next post is untouched
    assert len(await alex.thread(card)) == 1


async def test_slack_asking_to_wait_is_obeyed(alex, workspace):
    await workspace.add_fault("slack:chat.postMessage", "error", status=429, retry_after=1, times=2)
    await workspace.add_fault("slack:chat.update", "error", status=429, retry_after=1, times=1)
    await alex.types("/imagine --raw a paper boat")
    await alex.painted(await alex.card())
    assert len(await alex.public()) == 1


async def test_slack_in_trouble_while_a_result_is_shown(alex, workspace, aws):
    await aws.set_latency(invoke_model=120)
    await alex.types("/imagine --raw a paper boat")
    card = await alex.card()
    await workspace.add_fault("slack:chat.update", "error", status=500, times=4)
    await until(lambda: calls(aws, "InvokeModel"))
    await aws.end_latency()
    (painted,) = await alex.painted(card)
    assert len(await alex.thread(card)) == 1
    assert len(await calls(aws, "InvokeModel")) == 1
    assert pictures(painted)


async def test_a_placeholder_that_somebody_removed(alex, workspace, aws):
    await aws.set_latency(invoke_model=120)
    await alex.types("/imagine --raw a paper boat")
    card = await alex.card()
    placeholder = await alex.reply(card, "Painting your prompt")
    client = AsyncWebClient(BOT_TOKEN, base_url=f"{workspace.url}/api/")
    await client.chat_delete(channel=placeholder["channel"], ts=placeholder["ts"])
    await aws.end_latency()
    (painted,) = await alex.painted(card)
    assert painted["ts"] != placeholder["ts"]


async def test_a_row_that_can_not_be_written_starts_nothing(alex, aws):
    await aws.add_fault("dynamodb:TransactWriteItems", "error", status=400, code="AccessDeniedException")
    await alex.types("/imagine --raw a paper boat")
    await alex.privately("nothing was started and nothing was charged")
    assert await alex.public() == []
    assert await aws.calls() == []


async def test_writes_that_meet_others_are_written_a_moment_later(alex, aws):
    for operation, code in (
        ("dynamodb:TransactWriteItems", "TransactionConflict"),
        ("dynamodb:UpdateItem", "TransactionConflictException"),
    ):
        await aws.add_fault(operation, "error", status=400, code=code, times=3)
    await alex.types("/imagine --raw a paper boat")
    await alex.painted(await alex.card())


async def test_a_queue_that_stutters(alex, aws):
    await aws.add_fault("sqs:SendMessage", "error", status=503, code="ServiceUnavailable", times=2)
    await alex.types("/imagine --raw a paper boat")
    await alex.painted(await alex.card())


async def test_cancel_before_the_paid_call_and_too_late_after(alex, aws, workspace):
    await aws.set_latency(converse=120)
    await alex.types("/imagine paper boat")
    card = await alex.card()
    thinking = await alex.reply(card, "Thinking of three ideas")
    await alex.clicks(thinking, "job.cancel")
    await alex.reply(card, "Cancelled by")
    await alex.card_saying(card, "Cancelled.")
    await aws.end_latency()

    await aws.set_latency(invoke_model=120)
    await workspace.add_fault("slack:chat.update", "error", status=500)  # it still says that it waits
    await alex.types("/imagine --raw a second boat")
    card = await alex.card("a second boat")
    placeholder = await alex.reply(card, "Your prompt is waiting for its turn.")

    await until(lambda: calls(aws, "InvokeModel"))
    await alex.clicks(placeholder, "job.cancel")
    await alex.private_in(card, "Too late to cancel")
    await workspace.clear_faults()
    await aws.end_latency()
    await alex.painted(card)
