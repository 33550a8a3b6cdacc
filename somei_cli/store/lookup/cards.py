"""A card: what the index keeps of one file. Read in one process or, where there are many, in two."""

import gc
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.model.documents import Document
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.disturbance import leave_signals_to_parent
from somei_cli.store.files import read_text
from somei_cli.store.lookup.watching import Place, Stamp
from somei_cli.text import codec
from somei_cli.text.limits import LARGEST

_CHUNK = 1_000
_PROCESSES = 2


class Card(NamedTuple):
    """One file: a document in short, or the fault that kept it from being one.

    `codes` are rows of code, year, serial (0 without), ordinal, and whether it is
    the first of this code; `references` rows of target, kind, item.
    """

    place: Place
    stamp: Stamp
    digest: bytes | None
    fault: str | None = None
    line: int = 0
    document: tuple[Any, ...] | None = None
    codes: tuple[tuple[str, int, int, int, bool], ...] = ()
    references: tuple[tuple[str, str, str], ...] = ()


def key_of(number: DocumentNumber) -> str:
    """A text that sorts as the register lists its numbers; those of a family begin with that of the first issue."""
    year, series, of_year, chain = number.sort_key
    return f"{year}{series} {of_year:05}" + "".join(f"{rank}{ordinal:03}" for rank, ordinal in chain)


def cards(root: Path, files: Sequence[tuple[Place, Stamp, bytes | None]]) -> Iterator[Card]:
    """The cards of some files, each with the digest that it had; one of the same digest comes without contents."""
    chunks = [files[at : at + _CHUNK] for at in range(0, len(files), _CHUNK)]
    if len(files) < 2 * _CHUNK:
        for chunk in chunks:
            yield from (_card(root, *one) for one in chunk)
        return
    import multiprocessing

    gc.freeze()
    with multiprocessing.get_context("fork").Pool(_PROCESSES, initializer=leave_signals_to_parent) as pool:
        for made in pool.imap(_cards, ((root, chunk) for chunk in chunks)):
            yield from made
    gc.unfreeze()


def _cards(job: tuple[Path, Sequence[tuple[Place, Stamp, bytes | None]]]) -> list[Card]:
    root, chunk = job
    return [_card(root, *one) for one in chunk]


def _card(root: Path, place: Place, stamp: Stamp, known: bytes | None) -> Card:
    # Most questions find nothing that must be read anew.
    import hashlib

    try:
        text = read_text(root, place.path, LARGEST)
    except Unreadable as refusal:
        # What keeps a file from being read may lie outside it.
        return Card(place, None, None, str(refusal).removeprefix(f"{PurePosixPath(place.path)}: "))
    except FileNotFoundError:
        return Card(place, None, None, "is gone")
    digest = hashlib.sha256(text.encode()).digest()[:20]
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
        codes=tuple(
            (entry.code.name, document.number.year, entry.serial or 0, ordinal, document.entry_for(entry.code) is entry)
            for ordinal, entry in enumerate(document.subject_codes)
        ),
        references=tuple((key_of(r.to), str(r.kind), r.item or "") for r in document.pointing()),
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
        f" {' '.join(document.languages)} " if document.languages else "",
    )
