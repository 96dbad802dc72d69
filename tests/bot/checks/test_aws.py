"""What can be wrong at AWS and that no sandbox provokes: told by clients that answer as AWS would."""

import json

import aiohttp
import pytest
from aiohttp import web
from botocore.exceptions import ClientError

from bot.checks.aws import AwsChecks
from bot.infrastructure import table_definition
from bot.settings import Settings
from sandbox.slack.testing import serving
from tests.cloud import fresh


class Stub:
    """Answers each call with what is given under its name; an exception is raised."""

    def __init__(self, **answers):
        self._answers = answers

    def __getattr__(self, name):
        async def call(**_):
            answer = self._answers[name]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call


def refused(code):
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "Any")


def described(**changes):
    table = table_definition("imagine")
    indexes = [one | {"IndexStatus": "ACTIVE"} for one in table["GlobalSecondaryIndexes"]]
    return {"Table": table | {"TableStatus": "ACTIVE", "GlobalSecondaryIndexes": indexes} | changes}


def backups(status):
    return {
        "ContinuousBackupsDescription": {
            "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": status}
        }
    }


EXPIRES = {"TimeToLiveDescription": {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}}
RIGHT = {
    "describe_table": described(),
    "describe_time_to_live": EXPIRES,
    "describe_continuous_backups": backups("ENABLED"),
}


@pytest.fixture
def settings():
    return Settings(
        slack_bot_token="xoxb-1",
        slack_app_token="xapp-1",
        aws_region="us-west-2",
        imagine_bucket="pictures",
        imagine_cdn_url="https://cdn.example",
    )


async def of_table(settings, **changes):
    checks = AwsChecks(settings, Stub(**(RIGHT | changes)), Stub(), Stub(), None)
    return {one.what: one for one in await checks.table()}


async def test_a_table_as_it_should_be(settings):
    found = await of_table(settings)
    assert {one.verdict for one in found.values()} == {"ok"}
    assert {"table imagine", "index open-jobs", "index in-line", "expiry", "backups"} == set(found)


async def test_a_table_of_somebody_else(settings):
    keys = [{"AttributeName": "id", "KeyType": "HASH"}]
    found = await of_table(settings, describe_table=described(KeySchema=keys))
    (only,) = found.values()
    assert (only.what, only.verdict, only.told) == ("table imagine", "failed", "its keys are not pk and sk")
    assert "IMAGINE_TABLE" in only.fix


async def test_an_index_that_is_being_made(settings):
    told = described()
    told["Table"]["GlobalSecondaryIndexes"][0]["IndexStatus"] = "CREATING"
    found = await of_table(settings, describe_table=told)
    assert [one.told for one in found.values() if one.verdict == "warning"] == ["creating"]


@pytest.mark.parametrize(
    ("changes", "what", "verdict", "word"),
    [
        ({"describe_continuous_backups": backups("DISABLED")}, "backups", "warning", "is off"),
        ({"describe_continuous_backups": refused("AccessDenied")}, "backups", "warning", "AccessDenied"),
        ({"describe_continuous_backups": {}}, "backups", "warning", "ContinuousBackups"),
        ({"describe_time_to_live": refused("AccessDenied")}, "expiry", "warning", "AccessDenied"),
        (
            {"describe_time_to_live": {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}},
            "expiry",
            "failed",
            "for ever",
        ),
    ],
)
async def test_what_else_may_be_wrong_with_the_table(settings, changes, what, verdict, word):
    found = (await of_table(settings, **changes))[what]
    assert (found.verdict, bool(found.fix)) == (verdict, True)
    assert word in found.told


@pytest.mark.parametrize(
    ("answer", "verdict", "word"),
    [
        (refused("NoSuchPublicAccessBlockConfiguration"), "failed", "let in"),
        (refused("AccessDenied"), "warning", "AccessDenied"),
    ],
)
async def test_a_bucket_whose_privacy_is_in_doubt(settings, answer, verdict, word):
    s3 = Stub(head_bucket={}, get_public_access_block=answer)
    found = (await AwsChecks(settings, Stub(), s3, Stub(), None).bucket())[-1]
    assert (found.what, found.verdict, bool(found.fix)) == ("privacy", verdict, True)
    assert word in found.told


@pytest.mark.parametrize(("body", "kind"), [(b"<html>", "text/html"), (b"another picture", "image/png")])
async def test_a_cdn_that_serves_something_else(settings, body, kind):
    async def answer(_):
        return web.Response(body=body, content_type=kind)

    async with serving({"/{any:.*}": answer}) as url, aiohttp.ClientSession() as http:
        given = settings.model_copy(update={"imagine_cdn_url": url})
        s3 = Stub(put_object={}, delete_object={})
        found = (await AwsChecks(given, Stub(), s3, Stub(), http).cdn())[-1]
    assert (found.verdict, found.told) == ("failed", f"it serves something else ({kind})")
    assert "Origin Access Control" in found.fix


async def test_dead_jobs_are_to_be_looked_at(cloud, sqs):
    made = await fresh()
    dead = (await sqs.get_queue_url(QueueName=f"{made.imagine_queue}-dead"))["QueueUrl"]
    await sqs.send_message(QueueUrl=dead, MessageBody=json.dumps("a job"))
    found = {one.what: one for one in await AwsChecks(made, Stub(), Stub(), sqs, None).queues()}
    one = found[f"queue {made.imagine_queue}-dead"]
    assert (one.verdict, one.told) == ("warning", "1 dead jobs")
    assert "jobs dead" in one.fix


async def test_a_queue_without_a_way_to_its_dead_letters(settings):
    sqs = Stub(get_queue_url={"QueueUrl": "u"}, get_queue_attributes={"Attributes": {}})
    found = (await AwsChecks(settings, Stub(), Stub(), sqs, None).queues())[-1]
    assert (found.what, found.verdict, bool(found.fix)) == ("dead letters", "failed", True)
