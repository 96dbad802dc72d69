"""`python -m bot init` makes what is missing, and only that."""

import asyncio

from bot.infrastructure import create_missing, table_definition
from services.queue import MAX_RECEIVES, dead_letter_queue
from services.storage import CHARTS, KEEP_CHARTS, REFERENCES
from services.table import IN_LINE, INDEXES, KEEP, TTL_ATTRIBUTE


async def test_a_second_run_finds_everything(made):
    lines = await asyncio.to_thread(create_missing, made)
    assert [line.rsplit(" ", 2)[-2:] for line in lines] == [["was", "there"]] * 4


async def test_the_table(made, dynamodb):
    table = (await dynamodb.describe_table(TableName=made.imagine_table))["Table"]
    assert {index["IndexName"] for index in table["GlobalSecondaryIndexes"]} == set(INDEXES)
    ttl = await dynamodb.describe_time_to_live(TableName=made.imagine_table)
    assert ttl["TimeToLiveDescription"]["AttributeName"] == TTL_ATTRIBUTE


async def test_a_table_of_an_earlier_version_gets_the_index_it_lacks(made, dynamodb):
    older = made.model_copy(update={"imagine_table": f"{made.imagine_table}-older"})
    definition = table_definition(older.imagine_table)
    definition["GlobalSecondaryIndexes"] = definition["GlobalSecondaryIndexes"][:-1]
    used = {
        key["AttributeName"] for index in definition["GlobalSecondaryIndexes"] for key in index["KeySchema"]
    }
    definition["AttributeDefinitions"] = [
        one for one in definition["AttributeDefinitions"] if one["AttributeName"] in {"pk", "sk", *used}
    ]
    await dynamodb.create_table(**definition)
    made_now, *_ = await asyncio.to_thread(create_missing, older)
    assert made_now == f"index {IN_LINE} of table {older.imagine_table} made"
    table = (await dynamodb.describe_table(TableName=older.imagine_table))["Table"]
    assert {index["IndexName"] for index in table["GlobalSecondaryIndexes"]} == set(INDEXES)
    again, *_ = await asyncio.to_thread(create_missing, older)
    assert again == f"table {older.imagine_table} was there"


async def test_the_bucket_is_closed_to_the_public(made, s3):
    block = await s3.get_public_access_block(Bucket=made.imagine_bucket)
    assert set(block["PublicAccessBlockConfiguration"].values()) == {True}


async def test_peoples_own_pictures_go_with_their_requests_and_charts_soon(made, s3):
    found = await s3.get_bucket_lifecycle_configuration(Bucket=made.imagine_bucket)
    assert {rule["Filter"]["Prefix"]: rule["Expiration"] for rule in found["Rules"]} == {
        REFERENCES: {"Days": KEEP.days},
        CHARTS: {"Days": KEEP_CHARTS.days},
    }
    assert {rule["Status"] for rule in found["Rules"]} == {"Enabled"}


async def test_what_keeps_failing_ends_in_the_dead_letter_queue(made, sqs):
    url = (await sqs.get_queue_url(QueueName=made.imagine_queue))["QueueUrl"]
    attributes = (await sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]))["Attributes"]
    assert f'"maxReceiveCount": {MAX_RECEIVES}' in attributes["RedrivePolicy"].replace('"5"', "5")
    assert attributes["RedrivePolicy"].count(dead_letter_queue(made.imagine_queue)) == 1
