"""Writes down every call to AWS that a process makes: Python imports this by itself where its folder is on PYTHONPATH.

`HEARD_CALLS` names the file; each line of it is one call, as JSON. With `PATIENT_BOT` it has more time, too;
with `SILENT_BOT` besides, it does not say how far a job is.
"""

import json
import os
import sys
from importlib import import_module
from typing import Any

import botocore.session

_TOLD = {
    "TableName",
    "IndexName",
    "RequestItems",
    "TransactItems",
    "Bucket",
    "Key",
    "Delete",
    "QueueUrl",
    "QueueName",
    "modelId",
    "DistributionId",
    "Id",
    "KeyId",
}
"""Arguments that say what a call is about."""

_path = os.environ["HEARD_CALLS"]


def _short(name: str, value: Any) -> Any:
    """Without rows: of which table they are is enough."""
    if name == "RequestItems":
        return dict.fromkeys(value)
    if name == "TransactItems":
        return [{kind: {"TableName": told["TableName"]} for kind, told in item.items()} for item in value]
    return value


def _heard(params: Any, model: Any, context: Any, **_: Any) -> None:
    call = {
        "service": model.service_model.service_name,
        "operation": model.name,
        "region": (context or {}).get("client_region"),
        "about": {name: _short(name, value) for name, value in params.items() if name in _TOLD},
        "command": sys.argv[1] if len(sys.argv) > 1 else "",
    }
    line = json.dumps(call, default=repr) + "\n"
    # One write of a file that is opened for appending: processes don't cut into each other's lines.
    descriptor = os.open(_path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)


_init = botocore.session.Session.__init__


def _listening(self: Any, *args: Any, **kwargs: Any) -> None:
    _init(self, *args, **kwargs)
    # Before clients are made of it: they take its handlers with them.
    self.register("provide-client-params", _heard)


botocore.session.Session.__init__ = _listening  # type: ignore[method-assign]

if os.environ.get("PATIENT_BOT"):
    import_module("patience").install(silent=bool(os.environ.get("SILENT_BOT")))
