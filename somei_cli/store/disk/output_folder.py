"""Write an export or a site into a folder: only files that changed, and never over a file that somei did not make."""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from somei_cli.errors import CannotWork, CannotWrite, NotFound, Refused, Unreadable, shell_word
from somei_cli.formats.export.formats import MANIFEST, is_export_path
from somei_cli.formats.export.manifest import is_manifest, unfinished_text
from somei_cli.formats.export.site_manifest import (
    SITE_MANIFEST,
    SiteManifest,
    read_site_manifest,
    site_manifest_text,
)
from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, VOCABULARY
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.publication.output_files import FileState, SiteFile, WrittenFile
from somei_cli.store.disk.durable import discard, replace_file
from somei_cli.store.disk.output_files import PRIVATE_FILE, PUBLIC_FILE, refuse_links_of_repository
from somei_cli.store.operating_system import NEW_FILE

_DRAFT: Final = ".somei-draft-"
_ANY_DRAFT: Final = ".somei-"
"""What the name of a draft begins with in an export, also of an earlier version."""
JOURNAL: Final = ".somei-building"
"""The file that lists the paths a build writes: after an interrupted build the next one knows them for its own."""
_IGNORED: Final = frozenset({".git"})
"""A site that is published by git is a clone."""
_BATCH_SIZE: Final = 500
"""The number of pages in memory at once."""


class OutgoingFolder:
    """The folder of one export. With `dry` nothing is written, and the results are the same."""

    def __init__(self, root: Path, *, dry: bool = False, private: bool = False) -> None:
        self.root = root
        self.dry = dry
        self._mode = PRIVATE_FILE if private else PUBLIC_FILE

    def begin(self, register: Path) -> None:
        """Make sure that somei may write into the folder, and write an unfinished manifest before the first file.

        Raises:
            Refused: if it holds other files, or is one of the register's own folders.
            CannotWrite: if the disk refuses.
        """
        with _refuse_unfinished_export():
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
        with _refuse_unfinished_export():
            if self._holds(path, content):
                return False
            if not self.dry:
                self._write(path, content)
            return True

    def remove_all_but(self, paths: set[str]) -> int:
        """Remove files of an earlier export that this one does not have, and return their number."""
        with _refuse_unfinished_export():
            old = [path for path in _walk(self.root) if path not in paths] if self.root.exists() else []
            if not self.dry:
                _remove_files(self.root, old)
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
        """Write a file. The manifest, which comes last, is flushed."""
        if path == MANIFEST:
            replace_file(self.root / path, content, mode=self._mode)
        else:
            _write_file(str(self.root), path, content, self._mode)


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
        raise Refused(f"{root} is not a folder.", "Choose another one with -o DIR.")


@contextmanager
def _refuse_unfinished_export() -> Iterator[None]:
    """Turn errors of the system into a refusal which says that the export is not finished."""
    try:
        yield
    except OSError as error:
        refusal = CannotWrite.from_error(error)
        refusal.hint = refusal.hint.replace("Nothing was changed.", "The export is not finished.")
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
            raise Unreadable(path, "is not a plain file")
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
    return PurePosixPath(path).name.startswith(_ANY_DRAFT)


class SiteFolder:
    """The folder of a site; its files are listed when it is opened."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.paths = frozenset(_list_files(root)) if root.exists() else frozenset()
        self.manifest = self._read_manifest()

    def _read_manifest(self) -> SiteManifest | None:
        return read_site_manifest(self.text(SITE_MANIFEST) or "") if SITE_MANIFEST in self.paths else None

    def text(self, path: str) -> str | None:
        """Return the text of a file; None if it is not UTF-8.

        Raises:
            Unreadable: if the disk refuses.
        """
        try:
            return self._read_bytes(path).decode()
        except UnicodeDecodeError:
            return None

    def _read_bytes(self, path: str) -> bytes:
        try:
            return (self.root / path).read_bytes()
        except OSError as error:
            raise Unreadable(path, error.strerror or "cannot be read") from error

    @property
    def foreign_paths(self) -> Sequence[str]:
        """The files that no build wrote."""
        ours = {SITE_MANIFEST, JOURNAL, *(self.manifest.files if self.manifest else ())}
        if JOURNAL in self.paths:
            ours.update((self.text(JOURNAL) or "").splitlines())
        return sorted(path for path in self.paths - ours if not path.rpartition("/")[2].startswith(_DRAFT))

    def refuse_foreign(self) -> None:
        """Refuse a folder with other files, which would be mixed up with the pages.

        Raises:
            Refused: if there are any; it names some.
            NotFound: if the folder above does not exist.
        """
        if not self.root.parent.is_dir():
            hint = f"Make it with: mkdir -p {shell_word(self.root.parent)}"
            raise NotFound(f"There is no folder {self.root.parent}.", hint)
        if foreign := self.foreign_paths:
            names = ", ".join(map(clean_line, foreign[:3])) + (" …" if len(foreign) > 3 else "")
            raise Refused(f"{self.root} holds files that no build put there: {names}", "Name an empty or a new folder.")

    def begin(self, *, dry_run: bool) -> None:
        """Create the folder if need be.

        Raises:
            Refused: if it holds files that no build wrote.
            CannotWork: if the disk refuses.
        """
        self.refuse_foreign()
        if not dry_run:
            with _refuse_unfinished_site():
                self.root.mkdir(exist_ok=True)

    def write_pages(self, pages: Iterable[SiteFile], *, dry_run: bool) -> list[WrittenFile]:
        """Write pages as they are made, and return what was done with each. Several processes may do this at once."""
        done: list[WrittenFile] = []
        remaining_pages = iter(pages)
        while batch := list(islice(remaining_pages, _BATCH_SIZE)):
            with _refuse_unfinished_site():
                if not dry_run:
                    with (self.root / JOURNAL).open("a", encoding="utf-8") as journal:
                        journal.write("".join(f"{page.path}\n" for page in batch))
                done += [self._write_page(page, dry_run=dry_run) for page in batch]
        return done

    def _write_page(self, page: SiteFile, *, dry_run: bool) -> WrittenFile:
        path, content = page
        fate = FileState.NEW
        if path in self.paths:
            fate = FileState.SAME if (self.root / path).read_bytes() == content else FileState.CHANGED
        if fate is not FileState.SAME and not dry_run:
            _write_file(str(self.root), path, content)
        return WrittenFile(path, hashlib.sha256(content).hexdigest(), len(content), fate)

    def finish(self, written: Sequence[WrittenFile], manifest: SiteManifest, *, dry_run: bool) -> Sequence[WrittenFile]:
        """Remove the files that are not made any more, write the manifest, and return what was removed."""
        new_paths = {file.path for file in written}
        removed = sorted(self.paths - new_paths - {SITE_MANIFEST, JOURNAL})
        manifest_file = SiteFile(SITE_MANIFEST, site_manifest_text(manifest).encode())
        if not dry_run:
            with _refuse_unfinished_site():
                _remove_files(self.root, removed)
                self._write_page(manifest_file, dry_run=False)
                (self.root / JOURNAL).unlink(missing_ok=True)
        return [WrittenFile(path, "", 0, FileState.GONE) for path in removed]


@contextmanager
def _refuse_unfinished_site() -> Iterator[None]:
    """Turn errors of the system into a refusal."""
    try:
        yield
    except OSError as error:
        hint = "Make room or check the disk, then build again: what is in place already is not written again."
        raise CannotWork(f"The site cannot be written: {error.strerror or error}.", hint) from error


def _list_files(root: Path) -> Iterator[str]:
    """Yield the path of every file, with slashes.

    Raises:
        Refused: if something is neither a file nor a folder: a link may lead anywhere.
    """
    folders = [""]
    while folders:
        prefix = folders.pop()
        try:
            entries = list(os.scandir(root / prefix))
        except OSError as error:
            raise Unreadable(root / prefix, error.strerror or "cannot be accessed") from error
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path not in _IGNORED:
                    folders.append(f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                yield path
            elif path not in _IGNORED:
                raise Refused(f"{root / path} is neither a file nor a folder.", "Name an empty or a new folder.")


def _write_file(root: str, path: str, content: bytes, mode: int = PUBLIC_FILE) -> None:
    """Write a file in one step, since somebody may be reading it, without flushing it: it can be made again."""
    target = f"{root}/{path}"
    draft = f"{target.rpartition('/')[0]}/{_DRAFT}{os.getpid()}"
    try:
        handle = os.open(draft, NEW_FILE, mode)
    except (FileNotFoundError, FileExistsError):
        Path(draft).parent.mkdir(parents=True, exist_ok=True)
        discard(draft)
        handle = os.open(draft, NEW_FILE, mode)
    # Plain system calls, since a site may have a hundred thousand small files.
    try:
        remaining = memoryview(content)
        while remaining:
            remaining = remaining[os.write(handle, remaining) :]
    finally:
        os.close(handle)
    Path(draft).replace(target)


def _remove_files(root: Path, paths: Iterable[str]) -> None:
    """Remove files, and the folders that are empty without them."""
    folders: set[PurePosixPath] = set()
    for path in paths:
        (root / path).unlink(missing_ok=True)
        folders.update(PurePosixPath(path).parents)
    for folder in sorted(folders - {PurePosixPath()}, reverse=True):
        if not any((root / folder).iterdir()):
            (root / folder).rmdir()
