"""Verdicts: the findings of each family from its last check, and which families must be checked again."""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.store.index.database import Index
from somei_cli.store.index.keys import BASE_OF_KEY, IS_FIRST_ISSUE, base_of, key_of, number_of
from somei_cli.store.index.signals import AGENDA, CLAIMS, Signal

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
_NEIGHBOURS = 3
"""So many first issues on each side of a serial may get other findings when it changes; one more than rules look at."""


class FamilyVerdict(NamedTuple):
    """What a check found in one family, or in a file without a document.

    `expires` is the first day on which the findings may differ. `findings` and `waivers` are rows that JSON can hold.
    `in_circle` is set if the family is part of a circle of references, which a change elsewhere may break.
    """

    unit: str
    turns: date | None = None
    findings: tuple[tuple[Any, ...], ...] = ()
    waivers: tuple[tuple[str, ...], ...] = ()
    circle: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to keep."""
        return not (self.turns or self.findings or self.waivers)


class Verdicts:
    """The verdicts in an index; valid for one edition of rules, vocabulary and settings."""

    def __init__(self, index: Index) -> None:
        self._ask = index.ask
        self._index = index
        self._line = self._first_issues

    def are_whole(self, edition: str, today: date) -> bool:
        """Return whether every file has a verdict that still holds."""
        if self._index.meta("judged by") != edition or self._index.meta("judged on") != today.isoformat():
            return False
        waiting = "SELECT EXISTS (SELECT 1 FROM unjudged) OR EXISTS (SELECT 1 FROM signal)"
        return self._ask(waiting) == [(0,)]

    def behind(self, edition: str) -> int:
        """Return about how many units must be checked before every file has a verdict."""
        if self._index.meta("judged by") != edition:
            return self.counts()[0]
        (waiting,) = self._ask("SELECT (SELECT count(*) FROM unjudged) + (SELECT count(*) FROM signal)")[0]
        return int(waiting)

    def hold_for(self, edition: str, today: date) -> None:
        """Discard verdicts of another edition or of a later day, and queue those that expire by today."""
        # A verdict of a later day may count days that are not over yet: the clock was set back, or SOMEI_TODAY set.
        judged_by, judged_on = self._index.meta("judged by"), self._index.meta("judged on")
        if judged_by != edition or judged_on is None or judged_on > today.isoformat():
            self._forget_all(edition, today)
            return
        expired = self._ask("SELECT unit FROM verdict WHERE turns <= ?", (today.isoformat(),))
        with self._index.writing():
            self._wait_for(unit for (unit,) in expired)
            if judged_on != today.isoformat():
                self._index.set_meta("judged on", today.isoformat())
        # Each signal costs some queries. After a pull of a year of work, checking everything is cheaper.
        (signals,) = self._ask("SELECT count(*) FROM signal")[0]
        if signals > _MAX_SIGNALS:
            self._forget_all(edition, today)

    def spread(self, companions: Callable[[DocumentNumber], Iterable[DocumentNumber]]) -> None:
        """Queue the families that changes since the last check may affect.

        `companions` lists the numbers that are in a circle of references with a number.
        """
        signals = self._ask("SELECT kind, value FROM signal")
        # Many changes of one day are made under few codes, and each asks for all first issues of its code.
        self._line = lru_cache(_CACHED_CODES)(self._first_issues)
        if signals:
            with self._index.writing():
                # In one transaction: if a crash came between, the affected families would never be checked again.
                self._wait_for(base for kind, value in signals for base in self._concerned(kind, value, companions))
                self._ask("DELETE FROM signal")

    def waiting(self) -> list[str]:
        """List the units that must be checked, in order."""
        return [unit for (unit,) in self._ask("SELECT unit FROM unjudged ORDER BY unit")]

    def keep(self, verdicts: Iterable[FamilyVerdict]) -> None:
        """Store verdicts, replace earlier ones, and take their units off the queue."""
        verdicts = list(verdicts)
        units = json.dumps([verdict.unit for verdict in verdicts])
        with self._index.writing():
            self._another_generation()
            self._ask("DELETE FROM unjudged WHERE unit IN (SELECT value FROM json_each(?))", (units,))
            self._ask("DELETE FROM verdict WHERE unit IN (SELECT value FROM json_each(?))", (units,))
            for verdict in verdicts:
                # Most families have no findings. They get no row: not queued and without a row means checked and clean.
                if not verdict.is_silent:
                    expires = verdict.turns and verdict.turns.isoformat()
                    findings, waivers = (json.dumps(rows) if rows else None for rows in verdict[2:4])
                    parameters = (verdict.unit, expires, findings, waivers, int(verdict.circle))
                    self._ask("INSERT INTO verdict VALUES (?, ?, ?, ?, ?)", parameters)

    def findings(self) -> Iterator[list[Any]]:
        """Yield every finding as a row."""
        for (rows,) in self._ask("SELECT findings FROM verdict WHERE findings IS NOT NULL"):
            yield from json.loads(rows)

    def waivers(self) -> Iterator[list[str]]:
        """Yield every waiver of a document, in the order of the numbers."""
        for (rows,) in self._ask("SELECT waivers FROM verdict WHERE waivers IS NOT NULL ORDER BY unit"):
            yield from json.loads(rows)

    def counts(self) -> tuple[int, int]:
        """Return the number of files, and how many of them give no document."""
        return self._index.count(), len(self._index.faults())

    def _forget_all(self, edition: str, today: date) -> None:
        with self._index.writing():
            self._ask("DELETE FROM verdict")
            self._ask("DELETE FROM signal")
            self._ask("DELETE FROM unjudged")
            self._ask(f"INSERT INTO unjudged {_SELECT_BASES}")
            self._wait_for(f"/{folder}/{name}" for folder, name, _, _ in self._index.faults())
            self._another_generation()
            self._index.set_meta("judged by", edition)
            self._index.set_meta("judged on", today.isoformat())

    def _another_generation(self) -> None:
        """Count up the generation: a report that was made from earlier verdicts no longer holds."""
        self._index.set_meta("generation", str(int(self._index.meta("generation") or 0) + 1))

    def _wait_for(self, units: Iterable[str]) -> None:
        for unit in units:
            self._ask("INSERT OR IGNORE INTO unjudged VALUES (?)", (unit,))

    def _concerned(
        self, kind: str, value: str, companions: Callable[[DocumentNumber], Iterable[DocumentNumber]]
    ) -> Iterator[str]:
        match Signal(kind):
            case Signal.FAMILY:
                yield from self._around(value, companions)
            case Signal.FILE:
                condition = "WHERE reference.target = ? AND reference.kind = ?"
                yield from self._bases(f"JOIN reference ON reference.document = id {condition}", value, AGENDA)
            case Signal.SERIAL:
                yield from self._beside(*value.split("\t"))
            case Signal.CLAIM:
                yield base_of(value)
                kinds = ", ".join("?" * len(CLAIMS))
                condition = f"reference.target = ? AND reference.kind IN ({kinds})"
                yield from self._bases(f"JOIN reference ON reference.document = id WHERE {condition}", value, *CLAIMS)
            case Signal.DAY:
                yield from self._bases("WHERE start = ?", value)
            case Signal.SOURCE:
                yield from self._bases("WHERE source = ?", value)
            case Signal.NEAR:
                yield from self._mistaken(number_of(value))

    def _around(self, base: str, companions: Callable[[DocumentNumber], Iterable[DocumentNumber]]) -> Iterator[str]:
        """Yield the next family of the series, those who point here, and all circles: one may be closed or broken."""
        # Gaps are reported on the family after a gap: if SN 5/26 is removed, SN 6/26 gets a finding.
        series = base[: base.index(" ") + 1]
        yield from self._bases("WHERE key >= ? AND key < ? ORDER BY key LIMIT 1", f"{base}:", f"{series}:")
        condition = "WHERE reference.target >= ? AND reference.target < ?"
        yield from self._bases(f"JOIN reference ON reference.document = id {condition}", base, f"{base}:")
        for (key,) in self._ask("SELECT key FROM document WHERE key >= ? AND key < ?", (base, f"{base}:")):
            yield from (base_of(key_of(number)) for number in companions(number_of(key)))
        # A circle A -> B -> C -> A closes or breaks by a change in C, although A does not point to C.
        yield from (unit for (unit,) in self._ask("SELECT unit FROM verdict WHERE circle"))

    def _mistaken(self, number: DocumentNumber) -> Iterator[str]:
        """Yield who points to a missing number that may be this one with a slip; at a meeting, any slip counts."""
        from somei_cli.model.numbers.slips import slips_of, swaps_of

        # Example: 14806/18 is cited and does not exist. Once 14860/18 is registered, the citing document gets a finding
        # that proposes it: two digits are swapped.
        for numbers, condition in ((swaps_of(number), ""), (slips_of(number), " AND document.start IS NOT NULL")):
            yield from self._bases(
                _JOIN_DANGLING + condition, json.dumps([key_of(near_number) for near_number in numbers])
            )

    def _beside(self, code: str, year: str, serial: str, key: str) -> Iterator[str]:
        """Yield who holds the serial, who holds the next one above, and the first issues beside the holder."""
        # Example: ENFOPOL 12 moves to another document. A second holder of 12 becomes or stops being a duplicate, 13
        # gets or loses a gap before it, and neighbours by number compare their serials with 12.
        parameters = (code, int(year), int(serial))
        join = "JOIN code ON code.document = id WHERE code.code = ? AND code.year = ?"
        yield from self._bases(f"{join} AND serial = ?", *parameters)
        yield from self._bases(f"{join} AND serial = ({_SELECT_NEXT_SERIAL})", *parameters[:2], *parameters)
        first_issues = self._line(*parameters[:2])
        position = bisect_left(first_issues, key)
        yield from (
            base_of(first_issue)
            for first_issue in first_issues[max(0, position - _NEIGHBOURS) : position + _NEIGHBOURS + 1]
        )

    def _first_issues(self, code: str, year: int) -> list[str]:
        return [key for (key,) in self._ask(f"{_SELECT_FIRST_ISSUES} AND {IS_FIRST_ISSUE} ORDER BY key", (code, year))]

    def _bases(self, clause: str, *parameters: object) -> Iterator[str]:
        rows = self._ask(_SELECT_BASES + clause, parameters)
        return (base for (base,) in rows)
