"""`python -m bot init` and the template make the same: each definition of the one is in the other."""

import json
from datetime import timedelta

import pytest

from bot import infrastructure
from services.patience import LEASE_SECONDS, Patience
from services.queue import dead_letter_queue
from services.storage import cache_control
from tests.infra.template import Filled

TEMPLATE = Filled()


def test_the_table():
    expected = infrastructure.table_definition("imagine")
    table = TEMPLATE.properties("Table")
    for name in ("TableName", "BillingMode", "KeySchema"):
        assert table[name] == expected[name]
    indexes = {one["IndexName"]: one for one in table["GlobalSecondaryIndexes"]}
    assert indexes == {one["IndexName"]: one for one in expected["GlobalSecondaryIndexes"]}, (
        "the GlobalSecondaryIndexes of Table in infra/template.yaml are not INDEXES of services/table.py"
    )
    attributes = {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]}
    assert attributes == {
        one["AttributeName"]: one["AttributeType"] for one in expected["AttributeDefinitions"]
    }, "the AttributeDefinitions of Table in infra/template.yaml are not the keys of its indexes"


def test_what_fades_and_what_can_be_had_back():
    table = TEMPLATE.properties("Table")
    assert table["TimeToLiveSpecification"] == infrastructure.TIME_TO_LIVE
    assert table["PointInTimeRecoverySpecification"] == infrastructure.POINT_IN_TIME_RECOVERY


def test_the_table_has_nothing_that_init_does_not_make():
    made = {"TimeToLiveSpecification", "PointInTimeRecoverySpecification"}
    assert TEMPLATE.properties("Table").keys() == infrastructure.table_definition("imagine").keys() | made


def test_the_bucket():
    bucket = TEMPLATE.properties("Bucket")
    assert bucket["PublicAccessBlockConfiguration"] == infrastructure.PUBLIC_ACCESS_BLOCK
    assert bucket["OwnershipControls"] == {"Rules": [{"ObjectOwnership": infrastructure.OWNERSHIP}]}
    # The same fields have other names here than in S3's API.
    encryption = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert [
        {"ApplyServerSideEncryptionByDefault": one["ServerSideEncryptionByDefault"]} for one in encryption
    ] == (infrastructure.ENCRYPTION_RULES)
    assert bucket.keys() == {
        "BucketName",
        "PublicAccessBlockConfiguration",
        "OwnershipControls",
        "BucketEncryption",
        "LifecycleConfiguration",
    }


def as_api(rule):
    """A lifecycle rule of CloudFormation as S3's API has it."""
    assert rule.keys() <= {"Id", "Status", "Prefix", "ExpirationInDays", "AbortIncompleteMultipartUpload"}
    told = {"ID": rule["Id"], "Status": rule["Status"], "Filter": {"Prefix": rule.get("Prefix", "")}}
    if "ExpirationInDays" in rule:
        told["Expiration"] = {"Days": rule["ExpirationInDays"]}
    if "AbortIncompleteMultipartUpload" in rule:
        told["AbortIncompleteMultipartUpload"] = rule["AbortIncompleteMultipartUpload"]
    return told


def test_what_is_removed_from_the_bucket_and_when():
    rules = TEMPLATE.properties("Bucket")["LifecycleConfiguration"]["Rules"]
    assert [as_api(rule) for rule in rules] == infrastructure.lifecycle_rules()


def test_pictures_fade_after_as_many_days_as_are_given():
    rules = Filled(PictureDays=365).properties("Bucket")["LifecycleConfiguration"]["Rules"]
    added = [as_api(rule) for rule in rules if rule["Id"] == "pictures"]
    assert added == [
        {
            "ID": "pictures",
            "Status": "Enabled",
            "Filter": {"Prefix": "pictures/"},
            "Expiration": {"Days": 365},
        }
    ]


def as_attributes(queue):
    """A queue's properties as SQS's API has them."""
    told = {name: value for name, value in queue.items() if name != "QueueName"}
    return {name: value if isinstance(value, dict) else str(value).lower() for name, value in told.items()}


def test_the_queues():
    queue, dead = TEMPLATE.properties("Queue"), TEMPLATE.properties("DeadLetters")
    assert (queue["QueueName"], dead["QueueName"]) == ("imagine", dead_letter_queue("imagine"))
    assert as_attributes(dead) == infrastructure.DEAD_LETTER_ATTRIBUTES
    arn = queue["RedrivePolicy"]["deadLetterTargetArn"]
    assert arn.endswith(f":{dead['QueueName']}")
    expected = infrastructure.queue_attributes(Patience(LEASE_SECONDS).visibility_seconds, arn)
    assert as_attributes(queue) == {**expected, "RedrivePolicy": json.loads(expected["RedrivePolicy"])}


@pytest.mark.parametrize("name", ["Table", "Bucket", "Key", "SlackSecret"])
def test_what_people_made_outlives_the_stack(name):
    # A stack that could not be made leaves nothing behind: else another of its name could not be made either.
    assert TEMPLATE.resources[name]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert TEMPLATE.resources[name]["UpdateReplacePolicy"] == "Retain"


def test_pictures_go_after_as_many_days_as_the_bot_is_told():
    template = Filled(PictureDays=90)
    rules = template.properties("Bucket")["LifecycleConfiguration"]["Rules"]
    assert effective(as_api(rule) for rule in rules) == effective(infrastructure.lifecycle_rules(90))


@pytest.mark.parametrize("days", [1, 90, 180, 3650])
def test_peoples_own_pictures_go_with_what_was_made_from_them(days):
    rules = Filled(PictureDays=days).properties("Bucket")["LifecycleConfiguration"]["Rules"]
    for found in (effective(as_api(rule) for rule in rules), effective(infrastructure.lifecycle_rules(days))):
        assert found == {"references/": min(days, 180), "charts/": 30, "pictures/": days}


def effective(rules):
    """After how many days what begins so is removed: of two rules for it the shorter counts (S3 user guide,
    "Examples of S3 Lifecycle configurations", overlapping filters)."""
    days = {rule["Filter"]["Prefix"]: rule["Expiration"]["Days"] for rule in rules if "Expiration" in rule}
    return {
        folder: min(kept for prefix, kept in days.items() if folder.startswith(prefix))
        for folder in ("references/", "charts/", "pictures/")
    }


def test_copies_go_a_day_after_what_they_are_of():
    for days, most in ((0, 31536000), (1, 86400), (365, 86400)):
        policy = Filled(PictureDays=days).properties("CachePolicy")["CachePolicyConfig"]
        assert policy["MaxTTL"] == most
        assert policy["MinTTL"] <= policy["DefaultTTL"] <= policy["MaxTTL"]
        told = cache_control("pictures/t/0/thumb.jpg", timedelta(days=days) if days else None)
        assert f"max-age={most}," in told
