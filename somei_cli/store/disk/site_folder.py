"""Write a site into a folder that holds nothing else: only files that changed are written."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path, PurePosixPath

from somei_cli.errors import CannotWork, NotFound, Refused, Unreadable
from somei_cli.formats.export.site_manifest import (
    SITE_MANIFEST,
    SiteManifest,
    make_site_manifest,
    read_site_manifest,
    site_manifest_text,
)
from somei_cli.formats.sanitize import clean_line
from somei_cli.model.publication.output_files import FileState, SiteFile, WrittenFile

JOURNAL = ".somei-building"
"""The file that lists the paths a build writes: after an interrupted build the next one knows them for its own."""
_DRAFT = ".somei-draft-"
_IGNORED = frozenset({".git"})
"""A site that is published by git is a clone."""
_BATCH_SIZE = 500
"""The number of pages in memory at once."""


class SiteFolder:
    """The folder of a site; its files are listed when it is opened."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.paths = frozenset(_list_files(root)) if root.exists() else frozenset()
        self.manifest = self._read_manifest()

    def _read_manifest(self) -> SiteManifest | None:
        return read_site_manifest(self.text(SITE_MANIFEST) or "") if SITE_MANIFEST in self.paths else None

    def digest(self, path: str) -> tuple[str, int]:
        """Return the SHA-256 and the size of a file.

        Raises:
            Unreadable: if the disk refuses.
        """
        content = self._read_bytes(path)
        return hashlib.sha256(content).hexdigest(), len(content)

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
            raise NotFound(f"There is no folder {self.root.parent}.")
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
            with _refuse_disk_errors():
                self.root.mkdir(exist_ok=True)

    def write_pages(self, pages: Iterable[SiteFile], *, dry_run: bool) -> list[WrittenFile]:
        """Write pages as they are made, and return what was done with each. Several processes may do this at once."""
        done: list[WrittenFile] = []
        remaining_pages = iter(pages)
        while batch := list(islice(remaining_pages, _BATCH_SIZE)):
            with _refuse_disk_errors():
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
            _write(str(self.root), path, content, exists=fate is FileState.CHANGED)
        return WrittenFile(path, hashlib.sha256(content).hexdigest(), len(content), fate)

    def finish(
        self, written: Sequence[WrittenFile], commit: str, maker: str, documents: int, *, dry_run: bool
    ) -> Sequence[WrittenFile]:
        """Remove the files that are not made any more, write the manifest, and return what was removed."""
        new_paths = {file.path for file in written}
        removed = sorted(self.paths - new_paths - {SITE_MANIFEST, JOURNAL})
        manifest = SiteFile(
            SITE_MANIFEST, site_manifest_text(make_site_manifest(commit, maker, documents, written)).encode()
        )
        if not dry_run:
            with _refuse_disk_errors():
                for path in removed:
                    (self.root / path).unlink(missing_ok=True)
                _remove_empty_folders(self.root, {path.rpartition("/")[0] for path in removed})
                self._write_page(manifest, dry_run=False)
                (self.root / JOURNAL).unlink(missing_ok=True)
        return [WrittenFile(path, "", 0, FileState.GONE) for path in removed]


@contextmanager
def _refuse_disk_errors() -> Iterator[None]:
    """Turn errors of the system into a refusal."""
    try:
        yield
    except OSError as error:
        hint = "Make room or check the disk, then build again: what is in place already is not written anew."
        raise CannotWork(f"The site cannot be written: {error.strerror or error}.", hint) from error


def _write(root: str, path: str, content: bytes, *, exists: bool) -> None:
    """Write a page; one that exists is replaced in one step, since somebody may be reading it."""
    target = f"{root}/{path}"
    folder = target.rpartition("/")[0]
    draft = f"{folder}/{_DRAFT}{os.getpid()}" if exists else target
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        handle = os.open(draft, flags, 0o666)
    except FileNotFoundError:
        Path(folder).mkdir(parents=True, exist_ok=True)
        handle = os.open(draft, flags, 0o666)
    # Plain system calls, since a site may have a hundred thousand small files.
    try:
        remaining = memoryview(content)
        while remaining:
            remaining = remaining[os.write(handle, remaining) :]
    finally:
        os.close(handle)
    if exists:
        Path(draft).replace(target)


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
            raise Unreadable(root / prefix, error.strerror or "cannot be looked at") from error
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path not in _IGNORED:
                    folders.append(f"{path}/")
            elif entry.is_file(follow_symlinks=False):
                yield path
            elif path not in _IGNORED:
                raise Refused(f"{root / path} is neither a file nor a folder.", "Name an empty or a new folder.")


def _remove_empty_folders(root: Path, folders: set[str]) -> None:
    candidates = {
        str(ancestor) for folder in folders for ancestor in (PurePosixPath(folder), *PurePosixPath(folder).parents)
    }
    for folder in sorted(candidates - {"."}, reverse=True):
        if not any((root / folder).iterdir()):
            (root / folder).rmdir()
