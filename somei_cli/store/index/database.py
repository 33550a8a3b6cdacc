"""The index of one register, open: brought up to date with the files when it is opened, and asked questions.

Which index this version of somei keeps.
"""

import fcntl
import json
import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self

from somei_cli import __version__
from somei_cli.errors import GitRefuses, SomeiError, Unreadable
from somei_cli.store.git.head_files import changed_between, head_of
from somei_cli.store.index.disk_changes import FilePlace, IndexChanges, Known, Stamp, look_at, watch
from somei_cli.store.index.id_order import is_worn, last_given, promised
from somei_cli.store.process.background_git import BackgroundQuestion

EDITION = f"12 {__version__}"
"""Another one is built anew. The first word rises with every change of the tables or of what goes into them."""


SWEPT = 8_000
"""Up to so many files each one is looked at for every question; that costs less than starting Python."""

_LOCK_TIMEOUT = 2.0
_SELECT_FOLDERS = "SELECT path, stamp FROM folder"
_SUSPECTS_KEY = "suspects"
"""What may be edited: a list that is there once git was asked, until then it may be any file."""
_MAX_SUSPECTS = 20_000
_SELECT_FILES = "SELECT folder.path, file.name, file.stamp FROM {} JOIN folder ON folder.id = file.folder"


Suspects = Callable[[], Collection[str]]
"""Who tells the files that may have been edited, relative to the register."""


class Unusable(Exception):
    """The index cannot be used now; the files can."""


DatabaseError: Final = sqlite3.Error
"""What the database says no with."""

FAILURES: Final = (DatabaseError, OSError, UnicodeError, SomeiError)
"""What may come of a question, with what its answer is looked for in."""


class Index:
    """An index that is up to date.

    While it is open no other process puts another file in its place: SQLite would mix the journals of the two.
    """

    def __init__(self, root: Path, file: Path, lock_fd: int, db: sqlite3.Connection) -> None:
        self.root = root
        self.file = file
        self._held = lock_fd
        self._db: sqlite3.Connection | None = db

    @classmethod
    def open(cls, root: Path, file: Path) -> Self:
        """Open the index, bring it up to date, build it where it is missing, damaged or of another edition.

        In a large register an edit in place is seen once it is committed, or looked at with `look_at_edits`.

        Raises:
            Unusable: where that cannot be done.
        """
        try:
            with suppress(sqlite3.DatabaseError):
                return cls._opened(root, file)
            return cls._built(root, file)
        except FAILURES as error:
            raise Unusable from error

    @classmethod
    def _opened(cls, root: Path, file: Path) -> Self:
        lock_fd = _lock_index(file, fcntl.LOCK_SH)
        try:
            index = cls(root, file, lock_fd, _connect(file))
        except sqlite3.Error:
            os.close(lock_fd)
            raise
        try:
            index._refuse_another()
            index.catch_up()
        except BaseException:
            index.close()
            raise
        return index

    @classmethod
    def _built(cls, root: Path, file: Path) -> Self:
        """Build beside the old one, which stays until the new one is whole."""
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        try:
            os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
            db = sqlite3.connect(draft, isolation_level=None)
            try:
                _fill_new_index(db, root)
            finally:
                db.close()
            exclusive_fd = _lock_index(file, fcntl.LOCK_EX)
            try:
                for old_file in (file, _companion_file(file, "-wal"), _companion_file(file, "-shm")):
                    old_file.unlink(missing_ok=True)
                draft.rename(file)
                from somei_cli.store.index.location import index_drafts, throw_away

                throw_away(index_drafts(file.parent))
            finally:
                os.close(exclusive_fd)
        finally:
            for leftover in (
                draft,
                _companion_file(draft, "-wal"),
                _companion_file(draft, "-shm"),
                _companion_file(draft, "-journal"),
            ):
                with suppress(OSError):
                    leftover.unlink(missing_ok=True)
        return cls._opened(root, file)

    def ask(self, sql: str, words: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that answer a question."""
        if self._db is None:
            raise sqlite3.ProgrammingError("closed")
        return self._db.execute(sql, tuple(words)).fetchall()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All changes that are asked for in the meantime at once, or none of them."""
        if self._db is not None and self._db.in_transaction:  # while something is supposed, nothing of which is kept
            yield
            return
        self.ask("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.ask("ROLLBACK")
            raise
        self.ask("COMMIT")

    @contextmanager
    def supposing(self, texts: Mapping[PurePosixPath, str | Unreadable | None]) -> Iterator[None]:
        """For a while answer as if some files were so, or were not there; nothing of it is kept.

        In the meantime others can read the index, and not write.
        """
        if self._db is None or not texts:
            yield
            return
        from somei_cli.store.index.records import card_of
        from somei_cli.store.index.schema import fill

        changes, records = IndexChanges(), []
        for path, text in texts.items():
            place = FilePlace(str(path.parent), path.name)
            if text is None:
                changes.gone.append(place)
            else:
                changes.folders[place.folder] = None
                records.append(card_of(place, None, text, self._contents(place)[0]))
        self.ask("BEGIN IMMEDIATE")
        try:
            fill(self._db, changes, records)
            yield
        finally:
            if self._db.in_transaction:  # a full disk may have ended it
                self.ask("ROLLBACK")

    def meta(self, name: str) -> str | None:
        """What the index says of itself."""
        rows = self.ask("SELECT value FROM meta WHERE name = ?", (name,))
        return rows[0][0] if rows else None

    def set_meta(self, name: str, value: str) -> None:
        """Let it say that of itself."""
        self.ask("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def count(self) -> int:
        """How many files there are."""
        return int(self.ask("SELECT count(*) FROM file")[0][0])

    def paths(self) -> frozenset[str]:
        """The paths of all files."""
        rows = self.ask("SELECT path, name FROM file JOIN folder ON folder.id = folder")
        return frozenset(f"{folder}/{name}" for folder, name in rows)

    def faults(self) -> list[tuple[Any, ...]]:
        """The files that give no document: folder, name, fault and line."""
        return self.ask(
            "SELECT path, name, fault, line FROM file JOIN folder ON folder.id = folder WHERE fault IS NOT NULL"
        )

    def look_again(self, known_stamps: Mapping[FilePlace, Stamp]) -> bool:
        """Look at some files before they are relied upon; whether one of them had changed."""
        changes = look_at(self.root, known_stamps)
        is_changed = bool(changes.gone) or any(
            stamp is None or known_stamps[place] != stamp for place, stamp in changes.files.items()
        )
        return is_changed and self._take_in(changes)

    def again(self) -> Self:
        """The same index for a process that was forked off: it needs a connection of its own."""
        return type(self)(self.root, self.file, os.dup(self._held), _connect(self.file))

    def close(self) -> None:
        """Let go of it."""
        if self._db is not None:
            self._db.close()
            self._db = None
            os.close(self._held)

    def __del__(self) -> None:
        self.close()

    def _refuse_another(self) -> None:
        if self.meta("edition") != EDITION or self.meta("place") != str(self.root):
            raise sqlite3.DatabaseError("another edition")
        if self._db and is_worn(int(self.meta("given") or 0), last_given(self._db)):
            raise sqlite3.DatabaseError("worn")

    def catch_up(self) -> None:
        """Look at what may have changed since."""
        sweep = self._is_swept
        by_folder: dict[str, dict[str, Stamp]] = {}
        if sweep:
            for folder, name, stamp in self.ask(_SELECT_FILES.format("file")):
                by_folder.setdefault(folder, {})[name] = stamp
        files_in: Callable[[str], Mapping[str, Stamp]] = (
            (lambda folder: by_folder.get(folder, {})) if sweep else self._files_in
        )
        known_files = Known(dict(self.ask(_SELECT_FOLDERS)), files_in)
        head, last_head = None if sweep else head_of(self.root), self.meta("head")
        if head == last_head:
            head = None
        # Git looks at the commits while we look at the folders.
        pending_paths = (
            BackgroundQuestion(partial(changed_between, self.root, last_head, head)) if head and last_head else None
        )
        changes = watch(self.root, known_files, every=sweep)
        if head:
            changes = self._followed(pending_paths, changes, known_files)
        if changes or head:
            self._take_in(changes, head)

    def look_at_edits(self, list_edited: Suspects) -> None:
        """The same for what git takes for edited, asked for only in a large register: nothing that git sees is missed.

        Raises:
            Unusable: where that cannot be done.
        """
        if self._is_swept:
            return
        try:
            edited_paths, old_suspects = list_edited(), self.meta(_SUSPECTS_KEY)
            if old_suspects is None:
                changes = watch(self.root, Known(dict(self.ask(_SELECT_FOLDERS)), self._files_in), every=True)
            else:
                # What was read since that was last asked may have been put back.
                self._look_at_paths({*json.loads(old_suspects), *edited_paths}, changes := IndexChanges())
            if changes:
                self._take_in(changes)
            new_suspects = json.dumps(sorted(edited_paths))
            if new_suspects != self.meta(_SUSPECTS_KEY):
                self.set_meta(_SUSPECTS_KEY, new_suspects)
        except FAILURES as error:
            raise Unusable from error

    @property
    def _is_swept(self) -> bool:
        """Whether every file is looked at for every question."""
        return bool(self.ask("SELECT coalesce(max(id), 0) FROM file")[0][0] <= SWEPT)

    def _remember(self, read_places: Iterable[FilePlace]) -> None:
        """What was read may be an edit that is put back, in place, before git is asked what is edited."""
        old_suspects = self.meta(_SUSPECTS_KEY)
        if old_suspects is None:
            return
        suspects = {*json.loads(old_suspects), *(place.path for place in read_places)}
        if len(suspects) > _MAX_SUSPECTS:
            self.ask("DELETE FROM meta WHERE name = ?", (_SUSPECTS_KEY,))
        else:
            self.set_meta(_SUSPECTS_KEY, json.dumps(sorted(suspects)))

    def _followed(
        self, pending_paths: BackgroundQuestion[list[str]] | None, changes: IndexChanges, known_files: Known
    ) -> IndexChanges:
        """Look too at what a commit changed: it may have been edited in place, and the folder does not tell."""
        # Most questions find nothing that must be read anew; what reads it is imported while git is at work.
        import somei_cli.store.index.records
        import somei_cli.store.index.schema  # noqa: F401

        try:
            if pending_paths:
                self._look_at_paths(pending_paths.answer(), changes)
                return changes
        except GitRefuses:  # the commit that was known is gone
            pass
        return watch(self.root, known_files, every=True)

    def _look_at_paths(self, paths: Iterable[str], changes: IndexChanges) -> None:
        places = [place for path in paths for place in self._places(path)]
        known_stamps = {place: self._stamp(place) for place in places}
        current = look_at(self.root, {place: stamp for place, stamp in known_stamps.items() if stamp != b""})
        changes.files.update(current.files)
        changes.gone.extend(place for place in current.gone if place not in changes.gone)

    def _places(self, path: str) -> Iterator[FilePlace]:
        """A file, or those that are known in a folder whose name ends with a slash."""
        folder, name = path.rsplit("/", 1)
        if name:
            yield FilePlace(folder, name)
            return
        for (known_folder,) in self.ask(
            "SELECT path FROM folder WHERE substr(path || '/', 1, ?) = ?", (len(path), path)
        ):
            yield from (FilePlace(known_folder, known_name) for known_name in self._files_in(known_folder))

    def _stamp(self, place: FilePlace) -> Stamp:
        """The stamp of a file; b"" where it is not known."""
        rows = self.ask(_SELECT_FILES.format("file") + " WHERE folder.path = ? AND file.name = ?", place)
        return rows[0][2] if rows else b""

    def _files_in(self, folder: str) -> Mapping[str, Stamp]:
        rows = self.ask(_SELECT_FILES.format("file") + " WHERE folder.path = ?", (folder,))
        return {name: stamp for _, name, stamp in rows}

    def _contents(self, place: FilePlace) -> tuple[bytes | None, str | None]:
        """The digest that a file had, and the fault that kept it from being a document."""
        rows = self.ask(
            "SELECT digest, fault FROM file JOIN folder ON folder.id = file.folder WHERE path = ? AND name = ?", place
        )
        return rows[0] if rows else (None, None)

    def _take_in(self, changes: IndexChanges, head: str | None = None) -> bool:
        """Read what changed; whether that said anything new."""
        changes_before = self.ask("SELECT total_changes()")[0][0]
        old_contents = {place: self._contents(place) for place in changes.files}
        # Most questions find nothing that must be read anew.
        from somei_cli.store.index.records import cards
        from somei_cli.store.index.schema import fill

        records = list(
            cards(self.root, [(place, stamp, old_contents[place][0]) for place, stamp in changes.files.items()])
        )
        # A file that cannot be read has no stamp: it is looked at each time, and mostly nothing has come of it.
        records = [record for record in records if record.digest or old_contents[record.place] != (None, record.fault)]
        if any(record.is_classified and old_contents[record.place][0] is not None for record in records):
            # Words of a text cannot be taken out again: an index that may hold some of a classified one is built anew.
            raise sqlite3.DatabaseError("holds words of a classified document")
        has_news = bool(changes.gone) or any(record.document or record.fault for record in records)
        has_stamps = any(record.stamp for record in records) or bool(changes.folders) or bool(changes.gone_folders)
        if has_news or has_stamps or head:
            self.ask("BEGIN IMMEDIATE")
            try:
                if self._db is not None:
                    fill(self._db, changes, records)
                self._remember(record.place for record in records)
                if head:
                    self.set_meta("head", head)
                self.ask("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self.ask("ROLLBACK")
                raise
        return has_news and self.ask("SELECT total_changes()")[0][0] > changes_before


def _fill_new_index(db: sqlite3.Connection, root: Path) -> None:
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
    head = head_of(root)
    changes = watch(root, Known({}, lambda _: {}), every=False)
    from somei_cli.store.index.records import cards
    from somei_cli.store.index.schema import fill, make_tables

    make_tables(db)
    db.execute("BEGIN")
    ordered = sorted(changes.files.items(), key=lambda file: (promised(file[0]), file[0]))
    fill(db, changes, cards(root, [(place, stamp, None) for place, stamp in ordered]), empty=True)
    meta = {"edition": EDITION, "place": str(root), "head": head, "built": str(int(time.time()))}
    db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    db.execute("COMMIT")
    db.execute("PRAGMA journal_mode = WAL")


def _connect(file: Path) -> sqlite3.Connection:
    uri = f"{file.as_uri()}?mode=rw"
    # Whichever thread clears away what is no longer wanted may close it.
    db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_LOCK_TIMEOUT, check_same_thread=False)
    db.execute("PRAGMA synchronous = NORMAL")
    return db


def _companion_file(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _lock_index(file: Path, mode: int) -> int:
    """Lock the place of the index; whoever builds it waits only shortly for those who read."""
    lock_fd = os.open(_companion_file(file, ".lock"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    deadline = time.monotonic() + _LOCK_TIMEOUT
    while True:
        try:
            fcntl.flock(lock_fd, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                os.close(lock_fd)
                raise
            time.sleep(0.01)
        else:
            return lock_fd
