"""The counter of a code in a year as the index tells it: put in order only where, and as far as, that is asked for."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from somei_cli.model.counters import CodeCounter, GivenSerial
from somei_cli.model.numbers import DocumentNumber
from somei_cli.store.lookup.keys import key_of, number_of

Row = tuple[int, str, str | None, int]
"""Serial, key and date of a document, and the place of the code on it."""


class KeptCounter(CodeCounter):
    """As the counter; `rows` tells all that was given, and `line` the first issues alone, both in the order of keys."""

    def __init__(self, rows: Callable[[], Sequence[Row]], line: Callable[[], Sequence[Row]]) -> None:
        self._all, self._of_first_issues = rows, line

    def before(self, given: GivenSerial) -> int | None:
        """As of the counter."""
        held, at = self._places.get(given.serial), bisect_left(self._once, given.serial)
        if not held or at == 0 or _given(self._rows[held[0]]) != given:
            return None
        return self._once[at - 1]

    def holders(self, serial: int) -> tuple[DocumentNumber, ...]:
        """As of the counter."""
        return tuple(number_of(self._rows[at][1]) for at in self._places.get(serial, ()))

    def around(self, given: GivenSerial, beside: int) -> Sequence[GivenSerial]:
        """As of the counter."""
        return [_given(row) for row in self._near(given, beside)]

    def serials_around(self, given: GivenSerial, beside: int) -> list[int]:
        """As of the counter."""
        return [row[0] for row in self._near(given, beside)]

    def _near(self, given: GivenSerial, beside: int) -> Sequence[Row]:
        key, line = key_of(given.number), self._first_issues
        at = bisect_left(self._keys, key)
        while at < len(line) and line[at][1] == key and (line[at][0], line[at][3]) != (given.serial, given.place):
            at += 1
        if not beside <= at < len(line) - beside or line[at][1] != key:
            return []
        return [*line[at - beside : at], *line[at + 1 : at + 1 + beside]]

    @cached_property
    def _rows(self) -> Sequence[Row]:
        return self._all()

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        places: dict[int, list[int]] = {}
        for at, row in enumerate(self._rows):
            places.setdefault(row[0], []).append(at)
        return places

    @cached_property
    def _once(self) -> list[int]:
        """Every serial that was given, in order."""
        return sorted(self._places)

    @cached_property
    def _first_issues(self) -> Sequence[Row]:
        return self._of_first_issues()

    @cached_property
    def _keys(self) -> list[str]:
        return [row[1] for row in self._first_issues]


def _given(row: Row) -> GivenSerial:
    serial, key, day, place = row
    return GivenSerial(serial, number_of(key), date.fromisoformat(day) if day else None, place)
