"""A file of the register and what it gave: a document, or the faults that kept it from being one."""

from pathlib import PurePosixPath
from typing import NamedTuple

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
