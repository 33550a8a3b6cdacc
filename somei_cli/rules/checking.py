"""Checking: the rules put to the files and the snapshot, and the report that comes of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from somei_cli.model.entries import Entry
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.settings import Waiver
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.surroundings import Surroundings
from somei_cli.rules.catalogue import UNREADABLE, chosen
from somei_cli.rules.findings import Report
from somei_cli.rules.placing import Met, placed
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
    surroundings: Surroundings | None = None,
) -> Report:
    """Put the rules to the files in `entries` and to the documents that they hold.

    `numbers` narrows the question: only these documents are judged, and only what is wrong in them is told. The
    snapshot should be whole all the same. `surroundings` is what git says of the whole register, where that is part of
    the question. `select` and `ignore` take codes and areas.

    Raises:
        NotFound: where a word of `select` or `ignore` names no rule.
    """
    rules = [rule for rule in chosen(select, ignore) if rule.scope in scopes or rule.code == UNREADABLE]
    if surroundings is None:
        rules = [rule for rule in rules if rule.scope is not Scope.CLONE]
    case = _case(entries, snapshot, today, numbers)
    findings = sorted(placed([*_judged(rules, case), *_judged_clone(rules, case, surroundings)]))
    waivers = given((entry.document for entry in case.files.values() if entry.document), case.waivers)
    unread = sum(entry.document is None for entry in case.asked)
    # With a file unread nobody can say that a waiver is not needed.
    sifted = sift(findings, waivers, today, () if unread else {rule.code for rule in rules})
    about_waivers = placed(_judged_waivers(rules, case, sifted.waivers))
    return Report(tuple(sorted([*sifted.kept, *about_waivers])), sifted.waived, len(case.asked), unread)


@dataclass(frozen=True, slots=True)
class _Case:
    """What one check is about."""

    asked: tuple[Entry, ...]
    files: dict[DocumentNumber, Entry]
    snapshot: Snapshot
    waivers: tuple[Waiver, ...]
    background: Background


def _case(
    entries: Sequence[Entry], snapshot: Snapshot, today: date, numbers: Collection[DocumentNumber] | None
) -> _Case:
    asked, waivers = tuple(entries), snapshot.settings.waivers
    if numbers is not None:
        wanted, printed = frozenset(numbers), {str(number) for number in numbers}
        asked = tuple(entry for entry in entries if _is_asked(entry, wanted))
        waivers = tuple(waiver for waiver in waivers if waiver.document in printed)
    return _Case(asked, _by_number(asked), snapshot, waivers, Background(snapshot.vocabulary, snapshot.settings, today))


def _is_asked(entry: Entry, wanted: frozenset[DocumentNumber]) -> bool:
    """Whether a file belongs to the question; one that may hold anything does."""
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
    by_scope = {scope: [rule for rule in rules if rule.scope is scope] for scope in Scope}
    for entry in case.asked:
        for rule in by_scope[Scope.FILE]:
            yield from ((rule, flaw, entry) for flaw in rule.judge(entry, case.background))
        for rule in by_scope[Scope.DOCUMENT] if entry.document else ():
            yield from ((rule, flaw, entry) for flaw in rule.judge(entry.document, case.background))
    for base in dict.fromkeys(number.base for number in case.files):
        members = case.snapshot.family(base)
        for rule in by_scope[Scope.FAMILY]:
            yield from _about_asked(rule, members, case)
    documents = (case.snapshot.get(number) for number in case.files)
    whole = Whole(case.snapshot, tuple(document for document in documents if document))
    for rule in by_scope[Scope.REGISTER]:
        yield from _about_asked(rule, whole, case)


def _about_asked(rule: Rule, subject: object, case: _Case) -> Iterator[Met]:
    for flaw in rule.judge(subject, case.background):
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
