"""Verdicts: what was found in each family when it was last judged, and which families must be judged again."""

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

_TOO_MANY = 20_000
"""Signals from which on it costs less to judge everything."""
_COUNTERS = 64
_BASES = f"SELECT DISTINCT {BASE_OF_KEY} FROM document "  # noqa: S608 - words of ours
_FIRST_ISSUES = (
    "SELECT DISTINCT key FROM code JOIN document ON document.id = code.document AND live"
    " WHERE code = ? AND code.year = ? AND serial > 0"
)
_ABOVE = (
    "SELECT min(serial) FROM code JOIN document ON document.id = code.document AND live"
    " WHERE code = ? AND code.year = ? AND serial > ?"
)
_DANGLING = (
    "JOIN reference ON reference.document = document.id WHERE target IN (SELECT value FROM json_each(?))"
    " AND NOT EXISTS (SELECT 1 FROM document AS held WHERE held.key = target AND held.live)"
)
"""Whoever points to one of these numbers, if no document holds it."""
_BESIDE = 3
"""How many first issues on each side of a serial may be judged otherwise when it changes; one more than rules ask."""


class FamilyVerdict(NamedTuple):
    """What was found in one family, or in a file without a document.

    `turns` is the first day on which it may have to be judged otherwise. `findings` and `waivers` are rows that JSON
    can hold. `circle` says that it stands in a circle, which may be broken from afar.
    """

    unit: str
    turns: date | None = None
    findings: tuple[tuple[Any, ...], ...] = ()
    waivers: tuple[tuple[str, ...], ...] = ()
    circle: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether nothing needs to be kept of it."""
        return not (self.turns or self.findings or self.waivers)


class Verdicts:
    """The verdicts in an index; they hold for one edition of the rules, the vocabulary and the settings."""

    def __init__(self, index: Index) -> None:
        self._ask = index.ask
        self._index = index
        self._line = self._first_issues

    def are_whole(self, edition: str, today: date) -> bool:
        """Whether there is one on every file, which still holds."""
        if self._index.meta("judged by") != edition or self._index.meta("judged on") != today.isoformat():
            return False
        waiting = "SELECT EXISTS (SELECT 1 FROM unjudged) OR EXISTS (SELECT 1 FROM signal)"
        return self._ask(waiting) == [(0,)]

    def behind(self, edition: str) -> int:
        """About how many must be judged before there is one on every file."""
        if self._index.meta("judged by") != edition:
            return self.counts()[0]
        (waiting,) = self._ask("SELECT (SELECT count(*) FROM unjudged) + (SELECT count(*) FROM signal)")[0]
        return int(waiting)

    def hold_for(self, edition: str, today: date) -> None:
        """Forget what was judged by others rules, or on a later day than today; find out who must be judged again."""
        kept, day = self._index.meta("judged by"), self._index.meta("judged on")
        if kept != edition or day is None or day > today.isoformat():
            self._forget_all(edition, today)
            return
        turned = self._ask("SELECT unit FROM verdict WHERE turns <= ?", (today.isoformat(),))
        with self._index.writing():
            self._wait_for(unit for (unit,) in turned)
            if day != today.isoformat():
                self._index.set_meta("judged on", today.isoformat())
        (signals,) = self._ask("SELECT count(*) FROM signal")[0]
        if signals > _TOO_MANY:
            self._forget_all(edition, today)

    def spread(self, companions: Callable[[DocumentNumber], Iterable[DocumentNumber]]) -> None:
        """Add those whom the changes since the last check may concern."""
        told = self._ask("SELECT kind, value FROM signal")
        # Many changes of one day are made under few codes.
        self._line = lru_cache(_COUNTERS)(self._first_issues)
        if told:
            with self._index.writing():
                self._wait_for(base for kind, value in told for base in self._concerned(kind, value, companions))
                self._ask("DELETE FROM signal")

    def waiting(self) -> list[str]:
        """Who must be judged, in order."""
        return [unit for (unit,) in self._ask("SELECT unit FROM unjudged ORDER BY unit")]

    def keep(self, verdicts: Iterable[FamilyVerdict]) -> None:
        """Put verdicts in the place of earlier ones."""
        verdicts = list(verdicts)
        units = json.dumps([verdict.unit for verdict in verdicts])
        with self._index.writing():
            self._another_generation()
            self._ask("DELETE FROM unjudged WHERE unit IN (SELECT value FROM json_each(?))", (units,))
            self._ask("DELETE FROM verdict WHERE unit IN (SELECT value FROM json_each(?))", (units,))
            for verdict in verdicts:
                if not verdict.is_silent:
                    turns = verdict.turns and verdict.turns.isoformat()
                    findings, waivers = (json.dumps(held) if held else None for held in verdict[2:4])
                    words = (verdict.unit, turns, findings, waivers, int(verdict.circle))
                    self._ask("INSERT INTO verdict VALUES (?, ?, ?, ?, ?)", words)

    def findings(self) -> Iterator[list[Any]]:
        """Every finding."""
        for (rows,) in self._ask("SELECT findings FROM verdict WHERE findings IS NOT NULL"):
            yield from json.loads(rows)

    def waivers(self) -> Iterator[list[str]]:
        """Every waiver that stands in a document, in the order of the numbers."""
        for (rows,) in self._ask("SELECT waivers FROM verdict WHERE waivers IS NOT NULL ORDER BY unit"):
            yield from json.loads(rows)

    def counts(self) -> tuple[int, int]:
        """How many files there are, and how many of them give no document."""
        return self._index.count(), len(self._index.faults())

    def _forget_all(self, edition: str, today: date) -> None:
        with self._index.writing():
            self._ask("DELETE FROM verdict")
            self._ask("DELETE FROM signal")
            self._ask("DELETE FROM unjudged")
            self._ask(f"INSERT INTO unjudged {_BASES}")
            self._wait_for(f"/{folder}/{name}" for folder, name, _, _ in self._index.faults())
            self._another_generation()
            self._index.set_meta("judged by", edition)
            self._index.set_meta("judged on", today.isoformat())

    def _another_generation(self) -> None:
        """What is told of the verdicts now is not what was told before."""
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
                where = "WHERE reference.target = ? AND reference.kind = ?"
                yield from self._bases(f"JOIN reference ON reference.document = id {where}", value, AGENDA)
            case Signal.SERIAL:
                yield from self._beside(*value.split("\t"))
            case Signal.CLAIM:
                yield base_of(value)
                kinds = ", ".join("?" * len(CLAIMS))
                where = f"reference.target = ? AND reference.kind IN ({kinds})"
                yield from self._bases(f"JOIN reference ON reference.document = id WHERE {where}", value, *CLAIMS)
            case Signal.DAY:
                yield from self._bases("WHERE start = ?", value)
            case Signal.SOURCE:
                yield from self._bases("WHERE source = ?", value)
            case Signal.NEAR:
                yield from self._mistaken(number_of(value))

    def _around(self, base: str, companions: Callable[[DocumentNumber], Iterable[DocumentNumber]]) -> Iterator[str]:
        """The next family of the series, those who point here, and all circles: one may be closed or broken now."""
        series = base[: base.index(" ") + 1]
        yield from self._bases("WHERE key >= ? AND key < ? ORDER BY key LIMIT 1", f"{base}:", f"{series}:")
        where = "WHERE reference.target >= ? AND reference.target < ?"
        yield from self._bases(f"JOIN reference ON reference.document = id {where}", base, f"{base}:")
        for (key,) in self._ask("SELECT key FROM document WHERE key >= ? AND key < ?", (base, f"{base}:")):
            yield from (base_of(key_of(number)) for number in companions(number_of(key)))
        yield from (unit for (unit,) in self._ask("SELECT unit FROM verdict WHERE circle"))

    def _mistaken(self, number: DocumentNumber) -> Iterator[str]:
        """Who points to a number that nobody holds and that may be this one with a slip: any slip at a meeting."""
        from somei_cli.model.numbers.slips import slips_of, swaps_of

        for numbers, where in ((swaps_of(number), ""), (slips_of(number), " AND document.start IS NOT NULL")):
            yield from self._bases(_DANGLING + where, json.dumps([key_of(near) for near in numbers]))

    def _beside(self, code: str, year: str, serial: str, key: str) -> Iterator[str]:
        """Who holds the serial, who the next one above, and the first issues on either side of the holder."""
        words = (code, int(year), int(serial))
        held = "JOIN code ON code.document = id WHERE code.code = ? AND code.year = ?"
        yield from self._bases(f"{held} AND serial = ?", *words)
        yield from self._bases(f"{held} AND serial = ({_ABOVE})", *words[:2], *words)
        line = self._line(*words[:2])
        at = bisect_left(line, key)
        yield from (base_of(held) for held in line[max(0, at - _BESIDE) : at + _BESIDE + 1])

    def _first_issues(self, code: str, year: int) -> list[str]:
        return [key for (key,) in self._ask(f"{_FIRST_ISSUES} AND {IS_FIRST_ISSUE} ORDER BY key", (code, year))]

    def _bases(self, rest: str, *words: object) -> Iterator[str]:
        rows = self._ask(_BASES + rest, words)
        return (base for (base,) in rows)
