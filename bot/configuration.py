"""The page about settings, written from their own definitions.

`python -m bot.configuration > docs/configuration.md` writes it anew.
"""

import sys
from types import NoneType
from typing import Any, Final, get_args

from annotated_types import Ge, Le
from pydantic import AnyHttpUrl, SecretStr
from pydantic.fields import FieldInfo

from bot.settings import Settings

_HEAD: Final = """\
# Settings

Everything is set in the environment, or in a file `.env` (`.env.example` explains the choices). What is wrong is
told at the start, all at once, and the process ends with 2. Credentials, endpoints and proxies of AWS are
botocore's own variables (`AWS_PROFILE`, `AWS_ENDPOINT_URL`, …). 🔒 marks secrets, which no log shows.

*This page is written from the settings' own definitions; a test keeps it so.*

| Setting | What | Default |
|---|---|---|
"""


def page() -> str:
    """The page, in Markdown."""
    rows = [_row(name, field) for name, field in Settings.model_fields.items()]
    return _HEAD + "".join(rows)


def _row(name: str, field: FieldInfo) -> str:
    what = (field.description or "").replace("|", "\\|")
    if SecretStr in _types(field.annotation):
        what += " 🔒"
    if allowed := _range(field):
        what += f" ({allowed})"
    return f"| `{name.upper()}` | {what} | {_default(field)} |\n"


def _types(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) or (annotation,)


def _range(field: FieldInfo) -> str:
    lowest = next((limit.ge for limit in field.metadata if isinstance(limit, Ge)), None)
    highest = next((limit.le for limit in field.metadata if isinstance(limit, Le)), None)
    if lowest is None:
        return ""
    return f"from {lowest}" if highest is None else f"{lowest} to {highest}"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "*needed*"
    value = field.default
    if value is None or value == "":
        return "empty" if NoneType in _types(field.annotation) or value == "" else ""
    return f"`{value if not isinstance(value, AnyHttpUrl) else str(value)}`"


if __name__ == "__main__":
    sys.stdout.write(page())
