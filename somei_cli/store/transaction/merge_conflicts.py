"""Files that a git merge left in conflict: read their three versions, and write and stage the resolution."""

import os
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import TEXTS
from somei_cli.store.disk.durable import refuse_disk_errors
from somei_cli.store.disk.files import read_text
from somei_cli.store.git.blobs import decode_blob_or_none, read_blobs
from somei_cli.store.git.repository import Clone
from somei_cli.store.transaction.locks import writing_lock
from somei_cli.store.transaction.worktree import (
    make_folders,
    missing_folders,
    refuse_unsafe_path,
    remove_file,
    rename_file,
    write_new_file,
)


class ConflictedFile(NamedTuple):
    """A file with its versions; None if a version is absent or not a text. The path is relative to the register."""

    path: PurePosixPath
    both_added: bool
    """Whether both sides added the file, so that there is no base version."""
    base: str | None
    ours: str | None
    theirs: str | None

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that exist."""
        return tuple(text for text in (self.base, self.ours, self.theirs) if text is not None)


def list_conflicted_files(clone: Clone, root: Path) -> tuple[ConflictedFile, ...]:
    """Return every file of the register that the git index holds in more than one version."""
    register_path = _register_path(clone, root)
    listed = os.fsdecode(clone.git.run("ls-files", "--unmerged", "-z", "--", f":(literal){register_path}"))
    versions_by_path: dict[str, dict[str, str]] = {}
    for line in filter(None, listed.split("\0")):
        entry, _, path = line.partition("\t")
        mode, blob, stage = entry.split(" ")
        versions_by_path.setdefault(path, {})[stage] = blob if mode in TEXTS else ""
    blobs = list(dict.fromkeys(blob for versions in versions_by_path.values() for blob in versions.values() if blob))
    texts = dict(zip(blobs, map(decode_blob_or_none, read_blobs(clone.git, blobs, LARGEST_DOCUMENT)), strict=True))
    return tuple(
        ConflictedFile(
            PurePosixPath(path).relative_to(register_path),
            "1" not in versions,
            *(texts.get(versions.get(stage, "")) for stage in ("1", "2", "3")),
        )
        for path, versions in versions_by_path.items()
    )


def read_work_tree_text(root: Path, path: PurePosixPath) -> str | None:
    """Read a file of the work tree; None if there is none.

    Raises:
        Unreadable: if it is not a plain text.
    """
    try:
        return read_text(root, path, LARGEST_DOCUMENT)
    except FileNotFoundError:
        return None


def write_resolution(clone: Clone, root: Path, path: PurePosixPath, text: str) -> None:
    """Write a file and stage it, which ends its conflict for git; no commit is made."""
    target = _register_path(clone, root) / path
    refuse_unsafe_path(target)
    draft = target.with_name(f".{target.name}.0.somei")
    with writing_lock(clone, wait=30.0), refuse_disk_errors():
        make_folders(clone.top, missing_folders(clone.top, [target]))
        remove_file(clone.top, draft)  # left by a killed command
        try:
            write_new_file(clone.top, draft, text.encode())
            rename_file(clone.top, draft, target)
        finally:
            remove_file(clone.top, draft)
        clone.git.run("add", "--", f":(literal){target}")


def _register_path(clone: Clone, root: Path) -> PurePosixPath:
    return PurePosixPath(root.resolve().relative_to(clone.top))
