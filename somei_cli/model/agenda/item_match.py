"""Two documents compared item by item: what became of each, and what else differs.

When two titles of items mean the same, and when one item holds another.
Which item of a later document is which of an agenda: by number and title, merged ones and reworded ones too.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.items import Item, is_adoption, is_any_other_business


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


_NO_LETTERS = r"[\W_]+"
_SEVERAL = r"[0-9]+(?:\s*(?:,|&|\+|/|and|-|–|to)\s*[0-9]+)+"
_STEP = r"(?P<first>[0-9]+)(?:\s*(?:-|–|to)\s*(?P<last>[0-9]+))?"
_SHORTEST = 5
"""Letters of a title that is looked for in another one; shorter ones stand in any text."""
_ALIKE = 0.6
"""From this share of equal letters on, two titles are taken for one that was reworded."""
_LONGEST_RANGE = 100


def title_key(item: Item) -> str:
    """A title without case and punctuation; the two items of every agenda have one name each.

    >>> title_key(Item("Introduction and adoption of the agenda")), title_key(Item("Cyber:  the way – forward"))
    ('adoption of the agenda', 'cyber the way forward')
    """
    if is_adoption(item):
        return "adoption of the agenda"
    if is_any_other_business(item):
        return "any other business"
    return re.sub(_NO_LETTERS, " ", item.title.casefold()).strip()


def are_alike(a: Item, b: Item) -> float:
    """How much two titles have in common, where it is enough for one that was reworded; else 0."""
    import difflib

    matcher = difflib.SequenceMatcher(None, title_key(a), title_key(b), autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0


def holds(whole: Item, part: Item, *, renamed: bool) -> bool:
    """Whether an item was taken together with others under another: by its number, as a line below, or in the title.

    A title counts only where it is a new one: an item that kept its own title speaks of itself.

    >>> holds(Item("Terrorism and organized crime", "2"), Item("Organized crime", "3"), renamed=True)
    True
    >>> holds(Item("Internal security", "2-4"), Item("Organized crime", "3"), renamed=True)
    True
    """
    if part.number and part.number in numbers_in(whole.number or ""):
        return True
    wanted = title_key(part)
    if len(wanted) < _SHORTEST:
        return False
    if any(title_key(line) == wanted for line in whole.subitems):
        return True
    return renamed and f" {wanted} " in f" {title_key(whole)} "


def numbers_in(printed: str) -> frozenset[str]:
    """The numbers that a printed one stands for, where it stands for several.

    >>> sorted(numbers_in("2, 3 and 5-7")), sorted(numbers_in("4"))
    (['2', '3', '5', '6', '7'], [])
    """
    if not re.fullmatch(_SEVERAL, printed.strip(), re.ASCII):
        return frozenset()
    numbers: list[int] = []
    for step in re.finditer(_STEP, printed[:_LONGEST_RANGE], re.ASCII):
        first = int(step["first"])
        last = min(int(step["last"] or first), first + _LONGEST_RANGE)
        numbers += range(first, last + 1)
    return frozenset(map(str, numbers))


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
