"""A push as the server sees it before it takes it: in a bare repository, with what was sent still in quarantine."""

import os
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import NotFound, Unreadable
from somei_cli.formats.register_paths import DOCUMENTS, SETTINGS
from somei_cli.store.git.ancestry import is_within
from somei_cli.store.git.command import FULL_HASH, Git
from somei_cli.store.git.log import FileDelta, touches_between
from somei_cli.store.register.committed_files import Committed
from somei_cli.store.register.find import find_register
from somei_cli.store.register.register import Register

_QUARANTINE_VARIABLES: Final = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")
"""How git tells a hook where the objects of a push are; nobody else sees them yet."""
_USUAL_FOLDERS: Final = ("", "register/")


class Push(NamedTuple):
    """One branch of a push; `old` is None where it is new, `new` where it is to go."""

    folder: Path
    git: Git
    bare: bool
    old: str | None
    new: str | None


def push_at(folder: Path, old: str, new: str) -> Push:
    """The push that a hook was told of by two hashes; one of noughts alone stands for nothing.

    Raises:
        NotFound: where one is no hash of a commit here.
    """
    environment = {name: os.environ[name] for name in _QUARANTINE_VARIABLES if os.environ.get(name)}
    git = Git(folder.absolute(), environment)
    is_bare = git.run("rev-parse", "--is-bare-repository").strip() == b"true"
    if not is_bare:
        git = Git(find_register(folder), environment)
    return Push(git.folder, git, is_bare, _resolve_commit(git, old), _resolve_commit(git, new))


def place_in(push: Push, commit: str) -> str | None:
    """Where a commit of the push has the register, with a slash at the end: on top, where most lie, or elsewhere.

    Elsewhere it lies wherever settings lie beside documents; None where there is none at all.

    Raises:
        Unreadable: where that is in several folders.
    """
    git = push.git
    if not push.bare:
        return git.prefix()
    for folder in _USUAL_FOLDERS:
        if git.call("cat-file", "-e", f"{commit}:{folder}{SETTINGS}").status == 0:
            return folder
    listed = git.ask("grep", "-l", "-z", "--fixed-strings", "-e", "", commit, "--", f":(top,glob)**/{SETTINGS}")
    names = (name.partition(":")[2] for name in os.fsdecode(listed or b"").split("\0"))
    candidates = (name.removesuffix(str(SETTINGS)) for name in names if name)
    folders = [
        folder for folder in candidates if git.call("cat-file", "-e", f"{commit}:{folder}{DOCUMENTS}").status == 0
    ]
    if len(folders) > 1:
        raise Unreadable(SETTINGS, f"lies beside documents in several folders of commit {commit[:10]}")
    return folders[0] if folders else None


def register_at(push: Push, commit: str, folder: str | None) -> Register:
    """The register that a commit of the push has in a place.

    Raises:
        Unreadable: where there is none, or its settings cannot be read.
    """
    try:
        return Register(push.folder, Committed(push.git, commit, folder or ""))
    except FileNotFoundError:
        raise Unreadable(SETTINGS, f"is not in commit {commit[:10]}") from None


def git_at(push: Push, register: Register) -> Git:
    """Git at work where the register lies."""
    return push.git._replace(inside=place_of(register)) if push.bare else push.git


def place_of(register: Register) -> str:
    """Where in its repository the register lies, as a commit has it; nothing for the whole of it."""
    return register.holding.inside if isinstance(register.holding, Committed) else ""


def changed_documents(push: Push, register: Register, before: str | None, after: str) -> tuple[FileDelta, ...]:
    """The files below `documents/` in which two commits differ, or all of one; paths are those in the register."""
    register_path = place_of(register)
    if before is None:
        files = Committed(push.git, after, register_path).held(DOCUMENTS)
        return tuple(FileDelta(file.path, None, file.blob, file.mode) for file in files)
    deltas = touches_between(push.git, before, after, f"{register_path}{DOCUMENTS}")
    return tuple(delta._replace(path=delta.path.relative_to(register_path)) for delta in deltas)


def changed_files(push: Push, before: str | None, after: str) -> tuple[FileDelta, ...]:
    """Every file of the repository in which two commits differ, or all of one; paths are relative to its top."""
    if before is None:
        return tuple(
            FileDelta(file.path, None, file.blob, file.mode) for file in all_of(push, after).held(PurePosixPath())
        )
    return tuple(touches_between(push.git, before, after))


def all_of(push: Push, commit: str) -> Committed:
    """A commit with all that its repository holds, as seen from the top."""
    return Committed(push.git, commit, "")


def leads_on(push: Push) -> bool:
    """Whether the new commit follows the old one."""
    if push.old is None or push.new is None:
        return push.old is None
    return is_within(push.git, push.old, push.new)


def _resolve_commit(git: Git, typed: str) -> str | None:
    if not FULL_HASH.fullmatch(typed):
        raise NotFound(f"“{typed}” is no full hash.", "A pre-receive hook is told them: somei nightly hub")
    return git.resolve(typed) if set(typed) != {"0"} else None
