"""Checking the work tree with the verdicts of the index, and with the last report if it still holds."""

import json
from contextlib import closing
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from somei_cli.actions.check.plan import CheckPlan
from somei_cli.formats.register_paths import SETTINGS, VOCABULARY_FILES
from somei_cli.model.register.git_setup import CloneState
from somei_cli.rules.definition.findings import Finding, Report, Waived
from somei_cli.store.git.document_deltas import find_head_or_none
from somei_cli.store.git.status import Edits, PendingEdits
from somei_cli.store.index.database import DatabaseError, Index, IndexUnusable
from somei_cli.store.index.open import can_use_index, open_index
from somei_cli.store.index.plain_files_of_commit import PlainFiles, is_known_plain, remember_plain
from somei_cli.store.index.verdicts import Verdicts
from somei_cli.store.process.program import program_edition
from somei_cli.store.register.git_setup import read_surroundings
from somei_cli.store.register.register import Register

if TYPE_CHECKING:
    from somei_cli.store.index.judged_records import FirstJudge

_REPORT_KEY = "report"
_MOST_FINDINGS = 5_000
"""A report with more findings than this is not stored: reading it back takes longer than making it again."""


def check_work_tree(register: Register, plan: CheckPlan, status_query: PendingEdits | None = None) -> Report | None:
    """Check the whole work tree; None if the index cannot help, or has no documents.

    `status_query` is a `git status` of the work tree that was started before.
    """
    if not can_use_index(register):
        return None
    edits_query = status_query or PendingEdits(register.root)
    edition = verdict_edition(register)
    index = open_index(register, make_judge=partial(_first_judge, register, edition, plan.today))
    if index is None:
        return None
    with closing(index):
        try:
            return _report_of_index(register, index, edits_query, plan, edition)
        # A full disk cannot store verdicts; the caller then reads every file.
        except (DatabaseError, IndexUnusable):
            return None


def _report_of_index(
    register: Register, index: Index, edits_query: PendingEdits, plan: CheckPlan, edition: str
) -> Report | None:
    verdicts = Verdicts(index)
    # Judges committed changes while git is still looking for edited files, which are judged below.
    _judge_all(register, index, verdicts, plan, edition)
    edits = edits_query.answer()
    if edits is None:
        return None
    index.update_edited_files(lambda: edits.all_paths, asked_before=True)
    if not _judge_all(register, index, verdicts, plan, edition):
        return None
    files, _ = verdicts.count_files()
    # An empty index may have many reasons, which only a full check can find.
    if not files:
        return None
    clone_state = _clone_state(register, index, edits, files)
    key = _report_key(index, plan, clone_state)
    stored = index.meta(_REPORT_KEY)
    if key and stored and not plan.history:
        record = json.loads(stored)
        if record["key"] == key:
            return _from_record(record)._replace(house=register.settings.rules)
    from somei_cli.actions.check.report_from_index import report_from_verdicts

    report = report_from_verdicts(register, index, plan, clone_state=clone_state)
    if key and not plan.history and len(report.findings) + len(report.waived) <= _MOST_FINDINGS:
        index.set_meta(_REPORT_KEY, json.dumps(_to_record(report) | {"key": key}))
    return report


def _clone_state(register: Register, index: Index, edits: Edits, files: int) -> CloneState | None:
    """Return what git says; its list of files is read only if an earlier commit does not settle that all are plain."""
    expected_files = None if edits.untracked or edits.deleted else files
    # Staged files are in no commit, so none can vouch for them.
    commit = find_head_or_none(register.root) if expected_files and not edits.staged else None
    plain_files = PlainFiles(files, commit) if commit else None
    is_plain = plain_files is not None and is_known_plain(index, register.root, plain_files)
    clone_state = read_surroundings(register.root, index.paths, expected_files, plain=is_plain)
    if plain_files and clone_state and not clone_state.tracked_files:
        remember_plain(index, plain_files)
    return clone_state


def _judge_all(register: Register, index: Index, verdicts: Verdicts, plan: CheckPlan, edition: str) -> bool:
    """Make sure that there is a verdict on every file."""
    if verdicts.are_complete(edition, plan.today):
        return True
    from somei_cli.actions.check.family_verdicts import judge_changed_families

    return judge_changed_families(register, index, verdicts, edition, plan.today)


def _first_judge(register: Register, edition: str, today: date) -> "FirstJudge":
    from somei_cli.actions.check.family_verdicts import LoneFamilyJudge

    return LoneFamilyJudge(register, edition, today)


def verdict_edition(register: Register) -> str:
    """Return everything on which all verdicts depend: the program, the settings and the vocabulary."""
    texts = (register.state.vocabulary_text(file) for file in VOCABULARY_FILES)
    return "\0".join((program_edition(), register.files.read(SETTINGS), *texts))


def _report_key(index: Index, plan: CheckPlan, clone_state: CloneState | None) -> str:
    """Return everything on which a report depends; empty if that is too much for a line."""
    if clone_state and (clone_state.tracked_files or clone_state.missing_documents or clone_state.faulty_requests):
        return ""
    parts = (
        index.meta("generation"),
        str(plan.today),
        plan.select,
        plan.ignore,
        clone_state and (clone_state.attributes, clone_state.line_ends_pinned, clone_state.merge_drivers_set),
    )
    return repr(parts)


def _to_record(report: Report) -> dict[str, object]:
    return {
        "findings": [finding.row for finding in report.findings],
        "waived": [[waived.finding.row, waived.reason] for waived in report.waived],
        "counts": [report.checked, report.unread],
        "codes": sorted(report.codes),
    }


def _from_record(record: dict[str, Any]) -> Report:
    return Report(
        tuple(map(Finding.from_row, record["findings"])),
        tuple(Waived(Finding.from_row(finding), reason) for finding, reason in record["waived"]),
        checked=record["counts"][0],
        unread=record["counts"][1],
        codes=frozenset(record["codes"]),
    )
