"""Checking files and documents: rules run, waivers are applied, and findings become a report.

Also the ratchet: a change may not add an error to the families that it touches.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.formats.notation.document_numbers import read_number
from somei_cli.formats.register_paths import number_of_path, path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.register.change import NewNumber
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.git_setup import CloneState
from somei_cli.model.register.settings import Waiver
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import find_renamed_codes
from somei_cli.rules.areas.waivers import is_expired
from somei_cli.rules.catalogue import CATALOGUE, can_be_waived, select_rules
from somei_cli.rules.definition.findings import UNREADABLE, Finding, Report, Severity, VerifiedHistory, Waived
from somei_cli.rules.definition.rule import RegisterSubject, Rule, RuleContext, Scope, WaiverUse
from somei_cli.rules.engine.dispatch import FlawStream, LocatedFlaw, RuleRunner, locate_findings


class PlacedWaiver(NamedTuple):
    """A waiver and the document whose file contains it; None for a waiver of somei.toml."""

    waiver: Waiver
    holder: DocumentNumber | None = None


class WaiverSplit(NamedTuple):
    """Findings split by the waivers, and every waiver with its use."""

    remaining: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    waivers: tuple[WaiverUse, ...]


def collect_waivers(documents: Iterable[Document], settings: Iterable[Waiver]) -> tuple[PlacedWaiver, ...]:
    """Return all waivers in one form, those in documents first."""
    in_documents = (
        PlacedWaiver(Waiver(code, reason, str(document.number)), document.number)
        for document in documents
        for code, reason in document.waive
    )
    return (*in_documents, *(PlacedWaiver(waiver) for waiver in settings))


def waiver_in_document(number: str, code: str, reason: str) -> PlacedWaiver:
    """Return a waiver that is in the file of a document."""
    return PlacedWaiver(Waiver(code, reason, number), read_number(number))


def apply_waivers(
    findings: Sequence[Finding], waivers: Sequence[PlacedWaiver], today: date, judged: Collection[str]
) -> WaiverSplit:
    """Split findings by the waivers.

    `judged` are the codes of the rules that ran over everything that the waivers cover.
    """
    usable = group_pairs(
        ((placed.waiver.code, placed.waiver.document), placed)
        for placed in waivers
        if can_be_waived(placed.waiver.code) and not is_expired(placed.waiver.until, today)
    )
    remaining: list[Finding] = []
    waived: list[Waived] = []
    used: set[int] = set()
    for finding in findings:
        keys = ((finding.code, finding.document), (finding.code, None))
        covering = [placed_waiver for key in dict.fromkeys(keys) for placed_waiver in usable.get(key, ())]
        used |= {id(placed_waiver) for placed_waiver in covering}
        if covering:
            waived.append(Waived(finding, covering[0].waiver.reason))
        else:
            remaining.append(finding)
    return WaiverSplit(
        tuple(remaining),
        tuple(waived),
        tuple(_waiver_use(placed_waiver, id(placed_waiver) in used, judged) for placed_waiver in waivers),
    )


def _waiver_use(placed_waiver: PlacedWaiver, used: bool, judged: Collection[str]) -> WaiverUse:
    code = placed_waiver.waiver.code
    return WaiverUse(placed_waiver.waiver, placed_waiver.holder, can_be_waived(code), code in judged, used)


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


def files_by_number(entries: Iterable[DocumentFile]) -> dict[DocumentNumber, DocumentFile]:
    """Return the file of each document; of two with one number, the file in the right place."""
    files: dict[DocumentNumber, DocumentFile] = {}
    for entry in entries:
        number = entry.document.number if entry.document else None
        if number and (number not in files or entry.path == path_of(number)):
            files[number] = entry
    return files


def run_rules(
    runner: RuleRunner,
    entries: Sequence[DocumentFile],
    files: Mapping[DocumentNumber, DocumentFile],
    snapshot: Snapshot,
) -> Iterator[LocatedFlaw]:
    """Run the rules over files. `files` are those of the documents among them."""
    for entry in entries:
        for rule, flaw in runner.judge_file(entry):
            yield rule, flaw, entry
    for base in dict.fromkeys(number.base for number in files):
        yield from _locate_in_files(runner.judge_family(snapshot.family(base)), files)
    documents = (snapshot.get(number) for number in files)
    subject = RegisterSubject(snapshot, tuple(document for document in documents if document))
    yield from _locate_in_files(runner.judge_register(subject), files)


def _locate_in_files(flaws: FlawStream, files: Mapping[DocumentNumber, DocumentFile]) -> Iterator[LocatedFlaw]:
    for rule, flaw in flaws:
        entry = files.get(flaw.about) if flaw.about else None
        if entry:
            yield rule, flaw, entry


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
) -> Report:
    """Run the rules over the files in `entries` and the documents in them.

    `numbers` and `paths` narrow the check: only these documents or files are judged, and only their flaws are reported.
    The snapshot should be whole all the same. `select` and `ignore` are codes and areas. `history` is the verified
    history, `clone_state` what git says of the whole register; without them the rules about either report nothing. If
    `admitted_waivers` is given (number, code, reason), no other waiver in a document counts.

    Raises:
        NotFound: if a word of `select` or `ignore` names no rule.
    """
    rules = [rule for rule in select_rules(select, ignore) if rule.scope in scopes or rule.code == UNREADABLE]
    narrowing = CheckFilter(numbers, paths)
    context = RuleContext(snapshot.vocabulary, snapshot.settings, today)
    selected = narrowing.select_files(entries)
    files = files_by_number(selected)
    document_waivers = collect_waivers((entry.document for entry in files.values() if entry.document), ())
    judged = FileFindings(
        tuple(locate_findings(run_rules(RuleRunner(rules, context), selected, files, snapshot))),
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
    return build_report(rules, judged, context, files.__getitem__, narrowing, history, clone_state)


def build_report(
    rules: Sequence[Rule],
    judged: FileFindings,
    context: RuleContext,
    file_of: Callable[[DocumentNumber], DocumentFile],
    narrowing: CheckFilter,
    history: VerifiedHistory | None = None,
    clone_state: CloneState | None = None,
) -> Report:
    """Put together the report on judged files: with findings of the history and of git, without waived ones.

    `file_of` returns the file of a document that contains waivers.
    """
    codes = frozenset(rule.code for rule in rules if clone_state or rule.scope is not Scope.CLONE)
    clone = locate_findings(run_clone_rules(rules, context, clone_state)) if clone_state else ()
    findings = sorted([*judged.findings, *clone, *_history_findings(codes, history, narrowing.numbers)])
    settings_waivers, general_waivers = narrowing.waivers(context.settings.waivers, judged.numbers)
    waivers = (*judged.waivers, *collect_waivers((), settings_waivers))
    is_partial = history is None or not history.from_root
    history_codes = {rule.code for rule in rules if rule.scope is Scope.HISTORY} if is_partial else set()
    # An unread file may be the one that needs a waiver, so no waiver can be called unused.
    certain = frozenset() if judged.unread else codes - history_codes
    sifted = apply_waivers(findings, (*waivers, *collect_waivers((), general_waivers)), context.today, certain)
    about_waivers = locate_findings(_run_waiver_rules(rules, context, file_of, sifted.waivers[: len(waivers)]))
    all_findings = tuple(sorted([*sifted.remaining, *about_waivers]))
    return Report(
        all_findings, sifted.waived, judged.checked, judged.unread, codes - history_codes, judged.paths, history
    )


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


AWAITED_CODES = frozenset({"XREF001"})
"""Rules that the next act may satisfy, and that a part of a register cannot judge."""
_ERRORS = tuple(
    code for code, rule in CATALOGUE.items() if rule.severity is Severity.ERROR and code not in AWAITED_CODES
)


def find_added_errors(
    before: Snapshot,
    after: Snapshot,
    numbers: Iterable[DocumentNumber],
    today: date,
    renumbered: NewNumber | None = None,
) -> tuple[Finding, ...]:
    """Find the errors that a change adds to the families it touches. Errors that were there before do not count.

    Those of a document that is renumbered go with it.

    Lines are those of the files as they would be written. Rules that need the whole register see what the snapshots
    contain: with a whole one a serial of another number is noticed, with one family it is not.
    """
    bases = tuple(dict.fromkeys(number.base for number in numbers))
    renamed = find_renamed_codes(before.vocabulary, after.vocabulary)
    earlier_errors = rename_codes(_errors(before, bases, today), renamed)
    already_there = Counter(_identity_after(finding, renumbered) for finding in earlier_errors)
    added: list[Finding] = []
    for finding in _errors(after, bases, today):
        if already_there[finding.identity]:
            already_there[finding.identity] -= 1
        else:
            added.append(finding)
    return tuple(added)


def _identity_after(finding: Finding, renumbered: NewNumber | None) -> tuple[str, str, str]:
    code, place, message = finding.identity
    if renumbered is None or place != str(renumbered.old):
        return finding.identity
    return code, str(renumbered.new), message.replace(place, str(renumbered.new))


def _errors(snapshot: Snapshot, bases: Iterable[DocumentNumber], today: date) -> Iterable[Finding]:
    members = (member for base in bases for member in snapshot.family(base))
    entries = [DocumentFile(path_of(member.number), dump(member), member) for member in members]
    report = check(entries, snapshot, today=today, select=_ERRORS)
    return report.at_least(Severity.ERROR)


def rename_codes(findings: Iterable[Finding], renamed: Mapping[SubjectCode, SubjectCode]) -> Iterable[Finding]:
    """Return findings about subject codes with the names that these have in a later state, for a comparison with it."""
    if not renamed:
        return findings
    new_names = {old.name: new.name for old, new in renamed.items()}
    names = re.compile(r"(?<![A-Z0-9/-])(?:" + "|".join(map(re.escape, new_names)) + r")(?![A-Z0-9/-])")
    return [
        finding._replace(message=names.sub(lambda match: new_names[match[0]], finding.message))
        if finding.code.startswith("CODE")
        else finding
        for finding in findings
    ]
