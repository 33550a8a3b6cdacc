"""A difference between two states of a register, with its consequence and the commit that made it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.history.change_consequences import ChangeMeaning, Consequence


class WeighedChange(NamedTuple):
    """A difference with its consequence and meaning."""

    difference: Difference
    consequence: Consequence
    meaning: ChangeMeaning
    needs_reason: bool = False


class IntroducingCommit(NamedTuple):
    """The commit that made a change; `declared` says whether its message names the document."""

    commit: str
    author: str
    time: datetime
    reason: str | None
    declared: bool


class NetChange(NamedTuple):
    """One change; `document` is None for settings and for a file that does not belong to a number.

    `introduced_by` is None if no ordinary commit of the range made the change: it is not `committed`, or a merge
    contains what neither side had.
    """

    path: str
    document: DocumentNumber | None
    weighed: WeighedChange
    introduced_by: IntroducingCommit | None = None
    committed: bool = True

    @property
    def consequence(self) -> Consequence:
        """The consequence of the change."""
        return self.weighed.consequence

    @property
    def declared(self) -> bool | None:
        """Whether the commit declares the change; None if it is not committed."""
        return (self.introduced_by is not None and self.introduced_by.declared) if self.committed else None

    @property
    def is_alarming(self) -> bool:
        """Whether the change is grave and not declared."""
        return self.consequence.is_grave and not self.declared


class DroppedAct(NamedTuple):
    """An act that was given up before it was sent: all that it changed, and how many later acts were kept."""

    commit: str
    summary: str
    author: str
    changes: tuple[NetChange, ...]
    later_count: int


def sort_net_changes(changes: Iterable[NetChange]) -> tuple[NetChange, ...]:
    """Sort changes: grave undeclared ones first, then by consequence, new documents last."""

    def sort_key(change: NetChange) -> tuple[object, ...]:
        number = change.document
        place = (0, number.sort_key) if number else (1, (change.path,))
        return not change.is_alarming, change.consequence.rank, bool(change.declared), place

    return tuple(sorted(changes, key=sort_key))
