"""What git overlooks in a work tree: files that it does not know, and files that it is told to take for unchanged."""

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from somei_cli.model.modes import SUBMODULE
from somei_cli.store.git import Git
from somei_cli.text.attributes import ATTRIBUTES
from somei_cli.text.paths import DOCUMENTS

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
