"""Controls a running sandbox AWS from a test or the command line."""

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp

from sandbox.faults import Fault, Kind


class ControlError(RuntimeError):
    """The sandbox refused a control request; the message is its reason."""


@dataclass(frozen=True, slots=True)
class ModelCall:
    """One call of a model, from the log.

    Attributes
    ----------
    status : HTTP status; 0 where the connection was cut; None while under way
    outcome : ``ok``, ``cut`` or the name of the error; None while under way
    ms : from arrival to answer
    """

    seq: int
    operation: str
    model: str
    body: Any
    status: int | None
    outcome: str | None
    ms: float | None


@dataclass(frozen=True, slots=True)
class ModelLife:
    """How a model is doing.

    Attributes
    ----------
    kind : ``image`` or ``vision-llm``
    state : ``active``, ``legacy``, ``end-of-life`` or ``denied``
    end_of_life : its last day, ``YYYY-MM-DD``; None if there is none
    regions : from where it can be called, as shell patterns
    latency : seconds that its answers take at least, on top of the operation's
    price : ``[{"usd", …}]`` per image, or ``{"in", "out"}`` in USD per million tokens
    """

    id: str
    name: str
    kind: str
    state: str
    end_of_life: str | None
    regions: list[str]
    latency: float
    price: Any


class AwsControl:
    """The control plane of the sandbox AWS at `url`; use it as an asynchronous context manager."""

    def __init__(self, url: str) -> None:
        self._base = url.rstrip("/") + "/_sandbox/"
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def add_fault(
        self,
        operation: str,
        kind: Kind,
        *,
        probability: float = 1.0,
        skip: int = 0,
        times: int | None = None,
        seconds: float = 0.0,
        status: int = 500,
        code: str = "",
        message: str = "",
        retry_after: int | None = None,
    ) -> None:
        """Put one fault in force; see `sandbox.faults.Fault` for its parts."""
        fault = Fault(
            operation=operation,
            kind=kind,
            probability=probability,
            skip=skip,
            times=times,
            seconds=seconds,
            status=status,
            code=code,
            message=message,
            retry_after=retry_after,
        )
        await self._ask("POST", "faults", fault.model_dump())

    async def faults(self) -> list[Fault]:
        """Those in force, with the number of calls they still meet."""
        return [Fault.model_validate(fault) for fault in await self._ask("GET", "faults")]

    async def clear_faults(self) -> None:
        await self._ask("DELETE", "faults")

    async def calls(self, since: int = 0) -> list[ModelCall]:
        """Calls of models after number `since`; pictures in them are shortened to length and digest."""
        return [ModelCall(**call) for call in await self._ask("GET", f"calls?since={since}")]

    async def call(self, seq: int) -> ModelCall:
        """One call with its whole body."""
        return ModelCall(**await self._ask("GET", f"calls/{seq}"))

    async def clear_calls(self) -> None:
        await self._ask("DELETE", "calls")

    async def set_latency(
        self,
        *,
        invoke_model: float | None = None,
        converse: float | None = None,
        images: float | None = None,
    ) -> None:
        """Seconds that every answer takes at least; None leaves an operation as it is. What is under way takes as
        long as was said when it was begun.
        """
        named = {"InvokeModel": invoke_model, "Converse": converse, "images": images}
        await self._ask("PUT", "latency", {name: value for name, value in named.items() if value is not None})

    async def end_latency(self) -> None:
        """No answer takes longer than it must; those of calls to Bedrock that are under way neither."""
        await self._ask("DELETE", "latency")

    async def latency(self) -> dict[str, float]:
        answer: dict[str, float] = await self._ask("GET", "latency")
        return answer

    async def models(self) -> dict[str, ModelLife]:
        """Every model by the id the contract lists it under."""
        return {one["id"]: ModelLife(**one) for one in await self._ask("GET", "models")}

    async def set_model(self, model_id: str, **changes: Any) -> ModelLife:
        """Change the life of a model, named by any of its ids: at once, for the next call.

        Parameters
        ----------
        changes
            any of ``state``, ``end_of_life`` (``YYYY-MM-DD``, or None), ``latency`` (seconds, 0 … 600),
            ``regions`` (shell patterns) and ``price``, as in `ModelLife`

        Raises
        ------
        ControlError
            there is no such model, or the changes make no sense
        """
        return ModelLife(**await self._ask("PUT", f"models/{model_id}", changes))

    async def reset_models(self) -> None:
        """Put all models back to how the sandbox started."""
        await self._ask("DELETE", "models")

    async def paint_plain(self, plain: bool = True) -> None:
        """Have every picture drawn in two flat colours at no cost, or painted again."""
        await self._ask("PUT", "pictures", {"plain": plain})

    async def _ask(self, method: str, path: str, body: Any = None) -> Any:
        if self._session is None:
            raise RuntimeError("AwsControl is an asynchronous context manager: use it in `async with`")
        async with self._session.request(method, self._base + path, json=body) as response:
            answer = await response.json()
            if response.status != 200:
                raise ControlError(answer.get("error", f"status {response.status}"))
            return answer
