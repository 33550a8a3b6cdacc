"""Checking: the rules put to files and a snapshot, and the report that comes of it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from pathlib import PurePosixPath

from somei_cli.model.entries import DocumentFile
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.surroundings import Surroundings
from somei_cli.rules.catalogue import chosen
from somei_cli.rules.findings import UNREADABLE, Finding, Proved, Report
from somei_cli.rules.judging import FileFindings, Narrowing, by_number, judge, judge_clone
from somei_cli.rules.placing import Met, placed
from somei_cli.rules.putting import Bench
from somei_cli.rules.rule import Background, HeldWaiver, Rule, Scope
from somei_cli.rules.waiving import GivenWaiver, given, sift

ALL_SCOPES = frozenset(Scope)


def check(
    entries: Sequence[DocumentFile],
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
    admitted: Collection[tuple[DocumentNumber, str, str]] | None = None,
) -> Report:
    """Put the rules to the files in `entries` and to the documents that they hold.

    `numbers` and `paths` narrow the question: only these documents or files are judged, and only what is wrong in
    them is told. The snapshot should be whole all the same. `select` and `ignore` take codes and areas. `history` is
    what was found in it, `surroundings` what git says of the whole register; without them the rules about either say
    nothing. Where `admitted` is given, no other waiver that stands in a document counts: it names them by number, code
    and reason.

    Raises:
        NotFound: where a word of `select` or `ignore` names no rule.
    """
    rules = [rule for rule in chosen(select, ignore) if rule.scope in scopes or rule.code == UNREADABLE]
    narrowing = Narrowing(numbers, paths)
    background = Background(snapshot.vocabulary, snapshot.settings, today)
    asked = narrowing.of(entries)
    files = by_number(asked)
    own = given((entry.document for entry in files.values() if entry.document), ())
    judged = FileFindings(
        tuple(placed(judge(Bench(rules, background), asked, files, snapshot))),
        tuple(one for one in own if admitted is None or _named(one) in admitted),
        len(asked),
        sum(entry.document is None for entry in asked),
        None if asked == tuple(entries) else frozenset(str(entry.path) for entry in asked),
        files,
    )
    return report(rules, judged, background, files.__getitem__, narrowing, history, surroundings)


def report(
    rules: Sequence[Rule],
    judged: FileFindings,
    background: Background,
    file_of: Callable[[DocumentNumber], DocumentFile],
    narrowing: Narrowing,
    history: Proved | None = None,
    surroundings: Surroundings | None = None,
) -> Report:
    """What is to be told of files that were judged: with what the history and git say, and without what is waived.

    `file_of` gives the file of a document that holds waivers.
    """
    codes = frozenset(rule.code for rule in rules if surroundings or rule.scope is not Scope.CLONE)
    clone = placed(judge_clone(rules, background, surroundings)) if surroundings else ()
    findings = sorted([*judged.findings, *clone, *_of_history(codes, history, narrowing.numbers)])
    own, beyond = narrowing.waivers(background.settings.waivers, judged.numbers)
    waivers = (*judged.waivers, *given((), own))
    unproved = history is None or not history.whole
    of_history = {rule.code for rule in rules if rule.scope is Scope.HISTORY} if unproved else set()
    # With a file unread nobody can say that a waiver is not needed.
    certain = frozenset() if judged.unread else codes - of_history
    sifted = sift(findings, (*waivers, *given((), beyond)), background.today, certain)
    about_waivers = placed(_judged_waivers(rules, background, file_of, sifted.waivers[: len(waivers)]))
    told = tuple(sorted([*sifted.kept, *about_waivers]))
    return Report(told, sifted.waived, judged.checked, judged.unread, codes - of_history, judged.paths, history)


def _named(one: GivenWaiver) -> tuple[DocumentNumber | None, str, str]:
    return one.stands_in, one.waiver.code, one.waiver.reason


def _of_history(
    codes: Collection[str], history: Proved | None, numbers: Collection[DocumentNumber] | None
) -> Iterator[Finding]:
    asked = None if numbers is None else {str(number) for number in numbers}
    for finding in history.findings if history else ():
        if finding.code in codes and (asked is None or finding.document in asked):
            yield finding


def _judged_waivers(
    rules: Sequence[Rule],
    background: Background,
    file_of: Callable[[DocumentNumber], DocumentFile],
    held: tuple[HeldWaiver, ...],
) -> Iterator[Met]:
    for rule in (rule for rule in rules if rule.scope is Scope.CHECK):
        for flaw in rule.judge(held, background):
            yield rule, flaw, file_of(flaw.about) if flaw.about else None
