"""Bedrock's control plane: the questions which foundation models there are, and whether one may be called.

Paths, members and their types are those of botocore's service model of ``bedrock`` (2023-04-20).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final
from urllib.parse import unquote

from aiohttp import web

from sandbox.aws.trouble import through_trouble
from sandbox.bedrock.account import Account
from sandbox.bedrock.answers import answered, refused, refused_on_purpose
from sandbox.bedrock.calls import CallLog
from sandbox.bedrock.catalogue import Model, known_model, last_part
from sandbox.bedrock.errors import BedrockError, validation_error
from sandbox.bedrock.signature import region_of
from sandbox.faults import FaultPlan

Json = dict[str, Any]

FILTERS: Final[Mapping[str, frozenset[str] | None]] = {
    "byProvider": None,
    "byCustomizationType": frozenset({"FINE_TUNING", "CONTINUED_PRE_TRAINING", "DISTILLATION"}),
    "byOutputModality": frozenset({"TEXT", "IMAGE", "EMBEDDING"}),
    "byInferenceType": frozenset({"ON_DEMAND", "PROVISIONED", "INFERENCE_PROFILE"}),
}
"""What ListFoundationModels can be narrowed by, and to what; a provider may be any."""


class ControlPlane:
    def __init__(self, account: Account, faults: FaultPlan, calls: CallLog) -> None:
        self._account = account
        self._faults = faults
        self._calls = calls

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/foundation-models", self._list)
        app.router.add_get("/foundation-models/{model:.+}", self._get)
        app.router.add_get("/foundation-model-availability/{model:.+}", self._availability)

    async def _list(self, request: web.Request) -> web.StreamResponse:
        def work(_: str, region: str) -> Json:
            asked = _filters(request.query)
            summaries = [self._details(model, region) for model in self._account.listed(region)]
            return {"modelSummaries": [summary for summary in summaries if _fits(summary, asked)]}

        return await self._operate(request, "ListFoundationModels", work)

    async def _get(self, request: web.Request) -> web.StreamResponse:
        def work(identity: str, region: str) -> Json:
            return {"modelDetails": self._details(self._account.foundation(identity, region), region)}

        return await self._operate(request, "GetFoundationModel", work)

    async def _availability(self, request: web.Request) -> web.StreamResponse:
        def work(identity: str, region: str) -> Json:
            model = known_model(identity)
            if model is None or model.bare_id != identity:
                raise BedrockError("ResourceNotFoundException", f"There is no model {identity}.")
            state = self._account.state(model)
            entitled = state != "denied"
            there = self._account.served(model, region) and state != "end-of-life"
            return {
                "modelId": identity,
                "agreementAvailability": {"status": _available(entitled)},
                "authorizationStatus": "AUTHORIZED",
                "entitlementAvailability": _available(entitled),
                "regionAvailability": _available(there),
            }

        return await self._operate(request, "GetFoundationModelAvailability", work)

    async def _operate(
        self, request: web.Request, operation: str, work: Callable[[str, str], Json]
    ) -> web.StreamResponse:
        identity = last_part(unquote(request.match_info.get("model", "")))
        call = self._calls.begin(operation, identity, b"{}")

        async def serve(_dropped: bool) -> web.StreamResponse:
            try:
                return answered(work(identity, region_of(request.headers)), call)
            except BedrockError as error:
                return refused(error, call)

        try:
            return await through_trouble(
                request,
                self._faults,
                ":".join(filter(None, ["bedrock", operation, identity])),
                refuse=lambda fault: refused_on_purpose(fault, call),
                serve=serve,
            )
        finally:
            call.finish_cut()

    def _details(self, model: Model, region: str) -> Json:
        """As `FoundationModelSummary` and `FoundationModelDetails`, which have the same members."""
        return {
            "modelArn": f"arn:aws:bedrock:{region}::foundation-model/{model.bare_id}",
            "modelId": model.bare_id,
            "modelName": model.name,
            "providerName": model.provider,
            "inputModalities": [kind.upper() for kind in model.inputs],
            "outputModalities": [kind.upper() for kind in model.outputs],
            "responseStreamingSupported": False,  # by this server
            "customizationsSupported": [],
            "inferenceTypesSupported": ["ON_DEMAND" if model.on_demand else "INFERENCE_PROFILE"],
            "modelLifecycle": self._lifecycle(model),
        }

    def _lifecycle(self, model: Model) -> Json:
        end = self._account.life(model).end_of_life
        state = self._account.state(model)
        if state == "legacy" or (state == "denied" and end):
            since = self._account.legacy_since(model)
            lifecycle = {"status": "LEGACY", "legacyTime": _midnight(since)}
            return lifecycle | ({"endOfLifeTime": _midnight(end)} if end else {})
        return {"status": "ACTIVE"}


def _filters(query: Mapping[str, str]) -> Json:
    asked = {name: query[name] for name in FILTERS if query.get(name)}
    for name, value in asked.items():
        allowed = FILTERS[name]
        if allowed is not None and value not in allowed:
            raise validation_error(
                f"Value '{value}' at '{name}' failed to satisfy constraint: Member must satisfy enum value "
                f"set: [{', '.join(sorted(allowed))}]"
            )
    return asked


def _fits(summary: Json, asked: Mapping[str, str]) -> bool:
    return (
        asked.get("byProvider", summary["providerName"]).lower() == summary["providerName"].lower()
        and asked.get("byOutputModality", summary["outputModalities"][0]) in summary["outputModalities"]
        and asked.get("byInferenceType", summary["inferenceTypesSupported"][0])
        in summary["inferenceTypesSupported"]
        and "byCustomizationType" not in asked  # none of these can be customised
    )


def _available(yes: bool) -> str:
    return "AVAILABLE" if yes else "NOT_AVAILABLE"


def _midnight(day: date) -> str:
    """As a timestamp of the wire, ISO 8601."""
    return datetime.combine(day, time(), UTC).isoformat().replace("+00:00", "Z")
