"""What git says of a register in this clone, for the rules about git."""

from typing import NamedTuple


class TrackedFile(NamedTuple):
    """A file in git: its path in the register, and its mode, 100644 for a plain file.

    The path is a string: a large register has very many, and few of them are ever needed as a path.
    """

    path: str
    mode: str


class FaultyFile(NamedTuple):
    """A file beside the documents that cannot be used, with the reason and its line."""

    path: str
    reason: str
    line: int = 1


class CloneState(NamedTuple):
    """The register's .gitattributes (empty if missing), its files in git, and whether merge drivers are set up.

    `line_ends_pinned` says whether git leaves line ends alone in every clone. `merge_drivers_set` is None if no file
    names the drivers, if nobody looked, or if they are missing in a clone where nothing was committed.
    `missing_documents` and `missing_requests` are in git and not in the work tree; `faulty_requests` are files that
    hold no valid request.
    """

    attributes: str
    line_ends_pinned: bool
    tracked_files: tuple[TrackedFile, ...]
    merge_drivers_set: bool | None
    missing_documents: tuple[str, ...] = ()
    faulty_requests: tuple[FaultyFile, ...] = ()
    missing_requests: tuple[str, ...] = ()
