"""All of AWS on one port: Bedrock, the CDN, and S3, DynamoDB and SQS behind a proxy that can be troubled."""
