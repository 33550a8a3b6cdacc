"""The register below one folder: reading its documents, and the only way to change them."""

import os
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath

from somei_cli.errors import NotCanonical, NumberUnknown, Unreadable
from somei_cli.model.changes import Change, Receipt
from somei_cli.model.documents import Document
from somei_cli.model.entries import Entry, Fault
from somei_cli.model.numbers import DocumentNumber
from somei_cli.model.settings import Settings
from somei_cli.model.snapshot import Snapshot
from somei_cli.model.vocabulary import Vocabulary
from somei_cli.store.files import read_text
from somei_cli.text import codec, messages, settings, vocabulary
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
        return vocabulary.load({file: self._vocabulary_text(file) for file in vocabulary.FILES})

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
        try:
            return _document_of(self._entry(path_of(number)))
        except FileNotFoundError:
            return None

    def family(self, number: DocumentNumber) -> Snapshot:
        """The first issue and all that follows from it: one folder is looked at, a few files are read."""
        folder = folder_of(number)
        stem = f"{number.base.register_id.removesuffix('INIT')}"
        names = sorted(n for n in _names(self.root / folder) if n.startswith(stem) and n.endswith(".toml"))
        documents = (_document_of(self._entry(folder / name)) for name in names)
        return Snapshot(documents, self.vocabulary, self.settings)

    def snapshot(self) -> Snapshot:
        """Read everything.

        Raises:
            Unreadable: for the first file that gives no document: a decision must not overlook one.
        """
        return Snapshot(map(_document_of, self.entries()), self.vocabulary, self.settings)

    def snapshot_of(self, entries: tuple[Entry, ...]) -> Snapshot:
        """What the readable ones among these entries hold."""
        documents = (entry.document for entry in entries if entry.document is not None)
        return Snapshot(documents, self.vocabulary, self.settings)

    def entries(self) -> Iterator[Entry]:
        """Every file below `documents/`, in order of the paths, with its faults instead of a refusal."""
        yield from self._walk(DOCUMENTS)

    def commit(self, decide: Callable[[], Change]) -> Receipt:
        """Carry out a decision as one commit: all of it, or nothing.

        `decide` is called while nobody else can write to this clone, so what it reads is what the
        commit builds on. A change without puts, drops and codes makes no commit.
        """
        from somei_cli.store.clone import open_clone
        from somei_cli.store.transaction import transaction

        clone = open_clone(self.root)
        with transaction(clone) as writing:
            change = decide()
            files = self.files(change)
            inside = PurePosixPath(self.root.resolve().relative_to(clone.top.resolve()))
            commit = writing.commit(
                {inside / path: text.encode() if text is not None else None for path, text in files.items()},
                messages.message_of(change),
            )
        return Receipt(change, commit)

    def files(self, change: Change) -> dict[PurePosixPath, str | None]:
        """The texts that a change writes, by path in the register; None removes.

        Raises:
            NotCanonical: where a file would be rewritten that is not as somei writes it.
        """
        files: dict[PurePosixPath, str | None] = {}
        for document in change.puts:
            path = path_of(document.number)
            if not change.relayout:
                self._refuse_foreign_layout(path)
            files[path] = codec.dump(document)
        files.update({path_of(number): None for number in change.drops})
        if change.codes:
            path = vocabulary_path("subject_codes.toml")
            if vocabulary.dump_codes(self.vocabulary.codes) != self._vocabulary_text(path.name):
                raise NotCanonical(path)
            files[path] = vocabulary.dump_codes({**self.vocabulary.codes, **change.codes})
        return files

    def _refuse_foreign_layout(self, path: PurePosixPath) -> None:
        try:
            entry = self._entry(path)
        except FileNotFoundError:
            return
        if codec.dump(_document_of(entry)) != entry.text:
            raise NotCanonical(path)

    def _entry(self, path: PurePosixPath) -> Entry:
        text = read_text(self.root, path, LARGEST)
        loaded = codec.load(text)
        return Entry(path, text, loaded.document, loaded.faults)

    def _walk(self, folder: PurePosixPath) -> Iterator[Entry]:
        for name in sorted(_names(self.root / folder)):
            path = folder / name
            if (self.root / path).is_dir() and not (self.root / path).is_symlink():
                yield from self._walk(path)
            elif name.endswith(".toml") or (self.root / path).is_symlink():
                yield self._entry_or_faults(path)

    def _entry_or_faults(self, path: PurePosixPath) -> Entry:
        try:
            return self._entry(path)
        except Unreadable as unreadable:
            return Entry(path, "", None, (Fault(str(unreadable).removeprefix(f"{path}: ")),))

    def _vocabulary_text(self, file: str) -> str:
        path = vocabulary_path(file)
        try:
            return read_text(self.root, path, LARGEST)
        except FileNotFoundError as error:
            raise Unreadable(path, "is missing") from error


def _document_of(entry: Entry) -> Document:
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
