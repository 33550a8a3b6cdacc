"""What the pieces of the importer contribute to a draft entry, and how the contributions are joined.

A piece reads one or several fields and returns contributions; it never sees what another piece will say. Only
`join_contributions` puts them together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar, cast

from somei_cli.extraction.header_table.label_words import LabelKind
from somei_cli.model.codes import CodeEntry
from somei_cli.model.document import Meeting
from somei_cli.model.document_fields import DOCUMENT_FIELDS
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.importing.draft_entry import Candidates, Doubt, Evidence, Reading
from somei_cli.model.items_and_follow_ups import Item
from somei_cli.model.markings import Marking
from somei_cli.model.references import ExternalReference, OutsideReference, Reference

_DISAGREEMENT = "two places of the document disagree; what the first of them says was taken"
_LONGEST_WORDS = 200

_UNITED = frozenset(field.name for field in DOCUMENT_FIELDS if field.merge in {"set", "codes", "references"})

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class EntryField(Generic[T]):
    """A field that the importer reads: an attribute of Document, and its name in evidence and doubts.

    The members of a list that several pieces read become one list, in the order of the pieces. Of any other field the
    first value counts, and a different one is a doubt.
    """

    attribute: str
    printed_name: str = ""

    @property
    def is_united(self) -> bool:
        """Whether it is a list whose members are united."""
        return self.attribute in _UNITED

    @property
    def key(self) -> str:
        """The name of the field in evidence and doubts."""
        return self.printed_name or self.attribute

    def read(self, value: T, line: int, words: str) -> "Contribution":
        """Return a value of the field, with the line and the words it was read from."""
        return Contribution(self, value, (Evidence(self.key, line, _shorten(words)),))

    def value_in(self, draft: Reading) -> T | None:
        """Return what was read of the field, if anything."""
        return cast("T | None", draft.fields.get(self.attribute))

    def joined_value(self, contributions: "Iterable[Contribution]") -> T | None:
        """Return the value that the field has when contributions are joined, if any of them has one."""
        values = [
            contribution.value
            for contribution in contributions
            if contribution.field.attribute == self.attribute and contribution.value is not None
        ]
        if not values or not self.is_united:
            return cast("T | None", values[0] if values else None)
        return cast("T", tuple(dict.fromkeys(member for value in values for member in cast("tuple[Any, ...]", value))))

    def doubt(
        self, message: str, line: int = 0, words: str = "", proposal: str = "", item: int | None = None
    ) -> "Contribution":
        """Return a doubt: what is missing, damaged or contradictory, the words in that place, and what is proposed."""
        return Contribution(self, doubts=(Doubt(self.key, message, line, _shorten(words), proposal, item),))

    def remark(self, message: str, line: int = 0) -> "Contribution":
        """Return a remark: what the clerk should know, though nothing is doubtful."""
        return Contribution(self, remarks=(Doubt(self.key, message, line),))


NUMBER: EntryField[DocumentNumber] = EntryField("number")
TYPE: EntryField[str] = EntryField("type")
SUBJECT: EntryField[str] = EntryField("subject")
DATE: EntryField[date] = EntryField("date")
PLACE: EntryField[str] = EntryField("place")
LANGUAGES: EntryField[tuple[str, ...]] = EntryField("languages")
MARKING: EntryField[Marking] = EntryField("marking")
SUBJECT_CODES: EntryField[tuple[CodeEntry, ...]] = EntryField("subject_codes")
INTERINSTITUTIONAL_FILES: EntryField[tuple[ExternalReference, ...]] = EntryField("interinstitutional_files")
ORIGINATOR: EntryField[str] = EntryField("originator", "from")
ADDRESSEE: EntryField[str] = EntryField("addressee", "to")
PREVIOUS_DOCUMENTS: EntryField[tuple[DocumentNumber, ...]] = EntryField("previous_documents")
COMMISSION_DOCUMENTS: EntryField[tuple[DocumentNumber | ExternalReference, ...]] = EntryField("commission_documents")
MEETING: EntryField[Meeting] = EntryField("meeting", "meeting.start")
ACCESS: EntryField[None] = EntryField("access")
"""Access events are never read; what a stamp says is a remark."""
REFERENCES: EntryField[tuple[Reference, ...]] = EntryField("references")
OUTSIDE_REFERENCES: EntryField[tuple[OutsideReference, ...]] = EntryField("outside_references")
ITEMS: EntryField[tuple[Item, ...]] = EntryField("items")

TEXT_FIELDS: dict[LabelKind, EntryField[str]] = {
    LabelKind.FROM: ORIGINATOR,
    LabelKind.TO: ADDRESSEE,
    LabelKind.SUBJECT: SUBJECT,
}
"""The fields of the header table that hold words, by their labels."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a piece read of one field; `value` is None if it has only doubts or remarks to give."""

    field: EntryField[Any]
    value: object = None
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[Doubt, ...] = ()
    candidates: Candidates = ()

    @property
    def words(self) -> str:
        """The words that the value was read from."""
        return self.evidence[0].text if self.evidence else str(self.value)

    @property
    def line(self) -> int:
        """The line that the value was read from; 0 if no line can be named."""
        return self.evidence[0].line if self.evidence else 0


def join_contributions(contributions: Iterable[Contribution]) -> Reading:
    """Join contributions, given in the order in which their pieces count.

    Members of united lists follow each other, each once. Of two different values of another field the first stays, and
    the second becomes a doubt that quotes both.
    """
    first: dict[str, Contribution] = {}
    members: dict[str, dict[object, None]] = {}
    joined: list[Contribution] = []
    for contribution in contributions:
        field, value = contribution.field, contribution.value
        if field.is_united and isinstance(value, tuple):
            members.setdefault(field.attribute, {}).update(dict.fromkeys(value))
        elif value is not None and first.setdefault(field.attribute, contribution).value != value:
            joined.append(_disagreement(first[field.attribute], contribution))
            continue
        joined.append(contribution)
    values = {name: contribution.value for name, contribution in first.items()}
    return Reading(
        values | {name: tuple(united) for name, united in members.items()},
        tuple(evidence for contribution in joined for evidence in contribution.evidence),
        tuple(doubt for contribution in joined for doubt in contribution.doubts),
        tuple(dict(pair for contribution in joined for pair in contribution.candidates).items()),
        tuple(remark for contribution in joined for remark in contribution.remarks),
    )


def _disagreement(first: Contribution, later: Contribution) -> Contribution:
    """Return the doubt about a value that differs from the first, with what else its piece says of the field."""
    doubt = later.field.doubt(_DISAGREEMENT, later.line, f"{first.words} / {later.words}")
    return replace(doubt, doubts=(*doubt.doubts, *later.doubts), remarks=later.remarks)


def _shorten(words: str) -> str:
    return " ".join(words.split())[:_LONGEST_WORDS]
