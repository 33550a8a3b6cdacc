"""What git overlooks in a work tree: files that it does not know, and files that it is told to take for unchanged."""

import os
import re
from collections.abc import Mapping

from somei_cli.store.git import Git
from somei_cli.text.paths import DOCUMENTS

_TOLD_TO = re.compile(rb"(?:\A|\0)[a-zS] ([^\0]+)")
"""A small letter stands for `--assume-unchanged`, S for `--skip-worktree`."""


def overlooked(git: Git, of_index: Mapping[str, str]) -> tuple[str, ...]:
    """Paths below `documents/`, relative to the register; a repository in it is told with a slash at its end."""
    place = f":(literal){DOCUMENTS}"
    unknown = git.run("ls-files", "--others", "-z", "--", place, env=of_index)
    flagged = _TOLD_TO.findall(git.run("ls-files", "-v", "-z", "--", place, env=of_index))
    return tuple(os.fsdecode(name) for name in (*unknown.split(b"\0"), *flagged) if name)
