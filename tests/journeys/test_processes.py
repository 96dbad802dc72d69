"""The bot's processes: by HTTP, split in two, ended in the middle, killed."""

import asyncio
import json
import os
import signal
import sys
from contextlib import closing

import aiohttp
import pytest

from sandbox.bot_process import bot_environment, free_port, spawn_bot
from tests.journeys.person import actions_of, pictures, said, until
from tests.patience import UNHURRIED

TITAN = "bedrock:InvokeModel:amazon.titan-image-generator-v2:0"


async def get(url):
    async with aiohttp.ClientSession() as session, session.get(url) as response:
        return response.status, await response.json()


@pytest.mark.parametrize("what", ["a command", "a click", "a form", "a mention"])
async def test_by_http(own_bots, alex, what):
    await own_bots(mode="http")
    match what:
        case "a command":
            await alex.types("/imagine --raw a paper boat")
            await alex.painted(await alex.card())
        case "a click":
            await alex.types("/imagine paper boat")
            card = await alex.card()
            await alex.clicks(await alex.ideas(card), "ideas.paint_all")
            await alex.painted(card, 3)
        case "a form":
            await alex.types("/imagine")
            form = await alex.form()
            answer = await alex.submits(form, text="a paper boat", palette="red")
            assert "palette" in answer["errors"]
            await alex.submits(form, text="a paper boat", palette="#ff0000")
            await alex.ideas(await alex.card())
        case _:
            ts = await alex.says("@Imagine --raw a paper boat")
            await alex.painted({"channel": alex.channel, "ts": ts})


async def test_a_request_slack_did_not_sign_is_refused(own_bots, alex):
    bot = await own_bots(mode="http")
    form = {
        "command": "/imagine",
        "text": "boat",
        "team_id": "T",
        "channel_id": "C",
        "user_id": "U",
        "trigger_id": "1",
    }
    for headers in ({}, {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=00"}):
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{bot.url}/slack/events", data=form, headers=headers) as response,
        ):
            assert response.status == 401
    assert await alex.public() == []


async def test_listening_and_working_apart(own_bots, alex):
    listener = await own_bots("listen")
    workers = [await own_bots("work") for _ in range(2)]
    await alex.types("/imagine paper boat")
    card = await alex.card()
    await alex.clicks(await alex.ideas(card), "ideas.paint_all")
    await alex.painted(card, 3)
    assert all(bot.process.poll() is None for bot in (listener, *workers))


async def test_health_and_readiness(own_bots, aws):
    bot = await own_bots()
    assert await get(f"{bot.url}/healthz") == (200, {"alive": True})

    async def ready():
        return await get(f"{bot.url}/readyz") == (200, {"ready": True, "failing": {}})

    await until(ready)
    await aws.add_fault("dynamodb:GetItem", "error", status=400, code="ResourceNotFoundException")
    await aws.add_fault("s3:HEAD", "error", status=403, code="Forbidden")

    async def not_ready():
        status, answer = await get(f"{bot.url}/readyz")
        # What is merely slow to answer counts as failing, too, until it is asked again.
        return status == 503 and set(answer["failing"]) == {"table", "bucket"}

    await until(not_ready)
    assert await get(f"{bot.url}/healthz") == (200, {"alive": True})


async def test_what_is_logged_and_measured_says_what_it_was_about(own_bots, alex):
    port = free_port()
    bot = await own_bots(METRICS_PORT=str(port), LOG_FORMAT="json", LOG_LEVEL="debug")
    await alex.types("/imagine paper boat --raw")
    await alex.painted(await alex.card(), 1)

    async def counted():
        async with (
            aiohttp.ClientSession() as session,
            session.get(f"http://127.0.0.1:{port}/metrics") as told,
        ):
            text = await told.text()
        return 'outcome="posted"' in text and text

    text = await until(counted)
    for name in (
        "imagine_ack_seconds_count",
        'imagine_stage_seconds_count{kind="paint",stage="working"}',
        "imagine_spend_usd_total{",
        'imagine_aws_calls_total{operation="InvokeModel",outcome="ok"',
        'imagine_slack_answers_total{method="chat.update",outcome="ok"}',
        "imagine_queue_age_seconds_count",
        "imagine_event_loop_lag_seconds",
    ):
        assert name in text, name
    written, _, _ = bot.output().rpartition("\n")  # it may be in the middle of a line
    lines = [json.loads(line) for line in written.splitlines()]
    about = [line for line in lines if "job" in line]
    assert {"job", "team", "user", "event", "level", "timestamp"} <= set().union(*about)
    assert not [line for line in bot.output().splitlines() if "xoxb-" in line or "xapp-" in line]


async def test_sigterm_lets_a_picture_be_finished(own_bots, alex, aws):
    bot = await own_bots()
    await aws.set_latency(invoke_model=120)
    await alex.types("/imagine --raw a paper boat")
    card = await alex.card()

    async def asked():
        return [call for call in await aws.calls() if call.operation == "InvokeModel"]

    await until(asked)
    bot.signal(signal.SIGTERM)
    await aws.end_latency()
    assert await bot.ended() == 0
    (painted,) = await alex.painted(card)
    assert pictures(painted)
    assert len(await asked()) == 1


async def test_sigterm_hands_over_what_takes_too_long(own_bots, alex, aws):
    first = await own_bots()
    await aws.add_fault(TITAN, "delay", seconds=60, times=1)
    await alex.types("/imagine --raw a paper boat")
    card = await alex.card()
    await alex.reply(card, "Painting your prompt")

    async def asked():
        return [call for call in await aws.calls() if call.operation == "InvokeModel"]

    await until(asked)
    assert await first.stop() == 0  # within the 25 s it promises, though the model takes a minute
    await own_bots()
    (painted,) = await alex.painted(card)
    assert len(await alex.thread(card)) == 1
    assert len(await asked()) == 2
    assert pictures(painted)


async def test_what_was_accepted_before_a_kill_is_finished_by_another(own_bots, alex, aws, workspace):
    """Killed between the row and the first message: the next process finds the row."""
    listener = await own_bots("listen")
    await workspace.add_fault("slack:chat.postMessage", "delay", seconds=600, times=1)
    await alex.types("/imagine --raw a paper boat")
    assert await alex.public() == []
    await listener.kill()
    await workspace.clear_faults()
    await own_bots()
    (painted,) = await alex.painted(await _patiently(alex))
    assert pictures(painted)
    assert len(await alex.public()) == 1


async def _patiently(person):
    """The card, once the sweeper has come by: an accepted job is overdue after 20 s."""

    async def look(_):
        found = await person.public()
        return found and found[0]

    return await person.workspace.wait_for(look, timeout=120, what="the sweeper")


async def test_stable_image_core(own_bots, alex, aws):
    await own_bots(IMAGINE_IMAGE_MODEL="stability.stable-image-core-v1:1")
    await alex.types(
        '/imagine --raw a paper boat --n 3 --seed 5 --ar 4:3 --cfg 8 --palette "#0b3954,#ff6663"'
    )
    card = await alex.card()
    (painted,) = await alex.painted(card)
    bodies = [call.body for call in await aws.calls() if call.operation == "InvokeModel"]
    assert sorted(body["seed"] for body in bodies) == [5, 6, 7]
    assert {body["aspect_ratio"] for body in bodies} == {"5:4"}
    assert all(body["prompt"] == "a paper boat Colour palette: deep blue, coral." for body in bodies)
    text = said(painted)
    for part in (
        "*approximate*",
        "has no `--cfg`",
        "nearest shape",
        "Stable Image Core",
        "1088×896",
        "$0.04",
    ):
        assert part in text
    assert len(pictures(painted)) == 3
    # It paints from words alone; what works on pictures is always there.
    assert {"picture.vary", "picture.upscale"} <= set(actions_of(painted))

    await aws.add_fault(
        "bedrock:InvokeModel:stability.stable-image-core-v1:1", "behave", code="filtered_output", times=1
    )
    await alex.types("/imagine --raw another boat --n 3")
    (painted,) = await alex.painted(await alex.card("another boat"))
    assert len(pictures(painted)) == 2
    assert "One picture was held back" in said(painted)


async def test_settings_that_are_wrong_are_all_named_and_it_ends_with_2(stack):
    environment = stack.environment(port=1)
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "IMAGINE_BUCKET"):
        del environment[name]
    with closing(spawn_bot("run", environment)) as bot:
        assert await bot.ended() == 2
        said = bot.output()
    assert "SLACK_BOT_TOKEN: is missing" in said
    assert "IMAGINE_BUCKET: is missing" in said
    assert "xapp-sandbox" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "wrong",
    [
        {"SLACK_BOT_TOKEN": "xoxb-nobody"},
        {"IMAGINE_QUEUE": "nowhere"},
        {"SLACK_API_URL": "http://127.0.0.1:9/api/"},
    ],
)
async def test_what_can_not_be_reached_is_said_without_a_traceback(stack, wrong):
    # What it calls by a wrong name is no call that it needs a right to.
    unheard = {"HEARD_CALLS": os.devnull}
    with closing(spawn_bot("run", stack.environment(port=1) | wrong | unheard)) as bot:
        assert await bot.ended() == 1
        said = bot.output()
    assert "Can't start: " in said
    assert "Traceback" not in said
    assert "xapp-sandbox" not in said


async def test_the_whole_journey_from_the_command_line(tmp_path):
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "sandbox", "imagine", "lighthouse, storm", "--style", "watercolour"],
        *["--size", "512x512", "--pick", "2", "--out", str(tmp_path)],
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **UNHURRIED},
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, (output[-2000:], errors[-2000:])
    found = json.loads(output.splitlines()[-1])
    assert set(found) == {"prompts", "chosen", "images", "messages", "records", "timings_ms"}
    assert len(found["prompts"]) == 3
    assert found["chosen"] == [2]
    (image,) = found["images"]
    assert set(image) == {
        *("path", "url", "s3_key", "width", "height", "seed", "model", "prompt", "price_usd", "job_id"),
    }
    assert image["prompt"] == found["prompts"][1]
    assert (image["width"], image["height"], image["price_usd"]) == (512, 512, 0.008)
    assert (tmp_path / image["path"]).read_bytes().startswith(b"\x89PNG")
    assert found["records"][0]["s3_key"] == image["s3_key"]
    assert set(found["timings_ms"]) == {"ack", "suggest", "paint", "total"}
    assert pictures(found["messages"][0])


async def test_a_journey_that_fails_says_why_and_ends_with_1(tmp_path):
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "sandbox", "imagine", "boat", "--stlye", "oil", "--out", str(tmp_path)],
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, **UNHURRIED},
    )
    output, _ = await process.communicate()
    assert process.returncode == 1
    assert "Did you mean `--style`?" in json.loads(output.splitlines()[-1])["error"]
    assert list(tmp_path.iterdir()) == []


def test_a_persons_own_settings_stay_out_of_the_sandbox(monkeypatch):
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-real")
    monkeypatch.setenv("AWS_PROFILE", "production")
    made = bot_environment({"SLACK_BOT_TOKEN": "xoxb-sandbox"})
    assert made["SLACK_BOT_TOKEN"] == "xoxb-sandbox"
    assert "AWS_PROFILE" not in made
