"""Requests for access under Regulation 1049/2001: what is requested, when the reply is due, what can be released."""

import datetime as dt
import re
from enum import StrEnum
from pathlib import PurePosixPath
from typing import NamedTuple, Self

from somei_cli.errors import NotAValue
from somei_cli.model.council_calendar import Holidays
from somei_cli.model.document import AccessEvent, AccessKind, Document, describe_relation
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.register.access_status import access_now
from somei_cli.model.register.public_view import Visibility, public_view, visibility_of
from somei_cli.model.register.snapshot import Snapshot

WORKING_DAYS = 15
"""Time for the reply, and for its extension: Articles 7(1), 7(3), 8(1) and 8(2)."""
MOST_REQUESTS = 999_999
"""The most requests of a year: the number in a request's name has six figures."""
KEEP_ACTION = "request new"
"""The action of the act that records a request."""
_SATURDAY = 5


class RequestKind(StrEnum):
    """An initial application, or the confirmatory one after a refusal."""

    INITIAL = "initial"
    CONFIRMATORY = "confirmatory"


class RequestName(NamedTuple):
    """The name of a recorded request: the year in which it came, and a number."""

    year: int
    number: int

    @classmethod
    def parse(cls, typed: str) -> Self:
        """Read `2026/3`.

        Raises:
            NotAValue: if it is anything else.
        """
        match = re.fullmatch(r"([12][0-9]{3})/([1-9][0-9]{0,5})", typed.strip(), re.ASCII)
        if match is None:
            raise NotAValue("the name of a request", typed, "YEAR/NUMBER, as 2026/3")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"


class AccessRequest(NamedTuple):
    """A request without anything about the person: the day of registration and the documents.

    `request_id` is that of the act that recorded it; it tells apart two requests that are otherwise equal.
    """

    received: dt.date
    kind: RequestKind
    documents: tuple[DocumentNumber, ...]
    name: RequestName | None = None
    request_id: str | None = None

    def asks_same(self, other_request: Self) -> bool:
        """Whether both ask for the same, on any day."""
        return (self.kind, self.documents) == (other_request.kind, other_request.documents)


class DoubledRequest(NamedTuple):
    """Two applications that git merged under one name, and the path of a free name for one of them."""

    path: PurePosixPath
    free: PurePosixPath
    is_rebasing: bool
    """Whether git is rebasing, so that “theirs” is what the clerk did."""


# ---- the time for the reply


class ReplyDay(NamedTuple):
    """The last day for the reply, and for an extended one.

    `holidays_known` is False if a year's holidays are missing, so that the days may be too early.
    """

    by: dt.date
    extended: dt.date
    holidays_known: bool


def reply_day_of(request: AccessRequest, holidays: Holidays, place: str) -> ReplyDay:
    """Return when the reply is due. The day of registration does not count (Regulation 1182/71)."""
    by = _working_days_after(request.received, WORKING_DAYS, holidays, place)
    extended = _working_days_after(by, WORKING_DAYS, holidays, place)
    holidays_known = holidays.first <= request.received.year and extended.year <= holidays.last
    return ReplyDay(by, extended, holidays_known)


def _working_days_after(day: dt.date, count: int, holidays: Holidays, place: str) -> dt.date:
    while count and day < dt.date.max:
        day += dt.timedelta(days=1)
        count -= day.weekday() < _SATURDAY and holidays.holiday_on(day, place) is None
    return day


# ---- what can be said of the documents


class Reach(StrEnum):
    """Whether, and why not, an applicant can have a document."""

    PUBLIC = "public"
    RELEASED_IN_PART = "released in part"
    REFUSED = "refused"
    TO_BE_EXAMINED = "to be examined"
    CLASSIFIED = "classified"
    SENSITIVE = "sensitive"
    NO_DOCUMENT = "no document"
    UNKNOWN = "not in the register"


class OtherVersion(NamedTuple):
    """Another member of the family that may answer the request."""

    number: DocumentNumber
    relation: str
    reach: Reach


class RequestedDocument(NamedTuple):
    """One requested document. Subject, date and languages are only what the public register would show."""

    number: DocumentNumber
    reach: Reach
    subject: str | None = None
    date: dt.date | None = None
    marking: str | None = None
    languages: tuple[str, ...] = ()
    decision: AccessEvent | None = None
    versions: tuple[OtherVersion, ...] = ()


class RequestSheet(NamedTuple):
    """A request with its documents and the days for the reply."""

    request: AccessRequest
    due: ReplyDay
    documents: tuple[RequestedDocument, ...]


def request_sheet(request: AccessRequest, snapshot: Snapshot, holidays: Holidays, place: str) -> RequestSheet:
    """Put together what is needed to answer a request."""
    documents = tuple(_requested_document(number, snapshot) for number in dict.fromkeys(request.documents))
    return RequestSheet(request, reply_day_of(request, holidays, place), documents)


def _requested_document(number: DocumentNumber, snapshot: Snapshot) -> RequestedDocument:
    document = snapshot.get(number)
    if document is None:
        return RequestedDocument(number, Reach.UNKNOWN, versions=_versions(number, snapshot))
    reach = reach_of(document, snapshot)
    view = public_view(document, snapshot)
    if view is None:
        return RequestedDocument(number, reach)
    return RequestedDocument(
        number=number,
        reach=reach,
        subject=view.subject,
        date=view.date,
        marking=str(view.marking) if view.marking else None,
        languages=view.languages,
        decision=document.access[-1] if document.access else None,
        versions=_versions(number, snapshot),
    )


def _versions(number: DocumentNumber, snapshot: Snapshot) -> tuple[OtherVersion, ...]:
    """Return the other members of the family that the public may know of."""
    return tuple(
        OtherVersion(member.number, describe_relation(member.number), reach_of(member, snapshot))
        for member in snapshot.family(number)
        if member.number != number and visibility_of(member, snapshot) is not None
    )


def reach_of(document: Document, snapshot: Snapshot) -> Reach:
    """Return whether an applicant can have a document, as the register knows it."""
    if document.status is not Status.ISSUED:
        return Reach.NO_DOCUMENT
    visibility, decision = visibility_of(document, snapshot), access_now(document)
    if visibility is Visibility.TEXT:
        return Reach.PUBLIC
    if visibility is None:
        return Reach.SENSITIVE
    if visibility is Visibility.NUMBER:
        return Reach.CLASSIFIED
    if decision is AccessKind.PARTLY_RELEASED:
        return Reach.RELEASED_IN_PART
    return Reach.REFUSED if decision is AccessKind.REFUSED else Reach.TO_BE_EXAMINED
