"""Models described in a settings file: other ids and prices of known contracts, image servers, language models.

`docs/models.md` explains the file for people.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr, ValidationError

from services.painting.catalogue import KNOWN
from services.painting.described_models import TextDescription, image_of, server_of, text_of
from services.painting.described_tables import ImageTable, ModelTable, ServerTable, TextTable, key_in
from services.painting.image_server_body import ServerDescription
from services.painting.interface import Capabilities

__all__ = ["Described", "ModelsFileError", "TextDescription", "one_server", "read_models"]

_TABLES: Final[Mapping[str, type[ModelTable]]] = {
    "image": ImageTable,
    "server": ServerTable,
    "text": TextTable,
}


class ModelsFileError(Exception):
    """The models are not described as they should be; the text names every fault with its table and field."""


@dataclass(frozen=True)
class Described:
    """What was described.

    Attributes
    ----------
    images
        each with the id of the known model whose contract it keeps, in the order of the file; `catalogue.painters`
        takes them as they are
    """

    images: tuple[tuple[Capabilities, str], ...] = ()
    servers: tuple[ServerDescription, ...] = ()
    texts: tuple[TextDescription, ...] = ()

    @property
    def capabilities(self) -> dict[str, Capabilities]:
        """Every model that paints, known and described, by id."""
        mine = [
            *(capabilities for capabilities, _ in self.images),
            *(one.capabilities for one in self.servers),
        ]
        return {**KNOWN, **{one.model_id: one for one in mine}}


def read_models(
    path: Path | None, environ: Mapping[str, str], server: ServerDescription | None = None
) -> Described:
    """The models of a settings file.

    Parameters
    ----------
    path
        None for no file
    environ
        where the keys are that the file names
    server
        one described without a file, see `one_server`

    Raises
    ------
    ModelsFileError
    """
    described = Described()
    faults: list[str] = []
    if path is not None:
        described, faults = _described(_document(path), environ)
    if server is not None:
        described = replace(described, servers=(*described.servers, server))
    faults += _clashes(described)
    if faults:
        where = f"The models of {path}" if path else "The models"
        raise ModelsFileError(f"{where} are not described as they should be:\n" + "\n".join(faults))
    return described


def one_server(
    url: str, model: str, key: SecretStr | None = None, price: Decimal = Decimal(0)
) -> ServerDescription:
    """An image server that paints from words, one picture a call: what can be said without a file.

    Raises
    ------
    ModelsFileError
    """
    named = {"id": model, "name": model, "url": url, "model": model, "price": price}
    try:
        table = ServerTable.model_validate(named)
    except ValidationError as error:
        lines = [f"  {line}" for line in _faults(error, {})]
        raise ModelsFileError("The image server is not as it should be:\n" + "\n".join(lines)) from None
    return server_of(table, key)


def _document(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            # Prices are money: 0.1 stays a tenth.
            return tomllib.load(file, parse_float=Decimal)
    except OSError as error:
        raise ModelsFileError(f"The models file {path} can't be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ModelsFileError(f"The models file {path} is not TOML: {error}") from None


def _described(document: dict[str, Any], environ: Mapping[str, str]) -> tuple[Described, list[str]]:
    images: list[tuple[Capabilities, str]] = []
    servers: list[ServerDescription] = []
    texts: list[TextDescription] = []
    faults = [
        f"  {name}: is nothing that can be described; there are [[image]], [[server]] and [[text]]"
        for name in document
        if name not in _TABLES
    ]
    for kind in _TABLES:
        for label, given in _tables(document, kind):
            try:
                table = _TABLES[kind].model_validate(given, context=environ)
                if isinstance(table, ImageTable):
                    images.append(image_of(table))
                elif isinstance(table, ServerTable):
                    servers.append(server_of(table, key_in(table.key_env, environ)))
                elif isinstance(table, TextTable):
                    texts.append(text_of(table))
            except ValidationError as error:
                faults += [f"  {label}: {line}" for line in _faults(error, given)]
            except ValueError as error:
                faults.append(f"  {label}: {error}")
    return Described(tuple(images), tuple(servers), tuple(texts)), faults


def _tables(document: dict[str, Any], kind: str) -> Iterator[tuple[str, Any]]:
    """The tables of one kind, each with what it is called in an error."""
    given = document.get(kind, [])
    # [image] where [[image]] is meant, or no table at all, is told by the table's own check.
    for number, table in enumerate(given if isinstance(given, list) else [given], start=1):
        named = table.get("id") if isinstance(table, dict) else None
        yield f"[[{kind}]] {named if isinstance(named, str) else number}", table


def _faults(error: ValidationError, given: Any) -> Iterator[str]:
    for fault in error.errors(include_input=False, include_url=False):
        field = ".".join(map(str, fault["loc"]))
        said = {
            "extra_forbidden": "is not a field of this table",
            "missing": "is missing",
            "string_pattern_mismatch": "is not written like that",
        }.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        if field == "key" and isinstance(given, dict):
            said = "a key has no place in this file: put it in the environment, and its variable's name in key_env"
        yield f"{field}: {said}" if field else said


def _clashes(described: Described) -> list[str]:
    """Ids that are described twice, and short names that two models of a kind have."""
    images = [capabilities for capabilities, _ in described.images]
    servers = [server.capabilities for server in described.servers]
    ids = [one.model_id for one in (*images, *servers)] + [one.id for one in described.texts]
    faults = [f"  {twice}: id: is described more than once" for twice in _repeated(ids)]
    faults += [
        f"  [[server]] {server.model_id}: id: is a known model's"
        for server in servers
        if server.model_id in KNOWN
    ]
    painters = [(one.model_id, one.aliases) for one in described.capabilities.values()]
    for named in (painters, [(one.id, one.aliases) for one in described.texts]):
        names = [name for model_id, aliases in named for name in {model_id.lower(), *aliases}]
        faults += [f"  {twice}: aliases: is the name of two models" for twice in _repeated(names)]
    return faults


def _repeated(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})
