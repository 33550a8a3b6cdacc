"""The ratchet: what a change may not do is to add an error to what it touches."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from somei_cli.model.entries import DocumentFile
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.snapshot import Snapshot
from somei_cli.rules.catalogue import CATALOGUE
from somei_cli.rules.checking import check
from somei_cli.rules.findings import Finding, Severity
from somei_cli.text.codec import dump
from somei_cli.text.paths import path_of

AWAITED = frozenset({"XREF001"})
"""What may come with the next act, and what a part of a register cannot tell from what it leaves out."""
_ERRORS = tuple(code for code, rule in CATALOGUE.items() if rule.severity is Severity.ERROR and code not in AWAITED)


def guard(before: Snapshot, after: Snapshot, numbers: Iterable[DocumentNumber], today: date) -> tuple[Finding, ...]:
    """The errors that a change brings into the families it touches; those already there do not block it.

    Lines are those of the files as they would be written. Rules that need the whole register judge by what the
    snapshots hold: with a whole one a serial held by another number is seen, with one family it is not.
    """
    bases = tuple(dict.fromkeys(number.base for number in numbers))
    known = Counter(finding.identity for finding in _errors(before, bases, today))
    fresh: list[Finding] = []
    for finding in _errors(after, bases, today):
        if known[finding.identity]:
            known[finding.identity] -= 1
        else:
            fresh.append(finding)
    return tuple(fresh)


def _errors(snapshot: Snapshot, bases: Iterable[DocumentNumber], today: date) -> Iterable[Finding]:
    members = (member for base in bases for member in snapshot.family(base))
    entries = [DocumentFile(path_of(member.number), dump(member), member) for member in members]
    report = check(entries, snapshot, today=today, select=_ERRORS)
    return report.at_least(Severity.ERROR)
