"""The requests for access that a register keeps."""

from collections.abc import Iterator

from somei_cli.errors import NotFound
from somei_cli.model.access_requests import AccessRequest, RequestName
from somei_cli.store.register import Register
from somei_cli.text.requests import REQUESTS, load, name_at, request_path


def request_named(register: Register, name: RequestName) -> AccessRequest:
    """One request.

    Raises:
        NotFound: where none is kept under this name.
        Unreadable: where its file gives none.
    """
    try:
        return load(name, register.holding.read(request_path(name)))
    except FileNotFoundError:
        raise NotFound(f"No request {name} is kept here.", "See those that are: somei request list") from None


def request_names(register: Register, year: int | None = None) -> Iterator[RequestName]:
    """The names of all requests that are kept, or of one year, in order."""
    years = [str(year)] if year else sorted(register.holding.names(REQUESTS))
    for folder in years:
        found = (name_at(folder, file) for file in register.holding.names(REQUESTS / folder))
        yield from sorted(name for name in found if name)


def next_name(register: Register, year: int) -> RequestName:
    """The name of the next request that came in a year."""
    return RequestName(year, max((name.number for name in request_names(register, year)), default=0) + 1)
