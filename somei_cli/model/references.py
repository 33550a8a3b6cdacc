"""References to documents of the register and to external texts, with the words for both directions."""

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

    # Faster than the hash of Enum: references are looked up by the million.
    __hash__ = str.__hash__

    @property
    def forward_words(self) -> str:
        """The words from the citing document to the cited one."""
        return _WORDS[self][0]

    @property
    def backward_words(self) -> str:
        """The words from the cited document to the citing one."""
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
"""The kinds of reference to an earlier text of the same procedure."""


class OutsideKind(StrEnum):
    """The kind of an external text."""

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

    # As above.
    __hash__ = str.__hash__


class ExternalReference(NamedTuple):
    """A text that is not a Council document, in its normal form (`C-505/19`, `COM(2018) 302 final`)."""

    kind: OutsideKind
    text: str

    def __str__(self) -> str:
        return self.text


Target = DocumentNumber | ExternalReference


class Reference(NamedTuple):
    """A reference to a Council document; `item` is the number of the agenda item that makes it.

    `languages` are those of a corrigendum that is issued in some languages only: `COR 1 (mt)`.
    """

    to: DocumentNumber
    kind: ReferenceKind = ReferenceKind.CITES
    item: str | None = None
    languages: tuple[str, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()

    @property
    def printed(self) -> str:
        """The document as the citing text prints it, with the languages: `10119/18 COR 1 (mt)`."""
        return f"{self.to} ({', '.join(self.languages)})" if self.languages else str(self.to)


class OutsideReference(NamedTuple):
    """A reference to an external text."""

    to: ExternalReference
    kind: ReferenceKind = ReferenceKind.CITES
    item: str | None = None
    extra: tuple[tuple[str, object], ...] = ()


class ScannedReference(NamedTuple):
    """A reference found in a text, with its position; `candidates` are all numbers that it could mean.

    `languages` as in Reference.
    """

    file: str
    line: int
    column: int
    target: Target
    text: str
    candidates: tuple[DocumentNumber, ...] = ()
    languages: tuple[str, ...] = ()
