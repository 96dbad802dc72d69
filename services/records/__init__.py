"""Requests, jobs and images in DynamoDB: every change is a conditional write, so that none happens twice."""
