"""The files of a site or an export: their names, what a build did with each, and faults found in them.

A fault gives its place, never the words that must not be there.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.codes import SubjectCode
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.references import ExternalReference


class SiteFile(NamedTuple):
    """A file of a site. Its path has slashes and is relative to the site."""

    path: str
    content: bytes


Job = Callable[[], Iterator[SiteFile]]
"""Makes some pages together, in any process."""


class FileState(StrEnum):
    """What a build did with a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"


class WrittenFile(NamedTuple):
    """A file that was written, or left as it was."""

    path: str
    sha256: str
    size: int
    state: FileState


class BuildResult(NamedTuple):
    """What a build did."""

    commit: str
    documents: int
    files: Sequence[WrittenFile]

    def count(self, fate: FileState) -> int:
        """Count the files with this state."""
        return sum(file.state is fate for file in self.files)


def page_name(number: DocumentNumber) -> str:
    """Return the permanent file name of a document's page: its register id."""
    return f"{number.register_id}.html"


def code_name(code: SubjectCode) -> str:
    """Return the file name of a code's pages. It is unique: neither `.` nor `_` occurs in a code."""
    return code.name.replace("/", ".").replace(" ", "_")


def procedure_name(file: ExternalReference) -> str:
    """Return the file name of the pages of an interinstitutional file, `2018-0330-COD`."""
    usual = re.fullmatch(r"([0-9]{4})/([0-9]{4}[A-Z]?)\(([A-Z]{2,5})\)", file.text)
    return "-".join(usual.groups()) if usual else slug_of(file.text)


def slug_of(words: str) -> str:
    """Return a file name for something that has a name of its own. It is unique even where case does not count."""
    if re.fullmatch(r"[A-Z][A-Z0-9]{0,29}(?:-[A-Z0-9]{1,29}){0,2}", words):
        return words
    letters = "".join(c for c in unicodedata.normalize("NFKD", words) if c.isascii())
    stem = "-".join(re.findall(r"[a-z0-9]+", letters.lower()))[:40].strip("-")
    return f"{stem or 'x'}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


class FaultKind(StrEnum):
    """What can be wrong with a file."""

    LEAK = "leak"
    FOREIGN = "foreign"
    CHANGED = "changed"
    MISSING = "missing"
    UNLISTED = "unlisted"
    """The file differs from what the manifest beside it says."""
    ASTRAY = "astray"
    """It is a link to something else, or to nothing."""
    UNSEEN = "unseen"
    """It could not be read."""


class WithheldPlace(NamedTuple):
    """Where the register keeps a withheld word; `document` is empty if that is not a document."""

    document: str = ""
    field: str = ""


class OutputFault(NamedTuple):
    """One fault of one file.

    Of a leak: the line, where the register keeps the word, and how often such words occur in the whole file. `words`
    say why a file is astray or could not be read.
    """

    kind: FaultKind
    path: str
    line: int = 0
    withheld: WithheldPlace = WithheldPlace()
    occurrences: int = 0
    words: str = ""


def gravest_first(faults: Iterable[OutputFault]) -> tuple[OutputFault, ...]:
    """Sort leaks first, then by path and line, each fault once."""
    order = list(FaultKind)
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: (order.index(fault.kind), fault[1:])))
