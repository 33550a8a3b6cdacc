"""A file of the register and what it gave: a document, or the faults that kept it from being one."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from somei_cli.model.documents import Document


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file gives no document; line and column count from 1, 0 where none can be named."""

    message: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One file below `documents/`, its path relative to the register."""

    path: PurePosixPath
    text: str
    document: Document | None
    faults: tuple[Fault, ...] = ()
