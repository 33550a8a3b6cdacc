"""Two documents compared item by item: what became of each, and what else differs."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from somei_cli.model.items import Item
from somei_cli.model.numbers import DocumentNumber


class MatchKind(StrEnum):
    """What became of an item."""

    SAME = "same"
    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    MERGED = "merged"
    ADDED = "added"
    DROPPED = "dropped"


class Match(NamedTuple):
    """Items of two documents that are one thing; `moved` where the others stand in another order around it."""

    kind: MatchKind
    earlier: tuple[Item, ...] = ()
    later: tuple[Item, ...] = ()
    moved: bool = False

    @property
    def expected(self) -> bool:
        """Whether an item was announced as one that may be missing: withdrawn, or marked (poss.)."""
        return self.kind is MatchKind.DROPPED and all(item.withdrawn or item.possible for item in self.earlier)

    @property
    def changed(self) -> tuple[str, ...]:
        """What else differs between an item and its counterpart, in the words of the register's fields."""
        if self.kind in {MatchKind.ADDED, MatchKind.DROPPED, MatchKind.MERGED}:
            return ()
        (old,), (new,) = self.earlier, self.later
        names = ("withdrawn", "kind", "legislative", "possible", "by", "documents")
        changed = [name for name in names if getattr(old, name) != getattr(new, name)]
        if [sub.title for sub in _below(old)] != [sub.title for sub in _below(new)]:
            changed.append("subitems")
        return tuple(changed)


class Comparison(NamedTuple):
    """The items of two documents side by side; the later one revises the earlier, or reports on it."""

    earlier: DocumentNumber
    later: DocumentNumber
    matches: tuple[Match, ...]


def _below(item: Item) -> Iterator[Item]:
    for sub in item.subitems:
        yield from sub.walk()
