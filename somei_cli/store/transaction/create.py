"""The first commit of a register, in an existing or a new repository, and the commit of its `.gitattributes`."""

import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from somei_cli.errors import CannotWrite, NotARepository
from somei_cli.formats.git.attributes import ATTRIBUTES
from somei_cli.formats.git.commit_messages import one_line
from somei_cli.store.git.command import Git
from somei_cli.store.git.repository import Clone, create_repository, open_clone
from somei_cli.store.transaction.locks import wait_until_old
from somei_cli.store.transaction.transaction import transaction

_INIT_SECONDS: Final = 1.0
"""Seconds that a `git init` may hold a lock."""


def create_register(folder: Path, files: Mapping[str, str], reason: str | None) -> str | None:
    """Write and commit the files of a new register; if that fails, undo what was created."""
    made_folder = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"{folder}: {error.strerror}") from error
    is_half_made = _is_half_made(folder / ".git")
    made_repository = not is_half_made and not _belongs_to_repository(folder)
    done = False
    try:
        if is_half_made:
            _remove_stale_locks(folder / ".git")
        clone = create_repository(folder) if is_half_made or made_repository else open_clone(folder)
        commit = _commit_files(clone, folder, files, "Start the register", reason)
        done = True
    finally:
        # Once the commit is made, the next command that writes finishes the rest.
        if not done and made_repository and not _has_commit(folder):
            shutil.rmtree(folder / ".git", ignore_errors=True)
        if not done and made_folder and not any(folder.iterdir()):
            folder.rmdir()
    return commit


def commit_attributes(clone: Clone, root: Path, text: str, reason: str | None) -> str | None:
    """Write and commit the `.gitattributes` of an existing register; None if nothing changes."""
    return _commit_files(clone, root, {str(ATTRIBUTES): text}, "Name somei's drivers for git", reason)


def _commit_files(clone: Clone, folder: Path, files: Mapping[str, str], summary: str, reason: str | None) -> str | None:
    register_path = PurePosixPath(folder.resolve().relative_to(clone.top.resolve()))
    trailers = "Somei-Action: init\n" + (f"Reason: {one_line(reason)}\n" if reason else "")
    with transaction(clone) as current:
        return current.commit(
            {register_path / name: text.encode() for name, text in files.items()}, f"{summary}\n\n{trailers}"
        )


def _belongs_to_repository(folder: Path) -> bool:
    try:
        open_clone(folder)
    except NotARepository:
        return any((above / ".git").exists() for above in (folder.resolve(), *folder.resolve().parents))
    return True


def _is_half_made(git_dir: Path) -> bool:
    """Return whether a `git init` was killed here: git finds no repository, and nothing was ever stored in it."""
    if not git_dir.is_dir() or any(file.is_file() for file in (git_dir / "objects").rglob("*")):
        return False
    return not ((git_dir / "HEAD").is_file() and (git_dir / "objects").is_dir() and (git_dir / "refs").is_dir())


def _has_commit(folder: Path) -> bool:
    return Git(folder).call("rev-parse", "--verify", "--quiet", "HEAD").status == 0


def _remove_stale_locks(git_dir: Path) -> None:
    """Remove the locks of the killed `git init`, unless they are so new that one may be running."""
    for lock in (git_dir / "config.lock", git_dir / "HEAD.lock"):
        with suppress(FileNotFoundError):
            wait_until_old(lock.stat().st_mtime, _INIT_SECONDS)
            lock.unlink()
