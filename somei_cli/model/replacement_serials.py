"""Find serials that two clerks took at the same time, and a free serial for the document that is not yet sent."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from somei_cli.model.classification import next_free_entry
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.snapshot import Snapshot


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
