"""Counting documents in groups, with the spellings of the vocabulary, in order for a table."""

from collections import Counter
from typing import NamedTuple

from somei_cli.model.query.group_by import By, Value
from somei_cli.model.register.conditions import Selection
from somei_cli.model.register.snapshot import Snapshot


class Count(NamedTuple):
    """How many documents have these values, one for each key; None if they have none."""

    values: tuple[Value, ...]
    documents: int


class Tally(NamedTuple):
    """Counts in order, and the number of all documents. A document with two codes is counted under both."""

    by: tuple[By, ...]
    counts: tuple[Count, ...]
    total: int


def count(snapshot: Snapshot, selection: Selection, by: tuple[By, ...]) -> Tally:
    """Count by one key, or by one within another.

    Years and months come in their order, everything else by how often it occurs; documents without a value come last.
    """
    own_counts = snapshot.counted(selection, by)
    counter: Counter[tuple[Value, ...]] = Counter()
    for values, times in own_counts.times.items():
        counter[tuple(_vocabulary_spelling(key, value, snapshot) for key, value in zip(by, values, strict=True))] += (
            times
        )
    weights = [Counter[Value]() for _ in by]
    for keys, times in counter.items():
        for weight, value in zip(weights, keys, strict=True):
            weight[value] += times

    def sort_key(keys: tuple[Value, ...]) -> tuple[tuple[bool, int, str], ...]:
        return tuple(
            (value is None, 0 if key in _IN_ORDER else -weight[value], str(value))
            for key, value, weight in zip(by, keys, weights, strict=True)
        )

    return Tally(by, tuple(Count(keys, counter[keys]) for keys in sorted(counter, key=sort_key)), own_counts.total)


_IN_ORDER = frozenset({By.YEAR, By.MONTH})


def _vocabulary_spelling(by: By, value: Value, snapshot: Snapshot) -> Value:
    """Replace headings and bodies by the spelling of the vocabulary."""
    if not isinstance(value, str):
        return value
    if by is By.TYPE:
        heading = snapshot.vocabulary.type_named(value)
        return heading.heading if heading else value
    if by is By.BODY:
        body = snapshot.vocabulary.body_named(value)
        return body.key if body else value
    return value
