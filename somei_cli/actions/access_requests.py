"""Requests for access: the sheet for one, keeping it, and those that are kept."""

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
_BOTH = 2


def draw_up(register: Register, request: AccessRequest, today: date) -> RequestSheet:
    """The sheet of a request, as the register stands; only the families that are asked for are read.

    Whatever would open a document on a later day than this counts for nothing.
    """
    bases = sorted({number.base for number in request.documents})
    families = [as_opened_by(document, today) for base in bases for document in register.family(base)]
    snapshot = Snapshot(families, lambda: register.vocabulary, register.settings)
    # The offices that answer are in Brussels, wherever the Council meets.
    return sheet_of(request, snapshot, packaged_holidays(), BRUSSELS)


def keep(register: Register, request: AccessRequest, how: Circumstances) -> tuple[AccessRequest, Receipt]:
    """Keep a request under the next name of its year: the day and the documents, and nothing about a person.

    Raises:
        ServerUnreachable: names are given by the server that the branch follows; there is none until it is there.
        Refused: where what was asked for before was to keep another one.
    """
    for number in request.documents:
        refuse_provisional(number, "asked for")

    def decide(_: Snapshot) -> Change:
        named = request._replace(name=next_name(register, request.received.year), asking=how.request)
        return Change(KEEPING, f"Keep the request for access {named.name}", access_requests=(named,))

    try:
        receipt = act(register, lambda: nothing_of(register), decide, how, allots=True, action=KEEPING)
    except ServerUnreachable as gone:
        gone.hint = _NOT_KEPT
        raise
    (kept,) = receipt.change.access_requests
    # A day that nobody gave is that of the call.
    if not kept.is_alike(request) or request.received not in {kept.received, how.today}:
        raise for_another_act(receipt, how)
    return kept, with_warning(register, receipt)


class Doubled(NamedTuple):
    """Two requests that a merge of git found under one name, and the file of a name that is free for one of them."""

    path: PurePosixPath
    free: PurePosixPath
    rebasing: bool
    """Whether what git calls theirs is what the clerk did."""


def doubled_requests(register: Register) -> Iterator[Doubled]:
    """Those that git left in conflict."""
    clone = open_clone(register.root)
    given: dict[int, RequestName] = {}
    for file in files_in_conflict(clone, register.root):
        year = file.path.parent.name
        name = name_at(year, file.path.name) if file.path.is_relative_to(REQUESTS) else None
        if name and file.added and len(file.versions) == _BOTH:
            before = given.get(name.year)
            free = before._replace(number=before.number + 1) if before else next_name(register, name.year)
            given[name.year] = free
            yield Doubled(file.path, request_path(free), is_rebasing(clone))


def refuse_to_come(request: AccessRequest, how: Circumstances) -> None:
    """Stop where the request is still to come.

    Raises:
        Refused: naming the day.
    """
    if request.received > how.today:
        raise Refused(f"{request.received} is still to come.", "Give the day on which the request was registered.")


class KeptRequests(NamedTuple):
    """The requests that are kept, with the time for their replies; and the files among them that give none."""

    requests: tuple[tuple[AccessRequest, ReplyDay], ...]
    faulty: tuple[FaultyFile, ...]


def kept_requests(register: Register) -> KeptRequests:
    """All of them: one that cannot be read hides no other."""
    holidays, found = packaged_holidays(), list(every_request(register.holding))
    requests = sorted((one for one in found if isinstance(one, AccessRequest)), key=lambda one: one.name or ())
    faulty = tuple(one for one in found if isinstance(one, FaultyFile))
    return KeptRequests(tuple((request, due_of(request, holidays, BRUSSELS)) for request in requests), faulty)
