"""Checking a part of the register: only the requested files are read, and those that the rules need."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import PurePosixPath

from somei_cli.actions.check.family_verdicts import FamilyJudge
from somei_cli.actions.check.full import CheckedFiles, check_files
from somei_cli.actions.check.plan import CheckPlan, verify_history
from somei_cli.formats.register_paths import path_of
from somei_cli.rules.catalogue import select_rules
from somei_cli.rules.definition.findings import Report
from somei_cli.store.index.database import INDEX_FAILURES
from somei_cli.store.index.family_files import read_files, read_units
from somei_cli.store.index.keys import key_of
from somei_cli.store.index.other_states import IndexedState, open_indexed_state
from somei_cli.store.register.changed_files import list_document_blobs
from somei_cli.store.register.register import Register

_MANY_FILES = 1_000
"""For more files than this, and more than an eighth of all, the whole register is read."""
_LARGE_SHARE = 8


def check_part(register: Register, plan: CheckPlan) -> Report | None:
    """Check the requested documents; None if the index cannot help, or one is not here."""
    if plan.changed and plan.since is None:
        return None
    select_rules(plan.select, plan.ignore, register.settings.rules)
    try:
        indexed_state = open_indexed_state(register, differing=plan.changed)
        if indexed_state is None:
            return None
        with closing(indexed_state.index), indexed_state.overlaid():
            return _report_on(register, indexed_state, plan)
    except INDEX_FAILURES:
        return None


def _report_on(register: Register, indexed_state: IndexedState, plan: CheckPlan) -> Report | None:
    files = indexed_state.index.count_files()
    # An empty index may have many reasons, which only a full check can find.
    if not files or not all(_are_present(indexed_state, plan)):
        return None
    selection = _select_files(register, indexed_state, plan, files)
    if selection is None:
        return None
    history = verify_history(register, selection.context(plan.today), plan)
    report = check_files(plan, selection, history)
    # Only the requested files were read, so that an unnarrowed report must not claim to cover all.
    paths = frozenset(str(entry.path) for entry in selection.entries) if report.paths is None else report.paths
    return report._replace(paths=None if len(paths) == files else paths)


def _are_present(indexed_state: IndexedState, plan: CheckPlan) -> Iterator[bool]:
    """Yield for each requested number whether it has a document, or a file in its place."""
    for number in plan.numbers:
        is_indexed = indexed_state.index.query("SELECT 1 FROM document WHERE key = ?", (key_of(number),))
        yield bool(
            is_indexed or read_files(indexed_state.register, indexed_state.index.query, [path_of(number)]).entries
        )


def _select_files(register: Register, indexed_state: IndexedState, plan: CheckPlan, files: int) -> CheckedFiles | None:
    """Select the requested files, and every file that could hold any document; None if one changes meanwhile."""
    ask = indexed_state.index.query
    faulty = [PurePosixPath(folder, name) for folder, name, _, _ in indexed_state.index.faulty_files()]
    if plan.changed:
        paths = indexed_state.paths_since(plan.since or "")
        if len(paths) > max(_MANY_FILES, files // _LARGE_SHARE):
            return None
        blobs = list_document_blobs(register, plan.since, paths)
        units = [read_files(indexed_state.register, ask, {*paths, *faulty})]
    else:
        blobs = {}
        families = dict.fromkeys(key_of(number.base) for number in plan.numbers)
        # A file in the place of a number is checked too, even if it contains another document.
        other_paths = {*faulty, *map(path_of, plan.numbers)}
        units = [
            *read_units(indexed_state.register, ask, list(families)),
            read_files(indexed_state.register, ask, other_paths),
        ]
    entry_by_path = {entry.path: entry for unit in units for entry in unit.entries}
    entries = tuple(sorted(entry_by_path.values(), key=lambda entry: entry.path))
    if any(unit.is_stale for unit in units):
        return None
    snapshot = FamilyJudge(indexed_state.register, ask, plan.today).snapshot()
    selection = CheckedFiles(register, entries, snapshot)
    return selection.narrowed_to_changes(plan.since, blobs) if plan.changed else selection
