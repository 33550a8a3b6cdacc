"""What git takes for edited in a register: asked for early, and answered while something else is done.

What git overlooks in a work tree: files that it does not know, and files that it is told to take for unchanged.
"""

import os
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from somei_cli.errors import GitMissing, GitRefuses
from somei_cli.formats.git.attributes import ATTRIBUTES
from somei_cli.formats.register_paths import DOCUMENTS
from somei_cli.model.register.files import SUBMODULE
from somei_cli.store.git.command import Git
from somei_cli.store.process.background_git import BackgroundQuestion

_USUAL: Mapping[str, str] = MappingProxyType({})
_ALL_SEEN = (
    "status.showUntrackedFiles=normal",
    # Settings may have git look less closely; a name in other capitals it may take for one that it knows.
    "core.trustctime=true",
    "core.checkStat=default",
    "core.ignoreCase=false",
)
_CHANGED = {"1": 8, "2": 9, "u": 10}
"""How many words stand before the path, by the first word of a line."""


class Edits(NamedTuple):
    """Paths below `documents/`, relative to the register: what is not as in the last commit.

    A folder that git does not know at all stands for what is in it, with a slash at its end. `gone` is what git holds
    and the work tree does not; `staged` says that git's index holds something otherwise than the last commit.
    """

    paths: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    staged: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        """Whatever may be otherwise than it was."""
        return (*self.paths, *self.unknown)


class EditsAsked:
    """The question, under way; `of_index` leads git to another index than the usual one."""

    def __init__(self, root: Path, of_index: Mapping[str, str] = _USUAL) -> None:
        self._asked = BackgroundQuestion(partial(_edits, root, of_index))

    def answer(self) -> Edits | None:
        """The answer; None where git cannot give one."""
        try:
            return self._asked.answer()
        except (GitMissing, GitRefuses):
            return None


def _edits(root: Path, of_index: Mapping[str, str]) -> Edits:
    git = Git(root)
    listed = git.run("status", "--porcelain=v2", "-z", "--no-renames", config=_ALL_SEEN, env=of_index)
    # Mostly nothing is edited, and where the register lies need not be asked.
    inside = git.prefix() if listed else ""
    return _read(os.fsdecode(listed), f"{inside}{DOCUMENTS}/", inside)


def _read(listed: str, below: str, inside: str) -> Edits:
    paths: list[str] = []
    unknown: list[str] = []
    gone: list[str] = []
    staged = False
    for line in listed.split("\0"):
        kind = line[:1]
        path = line[2:] if kind == "?" else line.split(" ", _CHANGED.get(kind, 0))[-1]
        if not path.startswith(below) and not below.startswith(path.rstrip("/") + "/"):
            continue
        # Of a folder above, that of the documents is meant.
        relative = (path if path.startswith(below) else below).removeprefix(inside)
        if kind in _CHANGED:
            # One that is only promised to the index is in it too.
            staged |= line[2:3] != "." or line[3:4] == "A"
            if line[3:4] == "D":
                gone.append(relative)
            # Of a repository among the documents no more than its folder is told.
            if line.split(" ", 3)[2].startswith("S"):
                relative += "/"
        (unknown if kind == "?" or relative.endswith("/") else paths).append(relative)
    return Edits(tuple(paths), tuple(unknown), tuple(gone), staged)


_TOLD_TO = re.compile(rb"(?:\A|\0)[a-zS] [0-9]+ [0-9a-f]+ [0-3]\t([^\0]+)")
"""A small letter stands for `--assume-unchanged`, S for `--skip-worktree`."""
_REPOSITORY = re.compile(rb"(?:\A|\0). %s " % SUBMODULE.encode())
_RULES = f"/{ATTRIBUTES}".encode()


class Overlooked(NamedTuple):
    """Paths below `documents/`, relative to the register.

    It is `closed` where there is what they cannot tell of: a repository among the documents, or a folder whose
    attributes may have git keep other bytes than lie there.
    """

    paths: tuple[str, ...]
    closed: bool


def overlooked(git: Git, of_index: Mapping[str, str]) -> Overlooked:
    """Ask git."""
    place = f":(literal){DOCUMENTS}"
    unknown = git.run("ls-files", "--others", "-z", "--", place, env=of_index, config=("core.ignoreCase=false",))
    known = git.run("ls-files", "-v", "--stage", "-z", "--", place, env=of_index)
    names = [name for name in (*unknown.split(b"\0"), *_TOLD_TO.findall(known)) if name]
    closed = any(name.endswith(b"/") for name in names) or _REPOSITORY.search(known) is not None
    closed |= any(_RULES + b"\0" in listed for listed in (unknown, known))
    return Overlooked(tuple(map(os.fsdecode, names)), closed)
