"""Record decisions on access to a document, and measure how long LIMITE documents wait for their release."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from somei_cli.errors import NotAGround, Refused, WrongUsage, shell_word
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import AccessEvent, AccessKind, Document
from somei_cli.model.document_number import DocumentNumber, Status, SuffixKind
from somei_cli.model.groups import group_pairs
from somei_cli.model.markings import LIMITE, Level, level_of
from somei_cli.model.register.access_status import (
    EXCEPTION_CODES,
    REPLY_CODES,
    WITHHOLDING_DECISIONS,
    AccessStatus,
    access_status,
    codes_in,
)
from somei_cli.model.register.change import Change
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot


class AccessDecision(StrEnum):
    """A decision that a clerk can record on the access to a document."""

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
_GROUNDS_OF = {
    AccessDecision.RELEASE: frozenset(REPLY_CODES),
    AccessDecision.PARTLY_RELEASE: frozenset(REPLY_CODES) | frozenset(EXCEPTION_CODES),
    AccessDecision.REFUSE: frozenset(EXCEPTION_CODES),
    AccessDecision.DECLASSIFY: frozenset[str](),
}
_WITHOUT_DOCUMENT = frozenset({Status.RESERVED, Status.DRAFT, Status.VOID})


def make_access_event(decision: AccessDecision, on: date, grounds: tuple[str, ...], by: str | None) -> AccessEvent:
    """Return the decision as the access event that a document keeps.

    Raises:
        WrongUsage: if a ground does not belong to this decision, or a refusal has none.
    """
    for ground in grounds:
        if ground not in _GROUNDS_OF[decision]:
            allowed = ", ".join(sorted(_GROUNDS_OF[decision])) or "none"
            raise WrongUsage(f"{ground} is not a ground to {decision}.", f"Grounds of this decision: {allowed}.")
    if decision in {AccessDecision.REFUSE, AccessDecision.PARTLY_RELEASE} and not any(
        ground in EXCEPTION_CODES for ground in grounds
    ):
        raise WrongUsage(
            f"To {decision} needs a ground: Article 4 of Regulation 1049/2001 lists them all.",
            "Give its reply code: --ground 4.1a.1 for public security, 4.3(i) for a decision being made.",
        )
    return AccessEvent(_KINDS[decision], on, ", ".join(grounds) or None, by)


def record_access(
    snapshot: Snapshot, number: DocumentNumber, decision: AccessDecision, event: AccessEvent, today: date
) -> Change:
    """Insert an access event into a document, in the order of the days; the marking stays as printed.

    Raises:
        Refused: if the number has no document, the day is impossible, or the decision contradicts the marking or
            another decision.
    """
    document = snapshot.require(number)
    _refuse_without_document(document)
    _refuse_impossible_day(document, event.on, today)
    if event in document.access:
        return _make_change(decision, number)
    position = sum(earlier.on <= event.on for earlier in document.access)
    changed = replace(document, access=(*document.access[:position], event, *document.access[position:]))
    _refuse_marking(changed, position)
    _refuse_contradiction(changed, position)
    return _make_change(decision, number, changed)


def _make_change(decision: AccessDecision, number: DocumentNumber, *puts: Document) -> Change:
    return Change(f"access {decision}", _SUMMARIES[decision].format(number), puts=puts)


def _refuse_without_document(document: Document) -> None:
    number = document.number
    if number.is_provisional:
        raise Refused(f"{number} is provisional; nobody can be given it yet.", "Get its number with: somei sync")
    if document.status in _WITHOUT_DOCUMENT:
        hint = f"See: somei show {shell_word(number)}"
        raise Refused(f"{number} is {document.status}: there is nothing to give access to, or to refuse.", hint)


def _refuse_impossible_day(document: Document, on: date, today: date) -> None:
    if on > today:
        raise Refused(f"{on} is in the future.", "Record a decision when it has been taken.")
    if document.date and on < document.date:
        hint = "Compare both days with the first page."
        raise Refused(f"{document.number} was issued on {document.date}; nothing was decided on it on {on}.", hint)


def _refuse_marking(document: Document, position: int) -> None:
    """Raise Refused if the marking, with the decisions before this position, does not allow the decision."""
    number, kind, level = document.number, document.access[position].kind, level_of(document.marking)
    typed = shell_word(number)
    if kind is AccessKind.REFUSED:
        return
    if level is Level.UNKNOWN:
        hint = f"Say what it is: somei classify {typed} --marking MARKING"
        raise Refused(f"The marking of {number} is not one that somei knows, so it counts as the highest.", hint)
    if kind is AccessKind.DECLASSIFIED:
        public_version = any(suffix.kind is SuffixKind.DCL for suffix in number.suffixes)
        if level < Level.RESTRICTED and not public_version:
            marked = f"is marked {document.marking}" if document.marking else "has no marking"
            raise Refused(f"{number} {marked}, which is not a classification.", f"Use: somei access {typed} release")
    elif level >= Level.RESTRICTED and not _is_declassified(document, position):
        hint = (
            f"Record that first: somei access {typed} declassify --on DATE; or name the extract (EXT) or the"
            " declassified version (DCL) that was released."
        )
        raise Refused(f"{number} is marked {document.marking} and has not been declassified.", hint)


def _is_declassified(document: Document, position: int) -> bool:
    """Return whether a decision before this position declassified the document."""
    return any(event.kind is AccessKind.DECLASSIFIED for event in document.access[:position])


def _refuse_contradiction(document: Document, position: int) -> None:
    """Raise Refused if the decision contradicts the one before or after it."""
    number = document.number
    for before, after in pairwise(document.access[max(0, position - 1) : position + 2]):
        if before.kind is AccessKind.RELEASED and after.kind in WITHHOLDING_DECISIONS:
            hint = "What everybody may have stays public. If the release was entered by mistake: somei undo"
            raise Refused(f"{number} was released on {before.on}; it cannot be kept back on {after.on}.", hint)
        if before.kind is after.kind and after.kind in {AccessKind.RELEASED, AccessKind.DECLASSIFIED}:
            raise Refused(
                f"{number} is {after.kind} already, since {before.on}.", f"See: somei show {shell_word(number)}"
            )


ALL_CODES = "all"
"""Stands for all codes: the row of a whole year, in which each document counts once."""


class ReleaseLag(NamedTuple):
    """How long the LIMITE documents of one code and year waited for their release.

    Days run from the issue to the release. `never` counts the documents that are not released to everybody, also those
    released in part and refused. `undated` counts released documents without a usable number of days.
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


def read_reply_codes(typed: str) -> tuple[str, ...]:
    """Read reply codes, one or several with commas.

    Raises:
        NotAGround: with those that are spelt nearly so.
    """
    known_codes, typed_codes = (*EXCEPTION_CODES, *REPLY_CODES), codes_in(typed)
    for code in typed_codes:
        if code not in known_codes:
            # Imported only if a code was misspelt.
            import difflib

            raise NotAGround(code, difflib.get_close_matches(code, known_codes, n=4, cutoff=0.5), EXCEPTION_CODES)
    return typed_codes


def measure_publish_lag(snapshot: Snapshot, selection: Selection, today: date) -> tuple[ReleaseLag, ...]:
    """Return a row for each year and code, and one for each year as a whole.

    The year is that of the document number; a document counts under each of its codes. If codes are selected, only
    these have a row. Only issued LIMITE documents count. A decision dated after `today` is ignored.
    """
    codes = {entry.code for entry in selection.codes}
    by_counter = group_pairs(
        ((document.number.year, code == ALL_CODES, code), document)
        for document in _select_issued_limite(snapshot, selection)
        for code in _counted_codes(document, codes)
    )
    return tuple(
        _measure_lag(code, year, by_counter[year, last, code], today) for year, last, code in sorted(by_counter)
    )


def list_undecided(snapshot: Snapshot, selection: Selection, today: date) -> list[DocumentNumber]:
    """Return the LIMITE documents on which nothing was ever decided, the oldest first."""
    undecided = [
        document
        for document in _select_issued_limite(snapshot, selection)
        if access_status(document, today) is AccessStatus.UNDECIDED
    ]
    undecided.sort(key=lambda document: (document.date or date(document.number.year, 1, 1), document.number.sort_key))
    return [document.number for document in undecided]


def _select_issued_limite(snapshot: Snapshot, selection: Selection) -> Iterator[Document]:
    """Yield what waits for a release: unmarked documents are public when issued, classified ones declassified first."""
    for document in snapshot.select_lazily(selection._replace(markings=(LIMITE,), statuses=(Status.ISSUED,))):
        if document.status is Status.ISSUED and level_of(document.marking) is Level.LIMITE:
            yield document


def _counted_codes(document: Document, wanted_codes: Collection[SubjectCode]) -> Iterator[str]:
    codes = dict.fromkeys(entry.code for entry in document.subject_codes)
    yield from (code.name for code in codes if not wanted_codes or code in wanted_codes)
    yield ALL_CODES


def _measure_lag(code: str, year: int, documents: list[Document], today: date) -> ReleaseLag:
    # Recording a decision needs no statistics.
    from statistics import median

    standings = [access_status(document, today) for document in documents]
    released = [
        document for document, state in zip(documents, standings, strict=True) if state is AccessStatus.RELEASED
    ]
    delays = [delay for document in released if (delay := _days_to_release(document)) is not None]
    return ReleaseLag(
        code=code,
        year=year,
        documents=len(documents),
        released=len(released),
        days_median=median(delays) if delays else None,
        days_longest=max(delays, default=None),
        undated=len(released) - len(delays),
        partly_released=standings.count(AccessStatus.PARTLY_RELEASED),
        refused=standings.count(AccessStatus.REFUSED),
        undecided=standings.count(AccessStatus.UNDECIDED),
        never=len(documents) - len(released),
    )


def _days_to_release(document: Document) -> int | None:
    """Return the days from the issue to the first release; None if a date is missing or the days are negative."""
    release_day = next(event.on for event in document.access if event.kind is AccessKind.RELEASED)
    delay = (release_day - document.date).days if document.date else -1
    return delay if delay >= 0 else None
