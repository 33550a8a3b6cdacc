"""Match the items of two documents by number and title, also merged and reworded ones, and compare them."""

import re
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from somei_cli.model.document_number import DocumentNumber
from somei_cli.model.groups import group_pairs
from somei_cli.model.item_words import title_key
from somei_cli.model.items_and_follow_ups import Item


class MatchKind(StrEnum):
    """What became of an item."""

    SAME = "same"
    RENAMED = "renamed"
    RENUMBERED = "renumbered"
    MERGED = "merged"
    ADDED = "added"
    DROPPED = "dropped"


class ItemMatch(NamedTuple):
    """The items of two documents that are the same; `moved` says that it changed its place among the others."""

    kind: MatchKind
    earlier: tuple[Item, ...] = ()
    later: tuple[Item, ...] = ()
    moved: bool = False

    @property
    def is_expected(self) -> bool:
        """Whether a missing item was announced as such: withdrawn, or marked (poss.)."""
        return self.kind is MatchKind.DROPPED and all(item.withdrawn or item.possible for item in self.earlier)

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """The names of the fields in which the two items differ."""
        if self.kind in {MatchKind.ADDED, MatchKind.DROPPED, MatchKind.MERGED}:
            return ()
        (earlier_item,), (later_item,) = self.earlier, self.later
        names = ("withdrawn", "kind", "legislative", "possible", "by", "documents")
        changed = [name for name in names if getattr(earlier_item, name) != getattr(later_item, name)]
        if [sub_item.title for sub_item in _walk_sub_items(earlier_item)] != [
            sub_item.title for sub_item in _walk_sub_items(later_item)
        ]:
            changed.append("subitems")
        return tuple(changed)


class ItemComparison(NamedTuple):
    """The items of two documents side by side; the later one revises the earlier or reports on it."""

    earlier: DocumentNumber
    later: DocumentNumber
    matches: tuple[ItemMatch, ...]


def _walk_sub_items(item: Item) -> Iterator[Item]:
    for sub_item in item.subitems:
        yield from sub_item.walk()


_SEVERAL = r"[0-9]+(?:\s*(?:,|&|\+|/|and|-|–|to)\s*[0-9]+)+"
_STEP = r"(?P<first>[0-9]+)(?:\s*(?:-|–|to)\s*(?P<last>[0-9]+))?"
_MIN_TITLE = 5
"""Letters of a title that is searched for in another one; shorter ones occur in any text."""
_MIN_SIMILARITY = 0.6
"""From this ratio of equal letters on, two titles count as one that was reworded."""
_MAX_RANGE = 100


def title_similarity(first: Item, second: Item) -> float:
    """Return the ratio of equal letters of two titles if it is high enough for a reworded title, else 0."""
    import difflib

    matcher = difflib.SequenceMatcher(None, title_key(first), title_key(second), autojunk=False)
    if matcher.real_quick_ratio() < _MIN_SIMILARITY or matcher.quick_ratio() < _MIN_SIMILARITY:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _MIN_SIMILARITY else 0.0


def contains_item(whole: Item, part: Item, *, renamed: bool) -> bool:
    """Return whether an item was merged into another: by its number, as a line below it, or in its title.

    The title counts only if it is new (`renamed`): an unchanged title names the item itself.

    >>> contains_item(Item("Terrorism and organized crime", "2"), Item("Organized crime", "3"), renamed=True)
    True
    >>> contains_item(Item("Internal security", "2-4"), Item("Organized crime", "3"), renamed=True)
    True
    """
    if part.number and part.number in expand_numbers(whole.number or ""):
        return True
    key = title_key(part)
    if len(key) < _MIN_TITLE:
        return False
    if any(title_key(line) == key for line in whole.subitems):
        return True
    return renamed and f" {key} " in f" {title_key(whole)} "


def expand_numbers(printed: str) -> frozenset[str]:
    """Return the numbers in a printed number that stands for several; empty for a single number.

    >>> sorted(expand_numbers("2, 3 and 5-7")), sorted(expand_numbers("4"))
    (['2', '3', '5', '6', '7'], [])
    """
    if not re.fullmatch(_SEVERAL, printed.strip(), re.ASCII):
        return frozenset()
    numbers: list[int] = []
    for step in re.finditer(_STEP, printed[:_MAX_RANGE], re.ASCII):
        first = int(step["first"])
        last = min(int(step["last"] or first), first + _MAX_RANGE)
        numbers += range(first, last + 1)
    return frozenset(map(str, numbers))


_MAX_COMPARED = 10_000
"""Pairs of titles. A text with more is not an agenda, and comparing letters would take long."""


def match_items(earlier: Sequence[Item], later: Sequence[Item]) -> tuple[ItemMatch, ...]:
    """Match the items of two documents, in the order of the later one; every item is in exactly one match."""
    pairing = _Pairing(earlier, later)
    pairing.pair_by_key(lambda item: (item.number, title_key(item)))
    pairing.pair_by_key(title_key)
    pairing.pair_merged()
    pairing.pair_by_key(lambda item: item.number)
    pairing.pair_similar()
    return tuple(pairing.matches())


class _Pairing:
    """Pairs of items by their indexes; each step pairs what the steps before left over."""

    def __init__(self, earlier: Sequence[Item], later: Sequence[Item]) -> None:
        self.earlier = earlier
        self.later = later
        self.pairs: dict[int, list[int]] = {}
        """For a place in the later document the places in the earlier one."""
        self.unpaired = dict.fromkeys(range(len(earlier)))

    def pair_by_key(self, key: Callable[[Item], Hashable | None]) -> None:
        """Pair the items with equal keys, in order of appearance; the key None is ignored."""
        candidates = group_pairs((key(self.earlier[index]), index) for index in reversed(self.unpaired))
        for index, item in enumerate(self.later):
            item_key = key(item)
            if index not in self.pairs and item_key is not None and candidates.get(item_key):
                self._pair(candidates[item_key].pop(), index)

    def pair_merged(self) -> None:
        """Pair unpaired items with a later item that contains them; a single one under a new title is reworded only."""
        for index, later_item in enumerate(self._later_if_few()):
            merged = [
                earlier_index
                for earlier_index in self.unpaired
                if contains_item(later_item, self.earlier[earlier_index], renamed=index not in self.pairs)
            ]
            for earlier_index in merged:
                self._pair(earlier_index, index)

    def pair_similar(self) -> None:
        """Pair reworded titles, the most similar first."""
        pairs = product(
            list(self.unpaired), [index for index in range(len(self._later_if_few())) if index not in self.pairs]
        )
        scored = [
            (title_similarity(self.earlier[earlier_index], self.later[later_index]), earlier_index, later_index)
            for earlier_index, later_index in pairs
        ]
        for score, earlier_index, later_index in sorted(scored, key=lambda row: (-row[0], row[1], row[2])):
            if score and earlier_index in self.unpaired and later_index not in self.pairs:
                self._pair(earlier_index, later_index)

    def matches(self) -> Iterator[ItemMatch]:
        """Yield every item once, in the order of the later document; a dropped item comes at its earlier place."""
        in_order = _longest_rising_run(
            [self.pairs[index][0] for index in range(len(self.later)) if index in self.pairs]
        )
        for index, later_item in enumerate(self.later):
            places = sorted(self.pairs.get(index, ()))
            if places and places[0] in in_order:
                yield from self._dropped(places[0])
            earlier_items = tuple(self.earlier[place] for place in places)
            moved = bool(places) and self.pairs[index][0] not in in_order
            yield ItemMatch(_match_kind(earlier_items, later_item), earlier_items, (later_item,), moved)
        yield from self._dropped(len(self.earlier))

    def _dropped(self, before: int) -> Iterator[ItemMatch]:
        for place in [place for place in self.unpaired if place < before]:
            del self.unpaired[place]
            yield ItemMatch(MatchKind.DROPPED, (self.earlier[place],))

    def _later_if_few(self) -> Sequence[Item]:
        """Return the later items; empty if comparing each with each would take long."""
        return self.later if len(self.unpaired) * len(self.later) <= _MAX_COMPARED else ()

    def _pair(self, old: int, new: int) -> None:
        del self.unpaired[old]
        self.pairs.setdefault(new, []).append(old)


def _match_kind(earlier: tuple[Item, ...], later: Item) -> MatchKind:
    if len(earlier) != 1:
        return MatchKind.MERGED if earlier else MatchKind.ADDED
    if title_key(earlier[0]) != title_key(later):
        return MatchKind.RENAMED
    return MatchKind.SAME if earlier[0].number == later.number else MatchKind.RENUMBERED


def _longest_rising_run(places: Sequence[int]) -> frozenset[int]:
    """Return the longest rising subsequence; every other item has moved."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        length = bisect_left(tails, place)
        before[place] = tails[length - 1] if length else None
        tails[length : length + 1] = [place]
    run: list[int] = []
    last = tails[-1] if tails else None
    while last is not None:
        run.append(last)
        last = before[last]
    return frozenset(run)
