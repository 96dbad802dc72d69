"""The whole journey, on exactly what the template makes, and within what its policy allows."""

import asyncio
import io
import json
import sys
from pathlib import Path

import aiohttp
import boto3
import pytest
from dotenv import dotenv_values

from bot.settings import Settings
from sandbox.aws.client import AwsControl
from sandbox.constants import BUCKET, QUEUE, TABLE
from sandbox.slack.client import WorkspaceClient
from sandbox.stack import running_stack
from tests import patience
from tests.infra.permissions import refused, unused
from tests.infra.template import DISTRIBUTION, Filled, without
from tests.journeys.person import Person, pictures, prompts_of, records_of, until
from tests.journeys.test_references import poster, posts
from tests.web.site import browsing, signed_in, token_of

pytestmark = pytest.mark.timeout(600)

ROOT = Path(__file__).parents[2]
RECORDER = Path(__file__).with_name("recorder")

PARAMETERS = {"Name": TABLE, "BucketName": BUCKET}
assert TABLE == QUEUE  # one name for both, in the template and here

UNKNOWN = {
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
}
"""What the emulator's CloudFormation stops at."""

KEY = Filled(**PARAMETERS).properties("SlackSecret")["KmsKeyId"]
"""The key, as the template's policy names it here."""

NAMES_NO_MODEL = "FurtherModels"
"""The statement whose resources are a parameter."""


def deployed(stack):
    """The template as a stack of the emulator; returns its outputs."""
    given = {
        "endpoint_url": stack.aws.direct_url,
        "region_name": "us-west-2",
        "aws_access_key_id": "sandbox",
        "aws_secret_access_key": "sandbox",
    }
    client = boto3.client("cloudformation", **given)
    client.create_stack(
        StackName="imagine",
        TemplateBody=without(UNKNOWN),
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in PARAMETERS.items()],
        Capabilities=["CAPABILITY_IAM"],
    )
    client.get_waiter("stack_create_complete").wait(
        StackName="imagine", WaiterConfig={"Delay": 1, "MaxAttempts": 60}
    )
    (made,) = client.describe_stacks(StackName="imagine")["Stacks"]
    resources = client.list_stack_resources(StackName="imagine")["StackResourceSummaries"]
    assert {one["LogicalResourceId"]: one["ResourceStatus"] for one in resources} == {
        name: "CREATE_COMPLETE"
        for name, one in Filled(**PARAMETERS).resources.items()
        if one["Type"] not in UNKNOWN
    }
    return {one["OutputKey"]: one["OutputValue"] for one in made["Outputs"]}


async def prepare(stack):
    outputs = await asyncio.to_thread(deployed, stack)
    told = dotenv_values(stream=io.StringIO(outputs["DotEnv"]))
    assert None not in told.values()
    # Whoever copies these lines and Slack's tokens can start the bot.
    Settings(
        slack_bot_token="xoxb-1",
        slack_app_token="xapp-1",
        **{name.lower(): value for name, value in told.items()},
    )
    # The pictures are shown by the sandbox's CDN.
    stack.settings |= {name: value for name, value in told.items() if name != "IMAGINE_CDN_URL"}


@pytest.fixture(scope="module")
def patient_slack():
    with patience.patient_bots(), patience.patient_slack():
        yield


@pytest.fixture(scope="module")
async def heard(tmp_path_factory, patient_slack):
    """Every call to AWS of a listener, a worker and the commands, after a walk through all that the bot does."""
    path = tmp_path_factory.mktemp("heard") / "calls"
    async with running_stack(prepare=prepare, extended_access=True, installed=False) as stack:
        stack.settings |= {
            # Slack's tokens are kept with the stack's own key.
            "IMAGINE_TOKEN_KEY": "",
            "PYTHONPATH": str(RECORDER),
            "HEARD_CALLS": str(path),
            # So short that painting outlasts it.
            "IMAGINE_LEASE_SECONDS": "3",
        }
        async with WorkspaceClient(stack.slack.url) as workspace, AwsControl(stack.aws.url) as aws:
            await aws.paint_plain()
            listener = await stack.start_bot("listen")
            await installed(listener, next(iter(stack.slack.slack.workspace.people)).id)
            await stack.start_bot("work")
            channel = (await workspace.add_channel("template", bot=True))["id"]
            alex = Person(workspace, "alex", channel)
            await walk(alex, aws, stack)
            await web_walk(alex, listener, stack)
            await dead_letters(stack)
            await check(stack)
            words = "forget", "--workspace", stack.slack.slack.workspace.team_id, "--yes"
            assert "is forgotten" in await says(stack, *words)

        def lines():
            # What its id is, is known once it is made.
            told = path.read_text().replace(stack.settings["IMAGINE_DISTRIBUTION"], DISTRIBUTION)
            told = told.replace(stack.settings["IMAGINE_KMS_KEY"], KEY)
            # The last may be half there yet.
            return [json.loads(line) for line in told.rpartition("\n")[0].splitlines()]

        async def swept():
            return any(one["about"].get("IndexName") == "open-jobs" for one in lines())

        await until(swept)
        await stack.stop_bots()
        return lines()


async def installed(listener, user):
    """As a person's browser does it: to Slack's question, and back with the answer."""
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{listener.url}/slack/install", allow_redirects=False) as response:
            at_slack, going = response.headers["Location"], response.cookies
        form = {"user": user, "answer": "allow"}
        async with browser.post(at_slack, data=form, allow_redirects=False) as response:
            back = response.headers["Location"]
        sent = "; ".join(f"{name}={cookie.value}" for name, cookie in going.items())
        async with browser.get(back, headers={"Cookie": sent}) as response:
            assert response.status == 200, await response.text()


async def walk(alex, aws, stack):
    await alex.types("/imagine lighthouse, storm --style watercolour")
    card = await alex.card("lighthouse")
    ideas = await alex.ideas(card)
    assert len(prompts_of(ideas)) == 3
    await aws.set_latency(invoke_model=2.5)  # longer than the heartbeat
    await alex.clicks(ideas, "idea.paint")
    (first,) = await alex.painted(card)
    await aws.set_latency(invoke_model=0)
    (picture,) = pictures(first)
    async with aiohttp.ClientSession() as session, session.get(picture["image_url"]) as response:
        assert response.status == 200
        assert response.content_type.startswith("image/")
    await alex.clicks(first, "picture.vary")
    await alex.painted(card, 2)
    root = await posts(alex, "@Imagine tiger robot", ("poster.png", poster()))
    await alex.clicks(await alex.ideas(root), "idea.paint")
    await alex.painted(root)
    await alex.types("/imagine usage")
    await alex.privately("The workspace")
    await alex.checks_models()
    await alex.workspace.open_home("alex")
    await alex.clicks(first, "picture.delete")
    await alex.reply(card, "deleted this picture")

    async def gone():
        return all(record["message_ts"] != first["ts"] for record in await records_of(stack))

    await until(gone)


async def web_walk(alex, listener, stack):
    """What people do with pictures in the browser."""
    picture = (await records_of(stack))[0]
    address = f"/gallery/pictures/{picture['job_id']}.{picture['index']}"
    user = next(one.id for one in stack.slack.slack.workspace.people if one.name == alex.user)
    async with browsing(listener.url, await signed_in(listener.url, user)) as client:
        token = await token_of(client)
        for path in ("/gallery?q=tiger&view=mine", address, f"{address}/original"):
            async with client.get(path) as response:
                assert response.status == 200, path
        for on in ("yes", ""):
            form = {"token": token, "on": on}
            async with client.post(f"{address}/favourite", data=form, allow_redirects=False) as response:
                assert response.status == 303
        async with client.post(f"{address}/delete", data={"token": token}, allow_redirects=False) as response:
            assert response.status == 303
        async with client.get(address) as response:
            assert response.status == 404


async def dead_letters(stack):
    def put():
        client = boto3.client(
            "sqs",
            endpoint_url=stack.aws.direct_url,
            region_name="us-west-2",
            aws_access_key_id="sandbox",
            aws_secret_access_key="sandbox",
        )
        url = client.get_queue_url(QueueName=f"{QUEUE}-dead")["QueueUrl"]
        client.send_message(QueueUrl=url, MessageBody="nobody")

    await asyncio.to_thread(put)
    assert "no such job any more" in await says(stack, "jobs", "dead")
    assert "1 put back or forgotten" in await says(stack, "jobs", "retry-dead")


async def check(stack):
    """What `python -m bot check` finds of what the emulator takes over from the template."""
    found = {
        one["what"]: one["verdict"] for one in json.loads(await says(stack, "check", "--json"))["checks"]
    }
    expected = {f"table {TABLE}", f"bucket {BUCKET}", f"queue {QUEUE}", "storing", "deleting"}
    assert {what: found[what] for what in expected} == dict.fromkeys(expected, "ok")


async def says(stack, *words):
    """What a command of the bot writes, but for what it says of trouble."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        cwd=ROOT,
        env=stack.environment(),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, trouble = await process.communicate()
    sys.stderr.write(trouble.decode())  # shown where the test fails
    return output.decode()


@pytest.fixture(scope="module")
def policy():
    return Filled(**PARAMETERS).properties("BotPolicy")["PolicyDocument"]


async def test_every_call_is_allowed(heard, policy):
    assert refused(policy, heard) == []


async def test_nothing_is_allowed_that_no_call_asks_for(heard, policy):
    left = {(sid, action) for sid, action in unused(policy, heard) if sid != NAMES_NO_MODEL}
    assert not left, "nobody makes these calls any more, or nobody was heard making them"


async def test_the_tokens_are_kept_with_the_key_of_the_stack(heard):
    keys = {(one["operation"], one["about"]["KeyId"]) for one in heard if one["service"] == "kms"}
    assert keys == {("Encrypt", KEY), ("Decrypt", KEY)}
