"""The register below one folder: reading its settings, its vocabulary and its documents."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from somei_cli.errors import NumberUnknown, Unreadable
from somei_cli.model.documents import Document
from somei_cli.model.entries import Entry, Fault
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.settings import Settings
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.store.files import read_text, refuse_linked_folders
from somei_cli.text import codec, settings
from somei_cli.text.limits import LARGEST
from somei_cli.text.paths import DOCUMENTS, SETTINGS, folder_of, path_of, vocabulary_path


class Register:
    """The documents below one folder.

    Opening reads nothing but `somei.toml`; every read looks at the files as they are now.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings: Settings = settings.load(read_text(root, SETTINGS, LARGEST))

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The register's own lists."""
        from somei_cli.text import vocabulary

        return vocabulary.load({file: self.vocabulary_text(file) for file in vocabulary.FILES})

    def read_anew(self) -> None:
        """Forget the vocabulary that was read: somebody may have changed it since."""
        self.__dict__.pop("vocabulary", None)

    def get(self, number: DocumentNumber) -> Document:
        """Read one document, and only its file.

        Raises:
            NumberUnknown: naming members of the family that are here.
            Unreadable: where the file gives no document.
        """
        document = self.find(number)
        if document is None:
            raise NumberUnknown(number, (d.number for d in self.family(number)))
        return document

    def find(self, number: DocumentNumber) -> Document | None:
        """The document with this number, or None."""
        path = path_of(number)
        refuse_linked_folders(self.root, path)
        try:
            return document_of(self.entry(path))
        except FileNotFoundError:
            return None

    def family(self, number: DocumentNumber) -> Snapshot:
        """The first issue and all that follows from it: one folder is looked at, a few files are read."""
        folder = folder_of(number)
        refuse_linked_folders(self.root, folder / "-")
        stem = f"{number.base.register_id.removesuffix('INIT')}"
        names = sorted(n for n in _names(self.root / folder) if n.startswith(stem) and n.endswith(".toml"))
        documents = (document_of(self.entry(folder / name)) for name in names)
        return Snapshot(documents, self._words, self.settings)

    def snapshot(self) -> Snapshot:
        """Read everything.

        Raises:
            Unreadable: for the first file that gives no document: a decision must not overlook one.
        """
        return Snapshot(map(document_of, self.entries()), self._words, self.settings)

    def snapshot_of(self, entries: tuple[Entry, ...]) -> Snapshot:
        """What the readable ones among these entries hold."""
        documents = (entry.document for entry in entries if entry.document is not None)
        return Snapshot(documents, self._words, self.settings)

    def entries(self) -> Iterator[Entry]:
        """Every file below `documents/`, in order of the paths, with its faults instead of a refusal."""
        yield from self._walk(DOCUMENTS)

    def entry(self, path: PurePosixPath) -> Entry:
        """One file below `documents/`.

        Raises:
            Unreadable: where it is no plain text.
            FileNotFoundError: where there is none.
        """
        text = read_text(self.root, path, LARGEST)
        loaded = codec.load(text)
        return Entry(path, text, loaded.document, loaded.faults)

    def _words(self) -> Vocabulary:
        return self.vocabulary

    def _walk(self, folder: PurePosixPath) -> Iterator[Entry]:
        for name in sorted(_names(self.root / folder)):
            path = folder / name
            if (self.root / path).is_dir() and not (self.root / path).is_symlink():
                yield from self._walk(path)
            elif name.endswith(".toml") or (self.root / path).is_symlink():
                yield self._entry_or_faults(path)

    def _entry_or_faults(self, path: PurePosixPath) -> Entry:
        try:
            return self.entry(path)
        except Unreadable as unreadable:
            return Entry(path, "", None, (Fault(str(unreadable).removeprefix(f"{path}: ")),))

    def vocabulary_text(self, file: str) -> str:
        """The text of one file of the vocabulary.

        Raises:
            Unreadable: also where it is missing.
        """
        path = vocabulary_path(file)
        try:
            return read_text(self.root, path, LARGEST)
        except FileNotFoundError as error:
            raise Unreadable(path, "is missing") from error


def document_of(entry: Entry) -> Document:
    """The document of a file.

    Raises:
        Unreadable: where it gives none, with the first fault.
    """
    if entry.document is None:
        fault = entry.faults[0]
        raise Unreadable(entry.path, fault.message, fault.line)
    return entry.document


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder)]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Unreadable(folder, error.strerror or "cannot be read") from error
