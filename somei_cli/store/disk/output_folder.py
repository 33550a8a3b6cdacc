"""Write an export into a folder: only files that changed, and never over a file that somei did not make."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from somei_cli.errors import CannotWrite, Refused, Unreadable
from somei_cli.formats.export.formats import MANIFEST, is_export_path
from somei_cli.formats.export.manifest import is_manifest, unfinished_text
from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, VOCABULARY
from somei_cli.store.disk.durable import discard, replace_file
from somei_cli.store.disk.output_files import refuse_links_of_repository

_DRAFT: Final = ".somei-"
_READABLE_BY_ALL: Final = 0o666
_PRIVATE: Final = 0o600


class OutgoingFolder:
    """The folder of one export. With `dry` nothing is written, and the results are the same."""

    def __init__(self, root: Path, *, dry: bool = False, private: bool = False) -> None:
        self.root = root
        self.dry = dry
        self._mode = _PRIVATE if private else _READABLE_BY_ALL

    def begin(self, register: Path) -> None:
        """Make sure that somei may write into the folder, and write an unfinished manifest before the first file.

        Raises:
            Refused: if it holds other files, or is one of the register's own folders.
            CannotWrite: if the disk refuses.
        """
        with _refuse_disk_errors():
            refuse_register_folders(self.root, register)
            paths = list(_walk(self.root)) if self.root.exists() else []
            self._refuse_foreign_files(paths)
            if not self.dry and MANIFEST not in paths:
                self.root.mkdir(parents=True, exist_ok=True)
                self._write(MANIFEST, unfinished_text().encode())

    def write(self, path: str, content: bytes) -> bool:
        """Write a file if it does not have these bytes yet; whether it did not have them.

        Raises:
            CannotWrite: if the disk refuses.
        """
        with _refuse_disk_errors():
            if self._holds(path, content):
                return False
            if not self.dry:
                self._write(path, content)
            return True

    def remove_all_but(self, paths: set[str]) -> int:
        """Remove files of an earlier export that this one does not have, and return their number."""
        with _refuse_disk_errors():
            old = [path for path in _walk(self.root) if path not in paths] if self.root.exists() else []
            for path in () if self.dry else old:
                (self.root / path).unlink(missing_ok=True)
            if not self.dry:
                _remove_empty_folders(self.root)
            return sum(1 for path in old if is_export_path(path))

    def _refuse_foreign_files(self, paths: list[str]) -> None:
        foreign = [path for path in paths if not is_export_path(path) and not _is_draft(path)]
        if MANIFEST in paths and not is_manifest(_read_text(self.root / MANIFEST)):
            foreign.append(MANIFEST)
        if foreign:
            raise Refused(
                f"{self.root} holds files that no export made: {foreign[0]}.", "Choose an empty folder with -o DIR."
            )
        if paths and MANIFEST not in paths and not all(map(_is_draft, paths)):
            raise Refused(
                f"{self.root} holds files, and no {MANIFEST} says that an export made them.",
                "Choose an empty folder with -o DIR.",
            )

    def _holds(self, path: str, content: bytes) -> bool:
        target = self.root / path
        try:
            return target.stat().st_size == len(content) and target.read_bytes() == content
        except FileNotFoundError:
            return False

    def _write(self, path: str, content: bytes) -> None:
        """Write a file without flushing it: it can be made again. The manifest, which comes last, is flushed."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if path == MANIFEST:
            replace_file(target, content, mode=self._mode)
            return
        draft = target.with_name(f"{_DRAFT}{os.getpid()}")
        discard(draft)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, self._mode), "wb") as file:
            file.write(content)
        draft.replace(target)


def refuse_register_folders(root: Path, register: Path) -> None:
    """Refuse a target that is one of the register's own folders, or is not a folder.

    Raises:
        Refused: if it is; it names the target.
    """
    refuse_links_of_repository(root)
    target = root.resolve()
    own_folders = [register.resolve() / part for part in (DOCUMENTS, VOCABULARY, REQUESTS, ".git")]
    if any(target.is_relative_to(folder) for folder in own_folders):
        raise Refused(f"{root} is a folder of the register itself.", "Choose another one with -o DIR.")
    if root.exists() and not root.is_dir():
        raise Refused(f"{root} is no folder.", "Choose another one with -o DIR.")


@contextmanager
def _refuse_disk_errors() -> Iterator[None]:
    """Turn errors of the system into a refusal which says that the export is not finished."""
    try:
        yield
    except OSError as error:
        refusal = CannotWrite(error.strerror or str(error))
        refusal.hint = "The export is not finished. Make room or check the disk, then repeat the command."
        raise refusal from error


def list_paths(root: Path) -> tuple[str, ...]:
    """Return the path of everything in a folder that is not a folder, in order."""
    return tuple(sorted(_walk(root)))


def read_plain_bytes(root: Path, path: str) -> bytes:
    """Return the bytes of a regular file; no link is followed, and a pipe is not waited for.

    Raises:
        Unreadable: if it is not a regular file, or the disk refuses.
    """
    try:
        if not stat.S_ISREG((root / path).lstat().st_mode):
            raise Unreadable(path, "is no plain file")
        return (root / path).read_bytes()
    except OSError as error:
        raise Unreadable(path, error.strerror or "cannot be read") from error


def _walk(root: Path) -> Iterator[str]:
    """Yield the path of everything that is not a folder; a folder that cannot be opened is yielded itself."""
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except PermissionError:
            yield str(PurePosixPath(folder.relative_to(root)))
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            else:
                yield str(PurePosixPath(Path(entry.path).relative_to(root)))


def _read_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace") if path.is_file() and not path.is_symlink() else ""


def _is_draft(path: str) -> bool:
    return PurePosixPath(path).name.startswith(_DRAFT)


def _remove_empty_folders(root: Path) -> None:
    for folder, _, _ in os.walk(root, topdown=False):
        if Path(folder) != root and next(Path(folder).iterdir(), None) is None:
            Path(folder).rmdir()
