"""Deciding on classification codes, their serials, and markings."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from somei_cli.errors import (
    CodeUnknown,
    LowersMarking,
    NotFound,
    Refused,
    SerialTaken,
    WrongUsage,
    as_typed,
)
from somei_cli.model.classified_entries import is_closed, raise_marking, way_back
from somei_cli.model.codes import LARGEST_SERIAL, CodeEntry, SubjectCode
from somei_cli.model.document import Document, Status
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Marking, level_of
from somei_cli.model.register.snapshot import Snapshot


class NewMarking(NamedTuple):
    """The marking a document shall have; None takes it off. A classification takes most of an entry with it.

    `keep_subject` says that the subject of a RESTRICTED document is not sensitive itself.
    """

    marking: Marking | None
    keep_subject: bool = False


def check_codes(snapshot: Snapshot, entries: Iterable[CodeEntry], new_title: str | None) -> dict[SubjectCode, str]:
    """The codes that the vocabulary lacks, with the title given for them.

    Raises:
        CodeUnknown: for a code that is not in the vocabulary, where no title was given.
        WrongUsage: where one title would stand for several codes, or for none.
    """
    unknown = [e.code for e in entries if e.code not in snapshot.vocabulary.codes]
    if unknown and new_title is None:
        raise CodeUnknown(unknown[0], snapshot.vocabulary.nearest_codes(unknown[0]))
    if new_title is None:
        return {}
    if len(set(unknown)) != 1:
        names = ", ".join(map(str, unknown)) or "none is new"
        raise WrongUsage(f"--new-code gives one title, for one new code: {names}.")
    return {unknown[0]: new_title}


def with_codes(snapshot: Snapshot, document: Document, entries: Iterable[CodeEntry]) -> Document:
    """The document with these codes added, in the order given.

    A bare code takes the next free serial of the counter year; a code already there keeps its serial
    unless another one is given. What documents hold that were not sent yet is not free.

    Raises:
        SerialTaken: where another family holds the serial that was given.
        Refused: where the largest serial is given already.
    """
    codes = list(document.subject_codes)
    for entry in entries:
        held = next((at for at, known in enumerate(codes) if known.code == entry.code), None)
        if entry.serial is None and held is not None and codes[held].serial is not None:
            continue
        settled = _settled(snapshot, document, entry)
        if held is None:
            codes.append(settled)
        else:
            codes[held] = settled
    return replace(document, subject_codes=tuple(codes))


def without_codes(document: Document, drops: Iterable[SubjectCode]) -> Document:
    """The document without these codes.

    Raises:
        NotFound: for a code that it does not carry.
    """
    drops = list(drops)
    for code in drops:
        if document.entry_for(code) is None:
            raise NotFound(f"{document.number} does not carry {code}.")
    return replace(document, subject_codes=tuple(e for e in document.subject_codes if e.code not in drops))


def with_marking(document: Document, new: NewMarking, reason: str | None) -> Document:
    """The document with another marking; what is lowered needs a reason, and so does what is taken out of an entry.

    Raises:
        LowersMarking: where a marking is lowered without a reason.
        Refused: where the entry would be reduced without a reason, or cannot keep its subject; or where it has lost
            its subject to a classification that is taken off.
    """
    if level_of(new.marking) < level_of(document.marking) and not reason:
        raise LowersMarking(document.number, document.marking, new.marking, "--reason")
    if new.marking is not None and new.marking.classified:
        return raise_marking(document, new.marking, reason, keep_subject=new.keep_subject)
    if is_closed(document) and document.status is Status.ISSUED and document.subject is None:
        told = f"{document.number} holds no subject; only an entry that is classified goes without one."
        raise Refused(told, way_back(document))
    return replace(document, marking=new.marking)


def _settled(snapshot: Snapshot, document: Document, entry: CodeEntry) -> CodeEntry:
    year = document.number.year
    if entry.serial is None:
        kept = _kept(snapshot, document.number, entry.code)
        if kept:
            return kept
        free = next_entry(snapshot, entry.code, year)
        if free is None:
            raise _used_up(snapshot, entry.code, year)
        return free
    holder = _other_holder(snapshot, document.number, entry)
    if holder:
        raise SerialTaken(entry, year, holder.number)
    return entry


def next_entry(snapshot: Snapshot, code: SubjectCode, year: int) -> CodeEntry | None:
    """The code with the next free serial of the year; None where the largest one is given.

    What a document holds that was not sent yet is not free.
    """
    last = max(one.highest_serial(code, year) for one in (snapshot, snapshot.unsent))
    return CodeEntry(code, last + 1) if last < LARGEST_SERIAL else None


def _kept(snapshot: Snapshot, number: DocumentNumber, code: SubjectCode) -> CodeEntry | None:
    """The code as the document has it in this clone, where it was not sent yet and is still free."""
    here = snapshot.unsent.get(number)
    entry = here.entry_for(code) if here else None
    if entry is None or entry.serial is None or _other_holder(snapshot, number, entry):
        return None
    return entry


def _other_holder(snapshot: Snapshot, number: DocumentNumber, entry: CodeEntry) -> Document | None:
    """A document of another family that holds a serial."""
    holders = (*snapshot.holders(entry, number.year), *snapshot.unsent.holders(entry, number.year))
    return next((holder for holder in holders if holder.number.base != number.base), None)


def _used_up(snapshot: Snapshot, code: SubjectCode, year: int) -> Refused:
    holders = snapshot.holders(CodeEntry(code, LARGEST_SERIAL), year)
    slip = (
        f" If that of {holders[0].number} is a slip, correct it: "
        f"somei classify {as_typed(holders[0].number)} {as_typed(f'{code} SERIAL')}"
        if holders
        else ""
    )
    return Refused(
        f"{code} {LARGEST_SERIAL} of {year} is given, and no serial is larger: there is no next one.",
        f"Give one that is free: {as_typed(f'{code} SERIAL')}.{slip}",
    )
