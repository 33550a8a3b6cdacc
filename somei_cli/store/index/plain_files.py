"""Whether git holds nothing but plain files: remembered for a commit, and followed from there to later ones.

To ask git for all files that it holds takes long where there are many; to ask for those that differ does not.
"""

from pathlib import Path
from typing import NamedTuple

from somei_cli.errors import GitRefuses
from somei_cli.model.register.files import PLAIN, PLAIN_OR_NONE
from somei_cli.store.git.head_files import touched_between
from somei_cli.store.git.log import FileDelta
from somei_cli.store.index.database import Index

_NAME = "plain files"
_ALIKE = (
    "SELECT count(*) FROM file JOIN folder ON folder.id = file.folder"
    " WHERE folder.path = ? COLLATE NOCASE AND file.name = ? COLLATE NOCASE"
)


class PlainFiles(NamedTuple):
    """How many documents a commit holds: all of them plain files, and no two that differ in spelling only."""

    documents: int
    commit: str


def known_plain(index: Index, root: Path, held: PlainFiles) -> bool:
    """Whether that is known of a commit, without asking git for all that it holds."""
    kept = _kept(index)
    if kept is None or kept.commit == held.commit:
        return kept == held
    try:
        touches = touched_between(root, kept.commit, held.commit)
    except GitRefuses:  # the commit that was known is gone
        return False
    more = sum((not one.mode_before) - (not one.mode) for one in filter(_is_document, touches))
    return kept.documents + more == held.documents and all(_is_plain(index, one) for one in touches)


def keep_plain(index: Index, held: PlainFiles) -> None:
    """Remember it, unless it is remembered already."""
    if _kept(index) != held:
        index.set_meta(_NAME, f"{held.documents} {held.commit}")


def _kept(index: Index) -> PlainFiles | None:
    told = index.meta(_NAME)
    if told is None:
        return None
    documents, _, commit = told.partition(" ")
    return PlainFiles(int(documents), commit)


def _is_plain(index: Index, touch: FileDelta) -> bool:
    """Whether what was plain before is so after a touch; a new path must be like no other."""
    if not touch.mode or touch.mode_before:
        return touch.mode in PLAIN_OR_NONE
    if touch.mode != PLAIN or not _is_document(touch) or not str(touch.path).isascii():
        return False
    return index.ask(_ALIKE, (str(touch.path.parent), touch.path.name)) == [(1,)]


def _is_document(touch: FileDelta) -> bool:
    return touch.path.name.endswith(".toml")
