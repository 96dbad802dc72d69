"""What bots call in the journeys is written down and judged: a call beyond the policy is told, wherever it is made."""

import json

from sandbox.bot_process import bot_environment
from sandbox.constants import BUCKET, TABLE
from sandbox.stack import Stack
from tests.infra.rights import RECORDER, beyond, calls, heard


class Outside:
    """Something that tells bots where it is."""

    def environment(self):
        return {"SOMEWHERE": "else"}


def call(operation, command="run", service="dynamodb", **about):
    return {
        "service": service,
        "operation": operation,
        "region": "us-west-2",
        "about": about,
        "command": command,
    }


def test_every_bot_of_a_sandbox_is_listened_to_while_it_lasts(tmp_path):
    stack = Stack(Outside(), Outside())
    with heard(tmp_path / "calls"):
        told = stack.environment(PORT="1")
    assert (told["HEARD_CALLS"], told["PYTHONPATH"].split(":")[0]) == (str(tmp_path / "calls"), str(RECORDER))
    assert (told["PORT"], told["SOMEWHERE"]) == ("1", "else")
    assert "HEARD_CALLS" not in stack.environment()
    assert "HEARD_CALLS" not in bot_environment()


def test_what_makes_and_what_looks_for_faults_is_left_out(tmp_path):
    path = tmp_path / "calls"
    assert calls(path) == []
    lines = [call("CreateTable", "init"), call("GetItem", "check"), call("GetItem", "work")]
    path.write_text("".join(json.dumps(one) + "\n" for one in lines))
    assert calls(path) == [lines[2]]


def test_what_is_beyond_the_policy_is_told():
    told = [
        call("GetItem", TableName=TABLE),
        call("DeleteTable", TableName=TABLE),
        call("PutObject", service="s3", Bucket=BUCKET, Key="pictures/a"),
        call("PutObject", service="s3", Bucket=BUCKET, Key="elsewhere/a"),
        call("CreateInvalidation", service="cloudfront", DistributionId="EANY"),
        call("Converse", service="bedrock-runtime", modelId="us.amazon.nova-2-lite-v1:0"),
        call("Converse", service="bedrock-runtime", modelId="us.amazon.nova-pro-v1:0"),
    ]
    beyond_it = {(need.action, need.resource.rpartition(":")[2]) for need in beyond(told)}
    assert {action for action, _ in beyond_it} == {
        "dynamodb:DeleteTable",
        "s3:PutObject",
        "bedrock:InvokeModel",
    }
    assert ("s3:PutObject", f"{BUCKET}/elsewhere/a") in beyond_it
