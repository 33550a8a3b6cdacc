"""Kept requests for access as TOML files, `requests/2026/3.toml`: documents and a day, nothing about a person."""

from datetime import date
from pathlib import PurePosixPath

import tomli_w

from somei_cli.errors import SomeiError, Unreadable
from somei_cli.formats.register_paths import REQUESTS
from somei_cli.formats.toml.parser import InvalidToml, read_toml
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.access_requests import AccessRequest, RequestKind, RequestName

_KEYS = ("received", "kind", "documents", "asking")


def request_path(name: RequestName) -> PurePosixPath:
    """Return the path of the file of a request."""
    return REQUESTS / str(name.year) / f"{name.number}.toml"


def request_name_of(year: str, file: str) -> RequestName | None:
    """Return the name of the request that a file holds; None if the file is not named like a request."""
    try:
        return RequestName.parse(f"{year}/{file.removesuffix('.toml')}") if file.endswith(".toml") else None
    except SomeiError:
        return None


def dump(request: AccessRequest) -> str:
    """Return the text of the file of a request."""
    table = {
        "received": request.received,
        "kind": str(request.kind),
        "documents": [str(number) for number in request.documents],
    }
    return tomli_w.dumps({**table, "asking": request.request_id} if request.request_id else table)


def load(name: RequestName, text: str) -> AccessRequest:
    """Read a request.

    Raises:
        Unreadable: if the text is not a request.
    """
    path = request_path(name)
    try:
        table = read_toml(text)
        documents = tuple(DocumentNumber.parse(typed) for typed in table["documents"])
        received, kind, asking = table["received"], RequestKind(table["kind"]), table.get("asking")
    except InvalidToml as invalid:
        raise Unreadable(path, str(invalid), invalid.line) from invalid
    except (KeyError, ValueError, TypeError, AttributeError, SomeiError) as error:
        raise Unreadable(path, "needs received (a day), kind (initial or confirmatory) and documents") from error
    if unknown_keys := sorted(set(table) - set(_KEYS)):
        raise Unreadable(path, f"holds “{unknown_keys[0]}”; a request has {', '.join(_KEYS)}, and names no person")
    if not documents or not isinstance(table["documents"], list) or type(received) is not date:
        raise Unreadable(path, "needs a day and at least one document")
    if any(number.is_provisional for number in documents):
        raise Unreadable(path, "asks for a provisional number, which nobody else knows")
    if not (asking is None or isinstance(asking, str)):
        raise Unreadable(path, "has something other than a text under “asking”")
    return AccessRequest(received, kind, documents, name, asking)
