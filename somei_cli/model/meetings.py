"""A meeting of a body, as its documents tell of it: what each of them is to it, and which of them stand."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from somei_cli.model.documents import AgendaState, Document, Status
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import ReferenceKind

if TYPE_CHECKING:
    from somei_cli.model.publishing import PublicDocument

Paper = TypeVar("Paper", Document, "PublicDocument")
_RECORDS = ("OUTCOME OF", "SUMMARY OF", "SUMMARY RECORD", "DRAFT MINUTES", "MINUTES")
_DRAWN_UP = frozenset({Status.ISSUED, Status.DRAFT})
_STANDING = _DRAWN_UP | {Status.RESERVED}


class Role(StrEnum):
    """What a document is to its meeting."""

    AGENDA = "agenda"
    NOTICE = "notice"
    OUTCOME = "outcome"
    PAPER = "paper"


_ORDER = (Role.AGENDA, Role.NOTICE, Role.OUTCOME, Role.PAPER)


class Stage(StrEnum):
    """How far an agenda has come; an issued one is still provisional."""

    DRAFT = "draft"
    ISSUED = "issued"
    ADOPTED = "adopted"


class MeetingCertainty(StrEnum):
    """Whether a meeting will be held, as far as its documents tell: nothing issued yet, or everything withdrawn."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class BodyMeeting(NamedTuple):
    """A meeting of a body: `body` is its key, or its name as printed where it is not listed."""

    body: str
    name: str
    first: date
    last: date
    documents: tuple[Document, ...]

    @property
    def standing(self) -> tuple[Document, ...]:
        """The documents that count."""
        return standing_among(self.documents)

    @property
    def holding(self) -> MeetingCertainty:
        """Whether it will be held."""
        statuses = {d.status for d in self.documents}
        if Status.ISSUED in statuses:
            return MeetingCertainty.CONFIRMED
        return MeetingCertainty.CANCELLED if statuses.isdisjoint(_STANDING) else MeetingCertainty.TENTATIVE


def standing_among(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Documents without what was withdrawn, and without texts that a later one of their family replaced.

    A draft replaces only drafts.
    """
    held = [d for d in documents if d.status in _STANDING]
    highest, issued = _highest(held), _highest(d for d in held if d.status is Status.ISSUED)

    def stands(document: Document) -> bool:
        among = issued if document.status is Status.ISSUED else highest
        return not document.number.is_main_text or document.number.revision >= among[document.number.base]

    return tuple(filter(stands, held))


def is_record(document: "Document | PublicDocument") -> bool:
    """Whether it reports on a meeting that has been held."""
    if (document.type or "").upper().startswith(_RECORDS):
        return True
    return any(reference.kind is ReferenceKind.AGENDA for reference in document.references)


def role_of(document: "Document | PublicDocument") -> Role:
    """What a document is to its meeting; a notice that carries the agenda is the agenda."""
    heading = (document.type or "").upper()
    reports = is_record(document)
    if document.agenda is not None or ("AGENDA" in heading and not reports):
        return Role.AGENDA
    if reports:
        return Role.OUTCOME
    return Role.NOTICE if heading.startswith(("NOTICE OF MEETING", "CONVOCATION")) else Role.PAPER


def agenda_of(standing: Iterable[Document]) -> Document | None:
    """The agenda among the standing documents: issued before draft, none that another one revises, the last number."""
    agendas = [d for d in standing if role_of(d) is Role.AGENDA and d.number.is_main_text and d.status in _DRAWN_UP]
    revised = {d.agenda.revises for d in agendas if d.agenda and d.status is Status.ISSUED}
    left = (d for d in agendas if d.number not in revised)
    return max(left, key=lambda d: (d.status is Status.ISSUED, d.agenda is not None, d.number.sort_key), default=None)


def anchor_of(
    documents: Sequence[Paper], may_name: Callable[[DocumentNumber], bool] = lambda _: True
) -> tuple[str, int]:
    """The register id that names a meeting for good, and how often its text was revised.

    It is that of the agenda where there is one, since that comes first and stays when the meeting moves; the first
    issue stands for its revisions, unless it may not be named. Their number never falls, and needs no look into the
    history.
    """
    first = min(documents, key=lambda d: (_ORDER.index(role_of(d)), d.number.sort_key)).number
    if not first.is_main_text:
        return first.register_id, 0
    numbers = (d.number for d in documents)
    revision = max(n.revision for n in numbers if n.base == first.base and n.is_main_text)
    return (first.base if may_name(first.base) else first).register_id, revision


def stage_of(agenda: Document) -> Stage:
    """How far an agenda has come."""
    if agenda.agenda and agenda.agenda.state is AgendaState.ADOPTED:
        return Stage.ADOPTED
    return Stage.ISSUED if agenda.status is Status.ISSUED else Stage.DRAFT


def _highest(documents: Iterable[Document]) -> dict[DocumentNumber, int]:
    """The highest revision of each family."""
    highest: dict[DocumentNumber, int] = {}
    for document in documents:
        if not document.number.is_main_text:
            continue
        base = document.number.base
        highest[base] = max(highest.get(base, 0), document.number.revision)
    return highest
