"""Counting documents in groups, with the spellings of the vocabulary, in order for a table."""

from collections import Counter
from typing import NamedTuple

from somei_cli.model.query.group_by import GroupBy, GroupValue
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot


class GroupCount(NamedTuple):
    """How many documents have these values, one for each key; None if they have none."""

    values: tuple[GroupValue, ...]
    documents: int


class GroupCounts(NamedTuple):
    """Counts in order, and the number of all documents. A document with two codes is counted under both."""

    by: tuple[GroupBy, ...]
    counts: tuple[GroupCount, ...]
    total: int


def count_by_group(snapshot: Snapshot, selection: Selection, by: tuple[GroupBy, ...]) -> GroupCounts:
    """Count by one key, or by one within another.

    Years and months come in their order, everything else by how often it occurs; documents without a value come last.
    """
    own_counts = snapshot.group_counts(selection, by)
    counter: Counter[tuple[GroupValue, ...]] = Counter()
    for values, times in own_counts.times.items():
        counter[tuple(_vocabulary_spelling(key, value, snapshot) for key, value in zip(by, values, strict=True))] += (
            times
        )
    weights = [Counter[GroupValue]() for _ in by]
    for keys, times in counter.items():
        for weight, value in zip(weights, keys, strict=True):
            weight[value] += times

    def sort_key(keys: tuple[GroupValue, ...]) -> tuple[tuple[bool, int, str], ...]:
        return tuple(
            (value is None, 0 if key in _IN_ORDER else -weight[value], str(value))
            for key, value, weight in zip(by, keys, weights, strict=True)
        )

    return GroupCounts(
        by, tuple(GroupCount(keys, counter[keys]) for keys in sorted(counter, key=sort_key)), own_counts.total
    )


_IN_ORDER = frozenset({GroupBy.YEAR, GroupBy.MONTH})


def _vocabulary_spelling(by: GroupBy, value: GroupValue, snapshot: Snapshot) -> GroupValue:
    """Replace headings and bodies by the spelling of the vocabulary."""
    if not isinstance(value, str):
        return value
    if by is GroupBy.TYPE:
        heading = snapshot.vocabulary.type_named(value)
        return heading.heading if heading else value
    if by is GroupBy.BODY:
        body = snapshot.vocabulary.body_named(value)
        return body.key if body else value
    return value
