"""Whether git holds nothing but plain files: recorded for a commit, and derived from it for later commits.

Asking git for all its files is slow in a large register; asking for those that differ is not.
"""

from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import GitRefuses
from somei_cli.model.register.files_and_faults import PLAIN, PLAIN_OR_NONE
from somei_cli.store.git.document_deltas import ModeDelta, list_document_deltas
from somei_cli.store.index.database import Index

_META_NAME = "plain files"
_COUNT_SAME_SPELLING = (
    "SELECT count(*) FROM file JOIN folder ON folder.id = file.folder"
    " WHERE folder.path = ? COLLATE NOCASE AND file.name = ? COLLATE NOCASE"
)


class PlainFiles(NamedTuple):
    """A commit with so many documents: all plain files, and no two that differ only in upper and lower case."""

    documents: int
    commit: str


def is_known_plain(index: Index, root: Path, state: PlainFiles) -> bool:
    """Return whether a state is known to be plain, without asking git for all files."""
    remembered = _remembered(index)
    if remembered is None or remembered.commit == state.commit:
        return remembered == state
    try:
        deltas = list_document_deltas(root, remembered.commit, state.commit)
    except GitRefuses:  # git has deleted the recorded commit
        return False
    added = sum((not delta.mode_before) - (not delta.mode) for delta in filter(_is_document, deltas))
    return remembered.documents + added == state.documents and all(_is_plain(index, delta) for delta in deltas)


def remember_plain(index: Index, state: PlainFiles) -> None:
    """Record the state, unless it is recorded already."""
    if _remembered(index) != state:
        index.set_meta(_META_NAME, f"{state.documents} {state.commit}")


def _remembered(index: Index) -> PlainFiles | None:
    value = index.meta(_META_NAME)
    if value is None:
        return None
    documents, _, commit = value.partition(" ")
    return PlainFiles(int(documents), commit)


def _is_plain(index: Index, delta: ModeDelta) -> bool:
    """Return whether a changed path keeps the state plain; a new path must differ from all others in any case."""
    if not delta.mode or delta.mode_before:
        return delta.mode in PLAIN_OR_NONE
    if delta.mode != PLAIN or not _is_document(delta) or not str(delta.path).isascii():
        return False
    return index.query(_COUNT_SAME_SPELLING, (str(delta.path.parent), delta.path.name)) == [(1,)]


def _is_document(delta: ModeDelta) -> bool:
    return delta.path.name.endswith(".toml")
