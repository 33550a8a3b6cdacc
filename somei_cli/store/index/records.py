"""A card: what the index keeps of one file. Read in one process or, where there are many, in two.

The facts of a document as the index keeps them, one line of JSON, and the sketch that they give again.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.fields import KeyPath
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.formats.toml.value_kinds import OUTSIDE, TARGET
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import AccessEvent, AccessKind, Agenda, AgendaState, Document, Meeting, Paper, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Marking
from somei_cli.model.references import OutsideReference, Reference
from somei_cli.model.register.lazy_document import Facts, Sketch
from somei_cli.store.disk.files import read_text
from somei_cli.store.index.disk_changes import FilePlace, Stamp
from somei_cli.store.index.full_text import SectionWords, words_in
from somei_cli.store.index.keys import KINDS, code_rows, key_of, number_of, reference_rows
from somei_cli.store.process.fork_pool import forked

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


try:
    # To load hashlib, which loads OpenSSL first, takes longer than to hash what a commit changed.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

_CHUNK = 1_000
_DIGEST = 20
_MARKING = 5
"""The place of the marking in a row of a document."""


class Card(NamedTuple):
    """One file: a document in short, or the fault that kept it from being one.

    `codes` are rows of code, year, serial (0 without), ordinal, and whether it is
    the first of this code; `references` rows of target, kind, item.
    """

    place: FilePlace
    stamp: Stamp
    digest: bytes | None
    fault: str | None = None
    line: int = 0
    document: tuple[Any, ...] | None = None
    codes: tuple[tuple[str, int, int, int, bool], ...] = ()
    references: tuple[tuple[str, int, str], ...] = ()
    facts: str | None = None
    words: SectionWords = SectionWords()

    @property
    def is_classified(self) -> bool:
        """Whether the file holds the entry of an EU classified document."""
        marking = self.document[_MARKING] if self.document else None
        return marking is not None and Marking(marking).classified


def digest_of(text: str) -> bytes:
    """What the index knows a file by that has been read."""
    return blake2b(text.encode(), digest_size=_DIGEST).digest()


def source_mark(sha256: str) -> bytes:
    """What tells the file that an entry was read from: its hash, which may be anything in a file written by hand."""
    try:
        mark = bytes.fromhex(sha256)
    except ValueError:
        return sha256.encode()
    return mark if mark.hex() == sha256 else sha256.encode()


def cards(root: Path, files: Sequence[tuple[FilePlace, Stamp, bytes | None]]) -> Iterator[Card]:
    """The cards of some files, each with the digest that it had; one of the same digest comes without contents."""
    chunks = [files[at : at + _CHUNK] for at in range(0, len(files), _CHUNK)]
    if len(files) < 2 * _CHUNK:
        for chunk in chunks:
            yield from (_card(root, *one) for one in chunk)
        return
    with forked() as pool:
        for made in pool.imap(_cards, ((root, chunk) for chunk in chunks)):
            yield from made


def _cards(job: tuple[Path, Sequence[tuple[FilePlace, Stamp, bytes | None]]]) -> list[Card]:
    root, chunk = job
    return [_card(root, *one) for one in chunk]


def _card(root: Path, place: FilePlace, stamp: Stamp, known: bytes | None) -> Card:
    try:
        return card_of(place, stamp, read_text(root, place.path, LARGEST), known)
    except Unreadable as refusal:
        return card_of(place, None, refusal)
    except FileNotFoundError:
        return Card(place, None, None, "is gone")


def card_of(place: FilePlace, stamp: Stamp, text: str | Unreadable, known: bytes | None = None) -> Card:
    """The card of a file that has been read, or could not be."""
    if isinstance(text, Unreadable):
        # What keeps a file from being read may lie outside it.
        return Card(place, None, None, str(text).removeprefix(f"{PurePosixPath(place.path)}: "))
    digest = digest_of(text)
    if digest == known:
        return Card(place, stamp, digest)
    document, faults = codec.load(text)
    if document is None:
        return Card(place, stamp, digest, faults[0].message, faults[0].line)
    return Card(
        place,
        stamp,
        digest,
        document=_short(document),
        codes=code_rows(document),
        references=reference_rows(document),
        facts=facts_of(document),
        words=words_in(document),
    )


def _short(document: Document) -> tuple[Any, ...]:
    meeting = document.meeting
    return (
        key_of(document.number),
        document.number.year,
        document.date and document.date.isoformat(),
        str(document.status),
        document.type,
        document.marking and document.marking.text,
        meeting and meeting.body,
        meeting and meeting.start and meeting.start.isoformat(),
        "\n".join(("", *document.languages, "")) if document.languages else "",
        document.source and source_mark(document.source.sha256),
        document.subject,
    )
