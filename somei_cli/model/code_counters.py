"""The serials of one subject code in one year, in the order of the serials and of the document numbers."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber


class GivenSerial(NamedTuple):
    """A serial of a document with this date; `place` is its index among the codes of the document."""

    serial: int
    number: DocumentNumber
    date: date | None
    place: int


class CodeCounter:
    """All serials of one code and year; an unused counter is empty."""

    def __init__(self, serials: Iterable[GivenSerial] = ()) -> None:
        by_number = sorted(serials, key=lambda serial: (serial.number.sort_key, serial.place))
        self._by_serial = sorted(by_number, key=lambda serial: serial.serial)
        self._serials = [serial.serial for serial in self._by_serial]
        self._first_issues = [serial for serial in by_number if is_first_issue(serial.number)]
        self._numbers = [serial.number.number for serial in self._first_issues]

    def previous_serial(self, serial: GivenSerial) -> int | None:
        """Return the next lower serial; None for the lowest serial and for every holder but the first."""
        index = bisect_left(self._serials, serial.serial)
        if index == 0 or self._by_serial[index] != serial:
            return None
        return self._serials[index - 1]

    def holders(self, serial: int) -> tuple[DocumentNumber, ...]:
        """Return the documents that hold a serial, in order; a document that carries the code twice appears twice."""
        first, last = bisect_left(self._serials, serial), bisect_right(self._serials, serial)
        return tuple(holder.number for holder in self._by_serial[first:last])

    def neighbours(self, serial: GivenSerial, count: int) -> Sequence[GivenSerial]:
        """Return `count` first issues on each side of this one.

        The result is empty if one side has fewer, or if this is not a first issue.
        """
        if not is_first_issue(serial.number):
            return []
        index = bisect_left(self._numbers, serial.number.number)
        index = next(
            (index for index in range(index, len(self._first_issues)) if self._first_issues[index] == serial), -1
        )
        if not count <= index < len(self._first_issues) - count:
            return []
        return [*self._first_issues[index - count : index], *self._first_issues[index + 1 : index + 1 + count]]

    def neighbouring_serials(self, serial: GivenSerial, count: int) -> list[int]:
        """Return the serials of `neighbours`."""
        return [neighbour.serial for neighbour in self.neighbours(serial, count)]


def serials_of(document: Document) -> Iterable[tuple[str, GivenSerial]]:
    """Yield the serials of a document, each with the name of its code."""
    for place, entry in enumerate(document.subject_codes):
        if entry.serial is not None:
            yield entry.code.name, GivenSerial(entry.serial, document.number, document.date, place)


def is_first_issue(number: DocumentNumber) -> bool:
    """Whether the number has neighbours: other series, and later members of a family, do not come in order."""
    return number.series == "ST" and not number.suffixes
