"""The result of merging two versions of a document, or a file of it: the document, and the conflicts by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from somei_cli.model.document import Document
from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.markings import Level, Marking, level_of


class MergeSide(StrEnum):
    """The two versions that are merged, in git's words."""

    OURS = "ours"
    THEIRS = "theirs"


class ConflictReason(StrEnum):
    """Why a field cannot be merged."""

    CHANGED = "changed on both sides"
    ADDED = "added on both sides, not alike"
    REMOVED = "removed on one side, changed on the other"
    MOVED = "moved or renumbered, and changed on both sides"
    ORDER = "put into another order on both sides"
    LOWERED = "would be lowered"
    TAKEN_TWICE = "reserved on both sides"
    ENDED = "void on one side, changed on the other"


_NUMBER_FIELDS = frozenset({"number", "allotted for"})


class Conflict(NamedTuple):
    """A field that a person must decide: `marking`, `items 2 title`, `subject_codes COSI`; None is an absent value.

    `base` is the value that both sides had before, if the merge was against one.
    """

    field: str
    reason: ConflictReason
    ours: Any
    theirs: Any
    base: Any = None

    @property
    def is_about_number(self) -> bool:
        """Whether it is to be decided who has the number, or whether it is in use: taking one side is no answer."""
        return self.reason in {ConflictReason.TAKEN_TWICE, ConflictReason.ENDED} or self.field in _NUMBER_FIELDS

    def value_of(self, side: MergeSide) -> Any:
        """Return the value of the field on one side."""
        return self.ours if side is MergeSide.OURS else self.theirs

    def is_lowered_by(self, side: MergeSide) -> bool:
        """Return whether taking this side would lower the marking."""
        opposite = MergeSide.THEIRS if side is MergeSide.OURS else MergeSide.OURS
        return self.field == "marking" and level_of_text(self.value_of(side)) < level_of_text(self.value_of(opposite))


@dataclass(frozen=True, slots=True)
class Decisions:
    """Which side is taken: for single fields by their names, and for all others; `documents` for fields of one."""

    fields: Mapping[str, MergeSide] = field(default_factory=dict)
    default_side: MergeSide | None = None
    documents: Mapping[DocumentNumber, Mapping[str, MergeSide]] = field(default_factory=dict)

    def for_document(self, number: DocumentNumber) -> "Decisions":
        """Return the decisions that hold for one document."""
        sides = self.documents.get(number)
        return replace(self, fields={**self.fields, **sides}, documents={}) if sides else self

    def with_document(self, number: DocumentNumber, sides: Mapping[str, MergeSide]) -> "Decisions":
        """Return these decisions and those for fields of one document."""
        return replace(self, documents={**self.documents, number: {**self.documents.get(number, {}), **sides}})

    def side_for(self, conflict: Conflict) -> MergeSide | None:
        """Return the side taken for a conflict; a lowered marking is only taken if its field is named."""
        by_name = self.fields.get(conflict.field)
        lowered = self.default_side is not None and conflict.is_lowered_by(self.default_side)
        return by_name or (None if lowered else self.default_side)


NO_DECISIONS = Decisions()


class MergeResult(NamedTuple):
    """A merged document; every field in conflict has the value of the favoured side."""

    document: Document
    conflicts: tuple[Conflict, ...]


class ConflictAct(NamedTuple):
    """What one side did to a field in conflict: the newest commit that changed it, or else the document."""

    commit: str
    summary: str
    author: str
    time: datetime
    reason: str | None


class FieldQuestion(NamedTuple):
    """A field in conflict as a person is asked about it, with what each side did to it, as far as it is known."""

    conflict: Conflict
    acts: Mapping[MergeSide, ConflictAct]


class ResolvedFile(NamedTuple):
    """What became of a file: its conflicts with the side taken, and the document if all of them are decided.

    `reason` says why somei left a file alone that it cannot merge.
    """

    path: PurePosixPath
    number: DocumentNumber | None
    conflicts: tuple[tuple[Conflict, MergeSide | None], ...] = ()
    document: Document | None = None
    reason: str = ""


def level_of_text(marking: str | None) -> Level:
    """Return the level of a marking given as text."""
    return level_of(Marking(marking) if marking else None)
