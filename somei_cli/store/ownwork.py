"""Which files have work of the clerk's own in them that is not committed yet."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from somei_cli.model.entries import DocumentFile
from somei_cli.store.clone import open_clone
from somei_cli.store.differing import differing, documents_of
from somei_cli.store.index import staged
from somei_cli.store.register import Register
from somei_cli.store.states import last_commit


def own_work(register: Register, entries: Iterable[DocumentFile]) -> frozenset[PurePosixPath]:
    """Those of the files that have been edited, staged or made since the last commit.

    Raises:
        RepositoryInMotion: the index holds an unsolved conflict.
        NotARepository: there is no clone to write to.
    """
    clone, commit = open_clone(register.root), last_commit(register)
    inside = register.root.resolve().relative_to(clone.top)
    in_index = {path.relative_to(inside) for path in staged(clone, commit) if path.is_relative_to(inside)}
    entries = tuple(entries)
    return differing(entries, documents_of(register, commit), commit) | {
        entry.path for entry in entries if entry.path in in_index
    }
