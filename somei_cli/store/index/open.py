"""Open a register through its index; the callers fall back to reading every file if there is no index."""

import os
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from somei_cli.errors import Unreadable
from somei_cli.formats.register_paths import DOCUMENTS, number_of_path
from somei_cli.model.register.files_and_faults import DocumentFile, Fault
from somei_cli.store.index.index_file import find_index_file
from somei_cli.store.register.register import Register, RegisterState, open_register, require_document
from somei_cli.store.register.work_tree_files import WorkTree

if TYPE_CHECKING:
    from somei_cli.model.register.snapshot import Snapshot
    from somei_cli.store.index.database import Index, ListEditedPaths
    from somei_cli.store.index.judged_records import FirstJudge
    from somei_cli.store.register.git_files import Committed

AnsweredByIndex = bool | Callable[["Snapshot"], bool]
"""Whether an answer comes from the index alone, or a function that decides it from the snapshot."""

NO_INDEX_VARIABLE = "SOMEI_NO_INDEX"
"""An environment variable: if it is set, every file is read."""


def open_indexed_snapshot(
    register: Register,
    state: RegisterState | None = None,
    *,
    answered_by_index: AnsweredByIndex = False,
    index: "Index | None" = None,
    with_words: bool = False,
) -> "tuple[Snapshot, tuple[DocumentFile, ...]] | None":
    """Return a snapshot through the index, and the files that give no document; None if no index can be used.

    `state` gives the vocabulary and settings, if another one than that of the register. If an answer comes from the
    index alone, and not from the files that it names, git is asked what is edited first. `index` is that of the
    register, if it is open already. `with_words` is whether words will be searched: an index that must be built then
    gets its full text at once.
    """
    index = index or open_index(register, with_words=with_words)
    if index is None:
        return None
    import sqlite3

    from somei_cli.store.index.database import IndexUnusable
    from somei_cli.store.index.snapshot import IndexedSnapshot

    snapshot = IndexedSnapshot(register, index, state or register.state)
    try:
        if answered_by_index(snapshot) if callable(answered_by_index) else answered_by_index:
            index.update_edited_files(partial(_list_edited_paths, register.root))
        return snapshot, _unreadable_files(index.faulty_files())
    except (sqlite3.Error, IndexUnusable):
        return None


def can_use_index(register: Register) -> bool:
    """Return whether an index can answer for this state, and is allowed."""
    return is_index_allowed(register) and isinstance(register.files, WorkTree) and not register.until


def is_index_allowed(register: Register) -> bool:
    """Return whether the use of an index is allowed."""
    return register.indexed and not os.environ.get(NO_INDEX_VARIABLE)


def open_index(
    register: Register,
    list_edited: "ListEditedPaths | None" = None,
    *,
    with_words: bool = False,
    make_judge: "Callable[[], FirstJudge] | None" = None,
) -> "Index | None":
    """Open the up-to-date index of a register; None if it cannot be used or is not allowed.

    With `list_edited`, the index has seen every change that git sees. For the other arguments see `Index.open`.
    """
    if not can_use_index(register):
        return None
    return open_index_at(register.root, list_edited, with_words=with_words, make_judge=make_judge)


def open_index_at(
    root: Path,
    list_edited: "ListEditedPaths | None" = None,
    *,
    with_words: bool = False,
    make_judge: "Callable[[], FirstJudge] | None" = None,
) -> "Index | None":
    """Open the index of the work tree at a path, see `open_index`."""
    file = find_index_file(root)
    if file is None:
        return None
    from somei_cli.store.index.database import Index, IndexUnusable

    try:
        index = Index.open(root.absolute(), file, with_words=with_words, make_judge=make_judge)
        if list_edited:
            index.update_edited_files(list_edited)
    except IndexUnusable:
        return None
    return index


def open_snapshot(register: Register) -> "Snapshot":
    """Open the snapshot on which a decision about the whole register is based.

    Every document that a caller gets was read from its file at that moment.

    Raises:
        Unreadable: for the first file that gives no document: a decision must not overlook one.
    """
    if not isinstance(register.files, WorkTree):
        from somei_cli.store.register.git_files import Committed

        if isinstance(register.files, Committed):
            return _open_committed(register, register.files)
    opened = open_indexed_snapshot(register)
    if opened is None:
        return _with_sparse_documents(register, register.snapshot())
    snapshot, unreadable = opened
    for entry in unreadable:
        fault = entry.faults[0]
        raise Unreadable(entry.path, fault.message, fault.line)
    return _with_sparse_documents(register, snapshot)


def _with_sparse_documents(register: Register, snapshot: "Snapshot") -> "Snapshot":
    """Add the documents that a sparse checkout keeps out of the work tree."""
    from somei_cli.store.register.sparse import list_sparse_documents, open_last_commit

    missing = list_sparse_documents(register.root)
    if not missing:
        return snapshot
    committed = open_register(register.root, open_last_commit(register.root))
    return snapshot.with_documents(require_document(entry) for entry in committed.entries_at(missing))


def _open_committed(register: Register, committed: "Committed") -> "Snapshot":
    """Open the register as of a commit: the indexed work tree, with the files in which the two differ laid over it."""
    work_tree_register = open_register(register.root, indexed=register.indexed)
    opened = open_indexed_snapshot(work_tree_register, register.state) if register.until is None else None
    if opened is None:
        return register.snapshot()
    from somei_cli.store.git.command import Git
    from somei_cli.store.register.changed_files import list_changes_in_work_tree
    from somei_cli.store.register.sparse import list_sparse_documents

    snapshot, unreadable = opened
    changed_paths = (delta.path for delta in list_changes_in_work_tree(Git(register.root), committed.commit))
    paths = [*(path for path in changed_paths if path.is_relative_to(DOCUMENTS)), *list_sparse_documents(register.root)]
    differing = frozenset(paths)
    for entry in unreadable:
        if entry.path not in differing:
            raise Unreadable(entry.path, entry.faults[0].message, entry.faults[0].line)
    documents = [
        require_document(entry) for entry in register.entries_at(path for path in paths if path.suffix == ".toml")
    ]
    gone = {number for path in paths if (number := number_of_path(path))} - {document.number for document in documents}
    return snapshot.with_documents(documents, gone)


def count_files(register: Register) -> tuple[int, int] | None:
    """Return the number of files, and of those that give no document; None if there is no index yet."""
    import sqlite3

    file = find_index_file(register.root)
    index = open_index(register, partial(_list_edited_paths, register.root)) if file and file.exists() else None
    if index is None:
        return None
    try:
        return index.count_files(), len(index.faulty_files())
    except sqlite3.Error:
        return None
    finally:
        index.close()


def _list_edited_paths(root: Path) -> Collection[str]:
    from somei_cli.store.git.status import PendingEdits

    edits = PendingEdits(root).answer()
    if edits is None:
        raise OSError(root)
    return edits.all_paths


def _unreadable_files(rows: list[tuple[str, str, str, int]]) -> tuple[DocumentFile, ...]:
    ordered = sorted((PurePosixPath(folder, name), fault, line) for folder, name, fault, line in rows)
    return tuple(DocumentFile(path, "", None, (Fault(fault, line),)) for path, fault, line in ordered)
