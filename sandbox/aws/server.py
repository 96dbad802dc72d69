"""All of AWS on one loopback port, for as long as a context lasts.

``/model/…`` and ``/foundation-model…`` are Bedrock, ``/cdn/…`` the CDN, ``/_sandbox/…`` the control plane; beside
them, ``/v1/images/…`` is an image server that is none of Amazon's. Everything else goes to S3, DynamoDB, SQS and
CloudFront.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from sandbox.aws.cdn import Cdn, distribution
from sandbox.aws.emulator import running_emulator
from sandbox.aws.proxy import WHOLE_REQUEST, AwsProxy, upstream_session
from sandbox.bedrock.account import Account
from sandbox.bedrock.handover import Handover, Painters, opened
from sandbox.bedrock.server import BedrockServer
from sandbox.bedrock.studio import Studio
from sandbox.constants import ACCESS_KEY_ID, CDN_PATH, HOST, REGION, SECRET_ACCESS_KEY
from sandbox.faults import FaultPlan, add_fault_routes
from sandbox.image_server.server import ImageServer

END_SECONDS = 1.0
"""How long requests under way may delay the end."""


@dataclass(frozen=True, slots=True)
class RunningAws:
    """Where AWS is.

    Attributes
    ----------
    url : of everything, without a trailing slash
    direct_url : of S3, DynamoDB and SQS alone, without the proxy and its faults
    cdn_url : what `IMAGINE_CDN_URL` has to be
    distribution : the CDN's id at CloudFront
    faults : the plan that all servers here ask
    account : which models may be called
    """

    url: str
    direct_url: str
    cdn_url: str
    distribution: str
    faults: FaultPlan
    account: Account

    def environment(self, *, direct: bool = False) -> dict[str, str]:
        """The variables a client needs; `direct` spares S3, DynamoDB and SQS the way through the proxy."""
        variables = {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": ACCESS_KEY_ID,
            "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
            "IMAGINE_CDN_URL": self.cdn_url,
            "IMAGINE_DISTRIBUTION": self.distribution,
        }
        if direct:
            variables |= {
                f"AWS_ENDPOINT_URL_{service}": self.direct_url for service in ("S3", "DYNAMODB", "SQS")
            }
        return variables


@asynccontextmanager
async def running_aws(
    port: int = 0,
    state_dir: Path | None = None,
    studio: Studio | None = None,
    handover: Handover | None = None,
    *,
    extended_access: bool = False,
) -> AsyncIterator[RunningAws]:
    """Start AWS on loopback; end it, and every process it started, on leaving.

    Parameters
    ----------
    port : 0 takes a free one
    state_dir : keeps tables, queues and objects between runs; without it nothing is kept
    studio : where pictures are painted, left open; by default one of its own
    handover : real models in place of the stand-ins; none by default
    extended_access : the account may call models past their end for half a year from now, as legacy ones

    Raises
    ------
    EmulatorError : S3, DynamoDB and SQS did not start
    OSError : the port is taken
    """
    async with AsyncExitStack() as stack:
        emulator = await stack.enter_async_context(running_emulator(state_dir))
        session = await stack.enter_async_context(upstream_session())
        if studio is None:
            studio = Studio()
            stack.push_async_callback(studio.aclose)
        chat, images = await stack.enter_async_context(opened(handover or Handover()))
        faults = FaultPlan()
        app = web.Application(client_max_size=2 * WHOLE_REQUEST)
        account = Account(extended_access=extended_access)
        painters = Painters(studio, images) if images else studio
        bedrock = BedrockServer(faults, painters, account, chat)
        bedrock.add_routes(app)
        ImageServer(
            faults, painters, bedrock.calls, lambda: bedrock.image_seconds, lambda: bedrock.plain
        ).add_routes(app)
        add_fault_routes(app, faults)
        app.router.add_get("/_sandbox/health", _healthy)
        app.router.add_route("*", "/_sandbox/{rest:.*}", _unknown_control)
        cdn = Cdn(session, emulator.url, faults)
        app.router.add_get(f"{CDN_PATH}/{{key:.+}}", cdn.handle)  # HEAD comes with it
        app.router.add_route("*", "/{rest:.*}", AwsProxy(session, emulator.url, faults).handle)
        url = await stack.enter_async_context(_listening(app, port))
        made = await distribution(session, emulator.url)
        yield RunningAws(url, emulator.url, url + CDN_PATH, made, faults, account)


@asynccontextmanager
async def _listening(app: web.Application, port: int) -> AsyncIterator[str]:
    # A client that hangs up ends the request behind it: a long poll must not go on and swallow a message.
    runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=END_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, HOST, port, backlog=1024)
        await site.start()
        yield f"http://{HOST}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _healthy(_: web.Request) -> web.Response:
    return web.json_response({"ok": True})


async def _unknown_control(request: web.Request) -> web.Response:
    return web.json_response({"error": f"nothing at {request.path}"}, status=404)


async def serve_forever(port: int, state_dir: Path | None = None) -> None:
    """Run AWS until cancelled, for the command line; prints where it is."""
    async with running_aws(port, state_dir, extended_access=True) as aws:
        print(f"AWS (Bedrock, S3, DynamoDB, SQS, CDN) at {aws.url}", flush=True)
        for name, value in aws.environment().items():
            print(f"  export {name}={value}", flush=True)
        await asyncio.Event().wait()
