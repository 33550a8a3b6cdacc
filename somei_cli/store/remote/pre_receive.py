"""A push as a pre-receive hook sees it: in a bare repository, with its objects still in quarantine."""

import os
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import NotFound, Unreadable
from somei_cli.formats.register_paths import DOCUMENTS, SETTINGS
from somei_cli.store.git.ancestry import is_ancestor
from somei_cli.store.git.command import FULL_HASH, Git
from somei_cli.store.git.log import FileDelta, diff_commits
from somei_cli.store.register.find import find_register
from somei_cli.store.register.git_files import Committed
from somei_cli.store.register.register import Register, open_register

_QUARANTINE_VARIABLES: Final = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")
"""How git tells a hook where the objects of a push are; nobody else can see them yet."""
_USUAL_FOLDERS: Final = ("", "register/")


class Push(NamedTuple):
    """One branch of a push; `old` is None if the branch is new, `new` if it is deleted."""

    folder: Path
    git: Git
    is_bare: bool
    old: str | None
    new: str | None


def read_push(folder: Path, old: str, new: str) -> Push:
    """Return the push that git describes to a hook by two hashes; a hash of zeros stands for no commit.

    Raises:
        NotFound: if one is not the hash of a commit here.
    """
    environment = {name: os.environ[name] for name in _QUARANTINE_VARIABLES if os.environ.get(name)}
    git = Git(folder.absolute(), environment)
    is_bare = git.run("rev-parse", "--is-bare-repository").strip() == b"true"
    if not is_bare:
        git = Git(find_register(folder), environment)
    return Push(git.folder, git, is_bare, _resolve_commit(git, old), _resolve_commit(git, new))


def find_register_folder(push: Push, commit: str) -> str | None:
    """Return the folder of the register in a commit, with a slash at the end; None if there is no register.

    It is the top or `register/`, else the folder with settings and documents.

    Raises:
        Unreadable: if several folders have both.
    """
    git = push.git
    if not push.is_bare:
        return git.prefix()
    for folder in _USUAL_FOLDERS:
        if git.call("cat-file", "-e", f"{commit}:{folder}{SETTINGS}").status == 0:
            return folder
    listed = git.run_or_none("grep", "-l", "-z", "--fixed-strings", "-e", "", commit, "--", f":(top,glob)**/{SETTINGS}")
    names = (name.partition(":")[2] for name in os.fsdecode(listed or b"").split("\0"))
    candidates = (name.removesuffix(str(SETTINGS)) for name in names if name)
    folders = [
        folder for folder in candidates if git.call("cat-file", "-e", f"{commit}:{folder}{DOCUMENTS}").status == 0
    ]
    if len(folders) > 1:
        raise Unreadable(SETTINGS, f"lies beside documents in several folders of commit {commit[:10]}")
    return folders[0] if folders else None


def open_register_at(push: Push, commit: str, folder: str | None) -> Register:
    """Open the register in a folder of a commit.

    Raises:
        Unreadable: if there is none, or its settings cannot be read.
    """
    return open_register(push.folder, Committed(push.git, commit, folder or ""))


def git_in_register(push: Push, register: Register) -> Git:
    """Return a git runner for the folder of the register."""
    return push.git._replace(bare_prefix=folder_of_register(register)) if push.is_bare else push.git


def folder_of_register(register: Register) -> str:
    """Return the folder of a register in its repository; "" for the top."""
    return register.files.prefix if isinstance(register.files, Committed) else ""


def changed_documents(push: Push, register: Register, before: str | None, after: str) -> tuple[FileDelta, ...]:
    """Return the document files in which two commits differ, or all of one; paths are relative to the register."""
    register_path = folder_of_register(register)
    if before is None:
        files = Committed(push.git, after, register_path).list_files(DOCUMENTS)
        return tuple(FileDelta(file.path, None, file.blob, file.mode) for file in files)
    deltas = diff_commits(push.git, before, after, f"{register_path}{DOCUMENTS}")
    return tuple(delta._replace(path=delta.path.relative_to(register_path)) for delta in deltas)


def changed_files(push: Push, before: str | None, after: str) -> tuple[FileDelta, ...]:
    """Return every file of the repository in which two commits differ, or all of one; paths are relative to its top."""
    if before is None:
        return tuple(
            FileDelta(file.path, None, file.blob, file.mode)
            for file in whole_commit(push, after).list_files(PurePosixPath())
        )
    return tuple(diff_commits(push.git, before, after))


def whole_commit(push: Push, commit: str) -> Committed:
    """Return the files of a whole commit, seen from the top of the repository."""
    return Committed(push.git, commit, "")


def is_fast_forward(push: Push) -> bool:
    """Return whether the new commit follows the old one."""
    if push.old is None or push.new is None:
        return push.old is None
    return is_ancestor(push.git, push.old, push.new)


def _resolve_commit(git: Git, typed: str) -> str | None:
    if not FULL_HASH.fullmatch(typed):
        raise NotFound(f"“{typed}” is not a full hash.", "A pre-receive hook gets full hashes: somei nightly hub")
    return git.resolve(typed) if set(typed) != {"0"} else None
