"""Serials that two clerks took at the same time, and the free ones that the documents not sent yet can have instead."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from somei_cli.model.classification import next_entry
from somei_cli.model.codes import CodeEntry, SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.snapshot import Snapshot


class NewSerial(NamedTuple):
    """A document of this clone whose serial another one holds, and the code with a serial that is free."""

    number: DocumentNumber
    entry: CodeEntry


def find_new_serials(before: Snapshot, after: Snapshot, numbers: Iterable[DocumentNumber]) -> Iterator[NewSerial]:
    """What documents that were not sent yet are to be classified with, so that no serial is held twice.

    Args:
        before: What the server has.
        after: The same with the own acts on top.
        numbers: The documents that these acts changed.
    """
    given: dict[tuple[SubjectCode, DocumentNumber], CodeEntry] = {}
    for number in sorted(set(numbers), key=lambda number: number.sort_key):
        document = after.get(number)
        for entry in document.subject_codes if document else ():
            if document is None or entry.serial is None or not _gives_way(before, after, document, entry):
                continue
            family = entry.code, number.base
            new = given.get(family) or next_entry(after, entry.code, number.year)
            if new is None:
                continue
            given[family] = new
            yield NewSerial(number, new)
            # The next one that gives way gets another serial.
            document = replace(
                document, subject_codes=tuple(new if one == entry else one for one in document.subject_codes)
            )
            after = after.with_documents([document])


def _gives_way(before: Snapshot, after: Snapshot, document: Document, entry: CodeEntry) -> bool:
    """Whether a document holds what another family holds too, and is the one that can still be changed.

    Whatever the server has stays. Of two that it does not have the first one stays.
    """
    number = document.number
    known = before.get(number)
    if known and entry in known.subject_codes:
        return False
    others = [one for one in after.bearers(entry, number.year) if one.base != number.base]
    on_server = any(one.base != number.base for one in before.bearers(entry, number.year))
    return any(on_server or one.sort_key < number.sort_key for one in others)
