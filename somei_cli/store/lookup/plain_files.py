"""Whether git holds nothing but plain files: remembered for a commit, and followed from there to later ones.

To ask git for all files that it holds takes long where there are many; to ask for those that differ does not.
"""

from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import GitRefuses
from somei_cli.store.lookup.heads import ModeChange, head_of, modes_between
from somei_cli.store.lookup.index import Index

_NAME = "plain files"
_PLAIN, _NONE = "100644", "000000"
_ALIKE = (
    "SELECT count(*) FROM file JOIN folder ON folder.id = file.folder"
    " WHERE folder.path = ? COLLATE NOCASE AND file.name = ? COLLATE NOCASE"
)


class PlainFiles(NamedTuple):
    """How many documents a commit holds: all of them plain files, and no two that differ in spelling only."""

    documents: int
    commit: str


def known_plain(index: Index, root: Path, expected: int) -> tuple[str | None, bool]:
    """The commit of HEAD, and whether it is known to hold as many plain files as there should be.

    What is staged is not asked about.
    """
    commit, kept = head_of(root), _kept(index)
    if commit is None or kept is None:
        return commit, False
    if commit == kept.commit:
        return commit, kept.documents == expected
    try:
        changes = modes_between(root, kept.commit, commit)
    except GitRefuses:  # the commit that was known is gone
        return commit, False
    more = sum(_difference(change) for change in changes)
    if kept.documents + more != expected or not all(_is_plain(index, change) for change in changes):
        return commit, False
    keep_plain(index, PlainFiles(expected, commit))
    return commit, True


def keep_plain(index: Index, found: PlainFiles) -> None:
    """Remember what was found."""
    index.set_meta(_NAME, f"{found.documents} {found.commit}")


def _kept(index: Index) -> PlainFiles | None:
    told = index.meta(_NAME)
    if told is None:
        return None
    count, _, commit = told.partition(" ")
    return PlainFiles(int(count), commit)


def _difference(change: ModeChange) -> int:
    """How many more documents there are."""
    if not change.path.endswith(".toml"):
        return 0
    return (change.before == _NONE) - (change.after == _NONE)


def _is_plain(index: Index, change: ModeChange) -> bool:
    """Whether what was plain before is so after a change; a new path must be like no other."""
    if change.after == _NONE or change.before != _NONE:
        return change.after in (_PLAIN, _NONE)
    folder, _, name = change.path.rpartition("/")
    alone = name.endswith(".toml") and change.path.isascii() and index.ask(_ALIKE, (folder, name)) == [(1,)]
    return alone and change.after == _PLAIN
