"""What a family of image models has to say about a request; painting and faults are the same for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.bedrock.orders import Order

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a valid request asks for: one order for each picture, and the texts the content filter reads.

    Attributes
    ----------
    extras : further pictures of the answer, by the name of their field: such as the mask that was used
    """

    orders: tuple[Order, ...]
    texts: tuple[str, ...]
    extras: Mapping[str, Order] = field(default_factory=dict)


class Family(Protocol):
    """Bodies are checked against the schema before any of these is called."""

    def plan(self, body: Body) -> Plan:
        """Read a valid body.

        Raises
        ------
        BedrockError : ValidationException, for what the contract rules out and a schema cannot say
        """
        ...

    def answer(self, plan: Plan, pictures: Sequence[bytes | None]) -> dict[str, Any]:
        """The response body; a picture that was withheld by the output filter is None."""
        ...

    def filtered_prompt(self) -> dict[str, Any]:
        """The response body for a prompt the filter stopped; raises where the family answers an error."""
        ...

    def filtered_input(self) -> dict[str, Any]:
        """The same for a given picture."""
        ...

    def inference_error(self) -> dict[str, Any]:
        """The response body for a model that failed; raises where the family answers an error."""
        ...
