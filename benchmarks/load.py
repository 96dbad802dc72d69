"""Slack as a load: signed commands at an even pace over HTTP, each timed until its acknowledgement.

A process of its own, ``python -m benchmarks.load URL RATE SECONDS``, so that it and what it measures don't wait
for each other; prints the milliseconds as JSON.
"""

import asyncio
import json
import sys
import time
import urllib.parse
import uuid

import aiohttp
from slack_sdk.signature import SignatureVerifier

from sandbox.constants import SIGNING_SECRET

TEAM, CHANNEL, USER = "TBENCH", "CBENCH", "UBENCH"


async def load(url: str, rate: float, seconds: float, fields: dict[str, str]) -> list[float | None]:
    """Milliseconds of each command until its acknowledgement; None for one that had none within 10 s."""
    signer = SignatureVerifier(SIGNING_SECRET)
    count = int(rate * seconds)
    async with aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=10), connector=aiohttp.TCPConnector(limit=0)
    ) as session:

        async def one(number: int) -> float | None:
            trigger = f"{uuid.uuid4()}"
            form = fields | {"trigger_id": trigger, "text": f"--raw a paper boat number {number}"}
            body = urllib.parse.urlencode(form)
            stamp = str(int(time.time()))
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-Slack-Request-Timestamp": stamp,
                "X-Slack-Signature": signer.generate_signature(timestamp=stamp, body=body) or "",
            }
            begun = time.perf_counter()
            try:
                async with session.post(url, data=body, headers=headers) as response:
                    await response.read()
                    return (time.perf_counter() - begun) * 1000 if response.status == 200 else None
            except (aiohttp.ClientError, TimeoutError):
                return None

        begun = time.perf_counter()
        tasks = []
        for number in range(count):
            await asyncio.sleep(max(0.0, begun + number / rate - time.perf_counter()))
            tasks.append(asyncio.create_task(one(number)))
        return list(await asyncio.gather(*tasks))


if __name__ == "__main__":
    address, pace, duration, command = sys.argv[1:]
    print(json.dumps(asyncio.run(load(address, float(pace), float(duration), json.loads(command)))))
