"""Checking: the rules put to the files and the snapshot, and the report that comes of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from somei_cli.model.entries import Entry
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.settings import Waiver
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.surroundings import Surroundings
from somei_cli.rules.catalogue import UNREADABLE, chosen
from somei_cli.rules.findings import Finding, Proved, Report
from somei_cli.rules.placing import Met, placed
from somei_cli.rules.putting import Bench, Told
from somei_cli.rules.rule import Background, HeldWaiver, Rule, Scope, Whole
from somei_cli.rules.waiving import given, sift
from somei_cli.text.paths import number_at, path_of

ALL_SCOPES = frozenset(Scope)


def check(
    entries: Sequence[Entry],
    snapshot: Snapshot,
    *,
    today: date,
    scopes: Collection[Scope] = ALL_SCOPES,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    numbers: Collection[DocumentNumber] | None = None,
    paths: Collection[PurePosixPath] | None = None,
    history: Proved | None = None,
    surroundings: Surroundings | None = None,
) -> Report:
    """Put the rules to the files in `entries` and to the documents that they hold.

    `numbers` and `paths` narrow the question: only these documents or files are judged, and only what is wrong in
    them is told. The snapshot should be whole all the same. `select` and `ignore` take codes and areas. `history` is
    what was found in it, `surroundings` what git says of the whole register; without them the rules about either say
    nothing.

    Raises:
        NotFound: where a word of `select` or `ignore` names no rule.
    """
    rules = [rule for rule in chosen(select, ignore) if rule.scope in scopes or rule.code == UNREADABLE]
    if surroundings is None:
        rules = [rule for rule in rules if rule.scope is not Scope.CLONE]
    case = _case(entries, snapshot, today, _Narrowing(numbers, paths))
    met = [*_judged(rules, case), *_judged_clone(rules, case, surroundings)]
    findings = sorted([*placed(met), *_of_history(rules, history, numbers)])
    waivers = given((entry.document for entry in case.files.values() if entry.document), case.waivers)
    unread = sum(entry.document is None for entry in case.asked)
    unproved = history is None or not history.whole
    codes = frozenset(rule.code for rule in rules if not (unproved and rule.scope is Scope.HISTORY))
    # With a file unread nobody can say that a waiver is not needed.
    sifted = sift(findings, (*waivers, *given((), case.beyond)), today, () if unread else codes)
    about_waivers = placed(_judged_waivers(rules, case, sifted.waivers[: len(waivers)]))
    told = tuple(sorted([*sifted.kept, *about_waivers]))
    judged = None if case.asked == tuple(entries) else frozenset(str(entry.path) for entry in case.asked)
    return Report(told, sifted.waived, len(case.asked), unread, codes, judged, history)


def _of_history(
    rules: Iterable[Rule], history: Proved | None, numbers: Collection[DocumentNumber] | None
) -> Iterator[Finding]:
    codes = {rule.code for rule in rules}
    asked = None if numbers is None else {str(number) for number in numbers}
    for finding in history.findings if history else ():
        if finding.code in codes and (asked is None or finding.document in asked):
            yield finding


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """Which files are asked about; None where all are."""

    numbers: Collection[DocumentNumber] | None
    paths: Collection[PurePosixPath] | None

    @property
    def is_none(self) -> bool:
        return self.numbers is None and self.paths is None

    def of(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        """The files that belong to the question; one that may hold anything does."""
        if self.numbers is not None:
            wanted = frozenset(self.numbers)
            entries = [entry for entry in entries if _is_asked(entry, wanted)]
        return tuple(entry for entry in entries if self.paths is None or entry.path in self.paths)


@dataclass(frozen=True, slots=True)
class _Case:
    """What one check is about; the waivers `beyond` reach further than the files that are asked about."""

    asked: tuple[Entry, ...]
    files: dict[DocumentNumber, Entry]
    snapshot: Snapshot
    waivers: tuple[Waiver, ...]
    beyond: tuple[Waiver, ...]
    background: Background


def _case(entries: Sequence[Entry], snapshot: Snapshot, today: date, narrowing: _Narrowing) -> _Case:
    asked = narrowing.of(entries)
    files = _by_number(asked)
    waivers = snapshot.settings.waivers
    beyond: tuple[Waiver, ...] = ()
    background = Background(snapshot.vocabulary, snapshot.settings, today)
    if not narrowing.is_none:
        printed = {str(number) for number in (*files, *(narrowing.numbers or ()))}
        beyond = tuple(waiver for waiver in waivers if waiver.document is None)
        waivers = tuple(waiver for waiver in waivers if waiver.document in printed)
    return _Case(asked, files, snapshot, waivers, beyond, background)


def _is_asked(entry: Entry, wanted: frozenset[DocumentNumber]) -> bool:
    if entry.document and entry.document.number in wanted:
        return True
    number = number_at(entry.path)
    return number in wanted or (number is None and entry.document is None)


def _by_number(entries: Iterable[Entry]) -> dict[DocumentNumber, Entry]:
    """The file of each document; of two that claim one number, the one in its place."""
    files: dict[DocumentNumber, Entry] = {}
    for entry in entries:
        number = entry.document.number if entry.document else None
        if number and (number not in files or entry.path == path_of(number)):
            files[number] = entry
    return files


def _judged(rules: Sequence[Rule], case: _Case) -> Iterator[Met]:
    bench = Bench(rules, case.background)
    for entry in case.asked:
        for rule, flaw in bench.file(entry):
            yield rule, flaw, entry
    for base in dict.fromkeys(number.base for number in case.files):
        yield from _about_asked(bench.family(case.snapshot.family(base)), case)
    documents = (case.snapshot.get(number) for number in case.files)
    whole = Whole(case.snapshot, tuple(document for document in documents if document))
    yield from _about_asked(bench.register(whole), case)


def _about_asked(told: Told, case: _Case) -> Iterator[Met]:
    for rule, flaw in told:
        if flaw.about in case.files:
            yield rule, flaw, case.files[flaw.about]


def _judged_clone(rules: Sequence[Rule], case: _Case, surroundings: Surroundings | None) -> Iterator[Met]:
    for rule in (rule for rule in rules if rule.scope is Scope.CLONE):
        for flaw in rule.judge(surroundings, case.background):
            yield rule, flaw, Entry(flaw.path, "", None) if flaw.path else None


def _judged_waivers(rules: Sequence[Rule], case: _Case, held: tuple[HeldWaiver, ...]) -> Iterator[Met]:
    for rule in (rule for rule in rules if rule.scope is Scope.CHECK):
        for flaw in rule.judge(held, case.background):
            yield rule, flaw, case.files[flaw.about] if flaw.about else None
