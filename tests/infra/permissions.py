"""What IAM would ask for a call to AWS, and whether a policy allows it.

Which action an operation asks for: Service Authorization Reference, the page of each service.
"""

import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.survey import foundation_id
from tests.infra.template import ACCOUNT

Json = dict[str, Any]

ELSEWHERE = "us-east-2"
"""A region that a cross-region profile may choose, apart from the one it is called in."""


@dataclass(frozen=True)
class Need:
    """One permission that a call needs."""

    action: str
    resource: str
    context: Mapping[str, str] = field(default_factory=dict)


def needs(call: Json) -> list[Need]:
    """The permissions that a recorded call needs.

    Raises
    ------
    KeyError
        for an operation that nobody has looked up yet
    """
    return list(_BY_SERVICE[call["service"]](call["operation"], call["region"], call["about"]))


def _dynamodb(operation: str, region: str, about: Json) -> Iterator[Need]:
    def table(name: str, index: str | None = None) -> str:
        return f"arn:aws:dynamodb:{region}:{ACCOUNT}:table/{name}" + (f"/index/{index}" if index else "")

    if operation == "TransactWriteItems":
        for item in about["TransactItems"]:
            ((kind, told),) = item.items()
            action = {"ConditionCheck": "ConditionCheckItem"}.get(kind, f"{kind}Item")
            yield Need(f"dynamodb:{action}", table(told["TableName"]))
    elif operation in {"BatchGetItem", "BatchWriteItem"}:
        for name in about["RequestItems"]:
            yield Need(f"dynamodb:{operation}", table(name))
    else:
        yield Need(f"dynamodb:{operation}", table(about["TableName"], about.get("IndexName")))


_S3 = {
    "HeadBucket": "ListBucket",
    "ListObjectsV2": "ListBucket",
    "HeadObject": "GetObject",
    "GetPublicAccessBlock": "GetBucketPublicAccessBlock",
    "GetObject": "GetObject",
    "PutObject": "PutObject",
    "DeleteObject": "DeleteObject",
    "DeleteObjects": "DeleteObject",
}


def _s3(operation: str, _: str, about: Json) -> Iterator[Need]:
    bucket = f"arn:aws:s3:::{about['Bucket']}"
    keys = [one["Key"] for one in about.get("Delete", {}).get("Objects", [])] or [about.get("Key")]
    for key in keys:
        yield Need(f"s3:{_S3[operation]}", f"{bucket}/{key}" if key else bucket)


def _sqs(operation: str, region: str, about: Json) -> Iterator[Need]:
    name = about.get("QueueName") or about["QueueUrl"].rpartition("/")[2]
    yield Need(f"sqs:{operation.removesuffix('Batch')}", f"arn:aws:sqs:{region}:{ACCOUNT}:{name}")


_MODELS = {
    "InvokeModel": "InvokeModel",
    "Converse": "InvokeModel",
    "InvokeModelWithResponseStream": "InvokeModelWithResponseStream",
    "ConverseStream": "InvokeModelWithResponseStream",
}


def _bedrock_runtime(operation: str, region: str, about: Json) -> Iterator[Need]:
    action, model_id = f"bedrock:{_MODELS[operation]}", about["modelId"]
    foundation = foundation_id(model_id)
    if foundation == model_id:
        model = f"arn:aws:bedrock:{region}::foundation-model/{model_id}"
        yield Need(action, model, {"aws:RequestedRegion": region})
        return
    profile = f"arn:aws:bedrock:{region}:{ACCOUNT}:inference-profile/{model_id}"
    yield Need(action, profile, {"aws:RequestedRegion": region})
    places = [region, ELSEWHERE, *([""] if model_id.startswith("global.") else [])]
    for place in places:
        model = f"arn:aws:bedrock:{place}::foundation-model/{foundation}"
        requested = place or "unspecified"
        yield Need(action, model, {"aws:RequestedRegion": requested, "bedrock:InferenceProfileArn": profile})


def _bedrock(operation: str, region: str, _: Json) -> Iterator[Need]:
    if operation not in {"ListFoundationModels", "GetFoundationModelAvailability"}:
        raise KeyError(operation)
    yield Need(f"bedrock:{operation}", "*", {"aws:RequestedRegion": region})


def _cloudfront(operation: str, _: str, about: Json) -> Iterator[Need]:
    distribution = about.get("DistributionId") or about["Id"]
    yield Need(f"cloudfront:{operation}", f"arn:aws:cloudfront::{ACCOUNT}:distribution/{distribution}")


def _kms(operation: str, _: str, about: Json) -> Iterator[Need]:
    yield Need(f"kms:{operation}", about["KeyId"])


_BY_SERVICE = {
    "dynamodb": _dynamodb,
    "s3": _s3,
    "sqs": _sqs,
    "bedrock-runtime": _bedrock_runtime,
    "bedrock": _bedrock,
    "cloudfront": _cloudfront,
    "kms": _kms,
}


def listed(value: Any) -> list[Any]:
    """What may stand alone or in a list, as a list."""
    return value if isinstance(value, list) else [value]


def allowing(policy: Json, need: Need) -> list[str]:
    """The Sids of the statements of `policy` that allow `need`."""
    return [one["Sid"] for one in policy["Statement"] if _allows(one, need)]


def refused(policy: Json, calls: Iterable[Json]) -> list[Need]:
    """What `calls` need and `policy` does not allow."""
    asked = {(need.action, need.resource): need for call in calls for need in needs(call)}
    return [need for need in asked.values() if not allowing(policy, need)]


def unused(policy: Json, calls: Iterable[Json]) -> set[tuple[str, str]]:
    """Sid and action of each right that `policy` gives and none of `calls` needs."""
    used = {(sid, need.action) for call in calls for need in needs(call) for sid in allowing(policy, need)}
    return {(one["Sid"], action) for one in policy["Statement"] for action in listed(one["Action"])} - used


def _allows(statement: Json, need: Need) -> bool:
    return (
        statement["Effect"] == "Allow"
        and need.action in listed(statement["Action"])
        and any(_like(need.resource, pattern) for pattern in listed(statement["Resource"]))
        and all(
            _meets(operator, need.context.get(key), listed(wanted))
            for operator, asked in statement.get("Condition", {}).items()
            for key, wanted in asked.items()
        )
    )


def _meets(operator: str, value: str | None, wanted: list[str]) -> bool:
    if value is None:
        return False
    if operator == "StringEquals":
        return value in wanted
    if operator == "ArnLike":
        return any(_like(value, pattern) for pattern in wanted)
    raise KeyError(operator)


def _like(value: str, pattern: str) -> bool:
    """IAM's wildcards: * and ?, and no others."""
    return fnmatch.fnmatchcase(value, pattern.replace("[", "[[]"))
