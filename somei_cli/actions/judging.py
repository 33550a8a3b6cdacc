"""Judging families, one after the other: whatever the rules find in their files, for the index to keep."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, field
from datetime import date
from typing import Any

from somei_cli.errors import Unreadable
from somei_cli.model.counters import Counter
from somei_cli.model.entries import Entry
from somei_cli.model.numbers import DocumentNumber
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.judging import by_number, judge
from somei_cli.rules.placing import placed
from somei_cli.rules.rule import Background
from somei_cli.store.lookup.sketched import SketchedSnapshot
from somei_cli.store.lookup.units import Unit, read_unit
from somei_cli.store.lookup.verdicts import Verdict
from somei_cli.store.register import Register, document_of

_RULES = tuple(CATALOGUE.values())
_CIRCLE = "XREF006"


@dataclass(slots=True)
class Judge:
    """Whoever judges families on a day; `ask` puts questions to the index."""

    register: Register
    ask: Callable[..., list[tuple[Any, ...]]]
    today: date
    _counters: dict[tuple[str, int], Counter] = field(default_factory=dict)

    def verdicts(self, units: Sequence[str], *, all_between: bool = False) -> list[Verdict | None]:
        """The verdicts on some units; None where a file has changed since it was indexed.

        Where these are `all_between` the first and the last one, the index is asked for them at once.
        """
        snapshot = self.snapshot()
        families = [unit for unit in units if not unit.startswith("/")]
        if families and all_between:
            snapshot.foresee(families[0], families[-1])
        return [self._verdict(read_unit(self.register, self.ask, unit), snapshot) for unit in units]

    def snapshot(self) -> SketchedSnapshot:
        """The register in outline."""
        register = self.register
        return SketchedSnapshot(
            self.ask,
            lambda path: document_of(register.entry(path)),
            lambda: register.vocabulary,
            register.settings,
            self._counters,
        )

    def _verdict(self, unit: Unit, snapshot: SketchedSnapshot) -> Verdict | None:
        if unit.stale:
            return None
        files = by_number(unit.entries)
        background = Background(self.register.vocabulary, self.register.settings, self.today)
        try:
            with _at_hand(files, snapshot):
                found = sorted(placed(judge(_RULES, unit.entries, files, snapshot, background)))
        except (Unreadable, FileNotFoundError):
            return None
        documents = (entry.document for entry in files.values() if entry.document)
        waivers = tuple((str(one.number), code, reason) for one in documents for code, reason in one.waive)
        circle = any(finding.code == _CIRCLE for finding in found)
        return Verdict(unit.name, min(background.turns, default=None), tuple(map(astuple, found)), waivers, circle)


@contextmanager
def _at_hand(files: Mapping[DocumentNumber, Entry], snapshot: SketchedSnapshot) -> Iterator[None]:
    """While a family is judged its documents are whole: they have just been read."""
    base = next(iter(files)).base if files else None
    if base is None:
        yield
        return
    members = snapshot.family(base)
    snapshot.hold(base, (files[member.number].document or member for member in members))
    yield
    snapshot.hold(base, members)
