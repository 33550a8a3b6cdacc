"""The ratchet: a change may not add an error to the families that it touches."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml.document import dump
from somei_cli.model.codes import SubjectCode
from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import NewNumber, Tracker, track_silently
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.settings import Settings
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.vocabulary import find_renamed_codes
from somei_cli.rules.definition.findings import Finding, Severity
from somei_cli.rules.definition.rule import Flaw, Members, Rule, RuleContext
from somei_cli.rules.document_errors import AWAITED_CODES, DOCUMENT_ERRORS
from somei_cli.rules.engine.applied_waivers import apply_waivers, collect_waivers
from somei_cli.rules.engine.dispatch import LocatedFlaw, RuleRunner, locate_findings

_FAMILIES_AT_ONCE = 500
"""So many families have their files in memory as they would be written."""

_ERRORS = tuple(rule for code, rule in DOCUMENT_ERRORS.items() if code not in AWAITED_CODES)


def find_added_errors(
    before: Snapshot,
    after: Snapshot,
    numbers: Iterable[DocumentNumber],
    today: date,
    renumbered: NewNumber | None = None,
    track: Tracker = track_silently,
) -> tuple[Finding, ...]:
    """Find the errors that a change adds to the families it touches. Errors that were there before do not count.

    Those of a document that is renumbered go with it.

    Lines are those of the files as they would be written. Rules that need the whole register see what the snapshots
    contain: with a whole one a serial of another number is noticed, with one family it is not.
    """
    bases = tuple(dict.fromkeys(number.base for number in numbers))
    renamed = find_renamed_codes(before.vocabulary, after.vocabulary)
    earlier_errors = rename_codes(_errors(before, bases, today, track), renamed)
    already_there = Counter(_identity_after(finding, renumbered) for finding in earlier_errors)
    added: list[Finding] = []
    for finding in _errors(after, bases, today, track):
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


def _errors(snapshot: Snapshot, bases: Iterable[DocumentNumber], today: date, track: Tracker) -> Iterable[Finding]:
    """Return the errors in these families that no waiver covers, in the order of a report."""
    house = _find_house_errors(snapshot.settings)
    runner = RuleRunner((*_ERRORS, *house), RuleContext(snapshot.vocabulary, snapshot.settings, today))
    members = [member for base in bases for member in snapshot.family(base)]
    flaws = _find_flaws(runner, snapshot, members, track)
    findings = sorted(finding for finding in locate_findings(flaws) if finding.severity is Severity.ERROR)
    waivers = collect_waivers(members, snapshot.settings.waivers)
    waivable = DOCUMENT_ERRORS.keys() | {rule.code for rule in house}
    return apply_waivers(findings, waivers, today, (), waivable.__contains__).remaining


def _find_flaws(
    runner: RuleRunner, snapshot: Snapshot, members: Sequence[Document], track: Tracker
) -> Iterator[LocatedFlaw]:
    """Yield what the rules report about whole families, as `run_rules` does.

    Of a change of many documents only some have their texts in memory at any moment.
    """
    by_number = {member.number: member for member in members}
    families = tuple(tuple(family) for _, family in groupby(members, key=lambda member: member.number.base))
    starts = range(0, len(families), _FAMILIES_AT_ONCE)
    batches = (_judge_families(runner, families[start : start + _FAMILIES_AT_ONCE], by_number) for start in starts)
    for flaws in track(batches, len(starts), "checking"):
        yield from flaws
    for rule, _, rule_flaws in runner.judge_register(snapshot, [members]):
        yield from _locate(rule, rule_flaws, by_number)


def _judge_families(
    runner: RuleRunner, families: Sequence[Members], by_number: Mapping[DocumentNumber, Document]
) -> list[LocatedFlaw]:
    entries = [_make_file(member) for family in families for member in family]
    located: list[LocatedFlaw] = []
    for rule, position, flaws in runner.judge_files(entries):
        located += ((rule, flaw, entries[position]) for flaw in flaws)
    for rule, _, flaws in runner.judge_families(families):
        located += _locate(rule, flaws, by_number)
    return located


def _locate(rule: Rule, flaws: Iterable[Flaw], members: Mapping[DocumentNumber, Document]) -> Iterator[LocatedFlaw]:
    for flaw in flaws:
        document = members.get(flaw.about) if flaw.about else None
        if document:
            yield rule, flaw, _make_file(document)


def _make_file(document: Document) -> DocumentFile:
    return DocumentFile(path_of(document.number), dump(document), document)


def _find_house_errors(settings: Settings) -> tuple[Rule, ...]:
    """Return the rules of the house that find errors. Most registers have none, so that they are loaded here."""
    if not settings.rules:
        return ()
    from somei_cli.rules.house_rules import make_house_rules

    return tuple(rule for rule in make_house_rules(settings.rules) if rule.severity is Severity.ERROR)


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
