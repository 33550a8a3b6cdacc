"""Texts that commits name and git has lost or cannot read."""

import os
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import GitRefuses
from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, SETTINGS, VOCABULARY
from somei_cli.model.register.files import TEXTS
from somei_cli.store.git.command import DAMAGED, Git
from somei_cli.store.register.committed_files import Committed

_PARTIAL = r"extensions\.partialclone|remote\..*\.promisor"
_REGISTER_PATHS = (SETTINGS, VOCABULARY, DOCUMENTS, REQUESTS)
_MAX_NAMED = 3


class Lost(NamedTuple):
    """A file of the register, and the object with its text, which is not there."""

    path: PurePosixPath
    blob: str


def is_partial(git: Git) -> bool:
    """Whether this is a partial clone: what it lacks was promised by a server, and git fetches it when it is read."""
    return bool(git.settings(_PARTIAL))


def lost_in(git: Git, commit: str) -> tuple[Lost, ...]:
    """The files of a register whose text in a commit is lost, in order.

    Only the head of each object is read. Of a partial clone nothing is told.

    Raises:
        GitRefuses: git has lost the commit itself, or a folder in it.
    """
    if is_partial(git):
        return ()
    files = Committed(git, commit).below(_REGISTER_PATHS)
    return lost_among(git, {file.blob: file.path for file in files if file.mode in TEXTS})


def lost_among(git: Git, paths: Mapping[str, PurePosixPath]) -> tuple[Lost, ...]:
    """Those of some blobs that are lost, each with the path that it is given with."""
    names = "".join(f"{blob}\n" for blob in paths)
    output = git.run("cat-file", "--batch-check", stdin=names.encode()) if names else b""
    missing = {line.partition(" ")[0] for line in os.fsdecode(output).splitlines() if line.endswith(" missing")}
    return tuple(Lost(path, blob) for blob, path in paths.items() if blob in missing)


def refuse_lost(lost: Iterable[Lost]) -> None:
    """Stop a proof where texts are lost.

    Raises:
        GitRefuses: naming them.
    """
    if words := name_lost(lost):
        raise GitRefuses("The history cannot be proved", words, DAMAGED)


def name_lost(lost: Iterable[Lost]) -> str:
    """What is lost, in words; empty if nothing is."""
    lost = list(lost)
    named = ", ".join(f"{path} ({blob[:10]})" for path, blob in lost[:_MAX_NAMED])
    more = f" and {len(lost) - _MAX_NAMED} more" if len(lost) > _MAX_NAMED else ""
    return f"git has lost the text of {named}{more}" if lost else ""
