"""A state of a register (work tree, staged, commit) opened through the index of the work tree.

The index describes the work tree. It answers for another state once the files are known in which the two differ.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.errors import Unreadable
from somei_cli.formats.git.attributes import ATTRIBUTES
from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.model.register.files_and_faults import SUBMODULE
from somei_cli.store.git.command import Git
from somei_cli.store.git.document_deltas import find_head_or_none, list_changed_documents, list_staged_documents
from somei_cli.store.git.status import PendingEdits
from somei_cli.store.index.database import Index
from somei_cli.store.index.open import is_index_allowed, open_index_at
from somei_cli.store.register.git_files import Committed, Staged
from somei_cli.store.register.git_setup import keeps_bytes_unchanged
from somei_cli.store.register.register import Register, open_register
from somei_cli.store.register.work_tree_files import PathWithText, RegisterFiles, WorkTree

FileTexts = Mapping[PurePosixPath, str | Unreadable | None]
"""The text of each file, or the error that keeps it from being read; None if there is no file."""


class OverlayFiles:
    """The files of a state: documents from the work tree, but for an overlay of texts; all else from the state."""

    def __init__(self, root: Path, state: RegisterFiles, overlay: FileTexts) -> None:
        self._work_tree = WorkTree(root)
        self.state = state
        self._overlay = overlay
        self.place = state.place

    @property
    def path_in_repository(self) -> PurePosixPath:
        """See `RegisterFiles.path_in_repository`."""
        return self.state.path_in_repository

    def prefetch_settings(self) -> None:
        """See `RegisterFiles.prefetch_settings`."""
        self.state.prefetch_settings()

    def read(self, path: PurePosixPath) -> str:
        """See `RegisterFiles.read`."""
        if path not in self._overlay:
            return (self._work_tree if DOCUMENTS in path.parents else self.state).read(path)
        text = self._overlay[path]
        if text is None:
            raise FileNotFoundError(path)
        if isinstance(text, Unreadable):
            raise text
        return text

    def names(self, folder: PurePosixPath) -> list[str]:
        """See `RegisterFiles.names`."""
        return self.state.names(folder)

    def texts(self, folder: PurePosixPath) -> Iterator[PathWithText]:
        """See `RegisterFiles.texts`."""
        return self.state.texts(folder)

    def read_existing(self, paths: Iterable[PurePosixPath]) -> Iterator[PathWithText]:
        """See `RegisterFiles`."""
        return self.state.read_existing(paths)


_MAX_DIFFERING = 2_000
"""If a state differs in more files than this, reading them all costs less trouble."""


@dataclass(frozen=True, slots=True)
class WorkTreeDelta:
    """The commit of HEAD, and paths at which the work tree may differ from it, even where git does not look."""

    head: str
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class IndexedState:
    """A state with the index of the work tree, and an overlay of the documents in which the two differ.

    `register` reads each file from where that costs least.
    """

    index: Index
    register: Register
    delta: WorkTreeDelta | None = None
    overlay: FileTexts = field(default_factory=dict)

    @contextmanager
    def overlaid(self) -> Iterator[None]:
        """Let the index answer for this state within a `with` block."""
        with self.index.overlaying(self.overlay):
            yield

    def paths_since(self, commit: str) -> frozenset[PurePosixPath]:
        """Return the documents that may differ from those of a commit.

        Raises:
            LookupError: if the state was opened without `differing`.
            GitRefuses: if git cannot compare them.
        """
        root, source = self.register.root, self.register.files
        if isinstance(source, OverlayFiles):
            source = source.state
        if isinstance(source, Staged):
            return _document_paths(list_staged_documents(root, commit, source.index_env))
        if isinstance(source, Committed):
            return _document_paths(list_changed_documents(root, commit, source.commit))
        if self.delta is None:
            raise LookupError(commit)
        return _document_paths((*self.delta.paths, *list_changed_documents(root, commit, self.delta.head)))


def open_indexed_state(register: Register, *, differing: bool) -> IndexedState | None:
    """Open a state through the index; None if no index can help. Pass `differing` to call `paths_since` later.

    Raises:
        SomeiError, OSError, UnicodeError, sqlite3.Error: if git, a file or the index fails.
    """
    source = register.files
    if not is_index_allowed(register) or register.until:
        return None
    if isinstance(source, WorkTree):
        return _open_comparable(register) if differing else _open_work_tree(register)
    if isinstance(source, Staged | Committed) and source.has_work_tree:
        return _open_other_state(register, source)
    return None


def _open_work_tree(register: Register) -> IndexedState | None:
    edits = PendingEdits(register.root).answer()
    index = open_index_at(register.root, lambda: edits.all_paths) if edits else None
    return IndexedState(index, register) if index else None


def _open_comparable(register: Register) -> IndexedState | None:
    delta = _find_delta(register.root, {})
    index = open_index_at(register.root, lambda: delta.paths) if delta else None
    return IndexedState(index, register, delta) if index else None


def _open_other_state(register: Register, source: Staged | Committed) -> IndexedState | None:
    root = register.root
    delta = _find_delta(root, source.index_env if isinstance(source, Staged) else {})
    index = open_index_at(root, lambda: delta.paths) if delta else None
    if index is None or delta is None:
        return None
    committed_paths = list_changed_documents(root, delta.head, source.commit) if isinstance(source, Committed) else ()
    faulty_paths = (f"{folder}/{name}" for folder, name, _, _ in index.faulty_files())
    paths = _document_paths((*delta.paths, *committed_paths, *faulty_paths))
    if len(paths) > _MAX_DIFFERING:
        index.close()
        return None
    overlay: FileTexts = {**dict.fromkeys(paths), **dict(source.read_among(paths))}
    return IndexedState(index, open_register(root, OverlayFiles(root, source, overlay)), delta, overlay)


def _find_delta(root: Path, of_index: Mapping[str, str]) -> WorkTreeDelta | None:
    """Find how the work tree differs from HEAD; None if git cannot say, or stores other bytes than the files have."""
    edits_query, head = PendingEdits(root, of_index), find_head_or_none(root)
    overlooked_paths = _find_overlooked(Git(root), of_index)
    edits = edits_query.answer()
    if not head or not edits or find_head_or_none(root) != head or not keeps_bytes_unchanged(root):
        return None
    return (
        None
        if overlooked_paths.is_incomplete
        else WorkTreeDelta(head, frozenset((*edits.paths, *overlooked_paths.paths)))
    )


_HIDDEN_ENTRY = rb"(?:\A|\0)[a-zS] [0-9]+ [0-9a-f]+ [0-3]\t([^\0]+)"
"""An entry that git takes for unchanged: lower case for `--assume-unchanged`, S for `--skip-worktree`."""
_SUBMODULE_ENTRY = rb"(?:\A|\0). %s " % SUBMODULE.encode()
_ATTRIBUTES_NAME = f"/{ATTRIBUTES}".encode()


class _Overlooked(NamedTuple):
    """The documents whose edits `git status` does not show; paths are relative to the register.

    `is_incomplete` is set if the paths do not tell everything: if there is a repository among the documents, or a
    folder whose attributes may have git store other bytes than those on the disk.
    """

    paths: tuple[str, ...]
    is_incomplete: bool


def _find_overlooked(git: Git, index_env: Mapping[str, str]) -> _Overlooked:
    """Ask git which files below `documents/` are untracked, or are marked so that git does not look at them."""
    pathspec = f":(literal){DOCUMENTS}"
    untracked = git.run("ls-files", "--others", "-z", "--", pathspec, env=index_env, config=("core.ignoreCase=false",))
    tracked = git.run("ls-files", "-v", "--stage", "-z", "--", pathspec, env=index_env)
    names = [name for name in (*untracked.split(b"\0"), *re.findall(_HIDDEN_ENTRY, tracked)) if name]
    is_incomplete = any(name.endswith(b"/") for name in names) or re.search(_SUBMODULE_ENTRY, tracked) is not None
    is_incomplete |= any(_ATTRIBUTES_NAME + b"\0" in output for output in (untracked, tracked))
    return _Overlooked(tuple(map(os.fsdecode, names)), is_incomplete)


def _document_paths(names: Iterable[str]) -> frozenset[PurePosixPath]:
    return frozenset(path for path in map(PurePosixPath, names) if DOCUMENTS in path.parents)
