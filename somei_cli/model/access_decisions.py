"""Deciding on the access to a document: one dated decision more; the marking stays as it is printed.

The publish lag: how long LIMITE documents waited for their release, and how many still wait.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from somei_cli.errors import Refused, WrongUsage, as_typed
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import AccessEvent, AccessKind, Document, Status
from somei_cli.model.document_number import DocumentNumber, SuffixKind
from somei_cli.model.markings import Level, level_of
from somei_cli.model.register.access import ANSWERS, EXCEPTIONS, KEPT_BACK, Standing, standing
from somei_cli.model.register.change import Change
from somei_cli.model.register.snapshot import Snapshot


class AccessDecision(StrEnum):
    """What can be done about the access to a document."""

    RELEASE = "release"
    PARTLY_RELEASE = "partly-release"
    REFUSE = "refuse"
    DECLASSIFY = "declassify"


_KINDS = {
    AccessDecision.RELEASE: AccessKind.RELEASED,
    AccessDecision.PARTLY_RELEASE: AccessKind.PARTLY_RELEASED,
    AccessDecision.REFUSE: AccessKind.REFUSED,
    AccessDecision.DECLASSIFY: AccessKind.DECLASSIFIED,
}
_SUMMARIES = {
    AccessDecision.RELEASE: "Release {}",
    AccessDecision.PARTLY_RELEASE: "Release {} in part",
    AccessDecision.REFUSE: "Refuse access to {}",
    AccessDecision.DECLASSIFY: "Declassify {}",
}
_TAKES = {
    AccessDecision.RELEASE: frozenset(ANSWERS),
    AccessDecision.PARTLY_RELEASE: frozenset(ANSWERS) | frozenset(EXCEPTIONS),
    AccessDecision.REFUSE: frozenset(EXCEPTIONS),
    AccessDecision.DECLASSIFY: frozenset[str](),
}
_NO_DOCUMENT = frozenset({Status.RESERVED, Status.DRAFT, Status.VOID})


def event_of(act: AccessDecision, on: date, grounds: tuple[str, ...], by: str | None) -> AccessEvent:
    """The decision as it is recorded.

    Raises:
        WrongUsage: for a ground that this decision cannot have, or a refusal without one.
    """
    for ground in grounds:
        if ground not in _TAKES[act]:
            told = ", ".join(sorted(_TAKES[act])) or "none"
            raise WrongUsage(f"{ground} is no ground to {act}.", f"Grounds of this decision: {told}.")
    if act in {AccessDecision.REFUSE, AccessDecision.PARTLY_RELEASE} and not any(
        ground in EXCEPTIONS for ground in grounds
    ):
        raise WrongUsage(
            f"To {act} needs a ground: Article 4 of Regulation 1049/2001 lists them all.",
            "Give its reply code: --ground 4.1a.1 for public security, 4.3(i) for a decision being made.",
        )
    return AccessEvent(_KINDS[act], on, ", ".join(grounds) or None, by)


def decide_access(
    snapshot: Snapshot, number: DocumentNumber, act: AccessDecision, event: AccessEvent, today: date
) -> Change:
    """Record a decision among those there are, in the order of their days.

    Raises:
        Refused: where there is no document, the day cannot be, or the decision contradicts the others or the marking.
    """
    document = snapshot.need(number)
    _refuse_nothing(document)
    _refuse_day(document, event.on, today)
    if event in document.access:
        return _change(act, number)
    at = sum(held.on <= event.on for held in document.access)
    changed = replace(document, access=(*document.access[:at], event, *document.access[at:]))
    _refuse_marking(changed, at)
    _refuse_contradiction(changed, at)
    return _change(act, number, changed)


def _change(act: AccessDecision, number: DocumentNumber, *puts: Document) -> Change:
    return Change(f"access {act}", _SUMMARIES[act].format(number), puts=puts)


def _refuse_nothing(document: Document) -> None:
    number = document.number
    if number.is_provisional:
        raise Refused(f"{number} stands in for a number; nobody can have it yet.", "Settle it with: somei sync")
    if document.status in _NO_DOCUMENT:
        hint = f"See: somei show {as_typed(number)}"
        raise Refused(f"{number} is {document.status}: there is nothing to give access to, or to refuse.", hint)


def _refuse_day(document: Document, on: date, today: date) -> None:
    if on > today:
        raise Refused(f"{on} is still to come.", "Record a decision when it has been taken.")
    if document.date and on < document.date:
        hint = "Compare both days with the first page."
        raise Refused(f"{document.number} was issued on {document.date}; nothing was decided on it on {on}.", hint)


def _refuse_marking(document: Document, at: int) -> None:
    """Stop where the marking does not allow the decision, with what was decided before it."""
    number, kind, level = document.number, document.access[at].kind, level_of(document.marking)
    typed = as_typed(number)
    if kind is AccessKind.REFUSED:
        return
    if level is Level.UNKNOWN:
        hint = f"Say what it is: somei classify {typed} --marking MARKING"
        raise Refused(f"The marking of {number} is none that somei knows, and counts as the highest.", hint)
    if kind is AccessKind.DECLASSIFIED:
        public_version = any(suffix.kind is SuffixKind.DCL for suffix in number.suffixes)
        if level < Level.RESTRICTED and not public_version:
            marked = f"is marked {document.marking}" if document.marking else "has no marking"
            raise Refused(f"{number} {marked}, which is no classification.", f"Use: somei access {typed} release")
    elif level >= Level.RESTRICTED and not _is_declassified(document, at):
        hint = (
            f"Record that first: somei access {typed} declassify --on DATE; or name the extract (EXT) or the"
            " declassified version (DCL) that was released."
        )
        raise Refused(f"{number} is marked {document.marking} and has not been declassified.", hint)


def _is_declassified(document: Document, at: int) -> bool:
    """Whether that was decided before the decision at a place."""
    return any(held.kind is AccessKind.DECLASSIFIED for held in document.access[:at])


def _refuse_contradiction(document: Document, at: int) -> None:
    """Stop where the decision cannot stand beside its neighbours."""
    number = document.number
    for before, after in pairwise(document.access[max(0, at - 1) : at + 2]):
        if before.kind is AccessKind.RELEASED and after.kind in KEPT_BACK:
            hint = "What everybody may have stays so. If the release was entered by mistake: somei undo"
            raise Refused(f"{number} was released on {before.on}; it cannot be kept back on {after.on}.", hint)
        if before.kind is after.kind and after.kind in {AccessKind.RELEASED, AccessKind.DECLASSIFIED}:
            raise Refused(
                f"{number} is {after.kind} already, since {before.on}.", f"See: somei show {as_typed(number)}"
            )


ALL = "all"
"""In the place of a code: all documents of the year, each counted once."""


class Lag(NamedTuple):
    """The LIMITE documents of a code and a year; days are from the issue to the release, None without one.

    `never` have not been released to everybody; among them are those released in part and refused. `undated` were
    released, and their own day or that of the release tells no number of days.
    """

    code: str
    year: int
    documents: int
    released: int
    days_median: float | None
    days_longest: int | None
    undated: int
    partly_released: int
    refused: int
    undecided: int
    never: int


def publish_lag(documents: Iterable[Document], today: date, asked: Collection[SubjectCode] = ()) -> tuple[Lag, ...]:
    """One line a year and code, and one for the year as a whole; a document counts under each of its codes.

    The year is that of the number. Where codes are asked for, only those have a line. What is not issued, or not
    LIMITE, is passed over. A decision that is still to come decides nothing.
    """
    held: dict[tuple[int, bool, str], list[Document]] = {}
    for document in documents:
        if _counts(document):
            for code in _codes(document, asked):
                held.setdefault((document.number.year, code == ALL, code), []).append(document)
    return tuple(_lag(code, year, held[year, last, code], today) for year, last, code in sorted(held))


def _counts(document: Document) -> bool:
    """What is unmarked is public on the day of its issue; what is classified waits for its originator."""
    return document.status is Status.ISSUED and level_of(document.marking) is Level.LIMITE


def _codes(document: Document, asked: Collection[SubjectCode]) -> Iterator[str]:
    codes = dict.fromkeys(entry.code for entry in document.subject_codes)
    yield from (code.name for code in codes if not asked or code in asked)
    yield ALL


def _lag(code: str, year: int, documents: list[Document], today: date) -> Lag:
    stands = [standing(document, today) for document in documents]
    released = [document for document, how in zip(documents, stands, strict=True) if how is Standing.RELEASED]
    days = [waited for document in released if (waited := _days(document)) is not None]
    return Lag(
        code=code,
        year=year,
        documents=len(documents),
        released=len(released),
        days_median=median(days) if days else None,
        days_longest=max(days, default=None),
        undated=len(released) - len(days),
        partly_released=stands.count(Standing.PARTLY_RELEASED),
        refused=stands.count(Standing.REFUSED),
        undecided=stands.count(Standing.UNDECIDED),
        never=len(documents) - len(released),
    )


def _days(document: Document) -> int | None:
    """From the issue to the first release; None where one of the days is missing or stands before the other."""
    on = next(event.on for event in document.access if event.kind is AccessKind.RELEASED)
    waited = (on - document.date).days if document.date else -1
    return waited if waited >= 0 else None
