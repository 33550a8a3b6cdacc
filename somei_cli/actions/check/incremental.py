"""Checking the whole register again: with the verdicts that the index keeps, and the last report where it holds."""

import json
from contextlib import closing
from typing import Any

from somei_cli.actions.check.options import Question
from somei_cli.formats.register_paths import SETTINGS, VOCABULARY_FILES
from somei_cli.model.register.clone_state import Surroundings
from somei_cli.rules.definition.findings import Finding, Report, Waived
from somei_cli.store.git.head_files import head_of
from somei_cli.store.git.status import Edits, EditsAsked
from somei_cli.store.index.database import DatabaseError, Index, Unusable
from somei_cli.store.index.open import index_of, may_be_indexed
from somei_cli.store.index.plain_files import PlainFiles, keep_plain, known_plain
from somei_cli.store.index.verdicts import Verdicts
from somei_cli.store.process.program import edition_of_program
from somei_cli.store.register.clone_state import surroundings_of
from somei_cli.store.register.register import Register

_KEPT = "report"
_MOST = 5_000
"""Of more findings than this the report is put together anew: telling them takes longer than that."""


def check_again(register: Register, question: Question, looking: EditsAsked | None = None) -> Report | None:
    """What a check of everything tells; None where no index can help, or there is nothing in it.

    `looking` is a look of git at the work tree that was asked for before.
    """
    if not may_be_indexed(register):
        return None
    asked = looking or EditsAsked(register.root)
    edition = edition_of(register)
    index = index_of(register)
    if index is None:
        return None
    with closing(index):
        try:
            return _checked(register, index, asked, question, edition)
        # A full disk takes no verdicts; they can be done without.
        except (DatabaseError, Unusable):
            return None


def _checked(register: Register, index: Index, asked: EditsAsked, question: Question, edition: str) -> Report | None:
    verdicts = Verdicts(index)
    # What a commit changed is judged while git still looks for what is edited, which is judged only then.
    _is_judged(register, index, verdicts, question, edition)
    edits = asked.answer()
    if edits is None:
        return None
    index.look_at_edits(lambda: edits.all)
    if not _is_judged(register, index, verdicts, question, edition):
        return None
    files, _ = verdicts.counts()
    # Where there is nothing, only looking tells why.
    if not files:
        return None
    surroundings = _surroundings(register, index, edits, files)
    key = _key(index, question, surroundings)
    kept = index.meta(_KEPT)
    if key and kept and not question.history:
        told = json.loads(kept)
        if told["key"] == key:
            return _report_of(told)
    from somei_cli.actions.check.report import kept_report

    report = kept_report(register, index, question, surroundings=surroundings)
    if key and not question.history and len(report.findings) + len(report.waived) <= _MOST:
        index.set_meta(_KEPT, json.dumps(_record_of(report) | {"key": key}))
    return report


def _surroundings(register: Register, index: Index, edits: Edits, files: int) -> Surroundings | None:
    """What git says; of the files it holds only where that cannot be told from what it said of an earlier commit."""
    expected = None if edits.unknown or edits.gone else files
    # What is staged is in no commit.
    commit = head_of(register.root) if expected and not edits.staged else None
    held = PlainFiles(files, commit) if commit else None
    plain = held is not None and known_plain(index, register.root, held)
    found = surroundings_of(register.root, index.paths, expected, plain=plain)
    if held and found and not found.tracked:
        keep_plain(index, held)
    return found


def _is_judged(register: Register, index: Index, verdicts: Verdicts, question: Question, edition: str) -> bool:
    """See that there is a verdict on every file."""
    if verdicts.are_whole(edition, question.today):
        return True
    from somei_cli.actions.check.run_rules import judge_what_changed

    return judge_what_changed(register, index, verdicts, edition, question.today)


def edition_of(register: Register) -> str:
    """All that every verdict depends on."""
    texts = (register.vocabulary_text(file) for file in VOCABULARY_FILES)
    return "\0".join((edition_of_program(), register.holding.read(SETTINGS), *texts))


def _key(index: Index, question: Question, surroundings: Surroundings | None) -> str:
    """All that a report depends on; empty where that is more than can be told in a line."""
    if surroundings and (surroundings.tracked or surroundings.gone or surroundings.no_requests):
        return ""
    told = (
        index.meta("generation"),
        str(question.today),
        question.select,
        question.ignore,
        surroundings and (surroundings.attributes, surroundings.pinned, surroundings.drivers_set),
    )
    return repr(told)


def _record_of(report: Report) -> dict[str, object]:
    return {
        "findings": [finding.row for finding in report.findings],
        "waived": [[waived.finding.row, waived.reason] for waived in report.waived],
        "counts": [report.checked, report.unread],
        "codes": sorted(report.codes),
    }


def _report_of(told: dict[str, Any]) -> Report:
    return Report(
        tuple(map(Finding.of_row, told["findings"])),
        tuple(Waived(Finding.of_row(finding), reason) for finding, reason in told["waived"]),
        checked=told["counts"][0],
        unread=told["counts"][1],
        codes=frozenset(told["codes"]),
    )
