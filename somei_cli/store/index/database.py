"""The open SQLite index of a register: opens or builds the file, brings it up to date with the disk, runs queries."""

import os
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, Self
from zlib import crc32

from somei_cli import __version__
from somei_cli.errors import GitRefuses, SomeiError, Unreadable
from somei_cli.store.git.document_deltas import find_head_or_none, start_comparison
from somei_cli.store.index.disk_changes import DiskChanges, FilePlace, KnownFiles, Stamp, compare_files, find_changes
from somei_cli.store.index.index_file import LOCK_TIMEOUT, lock_index

if TYPE_CHECKING:
    from somei_cli.store.index.judged_records import FirstJudge

CONTENT_MODULES = """
model/document model/document_fields model/query/field_texts model/query/normalised_text model/search/absent_fields
formats/toml/document formats/toml/field_value_conversions formats/toml/fields
store/index/full_text store/index/keys store/index/records store/index/row_columns store/index/tables
store/index/text_digests
""".split()


def _checksum_of_modules() -> int:
    """Return a checksum of the modules that decide what stands in the tables."""
    package, checksum = Path(__file__).parents[2], 0
    for module in CONTENT_MODULES:
        # Each start reads all of them; without a buffer that takes half the time.
        with (package / f"{module}.py").open("rb", buffering=0) as file:
            checksum = crc32(file.read(), checksum)
    return checksum


EDITION = f"{__version__} {_checksum_of_modules():08x}"
"""An index of another edition is built anew; the modules that decide what stands in its tables make the edition."""

SWEEP_LIMIT = 8_000
"""In a register of up to so many files every file is looked at before each query; that costs less than starting Python.
"""

_SELECT_FOLDERS = "SELECT path, stamp FROM folder"
_SUSPECTS_KEY = "suspects"
"""The meta row that lists the files that may hold edits in place. Without the row, every file may."""
_MAX_SUSPECTS = 20_000
_WORN = 20_000
_SELECT_FILES = "SELECT folder.path, file.name, file.stamp FROM {} JOIN folder ON folder.id = file.folder"


ListEditedPaths = Callable[[], Collection[str]]
"""A function that lists the files that may have been edited, relative to the register."""
WriteChanges = Callable[[sqlite3.Connection, DiskChanges], None]


class IndexUnusable(Exception):
    """The index cannot be used now; the files can."""


DatabaseError: Final = sqlite3.Error
"""What SQLite raises."""

INDEX_FAILURES: Final = (DatabaseError, OSError, UnicodeError, SomeiError)
"""What a query, or reading the files that its answer depends on, may raise."""


class Index:
    """An up-to-date index.

    While it is open, a shared lock keeps other processes from replacing the file: SQLite would mix the journals of the
    two.
    """

    def __init__(self, root: Path, file: Path, lock_fd: int, db: sqlite3.Connection) -> None:
        self.root = root
        self.file = file
        self._lock_fd = lock_fd
        self._db: sqlite3.Connection | None = db
        self._is_new = False

    @classmethod
    def open(
        cls, root: Path, file: Path, *, with_words: bool = False, make_judge: "Callable[[], FirstJudge] | None" = None
    ) -> Self:
        """Open the index and bring it up to date; build it if it is missing, damaged or of another edition.

        In a large register an edit in place is noticed once it is committed, or by `update_edited_files`. `with_words`
        is whether a new one is built with its full text: what asks for words next saves a second look at each file.
        For the same reason `make_judge` returns who judges the families of a new one.

        Raises:
            IndexUnusable: if the index can be neither opened nor built.
        """
        try:
            # Damage, another edition, too many used-up ids and words of a classified document all raise DatabaseError.
            with suppress(sqlite3.DatabaseError):
                return cls._open_existing(root, file)
            return cls._build_and_open(root, file, with_words=with_words, judge=make_judge and make_judge())
        except INDEX_FAILURES as error:
            raise IndexUnusable from error

    @classmethod
    def _open_existing(cls, root: Path, file: Path) -> Self:
        lock_fd = lock_index(file, shared=True)
        try:
            index = cls(root, file, lock_fd, _connect(file))
        except sqlite3.Error:
            os.close(lock_fd)
            raise
        try:
            index._require_current_edition()
            index.catch_up()
        except BaseException:
            index.close()
            raise
        return index

    @classmethod
    def _build_and_open(cls, root: Path, file: Path, *, with_words: bool, judge: "FirstJudge | None") -> Self:
        """Build a new file beside the old one, which stays until the new one is complete."""
        from somei_cli.store.index.index_draft import fill_draft, replacing_index

        with replacing_index(file) as draft:
            fill_draft(draft, root, EDITION, with_words=with_words, judge=judge)
        index = cls._open_existing(root, file)
        index._is_new = True  # noqa: SLF001 - of the same class
        return index

    def query(self, sql: str, parameters: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """Run an SQL statement and return its rows."""
        if self._db is None:
            raise sqlite3.ProgrammingError("closed")
        return self._db.execute(sql, tuple(parameters)).fetchall()

    @contextmanager
    def write_transaction(self) -> Iterator[None]:
        """Run the statements of a `with` block in one transaction: all of them take effect, or none."""
        if (
            self._db is not None and self._db.in_transaction
        ):  # inside of `overlaying`: SQLite does not nest transactions, and all is rolled back
            yield
            return
        self.query("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.query("ROLLBACK")
            raise
        self.query("COMMIT")

    @contextmanager
    def overlaying(self, texts: Mapping[PurePosixPath, str | Unreadable | None]) -> Iterator[None]:
        """Answer queries as if some files had other texts, or did not exist (None); roll all of it back at the end.

        Meanwhile other processes can read the index, but not write to it.
        """
        if self._db is None or not texts:
            yield
            return
        from somei_cli.store.index.full_text import has_full_text
        from somei_cli.store.index.records import record_of
        from somei_cli.store.index.tables import write_changes

        changes, records = DiskChanges(), []
        for path, text in texts.items():
            place = FilePlace(str(path.parent), path.name)
            if text is None:
                changes.gone.append(place)
            else:
                changes.folders[place.folder] = None
                known_digest, with_words = self._known_contents(place)[0], has_full_text(self._db)
                records.append(record_of(place, None, text, known_digest, with_words=with_words))
        self.query("BEGIN IMMEDIATE")
        try:
            write_changes(self._db, changes, records)
            yield
        finally:
            if self._db.in_transaction:  # a full disk may have ended it
                self.query("ROLLBACK")

    def meta(self, name: str) -> str | None:
        """Return a value that the index records about itself."""
        rows = self.query("SELECT value FROM meta WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def set_meta(self, name: str, value: str) -> None:
        """Record a value about the index itself."""
        self.query("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def count_files(self) -> int:
        """Return the number of files."""
        return int(self.query("SELECT count(*) FROM file")[0][0])

    def paths(self) -> frozenset[str]:
        """Return the paths of all files, relative to the register."""
        rows = self.query("SELECT path, name FROM file JOIN folder ON folder.id = folder")
        return frozenset(f"{folder}/{name}" for folder, name in rows)

    def faulty_files(self) -> list[tuple[Any, ...]]:
        """Return the files that give no document: folder, name, fault and line."""
        return self.query(
            "SELECT path, name, fault, line FROM file JOIN folder ON folder.id = folder WHERE fault IS NOT NULL"
        )

    def refresh_files(self, known_stamps: Mapping[FilePlace, Stamp]) -> bool:
        """Look at the files that an answer relies on, update the index, and return whether one of them had changed."""
        changes = compare_files(self.root, known_stamps)
        is_changed = bool(changes.gone) or any(
            stamp is None or known_stamps[place] != stamp for place, stamp in changes.files.items()
        )
        return is_changed and self._update_from(changes)

    def add_full_text(self) -> None:
        """Add what a search needs, if the index was built without it; other processes can use the index meanwhile.

        Raises:
            DatabaseError, OSError: if that is not possible now.
        """
        from somei_cli.store.index.full_text import has_full_text

        if self._db is None or self._db.in_transaction:
            # The copy would keep what `overlaying` rolls back.
            raise sqlite3.ProgrammingError("closed, or in a transaction")
        if has_full_text(self._db):
            return
        from somei_cli.store.index.index_draft import copy_database, replacing_index
        from somei_cli.store.index.tables import add_full_text

        with replacing_index(self.file) as draft:
            copy_database(self._db, draft)
            # Whoever replaces the file waits until nobody uses it.
            self.close()
            add_full_text(draft, self.root)
        reopened = self._open_existing(self.root, self.file)
        self._lock_fd, self._db = reopened._hand_over()  # noqa: SLF001 - of the same class

    def _hand_over(self) -> tuple[int, sqlite3.Connection | None]:
        db, self._db = self._db, None
        return self._lock_fd, db

    def reopen_after_fork(self) -> Self:
        """Return the same index for a forked process: a connection must not be shared across a fork."""
        return type(self)(self.root, self.file, os.dup(self._lock_fd), _connect(self.file))

    def close(self) -> None:
        """Close the connection and release the lock."""
        if self._db is not None:
            self._db.close()
            self._db = None
            os.close(self._lock_fd)

    def __del__(self) -> None:
        self.close()

    def _require_current_edition(self) -> None:
        if self.meta("edition") != EDITION or self.meta("place") != str(self.root):
            raise sqlite3.DatabaseError("another edition")
        # Each change of a file uses up an id, and leaves a full-text row that leads nowhere: at some point searches
        # slow down.
        given = self.query("SELECT seq FROM sqlite_sequence WHERE name = 'file'")
        if given and given[0][0] > 2 * int(self.meta("given") or 0) + _WORN:
            raise sqlite3.DatabaseError("worn")

    def catch_up(self) -> None:
        """Find what changed on disk since the last look, and update the index."""
        # A small register is swept: every file is compared. In a large one only folders are, which show new, removed
        # and renamed files. An edit in place shows once it is committed (the difference from the last HEAD) or by
        # `update_edited_files`.
        sweep = self._is_small
        by_folder: dict[str, dict[str, Stamp]] = {}
        if sweep:
            for folder, name, stamp in self.query(_SELECT_FILES.format("file")):
                by_folder.setdefault(folder, {})[name] = stamp
        files_in: Callable[[str], Mapping[str, Stamp]] = (
            (lambda folder: by_folder.get(folder, {})) if sweep else self._known_files
        )
        known_files = KnownFiles(dict(self.query(_SELECT_FOLDERS)), files_in)
        head, last_head = None if sweep else find_head_or_none(self.root), self.meta("head")
        if head == last_head:
            head = None
        # Git, if it is asked, compares the commits in the background while the folders are compared here.
        list_changed = start_comparison(self.root, last_head, head) if head and last_head else None
        changes = find_changes(self.root, known_files, sweep=sweep)
        if head:
            changes = self._add_committed_changes(list_changed, changes, known_files)
        if changes or head:
            self._update_from(changes, head)

    def update_edited_files(self, list_edited: ListEditedPaths, *, asked_before: bool = False) -> None:
        """Update the files that git reports as edited; a large register needs it before an answer from the index alone.

        Afterwards the index has seen every change that `git status` sees. `asked_before` is whether git was asked
        before the index was opened.

        Raises:
            IndexUnusable: if git or the database fails.
        """
        if self._is_small:
            return
        import json

        try:
            # Of a new index all files have just been read: only what git found meanwhile may hold an edit.
            all_known = "[]" if self._is_new and asked_before else None
            edited_paths, old_suspects = list_edited(), self.meta(_SUSPECTS_KEY) or all_known
            if old_suspects is None:
                changes = find_changes(
                    self.root, KnownFiles(dict(self.query(_SELECT_FOLDERS)), self._known_files), sweep=True
                )
            else:
                # Example: A.toml is edited and indexed, then restored with `git checkout`. Git no longer reports it,
                # but the index still has the edited text: files that were suspects the last time are compared too.
                self._compare_paths({*json.loads(old_suspects), *edited_paths}, changes := DiskChanges())
            if changes:
                self._update_from(changes)
            new_suspects = json.dumps(sorted(edited_paths))
            if new_suspects != self.meta(_SUSPECTS_KEY):
                self.set_meta(_SUSPECTS_KEY, new_suspects)
        except INDEX_FAILURES as error:
            raise IndexUnusable from error

    @property
    def _is_small(self) -> bool:
        """Whether the register is so small that every file is looked at before each query."""
        return bool(self.query("SELECT coalesce(max(id), 0) FROM file")[0][0] <= SWEEP_LIMIT)

    def _add_suspects(self, read_places: Iterable[FilePlace]) -> None:
        """Note read files as suspects: one may hold an edit that is undone, in place, before git is asked again."""
        old_suspects = self.meta(_SUSPECTS_KEY)
        if old_suspects is None:
            return
        import json

        suspects = {*json.loads(old_suspects), *(place.path for place in read_places)}
        if len(suspects) > _MAX_SUSPECTS:
            self.query("DELETE FROM meta WHERE name = ?", (_SUSPECTS_KEY,))
        else:
            self.set_meta(_SUSPECTS_KEY, json.dumps(sorted(suspects)))

    def _add_committed_changes(
        self, list_changed: Callable[[], list[str]] | None, changes: DiskChanges, known_files: KnownFiles
    ) -> DiskChanges:
        """Add the files that commits changed: they may have been rewritten in place, which no folder's stamp shows."""
        try:
            if list_changed:
                self._compare_paths(list_changed(), changes)
                return changes
        except GitRefuses:  # git has deleted the commit, as after a rewrite: compare every file
            pass
        return find_changes(self.root, known_files, sweep=True)

    def _compare_paths(self, paths: Iterable[str], changes: DiskChanges) -> None:
        places = [place for path in paths for place in self._expand_path(path)]
        known_stamps = {place: self._known_stamp(place) for place in places}
        current = compare_files(self.root, {place: stamp for place, stamp in known_stamps.items() if stamp != b""})
        changes.files.update(current.files)
        changes.gone.extend(place for place in current.gone if place not in changes.gone)

    def _expand_path(self, path: str) -> Iterator[FilePlace]:
        """Yield the place of a path, or of every known file below a path that ends with a slash."""
        folder, name = path.rsplit("/", 1)
        if name:
            yield FilePlace(folder, name)
            return
        for (known_folder,) in self.query(
            "SELECT path FROM folder WHERE substr(path || '/', 1, ?) = ?", (len(path), path)
        ):
            yield from (FilePlace(known_folder, known_name) for known_name in self._known_files(known_folder))

    def _known_stamp(self, place: FilePlace) -> Stamp:
        """Return the recorded stamp of a file; b"" if the index does not know the file."""
        rows = self.query(_SELECT_FILES.format("file") + " WHERE folder.path = ? AND file.name = ?", place)
        return rows[0][2] if rows else b""

    def _known_files(self, folder: str) -> Mapping[str, Stamp]:
        rows = self.query(_SELECT_FILES.format("file") + " WHERE folder.path = ?", (folder,))
        return {name: stamp for _, name, stamp in rows}

    def _known_contents(self, place: FilePlace) -> tuple[bytes | None, str | None]:
        """Return the recorded digest of a file, and the fault that kept it from being a document."""
        rows = self.query(
            "SELECT digest, fault FROM file JOIN folder ON folder.id = file.folder WHERE path = ? AND name = ?", place
        )
        return rows[0] if rows else (None, None)

    def _update_from(self, changes: DiskChanges, head: str | None = None) -> bool:
        """Read the changed files into the index; return whether that changed any contents."""
        changes_before = self.query("SELECT total_changes()")[0][0]
        old_contents = {place: self._known_contents(place) for place in changes.files}
        # Most queries find no file that must be looked at again: import only when one is.
        from somei_cli.store.index.text_digests import have_known_texts, write_touched

        digests = {place: digest for place, (digest, _) in old_contents.items()}
        if not (changes.gone or changes.gone_folders) and have_known_texts(self.root, digests):
            if changes.folders or any(changes.files.values()) or head:
                self._write(changes, changes.files, head, write_touched)
            return False
        from somei_cli.store.index.full_text import has_full_text
        from somei_cli.store.index.records import read_records
        from somei_cli.store.index.tables import write_changes

        with_words = self._db is not None and has_full_text(self._db)
        files = [(place, stamp, digests[place]) for place, stamp in changes.files.items()]
        records = list(read_records(self.root, files, with_words=with_words))
        # A file that cannot be read has no stamp, so it comes up each time, mostly with the same fault as before.
        records = [record for record in records if record.digest or old_contents[record.place] != (None, record.fault)]
        if with_words and any(record.is_classified and digests[record.place] is not None for record in records):
            # Full-text rows cannot be deleted. If a document becomes classified, its earlier words are still in the
            # file: this error makes `open` build a new index.
            raise sqlite3.DatabaseError("holds words of a classified document")
        has_news = bool(changes.gone) or any(record.document or record.fault for record in records)
        has_stamps = any(record.stamp for record in records) or bool(changes.folders) or bool(changes.gone_folders)
        if has_news or has_stamps or head:
            places = [record.place for record in records]
            self._write(changes, places, head, partial(write_changes, records=records))
        return has_news and self.query("SELECT total_changes()")[0][0] > changes_before

    def _write(
        self, changes: DiskChanges, read_places: Iterable[FilePlace], head: str | None, write: WriteChanges
    ) -> None:
        """Write changes in one transaction, with the commit up to which the index has looked."""
        self.query("BEGIN IMMEDIATE")
        try:
            if self._db is not None:
                write(self._db, changes)
            self._add_suspects(read_places)
            if head:
                self.set_meta("head", head)
            self.query("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self.query("ROLLBACK")
            raise


def _connect(file: Path) -> sqlite3.Connection:
    uri = f"{file.as_uri()}?mode=rw"
    # The garbage collector may close the connection from any thread.
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=LOCK_TIMEOUT, check_same_thread=False)
    db.execute("PRAGMA synchronous = NORMAL")
    return db
