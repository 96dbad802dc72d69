"""Makes the table, the bucket and the queues where they are missing: for a sandbox, or for a first try.

`infra/template.yaml` makes the same; a test compares it with the definitions here.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import boto3
from botocore.exceptions import ClientError

from bot.settings import Settings
from services.queue import MAX_RECEIVES, dead_letter_queue
from services.storage import CHARTS, KEEP_CHARTS, PICTURES, REFERENCES
from services.table import INDEXES, KEEP, KEYS_ALONE, TTL_ATTRIBUTE

if TYPE_CHECKING:
    from types_boto3_dynamodb import DynamoDBClient

_FORTNIGHT_SECONDS: Final = 14 * 24 * 3600
"""The longest SQS keeps a message (SQS quotas)."""

_UNFINISHED: Final = "unfinished"
_UNFINISHED_DAYS: Final = 7
"""How long parts of an upload that never ended are kept, which nobody sees and everybody pays for."""

OWNERSHIP: Final = "BucketOwnerEnforced"
"""No access lists: only policies say who may do what."""

PUBLIC_ACCESS_BLOCK: Final[Mapping[str, bool]] = {
    "BlockPublicAcls": True,
    "IgnorePublicAcls": True,
    "BlockPublicPolicy": True,
    "RestrictPublicBuckets": True,
}

ENCRYPTION_RULES: Final[list[dict[str, Any]]] = [
    {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}
]

TIME_TO_LIVE: Final[Mapping[str, Any]] = {"Enabled": True, "AttributeName": TTL_ATTRIBUTE}

POINT_IN_TIME_RECOVERY: Final[Mapping[str, Any]] = {"PointInTimeRecoveryEnabled": True}

DEAD_LETTER_ATTRIBUTES: Final[Mapping[str, str]] = {
    "MessageRetentionPeriod": str(_FORTNIGHT_SECONDS),
    "SqsManagedSseEnabled": "true",
}


def create_missing(settings: Settings) -> list[str]:
    """Create what is missing; returns a line for each thing, made or found."""
    region = settings.aws_region
    return [
        _table(boto3.client("dynamodb", region_name=region), settings.imagine_table),
        _bucket(boto3.client("s3", region_name=region), settings.imagine_bucket, region),
        _lifecycle(boto3.client("s3", region_name=region), settings),
        *_queues(
            boto3.client("sqs", region_name=region),
            settings.imagine_queue,
            settings.patience.visibility_seconds,
        ),
    ]


def table_definition(name: str) -> dict[str, Any]:
    """The arguments of CreateTable."""
    names = ["pk", "sk", *(attribute for keys in INDEXES.values() for attribute in keys)]
    return {
        "TableName": name,
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": one, "AttributeType": "S"} for one in names],
        "KeySchema": _keys("pk", "sk"),
        "GlobalSecondaryIndexes": [_index(index) for index in INDEXES],
    }


def _index(name: str) -> Any:
    return {
        "IndexName": name,
        "KeySchema": _keys(*INDEXES[name]),
        "Projection": {"ProjectionType": "KEYS_ONLY" if name in KEYS_ALONE else "ALL"},
    }


def queue_attributes(visibility_seconds: int, dead_letter_arn: str) -> dict[str, str]:
    """Of the queue of jobs."""
    redrive = {"deadLetterTargetArn": dead_letter_arn, "maxReceiveCount": MAX_RECEIVES}
    return {
        "VisibilityTimeout": str(visibility_seconds),
        "MessageRetentionPeriod": str(_FORTNIGHT_SECONDS),
        "SqsManagedSseEnabled": "true",
        "RedrivePolicy": json.dumps(redrive),
    }


def _keys(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]


def _table(client: "DynamoDBClient", name: str) -> str:
    try:
        client.create_table(**table_definition(name))
    except client.exceptions.ResourceInUseException:
        added = _add_index(client, name)
        return f"table {name} was there" if added is None else f"index {added} of table {name} made"
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    client.update_time_to_live(TableName=name, TimeToLiveSpecification=TIME_TO_LIVE)  # type: ignore[arg-type]
    client.update_continuous_backups(
        TableName=name,
        PointInTimeRecoverySpecification=POINT_IN_TIME_RECOVERY,  # type: ignore[arg-type]
    )
    return f"table {name} made"


def _add_index(client: "DynamoDBClient", name: str) -> str | None:
    """Add an index that a table of an earlier version lacks: one, because DynamoDB makes one at a time."""
    table = client.describe_table(TableName=name)["Table"]
    there = {str(index.get("IndexName")) for index in table.get("GlobalSecondaryIndexes", [])}
    missing = next((index for index in INDEXES if index not in there), None)
    if missing is not None:
        client.update_table(
            TableName=name,
            AttributeDefinitions=[
                {"AttributeName": one, "AttributeType": "S"} for one in ("pk", "sk", *INDEXES[missing])
            ],
            GlobalSecondaryIndexUpdates=[{"Create": _index(missing)}],
        )
    return missing


def _bucket(client: Any, name: str, region: str) -> str:
    try:
        client.head_bucket(Bucket=name)
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") not in {"404", "NoSuchBucket"}:
            raise
    else:
        return f"bucket {name} was there"
    # us-east-1 is the default and must not be named.
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    client.create_bucket(Bucket=name, ObjectOwnership=OWNERSHIP, **where)
    client.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=PUBLIC_ACCESS_BLOCK)
    client.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": ENCRYPTION_RULES})
    return f"bucket {name} made"


def lifecycle_rules(retention_days: int = 0) -> list[dict[str, Any]]:
    """The bucket's rules. S3 counts the days from when an object was written and rounds up to the next midnight
    (S3 user guide, "Lifecycle configuration elements"), so no picture goes before its record.

    Parameters
    ----------
    retention_days
        of painted pictures; 0 for ever
    """
    # People's own pictures go with the requests that they were given for, or with what was made from them.
    references = min(KEEP.days, retention_days or KEEP.days)
    days = {REFERENCES: references, CHARTS: KEEP_CHARTS.days, PICTURES: retention_days}
    rules: list[dict[str, Any]] = [
        {"ID": _rule_id(prefix), "Filter": {"Prefix": prefix}, "Expiration": {"Days": kept}}
        for prefix, kept in days.items()
        if kept
    ]
    rules.append(
        {
            "ID": _UNFINISHED,
            "Filter": {"Prefix": ""},
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": _UNFINISHED_DAYS},
        }
    )
    return [{**rule, "Status": "Enabled"} for rule in rules]


def _rule_id(prefix: str) -> str:
    return prefix.rstrip("/")


def _lifecycle(client: Any, settings: Settings) -> str:
    """Bring our rules up to date, whenever the bucket was made: the settings may have changed. Others stay."""
    name = settings.imagine_bucket
    try:
        there = client.get_bucket_lifecycle_configuration(Bucket=name)["Rules"]
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") != "NoSuchLifecycleConfiguration":
            raise
        there = []
    ours = lifecycle_rules(settings.imagine_retention_days)
    ids = {_UNFINISHED, *(_rule_id(prefix) for prefix in (REFERENCES, CHARTS, PICTURES))}
    others = [rule for rule in there if rule.get("ID") not in ids]
    if sorted(map(_compared, there)) == sorted(map(_compared, [*others, *ours])):
        return f"rules of bucket {name} were there"
    client.put_bucket_lifecycle_configuration(Bucket=name, LifecycleConfiguration={"Rules": [*others, *ours]})
    return f"rules of bucket {name} made"


def _compared(rule: Mapping[str, Any]) -> str:
    """The same for the same rule, whichever of the two ways it says what it is for."""
    prefix = rule.get("Prefix") or rule.get("Filter", {}).get("Prefix", "")
    rest = {name: value for name, value in rule.items() if name not in {"Prefix", "Filter"}}
    return json.dumps({**rest, "for": prefix}, sort_keys=True, default=str)


def _queues(client: Any, name: str, visibility_seconds: int) -> list[str]:
    dead = dead_letter_queue(name)
    lines = [_queue(client, dead, DEAD_LETTER_ATTRIBUTES)]
    dead_url = client.get_queue_url(QueueName=dead)["QueueUrl"]
    arn = client.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])["Attributes"][
        "QueueArn"
    ]
    attributes = queue_attributes(visibility_seconds, arn)
    return [*lines, _queue(client, name, attributes)]


def _queue(client: Any, name: str, attributes: Mapping[str, str]) -> str:
    try:
        client.get_queue_url(QueueName=name)
    except client.exceptions.QueueDoesNotExist:
        client.create_queue(QueueName=name, Attributes=attributes)
        return f"queue {name} made"
    return f"queue {name} was there"
