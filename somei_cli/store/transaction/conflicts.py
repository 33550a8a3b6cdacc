"""Files that a git merge left in conflict: read their three versions, and write and stage the resolution."""

import os
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.register.files import TEXTS
from somei_cli.store.disk.durable import refusing_disk
from somei_cli.store.disk.files import read_text
from somei_cli.store.git.blobs import read_blobs, text_in
from somei_cli.store.git.repository import Clone
from somei_cli.store.transaction.locks import writing_lock
from somei_cli.store.transaction.worktree import (
    check_path,
    make_folders,
    missing_folders,
    remove,
    rename_beside,
    write_beside,
)


class ConflictedFile(NamedTuple):
    """A file with its versions; None if a version is absent or not a text. The path is relative to the register."""

    path: PurePosixPath
    added: bool
    """Whether both sides added the file, so that there is no base version."""
    base: str | None
    ours: str | None
    theirs: str | None

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that exist."""
        return tuple(text for text in (self.base, self.ours, self.theirs) if text is not None)


def files_in_conflict(clone: Clone, root: Path) -> tuple[ConflictedFile, ...]:
    """Return every file of the register that the git index holds in more than one version."""
    register_path = _register_path(clone, root)
    listed = os.fsdecode(clone.git.run("ls-files", "--unmerged", "-z", "--", f":(literal){register_path}"))
    versions_by_path: dict[str, dict[str, str]] = {}
    for line in filter(None, listed.split("\0")):
        entry, _, path = line.partition("\t")
        mode, blob, stage = entry.split(" ")
        versions_by_path.setdefault(path, {})[stage] = blob if mode in TEXTS else ""
    blobs = list(dict.fromkeys(blob for versions in versions_by_path.values() for blob in versions.values() if blob))
    texts = dict(zip(blobs, map(text_in, read_blobs(clone.git, blobs, LARGEST)), strict=True))
    return tuple(
        ConflictedFile(
            PurePosixPath(path).relative_to(register_path),
            "1" not in versions,
            *(texts.get(versions.get(stage, "")) for stage in ("1", "2", "3")),
        )
        for path, versions in versions_by_path.items()
    )


def read_held(root: Path, path: PurePosixPath) -> str | None:
    """Read a file of the work tree; None if there is none.

    Raises:
        Unreadable: if it is not a plain text.
    """
    try:
        return read_text(root, path, LARGEST)
    except FileNotFoundError:
        return None


def settle_conflict(clone: Clone, root: Path, path: PurePosixPath, text: str) -> None:
    """Write a file and stage it, which ends its conflict for git; no commit is made."""
    target = _register_path(clone, root) / path
    check_path(target)
    draft = target.with_name(f".{target.name}.0.somei")
    with writing_lock(clone, wait=30.0), refusing_disk():
        make_folders(clone.top, missing_folders(clone.top, [target]))
        remove(clone.top, draft)  # left by a killed command
        try:
            write_beside(clone.top, draft, text.encode())
            rename_beside(clone.top, draft, target)
        finally:
            remove(clone.top, draft)
        clone.git.run("add", "--", f":(literal){target}")


def _register_path(clone: Clone, root: Path) -> PurePosixPath:
    return PurePosixPath(root.resolve().relative_to(clone.top))
