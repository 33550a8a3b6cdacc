"""Bringing files into canonical form, as one commit that changes no fact."""

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, act
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.comments import with_comments
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.files import DocumentFile
from somei_cli.model.register.words import counted
from somei_cli.store.register.register import Register


class Layout(NamedTuple):
    """How the files stand: those in another layout, and those that cannot be read at all."""

    foreign: tuple[DocumentFile, ...]
    unread: tuple[DocumentFile, ...]

    @property
    def misplaced(self) -> dict[PurePosixPath, DocumentNumber]:
        """Those in another layout that lie elsewhere than their number says: they are somebody's to move."""
        held = ((entry.path, entry.document.number) for entry in self.foreign if entry.document)
        return {path: number for path, number in held if path_of(number) != path}


def layout_of(register: Register, numbers: Collection[DocumentNumber]) -> Layout:
    """Look at the files of these documents, or at all of them."""
    paths = {path_of(number) for number in numbers}
    entries = tuple(e for e in register.entries() if not paths or e.path in paths)
    return Layout(
        tuple(e for e in entries if e.document is not None and codec.dump(e.document) != e.text),
        tuple(e for e in entries if e.document is None),
    )


def format_files(register: Register, layout: Layout, how: Circumstances) -> Receipt:
    """Rewrite the files that stand in another layout; their comments move into the note."""
    misplaced = layout.misplaced
    documents = tuple(
        with_comments(entry.document, entry.text)
        for entry in layout.foreign
        if entry.document is not None and entry.path not in misplaced
    )
    change = Change(
        "format", f"Bring {counted(len(documents), 'file')} into canonical form", puts=documents, relayout=True
    )
    return act(register, lambda: register.snapshot_of(layout.foreign), lambda _: change, how)
