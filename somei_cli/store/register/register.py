"""Read a register: its settings, its vocabulary and its documents."""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from somei_cli.errors import NoRegisterInState, NumberUnknown, Unreadable
from somei_cli.formats.register_paths import (
    DOCUMENTS,
    SETTINGS,
    VOCABULARY_FILES,
    folder_of,
    number_of_path,
    path_of,
    vocabulary_path,
)
from somei_cli.formats.toml import settings
from somei_cli.model.document_number import SERIES_AS_FILED, DocumentNumber
from somei_cli.model.register.files_and_faults import DocumentFile, Fault
from somei_cli.model.register.settings import Settings
from somei_cli.store.register.sparse import list_sparse_documents
from somei_cli.store.register.work_tree_files import PathWithText, RegisterFiles, WorkTree

if TYPE_CHECKING:
    from somei_cli.model.document import Document
    from somei_cli.model.numbers.number_allotment import SeriesCounter
    from somei_cli.model.register.snapshot import Snapshot
    from somei_cli.model.register.vocabulary import Vocabulary


def open_register(
    root: Path, files: RegisterFiles | None = None, *, until: date | None = None, indexed: bool = True
) -> "Register":
    """Open the register in a folder as its work tree has it, or in another state, of which `files` are the files.

    With `until`, what happened after that day is left out. `indexed` is whether the index may be used.

    Raises:
        NoRegisterInState: if the state has no register.
        Unreadable: if its settings cannot be read.
    """
    return Register(root, files, until, indexed=indexed)


class RegisterState:
    """One state of a register (work tree, git index or commit): its files, with the settings and vocabulary in them."""

    def __init__(self, files: RegisterFiles) -> None:
        self.files = files
        self._parsed_vocabulary: tuple[dict[str, str], Vocabulary] | None = None
        """The texts that were read last, with what they say: an act reads them twice, and parsing takes long."""
        files.prefetch_settings()
        try:
            self.settings = settings.load(files.read(SETTINGS))
        except FileNotFoundError:
            raise NoRegisterInState(SETTINGS, f"is not {files.place}") from None

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """The vocabulary of the register in this state."""
        from somei_cli.formats.toml import vocabulary

        texts = {file: self.vocabulary_text(file) for file in VOCABULARY_FILES}
        if self._parsed_vocabulary is None or self._parsed_vocabulary[0] != texts:
            self._parsed_vocabulary = texts, vocabulary.load(texts)
        return self._parsed_vocabulary[1]

    def forget_vocabulary(self) -> None:
        """Forget the vocabulary, so that it is read again: it may have changed."""
        self.__dict__.pop("vocabulary", None)

    def vocabulary_text(self, file: str) -> str:
        """Return the text of one file of the vocabulary.

        Raises:
            Unreadable: if it is missing or not plain text.
        """
        path = vocabulary_path(file)
        try:
            return self.files.read(path)
        except FileNotFoundError as error:
            hint = f"If a command was killed here: somei doctor --repair. Else: git restore -- {path}"
            raise Unreadable(path, "is missing", hint=hint) from error

    def snapshot(self, documents: Iterable["Document"]) -> "Snapshot":
        """Return a snapshot of documents, with the settings and vocabulary of this state."""
        from somei_cli.model.register.snapshot import Snapshot

        return Snapshot(documents, lambda: self.vocabulary, self.settings)


class Register:
    """The register in one folder, in one of its states; see `open_register`."""

    def __init__(
        self, root: Path, files: RegisterFiles | None = None, until: date | None = None, *, indexed: bool = True
    ) -> None:
        self.root = root
        self.state = RegisterState(files or WorkTree(root))
        self.until = until
        self.indexed = indexed
        self.read_unsent: Callable[[], Iterable[Document]] = tuple
        """Returns the documents of the work tree that the remote lacks, while the remote's files are read."""

    @property
    def files(self) -> RegisterFiles:
        """The files of the state."""
        return self.state.files

    @property
    def settings(self) -> Settings:
        """The settings of the state."""
        return self.state.settings

    @property
    def vocabulary(self) -> "Vocabulary":
        """The vocabulary of the state."""
        return self.state.vocabulary

    @contextmanager
    def using_files(self, files: RegisterFiles) -> Iterator[None]:
        """Read the register in another state until the block ends; see `open_register`."""
        usual_state = self.state
        self.state = RegisterState(files)
        try:
            yield
        finally:
            self.state = usual_state
            # The files may have changed meanwhile.
            usual_state.forget_vocabulary()

    def find_last_number(self, counter: "SeriesCounter") -> int:
        """Return the highest number of a counter that has a document, found by file names alone; 0 before the first."""
        year = DOCUMENTS / str(counter.year)
        file_prefix = SERIES_AS_FILED.get(counter.series, counter.series)
        # By length first: the folders of provisional numbers have longer names.
        for folder in sorted(self.files.names(year), key=lambda name: (len(name), name), reverse=True):
            paths = (
                year / folder / name for name in self.files.names(year / folder) if name.startswith(f"{file_prefix}-")
            )
            numbers = [
                number.number for number in map(number_of_path, paths) if number and number.series == counter.series
            ]
            if numbers:
                return max(numbers)
        return 0

    def get(self, number: DocumentNumber) -> "Document":
        """Read one document, and only its file.

        Raises:
            NumberUnknown: if it is not in the register; it names members of the family.
            Unreadable: if the file does not give a document.
        """
        document = self.find(number)
        if document is None:
            raise self.refuse_number(number)
        return document

    def refuse_number(self, number: DocumentNumber) -> NumberUnknown:
        """Return the refusal of a number that is not here: it names its family, else numbers that look like it."""
        # Only a refusal needs them.
        from somei_cli.store.register.near_numbers import find_similar_numbers

        family = tuple(document.number for document in self.family(number))
        return NumberUnknown(number, family, () if family else find_similar_numbers(self.files, number))

    def find(self, number: DocumentNumber) -> "Document | None":
        """Return the document with this number, or None."""
        return self._find_at(path_of(number))

    def _find_at(self, path: PurePosixPath) -> "Document | None":
        try:
            return require_document(self.entry(path))
        except FileNotFoundError:
            return None

    def family(self, number: DocumentNumber) -> "Snapshot":
        """Read the documents of a family: one folder is listed and a few files are read."""
        folder = folder_of(number)
        stem = f"{number.base.register_id.removesuffix('INIT')}"
        names_in_folder = {*self.files.names(folder), *(path.name for path in self._left_out(folder))}
        names = sorted(n for n in names_in_folder if n.startswith(stem) and n.endswith(".toml"))
        documents = (self._find_at(folder / name) for name in names)
        return self.state.snapshot(d for d in documents if d)

    def snapshot(self) -> "Snapshot":
        """Read all documents.

        Raises:
            Unreadable: if one file does not give a document: a decision must not overlook one.
        """
        return self.state.snapshot(map(require_document, self.entries()))

    def snapshot_of(self, entries: tuple[DocumentFile, ...]) -> "Snapshot":
        """Return a snapshot of the readable documents among these files."""
        return self.state.snapshot(entry.document for entry in entries if entry.document is not None)

    def entries(self) -> Iterator[DocumentFile]:
        """Read every file below `documents/` in order of the paths; faults are returned, not raised."""
        yield from self._parse_entries(self.files.texts(DOCUMENTS))

    def count_files(self) -> int:
        """Count the files below `documents/` without reading them."""
        years = (DOCUMENTS / year for year in self.files.names(DOCUMENTS))
        folders = (year / folder for year in years for folder in self.files.names(year))
        return sum(len(self.files.names(folder)) for folder in folders)

    def entries_at(self, paths: Iterable[PurePosixPath]) -> Iterator[DocumentFile]:
        """Read the files at some paths as far as they exist; faults are returned, not raised."""
        yield from self._parse_entries(self.files.read_existing(paths))

    def _parse_entries(self, files: Iterable[PathWithText]) -> Iterator[DocumentFile]:
        for path, text in files:
            if isinstance(text, Unreadable):
                yield DocumentFile(path, "", None, (Fault(str(text).removeprefix(f"{path}: ")),))
            elif entry := self._entry(path, text):
                yield entry

    def entry(self, path: PurePosixPath) -> DocumentFile:
        """Read one file below `documents/`; one that a sparse checkout leaves out is read from git's index.

        Raises:
            Unreadable: if it is not plain text.
            FileNotFoundError: if there is no such file.
        """
        entry: DocumentFile | None
        try:
            entry = self._entry(path, self.files.read(path))
        except FileNotFoundError:
            entry = next(self.entries_left_out(self._left_out(path)), None)
        if entry is None:
            raise FileNotFoundError(path)
        return entry

    def entries_left_out(self, paths: Collection[PurePosixPath]) -> Iterator[DocumentFile]:
        """Read files that a sparse checkout leaves out of the work tree from git's index."""
        from somei_cli.store.git.command import Git
        from somei_cli.store.register.git_files import Staged

        yield from self._parse_entries(Staged(Git(self.root)).read_among(paths))

    def _left_out(self, path: PurePosixPath) -> tuple[PurePosixPath, ...]:
        """Return the files at or below a path that a sparse checkout leaves out; none if not the work tree is read."""
        return list_sparse_documents(self.root, path) if isinstance(self.files, WorkTree) else ()

    def parse_entry(self, path: PurePosixPath, text: str) -> DocumentFile:
        """Parse the text of a document file."""
        from somei_cli.formats.toml.document import load

        loaded = load(text)
        return DocumentFile(path, text, loaded.document, loaded.faults)

    def _entry(self, path: PurePosixPath, text: str) -> DocumentFile | None:
        """Parse the text of a document file; None if the document is later than the day `until`."""
        from somei_cli.formats.toml.document import load

        loaded = load(text)
        document = loaded.document
        if document and self.until:
            from somei_cli.model.history.document_without_later_events import document_on_day

            document = document_on_day(document, self.until)
        return DocumentFile(path, text, document, loaded.faults) if document or not loaded.document else None


def require_document(entry: DocumentFile) -> "Document":
    """Return the document of a file.

    Raises:
        Unreadable: if it does not give one; it names the first fault.
    """
    if entry.document is None:
        from somei_cli.formats.merge.conflict_markers import has_conflict_markers

        fault = entry.faults[0]
        hint = "A merge stopped in this file: somei resolve settles it." if has_conflict_markers(entry.text) else ""
        raise Unreadable(entry.path, fault.message, fault.line, hint)
    return entry.document
