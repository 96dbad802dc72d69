"""What CloudFormation refuses before it makes anything, rather than after half an hour."""

import pytest

from tests.infra.template import Filled

SOCKET = {"Deployment": "full", "Image": "imagine:1"}
PUBLIC = SOCKET | {
    "Entrance": "public",
    "Domain": "imagine.example.com",
    "CertificateArn": "arn:aws:acm:us-west-2:123456789012:certificate/a",
}
OWN = {"VpcId": "vpc-1", "Subnets": "subnet-1,subnet-2"}


@pytest.mark.parametrize(
    "given",
    [
        {},
        SOCKET,
        PUBLIC,
        SOCKET | OWN,
        PUBLIC | OWN | {"LoadBalancerSubnets": "subnet-3,subnet-4"},
        PUBLIC | {"Workspaces": "many"},
    ],
)
def test_what_goes_together_is_taken(given):
    assert Filled(**given).broken_rules() == []


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"Deployment": "full"}, "Image"),
        (PUBLIC | {"CertificateArn": ""}, "CertificateArn"),
        (PUBLIC | {"Domain": ""}, "Domain"),
        (SOCKET | {"Workspaces": "many"}, "Entrance public"),
        ({"CdnDomain": "pictures.example.com"}, "CdnCertificateArn"),
        (SOCKET | {"VpcId": "vpc-1"}, "Subnets"),
        (PUBLIC | OWN, "LoadBalancerSubnets"),
    ],
)
def test_what_is_missing_is_named(given, told):
    (sentence,) = Filled(**given).broken_rules()
    assert told in sentence


@pytest.mark.parametrize("most", range(1, 7))
@pytest.mark.parametrize("least", range(1, 5))
def test_no_more_workers_at_least_than_at_most(least, most):
    broken = Filled(LeastWorkers=least, MostWorkers=most).broken_rules()
    assert broken == (["MostWorkers is less than LeastWorkers"] if most < least else [])


def test_the_rule_about_workers_covers_every_number_that_is_taken():
    from tests.infra.template import read

    declared = read()["Parameters"]["LeastWorkers"]
    assert (declared["MinValue"], declared["MaxValue"]) == (1, 4)
