"""`python -m bot init` makes what is missing, and only that."""

import asyncio

from bot.infrastructure import create_missing, table_definition
from services.queue import MAX_RECEIVES, dead_letter_queue
from services.storage import CHARTS, KEEP_CHARTS, PICTURES, REFERENCES
from services.table import IN_LINE, INDEXES, KEEP, TTL_ATTRIBUTE


async def test_a_second_run_finds_everything(made):
    lines = await asyncio.to_thread(create_missing, made)
    assert [line.rsplit(" ", 1)[-1] for line in lines] == ["there"] * 5


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
    rules = {rule["Filter"]["Prefix"]: rule for rule in found["Rules"]}
    assert rules[REFERENCES]["Expiration"] == {"Days": KEEP.days}
    assert rules[CHARTS]["Expiration"] == {"Days": KEEP_CHARTS.days}
    assert rules[""].get("Expiration") is None
    assert rules[""]["AbortIncompleteMultipartUpload"]["DaysAfterInitiation"] > 0
    assert {rule["Status"] for rule in found["Rules"]} == {"Enabled"}


async def test_pictures_go_when_the_settings_say_so_and_other_rules_stay(made, s3):
    theirs = {"ID": "audit", "Filter": {"Prefix": "audit/"}, "Expiration": {"Days": 9}, "Status": "Enabled"}
    before = (await s3.get_bucket_lifecycle_configuration(Bucket=made.imagine_bucket))["Rules"]
    await s3.put_bucket_lifecycle_configuration(
        Bucket=made.imagine_bucket, LifecycleConfiguration={"Rules": [*before, theirs]}
    )
    for days, kept in ((90, {"Days": 90}), (30, {"Days": 30}), (0, None)):
        settings = made.model_copy(update={"imagine_retention_days": days})
        lines = await asyncio.to_thread(create_missing, settings)
        assert f"rules of bucket {made.imagine_bucket} made" in lines
        rules = (await s3.get_bucket_lifecycle_configuration(Bucket=made.imagine_bucket))["Rules"]
        found = {rule["Filter"]["Prefix"]: rule["Expiration"] for rule in rules if "Expiration" in rule}
        assert found.pop(PICTURES, None) == kept
        assert set(found) == {REFERENCES, CHARTS, "audit/"}


async def test_what_was_deleted_by_mistake_can_be_had_back(made, dynamodb):
    found = await dynamodb.describe_continuous_backups(TableName=made.imagine_table)
    recovery = found["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"


async def test_everything_lies_encrypted(made, s3, sqs):
    found = await s3.get_bucket_encryption(Bucket=made.imagine_bucket)
    (rule,) = found["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"
    for name in (made.imagine_queue, dead_letter_queue(made.imagine_queue)):
        url = (await sqs.get_queue_url(QueueName=name))["QueueUrl"]
        attributes = (await sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]))["Attributes"]
        assert attributes["SqsManagedSseEnabled"] == "true"


async def test_what_keeps_failing_ends_in_the_dead_letter_queue(made, sqs):
    url = (await sqs.get_queue_url(QueueName=made.imagine_queue))["QueueUrl"]
    attributes = (await sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"]))["Attributes"]
    assert f'"maxReceiveCount": {MAX_RECEIVES}' in attributes["RedrivePolicy"].replace('"5"', "5")
    assert attributes["RedrivePolicy"].count(dead_letter_queue(made.imagine_queue)) == 1
