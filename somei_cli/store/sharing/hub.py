"""A push as the server sees it before it takes it: in a bare repository, with what was sent still in quarantine."""

import os
import re
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from somei_cli.errors import NotFound, Unreadable
from somei_cli.store.acts import Touch, touch_of
from somei_cli.store.finding import find_register
from somei_cli.store.git import Git
from somei_cli.store.register import Register
from somei_cli.store.stored import Committed
from somei_cli.text.paths import DOCUMENTS, SETTINGS

_QUARANTINE: Final = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")
"""How git tells a hook where the objects of a push are; nobody else sees them yet."""
_PLACES: Final = (PurePosixPath(), PurePosixPath("register"))
_HASH: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_MOST_PATTERNS: Final = 200


class Push(NamedTuple):
    """One branch of a push; `old` is None where it is new, `new` where it is to go."""

    folder: Path
    git: Git
    old: str | None
    new: str | None


def push_at(folder: Path, old: str, new: str) -> Push:
    """The push that a hook was told of by two hashes; one of noughts alone stands for nothing.

    Raises:
        NotFound: where one is no hash of a commit here.
    """
    told = {name: os.environ[name] for name in _QUARANTINE if os.environ.get(name)}
    git = Git(folder.absolute(), told)
    bare = git.run("rev-parse", "--is-bare-repository").strip() == b"true"
    if not bare:
        git = Git(find_register(folder), told)
    return Push(git.folder, git, _commit(git, old), _commit(git, new))


def register_at(push: Push, commit: str) -> Register:
    """The register as a commit of the push has it.

    Raises:
        Unreadable: where the commit holds none.
    """
    places: tuple[PurePosixPath, ...] = _PLACES
    if push.git.run("rev-parse", "--is-bare-repository").strip() != b"true":
        told = os.fsdecode(push.git.run("rev-parse", "--show-prefix")).strip("\n/")
        places = (PurePosixPath(told),)
    for place in places:
        held = Committed(push.git, commit, f"{place}/" if place.parts else "")
        try:
            return Register(push.folder, held)
        except FileNotFoundError:
            continue
    raise Unreadable(SETTINGS, f"is not in commit {commit[:10]}")


def place_of(register: Register) -> str:
    """Where in its repository the register lies, as a commit has it; nothing for the whole of it."""
    return register.holding.inside if isinstance(register.holding, Committed) else ""


def changed_documents(push: Push, register: Register, before: str, after: str) -> tuple[Touch, ...]:
    """The files below `documents/` in which two commits differ; paths are those in the register."""
    inside = place_of(register)
    words = (
        "diff-tree",
        "-r",
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-renames",
        before,
        after,
        "--",
        f"{inside}{DOCUMENTS}",
    )
    tokens = os.fsdecode(push.git.run(*words)).split("\0")
    return tuple(touch_of(tokens[at], tokens[at + 1].removeprefix(inside)) for at in range(0, len(tokens) - 1, 2))


def files_naming(register: Register, words: Collection[str], years: Iterable[int]) -> list[PurePosixPath] | None:
    """The files of some years that hold one of these words as a value; None where they are too many to ask for."""
    held = register.holding
    if len(words) > _MOST_PATTERNS or not isinstance(held, Committed):
        return None
    if not words:
        return []
    patterns = [part for word in sorted(words) for part in ("-e", f'"{word}"')]
    folders = [f":(top,literal){held.inside}{DOCUMENTS}/{year}" for year in sorted(set(years))]
    listed = held.git.ask("grep", "-l", "-z", "--fixed-strings", *patterns, held.commit, "--", *folders)
    names = (name.partition(":")[2] for name in os.fsdecode(listed or b"").split("\0"))
    return [PurePosixPath(name.removeprefix(held.inside)) for name in names if name]


def leads_on(push: Push) -> bool:
    """Whether the new commit follows the old one."""
    if push.old is None or push.new is None:
        return push.old is None
    return push.git.ask("merge-base", "--is-ancestor", push.old, push.new) is not None


def _commit(git: Git, typed: str) -> str | None:
    if not _HASH.fullmatch(typed):
        raise NotFound(f"“{typed}” is no full hash.", "A pre-receive hook is told them: somei nightly hub")
    return git.resolve(typed) if set(typed) != {"0"} else None
