"""Find blobs that a commit names and git has lost or cannot read."""

import os
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from somei_cli.errors import GitRefuses
from somei_cli.formats.register_paths import DOCUMENTS, REQUESTS, SETTINGS, VOCABULARY
from somei_cli.model.register.files_and_faults import TEXTS
from somei_cli.store.git.command import DAMAGE_HINT, Git
from somei_cli.store.register.git_files import Committed

_PARTIAL = r"extensions\.partialclone|remote\..*\.promisor"
_REGISTER_PATHS = (SETTINGS, VOCABULARY, DOCUMENTS, REQUESTS)
_MAX_NAMED = 3


class LostFile(NamedTuple):
    """A file of the register whose blob git has lost."""

    path: PurePosixPath
    blob: str


def is_partial(git: Git) -> bool:
    """Whether this is a partial clone: git fetches the blobs that it lacks from the remote when they are read."""
    return bool(git.read_config(_PARTIAL))


def find_lost_files(git: Git, commit: str) -> tuple[LostFile, ...]:
    """Return the files of a register whose blob in a commit is lost, in order.

    Only the header of each object is read. A partial clone lacks objects on purpose: ask `is_partial` first.

    Raises:
        GitRefuses: if git has lost the commit itself or a tree of it.
    """
    files = Committed(git, commit).list_below(_REGISTER_PATHS)
    return find_lost_blobs(git, {file.blob: file.path for file in files if file.mode in TEXTS})


def find_lost_blobs(git: Git, paths: Mapping[str, PurePosixPath]) -> tuple[LostFile, ...]:
    """Return those of some blobs that are lost, each with its path."""
    names = "".join(f"{blob}\n" for blob in paths)
    output = git.run("cat-file", "--batch-check", stdin=names.encode()) if names else b""
    missing = {line.partition(" ")[0] for line in os.fsdecode(output).splitlines() if line.endswith(" missing")}
    return tuple(LostFile(path, blob) for blob, path in paths.items() if blob in missing)


def refuse_lost_files(lost_files: Iterable[LostFile]) -> None:
    """Refuse to verify a history of which blobs are lost.

    Raises:
        GitRefuses: if any are; it names some.
    """
    if words := describe_lost_files(lost_files):
        raise GitRefuses("The history cannot be verified", words, DAMAGE_HINT)


def describe_lost_files(lost_files: Iterable[LostFile]) -> str:
    """Return the message about lost blobs; empty if there are none."""
    lost_files = list(lost_files)
    names = ", ".join(f"{path} ({blob[:10]})" for path, blob in lost_files[:_MAX_NAMED])
    more = f" and {len(lost_files) - _MAX_NAMED} more" if len(lost_files) > _MAX_NAMED else ""
    return f"git has lost the text of {names}{more}" if lost_files else ""
