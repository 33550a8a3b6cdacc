"""Where the index file is: in `somei/` in the git folder, found without asking git; and leftovers of indexes."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from somei_cli.store.register.find import find_work_tree


def find_index_file(root: Path) -> Path | None:
    """Return the path of the index file, in a private folder; None if there is no git folder of the user's own.

    A linked worktree has its own git folder, and so its own index.
    """
    with suppress(OSError, ValueError):
        root = root.resolve()
        work_tree = find_work_tree(root)
        if work_tree is not None:
            folder, git_dir = work_tree
            return _private_folder(git_dir) / f"index-{crc32(os.fsencode(root.relative_to(folder))):08x}.db"
    return None


def _private_folder(git_dir: Path) -> Path:
    """Return somei's folder in the git folder, created if missing.

    Raises:
        OSError: if it cannot be kept private.
    """
    user_id = os.geteuid()
    if git_dir.stat().st_uid != user_id:
        raise PermissionError(git_dir)
    private = git_dir / "somei"
    with suppress(FileExistsError):
        private.mkdir(mode=0o700)
    status = private.lstat()
    if private.is_symlink() or status.st_uid != user_id:
        raise PermissionError(private)
    if status.st_mode & 0o077:
        private.chmod(0o700)
    return private


def find_damaged_index(root: Path) -> tuple[Path, ...]:
    """Return the files of an index that SQLite cannot read; nothing if it can, or if the index is in use."""
    import sqlite3

    file = find_index_file(root)
    if file is None or not file.exists():
        return ()
    try:
        db = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        try:
            sound = db.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            db.execute("SELECT value FROM meta WHERE name = 'edition'").fetchone()
        finally:
            db.close()
    except sqlite3.DatabaseError as error:
        # Other errors only mean that it cannot be read now: in use, or on a disk without locks.
        sound = getattr(error, "sqlite_errorcode", 0) & 0xFF not in (
            sqlite3.SQLITE_CORRUPT,
            sqlite3.SQLITE_NOTADB,
            sqlite3.SQLITE_ERROR,
        )
    companions = (file.with_name(file.name + ending) for ending in ("-wal", "-shm"))
    return () if sound else (file, *(path for path in companions if path.exists()))


def list_orphaned_drafts(private: Path) -> tuple[Path, ...]:
    """List drafts of an index whose process has ended."""
    return tuple(sorted(file for file in private.glob("index-*.db.*") if _is_orphan(file)))


def delete_files(files: Iterable[Path]) -> None:
    """Delete files that may be gone already."""
    for file in files:
        file.unlink(missing_ok=True)


def _is_orphan(file: Path) -> bool:
    from somei_cli.store.process.other_processes import is_running

    ending = file.name.partition(".db.")[2].partition("-")[0]
    return ending.isdigit() and not is_running(int(ending))
