"""Verdicts: the findings of each family from its last check, and which families must be checked again."""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.store.index.change_signals import AGENDA_KIND, CLAIMING_KINDS, ChangeSignal
from somei_cli.store.index.database import Index
from somei_cli.store.index.keys import BASE_OF_KEY, IS_FIRST_ISSUE, base_of, key_of, number_of

if TYPE_CHECKING:
    from somei_cli.store.index.records import VerdictRow

_MAX_SIGNALS = 20_000
"""Above so many signals it costs less to check everything."""
_CACHED_CODES = 64
_SELECT_BASES = f"SELECT DISTINCT {BASE_OF_KEY} FROM document "  # noqa: S608 - words of ours
_SELECT_FIRST_ISSUES = (
    "SELECT DISTINCT key FROM code JOIN document ON document.id = code.document AND live"
    " WHERE code = ? AND code.year = ? AND serial > 0"
)
_SELECT_NEXT_SERIAL = (
    "SELECT min(serial) FROM code JOIN document ON document.id = code.document AND live"
    " WHERE code = ? AND code.year = ? AND serial > ?"
)
_JOIN_DANGLING = (
    "JOIN reference ON reference.document = document.id WHERE target IN (SELECT value FROM json_each(?))"
    " AND NOT EXISTS (SELECT 1 FROM document AS cited WHERE cited.key = target AND cited.live)"
)
"""Limits bases to documents that point to one of these numbers, if no live document has the number."""
_SELECT_PARTIAL = (
    "SELECT unit, codes, turns, findings FROM unjudged LEFT JOIN verdict USING (unit)"
    " WHERE codes IS NOT NULL AND unit IN (SELECT value FROM json_each(?))"
)
_NEIGHBOURS = 3
"""So many first issues on each side of a serial may get other findings when it changes; one more than rules look at."""


class FamilyVerdict(NamedTuple):
    """What a check found in one family, or in a file without a document.

    `expires` is the first day on which the findings may differ. `findings` and `waivers` are rows that JSON can hold.
    `in_circle` is set if the family is part of a circle of references, which a change elsewhere may break.
    """

    unit: str
    expires: date | None = None
    findings: tuple[tuple[Any, ...], ...] = ()
    waivers: tuple[tuple[str, ...], ...] = ()
    in_circle: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.expires or self.findings or self.waivers)

    @property
    def row(self) -> "VerdictRow":
        """The row of the table of verdicts."""
        findings, waivers = (json.dumps(rows) if rows else None for rows in (self.findings, self.waivers))
        return self.unit, (self.expires.isoformat() if self.expires else None), findings, waivers, int(self.in_circle)


class PartialVerdict(NamedTuple):
    """The rules that a family waits for after all others have judged it, and what those found."""

    codes: frozenset[str]
    expires: date | None
    findings: Sequence[Sequence[Any]]


def find_partial_verdicts(
    query: Callable[..., list[tuple[Any, ...]]], units: Iterable[str]
) -> dict[str, PartialVerdict]:
    """Return the partial verdicts on those of some units that have one."""
    rows = query(_SELECT_PARTIAL, (json.dumps(list(units)),))
    return {
        unit: PartialVerdict(
            frozenset(codes.split()),
            date.fromisoformat(turns) if turns else None,
            json.loads(findings) if findings else (),
        )
        for unit, codes, turns, findings in rows
    }


class Verdicts:
    """The verdicts in an index; valid for one edition of rules, vocabulary and settings."""

    def __init__(self, index: Index) -> None:
        self._query = index.query
        self._index = index
        # No method of its own: an object that refers to itself keeps the index open.
        self._cached_first_issues: Callable[[str, int], list[str]] = partial(_list_first_issues, self._query)

    def are_complete(self, edition: str, today: date) -> bool:
        """Return whether every file has a verdict that still holds."""
        if self._index.meta("judged by") != edition or self._index.meta("judged on") != today.isoformat():
            return False
        waiting = "SELECT EXISTS (SELECT 1 FROM unjudged) OR EXISTS (SELECT 1 FROM signal)"
        return self._query(waiting) == [(0,)]

    def count_waiting(self, edition: str) -> int:
        """Return about how many units must be checked before every file has a verdict."""
        if self._index.meta("judged by") != edition:
            return self.count_files()[0]
        (waiting,) = self._query("SELECT (SELECT count(*) FROM unjudged) + (SELECT count(*) FROM signal)")[0]
        return int(waiting)

    def discard_outdated(self, edition: str, today: date) -> None:
        """Discard verdicts of another edition or of a later day, and queue those that expire by today."""
        # A verdict of a later day may count days that are not over yet: the clock was set back, or SOMEI_TODAY set.
        judged_by, judged_on = self._index.meta("judged by"), self._index.meta("judged on")
        if judged_by != edition or judged_on is None or judged_on > today.isoformat():
            self._requeue_all(edition, today)
            return
        expired = self._query("SELECT unit FROM verdict WHERE turns <= ?", (today.isoformat(),))
        with self._index.write_transaction():
            self._queue(unit for (unit,) in expired)
            if judged_on != today.isoformat():
                self._index.set_meta("judged on", today.isoformat())
        # Each signal costs some queries. After a pull of a year of work, checking everything is cheaper.
        (signals,) = self._query("SELECT count(*) FROM signal")[0]
        if signals > _MAX_SIGNALS:
            self._requeue_all(edition, today)

    def queue_affected(self, companions: Callable[[DocumentNumber], Iterable[DocumentNumber]]) -> None:
        """Queue the families that changes since the last check may affect.

        `companions` lists the numbers that are in a circle of references with a number.
        """
        signals = self._query("SELECT kind, value FROM signal")
        # Many changes of one day are made under few codes, and each asks for all first issues of its code.
        self._cached_first_issues = lru_cache(_CACHED_CODES)(partial(_list_first_issues, self._query))
        if signals:
            with self._index.write_transaction():
                # In one transaction: if a crash came between, the affected families would never be checked again.
                self._queue(base for kind, value in signals for base in self._affected_units(kind, value, companions))
                self._query("DELETE FROM signal")

    def list_waiting(self) -> list[str]:
        """List the units that must be checked, in order."""
        return [unit for (unit,) in self._query("SELECT unit FROM unjudged ORDER BY unit")]

    def store(self, verdicts: Iterable[FamilyVerdict]) -> None:
        """Store verdicts, replace earlier ones, and take their units off the queue."""
        verdicts = list(verdicts)
        units = json.dumps([verdict.unit for verdict in verdicts])
        with self._index.write_transaction():
            self._start_generation()
            self._query("DELETE FROM unjudged WHERE unit IN (SELECT value FROM json_each(?))", (units,))
            self._query("DELETE FROM verdict WHERE unit IN (SELECT value FROM json_each(?))", (units,))
            for verdict in verdicts:
                # Most families have no findings. They get no row: not queued and without a row means checked and clean.
                if not verdict.is_empty:
                    self._query("INSERT INTO verdict VALUES (?, ?, ?, ?, ?)", verdict.row)

    def findings(self) -> Iterator[list[Any]]:
        """Yield every finding as a row."""
        for (rows,) in self._query("SELECT findings FROM verdict WHERE findings IS NOT NULL"):
            yield from json.loads(rows)

    def waivers(self) -> Iterator[list[str]]:
        """Yield every waiver of a document, in the order of the numbers."""
        for (rows,) in self._query("SELECT waivers FROM verdict WHERE waivers IS NOT NULL ORDER BY unit"):
            yield from json.loads(rows)

    def count_files(self) -> tuple[int, int]:
        """Return the number of files, and how many of them give no document."""
        return self._index.count_files(), len(self._index.faulty_files())

    def _requeue_all(self, edition: str, today: date) -> None:
        with self._index.write_transaction():
            self._query("DELETE FROM verdict")
            self._query("DELETE FROM signal")
            self._query("DELETE FROM unjudged")
            self._query(f"INSERT INTO unjudged (unit) {_SELECT_BASES}")
            self._queue(f"/{folder}/{name}" for folder, name, _, _ in self._index.faulty_files())
            self._start_generation()
            self._index.set_meta("judged by", edition)
            self._index.set_meta("judged on", today.isoformat())

    def _start_generation(self) -> None:
        """Count up the generation: a report that was made from earlier verdicts no longer holds."""
        self._index.set_meta("generation", str(int(self._index.meta("generation") or 0) + 1))

    def _queue(self, units: Iterable[str]) -> None:
        for unit in units:
            self._query("INSERT OR REPLACE INTO unjudged VALUES (?, NULL)", (unit,))

    def _affected_units(
        self, kind: str, value: str, companions: Callable[[DocumentNumber], Iterable[DocumentNumber]]
    ) -> Iterator[str]:
        match ChangeSignal(kind):
            case ChangeSignal.FAMILY:
                yield from self._affected_by_family(value, companions)
            case ChangeSignal.FILE:
                condition = "WHERE reference.target = ? AND reference.kind = ?"
                yield from self._query_bases(
                    f"JOIN reference ON reference.document = id {condition}", value, AGENDA_KIND
                )
            case ChangeSignal.SERIAL:
                yield from self._affected_by_serial(*value.split("\t"))
            case ChangeSignal.CLAIM:
                yield base_of(value)
                kinds = ", ".join("?" * len(CLAIMING_KINDS))
                condition = f"reference.target = ? AND reference.kind IN ({kinds})"
                yield from self._query_bases(
                    f"JOIN reference ON reference.document = id WHERE {condition}", value, *CLAIMING_KINDS
                )
            case ChangeSignal.DAY:
                yield from self._query_bases("WHERE start = ?", value)
            case ChangeSignal.SOURCE:
                yield from self._query_bases("WHERE source = ?", value)
            case ChangeSignal.NEAR:
                yield from self._affected_by_near_number(number_of(value))

    def _affected_by_family(
        self, base: str, companions: Callable[[DocumentNumber], Iterable[DocumentNumber]]
    ) -> Iterator[str]:
        """Yield the next family of the series, those who point here, and all circles: one may be closed or broken."""
        # Gaps are reported on the family after a gap: if SN 5/26 is removed, SN 6/26 gets a finding.
        series = base[: base.index(" ") + 1]
        yield from self._query_bases("WHERE key >= ? AND key < ? ORDER BY key LIMIT 1", f"{base}:", f"{series}:")
        condition = "WHERE reference.target >= ? AND reference.target < ?"
        yield from self._query_bases(f"JOIN reference ON reference.document = id {condition}", base, f"{base}:")
        for (key,) in self._query("SELECT key FROM document WHERE key >= ? AND key < ?", (base, f"{base}:")):
            yield from (base_of(key_of(number)) for number in companions(number_of(key)))
        # A circle A -> B -> C -> A closes or breaks by a change in C, although A does not point to C.
        yield from (unit for (unit,) in self._query("SELECT unit FROM verdict WHERE circle"))

    def _affected_by_near_number(self, number: DocumentNumber) -> Iterator[str]:
        """Yield who points to a missing number that may be this one with a slip; at a meeting, any slip counts."""
        from somei_cli.model.numbers.number_slips import slips_of, swaps_of

        # Example: 14806/18 is cited and does not exist. Once 14860/18 is registered, the citing document gets a finding
        # that proposes it: two digits are swapped.
        for numbers, condition in ((swaps_of(number), ""), (slips_of(number), " AND document.start IS NOT NULL")):
            yield from self._query_bases(
                _JOIN_DANGLING + condition, json.dumps([key_of(near_number) for near_number in numbers])
            )

    def _affected_by_serial(self, code: str, year: str, serial: str, key: str) -> Iterator[str]:
        """Yield who holds the serial, who holds the next one above, and the first issues beside the holder."""
        # Example: ENFOPOL 12 moves to another document. A second holder of 12 becomes or stops being a duplicate, 13
        # gets or loses a gap before it, and neighbours by number compare their serials with 12.
        parameters = (code, int(year), int(serial))
        join = "JOIN code ON code.document = id WHERE code.code = ? AND code.year = ?"
        yield from self._query_bases(f"{join} AND serial = ?", *parameters)
        yield from self._query_bases(f"{join} AND serial = ({_SELECT_NEXT_SERIAL})", *parameters[:2], *parameters)
        first_issues = self._cached_first_issues(*parameters[:2])
        position = bisect_left(first_issues, key)
        yield from (
            base_of(first_issue)
            for first_issue in first_issues[max(0, position - _NEIGHBOURS) : position + _NEIGHBOURS + 1]
        )

    def _query_bases(self, clause: str, *parameters: object) -> Iterator[str]:
        rows = self._query(_SELECT_BASES + clause, parameters)
        return (base for (base,) in rows)


def _list_first_issues(query: Callable[..., list[tuple[Any, ...]]], code: str, year: int) -> list[str]:
    return [key for (key,) in query(f"{_SELECT_FIRST_ISSUES} AND {IS_FIRST_ISSUE} ORDER BY key", (code, year))]
