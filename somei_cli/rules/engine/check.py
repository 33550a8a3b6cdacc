"""Checking files and documents: rules run, waivers are applied, and findings become a report."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.formats.register_paths import SETTINGS, number_of_path, path_of
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.git_setup import CloneState
from somei_cli.model.register.settings import HouseRule, Waiver
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.rules.definition.findings import UNREADABLE, Finding, Report, VerifiedHistory
from somei_cli.rules.definition.rule import Flaw, ListComparison, Rule, RuleContext, Scope, WaiverUse
from somei_cli.rules.engine.applied_waivers import PlacedWaiver, apply_waivers, collect_waivers
from somei_cli.rules.engine.dispatch import LocatedFlaw, RuleRunner, files_by_number, locate_findings, run_rules
from somei_cli.rules.state_rules import STATE_RULES


class FileFindings(NamedTuple):
    """The findings in files before waivers are applied, with the waivers in these files.

    `checked` files were judged, `unread` of them contained no document; `paths` are theirs, None for all. `numbers` are
    those of the documents, needed only if the check is narrowed.
    """

    findings: tuple[Finding, ...]
    waivers: tuple[PlacedWaiver, ...]
    checked: int
    unread: int
    paths: frozenset[str] | None = None
    numbers: Collection[DocumentNumber] = ()


class CheckFilter(NamedTuple):
    """Which files a check is asked about; None for all."""

    numbers: Collection[DocumentNumber] | None = None
    paths: Collection[object] | None = None

    def select_files(self, entries: Sequence[DocumentFile]) -> tuple[DocumentFile, ...]:
        """Return the files that are asked about; a file that could hold any document is one of them."""
        if self.numbers is not None:
            numbers = frozenset(self.numbers)
            entries = [entry for entry in entries if _is_selected(entry, numbers)]
        return tuple(entry for entry in entries if self.paths is None or entry.path in self.paths)

    def waivers(
        self, settings_waivers: tuple[Waiver, ...], files: Iterable[DocumentNumber]
    ) -> tuple[tuple[Waiver, ...], ...]:
        """Return the settings' waivers that are asked about, and those that cover more than these files."""
        if self.numbers is None and self.paths is None:
            return settings_waivers, ()
        printed = {str(number) for number in (*files, *(self.numbers or ()))}
        beyond = tuple(waiver for waiver in settings_waivers if waiver.document is None)
        return tuple(waiver for waiver in settings_waivers if waiver.document in printed), beyond


def _is_selected(entry: DocumentFile, numbers: frozenset[DocumentNumber]) -> bool:
    if entry.document and entry.document.number in numbers:
        return True
    number = number_of_path(entry.path)
    return number in numbers or (number is None and entry.document is None)


def run_clone_rules(rules: Sequence[Rule], context: RuleContext, clone_state: CloneState) -> Iterator[LocatedFlaw]:
    """Run the rules about how git holds the register."""
    for rule in (rule for rule in rules if rule.scope is Scope.CLONE):
        for flaw in rule.judge(clone_state, context):
            yield rule, flaw, DocumentFile(flaw.path, "", None) if flaw.path else None


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
    history: VerifiedHistory | None = None,
    clone_state: CloneState | None = None,
    admitted_waivers: Collection[tuple[DocumentNumber, str, str]] | None = None,
    comparison: ListComparison | None = None,
) -> Report:
    """Run the rules over the files in `entries` and the documents in them.

    `numbers` and `paths` narrow the check: only these documents or files are judged, and only their flaws are reported.
    The snapshot should be whole all the same. `select` and `ignore` are codes and areas. `history` is the verified
    history, `clone_state` what git says of the whole register; without them the rules about either report nothing. If
    `admitted_waivers` is given (number, code, reason), no other waiver in a document counts. `comparison` is a list of
    others; without it the rules about one are left out.

    Raises:
        NotFound: if a word of `select` or `ignore` names no rule.
    """
    from somei_cli.rules.catalogue import select_rules

    rules = [
        rule
        for rule in select_rules(select, ignore, snapshot.settings.rules)
        if rule.scope in scopes or rule.code == UNREADABLE
    ]
    narrowing = CheckFilter(numbers, paths)
    context = RuleContext(snapshot.vocabulary, snapshot.settings, today)
    selected = narrowing.select_files(entries)
    files = files_by_number(selected)
    document_waivers = collect_waivers((entry.document for entry in files.values() if entry.document), ())
    judged = FileFindings(
        tuple(
            locate_findings(
                (
                    *run_rules(RuleRunner(rules, context), (selected,), snapshot)[0].flaws,
                    *(_run_list_rules(rules, context, comparison, files) if comparison else ()),
                )
            )
        ),
        tuple(
            placed_waiver
            for placed_waiver in document_waivers
            if admitted_waivers is None or _waiver_key(placed_waiver) in admitted_waivers
        ),
        len(selected),
        sum(entry.document is None for entry in selected),
        None if selected == tuple(entries) else frozenset(str(entry.path) for entry in selected),
        files,
    )
    return build_report(
        rules, judged, context, files.__getitem__, narrowing, history, clone_state, has_list=comparison is not None
    )


def _run_list_rules(
    rules: Sequence[Rule],
    context: RuleContext,
    comparison: ListComparison,
    files: Mapping[DocumentNumber, DocumentFile],
) -> Iterator[LocatedFlaw]:
    """Run the rules about a list of others; what only the list has stands where its document would stand."""
    for rule in (rule for rule in rules if rule.scope is Scope.LIST):
        for flaw in rule.judge(comparison, context):
            entry = files.get(flaw.about) if flaw.about else None
            yield rule, flaw, entry or DocumentFile(flaw.path or _path_of_flaw(flaw), "", None)


def _path_of_flaw(flaw: Flaw) -> PurePosixPath:
    return path_of(flaw.about) if flaw.about else SETTINGS


def build_report(
    rules: Sequence[Rule],
    judged: FileFindings,
    context: RuleContext,
    file_of: Callable[[DocumentNumber], DocumentFile],
    narrowing: CheckFilter,
    history: VerifiedHistory | None = None,
    clone_state: CloneState | None = None,
    *,
    has_list: bool = False,
) -> Report:
    """Put together the report on judged files: with findings of the history and of git, without waived ones.

    `file_of` returns the file of a document that contains waivers.
    """
    not_run = (frozenset() if clone_state else {Scope.CLONE}) | (frozenset() if has_list else {Scope.LIST})
    codes = frozenset(rule.code for rule in rules if rule.scope not in not_run)
    clone = locate_findings(run_clone_rules(rules, context, clone_state)) if clone_state else ()
    findings = sorted([*judged.findings, *clone, *_history_findings(codes, history, narrowing.numbers)])
    settings_waivers, general_waivers = narrowing.waivers(context.settings.waivers, judged.numbers)
    waivers = (*judged.waivers, *collect_waivers((), settings_waivers))
    is_partial = history is None or not history.from_root
    history_codes = {rule.code for rule in rules if rule.scope is Scope.HISTORY} if is_partial else set()
    # An unread file may be the one that needs a waiver, so no waiver can be called unused.
    certain = frozenset() if judged.unread else codes - history_codes
    all_waivers = (*waivers, *collect_waivers((), general_waivers))
    house = context.settings.rules
    sifted = apply_waivers(findings, all_waivers, context.today, certain, lambda code: _can_be_waived(code, house))
    about_waivers = locate_findings(_run_waiver_rules(rules, context, file_of, sifted.waivers[: len(waivers)]))
    all_findings = tuple(sorted([*sifted.remaining, *about_waivers]))
    return Report(
        all_findings, sifted.waived, judged.checked, judged.unread, codes - history_codes, judged.paths, history, house
    )


def _can_be_waived(code: str, house: Iterable[HouseRule]) -> bool:
    """Whether a waiver may name this code. The rest of the catalogue is loaded only for the code of another rule."""
    if code in STATE_RULES:
        return STATE_RULES[code].can_be_waived
    from somei_cli.rules.catalogue import can_be_waived

    return can_be_waived(code, house)


def _waiver_key(placed_waiver: PlacedWaiver) -> tuple[DocumentNumber | None, str, str]:
    return placed_waiver.holder, placed_waiver.waiver.code, placed_waiver.waiver.reason


def _history_findings(
    codes: Collection[str], history: VerifiedHistory | None, numbers: Collection[DocumentNumber] | None
) -> Iterator[Finding]:
    documents = None if numbers is None else {str(number) for number in numbers}
    for finding in history.findings if history else ():
        if finding.code in codes and (documents is None or finding.document in documents):
            yield finding


def _run_waiver_rules(
    rules: Sequence[Rule],
    context: RuleContext,
    file_of: Callable[[DocumentNumber], DocumentFile],
    waivers: tuple[WaiverUse, ...],
) -> Iterator[LocatedFlaw]:
    for rule in (rule for rule in rules if rule.scope is Scope.CHECK):
        for flaw in rule.judge(waivers, context):
            yield rule, flaw, file_of(flaw.about) if flaw.about else None
