"""Change the subject codes, serials and markings of documents, and say in one line what was changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from somei_cli.errors import (
    CodeUnknown,
    LowersMarking,
    NotFound,
    Refused,
    SerialTaken,
    WrongUsage,
    shell_word,
)
from somei_cli.model.classified_entries import correct_marking_hint, is_closed, raise_marking
from somei_cli.model.codes import LARGEST_SERIAL, CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber, Status
from somei_cli.model.markings import Marking, level_of
from somei_cli.model.register.snapshot import Snapshot


class NewMarking(NamedTuple):
    """The marking that a document shall get; None removes the marking.

    `keep_subject` says that the subject of a RESTRICTED document is not itself sensitive, so the entry keeps it.
    """

    marking: Marking | None
    keep_subject: bool = False


def require_known_codes(
    snapshot: Snapshot, entries: Iterable[CodeEntry], new_title: str | None
) -> dict[SubjectCode, str]:
    """Return the codes that the vocabulary lacks, with the title given for them.

    Raises:
        CodeUnknown: if a code is not in the vocabulary and no title was given.
        WrongUsage: if the title would stand for several codes, or for none.
    """
    unknown = [entry.code for entry in entries if entry.code not in snapshot.vocabulary.codes]
    if unknown and new_title is None:
        raise CodeUnknown(unknown[0], snapshot.vocabulary.nearest_codes(unknown[0]))
    if new_title is None:
        return {}
    if len(set(unknown)) != 1:
        names = ", ".join(map(str, unknown)) or "none is new"
        raise WrongUsage(f"--new-code gives one title, for one new code: {names}.")
    return {unknown[0]: new_title}


def with_codes(snapshot: Snapshot, document: Document, entries: Iterable[CodeEntry]) -> Document:
    """Return the document with these codes added, in the order given.

    A bare code takes the next free serial of the counter year. A code that the document has keeps its serial unless
    another one is given. Serials of documents that are not yet sent to the remote are not free.

    Raises:
        SerialTaken: if another family has the serial.
        Refused: if the largest serial is taken already.
    """
    codes = list(document.subject_codes)
    for entry in entries:
        position = next((index for index, existing in enumerate(codes) if existing.code == entry.code), None)
        if entry.serial is None and position is not None and codes[position].serial is not None:
            continue
        numbered_entry = _entry_with_serial(snapshot, document, entry)
        if position is None:
            codes.append(numbered_entry)
        else:
            codes[position] = numbered_entry
    return replace(document, subject_codes=tuple(codes))


def without_codes(document: Document, dropped: Iterable[SubjectCode]) -> Document:
    """Return the document without these codes.

    Raises:
        NotFound: if the document does not carry a code.
    """
    dropped = list(dropped)
    for code in dropped:
        if document.entry_for(code) is None:
            raise NotFound(f"{document.number} does not carry {code}.")
    return replace(
        document, subject_codes=tuple(entry for entry in document.subject_codes if entry.code not in dropped)
    )


def with_marking(document: Document, new_marking: NewMarking, reason: str | None) -> Document:
    """Return the document with another marking; a classification reduces the entry to what may stand in the register.

    Raises:
        LowersMarking: if the marking is lowered without a reason.
        Refused: if the entry would be reduced without a reason, if it cannot keep its subject, or if an earlier
            classification removed the subject that it now needs.
    """
    if level_of(new_marking.marking) < level_of(document.marking) and not reason:
        raise LowersMarking(document.number, document.marking, new_marking.marking)
    if new_marking.marking is not None and new_marking.marking.classified:
        return raise_marking(document, new_marking.marking, reason, keep_subject=new_marking.keep_subject)
    if is_closed(document) and document.status is Status.ISSUED and document.subject is None:
        message = f"{document.number} holds no subject; only a classified entry may have none."
        raise Refused(message, correct_marking_hint(document))
    return replace(document, marking=new_marking.marking)


def _entry_with_serial(snapshot: Snapshot, document: Document, entry: CodeEntry) -> CodeEntry:
    year = document.number.year
    if entry.serial is None:
        unsent_entry = _find_unsent_entry(snapshot, document.number, entry.code)
        if unsent_entry:
            return unsent_entry
        free_entry = next_free_entry(snapshot, entry.code, year)
        if free_entry is None:
            raise _serials_exhausted(snapshot, entry.code, year)
        return free_entry
    holder = _find_other_holder(snapshot, document.number, entry)
    if holder:
        raise SerialTaken(entry, year, holder.number)
    return entry


def next_free_entry(snapshot: Snapshot, code: SubjectCode, year: int) -> CodeEntry | None:
    """Return the code with the next free serial of the year; None if the largest serial is taken.

    Serials of documents that are not yet sent to the remote are not free.
    """
    highest = max(source.highest_serial(code, year) for source in (snapshot, snapshot.unsent))
    return CodeEntry(code, highest + 1) if highest < LARGEST_SERIAL else None


def _find_unsent_entry(snapshot: Snapshot, number: DocumentNumber, code: SubjectCode) -> CodeEntry | None:
    """Return the code as the unsent document of this clone has it, if its serial is still free."""
    unsent_document = snapshot.unsent.get(number)
    entry = unsent_document.entry_for(code) if unsent_document else None
    if entry is None or entry.serial is None or _find_other_holder(snapshot, number, entry):
        return None
    return entry


def _find_other_holder(snapshot: Snapshot, number: DocumentNumber, entry: CodeEntry) -> Document | None:
    """Return a document of another family that holds the serial."""
    holders = (*snapshot.holders(entry, number.year), *snapshot.unsent.holders(entry, number.year))
    return next((holder for holder in holders if holder.number.base != number.base), None)


def _serials_exhausted(snapshot: Snapshot, code: SubjectCode, year: int) -> Refused:
    holders = snapshot.holders(CodeEntry(code, LARGEST_SERIAL), year)
    slip = (
        f" If that of {holders[0].number} is a slip, correct it: "
        f"somei classify {shell_word(holders[0].number)} {shell_word(f'{code} SERIAL')}"
        if holders
        else ""
    )
    return Refused(
        f"{code} {LARGEST_SERIAL} of {year} is taken; no larger serial is possible, so there is no next one.",
        f"Give a free one: {shell_word(f'{code} SERIAL')}.{slip}",
    )


# ---- serials that two clerks took at the same time


class NewSerial(NamedTuple):
    """A document of this clone whose serial another document holds, and its code with a free serial."""

    number: DocumentNumber
    entry: CodeEntry


def find_new_serials(before: Snapshot, after: Snapshot, numbers: Iterable[DocumentNumber]) -> Iterator[NewSerial]:
    """Yield the new serials that unsent documents need so that no serial is held twice.

    Args:
        before: The register as the remote has it.
        after: The same with the unsent commits on top.
        numbers: The documents that these commits changed.
    """
    allotted: dict[tuple[SubjectCode, DocumentNumber], CodeEntry] = {}
    for number in sorted(set(numbers), key=lambda number: number.sort_key):
        document = after.get(number)
        for entry in document.subject_codes if document else ():
            if document is None or entry.serial is None or not _must_change_serial(before, after, document, entry):
                continue
            family = entry.code, number.base
            free_entry = allotted.get(family) or next_free_entry(after, entry.code, number.year)
            if free_entry is None:
                continue
            allotted[family] = free_entry
            yield NewSerial(number, free_entry)
            # The next document that must change gets another serial.
            document = replace(
                document,
                subject_codes=tuple(
                    free_entry if existing == entry else existing for existing in document.subject_codes
                ),
            )
            after = after.with_documents([document])


def _must_change_serial(before: Snapshot, after: Snapshot, document: Document, entry: CodeEntry) -> bool:
    """Return whether another family holds the serial too, and this document is the one that can still change.

    A serial that the remote has stays. If the remote has neither, the lower document number keeps the serial.
    """
    number = document.number
    remote_document = before.get(number)
    if remote_document and entry in remote_document.subject_codes:
        return False
    other_bearers = [bearer for bearer in after.holder_numbers(entry, number.year) if bearer.base != number.base]
    on_remote = any(bearer.base != number.base for bearer in before.holder_numbers(entry, number.year))
    return any(on_remote or bearer.sort_key < number.sort_key for bearer in other_bearers)


# ---- the subject of the commit


_Change = tuple[Document, Document]
"""A document before and after an act."""


def summarise_classification(changes: Sequence[_Change]) -> str:
    """Return what was done to the markings and subject codes of documents; empty if neither changed.

    The marking is named first. The documents are in the order of `changes`.
    """
    marked = [change for change in changes if change[0].marking != change[1].marking]
    coded = [change for change in changes if change[0].subject_codes != change[1].subject_codes]
    if not marked:
        return f"{_describe_codes(coded)} {_name_documents(coded)}" if coded else ""
    summary = summarise_markings(marked)
    if not coded:
        return summary
    of_others = "" if coded == marked else f" of {_name_documents(coded)}"
    return f"{summary}, with subject codes{of_others} {'added' if _only_adds(coded) else 'changed'}"


def summarise_markings(changes: Sequence[_Change], names: str = "") -> str:
    """Return what was done to the markings of documents, all of which changed.

    `names` stands for the numbers of the documents if there are too many.
    """
    steps = {level_of(change[1].marking) - level_of(change[0].marking) for change in changes}
    verb = "Lower" if max(steps) < 0 else "Raise" if min(steps) > 0 else "Change"
    before = {name_marking(change[0].marking) for change in changes}
    origin = f" from {before.pop()}" if len(before) == 1 else ""
    new_marking = name_marking(changes[0][1].marking)
    return f"{verb} the marking of {names or _name_documents(changes)}{origin} to {new_marking}"


def name_marking(marking: Marking | None) -> str:
    """Return a marking as it is typed: a document without one has the marking none."""
    return str(marking) if marking else "none"


def _describe_codes(changes: Iterable[_Change]) -> str:
    return "Add subject codes to" if _only_adds(changes) else "Change subject codes of"


def _only_adds(changes: Iterable[_Change]) -> bool:
    return all(set(change[0].subject_codes) <= set(change[1].subject_codes) for change in changes)


def _name_documents(changes: Iterable[_Change]) -> str:
    numbers: Iterable[DocumentNumber] = (change[1].number for change in changes)
    return ", ".join(map(str, numbers))
