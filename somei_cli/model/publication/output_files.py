"""A site as files: where each page lies, and what became of it when it was put there.

What is wrong with what lies outside, an export or a site: each with its place, and never the words themselves.
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
    """One file of a site; its path has slashes and is relative to the site."""

    path: str
    content: bytes


Job = Callable[[], Iterator[SiteFile]]
"""Some pages that are made together, in whichever process."""


class Fate(StrEnum):
    """What became of a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"


class WrittenFile(NamedTuple):
    """A file that was put in place, or left as it was."""

    path: str
    sha256: str
    size: int
    fate: Fate


class Built(NamedTuple):
    """What a build did."""

    commit: str
    documents: int
    files: Sequence[WrittenFile]

    def count(self, fate: Fate) -> int:
        """How many files had this fate."""
        return sum(file.fate is fate for file in self.files)


def page_of(number: DocumentNumber) -> str:
    """The address of a document, for good: its register id."""
    return f"{number.register_id}.html"


def code_name(code: SubjectCode) -> str:
    """The name of a code's pages; no two codes have one, since neither `.` nor `_` stands in a code."""
    return code.name.replace("/", ".").replace(" ", "_")


def file_name(file: ExternalReference) -> str:
    """The name of the pages of an interinstitutional file, `2018-0330-COD`."""
    usual = re.fullmatch(r"([0-9]{4})/([0-9]{4}[A-Z]?)\(([A-Z]{2,5})\)", file.text)
    return "-".join(usual.groups()) if usual else name_of(file.text)


def name_of(words: str) -> str:
    """The name of the pages of something that has a name of its own; different ones also where case does not count."""
    if re.fullmatch(r"[A-Z][A-Z0-9]{0,29}(?:-[A-Z0-9]{1,29}){0,2}", words):
        return words
    letters = "".join(c for c in unicodedata.normalize("NFKD", words) if c.isascii())
    stem = "-".join(re.findall(r"[a-z0-9]+", letters.lower()))[:40].strip("-")
    return f"{stem or 'x'}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


class Wrong(StrEnum):
    """What can be wrong with a file."""

    LEAK = "leak"
    FOREIGN = "foreign"
    CHANGED = "changed"
    MISSING = "missing"
    UNLISTED = "unlisted"
    """It is not as the manifest beside it says."""
    ASTRAY = "astray"
    """It leads elsewhere, or nowhere."""
    UNSEEN = "unseen"
    """It could not be looked into."""


class Withheld(NamedTuple):
    """Where a word that must not leave the house stands; the document is empty where it is no document."""

    document: str = ""
    field: str = ""


class OutsideFault(NamedTuple):
    """One thing that is wrong with one file.

    Of a leak: the line, where the register keeps the word, and how many such words the whole file shows. `words` tell
    of what is astray or unseen.
    """

    wrong: Wrong
    path: str
    line: int = 0
    withheld: Withheld = Withheld()
    shows: int = 0
    words: str = ""


def gravest_first(faults: Iterable[OutsideFault]) -> tuple[OutsideFault, ...]:
    """Leaks first, then by path and line; each once."""
    order = list(Wrong)
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: (order.index(fault.wrong), fault[1:])))
