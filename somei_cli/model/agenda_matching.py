"""Which item of a later document is which of an agenda: by number and title, merged ones and reworded ones too."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import product

from somei_cli.model.agenda_comparison import Match, MatchKind
from somei_cli.model.agenda_titles import are_alike, holds, title_key
from somei_cli.model.items import Item

_MOST_COMPARED = 10_000
"""Pairs of titles; a text with more left over is no agenda, and comparing letters would take long."""


def match_items(earlier: Sequence[Item], later: Sequence[Item]) -> tuple[Match, ...]:
    """Pair the items of two documents; every item is in exactly one match, in the order of the later document."""
    pairing = _Pairing(earlier, later)
    pairing.by(lambda item: (item.number, title_key(item)))
    pairing.by(title_key)
    pairing.merge()
    pairing.by(lambda item: item.number)
    pairing.alike()
    return tuple(pairing.matches())


class _Pairing:
    """Items by their places; each step pairs what the steps before left over."""

    def __init__(self, earlier: Sequence[Item], later: Sequence[Item]) -> None:
        self.earlier = earlier
        self.later = later
        self.found: dict[int, list[int]] = {}
        """For a place in the later document the places in the earlier one."""
        self.left = dict.fromkeys(range(len(earlier)))

    def by(self, key: Callable[[Item], Hashable | None]) -> None:
        """Pair what has the same key, in order of appearance; None is no key."""
        waiting: dict[Hashable, list[int]] = {}
        for at in reversed(self.left):
            waiting.setdefault(key(self.earlier[at]), []).append(at)
        for at, item in enumerate(self.later):
            wanted = key(item)
            if at not in self.found and wanted is not None and waiting.get(wanted):
                self._pair(waiting[wanted].pop(), at)

    def merge(self) -> None:
        """Put items that are left to a later one that holds them; one alone in a new title is only reworded."""
        for at, new in enumerate(self._few()):
            mine = [old for old in self.left if holds(new, self.earlier[old], renamed=at not in self.found)]
            for old in mine:
                self._pair(old, at)

    def alike(self) -> None:
        """Pair titles that were reworded, the most alike first."""
        pairs = product(list(self.left), [at for at in range(len(self._few())) if at not in self.found])
        scored = [(are_alike(self.earlier[old], self.later[new]), old, new) for old, new in pairs]
        for score, old, new in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
            if score and old in self.left and new not in self.found:
                self._pair(old, new)

    def matches(self) -> Iterator[Match]:
        """Every item once: in the order of the later document, what was dropped where it stood before."""
        kept = _in_order([self.found[at][0] for at in range(len(self.later)) if at in self.found])
        for at, new in enumerate(self.later):
            places = sorted(self.found.get(at, ()))
            if places and places[0] in kept:
                yield from self._dropped(places[0])
            old = tuple(self.earlier[place] for place in places)
            moved = bool(places) and self.found[at][0] not in kept
            yield Match(_kind(old, new), old, (new,), moved)
        yield from self._dropped(len(self.earlier))

    def _dropped(self, before: int) -> Iterator[Match]:
        for place in [place for place in self.left if place < before]:
            del self.left[place]
            yield Match(MatchKind.DROPPED, (self.earlier[place],))

    def _few(self) -> Sequence[Item]:
        """The later items, or none of them where comparing each with each would take long."""
        return self.later if len(self.left) * len(self.later) <= _MOST_COMPARED else ()

    def _pair(self, old: int, new: int) -> None:
        del self.left[old]
        self.found.setdefault(new, []).append(old)


def _kind(old: tuple[Item, ...], new: Item) -> MatchKind:
    if len(old) != 1:
        return MatchKind.MERGED if old else MatchKind.ADDED
    if title_key(old[0]) != title_key(new):
        return MatchKind.RENAMED
    return MatchKind.SAME if old[0].number == new.number else MatchKind.RENUMBERED


def _in_order(places: Sequence[int]) -> frozenset[int]:
    """The longest run of places that rise: everything else has moved."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(tails, place)
        before[place] = tails[at - 1] if at else None
        tails[at : at + 1] = [place]
    kept: list[int] = []
    last = tails[-1] if tails else None
    while last is not None:
        kept.append(last)
        last = before[last]
    return frozenset(kept)
