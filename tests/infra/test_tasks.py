"""What the service is given in `full`: settings, secrets, ways in and out, and in which order it is made."""

import json

import pytest

from bot.settings import Settings
from tests.infra.permissions import listed
from tests.infra.template import Filled
from tests.infra.test_rules import OWN, PUBLIC, SOCKET

TASKS = ["ListenerTask", "WorkerTask"]
FILE = "my-settings/of/imagine.env"


def container_of(template, task):
    (container,) = template.properties(task)["ContainerDefinitions"]
    return container


def settings_of(template, task, secrets):
    container = container_of(template, task)
    environment = {one["Name"]: str(one["Value"]) for one in container["Environment"]}
    told = {one["Name"]: secrets[one["Name"]] for one in container["Secrets"]}
    return Settings(**{name.lower(): value for name, value in (environment | told).items()})


SECRETS = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "SLACK_SIGNING_SECRET": "signing",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "client",
}


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("workspaces", ["one", "many"])
def test_with_a_public_entrance_there_is_a_gallery_on_the_web(task, workspaces):
    template = Filled(**PUBLIC, Workspaces=workspaces)
    settings = settings_of(template, task, SECRETS)
    assert settings.web_gallery == "https://imagine.example.com/gallery"
    assert settings.many_workspaces == (workspaces == "many")


def test_without_a_client_in_the_secret_there_is_none_and_the_bot_starts_all_the_same():
    settings = settings_of(
        Filled(**PUBLIC), "ListenerTask", SECRETS | {"SLACK_CLIENT_ID": "", "SLACK_CLIENT_SECRET": ""}
    )
    assert settings.web_gallery == ""


@pytest.mark.parametrize("given", [SOCKET, PUBLIC, PUBLIC | {"Workspaces": "many"}])
def test_every_secret_that_a_task_asks_for_is_there_from_the_start(given):
    # ECS starts no task if one of the keys is missing; an empty value is one.
    kept = json.loads(Filled().properties("SlackSecret")["SecretString"])
    assert kept.keys() == SECRETS.keys()
    for task in TASKS:
        keys = {one["ValueFrom"].split(":")[-3] for one in container_of(Filled(**given), task)["Secrets"]}
        assert keys <= kept.keys()


# --- Settings in a file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("task", TASKS)
def test_further_settings_come_from_a_file(task):
    assert "EnvironmentFiles" not in container_of(Filled(**SOCKET), task)
    (one,) = container_of(Filled(**SOCKET, SettingsFile=FILE), task)["EnvironmentFiles"]
    assert one == {"Type": "s3", "Value": f"arn:aws:s3:::{FILE}"}


def statements(template):
    (policy,) = template.properties("ExecutionRole")["Policies"]
    return {one["Sid"]: one for one in policy["PolicyDocument"]["Statement"]}


def test_what_starts_tasks_reads_that_file_and_nothing_else():
    assert "Settings" not in statements(Filled(**SOCKET))
    right = statements(Filled(**SOCKET, SettingsFile=FILE))["Settings"]
    # ECS developer guide, "Pass environment variables to an Amazon ECS container", required IAM permissions.
    assert set(listed(right["Action"])) == {"s3:GetObject", "s3:GetBucketLocation"}
    assert right["Resource"] == [f"arn:aws:s3:::{FILE}", "arn:aws:s3:::my-settings"]


def test_no_setting_of_the_file_is_overruled_by_an_empty_one():
    # What a task's definition says goes before the file, so it says only what the template decides.
    container = container_of(Filled(**SOCKET), "WorkerTask")
    empty = {one["Name"] for one in container["Environment"] if one["Value"] == ""}
    assert empty == {"IMAGINE_PUBLIC_URL"}


@pytest.mark.parametrize("task", TASKS)
def test_what_a_model_takes_is_a_parameter(task):
    template = Filled(**SOCKET, ModelConcurrency=40, ModelRpm=120)
    painting = settings_of(template, task, SECRETS).paces.painting
    assert (painting.calls, painting.per_minute) == (40, 120)


# --- Ways in -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("task", TASKS)
def test_prometheus_reads_from_the_network_that_is_named(task):
    template = Filled(**SOCKET, MetricsFrom="10.64.0.0/24")
    ingress = template.properties("IntoMetrics")
    settings = settings_of(template, task, SECRETS)
    assert ingress["FromPort"] == ingress["ToPort"] == settings.metrics_port
    assert settings.metrics_port in {
        one["ContainerPort"] for one in container_of(template, task)["PortMappings"]
    }
    assert (ingress["GroupId"], ingress["CidrIp"]) == ("TaskGroup", "10.64.0.0/24")


def test_without_it_nobody_does():
    assert "IntoMetrics" not in Filled(**PUBLIC).resources


# --- What is there first -------------------------------------------------------------------------------------


def test_what_has_a_public_address_waits_until_the_network_reaches_the_internet():
    # CloudFormation, "DependsOn attribute": gateway attachments; in deletion the other way round.
    template = Filled(**PUBLIC)
    for name in ("LoadBalancer", "ListenerService", "WorkerService"):
        assert {"GatewayAttachment", "WayOut", "RoutesOfA", "RoutesOfB"} <= template.waits_for(name), name
    assert {"Https", "LoadBalancer"} <= template.waits_for("ListenerService")


def test_in_a_network_of_ones_own_there_is_nothing_to_wait_for():
    template = Filled(**PUBLIC, **OWN, LoadBalancerSubnets="subnet-3,subnet-4")
    assert template.waits_for("LoadBalancer") <= template.resources.keys()


@pytest.mark.parametrize(
    "given", [{}, SOCKET, PUBLIC, SOCKET | OWN, {"AlarmEmail": "a@b.example", "SpendAlarmUsd": 9}]
)
def test_nothing_waits_for_itself_or_for_what_is_not_made(given):
    template = Filled(**given)
    for name in template.resources:
        found = template.waits_for(name)
        assert name not in found
        assert found <= template.resources.keys()
