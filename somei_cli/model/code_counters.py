"""The counter of one subject code in one year: every serial that was given, in both orders."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber


class GivenSerial(NamedTuple):
    """A serial on a document of this date; `place` is that among the codes there."""

    serial: int
    number: DocumentNumber
    date: date | None
    place: int


class CodeCounter:
    """What one counter gave; a counter that nobody uses is empty."""

    def __init__(self, given: Iterable[GivenSerial] = ()) -> None:
        by_number = sorted(given, key=lambda one: (one.number.sort_key, one.place))
        self._by_serial = sorted(by_number, key=lambda one: one.serial)
        self._serials = [one.serial for one in self._by_serial]
        self._line = [one for one in by_number if _is_first_issue(one.number)]
        self._numbers = [one.number.number for one in self._line]

    def before(self, given: GivenSerial) -> int | None:
        """The next lower serial, told for the first holder of a serial only; None for the lowest one."""
        at = bisect_left(self._serials, given.serial)
        if at == 0 or self._by_serial[at] != given:
            return None
        return self._serials[at - 1]

    def holders(self, serial: int) -> tuple[DocumentNumber, ...]:
        """Who holds a serial, in order; whoever bears the code twice is told twice."""
        first, last = bisect_left(self._serials, serial), bisect_right(self._serials, serial)
        return tuple(one.number for one in self._by_serial[first:last])

    def around(self, given: GivenSerial, beside: int) -> Sequence[GivenSerial]:
        """So many first issues on each side of this one; nothing where one side has fewer, or this is none."""
        if not _is_first_issue(given.number):
            return []
        at = bisect_left(self._numbers, given.number.number)
        at = next((place for place in range(at, len(self._line)) if self._line[place] == given), -1)
        if not beside <= at < len(self._line) - beside:
            return []
        return [*self._line[at - beside : at], *self._line[at + 1 : at + 1 + beside]]

    def serials_around(self, given: GivenSerial, beside: int) -> list[int]:
        """The serials of those alone."""
        return [one.serial for one in self.around(given, beside)]


def given_by(document: Document) -> Iterable[tuple[str, GivenSerial]]:
    """The serials of a document, each with the name of its code."""
    for place, entry in enumerate(document.subject_codes):
        if entry.serial is not None:
            yield entry.code.name, GivenSerial(entry.serial, document.number, document.date, place)


def _is_first_issue(number: DocumentNumber) -> bool:
    """Whether a number was taken from the main counter: other series and later members come when they come."""
    return number.series == "ST" and not number.suffixes
