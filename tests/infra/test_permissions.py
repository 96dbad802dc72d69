"""The judge of rights is one: it lets nothing pass that IAM would stop, and misses nothing that is too much."""

import pytest

from tests.infra.permissions import Need, needs, refused, unused

TABLE = "arn:aws:dynamodb:us-west-2:123456789012:table/imagine"
POLICY = {
    "Statement": [
        {
            "Sid": "Rows",
            "Effect": "Allow",
            "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:DeleteItem"],
            "Resource": TABLE,
        },
        {"Sid": "Index", "Effect": "Allow", "Action": "dynamodb:Query", "Resource": f"{TABLE}/index/*"},
    ]
}


def dynamodb(operation, **about):
    return {"service": "dynamodb", "operation": operation, "region": "us-west-2", "about": about}


def test_a_transaction_needs_what_its_parts_need():
    parts = [{kind: {"TableName": "imagine"}} for kind in ("Put", "Update", "Delete", "ConditionCheck")]
    assert {need.action for need in needs(dynamodb("TransactWriteItems", TransactItems=parts))} == {
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
        "dynamodb:ConditionCheckItem",
    }


def test_what_is_refused_is_told():
    calls = [
        dynamodb("GetItem", TableName="imagine"),
        dynamodb("UpdateItem", TableName="imagine"),
        dynamodb("GetItem", TableName="another"),
        dynamodb("Query", TableName="imagine"),
        dynamodb("Query", TableName="imagine", IndexName="open-jobs"),
    ]
    assert refused(POLICY, calls) == [
        Need("dynamodb:UpdateItem", TABLE),
        Need("dynamodb:GetItem", TABLE.replace("imagine", "another")),
        Need("dynamodb:Query", TABLE),
    ]


def test_what_nobody_needs_is_told():
    calls = [dynamodb("GetItem", TableName="imagine"), dynamodb("Query", TableName="imagine")]
    assert unused(POLICY, calls) == {
        ("Rows", "dynamodb:PutItem"),
        ("Rows", "dynamodb:DeleteItem"),
        ("Index", "dynamodb:Query"),
    }


def test_many_objects_are_deleted_one_by_one():
    about = {"Bucket": "b", "Delete": {"Objects": [{"Key": "a"}, {"Key": "c"}]}}
    call = {"service": "s3", "operation": "DeleteObjects", "region": "us-west-2", "about": about}
    assert needs(call) == [Need("s3:DeleteObject", f"arn:aws:s3:::b/{key}") for key in "ac"]


def test_an_operation_nobody_looked_up_is_no_right_at_all():
    call = {"service": "s3", "operation": "CreateBucket", "region": "us-west-2", "about": {"Bucket": "b"}}
    with pytest.raises(KeyError):
        needs(call)
