"""Fixtures that tests everywhere may use, and how generated tests run."""

from hypothesis import HealthCheck, settings

from tests.cloud import cloud, dynamodb, made, s3, sqs

__all__ = ["cloud", "dynamodb", "made", "s3", "sqs"]

# The same examples everywhere, so that a change breaks a test and nothing else does; a slow machine is no fault.
settings.register_profile(
    "steady",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
