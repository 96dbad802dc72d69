"""What CloudFormation makes of the template, where moto plays it: next to what `init` makes in the same place."""

import json
import os

import boto3
import pytest
from moto import mock_aws

from bot.infrastructure import create_missing
from bot.settings import Settings
from services.queue import dead_letter_queue
from tests.infra.template import REGION, Filled, without

UNKNOWN = {
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::Budgets::Budget",
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::Distribution",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::CloudWatch::Alarm",
    "AWS::EC2::SecurityGroupEgress",
    "AWS::Logs::MetricFilter",
    "AWS::S3::BucketPolicy",
    "AWS::SNS::Subscription",
    "AWS::SNS::TopicPolicy",
    "AWS::SecretsManager::Secret",
}
"""What moto's CloudFormation does not make."""

SETTINGS = Settings(
    slack_bot_token="xoxb-1",
    slack_app_token="xapp-1",
    aws_region=REGION,
    imagine_table="by-init",
    imagine_bucket="by-init",
    imagine_queue="by-init",
    imagine_cdn_url="https://cdn.example",
)


@pytest.fixture
def account(monkeypatch):
    """An empty account that nothing outside this process is in."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "moto")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "moto")
    with mock_aws():
        yield


def client(service):
    return boto3.client(service, region_name=REGION)


def deployed(**parameters):
    """The ids of the stack's resources, and its outputs, after it is made."""
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName="imagine",
        TemplateBody=without(UNKNOWN),
        Parameters=[{"ParameterKey": name, "ParameterValue": value} for name, value in parameters.items()],
        Capabilities=["CAPABILITY_IAM"],
    )
    (stack,) = cloudformation.describe_stacks(StackName="imagine")["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName="imagine")
    found = [one for page in pages for one in page["StackResourceSummaries"]]
    # moto counts what is no resource (parameters, conditions) as resources without a name.
    made = {one["LogicalResourceId"] for one in found} - {""}
    return made, {one["OutputKey"]: one["OutputValue"] for one in stack["Outputs"]}


@pytest.fixture
def minimal(account):
    return deployed()


def known(**parameters):
    return {name for name, one in Filled(**parameters).resources.items() if one["Type"] not in UNKNOWN}


def test_minimal_is_made(minimal):
    made, outputs = minimal
    assert made == known()
    assert "IMAGINE_TABLE=imagine\n" in outputs["DotEnv"]
    (policy,) = client("iam").list_policies(Scope="Local")["Policies"]
    assert policy["Arn"] == outputs["BotPolicyArn"]


def table_of(name):
    table = client("dynamodb").describe_table(TableName=name)["Table"]
    indexes = {
        one["IndexName"]: (one["KeySchema"], one["Projection"]) for one in table["GlobalSecondaryIndexes"]
    }
    attributes = {one["AttributeName"]: one["AttributeType"] for one in table["AttributeDefinitions"]}
    return table["KeySchema"], indexes, attributes, table["BillingModeSummary"]["BillingMode"]


def queue_of(name):
    sqs = client("sqs")
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    told = {key: value for key, value in attributes.items() if "Timestamp" not in key and key != "QueueArn"}
    if "RedrivePolicy" in told:
        redrive = json.loads(told["RedrivePolicy"])
        redrive["deadLetterTargetArn"] = redrive["deadLetterTargetArn"].replace(name, "NAME")
        told["RedrivePolicy"] = redrive
    return told


@pytest.mark.usefixtures("minimal")
def test_init_makes_the_same():
    create_missing(SETTINGS)
    assert table_of("imagine") == table_of("by-init")
    for name in (str, dead_letter_queue):
        assert queue_of(name("imagine")) == queue_of(name("by-init"))
    s3 = client("s3")
    encryption = [
        s3.get_bucket_encryption(Bucket=name)["ServerSideEncryptionConfiguration"]["Rules"]
        for name in (Filled().properties("Bucket")["BucketName"], "by-init")
    ]
    assert [rule["ApplyServerSideEncryptionByDefault"] for (rule,) in encryption] == (
        [{"SSEAlgorithm": "AES256"}] * 2
    )


@pytest.mark.usefixtures("minimal")
def test_init_finds_what_the_template_made():
    bucket = Filled().properties("Bucket")["BucketName"]
    names = {"imagine_table": "imagine", "imagine_queue": "imagine", "imagine_bucket": bucket}
    lines = create_missing(SETTINGS.model_copy(update=names))
    # moto's CloudFormation passes over the bucket's lifecycle, which `init` brings up to date.
    (rules,) = [line for line in lines if line.startswith("rules of bucket")]
    assert [line.rsplit(" ", 2)[-2:] for line in lines if line != rules] == [["was", "there"]] * 4


@pytest.mark.parametrize("entrance", ["socket-mode", "public"])
@pytest.mark.usefixtures("account")
def test_full_is_made(entrance):
    given = {"Deployment": "full", "Image": "imagine:1", "Entrance": entrance}
    if entrance == "public":
        certificate = client("acm").request_certificate(DomainName="imagine.example.com")["CertificateArn"]
        given |= {"Domain": "imagine.example.com", "CertificateArn": certificate}
    made, _ = deployed(**given)
    assert made == known(**given)
    ecs = client("ecs")
    services = ecs.describe_services(cluster="imagine", services=["imagine-listen", "imagine-work"])[
        "services"
    ]
    assert {one["serviceName"] for one in services} == {"imagine-listen", "imagine-work"}
    for one in services:
        task = ecs.describe_task_definition(taskDefinition=one["taskDefinition"])["taskDefinition"]
        (container,) = task["containerDefinitions"]
        assert container["image"] == "123456789012.dkr.ecr.us-west-2.amazonaws.com/imagine:1"
        names = {environment["name"] for environment in container["environment"]}
        assert {"AWS_REGION", "IMAGINE_TABLE", "IMAGINE_BUCKET", "IMAGINE_CDN_URL"} <= names
    balancers = client("elbv2").describe_load_balancers()["LoadBalancers"]
    assert len(balancers) == (entrance == "public")
