"""Applications for access: prepare the reply sheet, keep an application, and list those that are kept."""

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, act, for_another_act
from somei_cli.actions.numbers.allot import nothing_of, with_warning
from somei_cli.errors import Refused, ServerUnreachable
from somei_cli.formats.register_paths import REQUESTS
from somei_cli.formats.toml.access_requests import name_at, request_path
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.register.access import as_opened_by
from somei_cli.model.register.access_requests import (
    KEEPING,
    AccessRequest,
    ReplyDay,
    RequestName,
    RequestSheet,
    due_of,
    sheet_of,
)
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.clone_state import FaultyFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.working_days import BRUSSELS
from somei_cli.store.disk.calendar_tables import packaged_holidays
from somei_cli.store.git.head import is_rebasing
from somei_cli.store.git.repository import open_clone
from somei_cli.store.register.access_requests import every_request, next_name
from somei_cli.store.register.register import Register
from somei_cli.store.transaction.conflicts import files_in_conflict

_NOT_KEPT = (
    "Nothing was kept: the server gives the name, and there is no provisional one. "
    "Without --keep the sheet is drawn up all the same."
)
_TWO_SIDES = 2


def draw_up(register: Register, request: AccessRequest, today: date) -> RequestSheet:
    """Return the reply sheet of an application, from the families of its documents.

    Events later than `today` do not open a document.
    """
    bases = sorted({number.base for number in request.documents})
    families = [as_opened_by(document, today) for base in bases for document in register.family(base)]
    snapshot = Snapshot(families, lambda: register.vocabulary, register.settings)
    # The offices that answer are in Brussels, wherever the Council meets.
    return sheet_of(request, snapshot, packaged_holidays(), BRUSSELS)


def keep(register: Register, request: AccessRequest, circumstances: Circumstances) -> tuple[AccessRequest, Receipt]:
    """Keep an application under the next name of its year: the day and the documents, nothing about a person.

    Raises:
        ServerUnreachable: if the remote cannot be reached; it gives the names.
        Refused: if the request id was used to keep another application.
    """
    for number in request.documents:
        refuse_provisional(number, "asked for")

    def decide(_: Snapshot) -> Change:
        named_request = request._replace(name=next_name(register, request.received.year), asking=circumstances.request)
        return Change(KEEPING, f"Keep the request for access {named_request.name}", access_requests=(named_request,))

    try:
        receipt = act(register, lambda: nothing_of(register), decide, circumstances, allots=True, action=KEEPING)
    except ServerUnreachable as unreachable:
        unreachable.hint = _NOT_KEPT
        raise
    (kept_request,) = receipt.change.access_requests
    # Without a given day a request has the day of the call, which may differ from that of the first call.
    if not kept_request.is_alike(request) or request.received not in {kept_request.received, circumstances.today}:
        raise for_another_act(receipt, circumstances)
    return kept_request, with_warning(register, receipt)


class Doubled(NamedTuple):
    """Two applications that git merged under one name, and the path of a free name for one of them."""

    path: PurePosixPath
    free: PurePosixPath
    rebasing: bool
    """Whether git is rebasing, so that “theirs” is what the clerk did."""


def doubled_requests(register: Register) -> Iterator[Doubled]:
    """Yield the applications that git left in conflict under one name."""
    clone = open_clone(register.root)
    last_names: dict[int, RequestName] = {}
    for file in files_in_conflict(clone, register.root):
        year = file.path.parent.name
        name = name_at(year, file.path.name) if file.path.is_relative_to(REQUESTS) else None
        if name and file.added and len(file.versions) == _TWO_SIDES:
            last_name = last_names.get(name.year)
            free_name = last_name._replace(number=last_name.number + 1) if last_name else next_name(register, name.year)
            last_names[name.year] = free_name
            yield Doubled(file.path, request_path(free_name), is_rebasing(clone))


def refuse_to_come(request: AccessRequest, circumstances: Circumstances) -> None:
    """Raise Refused if the application is dated in the future.

    Raises:
        Refused: with the day.
    """
    if request.received > circumstances.today:
        raise Refused(f"{request.received} is still to come.", "Give the day on which the request was registered.")


class KeptRequests(NamedTuple):
    """The kept applications with the days for their replies, and the files that cannot be read."""

    requests: tuple[tuple[AccessRequest, ReplyDay], ...]
    faulty: tuple[FaultyFile, ...]


def kept_requests(register: Register) -> KeptRequests:
    """Return all kept applications; an unreadable file does not hide the others."""
    holidays, files = packaged_holidays(), list(every_request(register.holding))
    requests = sorted((file for file in files if isinstance(file, AccessRequest)), key=lambda file: file.name or ())
    faulty = tuple(file for file in files if isinstance(file, FaultyFile))
    return KeptRequests(tuple((request, due_of(request, holidays, BRUSSELS)) for request in requests), faulty)
