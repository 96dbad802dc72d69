"""The outside world on one machine: a Slack workspace, Amazon Bedrock, S3, DynamoDB and SQS.

Nothing here imports the bot: the sandbox is the other end of its wire, and starts it as a process.
"""
