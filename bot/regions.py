"""Clients of Bedrock for each region: models live where their makers put them, not where the bot runs."""

import asyncio
from contextlib import AsyncExitStack
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from aiobotocore.config import AioConfig
from aiobotocore.session import AioSession

if TYPE_CHECKING:
    from types_aiobotocore_bedrock import BedrockClient
    from types_aiobotocore_bedrock_runtime import BedrockRuntimeClient

AT_ONCE: Final = 64
"""Connections for what somebody waits for: Slack's requests, and models at work."""

_MOST_PAINTING: Final = 256


USER_AGENT: Final = f"imagine aiobotocore/{version('aiobotocore')}"
"""Who calls, as CloudTrail writes it down. botocore's own name for itself is put together anew twice for each
call, which is a fifth of what a call costs."""


def aws_config(
    connections: int, connect_seconds: float, read_seconds: float, attempts: int, **more: Any
) -> AioConfig:
    """How a client behaves; `attempts` counts the first."""
    return AioConfig(
        max_pool_connections=connections,
        connect_timeout=connect_seconds,
        read_timeout=read_seconds,
        retries={"mode": "standard", "total_max_attempts": attempts},
        # Our arguments are always of the same shape, and checking them is a tenth of the cost of a call.
        parameter_validation=False,
        user_agent=USER_AGENT,
        **more,
    )


_WRITER: Final = aws_config(AT_ONCE, 5, 60, 3)
# botocore's retries would repeat a paid call: the job decides. Painting can take minutes.
_PAINTER: Final = aws_config(_MOST_PAINTING, 5, 300, 1)
# What models there are is asked beside the work, and soon again.
_CONTROL: Final = aws_config(8, 2, 5, 2)


class RegionalClients:
    """Bedrock's clients, each made when it is first asked for.

    Parameters
    ----------
    stack
        closes them; nothing may be asked for after that
    """

    def __init__(self, session: AioSession, stack: AsyncExitStack) -> None:
        self._session = session
        self._stack = stack
        self._made: dict[tuple[str, str], Any] = {}
        self._making = asyncio.Lock()

    async def painting(self, region: str) -> "BedrockRuntimeClient":
        """For pictures: waits minutes, and never repeats a call."""
        client: BedrockRuntimeClient = await self._client("painting", "bedrock-runtime", region, _PAINTER)
        return client

    async def writing(self, region: str) -> "BedrockRuntimeClient":
        """For words."""
        client: BedrockRuntimeClient = await self._client("writing", "bedrock-runtime", region, _WRITER)
        return client

    async def control(self, region: str) -> "BedrockClient":
        """For what Bedrock says about its models."""
        client: BedrockClient = await self._client("control", "bedrock", region, _CONTROL)
        return client

    async def _client(self, purpose: str, service: Any, region: str, config: AioConfig) -> Any:
        key = (purpose, region)
        if key not in self._made:
            async with self._making:
                # Someone else may have made it meanwhile.
                if key not in self._made:
                    client: Any = self._session.create_client(service, region_name=region, config=config)
                    self._made[key] = await self._stack.enter_async_context(client)
        return self._made[key]
