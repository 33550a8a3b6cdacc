"""The facts of a document as the index keeps them, one line of JSON, and the sketch that they give again."""

import json
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from somei_cli.model.codes import CodeEntry
from somei_cli.model.documents import (
    AccessEvent,
    AccessKind,
    Agenda,
    AgendaState,
    Document,
    Meeting,
    Paper,
    Status,
)
from somei_cli.model.markings import Marking
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.references import Reference, ReferenceKind
from somei_cli.model.sketches import Sketch
from somei_cli.text.kinds import TARGET

_MANY = 65_536
"""How many spellings are remembered: numbers and codes recur."""

_number = lru_cache(_MANY)(DocumentNumber.parse)
_code = lru_cache(_MANY)(CodeEntry.parse)
_marking = lru_cache(_MANY)(Marking)
_target = lru_cache(_MANY)(TARGET.read)
_day = lru_cache(_MANY)(date.fromisoformat)
_kind = lru_cache(_MANY)(ReferenceKind)
_status = lru_cache(_MANY)(Status)


def facts_of(document: Document) -> str:
    """What is kept of a document; what most have not is left out at the end."""
    held = document.meeting
    life = document.agenda
    facts: list[Any] = [
        str(document.number),
        _iso(document.date),
        "" if document.status is Status.ISSUED else str(document.status),
        document.type,
        document.marking and document.marking.text,
        list(document.languages),
        [str(entry) for entry in document.subject_codes],
        [str(number) for number in document.previous_documents],
        [[str(one.to), str(one.kind), one.item] for one in document.references],
        [str(target) for target in document.commission_documents],
        [[list(paper.at), str(paper.number), paper.item, paper.top] for paper in document.papers()],
        held and [held.body, _iso(held.start), _iso(held.end)],
        life and [str(life.state), _iso(life.issued), _iso(life.adopted), life.revises and str(life.revises)],
        [[str(one.kind), _iso(one.on), one.ground, one.by] for one in document.access],
    ]
    while not facts[-1]:
        facts.pop()
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))


def sketch_of(facts: str, fetch: Callable[[], Document]) -> Sketch:
    """The document in outline."""
    told = json.loads(facts)
    told += (None,) * (14 - len(told))
    number, day, status, kind, marking, languages, codes, previous, pointing, sent, papers, met, life, access = told
    return Sketch(
        {
            "number": _number(number),
            "date": _day(day) if day else None,
            "status": _status(status) if status else Status.ISSUED,
            "type": kind,
            "marking": _marking(marking) if marking else None,
            "languages": tuple(languages or ()),
            "subject_codes": tuple(map(_code, codes or ())),
            "previous_documents": tuple(map(_number, previous or ())),
            "commission_documents": tuple(map(_target, sent or ())),
            "references": tuple(Reference(_number(to), _kind(kind), item) for to, kind, item in pointing or ()),
            "meeting": _met(*met) if met else None,
            "agenda": _life(*life) if life else None,
            "access": tuple(AccessEvent(AccessKind(kind), _day(on), *rest) for kind, on, *rest in access or ()),
        },
        tuple(Paper(tuple(at), _number(to), item, top) for at, to, item, top in papers or ()),
        fetch,
    )


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
