"""Rewrite files in canonical form, as one commit that changes no fact."""

from collections.abc import Collection
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.actions.act import Circumstances, carry_out
from somei_cli.formats.register_paths import path_of
from somei_cli.formats.toml import document as codec
from somei_cli.formats.toml.comments import add_comments_to_note
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.register.change import Change, Receipt
from somei_cli.model.register.files_and_faults import DocumentFile
from somei_cli.model.register.words import pluralise
from somei_cli.store.register.register import Register


class FileLayouts(NamedTuple):
    """The files that are not in canonical form, and those that cannot be read."""

    noncanonical: tuple[DocumentFile, ...]
    unreadable: tuple[DocumentFile, ...]

    @property
    def misplaced(self) -> dict[PurePosixPath, DocumentNumber]:
        """The non-canonical files that are not at the path of their number; a person must move them."""
        placed = ((entry.path, entry.document.number) for entry in self.noncanonical if entry.document)
        return {path: number for path, number in placed if path_of(number) != path}


def check_layout(register: Register, numbers: Collection[DocumentNumber]) -> FileLayouts:
    """Check the files of these documents, or all files."""
    paths = {path_of(number) for number in numbers}
    entries = tuple(entry for entry in register.entries() if not paths or entry.path in paths)
    return FileLayouts(
        tuple(entry for entry in entries if entry.document is not None and codec.dump(entry.document) != entry.text),
        tuple(entry for entry in entries if entry.document is None),
    )


def format_files(register: Register, layout: FileLayouts, circumstances: Circumstances) -> Receipt:
    """Rewrite the files that are not in canonical form; their comments move into the note."""
    misplaced = layout.misplaced
    documents = tuple(
        add_comments_to_note(entry.document, entry.text)
        for entry in layout.noncanonical
        if entry.document is not None and entry.path not in misplaced
    )
    change = Change(
        "format", f"Bring {pluralise(len(documents), 'file')} into canonical form", puts=documents, relayout=True
    )
    return carry_out(register, lambda: register.snapshot_of(layout.noncanonical), lambda _: change, circumstances)
