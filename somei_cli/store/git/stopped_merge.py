"""Name a merge, rebase, cherry-pick or revert that waits for its user, and the files in conflict."""

import os
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from somei_cli.errors import MergeStopped
from somei_cli.formats.git.stopped_merges import STOPPED_MERGES
from somei_cli.formats.register_paths import number_of_path
from somei_cli.model.register.words import pluralise
from somei_cli.store.git.command import Git

if TYPE_CHECKING:
    from somei_cli.model.merge import MergeSide

_MAX_NAMED: Final = 3
_PARTS_OF_DOCUMENT: Final = 4
"""Parts of the path of a document in a register: documents, year, folder, file."""


def name_stopped_merge(top: Path, git_dir: Path) -> MergeStopped | None:
    """Return the refusal that names what waits for its user in a work tree, and the files in conflict; else None."""
    operation = next((word for name, word in STOPPED_MERGES.items() if (git_dir / name).exists()), None)
    if operation is None:
        return None
    paths = _list_conflicted_paths(top)
    return MergeStopped(operation, _describe_conflicted_paths(paths), paths)


def _list_conflicted_paths(top: Path) -> tuple[str, ...]:
    listed = os.fsdecode(Git(top).run("ls-files", "--unmerged", "--full-name", "-z")).split("\0")
    return tuple(dict.fromkeys(line.partition("\t")[2] for line in listed if line))


def _describe_conflicted_paths(paths: Sequence[str]) -> str:
    """Return how many documents, or files, are in conflict, and the first of them by name."""
    if not paths:
        return ""
    # The register may be in any folder of the clone.
    numbers = [number_of_path(PurePosixPath(*PurePosixPath(path).parts[-_PARTS_OF_DOCUMENT:])) for path in paths]
    noun, names = ("document", numbers) if all(numbers) else ("file", [PurePosixPath(path).name for path in paths])
    more = ", …" if len(paths) > _MAX_NAMED else ""
    return f"{pluralise(len(paths), noun)} in conflict ({', '.join(map(str, names[:_MAX_NAMED]))}{more})"


def find_merged_ranges(git: Git, git_dir: Path) -> "dict[MergeSide, str]":
    """Return the commits of each side of a stopped merge as a range; none for a side that has no commits of its own.

    A rebase and a cherry-pick merge one commit. What a revert brings back was no commit of that side.
    """
    # Every command asks whether a merge waits; hardly any what its sides are.
    from somei_cli.model.merge import MergeSide

    head = git.find("HEAD")
    for name, is_whole_branch in (("MERGE_HEAD", True), ("REBASE_HEAD", False), ("CHERRY_PICK_HEAD", False)):
        merged = git.find(name) if (git_dir / name).exists() else None
        if head and merged:
            theirs = f"{head}..{merged}" if is_whole_branch else f"{merged}^..{merged}"
            return {MergeSide.OURS: f"{merged}..{head}", MergeSide.THEIRS: theirs}
    reverted = git.find("REVERT_HEAD") if (git_dir / "REVERT_HEAD").exists() else None
    return {MergeSide.OURS: f"{reverted}..{head}"} if head and reverted else {}
