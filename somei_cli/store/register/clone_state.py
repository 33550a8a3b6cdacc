"""Gathering what git says of a register in this clone, with as few calls of git as can be."""

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePosixPath

from somei_cli.errors import GitMissing, GitRefuses, RepositoryAmongFiles, Unreadable
from somei_cli.formats.git.attributes import (
    ATTRIBUTES,
    CONVERTING,
    converting_lines,
    leaves_bytes_alone,
    line_of_drivers,
)
from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, number_at
from somei_cli.formats.toml.parser import LARGEST
from somei_cli.model.register.clone_state import FaultyFile, Surroundings, Tracked
from somei_cli.model.register.files import PLAIN
from somei_cli.store.disk.files import read_text
from somei_cli.store.git.command import Git
from somei_cli.store.git.config import held_settings, read_attributes
from somei_cli.store.git.repository import Clone
from somei_cli.store.register.find import work_tree_of
from somei_cli.store.register.sparse import left_out
from somei_cli.store.register.work_tree_files import WorkTree

_AS_THEY_LIE = frozenset((b"unset", b"unspecified", b"lf", b"utf-8", b"UTF-8"))
_PLAIN = f"{PLAIN} ".encode()


def surroundings_of(
    root: Path, here: Callable[[], Collection[str]], expected: int | None = None, *, plain: bool = False
) -> Surroundings | None:
    """The facts; None where the register is in no repository, or there is no git.

    `here` tells the paths of the files that are there. With `expected`, how many of git's files should be there, they
    are looked at one by one only where that is not so, or where something is to be said of one; where they are known
    to be `plain` not even that.

    Raises:
        RepositoryAmongFiles: where git would ask another repository than this one.
        GitRefuses: where git does not open this one, as when it belongs to somebody else.
    """
    git = Git(root)
    try:
        tracked = () if plain else _tracked(git, expected)
        attributes = read_attributes(root)
        pinned = _is_pinned(attributes, git)
        named = line_of_drivers(attributes) > 0
        drivers_set = "merge.somei.driver" in held_settings(git) if named else None
    except RepositoryAmongFiles:
        raise
    except GitRefuses:
        # In no repository there is nothing to ask; in one that git does not open nobody has looked.
        if work_tree_of(root.resolve()):
            raise
        return None
    except (GitMissing, Unreadable):
        return None
    there = here() if tracked else ()
    gone = [one.path for one in tracked if one.path not in there and number_at(PurePosixPath(one.path))]
    kept_out = set(map(str, left_out(root))) if gone else set()
    gone = [path for path in gone if path not in kept_out]
    return Surroundings(attributes, pinned, tracked, drivers_set, tuple(gone), _no_requests(root), _requests_gone(git))


def _no_requests(root: Path) -> tuple[FaultyFile, ...]:
    """What is kept among the requests and is none; most registers keep none at all."""
    if not os.path.lexists(root / REQUESTS):
        return ()
    from somei_cli.store.register.access_requests import faulty_requests

    return faulty_requests(WorkTree(root))


def _requests_gone(git: Git) -> tuple[str, ...]:
    """Kept requests that git has, and the folder has not."""
    if not os.path.lexists(git.folder / REQUESTS):
        return ()
    held = os.fsdecode(git.run("ls-files", "-z", "--", str(REQUESTS))).split("\0")
    return tuple(path for path in held if path and not os.path.lexists(git.folder / path))


def edited_files(clone: Clone, root: Path) -> int:
    """How many files of the register are not as the last commit has them."""
    inside = root.resolve().relative_to(clone.top)
    listed = clone.git.run("status", "--porcelain", "-z", "--no-renames", "--", f":(literal){inside}")
    return listed.count(b"\0")


def leaves_bytes(root: Path) -> bool:
    """Whether git keeps the bytes of a register as they are.

    Raises:
        Unreadable, GitRefuses: where nobody can tell.
    """
    git = Git(root)
    if any(map(converting_lines, _rules(git, root))):
        return False
    told = git.run("check-attr", "-z", *CONVERTING, "--", f"{DOCUMENTS}/any.toml").split(b"\0")
    said = dict(zip(told[1::3], told[2::3], strict=False))
    return said.pop(b"text", b"") == b"unset" and not set(said.values()) - _AS_THEY_LIE


def _rules(git: Git, root: Path) -> Iterator[str]:
    """The attributes of the register, of the folders above it, and of this clone alone."""
    yield read_attributes(root)
    told = git.run("rev-parse", "--path-format=absolute", "--git-path", "info/attributes", "--show-toplevel")
    ours, top = map(Path, os.fsdecode(told).splitlines())
    above = (folder / ATTRIBUTES for folder in root.resolve().parents if folder.is_relative_to(top))
    for file in (ours, *above):
        if file.exists():
            yield read_text(file.parent, PurePosixPath(file.name), LARGEST)


def _is_pinned(attributes: str, git: Git) -> bool:
    """Whether attributes of the register, above it, or of this clone alone, leave its line ends alone."""
    if leaves_bytes_alone(attributes):
        return True
    told = git.run("check-attr", "-z", "text", "--", f"{DOCUMENTS}/any.toml")
    return told.split(b"\0")[2:3] == [b"unset"]


def _tracked(git: Git, expected: int | None) -> tuple[Tracked, ...]:
    listed = git.run("ls-files", "-z", "--stage", "--", str(DOCUMENTS))
    if expected is not None and _is_plain(listed, expected):
        return ()
    pairs = (line.split("\t", 1) for line in os.fsdecode(listed).split("\0") if line)
    # A file in conflict stands there up to three times.
    held = {path: told.partition(" ")[0] for told, path in pairs}
    return tuple(Tracked(path, mode) for path, mode in held.items())


def _is_plain(listed: bytes, expected: int) -> bool:
    """Whether there are as many files as there should be, all plain, and no two whose paths differ in spelling only."""
    count, folded = listed.count(b"\0"), listed.lower()
    if (
        folded.count(b".toml\0") != expected
        or listed.count(b".toml\0") != expected
        or not listed.isascii()
        or listed.startswith(_PLAIN) + listed.count(b"\0" + _PLAIN) != count
    ):
        return False
    return len({path.partition(b"\0")[0] for path in folded.split(b"\t")[1:]}) == count
