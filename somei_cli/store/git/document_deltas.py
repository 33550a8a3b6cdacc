"""Read the commit of HEAD and the documents that differ between commits cheaply, without looking at the work tree."""

import os
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.store.git.plain_layout import read_plain_head

if TYPE_CHECKING:
    from somei_cli.store.git.loose_objects import FileChanges

_DIFF_OPTIONS = ("-z", "--no-renames", "--relative")
_NO_FILE = "000000"
_DOCUMENTS_ONLY = ("--", f":(literal){DOCUMENTS}")


class ModeDelta(NamedTuple):
    """A file that differs between two commits, by its path in the register, with git's modes; empty if absent."""

    path: PurePosixPath
    mode: str
    mode_before: str


def find_head_or_none(root: Path) -> str | None:
    """Return the commit of HEAD; None if there is none, or if git fails."""
    if commit := read_plain_head(root):
        return commit
    from somei_cli.store.git.command import Git

    answer = Git(root).call("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return answer.output.decode().strip() or None


def list_changed_documents(root: Path, old: str, new: str) -> list[str]:
    """Return the documents that differ between two commits; paths are relative to the register.

    Raises:
        GitRefuses: if git does not have one of the commits.
    """
    changes = _find_loose_changes(root, old, new)
    return _diff_documents(root, old, new).split("\0")[1::2] if changes is None else sorted(changes)


def start_comparison(root: Path, old: str, new: str) -> Callable[[], list[str]]:
    """Return a function that returns what `list_changed_documents` does; git, if it is asked, works meanwhile."""
    changes = _find_loose_changes(root, old, new)
    if changes is not None:
        return lambda: sorted(changes)
    from somei_cli.store.process.background_query import BackgroundQuestion

    return BackgroundQuestion(partial(list_changed_documents, root, old, new)).answer


def _find_loose_changes(root: Path, old: str, new: str) -> "FileChanges | None":
    """Return the documents that differ between two commits; None if git must be asked."""
    from somei_cli.store.git.loose_objects import list_loose_differences

    return list_loose_differences(root, old, new, DOCUMENTS)


def list_document_deltas(root: Path, old: str, new: str) -> list[ModeDelta]:
    """Return the files below `documents/` that differ between two commits.

    Raises:
        GitRefuses: if git does not have one of the commits.
    """
    changes = _find_loose_changes(root, old, new)
    if changes is not None:
        return [
            ModeDelta(PurePosixPath(path), *(entry.mode.decode() if entry else "" for entry in (after, before)))
            for path, (before, after) in changes.items()
        ]
    tokens = iter(_diff_documents(root, old, new).split("\0"))
    return [_parse_raw_modes(header, path) for header, path in zip(tokens, tokens, strict=False)]


def _parse_raw_modes(header: str, path: str) -> ModeDelta:
    """Read the modes of a file from a line of git's raw diff format."""
    before, after, *_ = header.removeprefix(":").split(" ")
    return ModeDelta(PurePosixPath(path), *("" if mode == _NO_FILE else mode for mode in (after, before)))


@lru_cache(maxsize=1)
def _diff_documents(root: Path, old: str, new: str) -> str:
    """Return git's raw diff, cached for one call: a check asks for it twice."""
    from somei_cli.store.git.command import Git

    # Without this git reads its whole index, although the comparison does not need it.
    no_index = {"GIT_INDEX_FILE": str(root / ".no-index")}
    options = ("-r", *_DIFF_OPTIONS, "--raw")
    return os.fsdecode(Git(root).run("diff-tree", *options, old, new, *_DOCUMENTS_ONLY, env=no_index))


def list_staged_documents(root: Path, commit: str, index_env: Mapping[str, str]) -> list[str]:
    """Return the documents whose staged content differs from a commit; paths are relative to the register."""
    from somei_cli.store.git.command import Git

    options = ("--cached", *_DIFF_OPTIONS, "--name-only")
    output = Git(root).run("diff-index", *options, commit, *_DOCUMENTS_ONLY, env=index_env)
    return [path for path in os.fsdecode(output).split("\0") if path]
