"""The facts of a document as the index keeps them, one line of JSON, and the sketch that they give again."""

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from somei_cli.formats.toml.fields import KeyPath
from somei_cli.formats.toml.value_kinds import OUTSIDE, TARGET
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import AccessEvent, AccessKind, Agenda, AgendaState, Document, Meeting, Paper, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Marking
from somei_cli.model.references import OutsideReference, Reference
from somei_cli.model.register.lazy_document import Facts, Sketch
from somei_cli.store.index.keys import KINDS, number_of

_FACTS = 10
AGENDA_FACT, ACCESS_FACT, PROMISING_FACT = 6, 7, 9
"""The places of some of the facts."""
_MANY = 16_384
"""How many spellings are remembered: numbers and codes recur."""

_number = lru_cache(_MANY)(DocumentNumber.parse)
_code = lru_cache(_MANY)(CodeEntry.parse)
_marking = lru_cache(_MANY)(Marking)
_target = lru_cache(_MANY)(TARGET.read)
_outside = lru_cache(_MANY)(OUTSIDE.read)
_day = lru_cache(_MANY)(date.fromisoformat)
_status = lru_cache(_MANY)(Status)


class Outline(NamedTuple):
    """What the index keeps of a document: columns that questions are put to, and all other facts in one."""

    key: str
    date: str | None
    status: str
    type: str | None
    marking: str | None
    body: str | None
    start: str | None
    subject: str | None
    facts: str | None


def columns_with(before: str, after: str) -> str:
    """A question for outlines: what is asked for before them, and from where."""
    return " ".join(("SELECT", before, ", ".join(f"document.{name}" for name in Outline._fields), after))


def facts_of(document: Document) -> str | None:
    """The facts that have no column; what most have not is left out at the end."""
    meeting, life = document.meeting, document.agenda
    facts: list[Any] = [
        [str(entry) for entry in document.subject_codes],
        [str(number) for number in document.previous_documents],
        [_row(one) for one in document.references],
        [[_indexes(paper.at), str(paper.number), paper.item, paper.top] for paper in document.papers()],
        [str(target) for target in document.commission_documents],
        meeting and [_iso(meeting.end)],
        life and [str(life.state), _iso(life.issued), _iso(life.adopted), life.revises and str(life.revises)],
        [[str(one.kind), _iso(one.on), one.ground, one.by] for one in document.access],
        [_row(one) for one in document.outside_references],
        int(document.is_promising),
    ]
    while facts and not facts[-1]:
        facts.pop()
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")) if facts else None


def _row(one: Reference | OutsideReference) -> list[Any]:
    return [str(one.to), KINDS.index(one.kind), *([one.item] if one.item else [])]


def _indexes(at: KeyPath) -> list[int]:
    """Where a paper is listed: the item, the lines below it, the place on the line."""
    return [step for step in at if isinstance(step, int)]


def _place(item: int, *below: int) -> KeyPath:
    *lines, last = below
    return ("items", item, *(step for line in lines for step in ("subitems", line)), "documents", last)


def sketch_of(outline: Outline, fetch: Callable[[], Document]) -> Sketch:
    """The document in outline."""
    key, day, status, kind, marking, body, start, subject, facts = outline
    return Sketch(
        {
            "number": number_of(key),
            "date": _day(day) if day else None,
            "status": _status(status),
            "type": kind,
            "subject": subject,
            "marking": _marking(marking) if marking else None,
        },
        lambda: _rest(body, start, facts),
        fetch,
    )


def _rest(body: str | None, start: str | None, facts: str | None) -> Facts:
    told: list[Any] = json.loads(facts) if facts else []
    told.extend([None] * (_FACTS - len(told)))
    codes, previous, pointing, papers, sent, met, life, access, beyond, promising = told
    return Facts(
        {
            "subject_codes": tuple(map(_code, codes or ())),
            "previous_documents": tuple(map(_number, previous or ())),
            "commission_documents": tuple(map(_target, sent or ())),
            "references": tuple(_reference(*one) for one in pointing or ()),
            "outside_references": tuple(_beyond(*one) for one in beyond or ()),
            "meeting": _met(body, start, *met) if met else None,
            "agenda": _life(*life) if life else None,
            "access": tuple(AccessEvent(AccessKind(kind), _day(on), *more) for kind, on, *more in access or ()),
        },
        tuple(Paper(_place(*at), _number(to), item, top) for at, to, item, top in papers or ()),
        bool(promising),
    )


def _reference(to: str, kind: int, item: str | None = None) -> Reference:
    return Reference(_number(to), KINDS[kind], item)


def _beyond(to: str, kind: int, item: str | None = None) -> OutsideReference:
    return OutsideReference(_outside(to), KINDS[kind], item)


def _met(body: str | None, start: str | None, end: str | None) -> Meeting:
    return Meeting(body, _day(start) if start else None, _day(end) if end else None)


def _life(state: str, issued: str | None, adopted: str | None, revises: str | None) -> Agenda:
    return Agenda(
        AgendaState(state),
        _day(issued) if issued else None,
        _day(adopted) if adopted else None,
        _number(revises) if revises else None,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
