"""Fixtures that tests everywhere may use."""

from tests.cloud import cloud, dynamodb, made, s3, sqs

__all__ = ["cloud", "dynamodb", "made", "s3", "sqs"]
