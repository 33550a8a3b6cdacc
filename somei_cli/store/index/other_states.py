"""A state of a register (work tree, staged, commit) opened through the index of the work tree.

The index describes the work tree. It answers for another state once the files are known in which the two differ.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from somei_cli.errors import Unreadable
from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.store.git.command import Git
from somei_cli.store.git.head_files import changed_between, head_of, staged_since
from somei_cli.store.git.status import EditsAsked, overlooked
from somei_cli.store.index.database import Index
from somei_cli.store.index.open import index_at, may_be_asked
from somei_cli.store.register.clone_state import leaves_bytes
from somei_cli.store.register.committed_files import Committed, Staged
from somei_cli.store.register.register import Register
from somei_cli.store.register.work_tree_files import Read, RegisterFiles, WorkTree

Texts = Mapping[PurePosixPath, str | Unreadable | None]
"""The text of each file, or the error that keeps it from being read; None if there is no file."""


class Nearby:
    """The files of a state: documents from the work tree, but for an overlay of texts; all else from the state."""

    def __init__(self, root: Path, state: RegisterFiles, overlay: Texts) -> None:
        self._here = WorkTree(root)
        self.state = state
        self._others = overlay

    def read(self, path: PurePosixPath) -> str:
        """See `RegisterFiles.read`."""
        if path not in self._others:
            return (self._here if DOCUMENTS in path.parents else self.state).read(path)
        text = self._others[path]
        if text is None:
            raise FileNotFoundError(path)
        if isinstance(text, Unreadable):
            raise text
        return text

    def names(self, folder: PurePosixPath) -> list[str]:
        """See `RegisterFiles.names`."""
        return self.state.names(folder)

    def texts(self, folder: PurePosixPath) -> Iterator[Read]:
        """See `RegisterFiles.texts`."""
        return self.state.texts(folder)

    def some(self, paths: Iterable[PurePosixPath]) -> Iterator[Read]:
        """See `RegisterFiles`."""
        return self.state.some(paths)


_MAX_DIFFERING = 2_000
"""If a state differs in more files than this, reading them all costs less trouble."""


@dataclass(frozen=True, slots=True)
class Astray:
    """The commit of HEAD, and paths at which the work tree may differ from it, even where git does not look."""

    head: str
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A state with the index of the work tree, and an overlay of the documents in which the two differ.

    `register` reads each file from where that costs least.
    """

    index: Index
    register: Register
    astray: Astray | None = None
    others: Texts = field(default_factory=dict)

    @contextmanager
    def supposed(self) -> Iterator[None]:
        """Let the index answer for this state within a `with` block."""
        with self.index.supposing(self.others):
            yield

    def paths_since(self, commit: str) -> frozenset[PurePosixPath]:
        """Return the documents that may differ from those of a commit.

        Raises:
            LookupError: if the state was opened without `differing`.
            GitRefuses: if git cannot compare them.
        """
        root, source = self.register.root, self.register.holding
        if isinstance(source, Nearby):
            source = source.state
        if isinstance(source, Staged):
            return _document_paths(staged_since(root, commit, source.of_index))
        if isinstance(source, Committed):
            return _document_paths(changed_between(root, commit, source.commit))
        if self.astray is None:
            raise LookupError(commit)
        return _document_paths((*self.astray.paths, *changed_between(root, commit, self.astray.head)))


def seen(register: Register, *, differing: bool) -> Seen | None:
    """Open a state through the index; None if no index can help. Pass `differing` to call `paths_since` later.

    Raises:
        SomeiError, OSError, UnicodeError, sqlite3.Error: if git, a file or the index fails.
    """
    source = register.holding
    if not may_be_asked(register) or register.by:
        return None
    if isinstance(source, WorkTree):
        return _open_comparable(register) if differing else _open_work_tree(register)
    if isinstance(source, Staged | Committed) and source.has_work_tree:
        return _open_other_state(register, source)
    return None


def _open_work_tree(register: Register) -> Seen | None:
    edits = EditsAsked(register.root).answer()
    index = index_at(register.root, lambda: edits.all) if edits else None
    return Seen(index, register) if index else None


def _open_comparable(register: Register) -> Seen | None:
    delta = _find_delta(register.root, {})
    index = index_at(register.root, lambda: delta.paths) if delta else None
    return Seen(index, register, delta) if index else None


def _open_other_state(register: Register, source: Staged | Committed) -> Seen | None:
    root = register.root
    delta = _find_delta(root, source.of_index if isinstance(source, Staged) else {})
    index = index_at(root, lambda: delta.paths) if delta else None
    if index is None or delta is None:
        return None
    committed_paths = changed_between(root, delta.head, source.commit) if isinstance(source, Committed) else ()
    faulty_paths = (f"{folder}/{name}" for folder, name, _, _ in index.faults())
    paths = _document_paths((*delta.paths, *committed_paths, *faulty_paths))
    if len(paths) > _MAX_DIFFERING:
        index.close()
        return None
    overlay: Texts = {**dict.fromkeys(paths), **dict(source.among(paths))}
    return Seen(index, Register(root, Nearby(root, source, overlay)), delta, overlay)


def _find_delta(root: Path, of_index: Mapping[str, str]) -> Astray | None:
    """Find how the work tree differs from HEAD; None if git cannot say, or stores other bytes than the files have."""
    edits_query, head = EditsAsked(root, of_index), head_of(root)
    overlooked_paths = overlooked(Git(root), of_index)
    edits = edits_query.answer()
    if not head or not edits or head_of(root) != head or not leaves_bytes(root):
        return None
    return None if overlooked_paths.closed else Astray(head, frozenset((*edits.paths, *overlooked_paths.paths)))


def _document_paths(names: Iterable[str]) -> frozenset[PurePosixPath]:
    return frozenset(path for path in map(PurePosixPath, names) if DOCUMENTS in path.parents)
