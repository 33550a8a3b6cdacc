"""What a document says of another text: kinds, words for both ends, and outside references.

A reference found in a text, with its place.
"""

from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber


class ReferenceKind(StrEnum):
    """What the citing document says of the cited one; the reverse is derived, never stored."""

    AGENDA = "agenda"
    PREVIOUS = "previous"
    COMMISSION = "commission"
    CITES = "cites"
    ANSWERS = "answers"
    IMPLEMENTS = "implements"
    REPLACES = "replaces"
    ANNEX = "annex"
    SUMMARISES = "summarises"

    # As of the words they are: references are looked up by the million.
    __hash__ = str.__hash__

    @property
    def forth(self) -> str:
        """The words from the citing document: this one … that one."""
        return _WORDS[self][0]

    @property
    def back(self) -> str:
        """The words from the cited document."""
        return _WORDS[self][1]


_WORDS = {
    ReferenceKind.AGENDA: ("reports on", "is reported by"),
    ReferenceKind.PREVIOUS: ("follows", "is followed by"),
    ReferenceKind.COMMISSION: ("transmits", "is transmitted by"),
    ReferenceKind.CITES: ("cites", "is cited by"),
    ReferenceKind.ANSWERS: ("answers", "is answered by"),
    ReferenceKind.IMPLEMENTS: ("implements", "is implemented by"),
    ReferenceKind.REPLACES: ("replaces", "is replaced by"),
    ReferenceKind.ANNEX: ("is annexed to", "has the annex"),
    ReferenceKind.SUMMARISES: ("summarises", "is summarised by"),
}


FOLLOWING = frozenset({ReferenceKind.PREVIOUS, ReferenceKind.REPLACES})
"""What a document says of the text that it comes after."""


class OutsideKind(StrEnum):
    """What an outside reference points to."""

    CASE = "case"
    COMMISSION = "commission"
    ACT = "act"
    OFFICIAL_JOURNAL = "oj"
    CELEX = "celex"
    ECLI = "ecli"
    ELI = "eli"
    FILE = "interinstitutional"
    PARLIAMENT = "parliament"
    URL = "url"

    # As of the words they are.
    __hash__ = str.__hash__


class ExternalReference(NamedTuple):
    """A text that is no Council document, in its normal form (`C-505/19`, `COM(2018) 302 final`)."""

    kind: OutsideKind
    text: str

    def __str__(self) -> str:
        return self.text


Target = DocumentNumber | ExternalReference


class Reference(NamedTuple):
    """One cross-reference; `item` is the number of the agenda item it hangs on."""

    to: DocumentNumber
    kind: ReferenceKind = ReferenceKind.CITES
    item: str | None = None
    extra: tuple[tuple[str, object], ...] = ()


class OutsideReference(NamedTuple):
    """A cross-reference that leaves the register."""

    to: ExternalReference
    kind: ReferenceKind = ReferenceKind.CITES
    item: str | None = None
    extra: tuple[tuple[str, object], ...] = ()


class Scanned(NamedTuple):
    """One reference as it stands in a file; `candidates` hold every number that could be meant."""

    file: str
    line: int
    column: int
    target: Target
    text: str
    candidates: tuple[DocumentNumber, ...] = ()
