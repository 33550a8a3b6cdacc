"""What is different between two states of a register: one field, what it means, and who brought it."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.field_changes import Difference
from somei_cli.model.history.consequence import ChangeMeaning, Consequence


class WeighedChange(NamedTuple):
    """A difference with its class and its meaning."""

    difference: Difference
    consequence: Consequence
    meaning: ChangeMeaning
    needs_reason: bool = False


class Bringing(NamedTuple):
    """The commit that brought a change, and whether it says so."""

    commit: str
    who: str
    when: datetime
    reason: str | None
    declared: bool


class NetChange(NamedTuple):
    """One change. `document` is None for settings, and for a file that stands for no number.

    `brought` is None where no ordinary commit of the range did it: work that is not `committed`, or a merge that
    holds what neither side had.
    """

    path: str
    document: DocumentNumber | None
    judged: WeighedChange
    brought: Bringing | None = None
    committed: bool = True

    @property
    def consequence(self) -> Consequence:
        """The class of the change."""
        return self.judged.consequence

    @property
    def declared(self) -> bool | None:
        """Whether a commit says what it did; None for work that is not committed."""
        return (self.brought is not None and self.brought.declared) if self.committed else None

    @property
    def alarming(self) -> bool:
        """Whether it is grave and nobody said so."""
        return self.consequence.grave and not self.declared


def in_order(changes: Iterable[NetChange]) -> tuple[NetChange, ...]:
    """What is grave and undeclared first, then by consequence; new documents last."""

    def key(change: NetChange) -> tuple[object, ...]:
        number = change.document
        place = (0, number.sort_key) if number else (1, (change.path,))
        return not change.alarming, change.consequence.rank, bool(change.declared), place

    return tuple(sorted(changes, key=key))
