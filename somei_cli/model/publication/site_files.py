"""A site as files: where each page lies, and what became of it when it was put there."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
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
        return sum(put.fate is fate for put in self.files)


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
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if c.isascii())
    plain = "-".join(re.findall(r"[a-z0-9]+", bare.lower()))[:40].strip("-")
    return f"{plain or 'x'}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"
