"""Read what git knows of a register in this clone, with as few calls of git as possible."""

import os
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from somei_cli.errors import GitMissing, GitRefuses, RepositoryAmongFiles, Unreadable
from somei_cli.formats.git.attributes import (
    ATTRIBUTES,
    CONVERTING_ATTRIBUTES,
    find_converting_lines,
    find_drivers_line,
    keeps_bytes,
)
from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, number_of_path
from somei_cli.formats.toml.parser import LARGEST_DOCUMENT
from somei_cli.model.register.files_and_faults import PLAIN
from somei_cli.model.register.git_setup import CloneState, FaultyFile, TrackedFile
from somei_cli.store.disk.files import read_text
from somei_cli.store.git.command import Git
from somei_cli.store.git.config import read_attributes
from somei_cli.store.register.find import find_work_tree
from somei_cli.store.register.sparse import list_sparse_documents
from somei_cli.store.register.work_tree_files import WorkTree

if TYPE_CHECKING:
    from somei_cli.store.git.repository import Clone

_UNCONVERTED = frozenset((b"unset", b"unspecified", b"lf", b"utf-8", b"UTF-8"))
_PLAIN = f"{PLAIN} ".encode()


def read_surroundings(
    root: Path, list_paths: Callable[[], Collection[str]], expected_count: int | None = None, *, plain: bool = False
) -> CloneState | None:
    """Return what git knows of the register; None if it is in no repository, or git is not installed.

    `list_paths` returns the paths of the files that exist. If git tracks `expected` files, all plain, they are not
    looked at one by one; with `plain` this is known already.

    Raises:
        RepositoryAmongFiles: if git would use another repository than this one.
        GitRefuses: if git does not open this one, for example because it belongs to another user.
    """
    git = Git(root)
    try:
        tracked = () if plain else _list_tracked(git, expected_count)
        attributes = read_attributes(root)
        pinned = _is_pinned(attributes, git)
        names_drivers = find_drivers_line(attributes) > 0
        drivers_set = _are_drivers_set(git) if names_drivers else None
    except RepositoryAmongFiles:
        raise
    except GitRefuses:
        # Outside a repository there is nothing to report. In one that git does not open nothing was checked.
        if find_work_tree(root.resolve()):
            raise
        return None
    except (GitMissing, Unreadable):
        return None
    present_paths = list_paths() if tracked else ()
    deleted = [
        file.path for file in tracked if file.path not in present_paths and number_of_path(PurePosixPath(file.path))
    ]
    sparse_paths = set(map(str, list_sparse_documents(root))) if deleted else set()
    deleted = [path for path in deleted if path not in sparse_paths]
    return CloneState(
        attributes,
        pinned,
        tracked,
        drivers_set,
        tuple(deleted),
        _list_faulty_requests(root),
        _list_deleted_requests(git),
    )


def _are_drivers_set(git: Git) -> bool | None:
    """Return whether the merge drivers are set up; None if they are not, in a clone where nothing was ever committed.

    Drivers help whoever commits. A clone that was made to read, or to check on a server, never needs them.
    """
    if "merge.somei.driver" in git.read_settings(r"merge\.somei\.driver"):
        return True
    own_commits = ("--grep-reflog=^commit", "--grep-reflog=^somei: ", "--grep-reflog=^merge")
    # In a repository without a commit git refuses: nothing was committed either.
    output = git.run_or_none("log", "--walk-reflogs", "--max-count=1", "--format=%H", *own_commits, "HEAD", "--")
    return False if output else None


def _list_faulty_requests(root: Path) -> tuple[FaultyFile, ...]:
    """Return the files among the access requests that are not requests; most registers have no requests at all."""
    if not os.path.lexists(root / REQUESTS):
        return ()
    from somei_cli.store.register.access_requests import list_faulty_requests

    return list_faulty_requests(WorkTree(root))


def _list_deleted_requests(git: Git) -> tuple[str, ...]:
    """Return the access requests that git tracks and the work tree does not have."""
    if not os.path.lexists(git.folder / REQUESTS):
        return ()
    paths = os.fsdecode(git.run("ls-files", "-z", "--", str(REQUESTS))).split("\0")
    return tuple(path for path in paths if path and not os.path.lexists(git.folder / path))


def count_edited_files(clone: "Clone", root: Path) -> int:
    """Return the number of files of the register that differ from the last commit."""
    path = root.resolve().relative_to(clone.top)
    output = clone.git.run("status", "--porcelain", "-z", "--no-renames", "--", f":(literal){path}")
    return output.count(b"\0")


def keeps_bytes_unchanged(root: Path) -> bool:
    """Whether git stores the bytes of a register unchanged.

    Raises:
        Unreadable: if a file of attributes cannot be read.
        GitRefuses: if git fails.
    """
    git = Git(root)
    if any(map(find_converting_lines, _read_all_attributes(git, root))):
        return False
    output = git.run("check-attr", "-z", *CONVERTING_ATTRIBUTES, "--", f"{DOCUMENTS}/any.toml").split(b"\0")
    attributes = dict(zip(output[1::3], output[2::3], strict=False))
    return attributes.pop(b"text", b"") == b"unset" and not set(attributes.values()) - _UNCONVERTED


def _read_all_attributes(git: Git, root: Path) -> Iterator[str]:
    """Yield the texts of all attributes: of the register, of this clone alone, and of the folders above."""
    yield read_attributes(root)
    output = git.run("rev-parse", "--path-format=absolute", "--git-path", "info/attributes", "--show-toplevel")
    clone_attributes, top = map(Path, os.fsdecode(output).splitlines())
    above = (folder / ATTRIBUTES for folder in root.resolve().parents if folder.is_relative_to(top))
    for file in (clone_attributes, *above):
        if file.exists():
            yield read_text(file.parent, PurePosixPath(file.name), LARGEST_DOCUMENT)


def _is_pinned(attributes: str, git: Git) -> bool:
    """Whether attributes of the register, above it, or of this clone alone, turn off the conversion of line endings."""
    if keeps_bytes(attributes):
        return True
    output = git.run("check-attr", "-z", "text", "--", f"{DOCUMENTS}/any.toml")
    return output.split(b"\0")[2:3] == [b"unset"]


def _list_tracked(git: Git, expected_count: int | None) -> tuple[TrackedFile, ...]:
    output = git.run("ls-files", "-z", "--stage", "--", str(DOCUMENTS))
    if expected_count is not None and _are_all_plain(output, expected_count):
        return ()
    pairs = (line.split("\t", 1) for line in os.fsdecode(output).split("\0") if line)
    # A file in conflict is listed up to three times.
    modes = {path: header.partition(" ")[0] for header, path in pairs}
    return tuple(TrackedFile(path, mode) for path, mode in modes.items())


def _are_all_plain(output: bytes, expected_count: int) -> bool:
    """Whether git tracks the expected number of files, all regular, and no two that differ only in letter case."""
    count, lower_output = output.count(b"\0"), output.lower()
    if (
        lower_output.count(b".toml\0") != expected_count
        or output.count(b".toml\0") != expected_count
        or not output.isascii()
        or output.startswith(_PLAIN) + output.count(b"\0" + _PLAIN) != count
    ):
        return False
    return len({path.partition(b"\0")[0] for path in lower_output.split(b"\t")[1:]}) == count
