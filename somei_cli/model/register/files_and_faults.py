"""A file of the register with its document, or the faults that kept it from being one; the modes of files in git."""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple

from somei_cli.errors import Unreadable

if TYPE_CHECKING:
    from somei_cli.model.document import Document

FileContent = str | Unreadable | None
"""The text of a file, the error that prevents reading it, or None if there is no file."""


class Fault(NamedTuple):
    """Why a file gives no document. Line and column count from 1; 0 if unknown."""

    message: str
    line: int = 0
    column: int = 0


class DocumentFile(NamedTuple):
    """A file below `documents/`; its path is relative to the register."""

    path: PurePosixPath
    text: str
    document: "Document | None"
    faults: tuple[Fault, ...] = ()


PLAIN: Final = "100644"
"""The only kind of file that a register may contain."""
EXECUTABLE: Final = "100755"
LINK: Final = "120000"
SUBMODULE: Final = "160000"

TEXTS: Final = frozenset({PLAIN, EXECUTABLE})
"""The kinds that can be read."""
PLAIN_OR_NONE: Final = frozenset({PLAIN, ""})
"""The modes that a change may leave; an empty mode means that there is no file."""
