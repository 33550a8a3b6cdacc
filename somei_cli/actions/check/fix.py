"""Fixing what a check found, if nothing can be lost: one commit, without files that the clerk is editing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.model.document import Document
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.snapshot import Snapshot
from somei_cli.model.register.words import pluralise
from somei_cli.rules.definition.findings import Report
from somei_cli.rules.engine.fixes import FIXABLE, fix_document
from somei_cli.store.git.repository import open_clone
from somei_cli.store.register.changed_files import find_differing_documents, list_document_blobs
from somei_cli.store.register.register import Register
from somei_cli.store.register.states import find_last_commit
from somei_cli.store.transaction.git_index_and_hooks import list_staged_changes


class FixResult(NamedTuple):
    """What was fixed, or would be, and the files that were skipped because the clerk is editing them."""

    receipt: Receipt
    skipped: tuple[PurePosixPath, ...] = ()


def commit_fixes(register: Register, report: Report, circumstances: Circumstances) -> FixResult:
    """Fix the findings of a report in one commit; findings whose fix could lose something stay.

    Files are read again under the lock, so that nothing written in between is undone.
    """
    codes_by_path = _fixable_codes(report)
    files = tuple(
        entry for entry in _read_entries(register, codes_by_path) if fix_document(entry, codes_by_path[entry.path])
    )
    edited = _find_uncommitted_files(register, files) if files else frozenset()
    fixable = {entry.path: codes_by_path[entry.path] for entry in files if entry.path not in edited}
    skipped = tuple(entry.path for entry in files if entry.path in edited)
    if not fixable:
        return FixResult(Receipt(_change(()), None), skipped)

    def look() -> Snapshot:
        return register.snapshot_of(tuple(_read_entries(register, fixable)))

    def decide(_: Snapshot) -> Change:
        fixed = (fix_document(entry, fixable[entry.path]) for entry in _read_entries(register, fixable))
        return _change(tuple(document for document in fixed if document))

    return FixResult(carry_out(register, look, decide, circumstances), skipped)


def _find_uncommitted_files(register: Register, entries: Sequence[DocumentFile]) -> frozenset[PurePosixPath]:
    """Return those of the files that were edited, staged or created since the last commit.

    Raises:
        RepositoryBusy: if the git index holds an unresolved conflict.
        NotARepository: if there is no clone to write to.
    """
    clone, commit = open_clone(register.root), find_last_commit(register)
    inside = register.root.resolve().relative_to(clone.top)
    in_index = {path.relative_to(inside) for path in list_staged_changes(clone, commit) if path.is_relative_to(inside)}
    return find_differing_documents(entries, list_document_blobs(register, commit), commit) | {
        entry.path for entry in entries if entry.path in in_index
    }


def _fixable_codes(report: Report) -> Mapping[PurePosixPath, frozenset[str]]:
    """Return the rules to fix in each file: only those reported, so that nothing waived or ignored is touched."""
    codes_by_path: dict[PurePosixPath, frozenset[str]] = {}
    for finding in report.findings:
        if finding.code in FIXABLE:
            path = PurePosixPath(finding.path)
            codes_by_path[path] = codes_by_path.get(path, frozenset()) | {finding.code}
    return codes_by_path


def _read_entries(register: Register, paths: Iterable[PurePosixPath]) -> Iterator[DocumentFile]:
    """Yield the files as they are now; a deleted one needs no fix."""
    for path in paths:
        with suppress(FileNotFoundError):
            yield register.entry(path)


def _change(documents: tuple[Document, ...]) -> Change:
    return Change("fix", f"Mend {pluralise(len(documents), 'file')}", puts=documents, relayout=True)
