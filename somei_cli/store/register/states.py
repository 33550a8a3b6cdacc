"""Open a register in one of its states: the work tree, git's index or a commit."""

import os
from pathlib import Path, PurePosixPath

from somei_cli.errors import NoRegister, NotFound
from somei_cli.formats.register_paths import DOCUMENTS, SETTINGS
from somei_cli.store.git.command import Git
from somei_cli.store.git.rebased_hashes import resolve_revision
from somei_cli.store.register.find import find_register, find_work_tree
from somei_cli.store.register.git_files import Committed, Staged
from somei_cli.store.register.register import Register, open_register


def open_staged_register(start: Path, *, indexed: bool = True) -> Register:
    """Open the register as it is staged.

    Raises:
        Unreadable: if git's index does not have it.
    """
    root = find_register(start)
    return open_register(root, Staged(Git(root)), indexed=indexed)


def open_committed_register(start: Path, revision: str, *, indexed: bool = True) -> Register:
    """Open the register as a commit has it, also in a bare repository or in a clone without a checkout.

    Raises:
        NotFound: if the revision names no commit.
        NoRegister: if there is no register here, nor in the commit.
        Unreadable: if the commit does not have a register.
    """
    try:
        root, prefix = find_register(start), None
    except NoRegister:
        is_bare = _is_bare(start)
        root, prefix = (start if is_bare else _find_top(start)), ""
    git = Git(root)
    commit = resolve_revision(git, revision)
    if prefix is not None and not _has_file(Committed(git, commit, prefix), SETTINGS):
        prefix = "register/"
        if not is_bare and not _has_file(Committed(git, commit, prefix), SETTINGS):
            raise NoRegister(start)
    return open_register(root, Committed(git, commit, prefix), indexed=indexed)


def require_commit(register: Register) -> str:
    """Return the hash of the commit that a register was opened in.

    Raises:
        TypeError: if it was not opened in a commit.
    """
    return _require_committed_files(register).commit


def count_files_in_commit(register: Register) -> int:
    """Return the number of files below `documents/` in the commit that a register was opened in."""
    return sum(1 for _ in _require_committed_files(register).list_files(DOCUMENTS))


def _require_committed_files(register: Register) -> Committed:
    if not isinstance(register.files, Committed):
        raise TypeError(register.files)
    return register.files


def find_last_commit(register: Register) -> str | None:
    """Return the hash of HEAD; None before the first commit.

    Raises:
        GitMissing: if git is not installed.
    """
    try:
        return Git(register.root).resolve("HEAD")
    except NotFound:
        return None


def count_committed_documents(register: Register) -> int | None:
    """Return the number of files below `documents/` at HEAD; None before the first commit."""
    commit = find_last_commit(register)
    return sum(1 for _ in Committed(Git(register.root), commit).list_files(DOCUMENTS)) if commit else None


def _is_bare(folder: Path) -> bool:
    answer = Git(folder).call("rev-parse", "--is-bare-repository")
    return answer.status == 0 and os.fsdecode(answer.output).strip() == "true"


def _find_top(folder: Path) -> Path:
    """Return the top of the work tree that a folder is in."""
    clone = find_work_tree(folder.absolute())
    if clone is None:
        raise NoRegister(folder)
    return clone[0]


def _has_file(files: Committed, path: PurePosixPath) -> bool:
    return any(True for _ in files.list_files(path))
