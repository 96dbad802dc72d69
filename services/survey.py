"""What Bedrock says about its models: which are there in a region, how long, and whether this account has them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError
from botocore.parsers import ResponseParserError

from services.bedrock import CredentialsRefusedError, ModelError, ModelForbiddenError, ModelGoneError

if TYPE_CHECKING:
    from types_aiobotocore_bedrock import BedrockClient

logger = logging.getLogger(__name__)

_AT_ONCE: Final = 4
"""Questions to one region at a time; the control plane is slow to answer many, and nobody waits."""

_PREFIXES: Final = ("us.", "eu.", "jp.", "au.", "apac.", "global.", "us-gov.")
"""Of cross-region inference profiles (Bedrock user guide, "Inference profiles")."""

WARNED_BEFORE: Final = timedelta(days=30)
"""How long before its end an admin is told about a model."""

_FORBIDDEN: Final = frozenset({"AccessDeniedException", "AccessDenied", "UnauthorizedOperation"})


@dataclass(frozen=True)
class Listing:
    """One model in one region.

    Attributes
    ----------
    model_id
        of the foundation model, without a profile's prefix
    legacy
        whether its end has been announced
    end_of_life
        when calls end, in UTC; None where no end is known
    inputs
        what it takes: ``TEXT``, ``IMAGE``, …
    granted
        whether the account may call it; None where Bedrock does not say
    """

    model_id: str
    region: str
    legacy: bool
    end_of_life: datetime | None
    inputs: frozenset[str]
    granted: bool | None

    @property
    def last_day(self) -> date | None:
        """The last day on which it can be called, in UTC; None where no end is known.

        Ends are published as days (Bedrock user guide, "Model lifecycle") and told as the midnight with which that
        day begins. Whether a model is gone from then on is for the call to say: another one takes over at once.
        """
        return None if self.end_of_life is None else self.end_of_life.date()


@dataclass(frozen=True)
class Ending:
    """A model whose end is near, for those who can do something about it.

    Attributes
    ----------
    last_day
        on which it can be called, in UTC
    instead
        the name of the model that takes over by itself; None if there is none
    """

    name: str
    model_id: str
    last_day: date
    instead: str | None


@dataclass(frozen=True)
class Refusal:
    """What a call said about a model that it could not reach.

    Attributes
    ----------
    state
        in the words of whoever remembers it
    until
        when it is asked again
    """

    state: str
    until: datetime


@dataclass(frozen=True)
class Surveyed:
    """What was found.

    Attributes
    ----------
    listings
        by model id and region; a model that is missing in a region that was asked is not there
    unasked
        regions that could not be asked, and why
    """

    listings: Mapping[tuple[str, str], Listing]
    unasked: Mapping[str, str]


class Survey:
    """Asks Bedrock's control plane.

    Parameters
    ----------
    control
        the client for a region
    """

    def __init__(self, control: Callable[[str], Awaitable["BedrockClient"]]) -> None:
        self._control = control
        self._told: dict[str, str] = {}

    async def look(self, wanted: Mapping[str, Collection[str]]) -> Surveyed:
        """What there is of `wanted`: ids of foundation models, by region.

        Never fails: what can't be asked is `unasked`.
        """
        regions = sorted(wanted)
        found = await asyncio.gather(*(self._region(region, frozenset(wanted[region])) for region in regions))
        listings: dict[tuple[str, str], Listing] = {}
        unasked: dict[str, str] = {}
        for region, answer in zip(regions, found, strict=True):
            if isinstance(answer, str):
                unasked[region] = answer
            else:
                listings |= {(listing.model_id, region): listing for listing in answer}
        self._tell(regions, unasked)
        return Surveyed(listings, unasked)

    async def _region(self, region: str, wanted: frozenset[str]) -> list[Listing] | str:
        """The listings of one region, or why there are none."""
        try:
            client = await self._control(region)
            summaries = (await client.list_foundation_models())["modelSummaries"]
            there = {str(summary["modelId"]): summary for summary in summaries}
            limit = asyncio.Semaphore(_AT_ONCE)
            listed = sorted(wanted & there.keys())
            granted = await asyncio.gather(*(_granted(client, model_id, limit) for model_id in listed))
            return [
                _listing(there[model_id], region, grant)
                for model_id, grant in zip(listed, granted, strict=True)
            ]
        except (BotoCoreError, ClientError) as error:
            return _why(error)
        except (ResponseParserError, AttributeError, KeyError, TypeError, ValueError) as error:
            return f"the answer is not what it should be: {error!r}"

    def _tell(self, regions: Collection[str], unasked: Mapping[str, str]) -> None:
        """Log what is new, not what was said an hour ago."""
        for region in regions:
            why = unasked.get(region)
            if why is None:
                self._told.pop(region, None)
            elif self._told.get(region) != why:
                self._told[region] = why
                logger.warning("which models there are in %s is not known: %s", region, why)


@lru_cache(maxsize=1024)
def foundation_id(invoke_id: str) -> str:
    """The id of the foundation model behind `invoke_id`, which may name a cross-region profile of it."""
    prefix = next((one for one in _PREFIXES if invoke_id.startswith(one)), "")
    return invoke_id.removeprefix(prefix)


def ended(last_day: date | None, moment: datetime) -> bool:
    """Whether a model with this last day can't be called any more at `moment`, in UTC."""
    return last_day is not None and last_day < moment.date()


def ends_soon(last_day: date | None, moment: datetime) -> bool:
    """Whether its last day is that of `moment`, in UTC, or one of the 30 days behind it."""
    return last_day is not None and timedelta(0) <= last_day - moment.date() <= WARNED_BEFORE


def uncallable(error: ModelError) -> bool:
    """Whether `error` says that the account can't call this model now, though it may be able to call another."""
    return isinstance(error, ModelGoneError | ModelForbiddenError) and not isinstance(
        error, CredentialsRefusedError
    )


async def _granted(client: "BedrockClient", model_id: str, limit: asyncio.Semaphore) -> bool | None:
    async with limit:
        try:
            answer: Mapping[str, Any] = await client.get_foundation_model_availability(modelId=model_id)
        except (BotoCoreError, ClientError, ResponseParserError) as error:
            logger.debug("whether %s is granted is not known: %s", model_id, error)
            return None
    refused = (
        answer.get("authorizationStatus") == "NOT_AUTHORIZED"
        or answer.get("entitlementAvailability") == "NOT_AVAILABLE"
        or answer.get("regionAvailability") == "NOT_AVAILABLE"
    )
    if refused:
        return False
    # A missing agreement is made at the first call, where the caller may subscribe: only that call shows.
    agreement = answer.get("agreementAvailability", {}).get("status")
    return True if agreement == "AVAILABLE" else None


def _listing(summary: Any, region: str, granted: bool | None) -> Listing:
    lifecycle = summary.get("modelLifecycle", {})
    end = lifecycle.get("endOfLifeTime")
    return Listing(
        model_id=summary["modelId"],
        region=region,
        legacy=lifecycle.get("status") == "LEGACY",
        # In whatever zone botocore put it: the machine's.
        end_of_life=None if end is None else end.astimezone(UTC),
        inputs=frozenset(summary.get("inputModalities", ())),
        granted=granted,
    )


def _why(error: BotoCoreError | ClientError) -> str:
    if isinstance(error, ClientError):
        code = error.response.get("Error", {}).get("Code", "")
        if code in _FORBIDDEN:
            return "the bot's role lacks the permission bedrock:ListFoundationModels"
        message = error.response.get("Error", {}).get("Message", "")
        return f"Bedrock answered {code}: {message}".rstrip(": ")
    if isinstance(error, NoCredentialsError):
        return "there are no credentials"
    return str(error)
