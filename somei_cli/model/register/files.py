"""A file of the register and what it gave: a document, or the faults that kept it from being one.

Modes: the kinds of files as git tells them.
"""

from pathlib import PurePosixPath
from typing import Final, NamedTuple

from somei_cli.model.document import Document


class Fault(NamedTuple):
    """Why a file gives no document; line and column count from 1, 0 where none can be named."""

    message: str
    line: int = 0
    column: int = 0


class DocumentFile(NamedTuple):
    """One file below `documents/`, its path relative to the register."""

    path: PurePosixPath
    text: str
    document: Document | None
    faults: tuple[Fault, ...] = ()


PLAIN: Final = "100644"
"""The only kind of file that a register holds."""
EXECUTABLE: Final = "100755"
LINK: Final = "120000"
SUBMODULE: Final = "160000"

TEXTS: Final = frozenset({PLAIN, EXECUTABLE})
"""What can be read."""
PLAIN_OR_NONE: Final = frozenset({PLAIN, ""})
"""What a change may leave, where no mode stands for no file."""
