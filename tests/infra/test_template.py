"""The template itself: correct, complete, and no more open than it has to be."""

import json
import re
import shlex
from pathlib import Path

import cfnlint.api  # type: ignore[import-untyped]
import pytest
import yaml
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]

from bot.app import DRAIN_SECONDS
from services.painting.catalogue import KNOWN
from services.prompting import voices
from services.table import INDEXES
from tests.infra.permissions import listed, refused
from tests.infra.template import DISTRIBUTION, PATH, REGION, Filled, read

ROOT = Path(__file__).parents[2]
README = (ROOT / "infra" / "README.md").read_text()
PUBLIC = {
    "Deployment": "full",
    "Image": "imagine:1",
    "Entrance": "public",
    "Domain": "imagine.example.com",
    "CertificateArn": "arn:aws:acm:us-west-2:123456789012:certificate/a",
}
SOCKET = {"Deployment": "full", "Image": "imagine:1"}
MINIMAL = Filled()
POLICY = MINIMAL.properties("BotPolicy")["PolicyDocument"]


def test_cfn_lint_finds_nothing():
    # In the regions that the README speaks of: what is there differs.
    found = cfnlint.api.lint_file(PATH, ManualArgs(regions=["us-west-2", "us-east-1", "ap-northeast-2"]))
    assert [f"{one.rule.id} line {one.linenumber}: {one.message}" for one in found] == []


def test_it_is_small_enough_to_be_deployed_without_a_bucket_for_it():
    # CloudFormation quotas, "Template body size in a request".
    assert len(PATH.read_bytes()) <= 51_200


def test_the_policy_is_small_enough_for_iam():
    # IAM quotas, "Managed policy size": characters, white space apart. A name and a bucket of the greatest length.
    longest = Filled(Name="i" * 31, BucketName="b" * 63).properties("BotPolicy")["PolicyDocument"]
    assert len(re.sub(r"\s", "", json.dumps(longest))) <= 6_144


def test_it_has_nothing_of_yaml_that_cloudformation_does_not_take():
    tokens = yaml.scan(PATH.read_text())
    assert not [one for one in tokens if isinstance(one, yaml.AnchorToken | yaml.AliasToken)]


def test_every_parameter_is_explained_grouped_and_in_the_readme():
    template = read()
    groups = template["Metadata"]["AWS::CloudFormation::Interface"]["ParameterGroups"]
    assert [name for group in groups for name in group["Parameters"]] == list(template["Parameters"])
    for name, declared in template["Parameters"].items():
        assert declared["Description"]
        assert f"| `{name}` |" in README, f"infra/README.md does not explain {name}"


def test_the_readme_names_the_defaults():
    for name, declared in read()["Parameters"].items():
        (row,) = re.findall(rf"^\| `{name}` \| ([^|]*) \|", README, re.MULTILINE)
        default = str(declared.get("Default", ""))
        assert row.strip() == (f"`{default}`" if default else "empty"), name


def blocks():
    return re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_commands_of_the_readme_can_be_read_by_a_shell_and_name_parameters_that_there_are():
    words = [word for block in blocks() for word in shlex.split(block, comments=True)]
    given = {word.partition("=")[0] for word in words if re.match(r"[A-Z][a-z]\w+=", word)}
    assert {"Deployment", "Image", "Entrance"} <= given <= read()["Parameters"].keys()


@pytest.mark.parametrize("block", [one for one in blocks() if "--parameter-overrides" in one])
def test_what_the_readme_deploys_can_be_worked_out(block):
    for command in block.split("aws cloudformation deploy")[1:]:
        words = shlex.split(command, comments=True)
        given = dict(word.split("=", 1) for word in words if re.match(r"[A-Z][a-z]\w+=", word))
        template = Filled(**given)
        assert template.outputs["DotEnv"]


# --- What is made when ---------------------------------------------------------------------------------------


def kinds(template):
    return {one["Type"] for one in template.resources.values()}


def test_minimal_is_data_only():
    assert kinds(MINIMAL) == {
        "AWS::DynamoDB::Table",
        "AWS::S3::Bucket",
        "AWS::S3::BucketPolicy",
        "AWS::SQS::Queue",
        "AWS::KMS::Key",
        "AWS::KMS::Alias",
        "AWS::SecretsManager::Secret",
        "AWS::Logs::LogGroup",
        "AWS::CloudFront::OriginAccessControl",
        "AWS::CloudFront::CachePolicy",
        "AWS::CloudFront::ResponseHeadersPolicy",
        "AWS::CloudFront::Distribution",
        "AWS::IAM::ManagedPolicy",
    }


def test_minimal_with_an_address_has_alarms():
    template = Filled(AlarmEmail="a@example.com", SpendAlarmUsd=50)
    assert template.of_type("AWS::CloudWatch::Alarm").keys() == {"QueueIsOld", "JobsDied"}
    assert kinds(template) - kinds(MINIMAL) == {
        "AWS::SNS::Topic",
        "AWS::SNS::TopicPolicy",
        "AWS::SNS::Subscription",
        "AWS::CloudWatch::Alarm",
        "AWS::Budgets::Budget",
    }
    budget = template.properties("Spend")["Budget"]
    assert budget["BudgetLimit"] == {"Amount": 50, "Unit": "USD"}
    # Budgets are the account's: the same stack in another region needs another.
    assert budget["BudgetName"] == f"imagine-{REGION}"


def test_by_socket_mode_nothing_comes_in():
    template = Filled(**SOCKET)
    assert not [kind for kind in kinds(template) if "LoadBalancing" in kind]
    assert not template.of_type("AWS::EC2::SecurityGroupIngress")
    (group,) = template.of_type("AWS::EC2::SecurityGroup").values()
    assert "SecurityGroupIngress" not in group


def test_the_public_entrance_is_https_alone():
    template = Filled(**PUBLIC, HostedZoneId="Z1")
    (listener,) = template.of_type("AWS::ElasticLoadBalancingV2::Listener").values()
    assert (listener["Protocol"], listener["Port"]) == ("HTTPS", 443)
    (ingress,) = template.properties("LoadBalancerGroup")["SecurityGroupIngress"]
    assert (ingress["FromPort"], ingress["ToPort"]) == (443, 443)
    assert template.properties("Address")["Name"] == "imagine.example.com"
    assert template.outputs["SlackRequestUrl"] == "https://imagine.example.com/slack/events"


def test_what_looks_inside_is_not_for_outside():
    (condition,) = Filled(**PUBLIC).properties("NotForOutside")["Conditions"]
    assert {"/healthz", "/readyz", "/metrics"} == set(condition["PathPatternConfig"]["Values"])


@pytest.mark.parametrize("size", ["small", "medium", "large"])
def test_every_size_is_one_that_fargate_has(size):
    # ECS developer guide, "Task CPU and memory".
    fargate = {512: range(1024, 4097, 1024), 1024: range(2048, 8193, 1024), 2048: range(4096, 16385, 1024)}
    task = Filled(**SOCKET, Size=size).properties("WorkerTask")
    assert int(task["Memory"]) in fargate[int(task["Cpu"])]


def test_in_a_network_of_ones_own_none_is_made():
    template = Filled(**SOCKET, VpcId="vpc-1", Subnets="subnet-1,subnet-2")
    assert not template.of_type("AWS::EC2::VPC")
    network = template.properties("WorkerService")["NetworkConfiguration"]["AwsvpcConfiguration"]
    assert network["Subnets"] == ["subnet-1", "subnet-2"]
    assert network["AssignPublicIp"] == "DISABLED"
    assert template.properties("TaskGroup")["VpcId"] == "vpc-1"


# --- The service ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [SOCKET, PUBLIC], ids=["Socket Mode", "public"])
@pytest.mark.parametrize(("task", "command"), [("ListenerTask", "listen"), ("WorkerTask", "work")])
def test_a_task_can_start_the_bot(given, task, command):
    from bot.settings import Settings

    (container,) = Filled(**given).properties(task)["ContainerDefinitions"]
    assert container["Command"] == [command]
    environment = {one["Name"]: str(one["Value"]) for one in container["Environment"]}
    secrets = {one["Name"]: f"{'xoxb' if 'BOT' in one['Name'] else 'xapp'}-1" for one in container["Secrets"]}
    settings = Settings(**{name.lower(): value for name, value in (environment | secrets).items()})
    assert settings.socket_mode == (given is SOCKET)
    assert settings.aws_region == REGION
    assert settings.port == container["PortMappings"][0]["ContainerPort"]
    kept = json.loads(MINIMAL.properties("SlackSecret")["SecretString"])
    assert {one["ValueFrom"].split(":")[1] for one in container["Secrets"]} <= kept.keys()


@pytest.mark.parametrize("task", ["ListenerTask", "WorkerTask"])
def test_many_workspaces_bring_their_own_tokens(task):
    (container,) = Filled(**PUBLIC, Workspaces="many").properties(task)["ContainerDefinitions"]
    secrets = {one["Name"] for one in container["Secrets"]}
    assert secrets == {"SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET"}
    environment = {one["Name"]: one["Value"] for one in container["Environment"]}
    assert environment["IMAGINE_KMS_KEY"] == "Key.Arn"
    assert environment["IMAGINE_PUBLIC_URL"] == "https://imagine.example.com"
    kept = json.loads(MINIMAL.properties("SlackSecret")["SecretString"])
    assert secrets <= kept.keys()


@pytest.mark.parametrize("task", ["ListenerTask", "WorkerTask"])
def test_a_task_runs_as_the_image_does_and_has_time_to_drain(task):
    dockerfile = (ROOT / "Dockerfile").read_text()
    (container,) = Filled(**SOCKET).properties(task)["ContainerDefinitions"]
    assert container["StopTimeout"] > DRAIN_SECONDS + 7
    assert f"--uid {container['User']} " in dockerfile
    (entrypoint,) = re.findall(r"^ENTRYPOINT (.+)$", dockerfile, re.MULTILINE)
    assert json.loads(entrypoint) == ["python", "-m", "bot"]
    assert container["HealthCheck"]["Command"][:3] == ["CMD", "python", "-c"]
    compile(container["HealthCheck"]["Command"][3], "HealthCheck", "exec")
    assert "/healthz" in container["HealthCheck"]["Command"][3]


@pytest.mark.parametrize("service", ["ListenerService", "WorkerService"])
def test_a_deploy_never_leaves_fewer_and_goes_back_when_it_fails(service):
    deployment = Filled(**SOCKET).properties(service)["DeploymentConfiguration"]
    assert deployment["MinimumHealthyPercent"] == 100
    assert deployment["DeploymentCircuitBreaker"] == {"Enable": True, "Rollback": True}


def test_workers_come_and_go_with_the_queue():
    template = Filled(**SOCKET, LeastWorkers=2, MostWorkers=9)
    target = template.properties("Scaling")
    assert (target["MinCapacity"], target["MaxCapacity"]) == (2, 9)
    assert target["ResourceId"] == "service/imagine/imagine-work"
    assert "DesiredCount" not in template.properties("WorkerService")
    alarm = template.properties("JobsWait")
    # Not the age of messages: what waits for a model has none in the queue.
    assert (alarm["Namespace"], alarm["MetricName"]) == ("imagine", "OldestJob")
    assert (alarm["Statistic"], alarm["AlarmActions"]) == ("Maximum", ["MoreWorkers"])
    idle = {one["Id"] for one in template.properties("NothingWaits")["Metrics"]}
    assert idle == {"all", "waiting", "working", "oldest"}


def test_every_alarm_is_heard_or_scales():
    template = Filled(**SOCKET)
    for name, alarm in template.of_type("AWS::CloudWatch::Alarm").items():
        assert alarm["AlarmActions"], name
        assert set(alarm["AlarmActions"]) <= template.resources.keys()
        assert alarm["AlarmDescription"]


# --- Pictures ------------------------------------------------------------------------------------------------


def test_only_the_distribution_reads_the_bucket():
    allowed = [
        one
        for one in MINIMAL.properties("BucketPolicy")["PolicyDocument"]["Statement"]
        if one["Effect"] == "Allow"
    ]
    (statement,) = allowed
    assert statement["Action"] == "s3:GetObject"
    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert statement["Condition"] == {
        "StringEquals": {"AWS:SourceArn": f"arn:aws:cloudfront::123456789012:distribution/{DISTRIBUTION}"}
    }
    (origin,) = MINIMAL.properties("Distribution")["DistributionConfig"]["Origins"]
    assert origin["OriginAccessControlId"] == "OriginAccess.Id"


def test_what_a_browser_is_told():
    told = MINIMAL.properties("HeadersPolicy")["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]
    assert told["ContentTypeOptions"] == {"Override": True}
    assert told["ReferrerPolicy"]["ReferrerPolicy"] == "no-referrer"
    behaviour = MINIMAL.properties("Distribution")["DistributionConfig"]["DefaultCacheBehavior"]
    assert behaviour["ViewerProtocolPolicy"] == "redirect-to-https"
    assert behaviour["AllowedMethods"] == ["GET", "HEAD"]
    assert behaviour["ResponseHeadersPolicyId"] == "HeadersPolicy"
    assert behaviour["CachePolicyId"] == "CachePolicy"


def test_a_name_of_ones_own_for_pictures():
    arn = "arn:aws:acm:us-east-1:123456789012:certificate/a"
    template = Filled(CdnDomain="pictures.example.com", CdnCertificateArn=arn)
    config = template.properties("Distribution")["DistributionConfig"]
    assert config["Aliases"] == ["pictures.example.com"]
    assert config["ViewerCertificate"]["AcmCertificateArn"] == arn
    assert "IMAGINE_CDN_URL=https://pictures.example.com\n" in template.outputs["DotEnv"]


# --- Rights --------------------------------------------------------------------------------------------------


def policies():
    template = Filled(**SOCKET)
    found = {"BotPolicy": POLICY, "Key": template.properties("Key")["KeyPolicy"]}
    for role, properties in template.of_type("AWS::IAM::Role").items():
        for one in properties.get("Policies", []):
            found[f"{role}.{one['PolicyName']}"] = one["PolicyDocument"]
    return found


@pytest.mark.parametrize(("name", "policy"), policies().items(), ids=policies())
def test_no_right_is_given_by_a_wildcard(name, policy):
    actions = [action for one in policy["Statement"] for action in listed(one["Action"])]
    assert not [action for action in actions if "*" in action]
    assert len({one["Sid"] for one in policy["Statement"]}) == len(policy["Statement"])


def test_everything_stands_for_something_where_aws_has_no_resource_for_it():
    # In the policy of a key it stands for the key.
    text = PATH.read_text()
    assert text.count('Resource: "*"') == text.count('Resource: "*" #') == 3
    everywhere = [one["Sid"] for one in POLICY["Statement"] if "*" in listed(one["Resource"])]
    assert everywhere == ["WhichModelsThereAre"]


def call(model_id, region, operation="InvokeModel"):
    return {
        "service": "bedrock-runtime",
        "operation": operation,
        "region": region,
        "about": {"modelId": model_id},
    }


@pytest.mark.parametrize("model_id", KNOWN)
def test_every_model_that_paints_may_be_called(model_id):
    for region in {"us-west-2", "us-east-1", "us-east-2"} & set(KNOWN[model_id].regions):
        assert not refused(POLICY, [call(model_id, region)])


@pytest.mark.parametrize("voice", voices.KNOWN, ids=lambda voice: voice.alias)
@pytest.mark.parametrize("home", ["us-west-2", "eu-west-1", "ap-northeast-1", "ap-northeast-2"])
def test_every_model_that_writes_may_be_called(voice, home):
    policy = Filled(ModelRegions=f"us-west-2,{home}").properties("BotPolicy")["PolicyDocument"]
    assert not refused(policy, [call(voices.profile(voice, home), home, "Converse")])


@pytest.mark.parametrize(
    ("model_id", "region"),
    [
        ("stability.stable-image-ultra-v1:1", "eu-west-1"),  # not one of the regions
        ("us.anthropic.claude-opus-4-1-20250805-v1:0", "us-west-2"),  # not one of the models
        ("anthropic.claude-sonnet-4-6", "us-west-2"),  # past its profile
        ("us.anthropic.claude-sonnet-4-6", "eu-west-1"),
    ],
)
def test_no_other_model_may_be_called(model_id, region):
    assert refused(POLICY, [call(model_id, region)])


def test_further_models_may_be_called_once_they_are_named():
    arn = "arn:aws:bedrock:us-west-2::foundation-model/luma.photon-v1:0"
    one = call("luma.photon-v1:0", "us-west-2")
    assert refused(POLICY, [one])
    policy = Filled(MoreModelArns=arn).properties("BotPolicy")["PolicyDocument"]
    assert not refused(policy, [one])


@pytest.mark.parametrize(
    ("service", "operation", "about"),
    [
        ("dynamodb", "DeleteTable", {"TableName": "imagine"}),
        ("dynamodb", "GetItem", {"TableName": "another"}),
        ("s3", "GetObject", {"Bucket": "imagine-123456789012-us-west-2", "Key": "elsewhere/a"}),
        ("s3", "PutObject", {"Bucket": "another", "Key": "pictures/a"}),
        ("sqs", "SendMessage", {"QueueName": "imagine-dead"}),
        ("sqs", "ReceiveMessage", {"QueueName": "another"}),
    ],
)
def test_what_the_bot_does_not_do_is_refused(service, operation, about):
    assert refused(POLICY, [{"service": service, "operation": operation, "region": REGION, "about": about}])


@pytest.mark.parametrize("index", INDEXES)
def test_every_index_may_be_asked(index):
    about = {"TableName": "imagine", "IndexName": index}
    one = {"service": "dynamodb", "operation": "Query", "region": REGION, "about": about}
    assert not refused(POLICY, [one])
