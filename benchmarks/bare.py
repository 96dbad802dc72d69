"""What the figures are compared with: a handler that only verifies the signature, and the calls that a journey
can't do without, made one after the other with nothing around them.
"""

import asyncio
import json
import sys
import time

from aiobotocore.session import get_session
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.constants import BOT_TOKEN, BUCKET, HOST, IMAGE_MODEL, QUEUE, SIGNING_SECRET, TABLE, TEXT_MODEL

ROUNDS = 40


async def serve_bare(port: int) -> None:
    """Acknowledge whatever is signed, until killed."""
    verifier = SignatureVerifier(SIGNING_SECRET)

    async def handle(request: web.Request) -> web.Response:
        valid = verifier.is_valid_request(await request.read(), dict(request.headers))
        return web.Response(status=200 if valid else 401)

    app = web.Application()
    app.router.add_post("/slack/events", handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, HOST, port).start()
    await asyncio.Event().wait()


async def unavoidable_calls(slack_url: str, channel: str) -> float:
    """Milliseconds of CPU for the calls of one journey: keywords to three ideas, one click, one picture.

    Writes: two transactions to accept, one to store each result, one state change after each placeholder.
    Messages: card, two placeholders, two results. Two queue messages sent, taken and deleted; two model calls;
    three objects.
    """
    session = get_session()
    blocks = json.dumps([{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 400}}])
    async with (
        session.create_client("dynamodb") as dynamodb,
        session.create_client("s3") as s3,
        session.create_client("sqs") as sqs,
        session.create_client("bedrock-runtime") as bedrock,
    ):
        slack = AsyncWebClient(BOT_TOKEN, base_url=slack_url)
        queue = (await sqs.get_queue_url(QueueName=QUEUE))["QueueUrl"]

        async def journey(number: int) -> None:
            item = {"pk": {"S": f"BARE#{number}"}, "sk": {"S": "BARE"}, "text": {"S": "x" * 1500}}
            for part in range(4):
                row = item | {"sk": {"S": f"BARE#{part}"}}
                await dynamodb.transact_write_items(
                    TransactItems=[{"Put": {"TableName": TABLE, "Item": row}}]
                )
            for _ in range(2):
                await dynamodb.update_item(
                    TableName=TABLE,
                    Key={name: item[name] for name in ("pk", "sk")},
                    UpdateExpression="SET done = :done",
                    ExpressionAttributeValues={":done": {"S": "x"}},
                )
                await sqs.send_message(QueueUrl=queue, MessageBody="bare")
                found = await sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=1, WaitTimeSeconds=1)
                for message in found.get("Messages", []):
                    await sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
            posted = [
                await slack.chat_postMessage(channel=channel, text="x", blocks=blocks) for _ in range(3)
            ]
            for placeholder in posted[:2]:
                await slack.chat_update(channel=channel, ts=str(placeholder["ts"]), text="y", blocks=blocks)
            await bedrock.converse(
                modelId=TEXT_MODEL,
                messages=[{"role": "user", "content": [{"text": "lighthouse"}]}],
                inferenceConfig={"maxTokens": 500},
            )
            body = json.dumps({"taskType": "TEXT_IMAGE", "textToImageParams": {"text": "lighthouse"}})
            answer = await bedrock.invoke_model(modelId=IMAGE_MODEL, body=body)
            picture = await answer["body"].read()
            for size in (8_000, 8_000, 2_000):
                await s3.put_object(Bucket=BUCKET, Key=f"bare/{number}/{size}", Body=picture[:size])

        await journey(-1)
        begun = time.process_time()
        for number in range(ROUNDS):
            await journey(number)
        return (time.process_time() - begun) * 1000 / ROUNDS


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        asyncio.run(serve_bare(int(sys.argv[2])))
    else:
        print(asyncio.run(unavoidable_calls(sys.argv[2], sys.argv[3])))
