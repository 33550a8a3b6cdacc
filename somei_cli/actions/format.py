"""Rewrite files in canonical form, as one commit that changes no fact."""

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
    """The files that are not in canonical form, and those that cannot be read."""

    foreign: tuple[DocumentFile, ...]
    unread: tuple[DocumentFile, ...]

    @property
    def misplaced(self) -> dict[PurePosixPath, DocumentNumber]:
        """The non-canonical files that are not at the path of their number; a person must move them."""
        placed = ((entry.path, entry.document.number) for entry in self.foreign if entry.document)
        return {path: number for path, number in placed if path_of(number) != path}


def layout_of(register: Register, numbers: Collection[DocumentNumber]) -> Layout:
    """Check the files of these documents, or all files."""
    paths = {path_of(number) for number in numbers}
    entries = tuple(entry for entry in register.entries() if not paths or entry.path in paths)
    return Layout(
        tuple(entry for entry in entries if entry.document is not None and codec.dump(entry.document) != entry.text),
        tuple(entry for entry in entries if entry.document is None),
    )


def format_files(register: Register, layout: Layout, circumstances: Circumstances) -> Receipt:
    """Rewrite the files that are not in canonical form; their comments move into the note."""
    misplaced = layout.misplaced
    documents = tuple(
        with_comments(entry.document, entry.text)
        for entry in layout.foreign
        if entry.document is not None and entry.path not in misplaced
    )
    change = Change(
        "format", f"Bring {counted(len(documents), 'file')} into canonical form", puts=documents, relayout=True
    )
    return act(register, lambda: register.snapshot_of(layout.foreign), lambda _: change, circumstances)
