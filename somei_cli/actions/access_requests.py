"""Applications for access: prepare the reply sheet, keep an application, and list those that are kept."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out, make_other_act_refusal
from somei_cli.actions.numbers.reservations import empty_snapshot, warn_if_no_upstream
from somei_cli.errors import Refused, RemoteUnreachable
from somei_cli.formats.register_paths import REQUESTS
from somei_cli.formats.toml.access_requests import request_name_of, request_path
from somei_cli.model.council_calendar import BRUSSELS
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.numbers.provisional_numbers import refuse_provisional
from somei_cli.model.register.access_requests import (
    KEEP_ACTION,
    AccessRequest,
    DoubledRequest,
    ReplyDay,
    RequestKind,
    RequestName,
    RequestSheet,
    reply_day_of,
    request_sheet,
)
from somei_cli.model.register.access_status import without_later_openings
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.git_setup import FaultyFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.store.disk.packaged_calendar_tables import read_packaged_holidays
from somei_cli.store.git.head import is_rebasing
from somei_cli.store.git.repository import open_clone
from somei_cli.store.register.access_requests import next_request_name, read_access_request, read_all_requests
from somei_cli.store.register.register import Register
from somei_cli.store.transaction.merge_conflicts import list_conflicted_files

_NOT_KEPT = (
    "Nothing was kept: the server gives a request its name, and there are no provisional names. "
    "Without --keep the sheet is drawn up all the same."
)
_TWO_SIDES = 2


def start_request(
    documents: Iterable[DocumentNumber], kind: RequestKind, received: date | None, today: date
) -> AccessRequest:
    """Return an application for documents, each once, registered on a day or today.

    Raises:
        Refused: if the day is still to come.
    """
    received = received or today
    if received > today:
        raise Refused(f"{received} is in the future.", "Give the day on which the request was registered.")
    return AccessRequest(received, kind, tuple(dict.fromkeys(documents)))


def make_request_sheet(register: Register, request: AccessRequest, today: date) -> RequestSheet:
    """Return the reply sheet of an application, from the families of its documents.

    Events later than `today` do not open a document.
    """
    bases = sorted({number.base for number in request.documents})
    families = [without_later_openings(document, today) for base in bases for document in register.family(base)]
    snapshot = register.state.snapshot(families)
    # The offices that answer are in Brussels, wherever the Council meets.
    return request_sheet(request, snapshot, read_packaged_holidays(), BRUSSELS)


def make_kept_request_sheet(register: Register, name: RequestName, today: date) -> RequestSheet:
    """Return the reply sheet of a kept application.

    Raises:
        NotFound: if there is none of that name.
        Unreadable: if its file is not an application.
    """
    return make_request_sheet(register, read_access_request(register, name), today)


def create_request(
    register: Register, request: AccessRequest, circumstances: Circumstances
) -> tuple[AccessRequest, Receipt]:
    """Keep an application under the next name of its year: the day and the documents, nothing about a person.

    Raises:
        ServerUnreachable: if the remote cannot be reached; it gives the names.
        Refused: if the request id was used to keep another application.
    """
    for number in request.documents:
        refuse_provisional(number, "asked for")

    def decide(_: Snapshot) -> Change:
        named_request = request._replace(
            name=next_request_name(register, request.received.year), request_id=circumstances.request
        )
        return Change(
            KEEP_ACTION, f"Keep the request for access {named_request.name}", access_requests=(named_request,)
        )

    try:
        receipt = carry_out(
            register, lambda: empty_snapshot(register), decide, circumstances, allots=True, action=KEEP_ACTION
        )
    except RemoteUnreachable as unreachable:
        unreachable.hint = _NOT_KEPT
        raise
    (kept_request,) = receipt.change.access_requests
    # Without a given day a request has the day of the call, which may differ from that of the first call.
    if not kept_request.asks_same(request) or request.received not in {kept_request.received, circumstances.today}:
        raise make_other_act_refusal(receipt, circumstances)
    return kept_request, warn_if_no_upstream(register, receipt)


def find_doubled_requests(register: Register) -> Iterator[DoubledRequest]:
    """Yield the applications that git left in conflict under one name."""
    clone = open_clone(register.root)
    last_names: dict[int, RequestName] = {}
    for file in list_conflicted_files(clone, register.root):
        year = file.path.parent.name
        name = request_name_of(year, file.path.name) if file.path.is_relative_to(REQUESTS) else None
        if name and file.both_added and len(file.versions) == _TWO_SIDES:
            last_name = last_names.get(name.year)
            free_name = (
                last_name._replace(number=last_name.number + 1) if last_name else next_request_name(register, name.year)
            )
            last_names[name.year] = free_name
            yield DoubledRequest(file.path, request_path(free_name), is_rebasing(clone))


class KeptRequests(NamedTuple):
    """The kept applications with the days for their replies, and the files that cannot be read."""

    requests: tuple[tuple[AccessRequest, ReplyDay], ...]
    faulty: tuple[FaultyFile, ...]


def list_kept_requests(register: Register) -> KeptRequests:
    """Return all kept applications; an unreadable file does not hide the others."""
    holidays, files = read_packaged_holidays(), list(read_all_requests(register.files))
    requests = sorted((file for file in files if isinstance(file, AccessRequest)), key=lambda file: file.name or ())
    faulty = tuple(file for file in files if isinstance(file, FaultyFile))
    return KeptRequests(tuple((request, reply_day_of(request, holidays, BRUSSELS)) for request in requests), faulty)
