"""Judging families one after the other for the index, which keeps their verdicts; many are judged in two processes."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from somei_cli.errors import Unreadable
from somei_cli.model.code_counters import CodeCounter
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.rules.definition.findings import Finding
from somei_cli.rules.definition.rule import RuleContext
from somei_cli.rules.engine.dispatch import RuleRunner, files_by_number, locate_findings, run_rules
from somei_cli.rules.state_rules import STATE_RULES, with_house_rules
from somei_cli.store.index.check_snapshot import CheckSnapshot
from somei_cli.store.index.database import INDEX_FAILURES, Index
from somei_cli.store.index.family_files import UnitFiles, is_family, read_units
from somei_cli.store.index.keys import number_of
from somei_cli.store.index.records import VerdictRow
from somei_cli.store.index.verdicts import FamilyVerdict, PartialVerdict, Verdicts, find_partial_verdicts
from somei_cli.store.register.register import Register, require_document

_CYCLE_CODE = "XREF006"
_CHUNK_SIZE = 500
_TRIES = 5


class FamilyJudge:
    """Judges families as of a day. `ask` runs a query of the index."""

    def __init__(self, register: Register, ask: Callable[..., list[tuple[Any, ...]]], today: date) -> None:
        self.register = register
        self.ask = ask
        self.today = today
        self._counters: dict[tuple[str, int], CodeCounter] = {}
        self._runners: dict[frozenset[str], RuleRunner] = {}

    @cached_property
    def _runner(self) -> RuleRunner:
        """Made when a family is judged: whether one must be is asked first."""
        return _make_runner(RuleContext(self.register.vocabulary, self.register.settings, self.today))

    def verdicts(self, units: Sequence[str]) -> list[FamilyVerdict | None]:
        """Return the verdicts on some families; None for one that changed since it was indexed."""
        read_families = tuple(read_units(self.register, self.ask, units))
        snapshot = self.snapshot()
        for unit in read_families:
            _hold_family(unit, snapshot)
        snapshot.prefetch(number_of(unit) for unit in units if is_family(unit))
        present = [unit for unit in read_families if not unit.is_stale]
        try:
            verdicts = self._judge(present, snapshot)
        except (Unreadable, FileNotFoundError):
            # A file is gone that some of them refer to: the others can be judged.
            verdicts = {unit.name: self._judge_alone(unit, snapshot) for unit in present}
        snapshot.clear_cache()
        return [verdicts.get(unit) for unit in units]

    def members_of_cycles(self) -> Callable[[DocumentNumber], frozenset[DocumentNumber]]:
        """Return a function that returns every document on a cycle with one, and itself."""
        snapshot = self.snapshot()
        return lambda number: snapshot.cycles.members_with(number, snapshot.get)

    def snapshot(self) -> CheckSnapshot:
        """Return the register as a snapshot of lazy documents."""
        register = self.register
        return CheckSnapshot(
            self.ask,
            lambda path: require_document(register.entry(path)),
            lambda: register.vocabulary,
            register.settings,
            self._counters,
        )

    def _judge_alone(self, unit: UnitFiles, snapshot: CheckSnapshot) -> FamilyVerdict | None:
        try:
            return self._judge([unit], snapshot)[unit.name]
        except (Unreadable, FileNotFoundError):
            return None

    def _judge(self, units: Sequence[UnitFiles], snapshot: CheckSnapshot) -> Mapping[str, FamilyVerdict | None]:
        partial_verdicts = find_partial_verdicts(self.ask, [unit.name for unit in units])
        no_part = PartialVerdict(frozenset(), None, ())
        units_by_codes = group_pairs((partial_verdicts.get(unit.name, no_part).codes, unit) for unit in units)
        verdicts: dict[str, FamilyVerdict | None] = {}
        for codes, chosen in units_by_codes.items():
            runner = self._runner_of(codes) if codes else self._runner
            judged = run_rules(runner, [unit.entries for unit in chosen], snapshot)
            for unit, (flaws, days) in zip(chosen, judged, strict=True):
                part = partial_verdicts.get(unit.name, no_part)
                findings = sorted((*map(Finding.from_row, part.findings), *locate_findings(flaws)))
                days.update((part.expires,) if part.expires else ())
                verdicts[unit.name] = _verdict_of(unit.name, findings, files_by_number(unit.entries).values(), days)
        return verdicts

    def _runner_of(self, codes: frozenset[str]) -> RuleRunner:
        """Return what runs some rules only."""
        if codes not in self._runners:
            self._runners[codes] = RuleRunner([STATE_RULES[code] for code in sorted(codes)], self._runner.context)
        return self._runners[codes]


class LoneFamilyJudge:
    """Judges families as of a day by the rules that look at nothing else of the register; see `FirstJudge`."""

    def __init__(self, register: Register, edition: str, today: date) -> None:
        self.edition = edition
        self.today = today
        self.settings = register.settings
        self._runner = _make_runner(RuleContext(register.vocabulary, register.settings, today))

    def judge_alone(self, families: Mapping[str, Sequence[DocumentFile]]) -> Iterator[VerdictRow]:
        """See `FirstJudge`."""
        judged = run_rules(self._runner, tuple(families.values()))
        for (unit, entries), (flaws, turning_days) in zip(families.items(), judged, strict=True):
            # In most families all is in order.
            if flaws or turning_days or any(entry.document and entry.document.waive for entry in entries):
                yield _verdict_of(unit, sorted(locate_findings(flaws)), entries, turning_days).row


def _make_runner(context: RuleContext) -> RuleRunner:
    """Return what runs the rules of the catalogue and of the house."""
    return RuleRunner(tuple(with_house_rules(STATE_RULES, context.settings.rules).values()), context)


def _verdict_of(
    unit: str, findings: Sequence[Finding], entries: Iterable[DocumentFile], turning_days: Collection[date]
) -> FamilyVerdict:
    documents = (entry.document for entry in entries if entry.document)
    return FamilyVerdict(
        unit,
        min(turning_days, default=None),
        tuple(finding.row for finding in findings),
        tuple((str(document.number), code, reason) for document in documents for code, reason in document.waive),
        any(finding.code == _CYCLE_CODE for finding in findings),
    )


def _hold_family(unit: UnitFiles, snapshot: CheckSnapshot) -> None:
    """Give the snapshot a family that has just been read."""
    # If several files claim one number, the last one counts.
    members = {entry.document.number: entry.document for entry in unit.entries if entry.document}
    if members and not unit.is_stale:
        snapshot.set_family(next(iter(members)).base, sorted(members.values(), key=lambda member: member.number))


def judge_changed_families(register: Register, index: Index, verdicts: Verdicts, edition: str, today: date) -> bool:
    """Make sure that there is a verdict on every file; False if files change faster than they can be judged."""
    try:
        for _ in range(_TRIES):
            # A new one each time, because it caches the counters.
            judge = FamilyJudge(register, index.query, today)
            verdicts.discard_outdated(edition, today)
            verdicts.queue_affected(judge.members_of_cycles())
            unjudged = verdicts.list_waiting()
            if not unjudged:
                return True
            for chunk in _judge_chunks(judge, index, unjudged):
                verdicts.store(verdict for verdict in chunk if verdict)
            index.catch_up()
    except INDEX_FAILURES:
        return False
    return False


def judge_indexed_state(register: Register, index: Index, verdicts: Verdicts, today: date) -> bool:
    """Do the same while the index stands for another state: each file is read once, in this process."""
    judge = FamilyJudge(register, index.query, today)
    verdicts.queue_affected(judge.members_of_cycles())
    for chunk in _chunks(verdicts.list_waiting()):
        judged = [verdict for verdict in judge.verdicts(chunk) if verdict]
        verdicts.store(judged)
        if len(judged) < len(chunk):
            return False
    return True


def _chunks(units: Sequence[str]) -> list[Sequence[str]]:
    return [units[start : start + _CHUNK_SIZE] for start in range(0, len(units), _CHUNK_SIZE)]


def _judge_chunks(judge: FamilyJudge, index: Index, units: Sequence[str]) -> Iterator[list[FamilyVerdict | None]]:
    chunks = _chunks(units)
    if len(chunks) == 1:
        yield judge.verdicts(chunks[0])
        return
    from somei_cli.store.process.fork_pool import PROCESSES, open_fork_pool

    if len(chunks) < 2 * PROCESSES:
        yield from (judge.verdicts(chunk) for chunk in chunks)
        return
    with open_fork_pool(_start_worker, judge, index) as pool:
        yield from pool.imap(_judge_in_worker, chunks)


_WORKER_JUDGE: list[FamilyJudge] = []


def _start_worker(judge: FamilyJudge, index: Index) -> None:
    """Make a judge in a worker process, with a database connection of its own."""
    # Nothing here creates reference cycles, and the garbage collector would take a fifth of the time.
    gc.disable()
    _WORKER_JUDGE.append(FamilyJudge(judge.register, index.reopen_after_fork().query, judge.today))


def _judge_in_worker(units: Sequence[str]) -> list[FamilyVerdict | None]:
    return _WORKER_JUDGE[0].verdicts(units)
