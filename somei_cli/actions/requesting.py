"""Requests for access: the sheet for one, keeping it, and those that are kept."""

from typing import NamedTuple

from somei_cli.actions.acting import Circumstances, act
from somei_cli.errors import Refused
from somei_cli.model.access_requests import AccessRequest, Due, RequestName, Sheet, due_of, sheet_of
from somei_cli.model.calendars import BRUSSELS
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.surroundings import FaultyFile
from somei_cli.store.almanac import packaged_holidays
from somei_cli.store.register import Register
from somei_cli.store.requests import every_request, next_name, request_named


def draw_up(register: Register, request: AccessRequest) -> Sheet:
    """The sheet of a request, as the register stands; only the families that are asked for are read."""
    bases = sorted({number.base for number in request.documents})
    families = [document for base in bases for document in register.family(base)]
    snapshot = Snapshot(families, lambda: register.vocabulary, register.settings)
    # The offices that answer are in Brussels, wherever the Council meets.
    return sheet_of(request, snapshot, packaged_holidays(), BRUSSELS)


def keep(register: Register, request: AccessRequest, how: Circumstances) -> tuple[AccessRequest, Receipt]:
    """Keep a request under the next name of its year: the day and the documents, and nothing about a person."""

    def decide(_: Snapshot) -> Change:
        named = request._replace(name=next_name(register, request.received.year))
        return Change("request new", f"Keep the request for access {named.name}", access_requests=(named,))

    nothing = Snapshot((), lambda: register.vocabulary, register.settings)
    receipt = act(register, lambda: nothing, decide, how)
    return receipt.change.access_requests[0], receipt


def refuse_to_come(request: AccessRequest, how: Circumstances) -> None:
    """Stop where the request is still to come.

    Raises:
        Refused: naming the day.
    """
    if request.received > how.today:
        raise Refused(f"{request.received} is still to come.", "Give the day on which the request was registered.")


def kept_request(register: Register, name: RequestName) -> AccessRequest:
    """A request that is kept."""
    return request_named(register, name)


class Kept(NamedTuple):
    """The requests that are kept, with the time for their replies; and the files among them that give none."""

    requests: tuple[tuple[AccessRequest, Due], ...]
    faulty: tuple[FaultyFile, ...]


def kept_requests(register: Register) -> Kept:
    """All of them: one that cannot be read hides no other."""
    holidays, found = packaged_holidays(), list(every_request(register.holding))
    requests = sorted((one for one in found if isinstance(one, AccessRequest)), key=lambda one: one.name or ())
    faulty = tuple(one for one in found if isinstance(one, FaultyFile))
    return Kept(tuple((request, due_of(request, holidays, BRUSSELS)) for request in requests), faulty)
