"""What the index keeps of a document: columns, rows of its codes and references, and all other facts as JSON."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

from somei_cli.formats.toml.field_value_conversions import OUTSIDE, TARGET
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import (
    AccessEvent,
    AccessKind,
    Agenda,
    AgendaState,
    Document,
    ListedDocument,
    Meeting,
)
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.markings import Marking
from somei_cli.model.references import OutsideReference, Reference, ReferenceKind
from somei_cli.model.register.lazy_document import DeferredFacts, LazyDocument
from somei_cli.store.index.keys import key_of, number_of

REFERENCE_KINDS = tuple(ReferenceKind)
POSITIONS_OF_KINDS = {kind: position for position, kind in enumerate(REFERENCE_KINDS)}
"""The index stores a kind of reference as its position."""
REVISED_KIND = len(REFERENCE_KINDS)
"""The kind of the link from a revised agenda to the earlier one: not a reference, but it counts as a link."""

_FACT_COUNT = 11
MEETING_FACT, AGENDA_FACT, ACCESS_FACT, FOLLOW_UP_FACT = 5, 6, 7, 9
"""Positions of some of the facts in the JSON text."""
_CACHE_SIZE = 16_384
"""How many parsed texts are cached: numbers and codes recur."""

_text_of = lru_cache(_CACHE_SIZE)(str)
_number = lru_cache(_CACHE_SIZE)(DocumentNumber.parse)
_code = lru_cache(_CACHE_SIZE)(CodeEntry.parse)
_marking = lru_cache(_CACHE_SIZE)(Marking)
_target = lru_cache(_CACHE_SIZE)(TARGET.read)
_outside = lru_cache(_CACHE_SIZE)(OUTSIDE.read)
_day = lru_cache(_CACHE_SIZE)(date.fromisoformat)
_status = lru_cache(_CACHE_SIZE)(Status)


@cache
def _json() -> tuple[Callable[[object], str], Callable[[str], Any]]:
    import json

    # Lists that have just been made hold no circles, and to look for them takes a quarter of the time.
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode, json.loads


class DocumentRow(NamedTuple):
    """The columns of a document in the index, with all other facts as JSON."""

    key: str
    date: str | None
    status: str
    type: str | None
    marking: str | None
    body: str | None
    start: str | None
    subject: str | None
    facts: str | None


def select_columns(before: str, after: str) -> str:
    """Return a SELECT of document rows, with columns before them and the clauses after them."""
    return " ".join(("SELECT", before, ", ".join(f"document.{name}" for name in DocumentRow._fields), after))


def row_of(document: Document) -> DocumentRow:
    """Return the row of a document."""
    meeting = document.meeting
    return DocumentRow(
        key_of(document.number),
        _iso(document.date),
        str(document.status),
        document.type,
        document.marking.text if document.marking else None,
        meeting.body if meeting else None,
        _iso(meeting.start) if meeting else None,
        document.subject,
        _facts_json(document),
    )


def _facts_json(document: Document) -> str | None:
    """Return the facts that have no column as JSON; empty ones at the end are left out, None if nothing remains."""
    meeting, agenda = document.meeting, document.agenda
    facts: list[Any] = [
        list(map(str, document.subject_codes)),
        list(map(_text_of, document.previous_documents)),
        [_reference_values(reference) for reference in document.references],
        [
            [_list_indexes(paper.path), _text_of(paper.number), paper.item, paper.top_number]
            for paper in (document.listed_documents() if document.items else ())
        ],
        list(map(str, document.commission_documents)),
        meeting and [_iso(meeting.end)],
        agenda
        and [str(agenda.state), _iso(agenda.issued), _iso(agenda.adopted), agenda.revises and str(agenda.revises)],
        [[str(event.kind), _iso(event.on), event.ground, event.by] for event in document.access],
        [_reference_values(reference) for reference in document.outside_references],
        int(document.has_follow_ups),
        int(bool(document.doubts)),
    ]
    while facts and not facts[-1]:
        facts.pop()
    return _json()[0](facts) if facts else None


def _reference_values(reference: Reference | OutsideReference) -> list[Any]:
    values = [_text_of(reference.to), POSITIONS_OF_KINDS[reference.kind]]
    if isinstance(reference, Reference) and reference.languages:
        return [*values, reference.item, reference.languages]
    return [*values, reference.item] if reference.item else values


def _list_indexes(key_path: KeyPath) -> list[int]:
    """Return where a paper is listed: the indexes of the item, of the lines below it, and of the place on the line."""
    return [step for step in key_path if isinstance(step, int)]


def _paper_path(item: int, *indexes: int) -> KeyPath:
    *lines, last = indexes
    return ("items", item, *(step for line in lines for step in ("subitems", line)), "documents", last)


def code_rows(document: Document) -> tuple[tuple[str, int, int, int, bool], ...]:
    """Return the subject codes of a document as rows; a lazy document gives the same."""
    codes, year = document.subject_codes, document.number.year
    if len(codes) == 1:
        (entry,) = codes
        return ((entry.code.name, year, entry.serial or 0, 0, True),)
    names = [entry.code.name for entry in codes]
    are_different = len(set(names)) == len(names)
    return tuple(
        [
            (name, year, entry.serial or 0, ordinal, are_different or name not in names[:ordinal])
            for ordinal, (name, entry) in enumerate(zip(names, codes, strict=True))
        ]
    )


def reference_rows(document: Document) -> tuple[tuple[str, int, str], ...]:
    """Return the references of a document as rows; a lazy document gives the same."""
    revised = document.agenda.revises if document.agenda else None
    rows = [
        (key_of(reference.to), POSITIONS_OF_KINDS[reference.kind], reference.item or "")
        for reference in document.all_references()
    ]
    return (*rows, (key_of(revised), REVISED_KIND, "")) if revised else tuple(rows)


def lazy_document_of(row: DocumentRow, fetch: Callable[[], Document]) -> LazyDocument:
    """Return the document of a row; `fetch` reads the file once a caller needs what the index does not keep."""
    key, day, status, kind, marking, body, start, subject, facts = row
    return LazyDocument(
        {
            "number": number_of(key),
            "date": _day(day) if day else None,
            "status": _status(status),
            "type": kind,
            "subject": subject,
            "marking": _marking(marking) if marking else None,
        },
        lambda: _read_facts(body, start, facts),
        fetch,
    )


def _read_facts(body: str | None, start: str | None, facts: str | None) -> DeferredFacts:
    values: list[Any] = _json()[1](facts) if facts else []
    values.extend([None] * (_FACT_COUNT - len(values)))
    (
        subject_codes,
        previous,
        references,
        papers,
        commission_documents,
        meeting,
        agenda,
        access,
        outside_references,
        has_follow_ups,
        _,
    ) = values
    return DeferredFacts(
        {
            "subject_codes": tuple(map(_code, subject_codes or ())),
            "previous_documents": tuple(map(_number, previous or ())),
            "commission_documents": tuple(map(_target, commission_documents or ())),
            "references": tuple(_read_reference(*reference) for reference in references or ()),
            "outside_references": tuple(_read_outside_reference(*reference) for reference in outside_references or ()),
            "meeting": _read_meeting(body, start, *meeting) if meeting else None,
            "agenda": _read_agenda(*agenda) if agenda else None,
            "access": tuple(AccessEvent(AccessKind(kind), _day(on), *more) for kind, on, *more in access or ()),
        },
        tuple(
            ListedDocument(_paper_path(*indexes), _number(number), item, top)
            for indexes, number, item, top in papers or ()
        ),
        bool(has_follow_ups),
    )


def _read_reference(to: str, kind: int, item: str | None = None, languages: Sequence[str] = ()) -> Reference:
    return Reference(_number(to), REFERENCE_KINDS[kind], item, tuple(languages))


def _read_outside_reference(to: str, kind: int, item: str | None = None) -> OutsideReference:
    return OutsideReference(_outside(to), REFERENCE_KINDS[kind], item)


def _read_meeting(body: str | None, start: str | None, end: str | None) -> Meeting:
    return Meeting(body, _day(start) if start else None, _day(end) if end else None)


def _read_agenda(state: str, issued: str | None, adopted: str | None, revises: str | None) -> Agenda:
    return Agenda(
        AgendaState(state),
        _day(issued) if issued else None,
        _day(adopted) if adopted else None,
        _number(revises) if revises else None,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
