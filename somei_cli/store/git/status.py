"""Ask git which files of a register were edited, and how its branch stands."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from somei_cli.errors import GitMissing, GitRefuses
from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.store.git.command import Git
from somei_cli.store.process.background_query import RUNNING

if TYPE_CHECKING:
    from somei_cli.store.git.command import RunningGit

_NO_VARIABLES: Mapping[str, str] = MappingProxyType({})
_SEE_ALL_CHANGES = (
    "status.showUntrackedFiles=normal",
    # Settings may make git compare less. With ignoreCase an untracked name may pass for a tracked one.
    "core.trustctime=true",
    "core.checkStat=default",
    "core.ignoreCase=false",
)
_STATUS = ("status", "--porcelain=v2", "-z", "--no-renames")
_HEADER = b"# "
_LARGE_GIT_INDEX = 4 << 20
"""Bytes of git's own index from which `git status` takes longer than starting somei: some 50,000 files."""
_WORDS_BEFORE_PATH = {"1": 8, "2": 9, "u": 10}
"""The number of words before the path, by the first word of a line of `git status --porcelain=v2`."""


class Edits(NamedTuple):
    """The documents that differ from the last commit; paths are relative to the register.

    An untracked folder stands for all that is in it, with a slash at its end. `deleted` are files that git has and the
    work tree has not. `staged` is whether git's index differs from the last commit. `branch` is what git was asked of
    the branch.
    """

    paths: tuple[str, ...] = ()
    untracked: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    staged: bool = False
    branch: "BranchState | None" = None

    @property
    def all_paths(self) -> tuple[str, ...]:
        """All paths that may differ from the last commit."""
        return (*self.paths, *self.untracked)


class BranchState(NamedTuple):
    """How many commits a branch is ahead of its upstream, as git last saw that; None if it has no upstream."""

    ahead: int | None


def is_status_slow(git_dir: Path) -> bool:
    """Whether git has so many files to look at that a screen which should come at once cannot wait for it."""
    with suppress(OSError):
        return (git_dir / "index").stat().st_size > _LARGE_GIT_INDEX
    return False


class PendingEdits:
    """The edits of a register, for which git is asked in the background; what goes wrong is raised by `answer`.

    `index_env` may name another git index. Git is also asked about the branch `with_branch`. No thread waits for git:
    Python would share its time with that at each file that it opens. A git that fills the pipe waits until it is read.
    """

    def __init__(self, root: Path, index_env: Mapping[str, str] = _NO_VARIABLES, *, with_branch: bool = False) -> None:
        self._git = Git(root)
        self._process: RunningGit | None = None
        self._output = b""
        self._error: Exception | None = None
        self._edits: Edits | None = None
        # In one thread: the others cost more time of the processors than they save, while somei is at work as well.
        config = (*_SEE_ALL_CHANGES, "core.preloadIndex=false", "index.threads=1") if with_branch else _SEE_ALL_CHANGES
        options = (*_STATUS, "--branch") if with_branch else _STATUS
        try:
            self._process = self._git.start(*options, env=index_env, config=config)
        except Exception as error:  # noqa: BLE001 - raised by `answer`
            self._error = error
        else:
            RUNNING.append(self)

    def join(self) -> None:
        """Wait for git, and read what it wrote."""
        if self._process and self._process.returncode is None:
            self._output, _ = self._process.communicate()

    def answer(self) -> Edits | None:
        """Wait for git and return the edits; None if git failed."""
        self.join()
        if self in RUNNING:
            RUNNING.remove(self)
        with suppress(GitMissing, GitRefuses):
            if self._error:
                raise self._error
            if self._edits is None and self._process and self._process.returncode == 0:
                self._edits = _read_answer(self._git, self._output)
        return self._edits


def _read_answer(git: Git, output: bytes) -> Edits:
    lines = output.split(b"\0")
    headers = [line.decode(errors="replace") for line in lines if line.startswith(_HEADER)]
    edits = _read_edits(git, b"\0".join(line for line in lines if not line.startswith(_HEADER)))
    return edits._replace(branch=_parse_branch(headers)) if headers else edits


def _parse_branch(headers: Iterable[str]) -> BranchState | None:
    """Return what git says of the branch; None if it does not say whether a branch with an upstream is ahead."""
    ahead = next((line.split()[2] for line in headers if line.startswith("# branch.ab ")), None)
    if ahead is None:
        return BranchState(None)
    return BranchState(int(ahead)) if ahead.removeprefix("+").isdecimal() else None


def _read_edits(git: Git, output: bytes) -> Edits:
    # Usually nothing is edited, and this saves a call of git.
    prefix = git.prefix() if output else ""
    return _parse_status(os.fsdecode(output), f"{prefix}{DOCUMENTS}/", prefix)


def _parse_status(output: str, documents_prefix: str, prefix: str) -> Edits:
    paths: list[str] = []
    untracked: list[str] = []
    deleted: list[str] = []
    staged = False
    for line in output.split("\0"):
        kind = line[:1]
        path = line[2:] if kind == "?" else line.split(" ", _WORDS_BEFORE_PATH.get(kind, 0))[-1]
        if not path.startswith(documents_prefix) and not documents_prefix.startswith(path.rstrip("/") + "/"):
            continue
        # An untracked folder above `documents/` stands for `documents/`.
        relative = (path if path.startswith(documents_prefix) else documents_prefix).removeprefix(prefix)
        if kind in _WORDS_BEFORE_PATH:
            # A file after `git add -N` counts as staged, although its letter is in the work tree's column.
            staged |= line[2:3] != "." or line[3:4] == "A"
            if line[3:4] == "D":
                deleted.append(relative)
            # Git reports a submodule by its folder only.
            if line.split(" ", 3)[2].startswith("S"):
                relative += "/"
        (untracked if kind == "?" or relative.endswith("/") else paths).append(relative)
    return Edits(tuple(paths), tuple(untracked), tuple(deleted), staged)
